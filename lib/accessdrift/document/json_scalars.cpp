#include "accessdrift/base/text.h"
#include "accessdrift/document/check_bytes.h"
#include "accessdrift/document/json_bytes.h"
#include "accessdrift/document/json_reader.h"

/// The parts of the reader of JSON that read texts, numbers and words, and tell what is wrong.
namespace accessdrift {

bool JsonReader::read_string() {
  if (!scan_string()) return false;
  if (!leaves_out()) push_string(string_, at_);
  return true;
}

/// The string that was scanned last, of which that is known only if it has escapes.
void JsonReader::push_string(const char* begin, const char* end) {
  push(begin, end, NodeKind::String);
  if (!has_escapes_) return;
  document_.decoded.push_back(std::move(decoded_));
  document_.nodes.back().link = static_cast<std::uint32_t>(document_.decoded.size());
}

/// The string at `at_` needs more than a look for its closing quote, first at `special`.
bool JsonReader::scan_special_string(const char* special) {
  decoded_.clear();
  const JsonString string = read_json_string(at_ + 1, special, end_, decoded_);
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
  string_ = at_;
  has_escapes_ = string.has_escapes;
  at_ = string.at + 1;
  return true;
}

bool JsonReader::read_number() {
  if (*at_ != '-' && !is_json_digit(*at_)) return fail_at(at_, "a value");
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
    if (!read_exponent()) return false;
  }
  push(begin, at_, kind);
  return true;
}

bool JsonReader::read_exponent() {
  ++at_;
  if (*at_ == '+' || *at_ == '-') ++at_;
  return read_digits();
}

/// One digit or more.
bool JsonReader::read_digits() {
  if (!is_json_digit(*at_)) return fail_at(at_, "a digit");
  at_ = skip_json_digits(at_);
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
  if (is_passing()) return give_up();
  const std::string_view rest(at, static_cast<std::size_t>(end_ - at));
  const std::size_t length = utf8_length(rest);
  if (!rest.empty() && length == 0) return fail(invalid_utf8(*document_.text, offset(at)));
  const bool is_control = length == 1 && static_cast<unsigned char>(rest.front()) < 0x20U &&
                          !is_json_blank(rest.front());
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

}  // namespace accessdrift
