#include <algorithm>
#include <cassert>
#include <iterator>
#include <optional>
#include <utility>

#include "accessdrift/document/json_ahead.h"
#include "accessdrift/document/json_bytes.h"
#include "accessdrift/document/json_reader.h"

/// The parts of the reader of JSON that read a long list on two threads.
namespace accessdrift {
namespace {

/// An element that goes on for more bytes behind its part is left to the reader of the list.
constexpr std::ptrdiff_t kMostBeyond = std::ptrdiff_t{4} * 1024 * 1024;
/// A file of many lists has none that is long.
constexpr std::uint32_t kMostListsAhead = 8;

}  // namespace

JsonReader::JsonReader(std::shared_ptr<const SourceText> text, bool are_lines,
                       std::span<const std::string_view> unread, JsonSplitting splitting)
    : bytes_(text->bytes()),
      at_(bytes_.data()),
      end_(bytes_.data() + bytes_.size()),
      are_lines_(are_lines),
      splitting_(splitting),
      asked_from_(end_ + 1),
      unread_(unread) {
  assert(*end_ == '\0');
  document_.text = std::move(text);
}

JsonReader::JsonReader(const JsonReader* list)
    : bytes_(list->bytes_),
      at_(list->at_),
      end_(list->end_),
      are_lines_(list->are_lines_),
      splitting_{},
      asked_from_(end_ + 1),
      depth_(list->depth_),
      lists_(list->lists_),
      unread_(list->unread_) {
  document_.text = list->document_.text;
  const bool learns = !unread_.are_none() || are_lines_;
  innermost() = {0, 0, 0, false, true, {learns ? shapes_.root() : JsonShapes::kNone}};
}

JsonReader::~JsonReader() = default;

/// Behind the bracket of a list.
void JsonReader::begin_ahead() {
  const bool is_long = static_cast<std::size_t>(end_ - at_) >= splitting_.least_bytes;
  if (!is_long || is_passing() || ahead_ || lists_ahead_ == kMostListsAhead) return;
  ++lists_ahead_;
  ahead_ = std::make_unique<JsonAhead>(*this, at_, end_, splitting_);
  asked_from_ = ahead_->asked_from();
  ahead_depth_ = depth_;
}

void JsonReader::end_ahead() {
  ahead_.reset();
  ahead_depth_ = 0;
  asked_from_ = end_ + 1;
}

/// Instead of the mapping that opens here, if it and those behind it are read.
bool JsonReader::take_ahead() {
  if (depth_ != ahead_depth_) return false;
  const std::optional<JsonPart> part = ahead_->take(at_);
  asked_from_ = ahead_->asked_from();
  if (!part) return false;
  const auto first = static_cast<std::uint32_t>(document_.nodes.size());
  const auto first_decoded = static_cast<std::uint32_t>(document_.decoded.size());
  document_.nodes.insert(document_.nodes.end(), part->nodes.begin(), part->nodes.end());
  for (std::size_t i = first; i < document_.nodes.size(); ++i) {
    Node& node = document_.nodes[i];
    const bool is_collection = node.kind == NodeKind::Mapping || node.kind == NodeKind::Sequence;
    if (node.link != 0) node.link += is_collection ? first : first_decoded;
  }
  document_.decoded.insert(document_.decoded.end(), part->decoded.begin(), part->decoded.end());
  document_.keys.add(part->keys);
  at_ = part->end;
  ++parts_ahead_;
  return true;
}

bool JsonReader::goes_on_before(const char* until) const {
  const char* const at = skip_json_blanks(at_);
  if (are_lines_) return at < until;
  return *at == ',' && skip_json_blanks(at + 1) < until;
}

void JsonReader::read_part(JsonPart& part) {
  const std::uint32_t depth = depth_;
  const std::uint32_t lists = lists_;
  document_.nodes = {};
  document_.nodes.reserve(static_cast<std::size_t>(part.until - part.begin) / kBytesOfNode + 1);
  document_.decoded = {};
  document_.keys = {};
  document_.keys.begin();
  examples_.begin_part();
  at_ = part.begin;
  Next next = Next::Value;
  bool is_whole = false;
  while (!is_whole && (next == Next::Value || next == Next::AfterValue) &&
         at_ - part.until < kMostBeyond) {
    next = next == Next::Value ? read_value() : after_value();
    is_whole = next == Next::AfterValue && depth_ == depth && !goes_on_before(part.until);
  }
  if (is_whole && problems_.empty()) {
    part.end = at_;
    part.nodes = std::move(document_.nodes);
    part.decoded = std::move(document_.decoded);
    part.keys = document_.keys;
  }
  depth_ = depth;
  lists_ = lists;
  end_passing();
  keys_.clear();
  problems_.clear();
}

}  // namespace accessdrift
