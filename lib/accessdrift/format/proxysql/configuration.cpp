#include "accessdrift/format/proxysql/configuration.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/named_files.h"
#include "accessdrift/format/proxysql/configuration_secrets.h"
#include "accessdrift/format/proxysql/configuration_words.h"
#include "accessdrift/format/proxysql/dump_columns.h"

namespace accessdrift::proxysql {
namespace {

constexpr std::size_t kDeepest = 32;
constexpr std::size_t kMostIncludes = 10;  // libconfig's

/// Lists that ProxySQL reads; of a group the settings count as such.
constexpr std::array<std::string_view, 7> kListSections = {"mysql_users",
                                                           "mysql_query_rules",
                                                           "mysql_servers",
                                                           "mysql_replication_hostgroups",
                                                           "mysql_group_replication_hostgroups",
                                                           "mysql_galera_hostgroups",
                                                           "mysql_aws_aurora_hostgroups"};
constexpr std::string_view kVariables = "_variables";

struct Setting;
struct SettingValue {
  SourceReading::File* file = nullptr;
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

/// Reads one configuration and puts what it says into tables.
class ConfigurationReading {
 public:
  ConfigurationReading(SourceReading& reading, Tables& tables,
                       std::set<const SourceReading::File*>& included)
      : reading_(reading), tables_(tables), included_(included) {}

  void read(SourceReading::File& file) {
    open(file);
    next();
    std::unordered_set<std::string> known;
    while (word_.kind != ConfigurationWord::Kind::End) {
      Setting setting;
      if (!read_setting(setting, known, 0)) return;
      take(std::move(setting));
    }
  }

 private:
  void open(SourceReading::File& file) {
    file_ = &file;
    open_.emplace_back(&file, ConfigurationWords(file.document.text->bytes()));
  }

  /// What a file includes stands where it does so, between any two words.
  void next() {
    for (;;) {
      word_ = open_.back().second.next();
      file_ = open_.back().first;
      if (word_.kind == ConfigurationWord::Kind::Include) {
        if (include()) continue;
        word_.kind = ConfigurationWord::Kind::Broken;
      } else if (word_.kind == ConfigurationWord::Kind::End && open_.size() > 1) {
        open_.pop_back();
        continue;
      }
      return;
    }
  }

  /// The first problem of a configuration is told.
  bool fail(Place place, std::string message, std::string label) {
    if (std::exchange(has_failed_, true)) return false;
    source::report(reading_, "invalid-ini", std::move(message),
                   {file_->declarations.text.get(), place})
        .label = std::move(label);
    return false;
  }
  bool expected(std::string_view what) {
    return fail(word_.place, "ProxySQL would not load this configuration",
                "expected " + std::string(what));
  }

  bool include() {
    SourceReading::File* const file = find(word_.text);
    if (open_.size() > kMostIncludes)
      return fail(word_.place, "files include each other more than ten deep",
                  "libconfig would not load this");
    if (file == nullptr) {
      return fail(word_.place,
                  "`" + shortened(word_.text) + "` is not among the files that are read",
                  "it is not on this side, or it is there for another format");
    }
    included_.insert(file);
    source::show_instead(*file, without_secrets(file->document.text->bytes()));
    open(*file);
    return true;
  }

  /// What a path means, as `find_named_file` has it; else a file of its name in the folder of this
  /// one.
  [[nodiscard]] SourceReading::File* find(const std::string& path) const {
    const std::string& here = file_->document.text->path();
    const auto at = [&](std::string_view wanted) {
      return std::ranges::find_if(reading_.files, [&](const SourceReading::File& file) {
        return file.document.text->path() == wanted;
      });
    };
    const auto is_there = [&](std::string_view wanted) {
      return at(wanted) != reading_.files.end();
    };
    auto found = find_named_file(here, path, is_there);
    if (!found) found = find_named_file(here, path.substr(path.rfind('/') + 1), is_there);
    return found ? &*at(*found) : nullptr;
  }

  bool read_setting(Setting& setting, std::unordered_set<std::string>& known, std::size_t depth) {
    if (word_.kind != ConfigurationWord::Kind::Name) return expected("the name of a setting");
    setting.name = word_.text;
    if (!known.insert(setting.name).second)
      return fail(
          word_.place, "ProxySQL would not load this configuration",
          "`" + shortened(setting.name) + "` is set before" + (depth == 0 ? "" : " in this group"));
    next();
    if (!word_.is_sign('=') && !word_.is_sign(':')) return expected("`=`");
    next();
    if (!read_value(setting.value, depth)) return false;
    if (word_.is_sign(';') || word_.is_sign(',')) next();
    return true;
  }

  bool read_value(SettingValue& value, std::size_t depth) {
    value.place = word_.place;
    value.file = file_;
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
      end_here(value);
      next();
    }
    value.cell.place = value.place;
    return true;
  }

  /// A value that ends in another file than it begins in is shown by its begin.
  void end_here(SettingValue& value) const {
    if (file_ == value.file) value.place.end = word_.place.end;
  }

  bool read_group(SettingValue& value, std::size_t depth) {
    value.is_group = true;
    next();
    std::unordered_set<std::string> names;
    while (!word_.is_sign('}'))
      if (!read_setting(value.settings.emplace_back(), names, depth + 1)) return false;
    end_here(value);
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
    end_here(value);
    next();
    return true;
  }

  void take(Setting setting) {
    SettingValue& value = setting.value;
    const bool is_section = std::ranges::find(kListSections, setting.name) != kListSections.end();
    const bool has_rows = is_section ? value.is_group || value.is_list
                                     : value.is_list && setting.name.starts_with("pgsql_");
    if (setting.name == "mysql_variables" || setting.name == "admin_variables") {
      take_variables(setting.name, value);
    } else if (has_rows) {
      take_rows(setting.name, value);
    } else if (is_section) {
      pass_over(value, setting.name, "expected a list in parentheses");
    } else if (is_read_table(setting.name)) {
      pass_over(value, setting.name, "only tables of the admin interface have it");
    }
  }

  void take_variables(const std::string& name, SettingValue& value) {
    if (value.is_list && !value.items.empty()) {
      file_ = value.file;
      (void)fail({value.place.begin, value.place.begin + 1},
                 "ProxySQL would not start with this configuration", "expected a group in braces");
      return;
    }
    if (!value.is_group) return pass_over(value, name, "expected a group in braces");
    const std::string prefix = name.substr(0, name.size() - kVariables.size()) + '-';
    for (auto& [key, setting] : value.settings)
      tables_.variables.insert_or_assign(prefix + key,
                                         Variable{setting.file, std::move(setting.cell)});
  }

  /// Of a list, or of a group.
  void take_rows(const std::string& table, SettingValue& value) {
    for (Setting& row : value.settings) take_row(table, row.value);
    for (SettingValue& row : value.items) take_row(table, row);
  }

  void take_row(const std::string& table, SettingValue& item) {
    Row& row = tables_.rows[table].emplace_back();
    row.file = item.file;
    row.place = item.place;
    for (auto& [key, setting] : item.settings) {
      if (setting.file != row.file) setting.cell.place = {row.place.begin, row.place.begin + 1};
      row.cells.emplace_back(std::move(key), std::move(setting.cell));
    }
  }

  void pass_over(const SettingValue& value, const std::string& name, std::string_view label) {
    const Place place{value.place.begin, value.place.begin + 1};
    source::warn(reading_, "ignored-line", "ProxySQL passes over this `" + name + "`",
                 {value.file->declarations.text.get(), place})
        .label = label;
  }

  SourceReading& reading_;
  Tables& tables_;
  std::set<const SourceReading::File*>& included_;
  std::vector<std::pair<SourceReading::File*, ConfigurationWords>> open_;  ///< the innermost last
  SourceReading::File* file_ = nullptr;                                    ///< of the word
  ConfigurationWord word_;
  bool has_failed_ = false;
};

}  // namespace

Tables read_configuration(SourceReading& reading, SourceReading::File& file,
                          std::set<const SourceReading::File*>& included) {
  Tables tables;
  tables.file = &file;
  ConfigurationReading(reading, tables, included).read(file);
  return tables;
}

}  // namespace accessdrift::proxysql
