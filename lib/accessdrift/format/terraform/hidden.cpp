#include "accessdrift/format/terraform/hidden.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::terraform {
namespace {

using source::find;
using source::is_true;

/// What stands in place of a text. A member becomes a group of its own, whose members are not
/// known.
std::string name_for(std::string_view text) {
  if (text == "allUsers" || text == "allAuthenticatedUsers" ||
      text == "principalSet://goog/public:all" || text.starts_with("roles/"))
    return std::string(text);
  std::string name = "sensitive-" + source::digits_of(text);
  if (text.starts_with("deleted:")) return "deleted:" + name;
  if (text.starts_with("principal://") || text.starts_with("principalSet://"))
    return "principalSet://goog/group/" + name;
  constexpr std::array<std::string_view, 7> kMembers = {
      "user:",         "serviceAccount:", "group:",        "domain:",
      "projectOwner:", "projectEditor:",  "projectViewer:"};
  for (const std::string_view prefix : kMembers) {
    if (text.starts_with(prefix)) return "group:" + name;
  }
  return name;
}

class Hiding {
 public:
  explicit Hiding(const Document& file) : file_(file), is_hidden_(file.nodes.size(), false) {}

  std::optional<Document> hide() {
    hide_variables(NodeView(file_));
    const std::uint32_t count = static_cast<std::uint32_t>(file_.nodes.size());
    for (std::uint32_t i = 0; i < count; ++i) {
      if (file_.nodes[i].kind == NodeKind::Mapping && !file_.nodes[i].is_alias)
        look_at(NodeView(file_, i));
    }
    if (!has_any_) return std::nullopt;
    return made();
  }

 private:
  void look_at(NodeView mapping) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kMarked = {
        {{"values", "sensitive_values"},
         {"before", "before_sensitive"},
         {"after", "after_sensitive"}}};
    for (const auto& [value, marks] : kMarked) {
      const std::optional<NodeView> marked = find(mapping, marks);
      const std::optional<NodeView> values = marked ? find(mapping, value) : std::nullopt;
      if (values) hide_marked(*values, *marked);
    }
    if (!is_true(find(mapping, "sensitive"))) return;
    if (const std::optional<NodeView> value = find(mapping, "value")) hide_all(*value);
  }

  /// The values of variables, of which the configuration says what they are.
  void hide_variables(NodeView root) {
    const std::optional<NodeView> values = find(root, "variables");
    const std::optional<NodeView> configuration = find(root, "configuration");
    const auto module = configuration ? find(*configuration, "root_module") : std::nullopt;
    const auto declared = module ? find(*module, "variables") : std::nullopt;
    if (!values || !declared) return;
    source::each_entry(*declared, [&](NodeView name, NodeView variable) {
      if (!is_true(find(variable, "sensitive"))) return;
      if (const auto value = find(*values, name.scalar())) hide_all(*value);
    });
  }

  /// `marks` has the shape of the values, with true for what is sensitive. Depth is bounded by that
  /// of documents.
  void hide_marked(NodeView value, NodeView marks) {
    if (marks.kind() == NodeKind::Boolean) {
      if (is_true(marks)) hide_all(value);
      return;
    }
    if (marks.is_mapping()) {
      source::each_entry(marks, [&](NodeView key, NodeView mark) {
        if (const auto found = find(value, key.scalar())) hide_marked(*found, mark);
      });
      return;
    }
    if (!marks.is_sequence() || !value.is_sequence()) return;
    NodeView item = value.first_child();
    source::each_item(marks, [&](NodeView mark) {
      if (item.is_end(value)) return;
      hide_marked(item, mark);
      item = item.next_sibling();
    });
  }

  void hide_all(NodeView value) {
    const std::uint32_t first = value.index();
    const std::uint32_t end = value.is_scalar() ? first + 1 : file_.nodes[first].link;
    for (std::uint32_t i = first; i < end; ++i) {
      const Node& node = file_.nodes[i];
      if (node.kind == NodeKind::Mapping || node.kind == NodeKind::Sequence) continue;
      is_hidden_[i] = true;
      has_any_ = true;
    }
  }

  [[nodiscard]] Document made() const {
    Document all = file_;
    std::string bytes(file_.text->bytes());
    for (std::uint32_t i = 0; i < all.nodes.size(); ++i) {
      if (!is_hidden_[i]) continue;
      Node& node = all.nodes[i];
      const NodeView view(file_, i);
      const bool is_text = node.kind == NodeKind::String;
      all.decoded.push_back(is_text ? name_for(view.scalar()) : std::string(view.scalar()));
      node.link = static_cast<std::uint32_t>(all.decoded.size());
      const std::uint32_t quote = node.is_quoted ? 1 : 0;
      source::hide(bytes, {node.begin + quote, node.end - quote});
    }
    all.text = std::make_shared<const SourceText>(file_.text->path(), std::move(bytes));
    return all;
  }

  const Document& file_;
  std::vector<bool> is_hidden_;
  bool has_any_ = false;
};

}  // namespace

std::optional<Document> hidden(const Document& file) { return Hiding(file).hide(); }

}  // namespace accessdrift::terraform
