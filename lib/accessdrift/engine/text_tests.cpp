#include "accessdrift/engine/text_tests.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/engine/condition_parts.h"
#include "accessdrift/engine/test_numbers.h"

namespace accessdrift {
namespace {

/// What a string, or the elements of a set, can be.
struct PossibleTexts {
  std::set<std::string> constants;
  bool is_request = false;  ///< the request's string, too
};

/// Where a text can be cut: at 0, behind each code point.
std::vector<std::size_t> cuts_of(std::string_view text) {
  std::vector<std::size_t> cuts;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool is_within =
        i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
    if (!is_within) cuts.push_back(i);
  }
  return cuts;
}

class TextTestCollector {
 public:
  TextTestCollector(const Expression& expression, const TimeZones& zones, const ValuesOf& values_of)
      : expression_(expression), zones_(zones), values_of_(values_of) {
    for (const Expression::Node& node : expression.nodes) {
      if (node.op == Operator::Exists || node.op == Operator::All)
        lists_.emplace(node.binding, node.children[0]);
    }
  }

  TextTests collect(std::uint32_t part) {
    visit(expression_, part, [&](const Expression::Node& node) {
      node.op == Operator::Size ? note_size(node, part) : note(node);
    });
    return std::move(found_);
  }

 private:
  using Kind = TextTest::Kind;

  void note(const Expression::Node& node) {
    switch (node.op) {
      case Operator::Equal:
      case Operator::NotEqual:
        return add_both_ways({Kind::Equals}, texts(node.children[0]), texts(node.children[1]));
      case Operator::Less:
      case Operator::LessOrEqual:
      case Operator::Greater:
      case Operator::GreaterOrEqual:
        return add_both_ways({Kind::Equals, Kind::Below}, texts(node.children[0]),
                             texts(node.children[1]));
      case Operator::In:
        return note_in(node);
      case Operator::StartsWith:
        return note_search(node, Kind::StartsWith);
      case Operator::EndsWith:
        return note_search(node, Kind::EndsWith);
      case Operator::Contains:
        return note_search(node, Kind::Contains);
      case Operator::Matches:
        return note_search(node, Kind::Matches);
      default:
        return;
    }
  }

  void note_in(const Expression::Node& node) {
    const PossibleTexts value = texts(node.children[0]);
    const Expression::Node& container = expression_.at(node.children[1]);
    if (container.op != Operator::List)
      return add_both_ways({Kind::Equals}, value, texts(node.children[1]));
    for (const std::uint32_t element : container.children)
      add_both_ways({Kind::Equals}, value, texts(element));
  }

  void note_search(const Expression::Node& node, Kind kind) {
    const PossibleTexts text = texts(node.children[0]);
    const PossibleTexts argument = texts(node.children[1]);
    if (text.is_request) add({kind}, argument.constants);
    if (!argument.is_request) return;
    for (const std::string& whole : text.constants) add_parts(kind, whole);
  }

  void add_both_ways(const std::vector<Kind>& kinds, const PossibleTexts& one,
                     const PossibleTexts& other) {
    if (one.is_request) add(kinds, other.constants);
    if (other.is_request) add(kinds, one.constants);
  }

  /// Of the empty text only equality and patterns tell anything.
  void add(const std::vector<Kind>& kinds, const std::set<std::string>& arguments) {
    for (const std::string& argument : arguments) {
      for (const Kind kind : kinds) {
        if (!argument.empty() || kind == Kind::Equals || kind == Kind::Matches)
          found_.tests.push_back({kind, argument});
      }
    }
  }

  /// All that the text starts with, ends with or contains.
  void add_parts(Kind kind, std::string_view whole) {
    const std::vector<std::size_t> cuts = cuts_of(whole);
    const std::size_t ends = kind == Kind::StartsWith ? 1 : cuts.size();
    for (std::size_t begin = 0; begin < ends; ++begin) {
      const std::size_t first = kind == Kind::EndsWith ? cuts.size() - 1 : begin;
      for (std::size_t end = first; end < cuts.size(); ++end) {
        if (++parts_ > kMostParts) {
          found_.is_over = true;
          return;
        }
        const std::string_view part = whole.substr(cuts[begin], cuts[end] - cuts[begin]);
        found_.tests.push_back({Kind::Equals, std::string(part)});
      }
    }
  }

  /// A size can be compared with whatever numbers the same part has, or its variables stand for.
  void note_size(const Expression::Node& node, std::uint32_t part) {
    if (!texts(node.children[0]).is_request) return;
    for (const std::int64_t number : numbers_of_test(expression_, part, zones_, values_of_)) {
      for (const std::int64_t length : {number - 1, number}) {
        if (length < 0) continue;
        constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
        found_.tests.push_back(
            {Kind::LongerThan, {}, static_cast<std::uint32_t>(std::min(length, kMost))});
      }
    }
  }

  [[nodiscard]] PossibleTexts texts(std::uint32_t index) const {
    const Expression::Node& node = expression_.at(index);
    PossibleTexts all;
    switch (node.op) {
      case Operator::Literal:
        add_texts(node.literal, all);
        return all;
      case Operator::UserAttribute:
      case Operator::ResourceAttribute:
        for (const Value& value : values_of_(node.op, node.name)) add_texts(value, all);
        return all;
      case Operator::RequestAttribute:
        all.is_request = true;
        return all;
      case Operator::Variable:
        return any_of(expression_.at(lists_.at(node.binding)).children);
      case Operator::Conditional:
        return any_of({node.children[1], node.children[2]});
      default:
        return all;
    }
  }

  [[nodiscard]] PossibleTexts any_of(const std::vector<std::uint32_t>& nodes) const {
    PossibleTexts all;
    for (const std::uint32_t node : nodes) {
      PossibleTexts some = texts(node);
      all.constants.merge(some.constants);
      all.is_request |= some.is_request;
    }
    return all;
  }

  static void add_texts(const Value& value, PossibleTexts& all) {
    if (const auto* const text = std::get_if<std::string>(&value)) all.constants.insert(*text);
    if (const auto* const set = std::get_if<std::set<std::string>>(&value))
      all.constants.insert(set->begin(), set->end());
  }

  const Expression& expression_;
  const TimeZones& zones_;
  const ValuesOf& values_of_;
  std::map<std::uint32_t, std::uint32_t> lists_;  ///< by binding
  TextTests found_;
  std::size_t parts_ = 0;
};

}  // namespace

TextTests text_tests(const Expression& expression, std::uint32_t node, const TimeZones& zones,
                     const ValuesOf& values_of) {
  return TextTestCollector(expression, zones, values_of).collect(node);
}

}  // namespace accessdrift
