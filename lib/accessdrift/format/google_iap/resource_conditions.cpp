#include "accessdrift/format/google_iap/resource_conditions.h"

#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/google_iap/conditions.h"

namespace accessdrift::google_iap {
namespace {

using cel::SyntaxNode;
using Words = std::optional<std::string>;

constexpr std::string_view kService = "iap.googleapis.com";

std::string truth(bool holds) { return holds ? "true" : "false"; }

/// Whether the name of what is asked for is, or starts with, a text. A resource that is asked for
/// itself has `google_name`; one that others lie in has what their names begin with, if even that
/// is known: the rest is the request's.
std::string name_test(std::string_view literal, std::string_view of_name) {
  const std::string text = string_literal(literal);
  const std::string asked = "iap.resource_name" + std::string(of_name) + text;
  const bool is_prefix = of_name.starts_with('.');
  const std::string end = is_prefix ? ")" : "";
  const std::string begins_so =
      is_prefix ? "resource.google_names_begin.startsWith(" + text + ") || " : "";
  return "(has(resource.google_name) ? resource.google_name" + std::string(of_name) + text + end +
         " : has(resource.google_names_begin) ? (" + begins_so + text +
         ".startsWith(resource.google_names_begin) && " + asked + end + ") : " + asked + end + ")";
}

std::string end_test(std::string_view literal) {
  const std::string text = string_literal(literal);
  return "(has(resource.google_name) ? resource.google_name.endsWith(" + text +
         ") : iap.resource_name.endsWith(" + text + "))";
}

}  // namespace

Words resource_relation(const cel::SyntaxTree& tree, const SyntaxNode& relation,
                        std::string_view type) {
  const bool is_equality = relation.relation == Operator::Equal;
  if (!is_equality && relation.relation != Operator::NotEqual) return std::nullopt;
  std::uint32_t attribute = relation.children[0];
  std::uint32_t value = relation.children[1];
  if (text_literal(tree, attribute)) std::swap(attribute, value);
  const auto literal = text_literal(tree, value);
  if (!literal) return std::nullopt;
  if (is_name(tree, attribute, "resource.name")) {
    const std::string is = name_test(*literal, " == ");
    return is_equality ? is : "!(" + is + ')';
  }
  if (is_name(tree, attribute, "resource.service"))
    return truth((*literal == kService) == is_equality);
  if (!is_name(tree, attribute, "resource.type")) return std::nullopt;
  if (!type.empty()) return truth((*literal == type) == is_equality);
  return "iap.resource_type" + std::string(is_equality ? " == " : " != ") +
         string_literal(*literal);
}

Words resource_method(const cel::SyntaxTree& tree, const SyntaxNode& method,
                      std::string_view type) {
  if (method.children.size() != 2) return std::nullopt;
  const auto literal = text_literal(tree, method.children[1]);
  if (!literal) return std::nullopt;
  const bool is_start = method.text == "startsWith";
  if (!is_start && method.text != "endsWith") return std::nullopt;
  if (is_name(tree, method.children[0], "resource.name"))
    return is_start ? name_test(*literal, ".startsWith(") : end_test(*literal);
  if (!is_name(tree, method.children[0], "resource.type") || type.empty()) return std::nullopt;
  return truth(is_start ? type.starts_with(*literal) : type.ends_with(*literal));
}

}  // namespace accessdrift::google_iap
