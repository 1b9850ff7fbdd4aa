#include "cli/redaction.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "accessdrift/base/digest.h"
#include "accessdrift/base/text.h"
#include "cli/words.h"

namespace accessdrift::cli {
namespace {

constexpr std::size_t kLeastKey = 16;

Result<std::string> read_key(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string key((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad())
    return failure(error_without_place(
        "unreadable-file",
        fmt::format("cannot read `{}`: {}", shortened(path), std::strerror(errno))));
  if (key.size() >= kLeastKey) return key;
  return failure(
      usage_error(fmt::format("the key in `{}` has less than {} bytes", shortened(path), kLeastKey),
                  "head -c 32 /dev/urandom > FILE makes one; whoever has it can try out names"));
}

}  // namespace

Result<RedactionWords> redaction_words(const std::optional<std::string>& whom,
                                       const std::optional<std::string>& key_file) {
  RedactionWords words{std::nullopt, key_file};
  if (!whom) {
    if (!key_file) return words;
    return failure(usage_error("--redact-key is the key of --redact", "--redact users"));
  }
  if (*whom == "users") words.scope = Redaction::Scope::Users;
  if (*whom == "all") words.scope = Redaction::Scope::All;
  if (words.scope) return words;
  return failure(usage_error(fmt::format("`{}` is nothing to redact", shortened(*whom)),
                             "--redact takes users or all"));
}

Result<std::optional<Redaction>> read_redaction(const RedactionWords& words) {
  if (!words.scope) return std::optional<Redaction>();
  if (words.key_file) {
    Result<std::string> key = read_key(*words.key_file);
    if (!key) return failure(std::move(key.error()));
    return std::optional(Redaction{*words.scope, std::move(*key)});
  }
  std::optional<std::string> key = random_key();
  if (!key)
    return failure(usage_error("this machine has no random numbers for pseudonyms",
                               "--redact-key FILE names a key"));
  return std::optional(Redaction{*words.scope, std::move(*key)});
}

}  // namespace accessdrift::cli
