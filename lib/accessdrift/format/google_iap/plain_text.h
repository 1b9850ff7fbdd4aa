#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Texts in conditions of IAM that native ones write otherwise.
namespace accessdrift::google_iap {

/// Minutes that the clock of `+01:00`, or `01:00`, is before UTC's; nothing of what is no offset.
[[nodiscard]] std::optional<int> offset_of(std::string_view zone);
/// The zone that is that offset for ever, where there is one: `Etc/GMT-1` of `+01:00`.
[[nodiscard]] std::optional<std::string> zone_of_offset(int minutes);

/// `vendors["X"]` is no part of native conditions; here `vendors._X__`, a name as long as it,
/// stands for it, so that what is around it can be parsed.
[[nodiscard]] std::string with_plain_keys(std::string text);

}  // namespace accessdrift::google_iap
