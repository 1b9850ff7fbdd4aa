#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/document/base64.h"
#include "accessdrift/document/check_bytes.h"
#include "accessdrift/document/ldif_lines.h"
#include "accessdrift/document/read.h"

namespace accessdrift {
namespace {

constexpr std::string_view kDn = "dn";

/// What clients print that is no entry.
bool is_of_a_client(std::string_view folded) {
  return folded == "search" || folded == "result" || folded == "ref";
}

/// One record while it is read: its attributes in the order in which they come.
class Record {
 public:
  void clear() {
    attributes_.clear();
    by_name_.clear();
  }
  [[nodiscard]] bool is_empty() const { return attributes_.empty(); }

  void add(std::string folded, const Node& key, const Node& value) {
    if (attributes_.empty() || attributes_.back().folded != folded) {
      const auto [known, is_new] = by_name_.try_emplace(folded, attributes_.size());
      if (!is_new) {
        attributes_[known->second].values.push_back(value);
        return;
      }
      attributes_.push_back({std::move(folded), key, {}});
    }
    attributes_.back().values.push_back(value);
  }

  /// Appends the mapping, its keys and lists.
  void write(std::vector<Node>& nodes) const {
    const auto size = [&nodes] { return static_cast<std::uint32_t>(nodes.size()); };
    const std::uint32_t record = size();
    nodes.push_back({attributes_.front().key.begin, 0, 0, NodeKind::Mapping, false, false});
    std::uint32_t end = 0;
    for (const Attribute& attribute : attributes_) {
      nodes.push_back(attribute.key);
      end = std::max(end, attribute.values.back().end);
      if (attribute.folded == kDn) {
        nodes.push_back(attribute.values.front());
        continue;
      }
      const std::uint32_t list = size();
      nodes.push_back({attribute.values.front().begin, attribute.values.back().end, 0,
                       NodeKind::Sequence, false, false});
      nodes.insert(nodes.end(), attribute.values.begin(), attribute.values.end());
      nodes[list].link = size();
    }
    nodes[record].end = end;
    nodes[record].link = size();
  }

 private:
  struct Attribute {
    std::string folded;
    Node key;
    std::vector<Node> values;
  };
  std::vector<Attribute> attributes_;
  std::map<std::string, std::size_t> by_name_;
};

/// Reads the records of one file.
class LdifReader {
 public:
  explicit LdifReader(std::shared_ptr<const SourceText> text) : lines_(text->bytes()) {
    document_.text = std::move(text);
  }

  Result<Document> read() {
    const auto size = static_cast<std::uint32_t>(document_.text->bytes().size());
    document_.nodes.push_back({0, size, 0, NodeKind::Sequence, false, false});
    while (!problem_) {
      const LdifLine line = lines_.next();
      if (line.kind == LdifLine::Kind::End) break;
      if (line.kind == LdifLine::Kind::Blank) {
        finish_record();
      } else {
        read_line(line);
      }
    }
    if (problem_) return failure(std::move(*problem_));
    finish_record();
    document_.nodes.front().link = static_cast<std::uint32_t>(document_.nodes.size());
    return std::move(document_);
  }

 private:
  void finish_record() {
    if (record_.is_empty()) return;
    record_.write(document_.nodes);
    record_.clear();
    is_of_client_ = false;
  }

  void read_line(const LdifLine& line) {
    if (line.kind == LdifLine::Kind::Astray)
      return fail(line.place, "no space at the start of this line, which nothing goes before");
    const std::string_view text = line.text;
    if (text.find('\r') != std::string_view::npos)
      return fail(line.place, "no carriage return inside of this line");
    const std::size_t colon = text.find(':');
    if (colon == 0 || colon == std::string_view::npos)
      return fail(line.place, "the name of an attribute and a colon");
    const std::string_view name = text.substr(0, colon);
    std::string folded = fold_ascii(name);
    const Node key = scalar(line, 0, colon);
    const std::optional<Node> value = read_value(line, colon + 1);
    if (!value) return;
    const bool is_first = std::exchange(is_first_, false);
    if (is_first && folded == "version") return check_version(*value);
    if (record_.is_empty()) {
      is_of_client_ = is_of_a_client(folded);
      if (folded != kDn && !is_of_client_)
        return fail(line.place, "`dn:` at the start of an entry");
    } else if (folded == kDn) {
      return fail(line.place, "an empty line before the next `dn:`");
    } else if (!is_of_client_ && (folded == "changetype" || folded == "control")) {
      return check_change(folded, line, *value);
    }
    record_.add(std::move(folded), key, *value);
  }

  /// What stands behind the colon at `at`; nothing: a problem.
  std::optional<Node> read_value(const LdifLine& line, std::size_t at) {
    const std::string_view text = line.text;
    const char sign = at < text.size() ? text[at] : '\0';
    if (sign == ':' || sign == '<') ++at;
    while (at < text.size() && text[at] == ' ') ++at;
    if (sign != ':' && sign != '<') return scalar(line, at, text.size());
    Node value = placed(line, at, text.size());
    if (sign == '<') {
      value.kind = NodeKind::Null;
      return value;
    }
    std::optional<std::string> bytes = decode_base64(text.substr(at));
    if (!bytes) {
      fail({value.begin, value.end}, "base64 behind the two colons");
      return std::nullopt;
    }
    keep(value, std::move(*bytes));
    return value;
  }

  /// What stands in a line from `begin` to `end`, its text still to be kept.
  static Node placed(const LdifLine& line, std::size_t begin, std::size_t end) {
    const std::uint32_t first = line.offset(begin);
    const std::uint32_t behind = end == begin ? first : line.offset(end - 1) + 1;
    return {first, behind, 0, NodeKind::String, false, false};
  }
  Node scalar(const LdifLine& line, std::size_t begin, std::size_t end) {
    Node node = placed(line, begin, end);
    if (node.end - node.begin != end - begin)
      keep(node, std::string(line.text.substr(begin, end - begin)));
    return node;
  }

  void keep(Node& node, std::string text) {
    document_.decoded.push_back(std::move(text));
    node.link = static_cast<std::uint32_t>(document_.decoded.size());
  }

  [[nodiscard]] std::string_view text_of(const Node& node) const {
    if (node.link != 0) return document_.decoded[node.link - 1];
    return document_.text->bytes().substr(node.begin, node.end - node.begin);
  }

  void check_version(const Node& value) {
    if (text_of(value) != "1") fail({value.begin, value.end}, "version 1");
  }

  void check_change(std::string_view folded, const LdifLine& line, const Node& value) {
    if (folded == "changetype" && fold_ascii(text_of(value)) == "add") return;
    fail(line.place, "an entry, or one that is added");
    problem_->help = "export what the directory holds, not what changes in it";
  }

  void fail(Place place, std::string_view expected) {
    Diagnostic& problem = problem_.emplace();
    problem.code = "invalid-ldif";
    problem.message = "invalid LDIF: expected " + std::string(expected);
    problem.span = {document_.text.get(), place};
    problem.label = "expected " + std::string(expected);
  }

  LdifLines lines_;
  Document document_;
  Record record_;
  bool is_first_ = true;
  bool is_of_client_ = false;  ///< the record that is read
  std::optional<Diagnostic> problem_;
};

}  // namespace

Result<Document> read_ldif(std::shared_ptr<const SourceText> text) {
  if (auto problem = check_size(*text)) return failure(std::move(*problem));
  if (auto problem = check_plain_text(*text)) return failure(std::move(*problem));
  return LdifReader(std::move(text)).read();
}

}  // namespace accessdrift
