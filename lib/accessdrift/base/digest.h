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

/// How digests of access are written, in reports and in what is expected.
inline constexpr std::string_view kAccessDigestPrefix = "add1:";
inline constexpr std::size_t kAccessDigestDigits = 16;
/// Ends the digest: `add1:5cf8705baf36c14f`.
[[nodiscard]] std::string access_digest(Digest& digest);

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
