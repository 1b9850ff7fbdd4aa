#include "accessdrift/drift/repeated_user_edits.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "accessdrift/base/time_text.h"

namespace accessdrift {
namespace {

/// Who is listed several times, by id and file.
struct Listing {
  Declared<UserDeclaration> user;
  bool counts = false;
};
using ListingsByFile = std::map<std::pair<std::string, std::string>, Listing>;

ListingsByFile listings_of(const Snapshot& side, const std::set<Name>& repeated) {
  ListingsByFile told;
  const auto add = [&](const Declared<UserDeclaration>& user, bool counts) {
    if (user.file->is_native()) return;
    told.emplace(std::pair(std::string(side.text(user->id)), user.file->text->path()),
                 Listing{user, counts});
  };
  for (const Name id : repeated) {
    const UserIndex counts = side.user_by_name.find(id);
    if (counts.is_none()) continue;
    const Declared<UserDeclaration>& user = side.users[counts.index()];
    if (user.file != nullptr && user->id == id) add(user, true);
  }
  for (const Declared<UserDeclaration>& user : side.repeated_users) {
    if (repeated.contains(user->id)) add(user, false);
  }
  return told;
}

EditCollector::Item status_of(const Declared<UserDeclaration>& user) {
  const bool is_declared = user->status_place != Place{};
  return {std::string(to_text(user->status)),
          is_declared ? user.span(user->status_place) : user.key()};
}

std::optional<EditCollector::Item> end_of(const Declared<UserDeclaration>& user) {
  if (!user->has_until) return std::nullopt;
  const Until& until = user.file->until_of(*user.it);
  return EditCollector::Item{until_text(until.end), user.span(until.place)};
}

}  // namespace

void add_repeated_user_edits(const Snapshot& before, const Snapshot& after, EditCollector& edits) {
  std::set<Name> repeated;
  for (const Snapshot* const side : {&before, &after}) {
    for (const Declared<UserDeclaration>& user : side->repeated_users) repeated.insert(user->id);
  }
  if (repeated.empty()) return;
  const ListingsByFile listed_before = listings_of(before, repeated);
  for (const auto& [key, now] : listings_of(after, repeated)) {
    const auto then = listed_before.find(key);
    // What counts on both sides is told of the person.
    if (then == listed_before.end() || (now.counts && then->second.counts)) continue;
    const std::string id = key.first + " in " + key.second;
    edits.within(now.user.key());
    edits.changed({Thing::User, id, "status", {}}, status_of(then->second.user),
                  status_of(now.user));
    edits.changed({Thing::User, id, "until", {}}, end_of(then->second.user), end_of(now.user));
  }
}

}  // namespace accessdrift
