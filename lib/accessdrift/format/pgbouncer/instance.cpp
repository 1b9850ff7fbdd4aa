#include "accessdrift/format/pgbouncer/instance.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/pgbouncer/connection_string.h"
#include "accessdrift/format/pgbouncer/databases.h"
#include "accessdrift/format/pgbouncer/pgbouncer.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift::pgbouncer {
namespace {

struct AuthWord {
  std::string_view word;
  AuthType type;
  std::string_view since = {};
};
constexpr std::array<AuthWord, 9> kAuthWords = {{{"any", AuthType::Any},
                                                 {"trust", AuthType::Trust},
                                                 {"plain", AuthType::Plain},
                                                 {"md5", AuthType::Md5},
                                                 {"scram-sha-256", AuthType::Scram},
                                                 {"cert", AuthType::Cert},
                                                 {"hba", AuthType::Hba},
                                                 {"pam", AuthType::Pam},
                                                 {"ldap", AuthType::Ldap, "1.25"}}};

Written written(const Setting& setting) {
  return {setting.value, setting.file, setting.value_place};
}

/// `a, b`, each with its place.
std::vector<Written> names_in(const Setting& setting) {
  std::vector<Written> names;
  const std::string& list = setting.value;
  for (std::size_t begin = 0; begin < list.size();) {
    std::size_t end = std::min(list.find(',', begin), list.size());
    const std::size_t next = end + 1;
    while (begin < end && (list[begin] == ' ' || list[begin] == '\t')) ++begin;
    while (end > begin && (list[end - 1] == ' ' || list[end - 1] == '\t')) --end;
    const auto at = setting.value_place.begin;
    if (begin < end) {
      names.push_back(
          {list.substr(begin, end - begin),
           setting.file,
           {at + static_cast<std::uint32_t>(begin), at + static_cast<std::uint32_t>(end)}});
    }
    begin = next;
  }
  return names;
}

class InstanceReading {
 public:
  InstanceReading(SourceReading& reading, Files& files, Instance& instance)
      : reading_(reading), files_(files), instance_(instance) {}

  void read() {
    instance_.auth_type_at = {"", instance_.file, {0, 0}};
    std::map<std::string, Database> databases;
    for (const Setting& setting : instance_.ini.settings) {
      if (setting.section == "databases") {
        std::optional<Database> database = read_database(reading_, setting);
        if (database) databases.insert_or_assign(database->name, std::move(*database));
      } else if (setting.section == "users") {
        add_user(setting.key, setting.file, setting.key_place);
      } else if (setting.section == "pgbouncer") {
        read_setting(setting);
      }
    }
    for (auto& [name, database] : databases) {
      if (database.auth_user) add_auth_user(*database.auth_user);
      if (database.is_fallback()) {
        instance_.fallback = std::move(database);
      } else {
        instance_.databases.push_back(std::move(database));
      }
    }
    read_users();
    find_hba();
    read_maps();
  }

 private:
  void add_user(const std::string& name, SourceReading::File* file, Place place) {
    instance_.users.try_emplace(name, User{Secret::None, file, place, false});
  }
  void add_auth_user(const Written& user) { add_user(user.text, user.file, user.place); }

  void read_setting(const Setting& setting) {
    if (setting.key == "auth_type") return read_auth_type(setting);
    if (setting.key == "auth_hba_file") instance_.hba_setting = written(setting);
    if (setting.key == "auth_ident_file") ident_file_ = written(setting);
    if (setting.key == "auth_file") auth_file_ = written(setting);
    if (setting.key == "auth_user") {
      instance_.auth_user.reset();
      if (!setting.value.empty()) instance_.auth_user = written(setting);
    }
    if (setting.key == "admin_users") instance_.admins = names_in(setting);
    if (setting.key == "stats_users") instance_.stats = names_in(setting);
    if (setting.key == "server_tls_sslmode")
      instance_.server_tls_mode =
          Written{fold_ascii(setting.value), setting.file, setting.value_place};
    if (setting.key == "server_tls_cert_file") instance_.server_certificate = written(setting);
    if (is_unread(setting)) tell_unread(setting);
  }

  /// Whether it keeps somebody out, or lets somebody in, and is not looked at.
  static bool is_unread(const Setting& setting) {
    constexpr std::array<std::string_view, 3> kOnlyTls = {"require", "verify-ca", "verify-full"};
    if (setting.key == "client_tls_sslmode")
      return std::ranges::find(kOnlyTls, fold_ascii(setting.value)) != kOnlyTls.end();
    return setting.key == "listen_addr" && setting.value.empty();
  }
  void tell_unread(const Setting& setting) {
    source::warn(reading_, "unread-setting", "`" + setting.key + "` is not looked at",
                 {setting.file->declarations.text.get(), setting.key_place})
        .label = "read as if it were not set";
  }

  void read_auth_type(const Setting& setting) {
    // Words of a fixed list may be written in any case.
    const std::string word = fold_ascii(setting.value);
    const auto* const found = std::ranges::find(kAuthWords, word, &AuthWord::word);
    if (found == kAuthWords.end()) {
      source::report(reading_, "invalid-ini",
                     "`" + shortened(setting.value) + "` is no `auth_type`", setting.span())
          .label = "PgBouncer would not load this";
      return;
    }
    if (!found->since.empty() && !source::is_since(reading_.version, found->since)) {
      source::report(reading_, "invalid-ini",
                     "`" + setting.value + "` is an `auth_type` from PgBouncer " +
                         std::string(found->since) + " on",
                     setting.span())
          .label = "PgBouncer " + reading_.version.version + " would not load this";
    }
    instance_.auth_type = found->type;
    instance_.auth_type_at = written(setting);
  }

  void read_users() {
    if (instance_.auth_user) add_auth_user(*instance_.auth_user);
    // It makes this one for its console, with an empty secret.
    add_user("pgbouncer", instance_.file, {0, 0});
    if (!auth_file_ || auth_file_->text.empty()) return;
    instance_.userlist = files_.find(*auth_file_->file, auth_file_->text);
    if (instance_.userlist == nullptr) {
      instance_.are_users_known = false;
      if (instance_.auth_type == AuthType::Any || instance_.auth_type == AuthType::Pam) return;
      Diagnostic& problem =
          source::warn(reading_, "partial-source",
                       "the `auth_file` is not among the files that are read", auth_file_->span());
      problem.label = "so whoever asks may be in it";
      problem.help = "put it where it is named; its secrets are not kept";
      return;
    }
    for (const ListedUser& user : read_userlist(reading_, *instance_.userlist))
      instance_.users.insert_or_assign(user.name,
                                       User{user.secret, instance_.userlist, user.place, true});
  }

  void find_hba() {
    if (!instance_.hba_setting || instance_.hba_setting->text.empty()) return;
    instance_.hba = files_.find(*instance_.hba_setting->file, instance_.hba_setting->text);
    if (instance_.hba != nullptr || instance_.auth_type != AuthType::Hba) return;
    Diagnostic& problem = source::report(reading_, "partial-source",
                                         "the `auth_hba_file` is not among the files that are read",
                                         instance_.hba_setting->span());
    problem.label = "it says who gets in";
    problem.help = "it is not on this side, or it is there for another format";
  }

  /// Of the versions that have them.
  void read_maps() {
    const bool is_read = ident_file_ && !ident_file_->text.empty() &&
                         instance_.auth_type == AuthType::Hba &&
                         source::is_since(reading_.version, "1.23");
    if (!is_read) return;
    instance_.ident = files_.find(*ident_file_->file, ident_file_->text);
    if (instance_.ident == nullptr) {
      instance_.maps.reset();
      source::warn(reading_, "partial-source",
                   "the `auth_ident_file` is not among the files that are read",
                   ident_file_->span())
          .label = "so whom a map lets in is a fact of its own";
      return;
    }
    hba::IdentRules read =
        hba::read_ident(instance_.ident->document, files_.lines(),
                        hba::Dialect{hba::Server::PgBouncer, hba::kNewestPgBouncer, 0});
    for (const hba::Refused& line : read.refused) {
      source::warn(reading_, "ignored-line",
                   "PgBouncer does not read this line: " + line.problem.message, line.span)
          .label = "so it lets nobody in";
    }
    instance_.maps = std::move(read.rules);
  }

  SourceReading& reading_;
  Files& files_;
  Instance& instance_;
  std::optional<Written> auth_file_, ident_file_;
};

/// Of a connection string the parts that are hidden: passwords, and what nobody knows; all of one
/// that is none, since where its password is nobody knows.
std::vector<std::pair<std::size_t, std::size_t>> hidden_in(const std::string& text) {
  const auto parts = read_connection_string(text);
  if (!parts) return {{0, text.size()}};
  std::vector<std::pair<std::size_t, std::size_t>> hidden;
  for (const ConnectionPart& part : *parts)
    if (part.key == "password" || !is_parameter(part.key))
      hidden.emplace_back(part.begin, part.end);
  return hidden;
}

/// Passwords of connection strings, as stars.
void hide_passwords(SourceReading::File& file, const Ini& ini) {
  std::string hidden(file.declarations.text->bytes());
  for (const Setting& setting : ini.settings) {
    if (setting.file != &file || setting.section != "databases") continue;
    for (const auto& [begin, end] : hidden_in(setting.value)) {
      const std::uint32_t from = setting.value_place.begin;
      source::hide(hidden, {from + static_cast<std::uint32_t>(begin),
                            from + static_cast<std::uint32_t>(end)});
    }
  }
  source::show_instead(file, std::move(hidden));
}

bool is_configuration(const SourceReading::File& file) {
  return recognizes(NodeView(file.document));
}

}  // namespace

std::string Instance::list(std::string_view text) const {
  return std::string(text) + (suffix.empty() ? "" : "_" + source::attribute_word(suffix));
}

bool Instance::is_open(const Database& database) const {
  return !are_users_known || database.auth_user || auth_user;
}

std::vector<Instance> read_instances(SourceReading& reading, Files& files) {
  std::vector<Instance> all;
  std::set<const SourceReading::File*> included;
  for (SourceReading::File& file : reading.files) {
    if (!is_configuration(file)) continue;
    Instance instance;
    instance.file = &file;
    instance.ini = read_ini(reading, files, file);
    included.insert(instance.ini.included.begin(), instance.ini.included.end());
    all.push_back(std::move(instance));
  }
  std::erase_if(all, [&](const Instance& one) { return included.contains(one.file); });
  for (std::size_t i = 0; i < all.size(); ++i) {
    Instance& instance = all[i];
    if (i > 0) instance.suffix = " of " + std::string(instance.file->document.text->path());
    for (SourceReading::File& file : reading.files) {
      const bool is_read = &file == instance.file || instance.ini.included.contains(&file);
      if (is_read) hide_passwords(file, instance.ini);
    }
    InstanceReading(reading, files, instance).read();
  }
  return all;
}

}  // namespace accessdrift::pgbouncer
