#include "accessdrift/format/proxysql/configuration_secrets.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "accessdrift/format/proxysql/tables.h"

namespace accessdrift::proxysql {
namespace {

/// Writes over the texts of settings that hold secrets.
class SecretsHiding {
 public:
  explicit SecretsHiding(std::string_view bytes) : bytes_(bytes), hidden_(bytes) {}

  std::string hidden() && {
    while (at_ < bytes_.size()) {
      const std::size_t begin = at_;
      skip(is_of_name);
      if (at_ == begin) {
        ++at_;
      } else if (is_secret(bytes_.substr(begin, at_ - begin)) && takes_equals()) {
        hide_texts();
      }
    }
    return std::move(hidden_);
  }

 private:
  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
  static bool is_of_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  }
  void skip(bool (*is_skipped)(char)) {
    while (at_ < bytes_.size() && is_skipped(bytes_[at_])) ++at_;
  }
  void skip_blanks() {
    for (skip(is_blank); skip_comment(); skip(is_blank)) continue;
  }
  bool skip_comment() {
    const std::string_view rest = bytes_.substr(at_);
    const bool is_line = rest.starts_with('#') || rest.starts_with("//");
    if (!is_line && !rest.starts_with("/*")) return false;
    const std::size_t end = is_line ? bytes_.find('\n', at_) : bytes_.find("*/", at_ + 2);
    at_ = end == std::string_view::npos ? bytes_.size() : end + (is_line ? 1 : 2);
    return true;
  }
  bool takes_equals() {
    skip_blanks();
    if (at_ == bytes_.size() || (bytes_[at_] != '=' && bytes_[at_] != ':')) return false;
    ++at_;
    return true;
  }
  /// Texts that stand behind each other are one.
  void hide_texts() {
    for (skip_blanks(); at_ < bytes_.size() && bytes_[at_] == '"'; skip_blanks()) {
      for (++at_; at_ < bytes_.size() && bytes_[at_] != '"'; ++at_) hide_sign();
      at_ = std::min(at_ + 1, bytes_.size());
    }
  }
  void hide_sign() {
    if (bytes_[at_] == '\\' && at_ + 1 < bytes_.size()) hide_one(at_++);
    hide_one(at_);
  }
  void hide_one(std::size_t at) {
    const auto place = static_cast<std::uint32_t>(at);
    source::hide(hidden_, {place, place + 1});
  }

  std::string_view bytes_;
  std::string hidden_;
  std::size_t at_ = 0;
};

}  // namespace

std::string without_secrets(std::string_view bytes) { return SecretsHiding(bytes).hidden(); }

}  // namespace accessdrift::proxysql
