#include "accessdrift/format/google_iap/condition_remarks.h"

#include <algorithm>
#include <array>
#include <optional>

#include "accessdrift/base/text.h"
#include "accessdrift/cel/parser.h"
#include "accessdrift/format/google_iap/clock_remarks.h"
#include "accessdrift/format/google_iap/conditions.h"

namespace accessdrift::google_iap {
namespace {

using cel::SyntaxKind;
using cel::SyntaxNode;
using cel::SyntaxTree;

std::optional<SyntaxTree> parsed(const ConditionText& written) {
  cel::Problems problems(written, nullptr);
  auto tree = cel::parse(written.text, problems);
  if (!tree) return std::nullopt;
  return std::move(*tree);
}

class ConditionRemarks {
 public:
  ConditionRemarks(SourceReading::File& file, const ConditionText& written, const SyntaxTree& tree,
                   const NumberOf& number_of)
      : file_(file), written_(written), tree_(tree), number_of_(number_of) {}

  void add() {
    const TellOfClock tell = [this](std::string_view code, Severity severity, std::string message,
                                    cel::Range range, std::string label) {
      remark(code, severity, std::move(message), range, std::move(label));
    };
    remark_on_clocks(tree_, tell);
    look_at(tree_.root, nullptr);
  }

 private:
  void remark(std::string_view code, Severity severity, std::string message, cel::Range range,
              std::string label) {
    source::remark(file_, code, severity, std::move(message),
                   written_.place_of(range.begin, range.end))
        .label = std::move(label);
  }

  /// `any`: the alternatives beside it, if there are.
  void look_at(std::uint32_t index, const SyntaxNode* any) {
    const SyntaxNode& node = tree_.at(index);
    switch (node.kind) {
      case SyntaxKind::Or:
        for (const std::uint32_t child : node.children) look_at(child, &node);
        return;
      case SyntaxKind::And:
      case SyntaxKind::Not:
      case SyntaxKind::Conditional:
        for (const std::uint32_t child : node.children) look_at(child, nullptr);
        return;
      case SyntaxKind::Method:
        return look_at_method(node);
      case SyntaxKind::Relation:
        return look_at_relation(node, any);
      default:
        return;
    }
  }

  void look_at_method(const SyntaxNode& node) {
    if (node.children.size() != 2) return;
    const auto text = text_literal(tree_, node.children[1]);
    if (!text) return;
    if (is_name(tree_, node.children[0], "request.host") && node.text == "endsWith")
      look_at_host(node, *text);
    if (is_name(tree_, node.children[0], "request.path") && node.text == "startsWith")
      look_at_path(node, *text);
    if (is_name(tree_, node.children[0], "resource.name") && node.text == "startsWith")
      look_at_name(node, *text, false);
  }

  void look_at_host(const SyntaxNode& node, std::string_view text) {
    if (text.empty() || text.front() == '.') return;
    remark("GCP11", Severity::Warning,
           "hosts that end with `" + shortened(text) + "` are of others, too", node.range,
           "so does evil" + shortened(text) + "; write \"." + shortened(text) + '"');
  }

  void look_at_path(const SyntaxNode& node, std::string_view text) {
    if (text.empty() || text.back() == '/') return;
    remark("GCP12", Severity::Note,
           "paths that start with `" + shortened(text) + "` are not only those below it",
           node.range, "so does " + shortened(text) + "-other, without a `/`");
  }

  void look_at_name(const SyntaxNode& node, std::string_view text, bool is_whole) {
    constexpr std::string_view kProject = "projects/";
    if (!text.starts_with(kProject)) return;
    const std::string_view rest = text.substr(kProject.size());
    const std::size_t end = rest.find('/');
    const std::string_view id = rest.substr(0, end);
    const bool is_number = std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; });
    if (is_number || id == "_" || (end == rest.npos && !is_whole)) return;
    const std::string number = number_of_(id);
    remark("GCP18", Severity::Warning,
           "a resource's name is asked for with the id `" + shortened(id) + "` of a project",
           node.range,
           "names have its number" + (number.empty() ? std::string() : ", " + number) +
               ", so no resource has this one");
  }

  void look_at_relation(const SyntaxNode& node, const SyntaxNode* any) {
    if (node.relation != Operator::Equal) return;
    for (const std::size_t attribute : {0U, 1U}) {
      const auto text = text_literal(tree_, node.children[1 - attribute]);
      if (!text) continue;
      if (is_name(tree_, node.children[attribute], "resource.name"))
        look_at_name(node, *text, true);
      if (is_name(tree_, node.children[attribute], "request.path")) look_at_one(node, *text, any);
    }
  }

  /// `path == "/admin"`, but for beside `path.startsWith("/admin/")`.
  void look_at_one(const SyntaxNode& node, std::string_view text, const SyntaxNode* any) {
    const std::size_t last = text.rfind('/');
    const bool is_file = last != text.npos && text.find('.', last) != text.npos;
    const std::string below = std::string(text) + '/';
    const auto has_below = [&](std::uint32_t index) {
      const SyntaxNode& other = tree_.at(index);
      return std::ranges::any_of(other.children, [&](std::uint32_t child) {
        return text_literal(tree_, child) == std::string_view(below);
      });
    };
    const bool is_told = any != nullptr && std::ranges::any_of(any->children, has_below);
    if (text.size() < 2 || text.back() == '/' || is_file || is_told) return;
    remark("GCP12", Severity::Note,
           "the path `" + shortened(text) + "` is not the one with a `/` behind it", node.range,
           "the application may take " + shortened(below) + " for the same");
  }

  SourceReading::File& file_;
  const ConditionText& written_;
  const SyntaxTree& tree_;
  const NumberOf& number_of_;
};

/// `resource.matchTag("…", "…")` and its like.
bool is_of_tags(const SyntaxTree& tree, std::uint32_t index) {
  constexpr std::array<std::string_view, 4> kTests = {"matchTag", "matchTagId", "hasTagKey",
                                                      "hasTagKeyId"};
  const SyntaxNode& node = tree.at(index);
  if (node.kind == SyntaxKind::And || node.kind == SyntaxKind::Or || node.kind == SyntaxKind::Not)
    return std::ranges::all_of(node.children,
                               [&](std::uint32_t child) { return is_of_tags(tree, child); });
  return node.kind == SyntaxKind::Boolean ||
         (node.kind == SyntaxKind::Method && is_name(tree, node.children[0], "resource") &&
          std::ranges::find(kTests, node.text) != kTests.end());
}

}  // namespace

void remark_on_condition(SourceReading::File& file, const ConditionText& written,
                         const SyntaxTree& tree, const NumberOf& number_of) {
  ConditionRemarks(file, written, tree, number_of).add();
}

void remark_on_denial(SourceReading::File& file, const ConditionText& written) {
  const auto tree = parsed(written);
  if (tree && is_of_tags(*tree, tree->root)) return;
  source::remark(file, "GCP19", Severity::Warning,
                 "a deny rule asks for something else than tags of resources", written.place)
      .label = "a condition that cannot be evaluated holds, so it may deny always";
}

}  // namespace accessdrift::google_iap
