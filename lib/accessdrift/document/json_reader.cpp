#include "accessdrift/document/json_reader.h"

#include <algorithm>

#include "accessdrift/document/check_bytes.h"
#include "accessdrift/document/duplicate_keys.h"

namespace accessdrift {
namespace {

/// What was asked for and never touched takes no memory but the rest of a page, which may be a huge
/// one; trees of fewer nodes may be many.
constexpr std::size_t kWorthShrinking = 1'048'576;
/// So many keys are told apart by pairs of their signatures.
constexpr std::size_t kFewKeys = 16;

/// Lists of what a whole file is about lie no deeper.
constexpr std::uint32_t kShallow = 2;

/// Longer keys are not learnt.
constexpr std::size_t kShort = 256;

}  // namespace

Result<Document> JsonReader::read() {
  if (bytes_.starts_with("\xEF\xBB\xBF")) fail_at(at_, "no byte order mark");
  document_.nodes.reserve(bytes_.size() / kBytesOfNode + 1);
  document_.keys.begin();
  Next next = are_lines_ ? open_lines() : Next::Value;
  if (!problems_.empty()) next = Next::Failure;
  while (next == Next::Value || next == Next::AfterValue) {
    next = next == Next::Value ? read_value() : after_value();
  }
  if (!problems_.empty()) {
    sort_diagnostics(problems_);
    return failure(std::move(problems_));
  }
  const std::size_t room = document_.nodes.capacity();
  if (room < kWorthShrinking && room / 2 > document_.nodes.size()) document_.nodes.shrink_to_fit();
  return std::move(document_);
}

JsonReader::Next JsonReader::read_value() {
  skip_blanks();
  bool is_read = false;
  switch (*at_) {
    case '"':
      is_read = read_string();
      break;
    case '{':
      return open(true);
    case '[':
      return open(false);
    case 't':
      is_read = read_word("true", NodeKind::Boolean);
      break;
    case 'f':
      is_read = read_word("false", NodeKind::Boolean);
      break;
    case 'n':
      is_read = read_word("null", NodeKind::Null);
      break;
    default:
      is_read = read_number();
  }
  return is_read ? Next::AfterValue : Next::Failure;
}

JsonReader::Next JsonReader::after_value() {
  if (passed_depth_ == depth_) end_passing();
  if (is_inside() && innermost().is_mapping) return next_key();
  skip_blanks();
  if (!is_inside()) {
    if (at_ == end_) return Next::End;
    fail_at(at_, "nothing behind the value");
    return Next::Failure;
  }
  if (are_lines_ && depth_ == 1) return at_ == end_ ? close_lines() : Next::Value;
  if (*at_ == ',') {
    ++at_;
    return Next::Value;
  }
  if (*at_ == ']') return close();
  fail_at(at_, "`,` or `]`");
  return Next::Failure;
}

/// The key that is expected, if it stands there, and those behind it as long as the values are
/// plain strings. `Unmet`: another one stands there.
JsonReader::Next JsonReader::meet_key(bool is_first) {
  Next next = Next::Unmet;
  while (const JsonShapes::Expected* const key =
             shapes_.meet(innermost().position, is_first, at_, end_)) {
    const char* const from = at_;
    at_ += key->written.size();
    has_escapes_ = false;
    if (!take_key(from + key->key_begin, from + key->key_end, key->signature, key->unread))
      return Next::Failure;
    if (*at_ != '"') return Next::Value;
    const char* const special = skip_plain_string(at_ + 1, end_);
    if (*special != '"') return Next::Value;
    push(at_, special + 1, NodeKind::String);
    at_ = special + 1;
    if (passed_depth_ == depth_) end_passing();
    next = Next::AfterValue;
    is_first = false;
  }
  return next;
}

/// Behind a value of a mapping.
JsonReader::Next JsonReader::next_key() {
  if (const Next next = meet_key(false); next != Next::Unmet) return next;
  const char* const from = at_;
  skip_blanks();
  if (*at_ == ',') {
    ++at_;
    return read_key(from, false);
  }
  if (*at_ == '}') return close();
  fail_at(at_, "`,` or `}`");
  return Next::Failure;
}

/// What opens here.
void JsonReader::enter(bool is_mapping, JsonShapes::Index shape, const char* teaches_from) {
  const auto node = static_cast<std::uint32_t>(document_.nodes.size());
  const auto first_key = static_cast<std::uint32_t>(keys_.size());
  const bool has_node = !leaves_out();
  frames_[depth_++] = {node, first_key, 0, is_mapping, true, {shape}, teaches_from};
  lists_ += is_mapping ? 0 : 1;
  if (!has_node) return;
  document_.nodes.push_back({offset(at_), offset(at_ + 1), 0,
                             is_mapping ? NodeKind::Mapping : NodeKind::Sequence, false, false});
}

JsonReader::Next JsonReader::open(bool is_mapping) {
  if (at_ >= asked_from_ && take_ahead()) return Next::AfterValue;
  if (depth_ == frames_.size()) {
    fail(too_deep(*document_.text, offset(at_)));
    return Next::Failure;
  }
  const JsonShapes::Index shape = shape_within();
  const bool may_be_alike = is_mapping && shape != JsonShapes::kNone;
  if (may_be_alike && read_alike(shape)) return Next::AfterValue;
  enter(is_mapping, shape, may_be_alike && examples_.wants(shape) ? at_ : nullptr);
  const char* const from = ++at_;
  if (is_mapping) {
    if (const Next next = meet_key(true); next != Next::Unmet) return next;
  } else if (depth_ <= kShallow) {
    begin_ahead();
  }
  skip_blanks();
  if (*at_ == (is_mapping ? '}' : ']')) return close();
  return is_mapping ? read_key(from, true) : Next::Value;
}

/// The mapping that opens here, if it is like one before.
bool JsonReader::read_alike(JsonShapes::Index shape) {
  const char* const behind = examples_.read_alike(shape, level(), at_, end_, document_);
  if (behind != nullptr) at_ = behind;
  return behind != nullptr;
}

/// Of a mapping that was closed.
void JsonReader::teach(const Frame& frame) {
  if (frame.teaches_from == nullptr || !problems_.empty()) return;
  const std::string_view text(frame.teaches_from,
                              static_cast<std::size_t>(at_ - frame.teaches_from));
  examples_.learn(frame.position.shape, level(), text, document_, frame.node);
}

/// Of what opens here.
JsonShapes::Index JsonReader::shape_within() {
  if (unread_.are_none() && !are_lines_) return JsonShapes::kNone;
  if (!is_inside()) return shapes_.root();
  const Frame& outer = innermost();
  return outer.is_mapping ? shapes_.inside(outer.position) : outer.position.shape;
}

JsonReader::Next JsonReader::close() {
  ++at_;
  const Frame frame = innermost();
  if (depth_-- == ahead_depth_) end_ahead();
  lists_ -= frame.is_mapping ? 0 : 1;
  if (!leaves_out()) {
    Node& node = document_.nodes[frame.node];
    node.end = offset(at_);
    node.link = static_cast<std::uint32_t>(document_.nodes.size());
  }
  if (!frame.is_mapping) return Next::AfterValue;
  check_keys(frame);
  keys_.resize(frame.first_key);
  teach(frame);
  return Next::AfterValue;
}

void JsonReader::check_keys(const Frame& frame) {
  if (frame.is_as_expected && shapes_.are_distinct(frame.position.shape)) return;
  const std::span<Key> keys = std::span(keys_).subspan(frame.first_key);
  if (keys.size() <= kFewKeys) {
    bool has_equal = false;
    for (std::size_t later = 1; later < keys.size(); ++later) {
      for (std::size_t earlier = 0; earlier < later; ++earlier)
        has_equal = has_equal || keys[earlier].signature == keys[later].signature;
    }
    if (!has_equal) return;
  }
  if (is_passing()) {
    std::ranges::sort(keys, {}, &Key::signature);
    const auto equal = std::ranges::adjacent_find(keys, {}, &Key::signature);
    if (equal != keys.end()) give_up();
    return;
  }
  std::vector<std::uint32_t> nodes;
  nodes.reserve(keys.size());
  for (const Key& key : keys) nodes.push_back(key.node);
  find_duplicate_keys(document_, nodes, problems_);
}

/// The list that the lines are.
JsonReader::Next JsonReader::open_lines() {
  frames_[depth_++] = {0, 0, 0, false, true, {shape_within()}};
  lists_ = 1;
  push(bytes_.data(), end_, NodeKind::Sequence);
  begin_ahead();
  skip_blanks();
  return at_ == end_ ? close_lines() : Next::Value;
}

JsonReader::Next JsonReader::close_lines() {
  --depth_;
  end_ahead();
  document_.nodes.front().link = static_cast<std::uint32_t>(document_.nodes.size());
  return Next::End;
}

/// What stands at `at_` should be a key; it is learnt as written `from` there on.
JsonReader::Next JsonReader::read_key(const char* from, bool is_first) {
  skip_blanks();
  if (*at_ != '"') {
    fail_at(at_, "a key in double quotes");
    return Next::Failure;
  }
  if (!scan_string()) return Next::Failure;
  const char* const begin = string_;
  const char* const end = at_;
  const std::string_view written(begin + 1, static_cast<std::size_t>(end - begin - 2));
  const std::string_view key = has_escapes_ ? std::string_view(decoded_) : written;
  const std::uint64_t signature = signature_of(key);
  const std::uint32_t unread =
      unread_.are_none() ? UnreadKeys::kNone : unread_.find(key, signature);
  innermost().is_as_expected = false;
  if (!take_key(begin, end, signature, unread)) return Next::Failure;
  skip_blanks();
  if (*at_ != ':') {
    fail_at(at_, "`:` after the key");
    return Next::Failure;
  }
  ++at_;
  skip_blanks();
  const std::string_view all(from, static_cast<std::size_t>(at_ - from));
  JsonShapes::Position& position = innermost().position;
  position.last = JsonShapes::kNone;
  if (!has_escapes_ && all.size() < kShort)
    shapes_.learn(position, {all, static_cast<std::uint32_t>(begin - from),
                             static_cast<std::uint32_t>(end - from), signature, is_first, unread});
  return Next::Value;
}

/// A key, which was scanned or is as expected. A file that writes one of those that nobody reads
/// with escapes, or twice, is read in whole.
bool JsonReader::take_key(const char* begin, const char* end, std::uint64_t signature,
                          std::uint32_t unread) {
  if (is_passing()) {
    keys_.push_back({signature, 0});
    return true;
  }
  const bool is_unread = unread != UnreadKeys::kNone && lists_ > 0;
  const bool is_hollow = is_unread && unread_.is_hollow(unread);
  if (is_unread && !is_hollow) {
    const std::uint32_t bit = 1U << unread;
    if (has_escapes_ || (innermost().unread & bit) != 0) return give_up();
    innermost().unread |= bit;
    passed_depth_ = depth_;
    return true;
  }
  keys_.push_back({signature, static_cast<std::uint32_t>(document_.nodes.size())});
  document_.keys.add(signature);
  push_string(begin, end);
  if (is_hollow) {
    passed_depth_ = depth_;
    is_hollow_ = true;
  }
  return true;
}

}  // namespace accessdrift
