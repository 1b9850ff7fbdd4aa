#include "accessdrift/format/google_iap/resource_conditions.h"

#include "accessdrift/cel/extraction.h"
#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/google_iap/conditions.h"
#include "accessdrift/format/google_iap/unknowns.h"
#include "accessdrift/format/named_unknown.h"

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

/// A text as a pattern that finds it.
std::string pattern_of(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    const bool is_word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_ascii = static_cast<unsigned char>(c) < 0x80U;
    if (!is_word && is_ascii) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

/// What a template finds in a name is known of a resource that is asked for itself, and of others
/// where both its ends are in what their names begin with; the rest is the request's.
std::string extract_test(std::string_view written, std::string_view test,
                         const AskedResource& asked) {
  const auto found = cel::extraction_of(written);
  const std::string extracted = ".extract(" + string_literal(written) + ')' + std::string(test);
  const std::string word = as_name(written);
  const bool is_digit = word.front() >= '0' && word.front() <= '9';
  const std::string name =
      "iap.extracted." + std::string(is_digit ? "_" : "") + word + '_' + source::digits_of(written);
  asked.declare_text(name);
  const std::string told = name + std::string(test);
  const std::string begin =
      found->end.empty()
          ? std::string()
          : "has(resource.google_names_begin) && resource.google_names_begin.matches(" +
                string_literal("(?s)" + pattern_of(found->begin) + ".*" + pattern_of(found->end)) +
                ") ? resource.google_names_begin" + extracted + " : ";
  return "(has(resource.google_name) ? resource.google_name" + extracted + " : " + begin + told +
         ')';
}

/// The template of `resource.name.extract("…")`.
std::optional<std::string_view> template_of(const cel::SyntaxTree& tree, std::uint32_t node) {
  const SyntaxNode& method = tree.at(node);
  const bool is_extract = method.kind == cel::SyntaxKind::Method && method.text == "extract" &&
                          method.children.size() == 2 &&
                          is_name(tree, method.children[0], "resource.name");
  const auto written = is_extract ? text_literal(tree, method.children[1]) : std::nullopt;
  return written && cel::extraction_of(*written) ? written : std::nullopt;
}

/// `resource.name`, or what is extracted from it, being a text.
Words equality(const cel::SyntaxTree& tree, std::uint32_t node, std::string_view literal,
               const AskedResource& asked) {
  if (is_name(tree, node, "resource.name")) return name_test(literal, " == ");
  const auto written = template_of(tree, node);
  if (!written || !asked.declare_text) return std::nullopt;
  return extract_test(*written, " == " + string_literal(literal), asked);
}

}  // namespace

Words resource_relation(const cel::SyntaxTree& tree, const SyntaxNode& relation,
                        const AskedResource& asked) {
  const bool is_equality = relation.relation == Operator::Equal;
  if (!is_equality && relation.relation != Operator::NotEqual) return std::nullopt;
  std::uint32_t attribute = relation.children[0];
  std::uint32_t value = relation.children[1];
  if (text_literal(tree, attribute)) std::swap(attribute, value);
  const auto literal = text_literal(tree, value);
  if (!literal) return std::nullopt;
  if (const Words is = equality(tree, attribute, *literal, asked))
    return is_equality ? *is : "!(" + *is + ')';
  if (is_name(tree, attribute, "resource.service"))
    return truth((*literal == kService) == is_equality);
  if (!is_name(tree, attribute, "resource.type")) return std::nullopt;
  if (!asked.type.empty()) return truth((*literal == asked.type) == is_equality);
  return "iap.resource_type" + std::string(is_equality ? " == " : " != ") +
         string_literal(*literal);
}

Words resource_in_list(const cel::SyntaxTree& tree, std::uint32_t value,
                       const std::vector<std::uint32_t>& elements, const AskedResource& asked) {
  std::string any;
  for (const std::uint32_t element : elements) {
    const auto literal = text_literal(tree, element);
    const Words is = literal ? equality(tree, value, *literal, asked) : std::nullopt;
    if (!is) return std::nullopt;
    any += (any.empty() ? "" : " || ") + *is;
  }
  return any.empty() ? std::nullopt : Words('(' + any + ')');
}

Words resource_method(const cel::SyntaxTree& tree, const SyntaxNode& method,
                      const AskedResource& asked) {
  if (method.children.size() != 2) return std::nullopt;
  const auto literal = text_literal(tree, method.children[1]);
  if (!literal) return std::nullopt;
  const bool is_start = method.text == "startsWith";
  if (!is_start && method.text != "endsWith") return std::nullopt;
  if (is_name(tree, method.children[0], "resource.name"))
    return is_start ? name_test(*literal, ".startsWith(") : end_test(*literal);
  if (const auto written = template_of(tree, method.children[0]); written && asked.declare_text)
    return extract_test(*written, '.' + method.text + '(' + string_literal(*literal) + ')', asked);
  if (!is_name(tree, method.children[0], "resource.type") || asked.type.empty())
    return std::nullopt;
  return truth(is_start ? asked.type.starts_with(*literal) : asked.type.ends_with(*literal));
}

}  // namespace accessdrift::google_iap
