#include <fmt/format.h>

#include <map>
#include <vector>

#include "accessdrift/base/folded_text.h"
#include "accessdrift/base/text.h"
#include "accessdrift/lint/checks.h"

namespace accessdrift {
namespace {

/// An id or an alias, and what it is of.
struct Written {
  std::string id;
  Span span;
  std::size_t of = 0;
};

/// Ids of one kind of thing.
class Ids {
 public:
  void add(std::string_view id, Span span, std::size_t of) {
    written_[folded_text(id)].push_back({std::string(id), span, of});
  }

  /// One finding for each id that reads as an earlier one of another thing.
  void tell(std::string_view kind, Linting& linting) const {
    for (const auto& [folded, alike] : written_) {
      for (std::size_t i = 1; i < alike.size(); ++i) {
        const Written& first = alike.front();
        if (alike[i].of != first.of) tell(kind, first, alike[i], linting);
      }
    }
  }

 private:
  static void tell(std::string_view kind, const Written& first, const Written& second,
                   Linting& linting) {
    Diagnostic told;
    told.severity = Severity::Warning;
    told.code = "AD213";
    told.message = fmt::format("{} `{}` reads as `{}`, and is another one", kind,
                               shortened(second.id), shortened(first.id));
    told.span = second.span;
    told.label = "the same but for case, width or invisible characters";
    told.notes.push_back({first.span, fmt::format("`{}` stands here", shortened(first.id))});
    linting.add(std::move(told), {kind, first.id, second.id});
  }

  std::map<std::string, std::vector<Written>> written_;
};

void check_identities(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  Ids ids;
  for (std::size_t u = 0; u < snapshot.declared_users(); ++u) {
    const auto& user = snapshot.users[u];
    ids.add(snapshot.text(user->spelling), user.key(), u);
    for (std::uint32_t i = 0; i < user->aliases.count; ++i) {
      const NamePlace& alias = user.file->aliases[user->aliases.first + i];
      // One that somebody else has already is told where files are read.
      if (snapshot.user_by_name.find(alias.name) != UserIndex{u}) continue;
      ids.add(snapshot.text(alias.name), user.span(alias.place), u);
    }
  }
  ids.tell("identity", linting);
}

template <typename T>
void check_named(const std::vector<Declared<T>>& things, std::string_view kind, Linting& linting) {
  Ids ids;
  for (std::size_t i = 0; i < things.size(); ++i)
    ids.add(linting.snapshot().text(name_of(*things[i].it)), things[i].key(), i);
  ids.tell(kind, linting);
}

}  // namespace

void check_look_alikes(Linting& linting) {
  check_identities(linting);
  check_named(linting.snapshot().groups, "group", linting);
  check_named(linting.snapshot().resources, "resource", linting);
  check_named(linting.snapshot().clients, "client", linting);
  check_named(linting.snapshot().scopes, "scope", linting);
}

}  // namespace accessdrift
