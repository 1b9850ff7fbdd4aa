#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/format/proxysql/server.h"

namespace accessdrift::proxysql {

/// What hostgroups are within.
inline constexpr std::string_view kProxy = "proxysql";
/// Whoever may log in.
inline constexpr std::string_view kUsers = "proxysql users";
/// Those of them whom no rule is asked about.
inline constexpr std::string_view kFast = "proxysql fast_forward";
/// To send statements that rules route, and such that name their hostgroup in a comment.
inline constexpr std::string_view kQuery = "query";
inline constexpr std::string_view kQueryByComment = "query by comment";

/// A place, and the file that it is in.
struct At {
  SourceReading::File* file = nullptr;
  Place place;
};

/// Makes what an instance declares. Things are declared in the files that tell them.
class Writing {
 public:
  Writing(SourceReading& reading, const Instance& instance);

  /// What a policy says.
  struct Said {
    std::string id;
    Effect effect = Effect::Allow;
    std::string who;           ///< a user; empty: all of them
    bool is_of_group = false;  ///< `who` is a group
    std::string to;            ///< a resource
    std::string when;          ///< empty: always
    bool is_implied = false;
    std::string_view action = {};  ///< empty: all
    std::string rule = {};         ///< of which it is a part; empty: it is all of it
  };
  /// Declares a policy and adds it to the end of a set that is being made.
  void add(const Said& said, At at);
  /// Declares the set of all policies that were added since the last one.
  void close_set(std::string_view id, Combine combine, At at);
  void add_set(std::string_view id, Combine combine, At at, const std::vector<std::string>& sets);
  void add_group(std::string_view id, At at, const std::vector<Mention>& members);
  /// Members by the file that tells them: those of others than the first one stand in parts there.
  using MembersByFile = std::map<SourceReading::File*, std::vector<Mention>>;
  void add_group(std::string_view id, MembersByFile members);

  [[nodiscard]] Mention user(std::string_view name, Place place) const;
  [[nodiscard]] static std::string hostgroup(std::int64_t number);
  /// Groups of the users who have that `default_hostgroup`.
  [[nodiscard]] std::string with_default(std::int64_t number, bool are_fast) const;
  /// A network by what it is of, made once.
  [[nodiscard]] std::string network(std::string_view text, const std::vector<IpPrefix>& prefixes,
                                    At at);
  void attribute(std::string_view name, TypeKind kind, bool is_required, At at);

  /// Hostgroups that are somebody's `default_hostgroup` here or on the other side, so that who has
  /// it is an edit of its group alone.
  [[nodiscard]] const std::vector<std::int64_t>& defaults(bool are_fast) const {
    return are_fast ? fast_defaults_ : defaults_;
  }
  /// Tells the other side of a hostgroup, since any number is one.
  void tell_apart(std::int64_t hostgroup);
  /// Of hostgroups that are told apart here or there.
  [[nodiscard]] std::vector<std::int64_t> hostgroups() const;
  /// Tells the other side a number, and which are told here or there, ascending.
  void tell(std::string_view about, std::int64_t number);
  [[nodiscard]] std::vector<std::int64_t> told(std::string_view about) const;
  [[nodiscard]] bool is_told(std::string_view about, std::int64_t number) const;

  [[nodiscard]] SourceReading& reading() { return reading_; }
  [[nodiscard]] const Instance& instance() const { return instance_; }
  [[nodiscard]] At start() const { return {instance_.tables.file, {0, 0}}; }
  [[nodiscard]] NamePlace named(std::string_view text, Place place) const;

 private:
  void declare_group(std::string_view id, At at, const std::vector<Mention>& members, bool is_part);
  [[nodiscard]] std::string unique(const std::string& id);

  SourceReading& reading_;
  const Instance& instance_;
  std::vector<std::int64_t> defaults_, fast_defaults_;
  std::vector<std::pair<std::string, At>> members_;  ///< of the set that is being made
  std::map<std::string, int> ids_;
  std::map<std::string, std::string, std::less<>> networks_;
};

/// Both, of which either may be empty.
[[nodiscard]] std::string both(const std::string& a, const std::string& b);

}  // namespace accessdrift::proxysql
