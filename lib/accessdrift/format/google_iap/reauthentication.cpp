#include "accessdrift/format/google_iap/reauthentication.h"

#include <algorithm>
#include <array>

#include "accessdrift/base/duration.h"
#include "accessdrift/base/text.h"

namespace accessdrift::google_iap {
namespace {

using source::find;

/// Of an enumeration: its name, its number in protocol buffers, and what is read.
struct Choice {
  std::string_view name;
  std::string_view number;
  std::string_view meaning;
};

constexpr std::array<Choice, 3> kTypes = {{
    {"POLICY_TYPE_UNSPECIFIED", "0", "default"},
    {"MINIMUM", "1", "minimum"},
    {"DEFAULT", "2", "default"},
}};

/// A way that asks for more than another one is good for it, too.
constexpr std::array<Choice, 4> kMethods = {{
    {"METHOD_UNSPECIFIED", "0", "nothing"},
    {"LOGIN", "1", ""},
    {"SECURE_KEY", "3", R"(iap.reauth.method == "SECURE_KEY")"},
    {"ENROLLED_SECOND_FACTORS", "4",
     R"(iap.reauth.method in ["SECURE_KEY", "ENROLLED_SECOND_FACTORS"])"},
}};

template <std::size_t Count>
std::optional<std::string_view> meaning(const std::array<Choice, Count>& all,
                                        const std::optional<NodeView>& told) {
  if (!told) return all.front().meaning;
  if (!told->is_scalar()) return std::nullopt;
  const std::string_view text = told->scalar();
  const auto found = std::ranges::find_if(
      all, [&](const Choice& one) { return one.name == text || one.number == text; });
  return found == all.end() ? std::nullopt : std::optional(found->meaning);
}

/// `3600s`, or the seconds of it.
std::optional<std::int64_t> seconds_in(NodeView settings) {
  std::optional<NodeView> told = find(settings, "maxAge");
  if (told && told->is_mapping()) told = find(*told, "seconds");
  if (!told || !told->is_scalar()) return std::nullopt;
  std::string text(told->scalar());
  const bool is_number =
      !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (is_number) text += 's';
  const auto parsed = parse_duration(text);
  return parsed && parsed->seconds >= 0 ? std::optional(parsed->seconds) : std::nullopt;
}

}  // namespace

Reauthentication read_reauthentication(SourceReading& reading, NodeView settings) {
  Reauthentication made;
  const std::optional<NodeView> type = find(settings, "policyType");
  const auto type_told = meaning(kTypes, type);
  if (!type_told) {
    source::report(reading, "wrong-type", "settings of reauthentication are not told so",
                   type->span())
        .label = "expected MINIMUM or DEFAULT";
  }
  made.is_minimum = type_told == "minimum";
  const auto method = meaning(kMethods, find(settings, "method"));
  made.is_disabled = method == "nothing";
  const auto seconds = seconds_in(settings);
  if (!method || !seconds) return made;
  made.words = "iap.reauth.age <= " + std::to_string(*seconds);
  if (!method->empty()) *made.words += " && " + std::string(*method);
  return made;
}

}  // namespace accessdrift::google_iap
