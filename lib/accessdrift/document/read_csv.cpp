#include <cassert>
#include <cstring>
#include <optional>
#include <utility>

#include "accessdrift/document/check_bytes.h"
#include "accessdrift/document/read.h"

namespace accessdrift {
namespace {

constexpr std::string_view kLeadingMark = "\xEF\xBB\xBF";
constexpr std::size_t kBytesANode = 8;

/// Reads the rows of one table, in one pass. Every look-ahead ends at the NUL behind the text.
class CsvReader {
 public:
  explicit CsvReader(std::shared_ptr<const SourceText> text)
      : bytes_(text->bytes()), at_(bytes_.data()), end_(bytes_.data() + bytes_.size()) {
    assert(*end_ == '\0');
    document_.text = std::move(text);
  }

  Result<Document> read() {
    if (bytes_.starts_with(kLeadingMark)) at_ += kLeadingMark.size();
    skip_type();
    choose_separator();
    document_.nodes.reserve(bytes_.size() / kBytesANode + 1);
    push(at_, end_, NodeKind::Sequence);
    while (at_ != end_) {
      if (skip_line_break()) continue;
      if (!read_row()) return failure(std::move(*problem_));
    }
    document_.nodes.front().link = size();
    return std::move(document_);
  }

 private:
  /// The line in which Windows PowerShell says what its objects are.
  void skip_type() {
    if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with("#TYPE ")) return;
    while (at_ != end_ && *at_ != '\n') ++at_;
  }

  /// The first one in the first line that stands outside of quotes; or what a spreadsheet says.
  void choose_separator() {
    const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
    const bool is_said = rest.starts_with("sep=") && rest.size() > 5 &&
                         std::string_view(",;\t|").find(rest[4]) != std::string_view::npos &&
                         (rest[5] == '\n' || rest.substr(5, 2) == "\r\n");
    if (is_said) {
      separator_ = rest[4];
      at_ += 5;
      return;
    }
    bool is_quoted = false;
    for (const char c : rest) {
      if (c == '"') is_quoted = !is_quoted;
      if (is_quoted) continue;
      if (c == '\n') return;
      if (c == ',' || c == ';' || c == '\t') {
        separator_ = c;
        return;
      }
    }
  }

  bool read_row() {
    const std::uint32_t row = size();
    const char* const begin = at_;
    push(begin, begin, NodeKind::Sequence);
    std::size_t cells = 0;
    do {
      if (cells > 0) ++at_;
      ++cells;
      if (!read_cell()) return false;
    } while (*at_ == separator_ && at_ != end_);
    Node& node = document_.nodes[row];
    node.end = offset(at_);
    node.link = size();
    if (at_ != end_ && !skip_line_break()) return fail_behind();
    if (columns_ == 0) columns_ = cells;
    return cells == columns_ || fail_count(row, cells);
  }

  bool read_cell() {
    if (*at_ == '"') return read_quoted();
    const char* const begin = at_;
    while (at_ != end_ && *at_ != separator_ && *at_ != '\n' && *at_ != '\r') {
      if (*at_ == '"')
        return fail_at(at_, "no `\"` in a cell that does not begin with one",
                       "write the cell in quotes, and each quote in it twice");
      ++at_;
    }
    push(begin, at_, begin == at_ ? NodeKind::Null : NodeKind::String);
    return true;
  }

  bool read_quoted() {
    const char* const begin = at_;
    std::optional<std::string> decoded;
    const char* part = ++at_;
    while (true) {
      const void* const found = std::memchr(at_, '"', static_cast<std::size_t>(end_ - at_));
      if (found == nullptr)
        return fail_at(begin, "a closing `\"`", "a quoted cell goes on over lines until its quote");
      at_ = static_cast<const char*>(found);
      if (at_[1] != '"') break;
      if (!decoded) decoded.emplace();
      decoded->append(part, at_ + 1);
      at_ += 2;
      part = at_;
    }
    const char* const close = at_++;
    push(begin, at_, NodeKind::String);
    document_.nodes.back().is_quoted = true;
    if (decoded) {
      decoded->append(part, close);
      document_.decoded.push_back(std::move(*decoded));
      document_.nodes.back().link = static_cast<std::uint32_t>(document_.decoded.size());
    }
    return true;
  }

  /// A carriage return by itself is none: readers differ in what it is.
  bool skip_line_break() {
    const char* const behind = *at_ == '\r' ? at_ + 1 : at_;
    if (behind != end_ && *behind != '\n') return false;
    if (behind == at_ && behind == end_) return false;
    at_ = behind == end_ ? behind : behind + 1;
    return true;
  }

  bool fail_count(std::uint32_t row, std::size_t cells) {
    Diagnostic problem = made("invalid CSV: this row has " + counted(cells) +
                              ", the first one has " + counted(columns_));
    problem.span = NodeView(document_, row).span();
    problem.label = "expected " + counted(columns_);
    problem.notes.push_back({NodeView(document_, 1).span(), "the first row"});
    return fail(std::move(problem));
  }
  static std::string counted(std::size_t cells) {
    return std::to_string(cells) + (cells == 1 ? " cell" : " cells");
  }
  bool fail_behind() {
    const std::string_view what = *at_ == '\r' ? "a line feed behind the carriage return"
                                               : "a separator or the end of the line";
    return fail_at(at_, what, "write a quote in a quoted cell twice");
  }
  bool fail_at(const char* at, std::string_view expected, std::string_view help) {
    Diagnostic problem = made("invalid CSV: expected " + std::string(expected));
    problem.span = {document_.text.get(), {offset(at), offset(at) + 1}};
    problem.label = "expected " + std::string(expected);
    problem.help = help;
    return fail(std::move(problem));
  }
  static Diagnostic made(std::string message) {
    Diagnostic problem;
    problem.code = "invalid-csv";
    problem.message = std::move(message);
    return problem;
  }
  bool fail(Diagnostic problem) {
    problem_ = std::move(problem);
    return false;
  }

  void push(const char* begin, const char* end, NodeKind kind) {
    document_.nodes.push_back({offset(begin), offset(end), 0, kind, false, false});
  }
  [[nodiscard]] std::uint32_t offset(const char* at) const {
    return static_cast<std::uint32_t>(at - bytes_.data());
  }
  [[nodiscard]] std::uint32_t size() const {
    return static_cast<std::uint32_t>(document_.nodes.size());
  }

  std::string_view bytes_;
  const char* at_;
  const char* end_;
  char separator_ = ',';
  std::size_t columns_ = 0;  ///< of the first row
  Document document_;
  std::optional<Diagnostic> problem_;
};

}  // namespace

Result<Document> read_csv(std::shared_ptr<const SourceText> text) {
  if (auto problem = check_size(*text)) return failure(std::move(*problem));
  if (auto problem = check_plain_text(*text)) return failure(std::move(*problem));
  return CsvReader(std::move(text)).read();
}

}  // namespace accessdrift
