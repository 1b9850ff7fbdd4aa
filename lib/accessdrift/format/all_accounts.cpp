#include "accessdrift/format/all_accounts.h"

#include <algorithm>

#include "accessdrift/format/group_lists.h"

namespace accessdrift::source {

void declare_all_accounts(SourceReading& reading, std::span<const Name> accounts,
                          bool are_complete) {
  GroupLists lists(reading, true);
  const Name group = reading.names.intern(kAllAccounts);
  for (SourceReading::File& file : reading.files) {
    for (const UserDeclaration& user : file.declarations.users) {
      const bool is_one = std::ranges::binary_search(accounts, user.id);
      if (!is_one || user.status == Status::Deleted) continue;
      lists.part_of(file, group, bracket_of(user.key), user.key)
          .add(user.id, MentionKind::User, user.key);
    }
  }
  if (!are_complete && lists.has(group)) {
    GroupDeclaration& first = lists.groups().at(group).front()->declared;
    open(first, first.key);
  }
  lists.finish();
}

}  // namespace accessdrift::source
