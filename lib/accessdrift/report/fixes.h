#pragma once

#include <optional>
#include <string>

#include "accessdrift/fix/find_fixes.h"
#include "accessdrift/report/json_writer.h"

namespace accessdrift {

/// What would turn an answer.
struct FixReport {
  bool is_to_allow = true;
  /// Of a denied request: when it is allowed as the configuration is; nothing if nothing that a
  /// request can tell helps.
  std::optional<std::string> by_user;
  FixSearch search;
};

/// The letter of the n-th fix, from 0 on. Of a denied request `A` is what the user can do.
[[nodiscard]] std::string fix_letter(const FixReport& report, std::size_t index);

/// `smallest ways to allow it`, one a line, with what else each changes.
[[nodiscard]] std::string write_fixes_text(const FixReport& report, bool all);
/// An object.
void write_fixes(JsonWriter& json, const FixReport& report);

}  // namespace accessdrift
