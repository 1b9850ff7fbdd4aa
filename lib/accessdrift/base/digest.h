#pragma once

#include <memory>
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

}  // namespace accessdrift
