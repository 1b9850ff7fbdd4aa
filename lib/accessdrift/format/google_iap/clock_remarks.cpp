#include "accessdrift/format/google_iap/clock_remarks.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "accessdrift/format/google_iap/conditions.h"

namespace accessdrift::google_iap {
namespace {

using cel::SyntaxKind;
using cel::SyntaxNode;
using cel::SyntaxTree;

/// Of what a calendar function gives the values, one less than `count` the last one.
struct CountedField {
  std::string_view method;
  std::int64_t count;
  std::string_view first;  ///< what 0 is, if people count from 1
};

constexpr std::array<CountedField, 6> kCounted = {{
    {"getMonth", 12, "January"},
    {"getDayOfMonth", 31, "the first"},
    {"getDayOfWeek", 7, "Sunday"},
    {"getDayOfYear", 366, "the first"},
    {"getHours", 24, ""},
    {"getMinutes", 60, ""},
}};

/// `getHours("Europe/Berlin") >= 9`, the function first.
struct ClockTest {
  const CountedField* field = nullptr;
  std::string zone;
  Operator relation = Operator::Equal;
  std::int64_t bound = 0;
  cel::Range range;

  [[nodiscard]] bool holds(std::int64_t value) const {
    switch (relation) {
      case Operator::Equal:
        return value == bound;
      case Operator::NotEqual:
        return value != bound;
      case Operator::Less:
        return value < bound;
      case Operator::LessOrEqual:
        return value <= bound;
      case Operator::Greater:
        return value > bound;
      default:
        return value >= bound;
    }
  }
};

Operator turned(Operator relation) {
  switch (relation) {
    case Operator::Less:
      return Operator::Greater;
    case Operator::LessOrEqual:
      return Operator::GreaterOrEqual;
    case Operator::Greater:
      return Operator::Less;
    case Operator::GreaterOrEqual:
      return Operator::LessOrEqual;
    default:
      return relation;
  }
}

const CountedField* field_of(const SyntaxNode& method) {
  if (method.kind != SyntaxKind::Method || method.children.size() > 2) return nullptr;
  const auto* const found = std::ranges::find(kCounted, method.text, &CountedField::method);
  return found == kCounted.end() ? nullptr : found;
}

std::optional<ClockTest> test_of(const SyntaxTree& tree, std::uint32_t index) {
  const SyntaxNode& node = tree.at(index);
  if (node.kind != SyntaxKind::Relation || node.relation == Operator::In) return std::nullopt;
  ClockTest test;
  test.range = node.range;
  test.relation = node.relation;
  const SyntaxNode* method = &tree.at(node.children[0]);
  const SyntaxNode* number = &tree.at(node.children[1]);
  if (method->kind == SyntaxKind::Integer) {
    std::swap(method, number);
    test.relation = turned(test.relation);
  }
  test.field = field_of(*method);
  if (test.field == nullptr || number->kind != SyntaxKind::Integer) return std::nullopt;
  test.bound = number->number;
  if (method->children.size() == 2) {
    const auto zone = text_literal(tree, method->children[1]);
    if (!zone) return std::nullopt;
    test.zone = *zone;
  }
  return test;
}

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string clock(std::int64_t hour, std::int64_t minute) {
  return two_digits(hour) + ':' + two_digits(minute);
}

class ClockRemarks {
 public:
  ClockRemarks(const SyntaxTree& tree, const TellOfClock& tell) : tree_(tree), tell_(tell) {}

  void add() {
    look_at(tree_.root);
    for (const SyntaxNode& node : tree_.nodes) {
      if (field_of(node) == nullptr || node.children.size() != 1 || has_told_zone_) continue;
      has_told_zone_ = true;
      tell_("GCP04", Severity::Note, "`" + node.text + "()` without a zone is of UTC", node.range,
            "clocks of people are moved twice a year; a zone follows them");
    }
  }

 private:
  void look_at(std::uint32_t index) {
    const SyntaxNode& node = tree_.at(index);
    if (node.kind == SyntaxKind::And) {
      look_at_all(node.children);
    } else if (node.kind == SyntaxKind::Relation) {
      look_at_all({index});
    }
    const bool has_parts = node.kind == SyntaxKind::Or || node.kind == SyntaxKind::Not ||
                           node.kind == SyntaxKind::Conditional;
    for (const std::uint32_t child : node.children) {
      const bool is_seen = tree_.at(child).kind == SyntaxKind::Relation && !has_parts;
      if (has_parts || (node.kind == SyntaxKind::And && !is_seen)) look_at(child);
    }
  }

  /// What must hold together.
  void look_at_all(const std::vector<std::uint32_t>& parts) {
    std::vector<ClockTest> tests;
    for (const std::uint32_t part : parts) {
      if (auto test = test_of(tree_, part)) tests.push_back(*std::move(test));
    }
    for (const ClockTest& test : tests) {
      if (test.field->method == "getMinutes") look_at_minutes(test, tests);
      if (test.field->method == "getHours") look_at_hours(test, tests);
      if (!test.field->first.empty()) look_at_first(test, tests);
    }
  }

  static std::vector<std::int64_t> values(const ClockTest& like,
                                          const std::vector<ClockTest>& tests,
                                          std::string_view method) {
    const CountedField& field = *std::ranges::find(kCounted, method, &CountedField::method);
    std::vector<std::int64_t> found;
    for (std::int64_t value = 0; value < field.count; ++value) {
      const bool holds = std::ranges::all_of(tests, [&](const ClockTest& test) {
        return test.field != &field || test.zone != like.zone || test.holds(value);
      });
      if (holds) found.push_back(value);
    }
    return found;
  }

  /// The minutes count in every hour; the first one of an hour that is left out is told.
  void look_at_minutes(const ClockTest& test, const std::vector<ClockTest>& tests) {
    const auto* const first = &*std::ranges::find_if(tests, [&](const ClockTest& other) {
      return other.field == test.field && other.zone == test.zone;
    });
    const std::vector<std::int64_t> hours = values(test, tests, "getHours");
    const std::vector<std::int64_t> minutes = values(test, tests, "getMinutes");
    const bool has_hours = std::ranges::any_of(tests, [&](const ClockTest& other) {
      return other.field->method == "getHours" && other.zone == test.zone;
    });
    if (first != &test || !has_hours || hours.size() < 2 || minutes.empty() || minutes.size() == 60)
      return;
    const std::int64_t hour = hours[1];
    const bool is_begin = minutes.front() > 0;
    const std::int64_t from = is_begin ? 0 : minutes.back() + 1;
    const std::int64_t until = is_begin ? minutes.front() - 1 : 59;
    tell_("GCP02", Severity::Warning, "minutes are asked for beside more than one hour", test.range,
          "it holds of every hour: " + clock(hour, from) + " to " + clock(hour, until) +
              " is left out");
  }

  void look_at_hours(const ClockTest& test, const std::vector<ClockTest>& tests) {
    const bool has_minutes = std::ranges::any_of(tests, [&](const ClockTest& other) {
      return other.field->method == "getMinutes" && other.zone == test.zone;
    });
    if (test.relation != Operator::LessOrEqual || test.bound < 0 || test.bound > 22 || has_minutes)
      return;
    tell_(
        "GCP03", Severity::Note,
        "`getHours() <= " + std::to_string(test.bound) + "` is true until " + clock(test.bound, 59),
        test.range,
        "if " + clock(test.bound, 0) + " was meant, write < " + std::to_string(test.bound));
  }

  /// Values of a function that counts from 0, as if it did from 1.
  void look_at_first(const ClockTest& test, const std::vector<ClockTest>& tests) {
    const CountedField& field = *test.field;
    const std::string counts =
        "`" + std::string(field.method) + "` counts from 0, which is " + std::string(field.first);
    if (test.relation == Operator::Equal && test.bound == field.count) {
      tell_("GCP05", Severity::Warning, counts, test.range,
            "the last one is " + std::to_string(field.count - 1) + ", so this is never true");
      return;
    }
    const bool is_without_first = (test.relation == Operator::GreaterOrEqual && test.bound == 1) ||
                                  (test.relation == Operator::Greater && test.bound == 0);
    const bool has_count = std::ranges::any_of(tests, [&](const ClockTest& other) {
      return other.field == test.field && other.zone == test.zone &&
             ((other.relation == Operator::LessOrEqual && other.bound == field.count) ||
              (other.relation == Operator::Less && other.bound == field.count + 1));
    });
    if (is_without_first && has_count)
      tell_("GCP05", Severity::Warning, counts, test.range,
            "so " + std::string(field.first) + " is left out");
  }

  const SyntaxTree& tree_;
  const TellOfClock& tell_;
  bool has_told_zone_ = false;
};

}  // namespace

void remark_on_clocks(const SyntaxTree& tree, const TellOfClock& tell) {
  ClockRemarks(tree, tell).add();
}

}  // namespace accessdrift::google_iap
