#include "accessdrift/format/native/reading.h"

#include <array>

#include "accessdrift/base/text.h"
#include "accessdrift/format/condition_text.h"

namespace accessdrift::native {
namespace {

constexpr std::size_t kLongestQuote = 100;

std::string describe(NodeView value) {
  switch (value.kind()) {
    case NodeKind::Mapping:
      return "a mapping";
    case NodeKind::Sequence:
      return "a list";
    case NodeKind::String:
      return "the text " + quoted(value.scalar());
    case NodeKind::Integer:
    case NodeKind::Decimal:
      return "the number " + quoted(value.scalar());
    case NodeKind::Boolean:
      return quoted(value.scalar());
    case NodeKind::Null:
      break;
  }
  return "empty";
}

std::vector<std::string> all_quoted(std::span<const std::string_view> words) {
  std::vector<std::string> result;
  for (const std::string_view word : words) result.push_back(quoted(word));
  return result;
}

/// `did you mean ...?`, then what is expected.
std::string help_with(std::string_view word, std::span<const std::string_view> expected) {
  const std::optional<std::string> near = nearest(word, expected);
  const std::string all = "expected " + join_or(all_quoted(expected));
  return near ? "did you mean " + quoted(*near) + "? " + all : all;
}

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string quoted(std::string_view text) { return "`" + shortened(text, kLongestQuote) + "`"; }

std::string to_text(const Owner& owner) {
  if (owner.id.empty()) return std::string(owner.kind);
  return std::string(owner.kind) + " " + quoted(owner.id);
}

Diagnostic& report(Reading& reading, std::string_view code, std::string message, Place place) {
  Diagnostic& diagnostic = reading.file.diagnostics.emplace_back();
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  diagnostic.span = {reading.document.text.get(), place};
  return diagnostic;
}

void report_wrong_type(Reading& reading, const Owner& owner, std::string_view key, NodeView value,
                       std::string_view expected) {
  std::string message = key.empty() ? to_text(owner) : quoted(key) + " of " + to_text(owner);
  message += " must be " + std::string(expected) + ", is " + describe(value);
  Diagnostic& diagnostic = report(reading, "wrong-type", std::move(message), value.place());
  diagnostic.label = "expected " + std::string(expected);
  const bool is_unquoted =
      value.is_scalar() && value.kind() != NodeKind::Null && value.kind() != NodeKind::String;
  if (is_unquoted && expected.find("text") != std::string_view::npos) {
    diagnostic.help = "write `\"" + std::string(value.scalar()) + "\"` for the text";
  }
}

void report_wrong_item(Reading& reading, const Owner& owner, std::string_view list, NodeView item) {
  const std::string each = "each of " + quoted(list) + " of " + to_text(owner);
  report_wrong_type(reading, {each, {}}, {}, item, "a text");
}

void report_unknown_key(Reading& reading, const Owner& owner, NodeView key,
                        std::span<const std::string_view> expected) {
  Diagnostic& diagnostic =
      report(reading, "unknown-key",
             "unknown key " + quoted(key.scalar()) + " in " + to_text(owner), key.place());
  const bool is_vowel =
      std::string_view("aeiou").find(owner.kind.front()) != std::string_view::npos;
  const std::string article = owner.kind.starts_with("this ") ? "" : is_vowel ? "an " : "a ";
  diagnostic.label = "not a key of " + article + std::string(owner.kind);
  diagnostic.help = help_with(key.scalar(), expected);
}

void report_unknown_value(Reading& reading, const Owner& owner, std::string_view key,
                          NodeView value, std::span<const std::string_view> expected) {
  std::string message = key.empty() ? to_text(owner) : quoted(key) + " of " + to_text(owner);
  message += " cannot be " + quoted(value.scalar());
  Diagnostic& diagnostic = report(reading, "unknown-value", std::move(message), value.place());
  diagnostic.label = "expected " + join_or(all_quoted(expected));
  if (const std::optional<std::string> near = nearest(value.scalar(), expected)) {
    diagnostic.help = "did you mean " + quoted(*near) + "?";
  }
}

void report_missing_key(Reading& reading, const Owner& owner, std::string_view key, Place place) {
  report(reading, "missing-key", to_text(owner) + " lacks " + std::string(key), place).label =
      "expected " + std::string(key);
}

void report_merge_key(Reading& reading, NodeView key) {
  report(reading, "merge-key", "merge keys are refused: write the keys out", key.place()).label =
      "`<<` is refused";
}

bool expect_mapping(Reading& reading, const Owner& owner, std::string_view key, NodeView value,
                    std::string_view expected) {
  if (value.is_mapping()) return true;
  report_wrong_type(reading, owner, key, value, expected);
  return false;
}

bool expect_list(Reading& reading, const Owner& owner, std::string_view key, NodeView value,
                 std::string_view expected) {
  if (value.is_sequence()) return true;
  report_wrong_type(reading, owner, key, value, expected);
  return false;
}

bool expect_text(Reading& reading, const Owner& owner, std::string_view key, NodeView value,
                 std::string_view expected) {
  if (value.kind() == NodeKind::String && !value.scalar().empty()) return true;
  report_wrong_type(reading, owner, key, value, expected);
  return false;
}

bool expect_id(Reading& reading, std::string_view kind, NodeView key) {
  if (key.kind() != NodeKind::Null && !key.scalar().empty()) return true;
  report(reading, "invalid-name", "the id of a " + std::string(kind) + " is empty", key.place());
  reading.file.is_partial = true;
  return false;
}

bool is_name(std::string_view text) {
  constexpr std::array<std::string_view, 4> kWords = {"true", "false", "null", "in"};
  if (text.empty() || !is_letter(text.front())) return false;
  if (std::ranges::find(kWords, text) != kWords.end()) return false;
  return std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c); });
}

bool expect_name(Reading& reading, std::string_view kind, NodeView key) {
  if (is_name(key.scalar())) return true;
  Diagnostic& diagnostic =
      report(reading, "invalid-name",
             quoted(key.scalar()) + " cannot be the name of " +
                 std::string(kind == "attribute" ? "an " : "a ") + std::string(kind),
             key.place());
  diagnostic.label = "expected letters, digits and `_`";
  diagnostic.help = "a name starts with a letter or `_` and is not `true`, `false`, `null` or `in`";
  reading.file.is_partial = true;
  return false;
}

std::string_view reserved_prefix(std::string_view id) {
  constexpr std::array<std::string_view, 5> kPrefixes = {kGroupPrefix, kDomainPrefix, kClientPrefix,
                                                         kMemberPrefix, kStrangerPrefix};
  if (id.find(':') == std::string_view::npos) return {};  // nearly every id, of millions
  const auto found =
      std::ranges::find_if(kPrefixes, [&](auto prefix) { return id.starts_with(prefix); });
  return found == kPrefixes.end() ? std::string_view() : *found;
}

bool is_reserved_word(std::string_view id) {
  return id == "anonymous" || id == "anyone" || id == "authenticated";
}

bool expect_no_reserved_prefix(Reading& reading, std::string_view kind, std::string_view id,
                               Place place) {
  const std::string_view prefix = reserved_prefix(id);
  if (prefix.empty()) return true;
  Diagnostic& diagnostic =
      report(reading, "reserved-id",
             "the id " + quoted(id) + " of a " + std::string(kind) + " is reserved", place);
  diagnostic.label = "ids do not start with " + quoted(prefix);
  reading.file.is_partial = true;
  return false;
}

std::size_t nodes_below(NodeView collection) {
  return collection.document().nodes[collection.index()].link - collection.index() - 1;
}

void report_repeated_member(Reading& reading, const Owner& owner, std::string_view list,
                            std::string_view member, const Repeat& repeat) {
  Diagnostic& diagnostic = report(
      reading, "repeated-member",
      quoted(member) + " stands twice in " + quoted(list) + " of " + to_text(owner), repeat.again);
  diagnostic.label = "named again";
  diagnostic.notes.push_back({{reading.document.text.get(), repeat.first}, "first named here"});
}

void report_repeated_names(Reading& reading, const Owner& owner, std::string_view list,
                           std::span<const NamePlace> names) {
  const auto key_of = [](const NamePlace& item) { return std::uint64_t{item.name.number}; };
  for (const auto& [again, first] : find_repeats(names, reading.key_buffer, key_of)) {
    report_repeated_member(reading, owner, list, reading.names.text(names[again].name),
                           {names[again].place, names[first].place});
  }
}

std::vector<NamePlace> read_names(Reading& reading, const Owner& owner, std::string_view key,
                                  NodeView value, const Listed& listed) {
  const std::string expected(listed.things);
  std::vector<NamePlace> names;
  if (!expect_list(reading, owner, key, value, "a list of " + expected)) return names;
  if (value.is_empty_collection() && listed.emptiness == Emptiness::Refused) {
    report(reading, "empty-list", quoted(key) + " of " + to_text(owner) + " is an empty list",
           value.place())
        .label = "expected " + expected;
  }
  names.reserve(nodes_below(value));
  for_each_item(value, [&](NodeView item) {
    if (item.kind() != NodeKind::String || item.scalar().empty())
      return report_wrong_item(reading, owner, key, item);
    names.push_back({reading.names.intern(item.scalar()), item.place()});
  });
  report_repeated_names(reading, owner, key, names);
  return names;
}

std::vector<NamePlace> read_name_or_names(Reading& reading, const Owner& owner, const Entry& entry,
                                          std::string_view things) {
  const std::string_view key = entry.key.scalar();
  if (!entry.value.is_scalar())
    return read_names(reading, owner, key, entry.value, {things, Emptiness::Refused});
  if (!expect_text(reading, owner, key, entry.value, "a text or a list")) return {};
  return {{reading.names.intern(entry.value.scalar()), entry.value.place()}};
}

std::optional<ConditionText> read_condition(Reading& reading, const Owner& owner,
                                            std::string_view key, NodeView value) {
  if (value.kind() == NodeKind::String) return condition_text(value);
  report_wrong_type(reading, owner, key, value, "a condition as text");
  return std::nullopt;
}

}  // namespace accessdrift::native
