#include "accessdrift/format/hba/fields.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::hba {
namespace {

constexpr std::size_t kMostWords = 2'000'000;
/// From 16 on files lie at most so deep within each other; before that a loop ends the server.
constexpr int kDeepest = 10;
/// Longer words were refused before 16.
constexpr std::size_t kLongestWord = 10'239;

constexpr const char* kNotHere = "it is not on this side, or it is there for another format";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// A line with those that go on with it.
struct JoinedLine {
  std::string text;
  std::vector<std::pair<std::size_t, std::uint32_t>> parts;  ///< where each begins, and in the file
  Place place;

  [[nodiscard]] std::uint32_t offset(std::size_t at) const {
    const auto part =
        std::upper_bound(parts.begin() + 1, parts.end(), at,
                         [](std::size_t wanted, const auto& one) { return wanted < one.first; }) -
        1;
    return std::min(part->second + static_cast<std::uint32_t>(at - part->first), place.end);
  }
  [[nodiscard]] Place place_of(std::size_t begin, std::size_t end) const {
    return {offset(begin), end > begin ? offset(end - 1) + 1 : offset(begin)};
  }
};

struct Word {
  std::string text;
  Place place;
  bool is_quoted = false;
  bool goes_on = false;  ///< a comma follows
};

/// A word, sign by sign.
class WordTaking {
 public:
  [[nodiscard]] bool ends_at(char c) const {
    return !is_in_quotes_ && (is_blank(c) || c == '#' || c == ',');
  }
  void take(char c) {
    if (c != '"' || was_quote_) word_.text += c;
    was_quote_ = is_in_quotes_ && c == '"' && !was_quote_;
    if (c != '"') return;
    is_in_quotes_ = !is_in_quotes_;
    saw_quote_ = true;
    word_.is_quoted = word_.is_quoted || word_.text.empty();
  }
  /// Nothing: there was none.
  [[nodiscard]] std::optional<Word> taken() && {
    if (!saw_quote_ && word_.text.empty()) return std::nullopt;
    return std::move(word_);
  }

 private:
  Word word_;
  bool is_in_quotes_ = false;
  bool was_quote_ = false;
  bool saw_quote_ = false;
};

/// Takes words out of a line.
class Words {
 public:
  explicit Words(const JoinedLine& line) : line_(line) {}

  [[nodiscard]] bool is_at_end() const { return at_ == line_.text.size(); }
  /// Nothing: no more of them.
  std::optional<Word> next() {
    const std::string& text = line_.text;
    while (!is_at_end() && (is_blank(text[at_]) || text[at_] == ',')) ++at_;
    const std::size_t begin = at_;
    WordTaking taking;
    for (; !is_at_end() && !taking.ends_at(text[at_]); ++at_) taking.take(text[at_]);
    std::optional<Word> word = std::move(taking).taken();
    if (word) {
      word->place = line_.place_of(begin, at_);
      word->goes_on = !is_at_end() && text[at_] == ',';
    }
    if (!is_at_end() && text[at_] == '#') at_ = text.size();
    return word;
  }

 private:
  const JoinedLine& line_;
  std::size_t at_ = 0;
};

/// The lines of one file.
class Lines {
 public:
  Lines(const Document& file, bool joins) : root_(file), at_(root_.first_child()), joins_(joins) {}

  std::optional<JoinedLine> next() {
    if (at_.is_end(root_)) return std::nullopt;
    JoinedLine line;
    line.place = at_.place();
    bool goes_on = true;
    while (goes_on && !at_.is_end(root_)) {
      line.parts.emplace_back(line.text.size(), at_.place().begin);
      const std::string_view bytes = at_.scalar();
      goes_on = joins_ && bytes.ends_with('\\');
      line.text += bytes;
      if (goes_on) line.text.pop_back();
      line.place.end = at_.place().end;
      at_ = at_.next_sibling();
    }
    return line;
  }

 private:
  NodeView root_;
  NodeView at_;
  bool joins_;
};

/// Where words stand.
struct Within {
  const Document& file;
  int depth;  ///< how often one file has named another
};

class FieldsReading {
 public:
  FieldsReading(const Files& files, const Dialect& dialect) : files_(files), dialect_(dialect) {}

  /// All lines, and behind them what is not there, wherever it is named.
  [[nodiscard]] std::vector<Fields> read(const Document& file) {
    std::vector<Fields> lines;
    read({file, 0}, lines);
    std::ranges::move(absent_, std::back_inserter(lines));
    return lines;
  }

 private:
  void read(const Within& within, std::vector<Fields>& out) {
    Lines lines(within.file, dialect_.joins_lines());
    while (std::optional<JoinedLine> line = lines.next()) {
      ++words_;  // a file of comments costs time, too
      if (words_ > kMostWords && is_told_) return;
      Fields fields;
      fields.span = {within.file.text.get(), line->place};
      read_line(within, *line, fields);
      if (fields.fields.empty() && !fields.problem) continue;
      if (!fields.problem && dialect_.has_includes() && include(within, fields, out)) continue;
      out.push_back(std::move(fields));
    }
  }

  void read_line(const Within& within, const JoinedLine& line, Fields& fields) {
    Words words(line);
    while (!words.is_at_end() && !fields.problem) {
      std::vector<Token> field;
      bool goes_on = true;
      while (goes_on && !fields.problem) {
        std::optional<Word> word = words.next();
        if (!word) break;
        goes_on = word->goes_on;
        const Span span{within.file.text.get(), word->place};
        add(within, {std::move(word->text), span, word->is_quoted}, field, fields.problem);
      }
      if (!field.empty()) fields.fields.push_back(std::move(field));
    }
  }

  void add(const Within& within, Token word, std::vector<Token>& field,
           std::optional<Problem>& problem) {
    if (++words_ > kMostWords) {
      is_told_ = true;
      problem = {"more than two million words and lines come of the file", word.span, {}};
    } else if (!dialect_.is_postgresql_from(16) && word.text.size() > kLongestWord) {
      problem = {"authentication file token too long", word.span, {}};
    } else if (!word.is_quoted && word.text.size() > 1 && word.text[0] == '@') {
      word.text.erase(0, 1);
      expand(within, word, field, problem);
    } else {
      field.push_back(std::move(word));
    }
  }

  /// Appends all words of a file.
  void expand(const Within& within, const Token& named, std::vector<Token>& field,
              std::optional<Problem>& problem) {
    const Document* const file = open(within, named, problem);
    if (file == nullptr) return;
    std::vector<Fields> lines;
    read({*file, within.depth + 1}, lines);
    for (Fields& line : lines) {
      if (line.problem) {
        problem = std::move(line.problem);
        return;
      }
      for (std::vector<Token>& words : line.fields)
        std::ranges::move(words, std::back_inserter(field));
    }
  }

  const Document* open(const Within& within, const Token& named, std::optional<Problem>& problem) {
    if (within.depth == kDeepest) {
      problem = {dialect_.is_postgresql_from(16)
                     ? "could not open file \"" + shortened(named.text) +
                           "\": maximum nesting depth exceeded"
                     : "files name each other more than ten deep",
                 named.span,
                 {}};
      return nullptr;
    }
    const Document* const file = files_.find(within.file, named.text);
    if (file == nullptr) {
      problem = {"could not open file \"" + shortened(named.text) +
                     "\": it is not among the files that are read",
                 named.span, kNotHere};
    }
    return file;
  }

  /// Whether a line includes files; their lines are appended.
  bool include(const Within& within, Fields& fields, std::vector<Fields>& out) {
    if (fields.fields.size() != 2) return false;
    const std::string& what = fields.fields[0].front().text;
    const Token& named = fields.fields[1].front();
    if (what == "include_dir") return include_folder(within, named, fields, out);
    const bool may_be_missing = what == "include_if_exists";
    if (what != "include" && !may_be_missing) return false;
    const bool is_too_deep = within.depth == kDeepest;
    if (may_be_missing && !is_too_deep && files_.find(within.file, named.text) == nullptr) {
      absent_.push_back({{}, named.span, std::nullopt, true});
      return true;
    }
    const Document* const included = open(within, named, fields.problem);
    if (included == nullptr) return false;
    read({*included, within.depth + 1}, out);
    return true;
  }

  bool include_folder(const Within& within, const Token& named, Fields& fields,
                      std::vector<Fields>& out) {
    const Files::Folder folder = files_.find_folder(within.file, named.text);
    if (!folder.is_known) {
      fields.problem = {"could not open directory \"" + shortened(named.text) +
                            "\": no file of it is among those that are read",
                        named.span, kNotHere};
      return false;
    }
    for (const Document* const included : folder.files) {
      if (within.depth == kDeepest) {
        static_cast<void>(open(within, named, fields.problem));
        return false;
      }
      read({*included, within.depth + 1}, out);
    }
    return true;
  }

  const Files& files_;
  Dialect dialect_;
  std::vector<Fields> absent_;
  std::size_t words_ = 0;  ///< and lines
  bool is_told_ = false;   ///< that they are too many
};

bool is_include(std::string_view word) {
  return word == "include" || word == "include_if_exists" || word == "include_dir";
}

}  // namespace

std::vector<Fields> read_fields(const Document& file, const Files& files, const Dialect& dialect) {
  return FieldsReading(files, dialect).read(file);
}

std::vector<NamedFile> named_files(const Document& file) {
  std::vector<NamedFile> named;
  if (!NodeView(file).is_sequence()) return named;
  Lines lines(file, true);
  while (const std::optional<JoinedLine> line = lines.next()) {
    Words words(*line);
    std::optional<Word> front = words.next();
    std::optional<Word> word = front;
    for (std::size_t i = 0; word; word = words.next(), ++i) {
      if (!word->is_quoted && word->text.size() > 1 && word->text[0] == '@') {
        named.push_back({word->text.substr(1)});
      } else if (i == 1 && is_include(front->text)) {
        named.push_back({word->text, front->text == "include_dir"});
      }
    }
  }
  return named;
}

}  // namespace accessdrift::hba
