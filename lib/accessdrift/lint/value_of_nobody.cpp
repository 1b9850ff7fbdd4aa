#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "accessdrift/base/text.h"
#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {
namespace {

/// The texts that an attribute has.
using Texts = std::set<std::string, std::less<>>;

/// Of those who can sign in, and of resources.
class KnownTexts {
 public:
  explicit KnownTexts(Linting& linting) : linting_(linting) {}

  const Texts& of(const Expression::Node& attribute) {
    const auto [at, is_new] = texts_.try_emplace({attribute.op, attribute.name});
    if (is_new) {
      at->second = attribute.op == Operator::UserAttribute ? of_users(attribute.name)
                                                           : of_resources(attribute.name);
    }
    return at->second;
  }

 private:
  static void add(const std::optional<Value>& value, Texts& texts) {
    if (const auto* text = value ? std::get_if<std::string>(&*value) : nullptr) texts.insert(*text);
  }
  Texts of_users(const std::string& attribute) {
    Texts texts;
    for (const auto& value : linting_.engine().columns().column(attribute).values)
      add(value, texts);
    return texts;
  }
  Texts of_resources(const std::string& attribute) {
    Texts texts;
    for (std::size_t r = 0; r < linting_.snapshot().resources.size(); ++r)
      add(linting_.snapshot().attribute_of(ResourceIndex{r}, attribute), texts);
    return texts;
  }

  Linting& linting_;
  std::map<std::pair<Operator, std::string>, Texts> texts_;
};

/// A condition or rule, and where it is.
struct Comparing {
  const Expression& condition;
  const ConditionText& text;
  const Declarations& file;
  std::string_view kind;  ///< of what has it
  Name of;
};

class ValueFinder {
 public:
  explicit ValueFinder(Linting& linting) : linting_(linting), known_(linting) {}

  void look_at(const Comparing& where) {
    for (const Expression::Node& node : where.condition.nodes) {
      const bool is_equality = node.op == Operator::Equal || node.op == Operator::NotEqual;
      if (!is_equality && node.op != Operator::In) continue;
      const Expression::Node& left = where.condition.at(node.children[0]);
      const Expression::Node& right = where.condition.at(node.children[1]);
      compare(where, left, right);
      if (is_equality) compare(where, right, left);
    }
  }

 private:
  /// With a text, or each of a list.
  void compare(const Comparing& where, const Expression::Node& attribute,
               const Expression::Node& other) {
    const bool is_user = attribute.op == Operator::UserAttribute;
    if (!is_user && attribute.op != Operator::ResourceAttribute) return;
    // Whose attributes are not known may have any value.
    if (is_user && !linting_.snapshot().unlisted.empty()) return;
    if (other.op == Operator::Literal) return look_for(where, attribute, other);
    if (other.op != Operator::List) return;
    for (const std::uint32_t child : other.children) {
      if (where.condition.at(child).op == Operator::Literal)
        look_for(where, attribute, where.condition.at(child));
    }
  }

  void look_for(const Comparing& where, const Expression::Node& attribute,
                const Expression::Node& literal) {
    const auto* const text = std::get_if<std::string>(&literal.literal);
    const Texts& known = known_.of(attribute);
    if (text == nullptr || known.contains(*text)) return;
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    const std::optional<std::string> near = nearest(*text, candidates);
    const bool is_user = attribute.op == Operator::UserAttribute;
    const std::string name = fmt::format("{}.{}", is_user ? "user" : "resource", attribute.name);
    const std::string_view of = linting_.snapshot().text(where.of);
    Diagnostic told;
    told.severity = near ? Severity::Warning : Severity::Note;
    told.code = "AD219";
    told.message = fmt::format("{} `{}` asks for `{}` to be `{}`, which {} has", where.kind,
                               shortened(of), shortened(name), shortened(*text),
                               is_user ? "nobody who can sign in" : "no resource");
    told.span = where.file.span(where.text.place_of(literal.begin, literal.end));
    if (near) told.help = fmt::format("did you mean `{}`?", shortened(*near));
    linting_.add(std::move(told), {where.kind, of, name, *text});
  }

  Linting& linting_;
  KnownTexts known_;
};

}  // namespace

void check_value_of_nobody(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  ValueFinder finder(linting);
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p) {
    const auto& policy = snapshot.policies[p];
    if (snapshot.conditions[p] != nullptr)
      finder.look_at({*snapshot.conditions[p], *policy->when, *policy.file, "policy", policy->id});
  }
  for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
    const auto& group = snapshot.groups[g];
    if (snapshot.rules[g] != nullptr)
      finder.look_at({*snapshot.rules[g], *group->rule, *group.file, "group", group->id});
  }
}

}  // namespace accessdrift
