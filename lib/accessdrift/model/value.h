#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "accessdrift/base/calendar.h"
#include "accessdrift/base/ip.h"

namespace accessdrift {

/// `Duration` is the type of a difference of times; no attribute has it.
enum class TypeKind : std::uint8_t { Bool, Int, String, Ip, Time, Enum, Set, Duration };

/// The type of an attribute (DESIGN §3, attributes). `values` are those of an enum or the elements
/// of a set, as declared; of a string those that a condition may name, where it may not name all.
struct AttributeType {
  TypeKind kind = TypeKind::Bool;
  std::vector<std::string> values;
  bool is_required = false;
  bool is_world = false;  ///< of a request attribute: fixed, but not visible here
  /// Likewise: what a condition says that a format could not read, an unknown function of the
  /// request.
  bool is_unread = false;

  /// Whether requests leave it open.
  [[nodiscard]] bool is_unknown() const { return is_world || is_unread; }
  friend bool operator==(const AttributeType&, const AttributeType&) = default;
};

struct Time {
  Instant instant = 0;
  friend constexpr auto operator<=>(const Time&, const Time&) = default;
};

struct Duration {
  std::int64_t seconds = 0;
  friend constexpr auto operator<=>(const Duration&, const Duration&) = default;
};

/// A value of an attribute. An enum's value is a string; a set of an enum is a set of strings.
using Value =
    std::variant<bool, std::int64_t, std::string, IpAddress, std::set<std::string>, Time, Duration>;

/// What a request says of one attribute: absent is a value like any other, *not told* exists only
/// in questions.
struct Told {
  enum class State : std::uint8_t { NotTold, Absent, Present };
  State state = State::NotTold;
  Value value;

  [[nodiscard]] static Told absent() { return {State::Absent, {}}; }
  [[nodiscard]] static Told present(Value v) { return {State::Present, std::move(v)}; }
  friend bool operator==(const Told&, const Told&) = default;
};

/// Whether the value is of the kind; an enum's is a string.
[[nodiscard]] bool has_kind(const Value& value, TypeKind kind);

/// `int`, `enum`.
[[nodiscard]] std::string_view name_of(TypeKind kind);

/// What values of the type are, in words: `true` or `false`, one of linux, macos.
[[nodiscard]] std::string values_in_words(const AttributeType& type);

/// Whether a request may carry the value: it has the kind, and is one of an enum's values, or a set
/// of the declared elements.
[[nodiscard]] bool is_of_type(const Value& value, const AttributeType& type);

/// As a configuration would write it: `true`, `7`, `finance`, `203.0.113.7`, `otp,pwd`,
/// `2027-01-31T18:00:00Z`, `90s`.
[[nodiscard]] std::string to_text(const Value& value);

/// Reads what `--set` and a declared attribute carry; nothing if `text` is not of the type. A set
/// is `a,b` and may be empty. A date
/// means the end of that day, UTC; times are whole seconds.
[[nodiscard]] std::optional<Value> parse_value(std::string_view text, const AttributeType& type);

/// `bool`, `one of linux, macos`, `set of otp, pwd`: for messages.
[[nodiscard]] std::string to_text(const AttributeType& type);

}  // namespace accessdrift
