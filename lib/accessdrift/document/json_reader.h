#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/document/document.h"
#include "accessdrift/document/json_bytes.h"
#include "accessdrift/document/json_examples.h"
#include "accessdrift/document/json_shapes.h"
#include "accessdrift/document/json_string.h"
#include "accessdrift/document/json_unread_keys.h"
#include "accessdrift/document/read.h"

namespace accessdrift {

/// Which lists are read on two threads, and in what parts.
struct JsonSplitting {
  std::size_t least_bytes = SIZE_MAX;  ///< from the front of the list to the end of the text
  std::size_t part_bytes = 0;
  bool is_patient = false;  ///< parts that nobody has begun to read are waited for, too
};

class JsonAhead;
struct JsonPart;

/// Reads one JSON value, or a list of those that stand one behind the other, without recursion, in
/// one pass. Every look-ahead ends at the NUL behind the
/// text, which no rule accepts. Entries that nobody reads are checked like all others and leave no
/// node. Of a long list a second thread reads parts ahead; what comes of it is the same.
class JsonReader {
 public:
  JsonReader(std::shared_ptr<const SourceText> text, bool are_lines,
             std::span<const std::string_view> unread = {}, JsonSplitting splitting = {});
  /// For elements of the innermost list of another reader.
  explicit JsonReader(const JsonReader* list);
  ~JsonReader();
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;

  Result<Document> read();
  /// Elements of the list whose reader this is for: from the beginning of one on, up to the last
  /// one that begins before `part.until`. Where something is wrong the part stays without an end.
  void read_part(JsonPart& part);

  /// How many parts were read ahead and taken.
  [[nodiscard]] std::size_t parts_ahead() const { return parts_ahead_; }
  [[nodiscard]] bool are_lines() const { return are_lines_; }

 private:
  /// Directories have 8 to 12 bytes a node; a denser file grows the vector once or twice.
  static constexpr std::size_t kBytesOfNode = 8;

  /// What comes after a value, a key or a bracket.
  enum class Next : std::uint8_t { Value, AfterValue, End, Failure, Unmet };

  struct Frame {
    std::uint32_t node = 0;
    std::uint32_t first_key = 0;  ///< in `keys_`
    std::uint32_t unread = 0;     ///< keys that it has of those, as a mask
    bool is_mapping = false;
    bool is_as_expected = true;          ///< all its keys are
    JsonShapes::Position position = {};  ///< of a list: the shape of mappings in it
    const char* teaches_from = nullptr;  ///< of a mapping that shall become an example
  };
  /// Of an open mapping.
  struct Key {
    std::uint64_t signature = 0;
    std::uint32_t node = 0;
  };

  Next read_value();
  Next after_value();
  Next open(bool is_mapping);
  bool read_alike(JsonShapes::Index shape);
  void enter(bool is_mapping, JsonShapes::Index shape, const char* teaches_from);
  void teach(const Frame& frame);
  Next close();
  JsonShapes::Index shape_within();
  Next open_lines();
  Next close_lines();
  void begin_ahead();
  bool take_ahead();
  void end_ahead();
  [[nodiscard]] bool goes_on_before(const char* until) const;
  Next meet_key(bool is_first);
  Next next_key();
  Next read_key(const char* from, bool is_first);
  bool take_key(const char* begin, const char* end, std::uint64_t signature, std::uint32_t unread);
  void check_keys(const Frame& frame);
  bool read_string();
  /// The string at `at_`, which moves behind it.
  bool scan_string() {
    const char* const special = skip_plain_string(at_ + 1, end_);
    if (*special != '"') return scan_special_string(special);
    string_ = at_;
    has_escapes_ = false;
    at_ = special + 1;
    return true;
  }
  bool scan_special_string(const char* special);
  void push_string(const char* begin, const char* end);
  bool read_number();
  bool read_digits();
  bool read_exponent();
  bool read_word(std::string_view word, NodeKind kind);

  void skip_blanks() {
    if (*at_ <= ' ') at_ = skip_json_blanks(at_);
  }
  [[nodiscard]] std::uint32_t offset(const char* at) const {
    return static_cast<std::uint32_t>(at - bytes_.data());
  }
  void push(const char* begin, const char* end, NodeKind kind) {
    if (leaves_out()) return;
    document_.nodes.push_back(
        {offset(begin), offset(end), 0, kind, false, kind == NodeKind::String});
  }
  [[nodiscard]] bool is_inside() const { return depth_ > 0; }
  /// Within an entry that nobody reads.
  [[nodiscard]] bool is_passing() const { return passed_depth_ != 0; }
  /// What stands here has no node.
  [[nodiscard]] bool leaves_out() const {
    return is_passing() && !(is_hollow_ && depth_ == passed_depth_);
  }
  void end_passing() {
    passed_depth_ = 0;
    is_hollow_ = false;
  }
  [[nodiscard]] JsonExample::Level level() const {
    return {depth_, lists_, leaves_out(), is_hollow_};
  }
  Frame& innermost() { return frames_[depth_ - 1]; }

  bool fail(Diagnostic problem) {
    problems_.push_back(std::move(problem));
    return false;
  }
  bool fail_at(const char* at, std::string_view expected);
  /// In an entry that nobody reads: the whole tree has to be there to say what is wrong.
  bool give_up() { return fail(error_without_place("invalid-json", "invalid JSON")); }

  std::string_view bytes_;
  const char* at_;
  const char* end_;
  bool are_lines_;
  JsonSplitting splitting_;
  const char* asked_from_;  ///< where `ahead_` may have read elements; behind the text: nowhere
  Document document_;
  std::array<Frame, DocumentLimits{}.depth> frames_{};
  std::uint32_t depth_ = 0;
  std::uint32_t lists_ = 0;         ///< open ones
  std::uint32_t passed_depth_ = 0;  ///< of the mapping whose entry nobody reads
  bool is_hollow_ = false;          ///< it has a node, what it holds has none
  std::vector<Key> keys_;           ///< of the open mappings, innermost last
  UnreadKeys unread_;
  /// Looked at only where something is left out and in lines: exports of machines.
  JsonShapes shapes_;
  JsonExamples examples_;
  // The string that was scanned last.
  const char* string_ = nullptr;  ///< its opening quote; the closing one is before `at_`
  bool has_escapes_ = false;
  std::string decoded_;  ///< its text, if it has escapes
  Diagnostics problems_;
  std::unique_ptr<JsonAhead> ahead_;
  std::uint32_t ahead_depth_ = 0;  ///< within the list of which it reads elements
  std::size_t parts_ahead_ = 0;
  std::uint32_t lists_ahead_ = 0;  ///< for which there was one
};

}  // namespace accessdrift
