#include "accessdrift/document/json_examples.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "accessdrift/document/json_bytes.h"
#include "accessdrift/document/json_string.h"
#include "accessdrift/document/seen_keys.h"

namespace accessdrift {
namespace {

using Value = JsonExample::Value;

/// Behind an integer; null if something else stands there.
const char* integer_end(const char* at) {
  if (*at == '-') ++at;
  const char* const digits = at;
  at = skip_json_digits(at);
  const bool is_one = at != digits && (*digits != '0' || at == digits + 1);
  return is_one && *at != '.' && *at != 'e' && *at != 'E' ? at : nullptr;
}

const char* boolean_end(const char* at, const char* end) {
  const std::string_view rest(at, static_cast<std::size_t>(end - at));
  if (rest.starts_with("true")) return at + 4;
  return rest.starts_with("false") ? at + 5 : nullptr;
}

/// The values of a mapping that was read.
class ValuesOf {
 public:
  explicit ValuesOf(std::string_view text) : text_(text) {}

  /// Nothing: there is one which may be nothing else, or there are too many.
  std::optional<std::vector<Value>> find() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        take_text();
      } else if (is_json_digit(c) || c == '-' || c == 't' || c == 'f' || c == 'n') {
        if (!take_scalar()) return std::nullopt;
      } else {
        ++at_;
      }
    }
    if (values_.size() > JsonExamples::kMostValues) return std::nullopt;
    return std::move(values_);
  }

 private:
  void take_text() {
    const std::size_t begin = ++at_;
    bool is_plain = true;
    for (; text_[at_] != '"'; ++at_) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      is_plain = is_plain && byte < 0x80U && byte != '\\';
      if (byte == '\\') ++at_;
    }
    const std::size_t end = at_++;
    std::size_t next = at_;
    while (next < text_.size() && is_json_blank(text_[next])) ++next;
    const bool is_key = next < text_.size() && text_[next] == ':';
    if (!is_key) add(begin, end, is_plain ? Value::Kind::PlainText : Value::Kind::OtherText);
  }
  bool take_scalar() {
    const char first = text_[at_];
    const std::size_t begin = at_;
    at_ = std::min(text_.find_first_of(",]} \n\r\t", at_), text_.size());
    if (first == 'n') return true;  // as it is
    const std::string_view written = text_.substr(begin, at_ - begin);
    const bool is_word = first == 't' || first == 'f';
    const bool is_integer = !is_word && written.find_first_of(".eE") == written.npos;
    if (!is_word && !is_integer) return false;
    add(begin, at_, is_word ? Value::Kind::Boolean : Value::Kind::Integer);
    return true;
  }
  void add(std::size_t begin, std::size_t end, Value::Kind kind) {
    values_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), kind});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Value> values_;
};

std::uint16_t ended_at(const std::vector<Value>& values, std::uint32_t offset) {
  const auto behind = std::ranges::upper_bound(values, offset, {}, &Value::end);
  return static_cast<std::uint16_t>(behind - values.begin());
}

bool is_collection(const Node& node) {
  return node.kind == NodeKind::Mapping || node.kind == NodeKind::Sequence;
}

/// Signatures of the keys in a tree.
std::vector<std::uint64_t> keys_in(NodeView node) {
  std::vector<std::uint64_t> keys;
  std::vector<NodeView> open{node};
  while (!open.empty()) {
    const NodeView one = open.back();
    open.pop_back();
    if (one.is_scalar()) continue;
    bool is_key = one.is_mapping();
    for (NodeView child = one.first_child(); !child.is_end(one); child = child.next_sibling()) {
      if (is_key) keys.push_back(signature_of(child.scalar()));
      if (!is_key) open.push_back(child);
      is_key = one.is_mapping() && !is_key;
    }
  }
  return keys;
}

void mark_those_with_nodes(JsonExample& example) {
  std::size_t next = 0;
  for (const Node& node : example.nodes) {
    while (next < example.values.size() && example.values[next].begin <= node.begin) ++next;
    const bool is_its = node.is_quoted && next < example.values.size() &&
                        example.values[next].begin == node.begin + 1;
    if (is_its) example.values[next].has_node = true;
  }
}

}  // namespace

const char* JsonExamples::read_alike(std::uint32_t shape, JsonExample::Level level, const char* at,
                                     const char* end, Document& document) {
  if (shape >= shapes_.size()) return nullptr;
  OfShape& known = shapes_[shape];
  if (known.tries <= 0) return nullptr;
  for (std::size_t i = 0; i < known.all.size(); ++i) {
    JsonExample& example = known.all[i];
    if (example.level != level) continue;
    const char* const behind = hold_against(example, at, end);
    if (behind == nullptr) continue;
    if (!level.has_no_node) tell(example, at, document);
    known.tries = std::min(known.tries + kTriesAHit, kTries);
    if (i > 0) std::swap(known.all[i], known.all[i - 1]);
    return behind;
  }
  return nullptr;
}

/// Behind the mapping at `at`, if it differs from the example in values alone.
const char* JsonExamples::hold_against(const JsonExample& example, const char* at,
                                       const char* end) {
  const char* const text = example.text.data();
  const std::size_t size = example.text.size();
  const std::size_t count = example.values.size();
  std::size_t offset = 0, value = 0;
  const char* here = at;  // where what stands at `offset` in the example stands
  std::uint32_t moved = 0;
  while (true) {
    const std::size_t equal = count_equal_bytes(text + offset, here, size - offset, end);
    offset += equal;
    here += equal;
    for (; value < count && example.values[value].end < offset; ++value) moved_[value + 1] = moved;
    if (offset == size) break;
    if (value == count || example.values[value].begin > offset) return nullptr;
    const Value& other = example.values[value];
    const char* const behind = read_value(other, here - (offset - other.begin), here, end);
    if (behind == nullptr) return nullptr;
    offset = other.end;
    here = behind;
    moved = static_cast<std::uint32_t>((here - at) - static_cast<std::ptrdiff_t>(offset));
    moved_[++value] = moved;
  }
  return here;
}

/// Behind a value, which differs from that of the example from some byte on.
const char* JsonExamples::read_value(const Value& value, const char* begin, const char* differs,
                                     const char* end) {
  if (value.kind == Value::Kind::Integer) return integer_end(begin);
  if (value.kind == Value::Kind::Boolean) return boolean_end(begin, end);
  const bool is_plain = value.kind == Value::Kind::PlainText;
  const char* const special = skip_plain_string(is_plain ? differs : begin, end);
  if (*special == '"') return special;
  decoded_.clear();
  const JsonString string = read_json_string(begin, special, end, decoded_);
  const bool is_read = string.problem == JsonString::Problem::None;
  return is_read && (!value.has_node || !string.has_escapes) ? string.at : nullptr;
}

void JsonExamples::tell(JsonExample& example, const char* at, Document& document) const {
  const auto first = static_cast<std::uint32_t>(document.nodes.size());
  const auto base = static_cast<std::uint32_t>(at - document.text->bytes().data());
  const std::size_t count = example.nodes.size();
  for (std::size_t i = 0; i < count; ++i) {
    Node node = example.nodes[i];
    node.begin += base + moved_[example.before[i].begin];
    node.end += base + moved_[example.before[i].end];
    if (node.link != 0) node.link += first;
    document.nodes.push_back(node);
  }
  if (std::exchange(example.keys_told_in, part_) == part_) return;
  for (const std::uint64_t key : example.keys) document.keys.add(key);
}

bool JsonExamples::wants(std::uint32_t shape) {
  if (shape >= shapes_.size()) shapes_.resize(shape + 1);
  OfShape& known = shapes_[shape];
  if (known.tries <= 0) return false;
  --known.tries;
  return known.all.size() < kMost || ++known.misses % kMissesALesson == 0;
}

void JsonExamples::learn(std::uint32_t shape, JsonExample::Level level, std::string_view text,
                         const Document& document, std::uint32_t first) {
  if (text.size() > kLongest) return;
  std::optional<std::vector<Value>> values = ValuesOf(text).find();
  if (!values) return;
  JsonExample example;
  example.level = level;
  example.text = text;
  example.values = std::move(*values);
  example.keys_told_in = part_;
  const auto base = static_cast<std::uint32_t>(text.data() - document.text->bytes().data());
  for (std::size_t i = first; !level.has_no_node && i < document.nodes.size(); ++i) {
    Node node = document.nodes[i];
    if (node.link != 0 && !is_collection(node)) return;  // a text with escapes
    node.begin -= base;
    node.end -= base;
    if (node.link != 0) node.link -= first;
    example.nodes.push_back(node);
    example.before.push_back(
        {ended_at(example.values, node.begin), ended_at(example.values, node.end)});
  }
  if (!level.has_no_node) example.keys = keys_in(NodeView(document, first));
  mark_those_with_nodes(example);
  OfShape& known = shapes_[shape];
  if (known.all.size() < kMost) {
    known.all.push_back(std::move(example));
  } else {
    known.all[known.next++ % kMost] = std::move(example);
  }
}

}  // namespace accessdrift
