#include "accessdrift/format/pgbouncer/userlist.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "accessdrift/format/pgbouncer/files.h"

namespace accessdrift::pgbouncer {
namespace {

/// A text in quotes, in which quotes are doubled; `begin` and `end` are inside of them.
struct Quoted {
  std::size_t begin = 0, end = 0;
};

/// Walks over the lines `"USER" "SECRET"` of a file.
class UserlistLines {
 public:
  explicit UserlistLines(std::string_view bytes) : bytes_(bytes) {}

  struct Line {
    Quoted user, secret;
  };
  /// Nothing: the end, or what PgBouncer does not read; `broken_at` tells.
  std::optional<Line> next() {
    while (at_ < bytes_.size()) {
      if (is_space(bytes_[at_])) {
        ++at_;
      } else if (bytes_[at_] == ';') {
        skip_line();
      } else {
        return read_line();
      }
    }
    return std::nullopt;
  }
  [[nodiscard]] const std::optional<std::size_t>& broken_at() const { return broken_at_; }

 private:
  void skip_line() { at_ = std::min(bytes_.find('\n', at_), bytes_.size()); }

  std::optional<Line> read_line() {
    const std::size_t begin = at_;
    Line line;
    const bool is_whole =
        bytes_[at_] == '"' && take(line.user) && find_quote() && take(line.secret);
    if (!is_whole) {
      broken_at_ = begin;
      at_ = bytes_.size();
      return std::nullopt;
    }
    skip_line();
    return line;
  }

  bool find_quote() {
    at_ = std::min(bytes_.find('"', at_), bytes_.size());
    return at_ < bytes_.size();
  }

  bool take(Quoted& quoted) {
    quoted.begin = ++at_;
    for (; at_ < bytes_.size(); ++at_) {
      if (bytes_[at_] != '"') continue;
      const bool is_doubled = at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '"';
      if (!is_doubled) break;
      ++at_;
    }
    quoted.end = at_;
    if (at_ >= bytes_.size()) return false;
    ++at_;
    return true;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::optional<std::size_t> broken_at_;
};

std::string unquoted(std::string_view text) {
  std::string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') ++i;
    if (i < text.size()) made += text[i];
  }
  return made;
}

bool is_md5(std::string_view secret) {
  constexpr std::size_t kLength = 35;
  return secret.size() == kLength && secret.starts_with("md5") &&
         secret.find_first_not_of("0123456789abcdef", 3) == std::string_view::npos;
}

Secret secret_of(std::string_view secret) {
  if (secret.empty()) return Secret::None;
  if (is_md5(secret)) return Secret::Md5;
  return secret.starts_with("SCRAM-SHA-256$") ? Secret::Scram : Secret::Plain;
}

Place place_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

std::vector<ListedUser> read_userlist(SourceReading& reading, const SourceReading::File& file) {
  const std::string_view bytes = file.document.text->bytes();
  UserlistLines lines(bytes);
  std::vector<ListedUser> users;
  std::map<std::string, std::size_t> known;
  while (const auto line = lines.next()) {
    ListedUser user;
    user.name = unquoted(bytes.substr(line->user.begin, line->user.end - line->user.begin));
    user.secret = secret_of(
        unquoted(bytes.substr(line->secret.begin, line->secret.end - line->secret.begin)));
    user.place = {static_cast<std::uint32_t>(line->user.begin - 1),
                  static_cast<std::uint32_t>(line->user.end + 1)};
    if (user.name.empty()) continue;
    const auto [at, is_new] = known.try_emplace(user.name, users.size());
    if (is_new) {
      users.push_back(std::move(user));
    } else {
      users[at->second] = std::move(user);
    }
  }
  if (const auto& broken = lines.broken_at()) {
    const auto begin = static_cast<std::uint32_t>(*broken);
    const auto end = static_cast<std::uint32_t>(std::min(bytes.find('\n', *broken), bytes.size()));
    source::warn(reading, "ignored-line", "PgBouncer stops to read its users here",
                 {file.declarations.text.get(), {begin, end}})
        .label = "expected \"USER\" \"SECRET\"";
  }
  return users;
}

std::string without_secrets(std::string_view userlist) {
  std::string hidden(userlist);
  UserlistLines lines(userlist);
  while (const auto line = lines.next())
    source::hide(hidden, place_of(line->secret.begin, line->secret.end));
  if (const auto& broken = lines.broken_at())
    source::hide(hidden, place_of(*broken, hidden.size()));
  return hidden;
}

}  // namespace accessdrift::pgbouncer
