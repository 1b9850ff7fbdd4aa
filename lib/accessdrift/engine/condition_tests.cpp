#include <algorithm>
#include <iterator>

#include "accessdrift/engine/condition.h"
#include "accessdrift/engine/condition_parts.h"
#include "accessdrift/engine/test_numbers.h"
#include "accessdrift/engine/text_tests.h"

namespace accessdrift {
namespace {

/// Finds the tests of an expression and what they compare a request attribute with.
class TestCollector {
 public:
  TestCollector(const Expression& expression, const Snapshot& snapshot, const ValuesOf& values_of,
                std::map<std::string, AttributeTests, std::less<>>& tests)
      : expression_(expression), snapshot_(snapshot), values_of_(values_of), tests_(tests) {}

  void collect(std::uint32_t index) {
    const Expression::Node& node = expression_.at(index);
    const std::vector<std::string> request =
        attributes_read(expression_, index, Operator::RequestAttribute);
    if (request.empty()) return;
    if (!is_connective(node.op) || node.type != TypeKind::Bool) {
      if (request.size() > 1) return add_comparison(index, request);
      return add(index, request.front());
    }
    if (node.op == Operator::Exists || node.op == Operator::All) return collect_quantifier(node);
    for (const std::uint32_t child : node.children) collect(child);
  }

 private:
  /// Through the variable the predicate tests whatever the list reads.
  void collect_quantifier(const Expression::Node& node) {
    const std::uint32_t list = node.children[0];
    const std::uint32_t predicate = node.children[1];
    lists_.push_back(list);
    for (const std::string& attribute :
         attributes_read(expression_, list, Operator::RequestAttribute)) {
      add(list, attribute);
      add(predicate, attribute);
    }
    collect(predicate);
    lists_.pop_back();
  }

  /// Of several attributes, which only what is not known of an identity makes possible: nothing but
  /// whether they are there tells it apart, the rest is an opaque test.
  void add_comparison(std::uint32_t index, const std::vector<std::string>& attributes) {
    for (const std::string& attribute : attributes) tests_[attribute];
    if (!is_strict_comparison(expression_, index)) return;
    AttributeTests& comparison = tests_[std::string(expression_.text_of(index))];
    comparison.is_opaque = true;
    comparison.types = {{TypeKind::Bool, {}, true}};
  }

  void add(std::uint32_t index, const std::string& attribute) {
    AttributeTests& tests = tests_[attribute];
    const auto declared = snapshot_.schema.request.find(attribute);
    if (declared != snapshot_.schema.request.end() && declared->second.kind == TypeKind::Time)
      collect_time_tests(expression_, index, snapshot_, values_of_, tests.times);
    if (declared != snapshot_.schema.request.end() && declared->second.kind == TypeKind::String)
      add_texts(text_tests(expression_, index, *snapshot_.schema.zones, values_of_), tests);
    if (declared != snapshot_.schema.request.end() && declared->second.kind == TypeKind::Int)
      add_numbers(index, tests);
    add_addresses(index, tests);
    for (const std::uint32_t list : lists_) add_addresses(list, tests);
  }

  static void add_texts(TextTests found, AttributeTests& tests) {
    std::ranges::move(found.tests, std::back_inserter(tests.texts));
    tests.are_texts_over |= found.is_over;
  }

  void add_numbers(std::uint32_t index, AttributeTests& tests) const {
    for (const std::int64_t number :
         numbers_of_test(expression_, index, *snapshot_.schema.zones, values_of_))
      tests.constants.emplace_back(number);
  }

  void add_addresses(std::uint32_t index, AttributeTests& tests) {
    visit(expression_, index, [&](const Expression::Node& node) {
      switch (node.op) {
        case Operator::Literal:
          return add_address(node.literal, tests);
        case Operator::UserAttribute:
        case Operator::ResourceAttribute:
          for (const Value& value : values_of_(node.op, node.name)) add_address(value, tests);
          return;
        case Operator::InNetwork:
          return add_network(node.name, tests);
        default:
          return;
      }
    });
  }

  static void add_address(const Value& value, AttributeTests& tests) {
    if (const auto* address = std::get_if<IpAddress>(&value))
      tests.prefix_sets.push_back({IpPrefix{*address, 128}});
  }

  void add_network(const std::string& network, AttributeTests& tests) {
    const auto found = snapshot_.prefixes.find(snapshot_.names->find(network));
    if (found != snapshot_.prefixes.end()) tests.prefix_sets.push_back(found->second);
  }

  const Expression& expression_;
  const Snapshot& snapshot_;
  const ValuesOf& values_of_;
  std::map<std::string, AttributeTests, std::less<>>& tests_;
  std::vector<std::uint32_t> lists_;
};

}  // namespace

void collect_tests(const Expression& expression, const Snapshot& snapshot,
                   const ValuesOf& values_of,
                   std::map<std::string, AttributeTests, std::less<>>& tests) {
  TestCollector(expression, snapshot, values_of, tests).collect(expression.root());
}

}  // namespace accessdrift
