#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "accessdrift/base/source_text.h"
#include "accessdrift/model/value.h"

namespace accessdrift {

/// The text of a condition and where it stands. `content_begin` is the file offset of its first
/// character if it stands there byte for byte (`is_verbatim`); else `offsets` tell where each byte
/// stands; if neither is known, every position in it is reported as the whole value.
struct ConditionText {
  std::string text;
  Place place;
  std::uint32_t content_begin = 0;
  bool is_verbatim = true;
  std::vector<std::uint32_t> offsets =
      {};                    ///< of a text that is not verbatim, if known: as many as it has bytes
  std::string written = {};  ///< as the file has it, if a reader put it in other words

  /// As the file has it.
  [[nodiscard]] const std::string& as_written() const { return written.empty() ? text : written; }

  /// Whether the file has each part of it somewhere; else a reader made it of something else.
  [[nodiscard]] bool is_of_file() const { return is_verbatim || !offsets.empty(); }

  /// REQUIRES: begin <= end. Behind the text stand the conditions that it names.
  [[nodiscard]] Place place_of(std::uint32_t begin, std::uint32_t end) const {
    if (begin > text.size()) return place;
    if (is_verbatim) return {content_begin + begin, content_begin + end};
    if (offsets.empty()) return place;
    const std::uint32_t from = begin < offsets.size() ? offsets[begin] : offsets.back() + 1;
    return {from, end > begin ? offsets[end - 1] + 1 : from};
  }
  friend bool operator==(const ConditionText& a, const ConditionText& b) {
    return a.text == b.text;
  }
};

enum class Operator : std::uint8_t {
  Literal,  ///< `literal`
  List,     ///< children: its elements
  UserAttribute,
  ResourceAttribute,  ///< `name`: the attribute without its root
  RequestAttribute,   ///< `name`: whole dotted name (`request.ip`, `token.scopes`, `auth.mfa`)
  Variable,           ///< bound by the enclosing Exists or All with this `binding`
  Not,
  And,
  Or,           ///< And and Or have two or more children
  Conditional,  ///< children: condition, then, else
  Equal,
  NotEqual,
  Less,
  LessOrEqual,
  Greater,
  GreaterOrEqual,  ///< two children of one type
  In,              ///< children: value, list or set
  InNetwork,       ///< child: an ip; `name`: the network
  InWindow,        ///< child: a time; `name`: the window
  Add,             ///< children: a time or duration and a duration, in either order
  Subtract,        ///< children: times, or a time or duration and a duration
  GetFullYear,     ///< and its relatives. Child: a time; `name`: the zone. As CEL counts
  GetMonth,
  GetDate,
  GetDayOfMonth,
  GetDayOfWeek,
  GetDayOfYear,
  GetHours,
  GetMinutes,
  GetSeconds,
  Has,   ///< child: an attribute
  Size,  ///< child: a string or a set; code points of a string
  StartsWith,
  EndsWith,
  Contains,
  Matches,  ///< children: text, argument (of Matches a string literal)
  Exists,
  All,             ///< children: list, predicate; `binding` names the variable
  Extract,         ///< child: an attribute of the resource; `name`: the template (cel/extraction.h)
  InList,          ///< `name`: a group of which who asks is one (`GroupDeclaration::is_list`)
  NamedCondition,  ///< `name`: the condition; replaced by it before anything is evaluated
  IsTrue,          ///< child: a condition; false where that is an error
};

/// A type-checked condition or group rule: Boolean at its root. A flat tree, children before
/// parents, root last, at most 100 deep.
struct Expression {
  struct Node {
    Operator op = Operator::Literal;
    TypeKind type = TypeKind::Bool;  ///< of the result; of a List that of its elements
    std::uint32_t binding = 0;
    std::vector<std::uint32_t> children;
    std::string name;
    Value literal;
    std::uint32_t begin = 0, end = 0;  ///< in the condition's text
  };

  std::vector<Node> nodes;
  /// Of all that have this text one. Where another stands, what declares it tells.
  ConditionText source;
  /// Of one that reads others by name: as it was checked, with NamedConditions; else null.
  std::shared_ptr<const Expression> as_checked = nullptr;
  std::vector<std::string> named_conditions = {};  ///< that it reads, those inside them too; sorted

  [[nodiscard]] std::uint32_t root() const { return static_cast<std::uint32_t>(nodes.size() - 1); }
  [[nodiscard]] const Node& at(std::uint32_t node) const { return nodes[node]; }
  [[nodiscard]] std::string_view text_of(std::uint32_t node) const {
    return std::string_view(source.text)
        .substr(nodes[node].begin, nodes[node].end - nodes[node].begin);
  }
};

/// Whether an operator is `getFullYear` or one of its relatives.
[[nodiscard]] constexpr bool is_calendar_field(Operator op) {
  return op >= Operator::GetFullYear && op <= Operator::GetSeconds;
}

/// The same of an identity whose attributes are not known: `user.NAME` is read from the request.
[[nodiscard]] Expression with_user_told(const Expression& expression);

/// The top-level `&&` parts of a condition, in their order: its criteria.
[[nodiscard]] std::vector<std::uint32_t> criteria(const Expression& expression);

/// A condition of some of its criteria. REQUIRES: `chosen` are criteria of it, at least one.
[[nodiscard]] Expression of_criteria(const Expression& expression,
                                     const std::vector<std::uint32_t>& chosen);

/// The attributes that the subtree reads, each once, sorted: of one root.
[[nodiscard]] std::vector<std::string> attributes_read(const Expression& expression,
                                                       std::uint32_t node, Operator root);
/// Those of them of which more is asked than whether there is one.
[[nodiscard]] std::vector<std::string> attributes_valued(const Expression& expression,
                                                         std::uint32_t node, Operator root);

}  // namespace accessdrift
