#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace accessdrift {

/// SHA-256 over length-prefixed fields, so that no two lists of fields look alike.
class Digest {
 public:
  Digest();
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;

  void add(std::string_view field);
  /// The first `digits` hexadecimal digits; ends the digest.
  [[nodiscard]] std::string hex(std::size_t digits);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// SHA-256 of the bytes of a text and of nothing else, in base64: so a page names the script that
/// it may run.
[[nodiscard]] std::string sha256_base64(std::string_view text);

/// Bytes in base64 (RFC 4648 §4).
[[nodiscard]] std::string base64(std::string_view bytes);

/// HMAC-SHA-256 (RFC 2104): whoever lacks the key can neither turn it round nor try texts out. Its
/// first `digits` hexadecimal digits.
[[nodiscard]] std::string keyed_hex(std::string_view key, std::string_view text,
                                    std::size_t digits);

/// Bytes that nobody can foresee; nothing where the machine has none.
[[nodiscard]] std::optional<std::string> random_key();

}  // namespace accessdrift
