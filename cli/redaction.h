#pragma once

#include <optional>
#include <string>

#include "accessdrift/base/result.h"
#include "accessdrift/report/redact.h"

namespace accessdrift::cli {

/// `--redact` and `--redact-key`.
struct RedactionWords {
  std::optional<Redaction::Scope> scope;
  std::optional<std::string> key_file;
};

[[nodiscard]] Result<RedactionWords> redaction_words(const std::optional<std::string>& whom,
                                                     const std::optional<std::string>& key_file);

/// With the bytes of the key file, else with a key that nobody knows. Nothing: nothing is hidden.
[[nodiscard]] Result<std::optional<Redaction>> read_redaction(const RedactionWords& words);

}  // namespace accessdrift::cli
