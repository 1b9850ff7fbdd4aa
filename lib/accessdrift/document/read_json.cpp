#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <optional>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/document/check_bytes.h"
#include "accessdrift/document/duplicate_keys.h"
#include "accessdrift/document/json_string.h"
#include "accessdrift/document/read.h"

namespace accessdrift {
namespace {

constexpr std::uint32_t kDepth = DocumentLimits{}.depth;
/// Directories have 8 to 12 bytes a node; a denser file grows the vector once or twice.
constexpr std::size_t kBytesANode = 8;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads one JSON value, or a list of those that stand one behind the other, without recursion, in
/// one pass. Every look-ahead ends at the NUL behind the
/// text, which no rule accepts.
class JsonReader {
 public:
  JsonReader(std::shared_ptr<const SourceText> text, bool are_lines)
      : bytes_(text->bytes()),
        at_(bytes_.data()),
        end_(bytes_.data() + bytes_.size()),
        are_lines_(are_lines) {
    assert(*end_ == '\0');
    document_.text = std::move(text);
  }

  Result<Document> read();

 private:
  /// What comes after a value, a key or a bracket.
  enum class Next { Value, AfterValue, End, Failure };

  struct Frame {
    std::uint32_t node = 0;
    std::uint32_t first_key = 0;  ///< in `keys_`
    bool is_mapping = false;
  };

  Next read_value();
  Next after_value();
  Next open(bool is_mapping);
  Next close();
  Next open_lines();
  Next close_lines();
  Next read_key();
  bool read_string();
  bool read_escaped_string(const char* special);
  bool read_number();
  bool read_digits();
  bool read_word(std::string_view word, NodeKind kind);

  void skip_blanks() {
    while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
  }
  [[nodiscard]] std::uint32_t offset(const char* at) const {
    return static_cast<std::uint32_t>(at - bytes_.data());
  }
  void push(const char* begin, const char* end, NodeKind kind) {
    document_.nodes.push_back(
        {offset(begin), offset(end), 0, kind, false, kind == NodeKind::String});
  }
  [[nodiscard]] bool is_inside() const { return depth_ > 0; }
  Frame& innermost() { return frames_[depth_ - 1]; }

  bool fail(Diagnostic problem) {
    problems_.push_back(std::move(problem));
    return false;
  }
  bool fail_at(const char* at, std::string_view expected);

  std::string_view bytes_;
  const char* at_;
  const char* end_;
  bool are_lines_;
  Document document_;
  std::array<Frame, kDepth> frames_{};
  std::uint32_t depth_ = 0;
  std::vector<std::uint32_t> keys_;  ///< of the open mappings, innermost last
  Diagnostics problems_;
};

Result<Document> JsonReader::read() {
  if (bytes_.starts_with("\xEF\xBB\xBF")) fail_at(at_, "no byte order mark");
  document_.nodes.reserve(bytes_.size() / kBytesANode + 1);
  Next next = are_lines_ ? open_lines() : Next::Value;
  if (!problems_.empty()) next = Next::Failure;
  while (next == Next::Value || next == Next::AfterValue) {
    next = next == Next::Value ? read_value() : after_value();
  }
  if (!problems_.empty()) {
    sort_diagnostics(problems_);
    return failure(std::move(problems_));
  }
  if (document_.nodes.capacity() / 2 > document_.nodes.size()) document_.nodes.shrink_to_fit();
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
      is_read = *at_ == '-' || is_digit(*at_) ? read_number() : fail_at(at_, "a value");
  }
  return is_read ? Next::AfterValue : Next::Failure;
}

JsonReader::Next JsonReader::after_value() {
  skip_blanks();
  if (!is_inside()) {
    if (at_ == end_) return Next::End;
    fail_at(at_, "nothing behind the value");
    return Next::Failure;
  }
  if (are_lines_ && depth_ == 1) return at_ == end_ ? close_lines() : Next::Value;
  const bool is_mapping = innermost().is_mapping;
  if (*at_ == ',') {
    ++at_;
    return is_mapping ? read_key() : Next::Value;
  }
  if (*at_ == (is_mapping ? '}' : ']')) return close();
  fail_at(at_, is_mapping ? "`,` or `}`" : "`,` or `]`");
  return Next::Failure;
}

JsonReader::Next JsonReader::open(bool is_mapping) {
  if (depth_ == kDepth) {
    fail(too_deep(*document_.text, offset(at_)));
    return Next::Failure;
  }
  const auto node = static_cast<std::uint32_t>(document_.nodes.size());
  frames_[depth_++] = {node, static_cast<std::uint32_t>(keys_.size()), is_mapping};
  push(at_, at_ + 1, is_mapping ? NodeKind::Mapping : NodeKind::Sequence);
  ++at_;
  skip_blanks();
  if (*at_ == (is_mapping ? '}' : ']')) return close();
  return is_mapping ? read_key() : Next::Value;
}

JsonReader::Next JsonReader::close() {
  ++at_;
  const Frame frame = innermost();
  --depth_;
  Node& node = document_.nodes[frame.node];
  node.end = offset(at_);
  node.link = static_cast<std::uint32_t>(document_.nodes.size());
  if (frame.is_mapping) {
    find_duplicate_keys(document_, std::span(keys_).subspan(frame.first_key), problems_);
    keys_.resize(frame.first_key);
  }
  return Next::AfterValue;
}

/// The list that the lines are.
JsonReader::Next JsonReader::open_lines() {
  frames_[depth_++] = {0, 0, false};
  push(bytes_.data(), end_, NodeKind::Sequence);
  skip_blanks();
  return at_ == end_ ? close_lines() : Next::Value;
}

JsonReader::Next JsonReader::close_lines() {
  --depth_;
  document_.nodes.front().link = static_cast<std::uint32_t>(document_.nodes.size());
  return Next::End;
}

JsonReader::Next JsonReader::read_key() {
  skip_blanks();
  if (*at_ != '"') {
    fail_at(at_, "a key in double quotes");
    return Next::Failure;
  }
  keys_.push_back(static_cast<std::uint32_t>(document_.nodes.size()));
  if (!read_string()) return Next::Failure;
  skip_blanks();
  if (*at_ != ':') {
    fail_at(at_, "`:` after the key");
    return Next::Failure;
  }
  ++at_;
  return Next::Value;
}

bool JsonReader::read_string() {
  const char* const special = skip_plain_string(at_ + 1, end_);
  if (*special != '"') return read_escaped_string(special);
  push(at_, special + 1, NodeKind::String);
  at_ = special + 1;
  return true;
}

/// The string at `at_` needs more than a look for its closing quote, first at `special`.
bool JsonReader::read_escaped_string(const char* special) {
  std::string decoded;
  const JsonString string = read_json_string(at_ + 1, special, end_, decoded);
  switch (string.problem) {
    case JsonString::Problem::None:
      break;
    case JsonString::Problem::Utf8:
      return fail(invalid_utf8(*document_.text, offset(string.at)));
    case JsonString::Problem::Control:
      return fail_at(string.at, R"(the closing `"` (a tab is written \t and a line break \n))");
    case JsonString::Problem::Unclosed:
      return fail_at(string.at, "the closing `\"`");
    case JsonString::Problem::Escape:
      return fail_at(string.at, R"(an escape: one of \" \\ \/ \b \f \n \r \t \uXXXX)");
    case JsonString::Problem::Surrogate:
      return fail_at(string.at, "a pair of surrogates");
  }
  push(at_, string.at + 1, NodeKind::String);
  at_ = string.at + 1;
  if (string.has_escapes) {
    document_.decoded.push_back(std::move(decoded));
    document_.nodes.back().link = static_cast<std::uint32_t>(document_.decoded.size());
  }
  return true;
}

bool JsonReader::read_number() {
  const char* const begin = at_;
  NodeKind kind = NodeKind::Integer;
  if (*at_ == '-') ++at_;
  const char* const digits = at_;
  if (!read_digits()) return false;
  if (*digits == '0' && at_ != digits + 1) {
    return fail_at(digits + 1, "no digit behind a leading zero");
  }
  if (*at_ == '.') {
    kind = NodeKind::Decimal;
    ++at_;
    if (!read_digits()) return false;
  }
  if (*at_ == 'e' || *at_ == 'E') {
    kind = NodeKind::Decimal;
    ++at_;
    if (*at_ == '+' || *at_ == '-') ++at_;
    if (!read_digits()) return false;
  }
  push(begin, at_, kind);
  return true;
}

/// One digit or more.
bool JsonReader::read_digits() {
  if (!is_digit(*at_)) return fail_at(at_, "a digit");
  while (is_digit(*at_)) ++at_;
  return true;
}

bool JsonReader::read_word(std::string_view word, NodeKind kind) {
  const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
  if (!rest.starts_with(word)) return fail_at(at_, "a value");
  push(at_, at_ + word.size(), kind);
  at_ += word.size();
  return true;
}

/// `invalid-json`, unless the character there may not stand in a file at all.
bool JsonReader::fail_at(const char* at, std::string_view expected) {
  const std::string_view rest(at, static_cast<std::size_t>(end_ - at));
  const std::size_t length = utf8_length(rest);
  if (!rest.empty() && length == 0) return fail(invalid_utf8(*document_.text, offset(at)));
  const bool is_blank =
      !rest.empty() && std::string_view(" \t\r\n").find(rest.front()) != std::string_view::npos;
  const bool is_control =
      length == 1 && static_cast<unsigned char>(rest.front()) < 0x20U && !is_blank;
  if (is_control) return fail(control_character(*document_.text, offset(at)));
  Diagnostic problem;
  problem.code = "invalid-json";
  problem.message = "invalid JSON: expected " + std::string(expected);
  if (rest.empty()) problem.message += ", but the file ends";
  problem.span = {document_.text.get(),
                  {offset(at), static_cast<std::uint32_t>(offset(at) + length)}};
  problem.label = "expected " + std::string(expected);
  if (rest.empty() && is_inside()) {
    problem.notes.push_back({NodeView(document_, innermost().node).span(), "opened here"});
  }
  return fail(std::move(problem));
}

}  // namespace

Result<Document> read_json(std::shared_ptr<const SourceText> text) {
  if (auto problem = check_size(*text)) return failure(std::move(*problem));
  return JsonReader(std::move(text), false).read();
}

Result<Document> read_json_lines(std::shared_ptr<const SourceText> text) {
  if (auto problem = check_size(*text)) return failure(std::move(*problem));
  return JsonReader(std::move(text), true).read();
}

}  // namespace accessdrift
