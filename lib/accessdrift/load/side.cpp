#include "accessdrift/load/side.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string_view>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/load/side_word.h"
#include "accessdrift/source/directory_tree.h"
#include "accessdrift/source/disk.h"
#include "accessdrift/source/shell_word.h"

namespace accessdrift {
namespace {

bool is_outside_of_git(const Diagnostics& problems) {
  return std::ranges::any_of(problems,
                             [](const Diagnostic& d) { return d.code == "not-a-repository"; });
}

Diagnostic too_many_sides(std::string message) {
  return error_without_place("too-many-sides", std::move(message),
                             "name A, A B, A..B, A...B, or nothing");
}

/// Opens words; finds the repository when the first word needs it.
class Opener {
 public:
  explicit Opener(std::string folder) : folder_(folder.empty() ? "." : std::move(folder)) {}

  Result<Side> word(const std::string& word);
  Result<Side> path(const std::string& word);
  Result<Side> revision(const std::string& word);
  Result<Side> work_tree();
  Result<Side> merge_base(const std::string& a, const std::string& b, const std::string& retry);

  /// The range that a lone word is; a path or an ambiguity is none.
  Result<std::optional<RangeWord>> range(const std::string& word);

  const Result<std::shared_ptr<Repository>>& repository();
  Sides finish(Side before, Side after, Sides::Mode mode);

 private:
  [[nodiscard]] bool is_path(const std::string& word) const {
    return look_on_disk(join_path(folder_, word)).kind != TreeNode::Kind::Nothing;
  }
  bool is_revision(const std::string& word);
  Diagnostic ambiguous(const std::string& word, const std::string& as_revision) const;
  Diagnostic neither(const std::string& word);

  std::string folder_;
  std::optional<Result<std::shared_ptr<Repository>>> repository_;
};

const Result<std::shared_ptr<Repository>>& Opener::repository() {
  if (!repository_) {
    auto found = Repository::discover(folder_);
    if (found) {
      repository_ = std::shared_ptr<Repository>(std::move(*found));
    } else {
      repository_ = failure(std::move(found.error()));
    }
  }
  return *repository_;
}

Sides Opener::finish(Side before, Side after, Sides::Mode mode) {
  Sides sides;
  sides.before = std::move(before);
  sides.after = std::move(after);
  sides.mode = mode;
  if (repository_ && *repository_) sides.repository = **repository_;
  if (sides.before.commit || sides.after.commit) sides.warnings = sides.repository->warnings();
  return sides;
}

bool Opener::is_revision(const std::string& word) {
  if (!repository()) return false;
  const RevisionWord parts = split_revision(word);
  return (*repository())->is_revision(parts.revision);
}

Result<Side> Opener::path(const std::string& word) {
  auto tree = open_path(word == "." ? folder_ : join_path(folder_, word), word);
  if (!tree) return failure(std::move(tree.error()));
  return Side{word, {}, std::nullopt, std::move(*tree)};
}

Result<Side> Opener::revision(const std::string& word) {
  if (!repository()) return failure(repository().error());
  const RevisionWord parts = split_revision(word);
  auto commit = (*repository())->resolve(parts.revision);
  if (!commit) return failure(std::move(commit.error()));
  auto tree = (*repository())->tree(*commit, parts.path.value_or(""));
  if (!tree) return failure(std::move(tree.error()));
  return Side{word, {}, std::move(*commit), std::move(*tree), parts.path.value_or("")};
}

Result<Side> Opener::work_tree() {
  if (!repository()) return failure(repository().error());
  auto tree = (*repository())->work_tree();
  if (!tree) return failure(std::move(tree.error()));
  return Side{"work tree", {}, std::nullopt, std::move(*tree), {}, true};
}

Diagnostic Opener::ambiguous(const std::string& word, const std::string& as_revision) const {
  return error_without_place(
      "ambiguous-side", "`" + word + "` is both a path and a revision",
      "./" + shell_word(word) + " is the path, " + shell_word(as_revision) + " the revision");
}

/// What lies beside a path that does not exist and has nearly its name.
std::optional<std::string> near_path(const std::string& folder, const std::string& word) {
  const std::size_t name_at = word.rfind('/') + 1;  // 0 without a slash
  const std::string parent = word.substr(0, name_at);
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator at(join_path(folder, parent), error);
       !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
    names.push_back(at->path().filename().native());
  }
  std::ranges::sort(names);
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto near = nearest(std::string_view(word).substr(name_at), views);
  return near ? std::optional(parent + *near) : std::nullopt;
}

Diagnostic Opener::neither(const std::string& word) {
  if (split_range(word))
    return too_many_sides("`" + word + "` names two sides, here one is wanted");
  const auto near = near_path(folder_, word);
  const std::string suggestion = near ? "did you mean `" + *near + "`?" : "";
  Diagnostic problem;
  if (!repository()) {
    problem = error_without_place("no-such-path", "`" + word + "` does not exist", suggestion);
    problem.notes.push_back(
        {{}, "`" + folder_ + "` is in no git repository: only paths are sides"});
    return problem;
  }
  const auto commit = (*repository())->resolve(word);
  if (!commit) problem = commit.error().front();
  problem.notes.push_back({{}, "there is no file or folder of this name either"});
  if (near && !problem.help.starts_with("did you mean")) problem.help = suggestion;
  return problem;
}

Result<Side> Opener::word(const std::string& word) {
  if (is_plainly_path(word)) return path(word);
  const bool has_path = is_path(word);
  const bool has_revision = is_revision(word);
  if (has_path && has_revision && !(*repository())->is_bare()) {
    const RevisionWord parts = split_revision(word);
    std::string full = (*repository())->full_name(parts.revision);
    if (parts.path) full += ":" + *parts.path;
    return failure(ambiguous(word, full));
  }
  if (has_path && !has_revision) return path(word);
  if (has_revision || split_revision(word).path) return revision(word);
  if (!repository() && !is_outside_of_git(repository().error())) {
    return failure(repository().error());
  }
  return failure(neither(word));
}

Result<std::optional<RangeWord>> Opener::range(const std::string& word) {
  if (is_plainly_path(word)) return std::optional<RangeWord>{};
  auto range = split_range(word);
  if (!range || !is_path(word)) return range;
  if (is_revision(range->before) && is_revision(range->after)) {
    return failure(ambiguous(word, (*repository())->full_name(range->before) +
                                       (range->is_from_merge_base ? "..." : "..") +
                                       (*repository())->full_name(range->after)));
  }
  return std::optional<RangeWord>{};
}

/// A cut history first: what lies beyond its end may change the other two answers.
std::optional<Diagnostic> problem_of(const MergeBases& bases, const std::string& both,
                                     const std::string& unshallow, const std::string& retry) {
  const std::string fetch = unshallow + "      (actions/checkout: fetch-depth: 0)";
  if (bases.is_cut && bases.commits.empty()) {
    return error_without_place(
        "no-merge-base", both + " share no history in this shallow clone; nothing was compared",
        fetch);
  }
  if (bases.is_cut) {
    return error_without_place("no-merge-base",
                               "this shallow clone ends before the merge base of " + both +
                                   " is certain; nothing was compared",
                               fetch);
  }
  if (bases.commits.empty()) {
    return error_without_place("no-merge-base", both + " share no history; nothing was compared",
                               "compare the two themselves, without a merge base");
  }
  if (bases.commits.size() == 1) return std::nullopt;
  std::string names;
  for (const Commit& commit : bases.commits) {
    names += (names.empty() ? "`" : ", `") + short_id(commit) + "`";
  }
  return error_without_place(
      "two-merge-bases",
      both + " have " + std::to_string(bases.commits.size()) + " merge bases: " + names +
          "; nothing was compared",
      "name the one that you mean: accessdrift diff " + short_id(bases.commits.front()) + retry);
}

Result<Side> Opener::merge_base(const std::string& a, const std::string& b,
                                const std::string& retry) {
  if (!repository()) return failure(repository().error());
  const Repository& git = **repository();
  const auto one = git.resolve(a);
  if (!one) return failure(one.error());
  const auto two = git.resolve(b);
  if (!two) return failure(two.error());
  const auto bases = git.merge_bases(*one, *two);
  if (!bases) return failure(bases.error());
  const std::string both = "`" + a + "` and `" + b + "`";
  if (auto problem = problem_of(*bases, both, git.unshallow_command(), retry)) {
    return failure(std::move(*problem));
  }
  const Commit& base = bases->commits.front();
  auto tree = git.tree(base);
  if (!tree) return failure(std::move(tree.error()));
  return Side{a, "merge base", base, std::move(*tree)};
}

/// Of two attempts, everything that is wrong with either.
Result<Sides> join(Opener& opener, Result<Side> before, Result<Side> after, Sides::Mode mode) {
  Diagnostics problems;
  if (!before) problems = std::move(before.error());
  if (!after) std::ranges::move(after.error(), std::back_inserter(problems));
  sort_diagnostics(problems);
  if (!problems.empty()) return failure(std::move(problems));
  return opener.finish(std::move(*before), std::move(*after), mode);
}

Result<Sides> open_range(Opener& opener, const RangeWord& range) {
  if (split_revision(range.before).path || split_revision(range.after).path) {
    const std::string help =
        range.is_from_merge_base
            ? "name them one by one: $(git merge-base A B):PATH B:PATH"
            : "write two words: " + shell_word(range.before) + " " + shell_word(range.after);
    return failure(error_without_place(
        "path-in-range", "the ends of a range are whole revisions, without a path", help));
  }
  if (!range.is_from_merge_base) {
    return join(opener, opener.revision(range.before), opener.revision(range.after),
                Sides::Mode::TwoSides);
  }
  auto before = opener.merge_base(range.before, range.after, " " + shell_word(range.after));
  if (!before) return failure(std::move(before.error()));
  return join(opener, std::move(before), opener.revision(range.after), Sides::Mode::MergeBase);
}

Result<Sides> open_from_merge_base(Opener& opener, const std::string& a,
                                   const std::vector<std::string>& words) {
  if (words.size() > 1) {
    return failure(too_many_sides("beside --merge-base at most one side is wanted"));
  }
  const std::string b = words.empty() ? "HEAD" : words.front();
  auto before = opener.merge_base(a, b, words.empty() ? "" : " " + shell_word(b));
  if (!before) return failure(std::move(before.error()));
  return join(opener, std::move(before), words.empty() ? opener.work_tree() : opener.revision(b),
              Sides::Mode::MergeBase);
}

/// The second side was left out: it takes a repository.
Result<Sides> open_against_work_tree(Opener& opener, const std::optional<std::string>& word) {
  const auto& repository = opener.repository();
  if (!repository && is_outside_of_git(repository.error())) {
    Diagnostic problem = repository.error().front();
    problem.message += ", so there is no work tree to compare with";
    problem.help = "name two files or folders: accessdrift diff BEFORE AFTER";
    return failure(std::move(problem));
  }
  auto before = word ? opener.word(*word) : opener.revision("HEAD");
  return join(opener, std::move(before), opener.work_tree(), Sides::Mode::WorkTree);
}

}  // namespace

Result<Sides> open_sides(const std::vector<std::string>& words,
                         const std::optional<std::string>& merge_base, const std::string& folder) {
  Opener opener(folder);
  if (merge_base) return open_from_merge_base(opener, *merge_base, words);
  if (words.size() > 2) return failure(too_many_sides("at most two sides can be compared"));
  if (words.size() == 2) {
    return join(opener, opener.word(words[0]), opener.word(words[1]), Sides::Mode::TwoSides);
  }
  if (words.empty()) return open_against_work_tree(opener, std::nullopt);
  const auto range = opener.range(words.front());
  if (!range) return failure(range.error());
  const std::optional<RangeWord>& found = *range;
  if (found) return open_range(opener, *found);
  return open_against_work_tree(opener, words.front());
}

Result<Sides> open_side(const std::optional<std::string>& word, const std::string& folder) {
  Opener opener(folder);
  auto side = word ? opener.word(*word) : opener.work_tree();
  if (!side && !word && is_outside_of_git(side.error())) side = opener.path(".");
  if (!side) return failure(std::move(side.error()));
  Side same{side->spec, side->note, side->commit, side->tree};
  return opener.finish(std::move(same), std::move(*side), Sides::Mode::TwoSides);
}

}  // namespace accessdrift
