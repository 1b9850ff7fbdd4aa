#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/format/hba/ident.h"
#include "accessdrift/format/pgbouncer/files.h"
#include "accessdrift/format/pgbouncer/ini.h"
#include "accessdrift/format/pgbouncer/userlist.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::pgbouncer {

/// A text of a configuration, and where it stands.
struct Written {
  std::string text;
  SourceReading::File* file = nullptr;
  Place place;

  [[nodiscard]] Span span() const { return {file->declarations.text.get(), place}; }
};

/// An entry of `[databases]`.
struct Database {
  std::string name;
  SourceReading::File* file = nullptr;
  Place key;
  Place body;
  std::optional<Written> user;       ///< as whom everybody acts on the server
  std::optional<Written> auth_user;  ///< by whom users are looked up on the server
  std::optional<Written> host;
  std::optional<Written> port;
  std::string dbname;               ///< on the server; empty: as here
  std::optional<Written> password;  ///< for the forced user; of it the place alone is known

  [[nodiscard]] bool is_fallback() const { return name == "*"; }
};

/// How users prove who they are, where no hba file says it.
enum class AuthType : std::uint8_t { Any, Trust, Plain, Md5, Scram, Cert, Hba, Pam, Ldap };

/// A user that exists, and where it is told.
struct User {
  Secret secret = Secret::None;
  SourceReading::File* file = nullptr;
  Place place;
  bool is_listed = false;  ///< by the `auth_file`
};

/// One PgBouncer, by its configuration.
struct Instance {
  SourceReading::File* file = nullptr;
  std::string suffix;  ///< of ids, of all instances but the first
  Ini ini;
  std::vector<Database> databases;   ///< in the order of their names, without the fallback
  std::optional<Database> fallback;  ///< `*`
  AuthType auth_type = AuthType::Md5;
  Written auth_type_at;                ///< the whole file if it is not said
  std::optional<Written> hba_setting;  ///< `auth_hba_file`
  SourceReading::File* hba = nullptr;
  SourceReading::File* userlist = nullptr;
  SourceReading::File* ident = nullptr;
  std::optional<Written> auth_user;  ///< of all databases that have none of their own
  /// Lines of the `auth_ident_file`; nothing: it is set, and is not among the files.
  std::optional<std::vector<hba::IdentRule>> maps = std::vector<hba::IdentRule>{};
  std::map<std::string, User> users;
  bool are_users_known = true;  ///< the `auth_file` is among the files that are read, or not set
  std::vector<Written> admins, stats;
  std::optional<Written> server_tls_mode;     ///< in lower case; else as this version has it
  std::optional<Written> server_certificate;  ///< to show to servers

  [[nodiscard]] std::string id(std::string_view text) const { return std::string(text) + suffix; }
  /// Likewise the id of a list, as conditions have it.
  [[nodiscard]] std::string list(std::string_view text) const;
  /// Users whom no list has can be looked up on the server, or may be in a list that is not read.
  [[nodiscard]] bool is_open(const Database& database) const;
};

/// The instances of a side, by the paths of their configurations. What PgBouncer would refuse is
/// reported.
[[nodiscard]] std::vector<Instance> read_instances(SourceReading& reading, Files& files);

}  // namespace accessdrift::pgbouncer
