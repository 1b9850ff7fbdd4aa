#include <yaml.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <unordered_map>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/document/check_bytes.h"
#include "accessdrift/document/duplicate_keys.h"
#include "accessdrift/document/plain_scalar.h"
#include "accessdrift/document/read.h"

namespace accessdrift {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// libyaml counts code points from behind a byte order mark; spans count bytes. Marks come nearly
/// in order, so a cursor finds them.
class ByteOffsets {
 public:
  ByteOffsets(std::string_view bytes, std::size_t first) : bytes_(bytes), byte_(first) {}

  std::uint32_t of(const yaml_mark_t& mark) {
    while (point_ < mark.index && byte_ < bytes_.size()) {
      ++point_;
      do ++byte_;
      while (byte_ < bytes_.size() && is_continuation());
    }
    while (point_ > mark.index) {
      --point_;
      do --byte_;
      while (is_continuation());
    }
    return static_cast<std::uint32_t>(byte_);
  }

 private:
  [[nodiscard]] bool is_continuation() const {
    return (static_cast<unsigned char>(bytes_[byte_]) & 0xC0U) == 0x80U;
  }

  std::string_view bytes_;
  std::size_t byte_;
  std::size_t point_ = 0;
};

/// libyaml's parser over one text; an event lives until the next is pulled.
class Events {
 public:
  explicit Events(std::string_view bytes) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(bytes.data()),
                                 bytes.size());
  }
  ~Events() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  /// Null: see `parser`.
  const yaml_event_t* next() {
    yaml_event_delete(&event_);
    return yaml_parser_parse(&parser_, &event_) != 0 ? &event_ : nullptr;
  }
  [[nodiscard]] const yaml_parser_t& parser() const { return parser_; }

 private:
  yaml_parser_t parser_{};
  yaml_event_t event_{};
};

std::string_view view(const yaml_char_t* text) {
  return text == nullptr ? std::string_view()
                         : std::string_view(reinterpret_cast<const char*>(text));
}

class YamlReader {
 public:
  YamlReader(std::shared_ptr<const SourceText> text, bool are_documents)
      : are_documents_(are_documents),
        bytes_(text->bytes()),
        first_(bytes_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0),
        events_(bytes_.substr(first_)),
        offsets_(bytes_, first_) {
    document_.text = std::move(text);
  }

  Result<Document> read();

 private:
  struct Frame {
    std::uint32_t node = 0;
    std::uint32_t first_key = 0;  ///< in `keys_`
    bool is_mapping = false;
    bool is_key_next = false;
    std::uint64_t expanded_before = 0;
    std::string anchor;
  };
  struct Anchor {
    std::uint32_t node = 0;
    bool is_open = true;
    std::uint64_t expanded_nodes = 1;
  };
  struct Properties {
    std::string_view anchor;
    std::string_view tag;
    bool is_collection = false;
  };

  bool take(const yaml_event_t& event);
  bool start_document(const yaml_event_t& event);
  bool add_scalar(const yaml_event_t& event);
  bool add_alias(const yaml_event_t& event);
  bool open(const yaml_event_t& event, bool is_mapping, const Properties& properties);
  void close(const yaml_event_t& event);
  bool begin_node(const yaml_event_t& event, const Properties& properties);

  [[nodiscard]] std::uint32_t content_begin(std::uint32_t begin, std::uint32_t end,
                                            std::string_view anchor) const;
  [[nodiscard]] std::uint32_t trim(std::uint32_t end, std::uint32_t least) const;
  void set_text(Node& node, std::string_view value);

  bool fail(Diagnostic problem) {
    problems_.push_back(std::move(problem));
    return false;
  }
  bool fail_at(Place place, std::string message, std::string label,
               std::string code = "invalid-yaml");
  bool fail_in_libyaml();
  [[nodiscard]] Place place_of(const yaml_event_t& event) {
    const std::uint32_t begin = offsets_.of(event.start_mark);
    return {begin, std::max(begin, trim(offsets_.of(event.end_mark), begin))};
  }

  bool are_documents_;
  std::string_view bytes_;
  std::size_t first_;
  Events events_;
  ByteOffsets offsets_;
  Document document_;
  std::vector<Frame> frames_;
  std::vector<std::uint32_t> keys_;
  std::unordered_map<std::string, Anchor> anchors_;  ///< looked up only
  std::uint64_t expanded_nodes_ = 0;  ///< with every alias replaced by what it stands for
  std::uint64_t from_aliases_ = 0;
  std::uint32_t last_end_ = 0;  ///< of the last scalar, alias or flow collection
  bool has_document_ = false;
  Diagnostics problems_;
};

Result<Document> YamlReader::read() {
  if (are_documents_) {
    document_.nodes.push_back(
        {0, static_cast<std::uint32_t>(bytes_.size()), 0, NodeKind::Sequence, false, false});
  }
  for (const yaml_event_t* event = events_.next();; event = events_.next()) {
    if (event == nullptr) {
      fail_in_libyaml();
      break;
    }
    if (event->type == YAML_STREAM_END_EVENT || !take(*event)) break;
  }
  if (!problems_.empty()) {
    sort_diagnostics(problems_);
    return failure(std::move(problems_));
  }
  if (are_documents_) {
    document_.nodes.front().link = static_cast<std::uint32_t>(document_.nodes.size());
  } else if (!has_document_) {
    document_.nodes.emplace_back();
  }
  if (document_.nodes.capacity() / 2 > document_.nodes.size()) document_.nodes.shrink_to_fit();
  return std::move(document_);
}

bool YamlReader::take(const yaml_event_t& event) {
  switch (event.type) {
    case YAML_DOCUMENT_START_EVENT:
      return start_document(event);
    case YAML_SCALAR_EVENT:
      return add_scalar(event);
    case YAML_ALIAS_EVENT:
      return add_alias(event);
    case YAML_MAPPING_START_EVENT: {
      const auto& start = event.data.mapping_start;
      return open(event, true, {view(start.anchor), view(start.tag), true});
    }
    case YAML_SEQUENCE_START_EVENT: {
      const auto& start = event.data.sequence_start;
      return open(event, false, {view(start.anchor), view(start.tag), true});
    }
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
      close(event);
      return true;
    default:
      return true;
  }
}

bool YamlReader::start_document(const yaml_event_t& event) {
  const auto& start = event.data.document_start;
  const Place place = place_of(event);
  if (are_documents_) {
    anchors_.clear();
  } else if (has_document_) {
    return fail_at(place, "a second YAML document starts here, expected one a file",
                   "second document", "second-document");
  }
  has_document_ = true;
  if (start.version_directive == nullptr && start.tag_directives.start == start.tag_directives.end)
    return true;
  return fail_at(place, "YAML directives are not read, expected a document without `%` lines",
                 "directive before this");
}

/// What every node has to pass, a key's rules included.
bool YamlReader::begin_node(const yaml_event_t& event, const Properties& properties) {
  if (!properties.tag.empty()) {
    return fail_at(
        place_of(event),
        "YAML tags are not read, expected a value without `" + shortened(properties.tag) + "`",
        "tag here");
  }
  if (!frames_.empty() && frames_.back().is_mapping) {
    Frame& mapping = frames_.back();
    if (mapping.is_key_next && properties.is_collection) {
      return fail_at(place_of(event), "a key is a list or a mapping, expected a text",
                     "not a text");
    }
    if (mapping.is_key_next) keys_.push_back(static_cast<std::uint32_t>(document_.nodes.size()));
    mapping.is_key_next = !mapping.is_key_next;
  }
  ++expanded_nodes_;
  if (properties.anchor.empty()) return true;
  const auto node = static_cast<std::uint32_t>(document_.nodes.size());
  anchors_[std::string(properties.anchor)] = {node, properties.is_collection, 1};
  return true;
}

bool YamlReader::add_scalar(const yaml_event_t& event) {
  const auto& scalar = event.data.scalar;
  if (!begin_node(event, {view(scalar.anchor), view(scalar.tag), false})) return false;
  const std::string_view value(reinterpret_cast<const char*>(scalar.value), scalar.length);
  Node node;
  node.end = offsets_.of(event.end_mark);
  node.begin = content_begin(offsets_.of(event.start_mark), node.end, view(scalar.anchor));
  node.is_quoted = scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
                   scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
  node.kind = scalar.style == YAML_PLAIN_SCALAR_STYLE ? plain_scalar_kind(value) : NodeKind::String;
  if (value.empty() && !node.is_quoted) {
    node.begin = std::min(node.begin, trim(node.begin, last_end_));
    node.end = node.begin;
  } else if (!node.is_quoted) {
    node.end = trim(node.end, node.begin);
  }
  set_text(node, value);
  last_end_ = std::max(last_end_, node.end);
  document_.nodes.push_back(node);
  return true;
}

void YamlReader::set_text(Node& node, std::string_view value) {
  const std::uint32_t quote = node.is_quoted ? 1 : 0;
  const std::string_view written =
      bytes_.substr(node.begin + quote, node.end - node.begin - 2 * quote);
  if (written == value) return;
  document_.decoded.emplace_back(value);
  node.link = static_cast<std::uint32_t>(document_.decoded.size());
}

bool YamlReader::add_alias(const yaml_event_t& event) {
  const std::string name(view(event.data.alias.anchor));
  const Place place = place_of(event);
  const auto found = anchors_.find(name);
  if (found == anchors_.end()) {
    return fail_at(
        place,
        "the alias `*" + shortened(name) + "` has no anchor `&" + shortened(name) + "` above it",
        "no such anchor");
  }
  const Anchor anchor = found->second;
  if (anchor.is_open) {
    fail_at(place, "the alias `*" + shortened(name) + "` stands inside its own anchor",
            "would contain itself");
    problems_.back().notes.push_back(
        {NodeView(document_, anchor.node).span(), "the anchor is here"});
    return false;
  }
  const bool is_collection = !NodeView(document_, anchor.node).is_scalar();
  if (!begin_node(event, {{}, {}, is_collection})) return false;
  from_aliases_ += anchor.expanded_nodes;
  expanded_nodes_ += anchor.expanded_nodes - 1;
  constexpr std::uint32_t kLimit = DocumentLimits{}.expanded_nodes_from_aliases;
  if (from_aliases_ > kLimit) {
    return fail_at(
        place, "the aliases of this file stand for more than " + std::to_string(kLimit) + " values",
        "over the limit with this alias", "too-large");
  }
  document_.nodes.push_back(
      {place.begin, place.end, anchor.node, document_.nodes[anchor.node].kind, true, false});
  last_end_ = place.end;
  return true;
}

bool YamlReader::open(const yaml_event_t& event, bool is_mapping, const Properties& properties) {
  const std::uint32_t begin = content_begin(
      offsets_.of(event.start_mark), static_cast<std::uint32_t>(bytes_.size()), properties.anchor);
  if (frames_.size() == DocumentLimits{}.depth) return fail(too_deep(*document_.text, begin));
  const std::uint64_t expanded_before = expanded_nodes_;
  if (!begin_node(event, properties)) return false;
  Frame frame;
  frame.node = static_cast<std::uint32_t>(document_.nodes.size());
  frame.first_key = static_cast<std::uint32_t>(keys_.size());
  frame.is_mapping = is_mapping;
  frame.is_key_next = is_mapping;
  frame.expanded_before = expanded_before;
  frame.anchor = properties.anchor;
  frames_.push_back(std::move(frame));
  document_.nodes.push_back(
      {begin, begin, 0, is_mapping ? NodeKind::Mapping : NodeKind::Sequence, false, false});
  return true;
}

void YamlReader::close(const yaml_event_t& event) {
  const Frame frame = std::move(frames_.back());
  frames_.pop_back();
  Node& node = document_.nodes[frame.node];
  const std::uint32_t end = offsets_.of(event.end_mark);
  const char opener = frame.is_mapping ? '{' : '[';
  const char closer = frame.is_mapping ? '}' : ']';
  const bool is_bracketed = node.begin < bytes_.size() && bytes_[node.begin] == opener &&
                            end > last_end_ && bytes_[end - 1] == closer;
  // libyaml ends a block collection where the next token starts.
  node.end = is_bracketed ? end : std::max(node.begin, last_end_);
  last_end_ = node.end;
  node.link = static_cast<std::uint32_t>(document_.nodes.size());
  if (frame.is_mapping) {
    find_duplicate_keys(document_, std::span(keys_).subspan(frame.first_key), problems_);
    keys_.resize(frame.first_key);
  }
  if (frame.anchor.empty()) return;
  Anchor& anchor = anchors_[frame.anchor];
  if (anchor.node != frame.node) return;
  anchor.is_open = false;
  anchor.expanded_nodes = expanded_nodes_ - frame.expanded_before;
}

/// Behind `&anchor` and the blanks and comments that follow it.
std::uint32_t YamlReader::content_begin(std::uint32_t begin, std::uint32_t end,
                                        std::string_view anchor) const {
  if (anchor.empty()) return begin;
  std::size_t at = begin + 1 + anchor.size();
  while (at < end) {
    if (bytes_[at] == '#') {
      at = std::min<std::size_t>(bytes_.find_first_of("\r\n", at), end);
    } else if (std::string_view(" \t\r\n").find(bytes_[at]) != std::string_view::npos) {
      ++at;
    } else {
      break;
    }
  }
  return static_cast<std::uint32_t>(std::min<std::size_t>(at, end));
}

/// `end` without the blanks in front of it, not before `least`.
std::uint32_t YamlReader::trim(std::uint32_t end, std::uint32_t least) const {
  while (end > least && std::string_view(" \t\r\n").find(bytes_[end - 1]) != std::string_view::npos)
    --end;
  return end;
}

bool YamlReader::fail_at(Place place, std::string message, std::string label, std::string code) {
  Diagnostic problem;
  problem.code = std::move(code);
  problem.message = std::move(message);
  problem.span = {document_.text.get(), place};
  problem.label = std::move(label);
  return fail(std::move(problem));
}

bool YamlReader::fail_in_libyaml() {
  const yaml_parser_t& parser = events_.parser();
  const std::string what = parser.problem == nullptr ? "not enough memory" : parser.problem;
  const std::uint32_t at = offsets_.of(parser.problem_mark);
  const auto length = static_cast<std::uint32_t>(utf8_length(bytes_.substr(at)));
  if (length == 1 && bytes_[at] == '\t') {
    fail_at({at, at + 1}, "invalid YAML: a tab stands where only spaces may",
            "expected spaces instead of this tab");
  } else {
    fail_at({at, at + length}, "invalid YAML: " + what, what);
  }
  if (parser.context != nullptr) {
    const std::uint32_t context = offsets_.of(parser.context_mark);
    problems_.back().notes.push_back({{document_.text.get(), {context, context}}, parser.context});
  }
  return false;
}

}  // namespace

namespace {

Result<Document> read(std::shared_ptr<const SourceText> text, bool are_documents) {
  if (auto problem = check_size(*text)) return failure(std::move(*problem));
  if (auto problem = check_yaml_bytes(*text)) return failure(std::move(*problem));
  return YamlReader(std::move(text), are_documents).read();
}

}  // namespace

Result<Document> read_yaml(std::shared_ptr<const SourceText> text) {
  return read(std::move(text), false);
}

Result<Document> read_yaml_documents(std::shared_ptr<const SourceText> text) {
  return read(std::move(text), true);
}

}  // namespace accessdrift
