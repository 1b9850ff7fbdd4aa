#include "accessdrift/document/scalar_offsets.h"

#include <algorithm>

namespace accessdrift {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Bytes of the UTF-8 sequence that a lead byte begins.
std::size_t sequence_length(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80U ? 1 : byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : 4;
}

/// Walks through the file and the value side by side. Blanks of the file beyond those of the value
/// are indentation, or what folding took.
class Match {
 public:
  Match(std::string_view file, std::uint32_t begin, std::string_view value)
      : file_(file), at_(begin), value_(value) {}

  std::vector<std::uint32_t> run() {
    if (at_ >= file_.size()) return {};
    style_ = file_[at_];
    const bool is_block = style_ == '|' || style_ == '>';
    if (is_block) at_ = std::min(file_.find('\n', at_), file_.size());
    if (style_ == '"' || style_ == '\'') ++at_;
    while (offsets_.size() < value_.size()) {
      if (!step()) return {};
    }
    return std::move(offsets_);
  }

 private:
  bool step() {
    const char wanted = value_[offsets_.size()];
    skip_joined_lines();
    if (is_escape()) return escape(sequence_length(wanted));
    if (is_blank(wanted)) return blank();
    while (at_ < file_.size() && is_blank(file_[at_])) ++at_;
    skip_joined_lines();
    if (is_escape()) return escape(sequence_length(wanted));
    if (at_ >= file_.size() || file_[at_] != wanted) return false;
    const bool is_doubled_quote = style_ == '\'' && wanted == '\'';
    take(1, is_doubled_quote ? 2 : 1);
    return true;
  }

  [[nodiscard]] bool is_escape() const {
    return style_ == '"' && at_ + 1 < file_.size() && file_[at_] == '\\';
  }

  /// A line that ends in a backslash goes on in the next.
  void skip_joined_lines() {
    while (is_escape() && (file_[at_ + 1] == '\n' || file_[at_ + 1] == '\r')) {
      ++at_;
      while (at_ < file_.size() && is_blank(file_[at_])) ++at_;
    }
  }

  /// A blank of the value stands where the file has one; the line break behind a block's last line
  /// may be missing there.
  bool blank() {
    const bool is_there = at_ < file_.size() && is_blank(file_[at_]);
    if (!is_there && at_ < file_.size()) return false;
    take(1, is_there ? 1 : 0);
    return true;
  }

  bool escape(std::size_t value_bytes) {
    std::size_t length = 2;
    switch (file_[at_ + 1]) {
      case 'x':
        length = 4;
        break;
      case 'u':
        length = value_bytes == 4 ? 12 : 6;
        break;  // two of them where they are a pair of surrogates
      case 'U':
        length = 10;
        break;
      default:
        break;
    }
    if (at_ + length > file_.size() || offsets_.size() + value_bytes > value_.size()) return false;
    take(value_bytes, length);
    return true;
  }

  void take(std::size_t value_bytes, std::size_t file_bytes) {
    offsets_.insert(offsets_.end(), value_bytes, static_cast<std::uint32_t>(at_));
    at_ += file_bytes;
  }

  std::string_view file_;
  std::size_t at_;
  std::string_view value_;
  char style_ = 0;
  std::vector<std::uint32_t> offsets_;
};

}  // namespace

std::vector<std::uint32_t> scalar_offsets(std::string_view file, std::uint32_t begin,
                                          std::string_view value) {
  return Match(file, begin, value).run();
}

}  // namespace accessdrift
