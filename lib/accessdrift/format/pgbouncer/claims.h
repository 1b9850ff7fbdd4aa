#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "accessdrift/format/pgbouncer/policies.h"
#include "accessdrift/format/pgbouncer/pool.h"

namespace accessdrift::pgbouncer {

/// What somebody gets who claims to be a user of whom nothing is asked.
struct Claim {
  std::vector<std::string> to;
  std::string_view action = {};    ///< of the console; empty: every one
  Conditions when = {};            ///< that no earlier part asks the user for something
  bool is_without_secret = false;  ///< so it is of users who exist before 1.23 only
};

/// Who can be claimed: users that exist, where no earlier part of the rules turns them away or asks
/// them for something. Parts that do so of everybody are not looked at: they stand before the claim
/// in the set of rules.
class Claims {
 public:
  /// Whom a part is about; nothing: everybody.
  using Names = std::optional<std::vector<std::string>>;

  explicit Claims(const Pool& pool);

  /// A part that turns these away, or asks them for something, where `match` is true.
  void note(const std::vector<std::string>& names, const Reached& reached, const Conditions& match);
  /// Of a part that asks for nothing where `match` is true. Cost: next to nothing where one of them
  /// is in no earlier part. Past a bound it is told as if one were, which hides nobody who gets in.
  [[nodiscard]] std::vector<Claim> of(const Names& names, const Reached& reached,
                                      const Conditions& match);

 private:
  /// A part that asks.
  struct Asking {
    bool is_of_all = false;  ///< every database, and the console
    std::set<std::string> to;
    Conditions match;
  };
  /// By which parts some users are asked.
  struct Asked {
    std::vector<std::uint32_t> by;
    bool is_without_secret = false;  ///< all of these users
    friend auto operator<=>(const Asked&, const Asked&) = default;
  };
  using Users = std::set<Asked>;
  /// Resources, by who asks there.
  using Where = std::map<Asked, std::vector<std::string>>;

  [[nodiscard]] Users users(const Names& names, bool is_open);
  [[nodiscard]] Users all_users(bool is_open);
  [[nodiscard]] Users all_asked();
  [[nodiscard]] const User* find(const std::string& name) const;
  [[nodiscard]] std::vector<std::uint32_t> asked_by(const std::string& name) const;
  [[nodiscard]] static bool are_free(const Users& users) { return users.contains(Asked{}); }
  static void add(Users& to, Asked one);

  void add_databases(const std::vector<std::string>& to, const Users& users,
                     const Conditions& match, Where& where);
  void add_console(const Names& names, bool is_open, const Conditions& match,
                   std::vector<Claim>& claims);
  [[nodiscard]] std::vector<std::string> databases_of(const std::vector<std::string>& to) const;
  [[nodiscard]] Users asked_at(const std::string& resource, const Users& users,
                               const Conditions& match);
  [[nodiscard]] bool is_about(const Asking& asking, const std::string& resource) const;
  [[nodiscard]] Claim claim(const Asked& asked, std::vector<std::string> to) const;

  const Pool& pool_;
  const Instance& instance_;
  /// By which parts a name is asked; null: nobody has it.
  struct Noted {
    std::vector<std::uint32_t> by;
    const User* user = nullptr;
  };
  std::vector<Asking> asking_;
  std::unordered_map<std::string, Noted> asked_;      ///< by name
  std::optional<Users> all_closed_;                   ///< of everybody, as far as parts are noted
  std::size_t with_secret_ = 0, without_secret_ = 0;  ///< users
  std::size_t asked_with_secret_ = 0, asked_without_secret_ = 0;  ///< those that a part asks
  std::size_t tests_ = 0;  ///< of users, or of resources, against parts
};

}  // namespace accessdrift::pgbouncer
