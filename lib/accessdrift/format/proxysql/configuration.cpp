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

struct SettingValue {
  Cell cell;  ///< if it is neither
  Place place;
  bool is_group = false;
  bool is_list = false;
  std::vector<std::pair<std::string, SettingValue>> settings;
  std::vector<SettingValue> items;
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

  void take(const std::string& name, SettingValue value) {
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

}  // namespace

Tables read_configuration(SourceReading& reading, SourceReading::File& file,
                          std::set<const SourceReading::File*>& included) {
  Tables tables;
  tables.file = &file;
  ConfigurationReading(reading, tables, included).read(file, 0);
  return tables;
}

std::string without_secrets(std::string_view bytes) {
  std::string hidden(bytes);
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  const auto is_of_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  for (std::size_t at = 0; at < bytes.size();) {
    if (!is_of_name(bytes[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < bytes.size() && is_of_name(bytes[at])) ++at;
    if (!is_secret(bytes.substr(begin, at - begin))) continue;
    while (at < bytes.size() && is_blank(bytes[at])) ++at;
    if (at >= bytes.size() || (bytes[at] != '=' && bytes[at] != ':')) continue;
    ++at;
    // Texts that stand behind each other are one.
    for (;;) {
      std::size_t quote = at;
      while (quote < bytes.size() && is_blank(bytes[quote])) ++quote;
      if (quote >= bytes.size() || bytes[quote] != '"') break;
      for (at = quote + 1; at < bytes.size() && bytes[at] != '"'; ++at) {
        if (bytes[at] == '\\' && at + 1 < bytes.size()) hidden[at++] = '*';
        if (bytes[at] != '\n' && bytes[at] != '\r') hidden[at] = '*';
      }
      at = std::min(at + 1, bytes.size());
    }
  }
  return hidden;
}

}  // namespace accessdrift::proxysql
