#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/pgbouncer/instance.h"
#include "accessdrift/format/pgbouncer/versioned_rules.h"

namespace accessdrift::pgbouncer {

/// The resource that databases are within.
inline constexpr std::string_view kPool = "pgbouncer";
inline constexpr std::string_view kConsole = "pgbouncer console";
/// What a fallback serves: databases that have no name in any file, and the one that is called as
/// who asks.
inline constexpr std::string_view kOthers = "(other databases)";
inline constexpr std::string_view kOwn = "(called as its user)";
/// Physical replication, whatever database is named.
inline constexpr std::string_view kReplication = "pgbouncer replication";
/// Whoever exists and has a secret, and who has none.
inline constexpr std::string_view kUsers = "pgbouncer users";
inline constexpr std::string_view kUsersWithoutSecret = "pgbouncer users without a secret";
/// Lists that conditions ask for: whoever exists, with a secret or without one; and some of them.
inline constexpr std::string_view kUserList = "pgbouncer_users";
inline constexpr std::string_view kWithoutSecretList = "pgbouncer_users_without_secret";
inline constexpr std::string_view kWithMd5List = "pgbouncer_users_with_md5";

/// What sides tell each other that have more than one.
inline constexpr std::string_view kSeveralPools = "several pools";

/// Databases that are reached, by whether users can be looked up on the server.
struct Reached {
  std::vector<std::string> closed, open;  ///< resources
  bool is_all = false;                    ///< every database, and the console

  [[nodiscard]] bool is_empty() const { return closed.empty() && open.empty(); }
};

/// What there is to reach by an instance, and who exists there.
class Pool {
 public:
  /// `told_apart` as the reading has them; those of this pool are added.
  /// `beside`: those that the server behind it tells apart.
  Pool(const Instance& instance, const VersionedRules& rules, std::set<std::string>& told_apart,
       const std::set<std::string>& beside);

  /// Declares resources, users and those of their groups that are named.
  void declare(SourceReading& reading, const std::set<std::string_view>& groups) const;

  [[nodiscard]] const Reached& all() const { return all_; }
  /// By their names; those that are not there are none.
  [[nodiscard]] Reached named(const std::vector<std::string>& databases) const;
  /// Where a fallback stands for any name: the database that is called as who asks.
  [[nodiscard]] Reached called_as_user() const;
  [[nodiscard]] Reached replication() const;
  /// Whether others than those who are listed can exist, for some database.
  [[nodiscard]] bool is_open() const;

  /// Databases that have a name, configured ones or those that only the fallback serves.
  [[nodiscard]] const std::set<std::string>& databases() const { return databases_; }
  [[nodiscard]] bool has_replication() const { return has_replication_; }
  [[nodiscard]] bool has_md5() const { return has_md5_; }
  [[nodiscard]] const Instance& instance() const { return instance_; }
  [[nodiscard]] std::string console() const { return instance_.id(kConsole); }
  [[nodiscard]] std::string resource_of(std::string_view database) const;
  /// The entry that serves a database, the fallback if it has none; null: none does.
  [[nodiscard]] const Database* find(const std::string& database) const;

 private:
  void note(const LineReading& reading);
  [[nodiscard]] bool is_open(const std::string& database) const;
  [[nodiscard]] const Written* looking_up() const;
  [[nodiscard]] Reached find_all() const;
  void declare_resources(SourceReading& reading) const;
  void declare_users(SourceReading& reading, const std::set<std::string_view>& groups) const;
  void declare_directory(SourceReading& reading) const;

  const Instance& instance_;
  std::set<std::string> databases_;
  Reached all_;
  bool has_replication_ = false;
  bool has_md5_ = false;
  bool has_ldap_ = false;  ///< a rule asks for what anybody may have: LDAP, PAM
};

}  // namespace accessdrift::pgbouncer
