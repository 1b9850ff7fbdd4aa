#include "accessdrift/format/google_iap/conditions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "accessdrift/base/duration.h"
#include "accessdrift/base/text.h"
#include "accessdrift/base/time_problem.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/cel/parser.h"
#include "accessdrift/cel/pattern.h"
#include "accessdrift/format/google_iap/resource_conditions.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::google_iap {
namespace {

using cel::SyntaxKind;
using cel::SyntaxNode;
using Words = std::optional<std::string>;

/// An error, as a timestamp is that is none.
constexpr std::string_view kError =
    "(timestamp(\"9999-12-31T23:59:59Z\") + duration(\"1s\") == request.time)";

constexpr std::array<std::string_view, 9> kFields = {
    "getFullYear",  "getMonth", "getDate",    "getDayOfMonth", "getDayOfWeek",
    "getDayOfYear", "getHours", "getMinutes", "getSeconds"};

std::string_view sign_of(Operator relation) {
  switch (relation) {
    case Operator::Equal:
      return " == ";
    case Operator::NotEqual:
      return " != ";
    case Operator::Less:
      return " < ";
    case Operator::LessOrEqual:
      return " <= ";
    case Operator::Greater:
      return " > ";
    case Operator::GreaterOrEqual:
      return " >= ";
    default:
      return {};
  }
}

/// Minutes that the clock of `+01:00`, or `01:00`, is before UTC's; nothing of what is no offset.
std::optional<int> offset_of(std::string_view zone) {
  const bool has_sign = !zone.empty() && (zone[0] == '+' || zone[0] == '-');
  const std::string_view digits = zone.substr(has_sign ? 1 : 0);
  if (digits.size() != 5 || digits[2] != ':') return std::nullopt;
  int number = 0;
  for (const std::size_t at : {0U, 1U, 3U, 4U}) {
    if (digits[at] < '0' || digits[at] > '9') return std::nullopt;
    number = number * 10 + (digits[at] - '0');
  }
  const int minutes = number / 100 * 60 + number % 100;
  return zone[0] == '-' ? -minutes : minutes;
}

/// The zone that is that offset for ever, where there is one: `Etc/GMT-1` of `+01:00`.
std::optional<std::string> zone_of_offset(int minutes) {
  const int hours = minutes / 60;
  if (minutes % 60 != 0 || hours > 14 || hours < -12) return std::nullopt;
  if (hours == 0) return "UTC";
  return std::string("Etc/GMT") + (hours > 0 ? "-" : "+") +
         std::to_string(hours > 0 ? hours : -hours);
}

bool is_in_names(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Whether a list follows: `x in["a"]`.
bool is_behind_in(std::string_view text, std::size_t at) {
  return at >= 3 && text.substr(at - 2, 2) == "in" && !is_in_names(text[at - 3]);
}

/// `vendors["X"]` is no part of native conditions; here `vendors._X__`, a name as long as it,
/// stands for it, so that what is around it can be parsed.
std::string with_plain_keys(std::string text) {
  char quote = 0;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (quote != 0) {
      if (text[at] == '\\') {
        ++at;
      } else if (text[at] == quote) {
        quote = 0;
      }
      continue;
    }
    if (text[at] == '"' || text[at] == '\'') quote = text[at];
    if (text[at] != '[' || !is_in_names(text[at - 1]) || is_behind_in(text, at)) continue;
    const std::size_t end = text.find(']', at);
    const bool is_key = end != text.npos && end > at + 2 &&
                        (text[at + 1] == '"' || text[at + 1] == '\'') &&
                        text[end - 1] == text[at + 1];
    if (!is_key) continue;
    text[at] = '.';
    for (std::size_t i = at + 1; i <= end; ++i) {
      if (!is_in_names(text[i])) text[i] = '_';
    }
    at = end;
  }
  return text;
}

class Translator {
 public:
  Translator(const ConditionText& written, const cel::SyntaxTree& tree, const ConditionWords& words)
      : written_(written), tree_(tree), words_(words), writer_(written.place) {}

  ConditionText run() {
    write(tree_.root);
    return writer_.take(written_.text);
  }

 private:
  [[nodiscard]] const SyntaxNode& at(std::uint32_t node) const { return tree_.at(node); }

  void add(std::string_view words, cel::Range range) {
    writer_.add(words, written_.place_of(range.begin, range.end));
  }

  /// Where the sign of two parts stands.
  [[nodiscard]] cel::Range between(std::uint32_t left, std::uint32_t right) const {
    return {at(left).range.end, at(right).range.begin};
  }

  void join(const SyntaxNode& node, std::string_view sign) {
    const cel::Range begin{node.range.begin, node.range.begin + 1};
    add("(", begin);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (i > 0) add(sign, between(node.children[i - 1], node.children[i]));
      write(node.children[i]);
    }
    add(")", {node.range.end - 1, node.range.end});
  }

  void write(std::uint32_t index) {
    const SyntaxNode& node = at(index);
    switch (node.kind) {
      case SyntaxKind::And:
        return index == tree_.root ? join_bare(node) : join(node, " && ");
      case SyntaxKind::Or:
        return join(node, " || ");
      case SyntaxKind::Not:
        add("!(", {node.range.begin, node.range.begin + 1});
        write(node.children[0]);
        return add(")", {node.range.end - 1, node.range.end});
      case SyntaxKind::Conditional:
        add("(", {node.range.begin, node.range.begin + 1});
        write(node.children[0]);
        add(" ? ", between(node.children[0], node.children[1]));
        write(node.children[1]);
        add(" : ", between(node.children[1], node.children[2]));
        write(node.children[2]);
        return add(")", {node.range.end - 1, node.range.end});
      default:
        return add(test(index), node.range);
    }
  }

  /// Its parts are the criteria of the whole.
  void join_bare(const SyntaxNode& node) {
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (i > 0) add(" && ", between(node.children[i - 1], node.children[i]));
      write(node.children[i]);
    }
  }

  std::string test(std::uint32_t index) {
    if (words_.own) {
      if (Words own = words_.own(tree_, index)) return *std::move(own);
    }
    if (Words known = known_test(index)) return *std::move(known);
    return unknown(index);
  }

  std::string unknown(std::uint32_t index) {
    const cel::Range range = at(index).range;
    const std::string_view text =
        std::string_view(written_.text).substr(range.begin, range.end - range.begin);
    return words_.unknown(text, written_.place_of(range.begin, range.end));
  }

  Words known_test(std::uint32_t index) {
    const SyntaxNode& node = at(index);
    switch (node.kind) {
      case SyntaxKind::Boolean:
        return node.number != 0 ? "true" : "false";
      case SyntaxKind::Relation:
        return relation(node);
      case SyntaxKind::Method:
        return method(node);
      default:
        return std::nullopt;
    }
  }

  [[nodiscard]] AskedResource asked_for(const SyntaxNode& node) const {
    AskedResource asked{words_.resource_type, {}};
    if (words_.declare_text) {
      const Place place = written_.place_of(node.range.begin, node.range.end);
      asked.declare_text = [this, place](const std::string& name) {
        words_.declare_text(name, place);
      };
    }
    return asked;
  }

  Words relation(const SyntaxNode& node) {
    if (node.relation == Operator::In) return in(node);
    const std::uint32_t left = node.children[0];
    const std::uint32_t right = node.children[1];
    if (Words resource = resource_relation(tree_, node, asked_for(node))) return resource;
    const bool is_equality =
        node.relation == Operator::Equal || node.relation == Operator::NotEqual;
    const std::string sign(sign_of(node.relation));
    const Words texts[] = {text_value(left), text_value(right)};
    const bool are_two = !text_literal(tree_, left) && !text_literal(tree_, right);
    if (texts[0] && texts[1] && is_equality && !are_two) return *texts[0] + sign + *texts[1];
    const bool has_number =
        at(left).kind == SyntaxKind::Integer || at(right).kind == SyntaxKind::Integer;
    if (const auto a = number_value(left), b = number_value(right); a && b && has_number)
      return *a + sign + *b;
    if (const auto a = time_value(left), b = time_value(right); a && b) {
      if (a->empty() || b->empty()) return std::string(kError);
      return *a + sign + *b;
    }
    return std::nullopt;
  }

  /// A literal, or an attribute that is a text.
  Words text_value(std::uint32_t index) {
    if (const auto text = text_literal(tree_, index)) return string_literal(*text);
    return text_attribute(index);
  }

  Words text_attribute(std::uint32_t index) const {
    if (is_name(tree_, index, "request.path")) return "iap.path";
    if (is_name(tree_, index, "request.host")) return "iap.host";
    if (is_name(tree_, index, "destination.ip")) return "iap.destination_ip";
    return std::nullopt;
  }

  Words number_value(std::uint32_t index) {
    const SyntaxNode& node = at(index);
    if (node.kind == SyntaxKind::Integer) return std::to_string(node.number);
    if (is_name(tree_, index, "destination.port")) return "iap.destination_port";
    if (node.kind != SyntaxKind::Method || std::ranges::find(kFields, node.text) == kFields.end())
      return std::nullopt;
    return field(node);
  }

  /// `request.time.getHours("Europe/Berlin")`; by a clock that is only an offset the time is moved.
  Words field(const SyntaxNode& node) {
    Words time = time_value(node.children[0]);
    if (!time || time->empty() || node.children.size() > 2) return std::nullopt;
    if (node.children.size() == 1) return *time + '.' + node.text + "()";
    const auto zone = text_literal(tree_, node.children[1]);
    if (!zone) return std::nullopt;
    if (const auto offset = offset_of(*zone)) {
      if (const auto fixed = zone_of_offset(*offset))
        return *time + '.' + node.text + "(\"" + *fixed + "\")";
      return '(' + *time + " + duration(\"" + std::to_string(*offset * 60) + "s\"))." + node.text +
             "()";
    }
    return *time + '.' + node.text + '(' + string_literal(*zone) + ')';
  }

  /// Empty: an error, of a text that is no time.
  Words time_value(std::uint32_t index) {
    const SyntaxNode& node = at(index);
    if (is_name(tree_, index, "request.time")) return "request.time";
    if (node.kind == SyntaxKind::Call && node.children.size() == 1) {
      const auto text = text_literal(tree_, node.children[0]);
      if (!text) return std::nullopt;
      if (node.text == "timestamp") return instant(*text);
      if (node.text == "date")
        return parse_date(*text) ? instant(std::string(*text) + "T00:00:00Z") : Words("");
      return std::nullopt;
    }
    if (node.kind != SyntaxKind::Sum) return std::nullopt;
    const Words time = time_value(node.children[0]);
    const Words length = duration(node.children[1]);
    if (!time || time->empty() || !length) return std::nullopt;
    return '(' + *time + ' ' + node.text + ' ' + *length + ')';
  }

  static Words instant(std::string_view text) {
    const auto parsed = parse_instant(text);
    if (!parsed || !is_in_range(parsed->seconds)) return "";
    if (parsed->has_fraction) return std::nullopt;
    return "timestamp(\"" + to_text(parsed->seconds) + "\")";
  }

  Words duration(std::uint32_t index) const {
    const SyntaxNode& node = at(index);
    if (node.kind != SyntaxKind::Call || node.text != "duration" || node.children.size() != 1)
      return std::nullopt;
    const auto text = text_literal(tree_, node.children[0]);
    const auto parsed = text ? parse_duration(*text) : std::nullopt;
    if (!parsed || parsed->has_fraction) return std::nullopt;
    return "duration(\"" + std::to_string(parsed->seconds) + "s\")";
  }

  Words in(const SyntaxNode& node) {
    const std::uint32_t value = node.children[0];
    const std::uint32_t container = node.children[1];
    if (is_name(tree_, container, "request.auth.access_levels")) {
      const auto level = text_literal(tree_, value);
      if (!level) return std::nullopt;
      return words_.level(*level, written_.place_of(node.range.begin, node.range.end));
    }
    if (at(container).kind != SyntaxKind::List) return std::nullopt;
    const std::vector<std::uint32_t>& elements = at(container).children;
    if (Words resource = resource_in_list(tree_, value, elements, asked_for(node))) return resource;
    return in_list(value, elements);
  }

  Words in_list(std::uint32_t value, const std::vector<std::uint32_t>& elements) {
    const Words text = text_attribute(value);
    const Words number = text ? std::nullopt : number_value(value);
    if (!text && !number) return std::nullopt;
    std::string all = (text ? *text : *number) + " in [";
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const auto literal = text_literal(tree_, elements[i]);
      const bool is_number = at(elements[i]).kind == SyntaxKind::Integer;
      if (text ? !literal.has_value() : !is_number) return std::nullopt;
      all += (i > 0 ? ", " : "") +
             (text ? string_literal(*literal) : std::to_string(at(elements[i]).number));
    }
    return all + ']';
  }

  Words method(const SyntaxNode& node) {
    if (Words resource = resource_method(tree_, node, asked_for(node))) return resource;
    if (node.children.size() == 3) return each_level(node);
    if (node.children.size() != 2) return std::nullopt;
    constexpr std::array<std::string_view, 4> kTests = {"startsWith", "endsWith", "contains",
                                                        "matches"};
    const Words text = text_attribute(node.children[0]);
    const auto argument = text_literal(tree_, node.children[1]);
    if (!text || !argument || std::ranges::find(kTests, node.text) == kTests.end())
      return std::nullopt;
    if (node.text == "matches" && cel::pattern_problem(*argument)) return std::nullopt;
    return *text + '.' + node.text + '(' + string_literal(*argument) + ')';
  }

  /// `["…", "…"].exists(x, x in request.auth.access_levels)`, and `all`.
  Words each_level(const SyntaxNode& node) {
    const bool is_any = node.text == "exists";
    const SyntaxNode& list = at(node.children[0]);
    const SyntaxNode& variable = at(node.children[1]);
    const SyntaxNode& asked = at(node.children[2]);
    const bool is_membership =
        (is_any || node.text == "all") && list.kind == SyntaxKind::List &&
        variable.kind == SyntaxKind::Name && asked.kind == SyntaxKind::Relation &&
        asked.relation == Operator::In && is_name(tree_, asked.children[0], variable.text) &&
        is_name(tree_, asked.children[1], "request.auth.access_levels");
    if (!is_membership) return std::nullopt;
    if (list.children.empty()) return is_any ? "false" : "true";
    std::string all = "(";
    for (std::size_t i = 0; i < list.children.size(); ++i) {
      const auto level = text_literal(tree_, list.children[i]);
      if (!level) return std::nullopt;
      const cel::Range range = at(list.children[i]).range;
      all += (i == 0   ? ""
              : is_any ? " || "
                       : " && ") +
             words_.level(*level, written_.place_of(range.begin, range.end));
    }
    return all + ')';
  }

  const ConditionText& written_;
  const cel::SyntaxTree& tree_;
  const ConditionWords& words_;
  ConditionWriter writer_;
};

}  // namespace

std::optional<std::string_view> text_literal(const cel::SyntaxTree& tree, std::uint32_t node) {
  if (tree.at(node).kind != SyntaxKind::String) return std::nullopt;
  return tree.at(node).text;
}

bool is_name(const cel::SyntaxTree& tree, std::uint32_t node, std::string_view name) {
  return tree.at(node).kind == SyntaxKind::Name && tree.at(node).text == name;
}

ConditionText written_condition(NodeView condition) {
  const std::optional<NodeView> expression = source::find(condition, "expression");
  if (expression && expression->is_scalar()) return condition_text(*expression);
  ConditionText none;
  none.place = (expression ? *expression : condition).place();
  none.is_verbatim = false;
  return none;
}

ConditionText translated(const ConditionText& written, const ConditionWords& words) {
  cel::Problems problems(written, nullptr);
  const auto tree = cel::parse(with_plain_keys(written.text), problems);
  if (tree) return Translator(written, *tree, words).run();
  ConditionWriter writer(written.place);
  const auto size = static_cast<std::uint32_t>(written.text.size());
  writer.add(words.unknown(written.text, written.place), written.place_of(0, size));
  return writer.take(written.text);
}

}  // namespace accessdrift::google_iap
