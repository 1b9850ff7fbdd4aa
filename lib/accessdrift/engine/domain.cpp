#include "accessdrift/engine/domain.h"

#include <algorithm>

namespace accessdrift {
namespace {

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_folded(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, folded, folded);
}

}  // namespace

bool is_in_domain(const Snapshot& snapshot, UserIndex user, std::string_view domain) {
  if (const Unlisted* const unlisted = snapshot.unlisted_user(user);
      unlisted != nullptr && unlisted->kind != Unlisted::Kind::Mentioned) {
    return !unlisted->domain.is_none() && equal_folded(snapshot.text(unlisted->domain), domain);
  }
  const std::string_view id = snapshot.text(snapshot.users[user.index()]->id);
  const std::size_t at_sign = id.rfind('@');
  return at_sign != std::string_view::npos && equal_folded(id.substr(at_sign + 1), domain);
}

bool can_be_further_member(const Snapshot& snapshot, UserIndex user,
                           const GroupDeclaration& group) {
  return group.within.empty() || std::ranges::any_of(group.within, [&](const NamePlace& domain) {
           return is_in_domain(snapshot, user, snapshot.text(domain.name));
         });
}

}  // namespace accessdrift
