#include "accessdrift/format/google_iap/conditions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "accessdrift/base/duration.h"
#include "accessdrift/base/text.h"
#include "accessdrift/base/time_problem.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/cel/pattern.h"
#include "accessdrift/format/google_iap/condition_values.h"
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

class Translator {
 public:
  Translator(const ConditionText& written, const cel::SyntaxTree& tree, const ConditionWords& words)
      : written_(written), tree_(tree), words_(words) {}

  std::vector<TranslatedWords> run() {
    write(tree_.root);
    return std::move(made_);
  }

 private:
  [[nodiscard]] const SyntaxNode& at(std::uint32_t node) const { return tree_.at(node); }

  void add(std::string words, cel::Range range) { made_.push_back({std::move(words), range}); }

  /// Where the sign of two parts stands.
  [[nodiscard]] cel::Range between(std::uint32_t left, std::uint32_t right) const {
    return {at(left).range.end, at(right).range.begin};
  }

  void join(const SyntaxNode& node, std::string_view sign) {
    const cel::Range begin{node.range.begin, node.range.begin + 1};
    add("(", begin);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (i > 0) add(std::string(sign), between(node.children[i - 1], node.children[i]));
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
    const Words texts[] = {text_value(tree_, left), text_value(tree_, right)};
    const bool are_two = !text_literal(tree_, left) && !text_literal(tree_, right);
    if (texts[0] && texts[1] && is_equality && !are_two) return *texts[0] + sign + *texts[1];
    const bool has_number =
        at(left).kind == SyntaxKind::Integer || at(right).kind == SyntaxKind::Integer;
    if (const auto a = number_value(tree_, left), b = number_value(tree_, right);
        a && b && has_number)
      return *a + sign + *b;
    if (const auto a = time_value(tree_, left), b = time_value(tree_, right); a && b) {
      if (a->empty() || b->empty()) return std::string(kError);
      return *a + sign + *b;
    }
    return std::nullopt;
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
    const Words text = text_attribute(tree_, value);
    const Words number = text ? std::nullopt : number_value(tree_, value);
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
    const Words text = text_attribute(tree_, node.children[0]);
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
  std::vector<TranslatedWords> made_;
};

}  // namespace

ConditionText translated(const ConditionText& written, const ConditionWords& words) {
  return translated(written, ParsedConditions().of(written).plain.get(), words);
}

ConditionText translated(const ConditionText& written, const cel::SyntaxTree* plain,
                         const ConditionWords& words) {
  return translated(written, words_of(written, plain, words));
}

std::vector<TranslatedWords> words_of(const ConditionText& written, const cel::SyntaxTree* plain,
                                      const ConditionWords& words) {
  if (plain != nullptr) return Translator(written, *plain, words).run();
  const auto size = static_cast<std::uint32_t>(written.text.size());
  return {{words.unknown(written.text, written.place), {0, size}}};
}

ConditionText translated(const ConditionText& written, const std::vector<TranslatedWords>& all) {
  ConditionWriter writer(written.place);
  for (const auto& [words, range] : all)
    writer.add(words, written.place_of(range.begin, range.end));
  return writer.take(written.text);
}

}  // namespace accessdrift::google_iap
