#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace accessdrift {

/// The bytes of one file, and a NUL behind them. Immutable, safe to share between threads; copies
/// are cheap, since they share the bytes.
class FileBytes {
 public:
  /// Owns nothing: `Result` makes one that it forgets where it is made of another.
  FileBytes() = default;
  FileBytes(std::string bytes)  // NOLINT(google-explicit-constructor): they are the same
      : FileBytes(std::make_shared<const std::string>(std::move(bytes))) {}
  /// `bytes` are there as long as their owner is. REQUIRES: a NUL behind them.
  FileBytes(std::shared_ptr<const void> owner, std::string_view bytes)
      : owner_(std::move(owner)), bytes_(bytes) {}

  [[nodiscard]] std::string_view view() const { return bytes_; }

 private:
  explicit FileBytes(const std::shared_ptr<const std::string>& bytes)
      : owner_(bytes), bytes_(*bytes) {}

  std::shared_ptr<const void> owner_;
  std::string_view bytes_ = "";
};

}  // namespace accessdrift
