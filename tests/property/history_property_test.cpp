#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "accessdrift/history/edit_origins.h"
#include "accessdrift/load/loader.h"
#include "accessdrift/source/repository.h"
#include "environment.h"
#include "naive.h"
#include "product.h"
#include "random.h"

/// A real organisation's history: every revision against its first parent, and distant revisions,
/// as the program and as the naive evaluation see them.
namespace accessdrift::property {
namespace of_history {

namespace fs = std::filesystem;

/// Pairs of neighbours, the newest first, and of any two commits, if nothing else is said.
constexpr std::uint64_t kAdjacent = 120;
constexpr std::uint64_t kDistant = 40;

/// The bundle beside the checkout that holds this file.
fs::path bundle() {
  return fs::path(ACCESSDRIFT_CHECKOUT) / ".." / "shared" / "data" / "kubernetes-org-native.bundle";
}

/// A clone that goes with the object.
class Clone {
 public:
  Clone() {
    std::string pattern = (fs::temp_directory_path() / "accessdrift-history-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
    const std::string command =
        "git clone --quiet --bare '" + bundle().string() + "' '" + (path_ / "r.git").string() + "'";
    is_there_ = std::system(command.c_str()) == 0;
  }
  ~Clone() { fs::remove_all(path_); }
  Clone(const Clone&) = delete;
  Clone& operator=(const Clone&) = delete;

  [[nodiscard]] bool is_there() const { return is_there_; }
  [[nodiscard]] std::string path() const { return (path_ / "r.git").string(); }

 private:
  fs::path path_;
  bool is_there_ = false;
};

/// A revision as both see it.
struct Revision {
  std::string id;
  std::shared_ptr<const Snapshot> snapshot;
  std::unique_ptr<naive::Side> side;
  naive::Access access;
};

/// The first parents of HEAD, the newest first.
class Line {
 public:
  explicit Line(const Clone& clone) {
    auto repository = Repository::discover(clone.path());
    REQUIRE(repository.has_value());
    repository_ = std::move(*repository);
    const auto tip = repository_->resolve("HEAD");
    REQUIRE(tip.has_value());
    auto commits = repository_->first_parents(*tip);
    REQUIRE(commits.has_value());
    commits_ = std::move(*commits);
  }

  [[nodiscard]] const std::vector<Commit>& commits() const { return commits_; }
  [[nodiscard]] const std::shared_ptr<Repository>& repository() const { return repository_; }
  [[nodiscard]] Side side(std::size_t number) const {
    Side side;
    side.spec = commits_[number].id;
    side.commit = commits_[number];
    auto tree = repository_->tree(commits_[number]);
    REQUIRE(tree.has_value());
    side.tree = std::move(*tree);
    return side;
  }

 private:
  std::shared_ptr<Repository> repository_;
  std::vector<Commit> commits_;
};

class History {
 public:
  explicit History(const Clone& clone) : line_(clone) {}

  [[nodiscard]] std::size_t size() const { return line_.commits().size(); }

  [[nodiscard]] Revision read(std::size_t number) {
    const std::string& id = line_.commits()[number].id;
    auto loaded = loader_.load(line_.side(number));
    REQUIRE_MESSAGE(loaded.has_value(), id << " is refused");
    Revision revision{id, loaded->snapshot, std::make_unique<naive::Side>(*loaded->snapshot), {}};
    const auto requests =
        naive::RepresentativeRequests::of(*revision.snapshot, *revision.snapshot, 0, 1);
    REQUIRE(requests.size() ==
            1);  // no condition reads the request, so that revisions can be evaluated one by one
    revision.access = naive::access_of(*revision.side, requests);
    return revision;
  }

 private:
  Line line_;
  Loader loader_;
};

/// (identity before, identity after, resource, action, whether before allows)
using Entitlement = std::tuple<std::uint32_t, std::uint32_t, std::string, std::string, bool>;

std::uint32_t number_of(const std::optional<std::size_t>& person) {
  return person ? static_cast<std::uint32_t>(*person) : UserIndex{}.number;
}

std::set<Entitlement> naive_changes(const Revision& before, const Revision& after) {
  const auto pairs = naive::pair_people(*before.side, *after.side);
  std::set<Entitlement> all;
  for (const naive::Change& change :
       naive::compare(*before.side, before.access, *after.side, after.access, pairs)) {
    const naive::Pair& pair = pairs[change.pair];
    all.emplace(number_of(pair.before), number_of(pair.after), change.resource, change.action,
                !change.before.is_empty());
  }
  return all;
}

std::set<Entitlement> product_changes(const Revision& before, const Revision& after) {
  const Comparison comparison = compare(before.snapshot, after.snapshot, 0);
  CHECK(limited_target(comparison).empty());
  std::set<Entitlement> all;
  for (const ProductChange& change : changes_of(comparison)) {
    all.emplace(change.before, change.after, change.resource, change.action,
                change.region_before == Diagrams::always());
  }
  return all;
}

/// The number of changed entitlements.
std::size_t check_pair(const Revision& before, const Revision& after) {
  const std::set<Entitlement> expected = naive_changes(before, after);
  const std::set<Entitlement> found = product_changes(before, after);
  CHECK_MESSAGE(found == expected, "from " << before.id << " to " << after.id << ": naive finds "
                                           << expected.size() << " changes, the program "
                                           << found.size());
  return expected.size();
}

TEST_CASE("compare: agrees with the naive evaluation on a real history") {
  if (!fs::exists(bundle())) {
    MESSAGE("skipped: there is no " << bundle().string());
    return;
  }
  const Clone clone;
  REQUIRE(clone.is_there());
  History history(clone);
  const std::uint64_t adjacent = std::min<std::uint64_t>(
      history.size() - 1, number_from_environment("ACCESSDRIFT_HISTORY_PAIRS", kAdjacent));
  const std::uint64_t distant =
      number_from_environment("ACCESSDRIFT_HISTORY_DISTANT_PAIRS", kDistant);

  std::size_t changes = 0;
  Revision after = history.read(0);
  for (std::size_t i = 1; i <= adjacent; ++i) {
    Revision before = history.read(i);
    changes += check_pair(before, after);
    after = std::move(before);
  }
  MESSAGE(adjacent << " adjacent pairs: " << changes << " changed entitlements");

  Random random(5);
  changes = 0;
  for (std::uint64_t i = 0; i < distant; ++i) {
    const std::size_t one = random.below(history.size());
    const std::size_t other = random.below(history.size());
    changes += check_pair(history.read(one), history.read(other));
  }
  MESSAGE(distant << " distant pairs: " << changes << " changed entitlements");
}

/// The edits between two commits of a line, and what they are blamed on.
class Blame {
 public:
  explicit Blame(const Clone& clone) : line_(clone), changed_in_(line_.commits().size() - 1) {}

  [[nodiscard]] std::size_t size() const { return line_.commits().size(); }

  /// The number of edits whose commit is the newest step that changes the very same fact; of the
  /// others, which came or went with a thing in between or moved, that it lies between the two.
  std::size_t check(std::size_t older, std::size_t newer) {
    const Sides sides = sides_of(older, newer);
    const auto loaded = loader_.load(sides);
    REQUIRE(loaded.has_value());
    const std::vector<Edit> edits = find_edits(*loaded->before.snapshot, *loaded->after.snapshot);
    const auto origins = find_origins(edits, sides, *loaded, loader_);
    REQUIRE(origins.has_value());
    REQUIRE(origins->size() == edits.size());
    std::size_t exact = 0;
    for (std::size_t e = 0; e < edits.size(); ++e) {
      const EditOrigin& origin = (*origins)[e];
      CAPTURE(edits[e].what);
      REQUIRE(origin.kind == OriginKind::Commits);
      REQUIRE(origin.commits.size() == 1);
      const std::size_t found = place_of(origin.commits.front());
      CHECK((found >= newer && found < older));
      const auto expected = newest_change(edits[e].key, older, newer);
      if (expected) CHECK(found == *expected);
      exact += expected ? 1 : 0;
    }
    return exact;
  }

 private:
  [[nodiscard]] Sides sides_of(std::size_t older, std::size_t newer) const {
    return {line_.side(older), line_.side(newer), Sides::Mode::TwoSides, {}, line_.repository()};
  }

  [[nodiscard]] std::size_t place_of(const Commit& commit) const {
    const std::vector<Commit>& all = line_.commits();
    return static_cast<std::size_t>(std::ranges::find(all, commit.id, &Commit::id) - all.begin());
  }

  /// What a step changes: by key, whether the whole thing comes or goes.
  const std::set<FactKey>& changed_in(std::size_t place) {
    if (!changed_in_[place]) {
      const auto loaded = loader_.load(sides_of(place + 1, place));
      REQUIRE(loaded.has_value());
      std::set<FactKey> keys;
      for (const Edit& edit : find_edits(*loaded->before.snapshot, *loaded->after.snapshot))
        keys.insert(edit.key);
      changed_in_[place] = std::move(keys);
    }
    return *changed_in_[place];
  }

  std::optional<std::size_t> newest_change(const FactKey& key, std::size_t older,
                                           std::size_t newer) {
    const FactKey whole{key.thing, key.id, {}, {}};
    for (std::size_t place = newer; place < older; ++place) {
      const std::set<FactKey>& changed = changed_in(place);
      if (key != whole && changed.contains(whole)) return std::nullopt;
      if (key == whole && std::ranges::any_of(changed, [&](const FactKey& one) {
            return one.thing == key.thing && one.id == key.id;
          }))
        return place;
      if (changed.contains(key)) return place;
    }
    return std::nullopt;
  }

  Line line_;
  std::vector<std::optional<std::set<FactKey>>> changed_in_;  // by place of the newer commit
  Loader loader_;
};

TEST_CASE("find_origins: edits of a real history are blamed on the commits that made them") {
  if (!fs::exists(bundle())) {
    MESSAGE("skipped: there is no " << bundle().string());
    return;
  }
  const Clone clone;
  REQUIRE(clone.is_there());
  Blame blame(clone);
  const std::uint64_t adjacent = std::min<std::uint64_t>(
      blame.size() - 1, number_from_environment("ACCESSDRIFT_HISTORY_PAIRS", kAdjacent));
  std::size_t edits = 0;
  for (std::size_t i = 0; i < adjacent; ++i) edits += blame.check(i + 1, i);
  CHECK(edits > 0);
  MESSAGE(adjacent << " adjacent pairs: " << edits << " edits, each of its own commit");

  const std::uint64_t distant =
      number_from_environment("ACCESSDRIFT_HISTORY_DISTANT_PAIRS", kDistant) / 10;
  Random random(7);
  edits = 0;
  for (std::uint64_t i = 0; i < distant; ++i) {
    const std::size_t one = random.below(blame.size());
    const std::size_t other = random.below(blame.size());
    if (one != other) edits += blame.check(std::max(one, other), std::min(one, other));
  }
  MESSAGE(distant << " distant pairs: " << edits << " edits, each of the newest commit between");
}

}  // namespace of_history
}  // namespace accessdrift::property
