#include "accessdrift/engine/condition.h"

#include <algorithm>
#include <iterator>

#include "accessdrift/engine/condition_parts.h"
#include "accessdrift/engine/evaluation.h"
#include "accessdrift/engine/set_elements.h"
#include "accessdrift/engine/text_tests.h"

namespace accessdrift {
namespace {

class ConditionCompiler {
 public:
  ConditionCompiler(const Expression& expression, const Snapshot& snapshot, Universe& universe,
                    const ConditionFacts& facts, KnownTests& known)
      : expression_(expression),
        snapshot_(snapshot),
        universe_(universe),
        truths_(universe),
        channels_(facts.channels),
        known_(known) {
    bindings_.user = [&user = facts.user](const std::string& name) { return look_up(user, name); };
    bindings_.resource = [&resource = facts.resource](const std::string& name) {
      return look_up(resource, name);
    };
    forget_request();
  }

  Truth truth(std::uint32_t index) {
    const Expression::Node& node = expression_.at(index);
    const std::string* const request = request_attribute(index);
    if (request == nullptr) return constant(index);
    if (!is_connective(node.op) || node.type != TypeKind::Bool) return known_test(index, *request);
    switch (node.op) {
      case Operator::Not:
        return truths_.negated(truth(node.children[0]));
      case Operator::IsTrue:
        return {truth(node.children[0]).holds, Diagrams::never()};
      case Operator::And:
        return junction(node.children, true);
      case Operator::Or:
        return junction(node.children, false);
      case Operator::Conditional: {
        const Truth test = truth(node.children[0]);
        const Truth yes = truth(node.children[1]);
        return truths_.conditional(test, yes, truth(node.children[2]));
      }
      default: {
        const bool is_one =
            attributes_read(expression_, index, Operator::RequestAttribute).size() == 1;
        if (is_one && declared(*request).kind == TypeKind::Time) return test(index, *request);
        return quantified(node);
      }
    }
  }

  [[nodiscard]] bool is_limited() const { return is_limited_; }

 private:
  /// One that the subtree reads; null if it reads none.
  [[nodiscard]] const std::string* request_attribute(std::uint32_t index) const {
    const Expression::Node& node = expression_.at(index);
    if (node.op == Operator::RequestAttribute) return &node.name;
    for (const std::uint32_t child : node.children) {
      if (const std::string* const found = request_attribute(child)) return found;
    }
    return nullptr;
  }

  static std::optional<Value> look_up(const AttributeValues& values, const std::string& name) {
    const auto found = std::ranges::find(values, name, &AttributeValues::value_type::first);
    return found == values.end() ? std::optional<Value>{} : found->second;
  }

  [[nodiscard]] Diagrams& diagrams() { return universe_.diagrams(); }

  Truth constant(std::uint32_t index) {
    const std::optional<Value> value = evaluate(expression_, index, snapshot_, bindings_);
    if (!value) return {Diagrams::never(), universe_.care()};
    return {std::get<bool>(*value) ? universe_.care() : Diagrams::never(), Diagrams::never()};
  }

  Truth junction(const std::vector<std::uint32_t>& children, bool is_and) {
    std::vector<Truth> parts;
    parts.reserve(children.size());
    for (const std::uint32_t child : children) parts.push_back(truth(child));
    return truths_.joined(parts, is_and);
  }

  Truth quantified(const Expression::Node& node) {
    const Expression::Node& list = expression_.at(node.children[0]);
    // A list that reads the request is a test of its own attribute together with the predicate.
    const auto in_list = attributes_read(expression_, node.children[0], Operator::RequestAttribute);
    if (!in_list.empty()) {
      is_limited_ |= may_compare_unknowns(node);
      return quantified_over_request(node, list);
    }
    std::vector<Value> elements;
    for (const std::uint32_t child : list.children) {
      const std::optional<Value> element = evaluate(expression_, child, snapshot_, bindings_);
      if (!element) return {Diagrams::never(), universe_.care()};
      elements.push_back(*element);
    }
    std::vector<Truth> parts;
    parts.reserve(elements.size());
    for (const Value& element : elements) parts.push_back(with_variable(node, element));
    return truths_.joined(parts, node.op == Operator::All);
  }

  /// Whether a predicate may compare what the list reads with another attribute: conditions cannot,
  /// but for what is not known of an identity.
  [[nodiscard]] bool may_compare_unknowns(const Expression::Node& node) const {
    const auto read = [this](std::uint32_t child) {
      return attributes_read(expression_, child, Operator::RequestAttribute);
    };
    const std::vector<std::string> in_predicate = read(node.children[1]);
    std::vector<std::string> all = read(node.children[0]);
    std::ranges::copy(in_predicate, std::back_inserter(all));
    const bool has_unknown = std::ranges::any_of(
        all, [](const std::string& name) { return name.starts_with(kUserPrefix); });
    const bool is_one =
        std::ranges::all_of(all, [&](const auto& name) { return name == all.front(); });
    return has_unknown && !in_predicate.empty() && !is_one;
  }

  Truth with_variable(const Expression::Node& node, const Value& element) {
    bindings_.variables.emplace_back(node.binding, element);
    const Truth part = truth(node.children[1]);
    bindings_.variables.pop_back();
    return part;
  }

  /// Splits by the values that the list's elements can take: once for each distinct list.
  Truth quantified_over_request(const Expression::Node& node, const Expression::Node& list) {
    Truth all{Diagrams::never(), Diagrams::never()};
    Region listed = universe_.care();
    std::vector<std::vector<std::pair<Value, Region>>> choices;
    for (const std::uint32_t child : list.children) {
      // Only what is not known of an identity can make it several.
      is_limited_ |= attributes_read(expression_, child, Operator::RequestAttribute).size() > 1;
      choices.push_back(values_of(child, node.children[1]));
      Region known = Diagrams::never();
      for (const auto& [value, where] : choices.back()) known = diagrams().unite(known, where);
      listed = diagrams().intersect(listed, known);
    }
    std::vector<Truth> parts;
    for (const auto& choice : choices) {
      Truth part{Diagrams::never(), Diagrams::never()};
      for (const auto& [value, where] : choice) {
        const Truth one = with_variable(node, value);
        part.holds = diagrams().unite(part.holds, diagrams().intersect(where, one.holds));
        part.error = diagrams().unite(part.error, diagrams().intersect(where, one.error));
      }
      parts.push_back(part);
    }
    all = truths_.joined(parts, node.op == Operator::All);
    return {diagrams().intersect(all.holds, listed),
            diagrams().unite(diagrams().intersect(all.error, listed),
                             diagrams().subtract(universe_.care(), listed))};
  }

  /// The values of an element that reads a request attribute, each with where it has it; of a time
  /// as many as the predicate can tell apart.
  std::vector<std::pair<Value, Region>> values_of(std::uint32_t index, std::uint32_t predicate) {
    const std::vector<std::string> request =
        attributes_read(expression_, index, Operator::RequestAttribute);
    std::vector<std::pair<Value, Region>> found;
    if (request.empty()) {
      if (const auto value = evaluate(expression_, index, snapshot_, bindings_))
        found.emplace_back(*value, universe_.care());
      return found;
    }
    std::map<Value, Region> by_value;
    std::vector<Value> distinct;
    const auto note = [&](const std::optional<Value>& value) {
      if (value && std::ranges::find(distinct, *value) == distinct.end())
        distinct.push_back(*value);
      return false;
    };
    is_limited_ |= reads_opaque(request.front(), predicate);
    const Universe::TimeUse of_predicate = time_use(expression_, predicate);
    const bool is_time_itself = expression_.at(index).op == Operator::RequestAttribute;
    time_use_ = is_time_itself || time_use(expression_, index) == of_predicate
                    ? of_predicate
                    : Universe::TimeUse::Both;
    region_where(request.front(), index, note);
    for (const Value& value : distinct) {
      const Region where = region_where(request.front(), index,
                                        [&](const std::optional<Value>& v) { return v == value; });
      found.emplace_back(value, where);
    }
    time_use_.reset();
    return found;
  }

  Truth known_test(std::uint32_t index, const std::string& attribute) {
    if (attribute == kScopes || !reads_constants(index)) return test(index, attribute);
    std::string text(expression_.text_of(index));
    if (const auto found = known_.find(text); found != known_.end()) return found->second;
    const Truth truth = test(index, attribute);
    if (!is_limited_ && !diagrams().is_exhausted()) known_.emplace(std::move(text), truth);
    return truth;
  }

  /// Beside the request.
  [[nodiscard]] bool reads_constants(std::uint32_t index) const {
    const Expression::Node& node = expression_.at(index);
    if (node.op == Operator::UserAttribute || node.op == Operator::ResourceAttribute ||
        node.op == Operator::Variable || node.op == Operator::InList)
      return false;
    return std::ranges::all_of(node.children,
                               [this](std::uint32_t child) { return reads_constants(child); });
  }

  Truth test(std::uint32_t index, const std::string& attribute) {
    if (!universe_.has_attribute(attribute)) {
      is_limited_ = true;
      return {Diagrams::never(), Diagrams::never()};
    }
    const auto read = attributes_read(expression_, index, Operator::RequestAttribute);
    if (read.size() > 1) return comparison(index, read);
    if (const auto opaque = opaque_attribute(index, attribute))
      return answered(readable_where(attribute), *opaque);
    if (const auto in_network = network_test(index, attribute)) return *in_network;
    const auto is_true = [](const std::optional<Value>& v) { return v && std::get<bool>(*v); };
    const auto is_error = [](const std::optional<Value>& v) { return !v; };
    return {region_where(attribute, index, is_true), region_where(attribute, index, is_error)};
  }

  /// A test of the attribute itself against a network.
  std::optional<Truth> network_test(std::uint32_t index, const std::string& attribute) {
    const Expression::Node& node = expression_.at(index);
    if (node.op != Operator::InNetwork || declared(attribute).kind != TypeKind::Ip ||
        expression_.at(node.children[0]).op != Operator::RequestAttribute)
      return std::nullopt;
    const auto known = snapshot_.prefixes.find(snapshot_.names->find(node.name));
    const auto addresses = universe_.where_any_address(attribute);
    const auto inside = known == snapshot_.prefixes.end()
                            ? std::optional(Diagrams::never())
                            : universe_.where_address(attribute, known->second);
    if (!addresses || !inside) return std::nullopt;
    const Region readable = diagrams().subtract(*addresses, unreadable_where(attribute));
    return Truth{diagrams().intersect(*inside, readable),
                 diagrams().subtract(universe_.care(), readable)};
  }

  /// The attribute that stands for an opaque test, where the part is such a test and nothing else.
  [[nodiscard]] std::optional<std::string> opaque_attribute(std::uint32_t index,
                                                            const std::string& attribute) const {
    const Expression::Node& node = expression_.at(index);
    const bool is_test = node.op == Operator::StartsWith || node.op == Operator::EndsWith ||
                         node.op == Operator::Contains || node.op == Operator::Matches;
    if (!is_test || !reads_opaque(attribute, index)) return std::nullopt;
    if (expression_.at(node.children[0]).op != Operator::RequestAttribute) return std::nullopt;
    const TextTests read = text_tests(expression_, index, *snapshot_.schema.zones, known_values());
    if (read.is_over || read.tests.size() != 1) return std::nullopt;
    std::string name = Universe::opaque_name(attribute, read.tests.front());
    return universe_.find(name) == nullptr ? std::nullopt : std::optional(std::move(name));
  }

  /// Of several attributes, some of them what is not known of an identity.
  Truth comparison(std::uint32_t index, const std::vector<std::string>& attributes) {
    const std::string opaque(expression_.text_of(index));
    Region readable = universe_.care();
    for (const std::string& attribute : attributes) {
      is_limited_ |= !universe_.has_attribute(attribute);
      if (is_limited_) break;
      readable = diagrams().intersect(readable, readable_where(attribute));
    }
    is_limited_ |= !is_strict_comparison(expression_, index) || universe_.find(opaque) == nullptr;
    if (is_limited_) return {Diagrams::never(), Diagrams::never()};
    return answered(readable, opaque);
  }

  /// Where a value is there that this side allows.
  Region readable_where(const std::string& attribute) {
    const TypeKind kind = declared(attribute).kind;
    const Accepts is_there = [kind](const std::optional<Value>& value) {
      return value && has_kind(*value, kind);
    };
    const Region present =
        kind == TypeKind::Time
            ? universe_.where_time(attribute, Universe::TimeUse::Period, is_there)
            : universe_.where(attribute, is_there);
    return diagrams().subtract(present, unreadable_where(attribute));
  }

  /// An error where what it reads is absent, or cannot be read here.
  Truth answered(Region readable, const std::string& opaque) {
    const Region yes = universe_.where(
        opaque, [](const std::optional<Value>& value) { return value == Value{true}; });
    return {diagrams().intersect(readable, yes), diagrams().subtract(universe_.care(), readable)};
  }

  [[nodiscard]] ValuesOf known_values() const {
    return [this](Operator root, const std::string& name) {
      const auto value =
          root == Operator::UserAttribute ? bindings_.user(name) : bindings_.resource(name);
      return value ? std::vector<Value>{*value} : std::vector<Value>{};
    };
  }

  using Accepts = std::function<bool(const std::optional<Value>&)>;

  /// Where the subtree, that reads this one request attribute, has a value that `holds` accepts.
  Region region_where(const std::string& attribute, std::uint32_t index, const Accepts& holds) {
    if (reads_opaque(attribute, index)) {
      is_limited_ = true;
      return Diagrams::never();
    }
    if (attribute == kScopes) return region_by_channel(index, holds);
    const Region unreadable = unreadable_where(attribute);
    if (unreadable == Diagrams::never()) return region_if_readable(attribute, index, holds);
    bindings_.is_request_unreadable = true;
    const bool holds_there = holds(evaluate(expression_, index, snapshot_, bindings_));
    bindings_.is_request_unreadable = false;
    const Region elsewhere =
        diagrams().subtract(region_if_readable(attribute, index, holds), unreadable);
    return holds_there ? diagrams().unite(elsewhere, unreadable) : elsewhere;
  }

  /// Whether the subtree tests a string of the request for what its cells do not tell apart.
  [[nodiscard]] bool reads_opaque(const std::string& attribute, std::uint32_t index) const {
    const Universe::Attribute* const found = universe_.find(attribute);
    if (found == nullptr || !found->values || found->values->strings().count == 0) return false;
    const std::vector<TextTest>& opaque = found->values->texts().opaque();
    if (opaque.empty()) return false;
    const TextTests read = text_tests(expression_, index, *snapshot_.schema.zones, known_values());
    return read.is_over || std::ranges::any_of(read.tests, [&](const TextTest& test) {
             return std::ranges::binary_search(opaque, test);
           });
  }

  /// Which of the requested scopes are effective hangs on what can be issued.
  Region region_by_channel(std::uint32_t index, const Accepts& holds) {
    Region all = Diagrams::never();
    for (const Channel& channel : channels_) {
      bindings_.issuable = channel.scopes ? &*channel.scopes : nullptr;
      const Region inside = region_if_readable(std::string(kScopes), index, holds);
      all = diagrams().unite(all, diagrams().intersect(channel.requests, inside));
    }
    bindings_.issuable = nullptr;
    return all;
  }

  /// No value of the request is known but while its cells are asked for, one by one.
  void forget_request() {
    bindings_.request = [](const std::string&) { return std::optional<Value>{}; };
  }

  Region region_if_readable(const std::string& attribute, std::uint32_t index,
                            const Accepts& holds) {
    if (reads_only_size(expression_, index, attribute)) {
      return universe_.where_size(attribute, [&](std::optional<std::int64_t> size) {
        bindings_.size_of_request_set = size;
        const bool answer = holds(evaluate(expression_, index, snapshot_, bindings_));
        bindings_.size_of_request_set.reset();
        return answer;
      });
    }
    const TypeKind kind = declared(attribute).kind;
    const Accepts accepts = [&](const std::optional<Value>& value) {
      const bool has_other_kind = value && !has_kind(*value, kind);
      bindings_.request = [&](const std::string&) { return has_other_kind ? std::nullopt : value; };
      return holds(evaluate(expression_, index, snapshot_, bindings_));
    };
    const Region found =
        kind == TypeKind::Time
            ? universe_.where_time(attribute, time_use_.value_or(time_use(expression_, index)),
                                   accepts)
            : universe_.where(attribute, accepts,
                              elements_tested(expression_, index, attribute, snapshot_, bindings_));
    forget_request();
    return found;
  }

  /// Where the attribute has a value that only the other side allows, or is absent though required
  /// here.
  Region unreadable_where(const std::string& attribute) {
    const Universe::Attribute* const levels = universe_.find(attribute);
    if (levels == nullptr || !levels->is_declared_in_two_ways) return Diagrams::never();
    const auto [known, is_new] = unreadable_.try_emplace(attribute, Diagrams::never());
    if (!is_new) return known->second;
    const AttributeType& type = declared(attribute);
    const Accepts is_refused = [&](const std::optional<Value>& value) {
      return value ? !is_of_type(*value, type) : type.is_required;
    };
    Region unreadable = levels->values && levels->values->periods().count != 0
                            ? universe_.where_time(attribute, Universe::TimeUse::Period, is_refused)
                            : universe_.where(attribute, is_refused);
    for (const std::string& element : levels->elements) {
      if (type.kind != TypeKind::Set ||
          std::ranges::find(type.values, element) != type.values.end())
        continue;
      const auto has_element = [&](const std::optional<Value>& value) {
        return value && has_kind(*value, TypeKind::Set) &&
               std::get<std::set<std::string>>(*value).contains(element);
      };
      unreadable =
          diagrams().unite(unreadable, universe_.where(attribute, has_element, {&element, 1}));
    }
    return known->second = unreadable;
  }

  /// REQUIRES: the attribute is declared on this side, as the type check has seen.
  [[nodiscard]] const AttributeType& declared(const std::string& attribute) const {
    return snapshot_.schema.request.find(attribute)->second;
  }

  const Expression& expression_;
  const Snapshot& snapshot_;
  Universe& universe_;
  Truths truths_;
  const Channels& channels_;
  KnownTests& known_;
  Bindings bindings_;
  std::map<std::string, Region> unreadable_;   ///< by attribute
  std::optional<Universe::TimeUse> time_use_;  ///< of the element of a list, while it is looked at
  bool is_limited_ = false;
};

}  // namespace

std::optional<Truth> compile_condition(const Expression& expression, const Snapshot& snapshot,
                                       Universe& universe, const ConditionFacts& facts,
                                       KnownTests& known) {
  ConditionCompiler compiler(expression, snapshot, universe, facts, known);
  const Truth truth = compiler.truth(expression.root());
  if (compiler.is_limited()) return std::nullopt;
  return truth;
}

}  // namespace accessdrift
