#include "accessdrift/report/pseudonyms.h"

#include <algorithm>
#include <utility>

#include "accessdrift/base/digest.h"
#include "accessdrift/base/quoted_text.h"
#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

constexpr std::size_t kDigitsOfName = 12;

bool is_letter_or_digit(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         byte >= 0x80;
}

/// Whether a word can start or end between the two.
bool is_word_border(char before, char after) {
  return !is_letter_or_digit(before) || !is_letter_or_digit(after);
}

bool is_of_mail_name(char c) {
  constexpr std::string_view kMarks = ".+-%";
  return is_letter_or_digit(c) || kMarks.find(c) != std::string_view::npos;
}

bool is_of_mail_domain(char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; }

/// The length of what reads like an address of mail at the front; 0 if nothing does.
std::size_t mail_length(std::string_view rest) {
  std::size_t at = 0;
  while (at < rest.size() && is_of_mail_name(rest[at])) ++at;
  if (at == 0 || at == rest.size() || rest[at] != '@') return 0;
  std::size_t end = at + 1;
  while (end < rest.size() && is_of_mail_domain(rest[end])) ++end;
  return end == at + 1 ? 0 : end;
}

char letter_of(HiddenKind kind) {
  constexpr std::string_view kLetters = "ugrcpsdnwflv";
  return kLetters[static_cast<std::size_t>(kind)];
}

}  // namespace

void Pseudonyms::hide(HiddenKind kind, std::string_view name) {
  if (name.empty()) return;
  std::string folded = fold_ascii(name);
  if (pseudonyms_.contains(folded)) return;
  std::string pseudonym = of(kind, name);
  // Words of a condition quote it.
  const std::string quoted = quoted_text(folded);
  std::string inside = quoted.substr(1, quoted.size() - 2);
  if (inside != folded) pseudonyms_.try_emplace(std::move(inside), pseudonym);
  pseudonyms_.try_emplace(std::move(folded), std::move(pseudonym));
}

std::string Pseudonyms::of(HiddenKind kind, std::string_view name) const {
  const std::string letter(1, letter_of(kind));
  return letter + ":" + keyed_hex(key_, letter + fold_ascii(name), kDigitsOfName);
}

std::string Pseudonyms::of_digest(std::string_view digest) const {
  const std::size_t colon = digest.find(':');
  if (colon == std::string_view::npos) return std::string(digest);
  return std::string(digest.substr(0, colon + 1)) +
         keyed_hex(key_, digest, digest.size() - colon - 1);
}

void Pseudonyms::sort() {
  if (sorted_.size() == pseudonyms_.size()) return;
  sorted_.clear();
  sorted_.reserve(pseudonyms_.size());
  for (const auto& [folded, pseudonym] : pseudonyms_) sorted_.push_back({folded, pseudonym});
  std::ranges::sort(sorted_, {}, &Hidden::folded);
}

const Pseudonyms::Hidden* Pseudonyms::longest_at(std::string_view rest) const {
  const Hidden* found = nullptr;
  auto first = sorted_.begin();
  auto last = sorted_.end();
  for (std::size_t length = 1; length <= rest.size(); ++length) {
    const auto next = [length](const Hidden& hidden) {
      return static_cast<unsigned char>(hidden.folded[length - 1]);
    };
    const auto byte = static_cast<unsigned char>(rest[length - 1]);
    first = std::ranges::lower_bound(first, last, byte, {}, next);
    last = std::ranges::upper_bound(first, last, byte, {}, next);
    if (first == last) break;
    if (first->folded.size() != length) continue;
    if (length == rest.size() || is_word_border(rest[length - 1], rest[length])) found = &*first;
    ++first;
  }
  return found;
}

std::string Pseudonyms::in(std::string_view text) {
  const std::string folded = fold_ascii(text);
  if (const auto whole = pseudonyms_.find(folded); whole != pseudonyms_.end()) return whole->second;
  sort();
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = std::string_view(folded).substr(at);
    const bool can_start = at == 0 || is_word_border(folded[at - 1], folded[at]);
    const Hidden* const hidden = can_start ? longest_at(rest) : nullptr;
    const std::size_t hidden_length = hidden == nullptr ? 0 : hidden->folded.size();
    const std::size_t mail = can_start ? mail_length(rest) : 0;
    if (mail > hidden_length) {
      out += of(HiddenKind::User, rest.substr(0, mail));
      at += mail;
    } else if (hidden != nullptr) {
      out += hidden->pseudonym;
      at += hidden_length;
    } else {
      out += text[at++];
    }
  }
  return out;
}

}  // namespace accessdrift
