#include "accessdrift/format/proxysql/configuration.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_set>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/proxysql/configuration_words.h"

namespace accessdrift::proxysql {
namespace {

constexpr std::size_t kDeepest = 32;
constexpr std::size_t kMostIncludes = 10;  // libconfig's

struct Setting;
struct SettingValue {
  Cell cell;  ///< if it is neither
  Place place;
  bool is_group = false;
  bool is_list = false;
  std::vector<Setting> settings;
  std::vector<SettingValue> items;
};
struct Setting {
  std::string name;
  SettingValue value;
};

/// Reads one file and puts what it says into tables.
class ConfigurationReading {
 public:
  ConfigurationReading(SourceReading& reading, Tables& tables,
                       std::set<const SourceReading::File*>& included)
      : reading_(reading), tables_(tables), included_(included) {}

  bool read(SourceReading::File& file, std::size_t depth) {
    SourceReading::File* const outer = std::exchange(file_, &file);
    ConfigurationWords words(file.document.text->bytes());
    ConfigurationWords* const outer_words = std::exchange(words_, &words);
    next();
    const bool is_read = read_settings(depth);
    words_ = outer_words;
    file_ = outer;
    return is_read;
  }

 private:
  void next() { word_ = words_->next(); }

  bool fail(Place place, std::string message, std::string label) {
    source::report(reading_, "invalid-ini", std::move(message),
                   {file_->declarations.text.get(), place})
        .label = std::move(label);
    return false;
  }
  bool expected(std::string_view what) {
    return fail(word_.place, "ProxySQL would not load this configuration",
                "expected " + std::string(what));
  }

  /// Of the file itself.
  bool read_settings(std::size_t depth) {
    while (word_.kind != ConfigurationWord::Kind::End) {
      if (word_.kind == ConfigurationWord::Kind::Include) {
        if (!include(depth)) return false;
        continue;
      }
      std::string name;
      SettingValue value;
      const Place key = word_.place;
      if (!read_setting(name, value, 0)) return false;
      if (!known_.insert(name).second)
        return fail(key, "ProxySQL would not load this configuration",
                    "`" + shortened(name) + "` is set before");
      take(name, std::move(value));
    }
    return true;
  }

  bool include(std::size_t depth) {
    const ConfigurationWord word = word_;
    SourceReading::File* const file = find(word.text);
    if (depth >= kMostIncludes)
      return fail(word.place, "files include each other more than ten deep",
                  "libconfig would not load this");
    if (file == nullptr) {
      return fail(word.place, "`" + shortened(word.text) + "` is not among the files that are read",
                  "name it in `sources`, with the file that includes it");
    }
    included_.insert(file);
    source::show_instead(*file, without_secrets(file->document.text->bytes()));
    if (!read(*file, depth + 1)) return false;
    next();
    return true;
  }

  /// A path ends like that of a file in the folder of this one.
  [[nodiscard]] SourceReading::File* find(const std::string& path) const {
    const std::string& here = file_->document.text->path();
    const std::size_t slash = here.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : here.substr(0, slash + 1);
    const std::string name = path.substr(path.rfind('/') + 1);
    for (const std::string& wanted : {folder + path, folder + name}) {
      const auto found = std::ranges::find_if(reading_.files, [&](const SourceReading::File& file) {
        return file.document.text->path() == wanted;
      });
      if (found != reading_.files.end()) return &*found;
    }
    return nullptr;
  }

  bool read_setting(std::string& name, SettingValue& value, std::size_t depth) {
    if (word_.kind != ConfigurationWord::Kind::Name) return expected("the name of a setting");
    name = word_.text;
    next();
    if (!word_.is_sign('=') && !word_.is_sign(':')) return expected("`=`");
    next();
    if (!read_value(value, depth)) return false;
    if (word_.is_sign(';') || word_.is_sign(',')) next();
    return true;
  }

  bool read_value(SettingValue& value, std::size_t depth) {
    value.place = word_.place;
    if (depth > kDeepest) return fail(word_.place, "settings are nested too deep", "");
    if (word_.is_sign('{')) return read_group(value, depth);
    if (word_.is_sign('(')) return read_list(value, ')', depth);
    if (word_.is_sign('[')) return read_list(value, ']', depth);
    if (word_.kind != ConfigurationWord::Kind::Value) return expected("a value");
    value.cell = {word_.type, word_.text, word_.place};
    next();
    // Texts that stand behind each other are one.
    while (value.cell.kind == Cell::Kind::Text && word_.kind == ConfigurationWord::Kind::Value &&
           word_.type == Cell::Kind::Text) {
      value.cell.text += word_.text;
      value.cell.place.end = word_.place.end;
      next();
    }
    value.place = value.cell.place;
    return true;
  }

  bool read_group(SettingValue& value, std::size_t depth) {
    value.is_group = true;
    next();
    std::unordered_set<std::string> names;
    while (!word_.is_sign('}')) {
      const Place key = word_.place;
      auto& [name, inner] = value.settings.emplace_back();
      if (!read_setting(name, inner, depth + 1)) return false;
      if (!names.insert(name).second)
        return fail(key, "ProxySQL would not load this configuration",
                    "`" + shortened(name) + "` is set before in this group");
    }
    value.place.end = word_.place.end;
    next();
    return true;
  }

  bool read_list(SettingValue& value, char end, std::size_t depth) {
    value.is_list = true;
    next();
    while (!word_.is_sign(end)) {
      if (!read_value(value.items.emplace_back(), depth + 1)) return false;
      if (word_.is_sign(',')) {
        next();
      } else if (!word_.is_sign(end)) {
        return expected(std::string("`,` or `") + end + '`');
      }
    }
    value.place.end = word_.place.end;
    next();
    return true;
  }

  void take(const std::string& name, SettingValue&& value) {
    constexpr std::string_view kVariables = "_variables";
    if (value.is_group && name.ends_with(kVariables)) {
      const std::string prefix = name.substr(0, name.size() - kVariables.size()) + '-';
      for (auto& [key, setting] : value.settings)
        tables_.variables.insert_or_assign(prefix + key, Variable{file_, std::move(setting.cell)});
    }
    if (!value.is_list) return;
    std::vector<Row>& rows = tables_.rows[name];
    for (SettingValue& item : value.items) {
      Row& row = rows.emplace_back();
      row.file = file_;
      row.place = item.place;
      for (auto& [key, setting] : item.settings)
        row.cells.emplace_back(std::move(key), std::move(setting.cell));
    }
  }

  SourceReading& reading_;
  Tables& tables_;
  std::set<const SourceReading::File*>& included_;
  std::unordered_set<std::string> known_;
  SourceReading::File* file_ = nullptr;
  ConfigurationWords* words_ = nullptr;
  ConfigurationWord word_;
};

/// Writes over the texts of settings that hold secrets.
class SecretsHiding {
 public:
  explicit SecretsHiding(std::string_view bytes) : bytes_(bytes), hidden_(bytes) {}

  std::string hidden() && {
    while (at_ < bytes_.size()) {
      const std::size_t begin = at_;
      skip(is_of_name);
      if (at_ == begin) {
        ++at_;
      } else if (is_secret(bytes_.substr(begin, at_ - begin)) && takes_equals()) {
        hide_texts();
      }
    }
    return std::move(hidden_);
  }

 private:
  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
  static bool is_of_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  }
  void skip(bool (*is_skipped)(char)) {
    while (at_ < bytes_.size() && is_skipped(bytes_[at_])) ++at_;
  }
  void skip_blanks() {
    for (skip(is_blank); skip_comment(); skip(is_blank)) continue;
  }
  bool skip_comment() {
    const std::string_view rest = bytes_.substr(at_);
    const bool is_line = rest.starts_with('#') || rest.starts_with("//");
    if (!is_line && !rest.starts_with("/*")) return false;
    const std::size_t end = is_line ? bytes_.find('\n', at_) : bytes_.find("*/", at_ + 2);
    at_ = end == std::string_view::npos ? bytes_.size() : end + (is_line ? 1 : 2);
    return true;
  }
  bool takes_equals() {
    skip_blanks();
    if (at_ == bytes_.size() || (bytes_[at_] != '=' && bytes_[at_] != ':')) return false;
    ++at_;
    return true;
  }
  /// Texts that stand behind each other are one.
  void hide_texts() {
    for (skip_blanks(); at_ < bytes_.size() && bytes_[at_] == '"'; skip_blanks()) {
      for (++at_; at_ < bytes_.size() && bytes_[at_] != '"'; ++at_) hide_sign();
      at_ = std::min(at_ + 1, bytes_.size());
    }
  }
  void hide_sign() {
    if (bytes_[at_] == '\\' && at_ + 1 < bytes_.size()) hidden_[at_++] = '*';
    if (bytes_[at_] != '\n' && bytes_[at_] != '\r') hidden_[at_] = '*';
  }

  std::string_view bytes_;
  std::string hidden_;
  std::size_t at_ = 0;
};

}  // namespace

Tables read_configuration(SourceReading& reading, SourceReading::File& file,
                          std::set<const SourceReading::File*>& included) {
  Tables tables;
  tables.file = &file;
  ConfigurationReading(reading, tables, included).read(file, 0);
  return tables;
}

std::string without_secrets(std::string_view bytes) { return SecretsHiding(bytes).hidden(); }

}  // namespace accessdrift::proxysql
