#include "accessdrift/region/pattern_class.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace accessdrift {
namespace {

constexpr char32_t kLongS = 0x017F;       // folds to s
constexpr char32_t kKelvinSign = 0x212A;  // folds to k
constexpr char32_t kCaseBit = 0x20;

struct NamedClass {
  std::string_view name;
  std::string_view bounds;  ///< first and last of each range
};
constexpr auto kPosixClasses = std::to_array<NamedClass>({
    {"alnum", "09AZaz"},
    {"alpha", "AZaz"},
    {"ascii", {"\0\x7F", 2}},
    {"blank", "\t\t  "},
    {"cntrl", {"\0\x1F\x7F\x7F", 4}},
    {"digit", "09"},
    {"graph", "!~"},
    {"lower", "az"},
    {"print", " ~"},
    {"punct", "!/:@[`{~"},
    {"space", "\t\r  "},
    {"upper", "AZ"},
    {"word", "09AZaz__"},
    {"xdigit", "09AFaf"},
});
constexpr auto kPerlClasses = std::to_array<NamedClass>({
    {"d", "09"},
    {"s", "\t\n\f\r  "},
    {"w", "09AZaz__"},
});

bool is_letter(char32_t point) {
  return (point >= U'a' && point <= U'z') || (point >= U'A' && point <= U'Z');
}
bool is_alphanumeric(char32_t point) {
  return is_letter(point) || (point >= U'0' && point <= U'9');
}

CodePointSet ranges_of(const NamedClass& named) {
  std::vector<CodePointRange> ranges;
  for (std::size_t i = 0; i < named.bounds.size(); i += 2) {
    ranges.push_back({static_cast<unsigned char>(named.bounds[i]),
                      static_cast<unsigned char>(named.bounds[i + 1])});
  }
  return set_of(std::move(ranges));
}

void append_other_cases(std::vector<CodePointRange>& ranges, char32_t point) {
  if (!is_letter(point)) return;
  const auto append = [&ranges](char32_t one) { ranges.push_back({one, one}); };
  append(point ^ kCaseBit);
  if ((point | kCaseBit) == U's') append(kLongS);
  if ((point | kCaseBit) == U'k') append(kKelvinSign);
}

/// Nothing for what is not ASCII: how it folds depends on the version of Unicode.
std::optional<CodePointSet> fold(const CodePointSet& set) {
  std::vector<CodePointRange> ranges = set;
  for (const CodePointRange& range : set) {
    if (range.last >= 0x80) return std::nullopt;
    for (char32_t point = range.first; point <= range.last; ++point)
      append_other_cases(ranges, point);
  }
  return set_of(std::move(ranges));
}

std::optional<CodePointSet> folded_if(bool folds, const CodePointSet& set) {
  return folds ? fold(set) : set;
}

std::optional<CodePointSet> named_class(std::span<const NamedClass> classes, std::string_view name,
                                        bool is_negated, bool folds) {
  const auto named = std::ranges::find(classes, name, &NamedClass::name);
  if (named == classes.end()) return std::nullopt;
  const auto set = folded_if(folds, ranges_of(*named));
  return is_negated ? complement_of(*set) : *set;
}

std::optional<CodePointSet> take_posix_class(std::string_view& text, bool folds) {
  const std::size_t end = text.find(":]");
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view name = text.substr(2, end - 2);
  const bool is_negated = take_exactly(name, "^");
  text.remove_prefix(end + 2);
  return named_class(kPosixClasses, name, is_negated, folds);
}

std::optional<char32_t> take_member(std::string_view& text) {
  return text.starts_with('\\') ? take_escape(text) : take_code_point(text);
}

/// `a` or `a-z`.
std::optional<CodePointSet> take_range(std::string_view& text, bool folds) {
  const auto first = take_member(text);
  if (!first) return std::nullopt;
  auto last = first;
  if (text.size() >= 2 && text[0] == '-' && text[1] != ']') {
    text.remove_prefix(1);
    last = take_member(text);
  }
  if (!last || *last < *first) return std::nullopt;
  return folded_if(folds, {{*first, *last}});
}

/// `\d` and so on, surrogates included.
std::optional<CodePointSet> take_shorthand(std::string_view& text, bool folds) {
  if (text.size() < 2 || text[0] != '\\') return std::nullopt;
  const char letter = text[1];
  const bool is_negated = letter >= 'A' && letter <= 'Z';
  const char name = static_cast<char>(letter | 0x20);
  auto set = named_class(kPerlClasses, {&name, 1}, is_negated, folds);
  if (set) text.remove_prefix(2);
  return set;
}

std::optional<CodePointSet> take_class_item(std::string_view& text, bool folds) {
  if (text.starts_with("[:")) return take_posix_class(text, folds);
  if (auto shorthand = take_shorthand(text, folds)) return shorthand;
  return take_range(text, folds);
}

/// RE2 would have to encode a surrogate, which it does in a way of its own.
bool has_bound_in_surrogates(const CodePointSet& set) {
  const auto is_surrogate = [](char32_t point) {
    return point >= kSurrogates.first && point <= kSurrogates.last;
  };
  return std::ranges::any_of(set, [&](const CodePointRange& range) {
    return is_surrogate(range.first) || is_surrogate(range.last);
  });
}

std::optional<char32_t> hexadecimal(std::string_view digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (digits.empty() || digits.size() > 6) return std::nullopt;
  char32_t value = 0;
  for (const char digit : digits) {
    const bool is_upper = digit >= 'A' && digit <= 'F';
    const auto place = kDigits.find(is_upper ? static_cast<char>(digit | 0x20) : digit);
    if (place == std::string_view::npos) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(place);
  }
  if (value > kLastCodePoint) return std::nullopt;
  return value;
}

std::optional<char32_t> take_hexadecimal(std::string_view& text) {
  const bool has_braces = take_exactly(text, "{");
  const std::size_t length = has_braces ? text.find('}') : 2;
  if (length == std::string_view::npos || text.size() < length) return std::nullopt;
  const auto value = hexadecimal(text.substr(0, length));
  text.remove_prefix(length + (has_braces ? 1U : 0U));
  return value;
}

}  // namespace

bool take_exactly(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

std::optional<CodePointSet> single_class(char32_t point, bool folds) {
  const CodePointSet set{{point, point}};
  if (has_bound_in_surrogates(set)) return std::nullopt;
  return folded_if(folds, set);
}

std::optional<CodePointSet> take_perl_class(std::string_view& text, bool folds) {
  const auto set = take_shorthand(text, folds);
  if (!set) return std::nullopt;
  return without_surrogates(*set);
}

std::optional<CodePointSet> take_bracket_class(std::string_view& text, bool folds) {
  if (!take_exactly(text, "[")) return std::nullopt;
  const bool is_negated = take_exactly(text, "^");
  std::vector<CodePointRange> ranges;
  for (bool is_first = true; is_first || !text.starts_with(']'); is_first = false) {
    const auto item = take_class_item(text, folds);
    if (!item) return std::nullopt;
    std::ranges::copy(*item, std::back_inserter(ranges));
  }
  text.remove_prefix(1);
  CodePointSet set = set_of(std::move(ranges));
  if (is_negated) set = complement_of(set);
  if (has_bound_in_surrogates(set)) return std::nullopt;
  return without_surrogates(set);
}

std::optional<char32_t> take_escape(std::string_view& text) {
  if (!take_exactly(text, "\\")) return std::nullopt;
  const auto escaped = take_code_point(text);
  if (!escaped || *escaped >= 0x80) return std::nullopt;
  if (*escaped == U'x') return take_hexadecimal(text);
  if (!is_alphanumeric(*escaped)) return escaped;
  constexpr std::string_view kNames = "aftnrv";
  constexpr std::u32string_view kControls = U"\a\f\t\n\r\v";
  const auto place = kNames.find(static_cast<char>(*escaped));
  if (place == std::string_view::npos) return std::nullopt;
  return kControls[place];
}

CodePointSet word_characters() { return ranges_of(kPerlClasses.back()); }

}  // namespace accessdrift
