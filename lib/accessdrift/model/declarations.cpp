#include "accessdrift/model/declarations.h"

#include <algorithm>

namespace accessdrift {
namespace {

using Ends = std::vector<std::pair<std::uint32_t, Until>>;

const Until& end_of(const Ends& ends, std::ptrdiff_t place) {
  return std::ranges::lower_bound(ends, static_cast<std::uint32_t>(place), {},
                                  &Ends::value_type::first)
      ->second;
}

}  // namespace

const Until& Declarations::until_of(const Mention& mention) const {
  return end_of(membership_ends, &mention - mentions.data());
}

const Until& Declarations::until_of(const UserDeclaration& user) const {
  return end_of(sign_in_ends, &user - users.data());
}

}  // namespace accessdrift
