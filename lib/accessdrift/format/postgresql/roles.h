#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::postgresql {

/// Attributes of roles that conditions read.
inline constexpr std::string_view kNameAttribute = "postgresql_role";
inline constexpr std::string_view kReplicationAttribute = "postgresql_replication";
inline constexpr std::string_view kNoLoginAttribute = "postgresql_nologin";
inline constexpr std::string_view kValidUntilAttribute = "postgresql_valid_until";

/// What is true, false, or hangs on what no file tells.
enum class Certainty : std::uint8_t { No, Yes, Unknown };

/// The roles of a server, and which is a member of which, by the last thing that is said of each.
class Roles {
 public:
  explicit Roles(SourceReading& reading) : reading_(reading) {}

  struct Role {
    std::string name;
    SourceReading::File* file = nullptr;  ///< null: it is named, and no file lists it
    Place key;
    Place body;
    bool can_login = false;
    bool may_replicate = false;
    bool is_superuser = false;
    bool is_dropped = false;
    Place login_place;
    std::optional<Until> valid_until;
    std::vector<std::uint32_t> members;  ///< roles that are granted this one, by number
  };
  /// A grant of a role to another one, where it is told.
  struct Grant {
    std::uint32_t group = 0;
    std::uint32_t member = 0;
    SourceReading::File* file = nullptr;
    Place place;
    bool is_revoked = false;
    SourceReading::File* revoked_in = nullptr;
    Place revoked_place = {};
  };
  /// Where something is told; in no file: nowhere.
  struct Told {
    SourceReading::File* file = nullptr;
    Place place;
  };

  // While files are read.
  [[nodiscard]] std::uint32_t number(std::string_view name);
  [[nodiscard]] Role& role(std::uint32_t number) { return roles_[number]; }
  /// Lists a role; one that is listed already is the same.
  Role& list(SourceReading::File& file, std::string_view name, Place key, Place body);
  void grant(SourceReading::File& file, std::string_view group, std::string_view member,
             Place place);
  void revoke(SourceReading::File& file, std::string_view group, std::string_view member,
              Place place);
  void rename(std::string_view from, std::string_view to);
  void drop(std::string_view name);
  /// All is read: sums up who is a member of what.
  void settle();

  // Then.
  [[nodiscard]] bool are_known() const { return are_known_; }
  [[nodiscard]] const std::deque<Role>& all() const { return roles_; }
  [[nodiscard]] const Role* find(std::string_view name) const;
  /// The first file that lists roles, where what is told of none of them is told.
  [[nodiscard]] Told home() const;
  /// Whether a role is another one or a member of it, however indirect.
  [[nodiscard]] Certainty is_member(std::string_view role, std::string_view group);
  /// Tells other sides by which grants these are members of others, however indirect.
  void tell_grants(const std::set<std::string>& roles);
  /// Of a role of `tell_grants`: the grant by which it is a member of another one, or what revoked
  /// it; of several that lead there, one that another side lacks, or that this one does, else the
  /// first. Where no side has any, where the role is told.
  [[nodiscard]] Told membership(std::string_view role, std::string_view group);
  /// Numbers of all that are, the role itself among them; of a role that is known.
  [[nodiscard]] const std::set<std::uint32_t>& members_of(std::string_view group);

  /// The group `+NAME` of a role's members; `place` is where it is mentioned.
  [[nodiscard]] Mention members_mention(SourceReading::File& file, std::string_view group,
                                        Place place);
  /// The group `/PATTERN` of roles in whose name something matches; who they are is not known
  /// without a pattern of RE2 that means the same.
  [[nodiscard]] Mention pattern_mention(SourceReading::File& file, std::string_view written,
                                        const std::optional<std::string>& pattern, Place place);
  /// Whether it is an identity: one that cannot log in and has members is a group and nothing else.
  [[nodiscard]] static bool is_account(const Role& role);
  /// A group of roles that are named in another file than the one that mentions it.
  [[nodiscard]] Name file_group(SourceReading::File& file, std::vector<Mention> members);
  /// A role that is named; in an open directory it becomes known by that.
  [[nodiscard]] Mention mention(std::string_view role, Place place);

  /// A condition that asks whether somebody is a role: of lists, one for each file that has some.
  [[nodiscard]] std::string is_listed();
  /// What a condition reads that asks for somebody's name.
  [[nodiscard]] std::string name_attribute();

  /// Declares roles as users and groups in their files.
  void declare();

 private:
  [[nodiscard]] std::multimap<std::string, std::string, std::less<>> grants_of_sides() const;
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> path_of_sides(
      std::string_view role, std::string_view group) const;
  [[nodiscard]] Told told_of(const std::string& member, const std::string& group) const;
  void declare_user(const Role& role);
  void declare_group(SourceReading::File& file, std::string_view id, Place place,
                     const std::vector<Mention>& members, bool is_open);
  /// Whom a file lists.
  struct FileList {
    std::string id;
    SourceReading::File* file = nullptr;
    std::vector<Mention> roles;
  };
  [[nodiscard]] const std::vector<FileList>& file_lists();
  void declare_lists();
  [[nodiscard]] std::map<SourceReading::File*, std::vector<Mention>> granted(std::uint32_t number);
  [[nodiscard]] std::pair<SourceReading::File*, Place> home_of(std::uint32_t number) const;
  void declare_members(std::uint32_t number);
  [[nodiscard]] std::set<std::uint32_t> mentioned_groups() const;
  void add_attribute(Declarations& declarations, std::string_view name, Literal::Kind kind,
                     const std::string& text, Place place);
  [[nodiscard]] Name user_id(std::string_view role);

  SourceReading& reading_;
  bool are_known_ = false;
  std::deque<Role> roles_;
  std::unordered_map<std::string, std::uint32_t> by_name_;
  std::vector<Grant> grants_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> grant_of_;
  std::vector<std::vector<std::size_t>> grants_to_;  ///< by group, places in `grants_`
  std::vector<std::vector<std::size_t>> grants_of_;  ///< by member, revoked ones, too
  std::map<std::uint32_t, std::set<std::uint32_t>> members_;
  /// Groups that are mentioned, with the first place of each.
  std::map<std::string, std::pair<SourceReading::File*, Place>, std::less<>> mentioned_;
  std::set<std::string, std::less<>> declared_;
  std::string buffer_;
  std::optional<std::vector<FileList>> file_lists_;  ///< once asked for: then they are declared
  BetweenSides::Items links_;                        ///< that this side tells
};

}  // namespace accessdrift::postgresql
