#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/source_text.h"
#include "accessdrift/document/seen_keys.h"

namespace accessdrift {

/// Plain scalars are typed by YAML 1.2's core rules narrowed to `true`, `false`, decimal integers,
/// other numbers and `null`/`~`/empty; quoted ones are strings, as in JSON.
enum class NodeKind : std::uint8_t { Mapping, Sequence, String, Integer, Decimal, Boolean, Null };

/// One value of a document, in preorder. A mapping's children are key, value, key, value, …; keys
/// are scalars.
struct Node {
  std::uint32_t begin =
      0;  ///< first byte; the quote of a quoted scalar, the bracket of a flow collection
  std::uint32_t end = 0;   ///< one past the last byte
  std::uint32_t link = 0;  ///< collections: the node after the subtree; decoded scalars: 1 + index
                           ///< of the decoded text, else 0; aliases: the node they stand for
  NodeKind kind = NodeKind::Null;
  bool is_alias = false;
  bool is_quoted = false;
};

/// A parsed file: a tree with the begin and end of every key and value. Immutable once read. Node 0
/// is the root.
///
/// Memory: 16 bytes a node; scalars are views into the file unless an escape or a fold had to be
/// decoded.
struct Document {
  std::shared_ptr<const SourceText> text;
  std::vector<Node> nodes;
  std::deque<std::string> decoded;
  SeenKeys keys = {};
};

/// A value in a document, aliases already followed: `place` is where it is used, everything else
/// what it stands for. Cheap to copy.
class NodeView {
 public:
  NodeView() = default;
  explicit NodeView(const Document& document, std::uint32_t node = 0)
      : document_(&document),
        used_(node),
        node_(document.nodes[node].is_alias ? document.nodes[node].link : node) {}

  [[nodiscard]] NodeKind kind() const { return raw().kind; }
  [[nodiscard]] bool is_mapping() const { return kind() == NodeKind::Mapping; }
  [[nodiscard]] bool is_sequence() const { return kind() == NodeKind::Sequence; }
  [[nodiscard]] bool is_scalar() const { return !is_mapping() && !is_sequence(); }
  [[nodiscard]] bool is_quoted() const { return raw().is_quoted; }

  /// Of a scalar: its decoded text; `true` for a Boolean, the digits of a number.
  [[nodiscard]] std::string_view scalar() const {
    const Node& node = raw();
    if (node.link != 0) return document_->decoded[node.link - 1];
    const std::uint32_t quote = node.is_quoted ? 1 : 0;
    return document_->text->bytes().substr(node.begin + quote, node.end - node.begin - 2 * quote);
  }
  /// Of a scalar: its text stands in the file byte for byte (so that an offset in it is an offset
  /// in the file).
  [[nodiscard]] bool is_verbatim() const { return raw().link == 0; }
  /// Of a verbatim scalar: the file offset of its first character, after a quote.
  [[nodiscard]] std::uint32_t content_begin() const {
    return raw().begin + (raw().is_quoted ? 1U : 0U);
  }

  [[nodiscard]] Place place() const {
    const Node& node = document_->nodes[used_];
    return {node.begin, node.end};
  }
  [[nodiscard]] Span span() const { return {document_->text.get(), place()}; }
  [[nodiscard]] const Document& document() const { return *document_; }
  [[nodiscard]] std::uint32_t index() const { return node_; }

  /// The first child of a collection and the next sibling of a child; `is_end` tells when to stop.
  [[nodiscard]] NodeView first_child() const { return child_at(node_ + 1); }
  [[nodiscard]] NodeView next_sibling() const {
    const Node& node = document_->nodes[used_];
    const bool spans_nodes =
        !node.is_alias && (node.kind == NodeKind::Mapping || node.kind == NodeKind::Sequence);
    return child_at(spans_nodes ? node.link : used_ + 1);
  }
  /// Of a position reached from `parent`: there is no value here any more.
  [[nodiscard]] bool is_end(const NodeView& parent) const { return used_ >= parent.raw().link; }
  [[nodiscard]] bool is_empty_collection() const { return raw().link == node_ + 1; }

 private:
  [[nodiscard]] const Node& raw() const { return document_->nodes[node_]; }
  [[nodiscard]] NodeView child_at(std::uint32_t node) const {
    NodeView view;
    view.document_ = document_;
    view.used_ = node;
    view.node_ = node;
    if (node < document_->nodes.size() && document_->nodes[node].is_alias)
      view.node_ = document_->nodes[node].link;
    return view;
  }

  const Document* document_ = nullptr;
  std::uint32_t used_ = 0;
  std::uint32_t node_ = 0;
};

}  // namespace accessdrift
