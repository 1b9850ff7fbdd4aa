#include "accessdrift/format/pgbouncer/ini.h"

#include <algorithm>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::pgbouncer {
namespace {

/// PgBouncer's own bound.
constexpr std::size_t kDeepest = 10;

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_of_key(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-' || c == '*';
}

class IniReading {
 public:
  IniReading(SourceReading& reading, Files& files) : reading_(reading), files_(files) {}

  /// What stands behind a mistake is read, too, so that all of them are told at once.
  void read(SourceReading::File& file, std::size_t depth) {
    Cursor at{file, file.document.text->bytes(), 0};
    while (true) {
      at.skip_space();
      if (at.is_end()) return;
      const bool goes_on = at.here() == '%'                       ? read_include(at, depth)
                           : at.here() == '#' || at.here() == ';' ? at.skip_line()
                           : at.here() == '['                     ? read_section(at)
                                                                  : read_setting(at);
      if (!goes_on) at.skip_line();
    }
  }

  [[nodiscard]] Ini take() { return std::move(ini_); }

 private:
  struct Cursor {
    SourceReading::File& file;
    std::string_view bytes;
    std::size_t at;

    [[nodiscard]] bool is_end() const { return at >= bytes.size(); }
    [[nodiscard]] char here() const { return is_end() ? '\0' : bytes[at]; }
    void skip_space() {
      while (!is_end() && is_space(here())) ++at;
    }
    void skip_blanks() {
      while (!is_end() && is_blank(here())) ++at;
    }
    [[nodiscard]] std::size_t end_of_line() const {
      return std::min(bytes.find('\n', at), bytes.size());
    }
    bool skip_line() {
      at = end_of_line();
      return true;
    }
    /// The rest of the line without the space behind it.
    Place take_rest() {
      const std::size_t begin = at;
      std::size_t end = end_of_line();
      at = end;
      while (end > begin && is_space(bytes[end - 1])) --end;
      return place(begin, end);
    }
    [[nodiscard]] static Place place(std::size_t begin, std::size_t end) {
      return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }
    [[nodiscard]] std::string text(Place place) const {
      return std::string(bytes.substr(place.begin, place.end - place.begin));
    }
    [[nodiscard]] Span span(Place place) const { return {file.declarations.text.get(), place}; }
  };

  bool fail(const Cursor& at, Place place, std::string_view message, std::string_view label) {
    source::report(reading_, "invalid-ini", std::string(message), at.span(place)).label = label;
    ini_.is_whole = false;
    return false;
  }
  bool syntax_error(const Cursor& at, std::string_view expected) {
    const std::size_t end = std::min(std::max(at.at + 1, at.end_of_line()), at.bytes.size());
    return fail(at, Cursor::place(at.at, end),
                "PgBouncer would not load this line, nor what stands behind it",
                "expected " + std::string(expected));
  }

  bool read_include(Cursor& at, std::size_t depth) {
    constexpr std::string_view kInclude = "%include";
    const bool is_one = at.bytes.substr(at.at).starts_with(kInclude) &&
                        at.at + kInclude.size() < at.bytes.size() &&
                        is_blank(at.bytes[at.at + kInclude.size()]);
    if (!is_one) return syntax_error(at, "`%include FILE`");
    at.at += kInclude.size();
    at.skip_blanks();
    const Place place = at.take_rest();
    if (depth >= kDeepest)
      return fail(at, place, "files include each other more than ten deep",
                  "PgBouncer would not load this");
    SourceReading::File* const file = files_.find(at.file, at.text(place));
    if (file == nullptr) {
      return fail(at, place,
                  "`" + shortened(at.text(place)) + "` is not among the files that are read",
                  "it is not on this side, or it is there for another format");
    }
    ini_.included.insert(file);
    read(*file, depth + 1);
    return true;
  }

  bool read_section(Cursor& at) {
    const std::size_t begin = at.at + 1;
    const std::size_t end = std::min(at.bytes.find(']', begin), at.bytes.size());
    if (end >= at.end_of_line()) return syntax_error(at, "`[SECTION]`");
    section_ = at.bytes.substr(begin, end - begin);
    at.at = end + 1;
    return true;
  }

  bool read_setting(Cursor& at) {
    Setting setting;
    setting.section = section_;
    setting.file = &at.file;
    if (!read_key(at, setting)) return false;
    at.skip_blanks();
    if (at.here() != '=')
      return syntax_error(at, "`=` behind a name of letters, digits and `_.-*`");
    ++at.at;
    at.skip_blanks();
    setting.value_place = at.take_rest();
    setting.value = at.text(setting.value_place);
    if (section_.empty())
      return fail(at, setting.key_place, "a setting stands before any section",
                  "expected `[pgbouncer]` or another section above");
    ini_.settings.push_back(std::move(setting));
    return true;
  }

  /// A plain name, or a quoted one with quotes in it doubled; `'` is an older way.
  bool read_key(Cursor& at, Setting& setting) {
    const std::size_t begin = at.at;
    if (at.here() != '"' && at.here() != '\'') {
      while (!at.is_end() && is_of_key(at.here())) ++at.at;
      setting.key = at.bytes.substr(begin, at.at - begin);
      setting.key_place = Cursor::place(begin, at.at);
      return !setting.key.empty() || syntax_error(at, "a name and `=`");
    }
    const char quote = at.here();
    for (++at.at; at.at < at.end_of_line(); ++at.at) {
      if (at.here() == quote) {
        const bool is_doubled = at.at + 1 < at.bytes.size() && at.bytes[at.at + 1] == quote;
        if (!is_doubled) break;
        ++at.at;
      }
      setting.key += at.here();
    }
    if (at.here() != quote || setting.key.empty())
      return syntax_error(at, "a quote that is closed");
    ++at.at;
    setting.key_place = Cursor::place(begin, at.at);
    return true;
  }

  SourceReading& reading_;
  Files& files_;
  Ini ini_;
  std::string section_;
};

}  // namespace

Ini read_ini(SourceReading& reading, Files& files, SourceReading::File& root) {
  IniReading made(reading, files);
  made.read(root, 0);
  return made.take();
}

}  // namespace accessdrift::pgbouncer
