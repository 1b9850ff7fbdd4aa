#pragma once

#include <span>
#include <string_view>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::source {

/// Whom Google's word for everybody of a customer means. No address has blanks.
inline constexpr std::string_view kAllAccounts = "all accounts of the customer";

/// Declares that group: those of the accounts, in order of their numbers, where files declare them.
/// Not complete: it has further members.
void declare_all_accounts(SourceReading& reading, std::span<const Name> accounts,
                          bool are_complete);

}  // namespace accessdrift::source
