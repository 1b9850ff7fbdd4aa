#include "accessdrift/format/pgbouncer/connection_string.h"

#include <utility>

namespace accessdrift::pgbouncer {
namespace {

class Parts {
 public:
  explicit Parts(std::string_view text) : text_(text) {}

  std::optional<std::vector<ConnectionPart>> read() {
    skip_spaces();
    while (at_ < text_.size()) {
      ConnectionPart part;
      if (!read_key(part) || !read_value(part)) return std::nullopt;
      parts_.push_back(std::move(part));
      skip_spaces();
    }
    return std::move(parts_);
  }

 private:
  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  bool read_key(ConnectionPart& part) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != '=' && text_[at_] != ' ') ++at_;
    part.key = text_.substr(begin, at_ - begin);
    skip_spaces();
    if (at_ == text_.size() || text_[at_] != '=' || part.key.empty()) return false;
    ++at_;
    return true;
  }

  bool read_value(ConnectionPart& part) {
    skip_spaces();
    part.begin = at_;
    if (at_ < text_.size() && text_[at_] == '\'') {
      if (!read_quoted(part)) return false;
    } else {
      while (at_ < text_.size() && text_[at_] != ' ') part.value += text_[at_++];
    }
    part.end = at_;
    return !part.value.empty();
  }

  bool read_quoted(ConnectionPart& part) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\'') {
        const bool is_doubled = at_ + 1 < text_.size() && text_[at_ + 1] == '\'';
        if (!is_doubled) {
          ++at_;
          return true;
        }
        ++at_;
      }
      part.value += text_[at_];
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<ConnectionPart> parts_;
};

}  // namespace

std::optional<std::vector<ConnectionPart>> read_connection_string(std::string_view text) {
  return Parts(text).read();
}

}  // namespace accessdrift::pgbouncer
