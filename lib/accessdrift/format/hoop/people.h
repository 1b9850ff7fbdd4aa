#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/hoop/objects.h"

namespace accessdrift::hoop {

/// Who signs in at a gateway: a user or a service account.
struct Person {
  Name id;
  std::set<std::string_view> groups;
  bool can_sign_in = true;
  SourceReading::File* file = nullptr;
  NodeView node;
  Place key;
  Place status;  ///< what says whether

  [[nodiscard]] bool is_in_any(const std::vector<std::string_view>& names) const;
};

/// Users, service accounts, and the groups that they name.
class People {
 public:
  People(SourceReading& reading, const Objects& objects);

  /// Users are listed, so everybody and every group is known.
  [[nodiscard]] bool are_known() const { return are_known_; }
  /// Another side lists them: what is not known here differs from what is known there.
  [[nodiscard]] bool are_known_elsewhere() const;
  [[nodiscard]] const std::vector<Person>& all() const { return all_; }
  /// And so is in which groups everybody is, and who can sign in.
  [[nodiscard]] bool can_be_counted() const { return are_known_ && !has_untold_; }

  /// Groups that somebody is in, in order of their names.
  [[nodiscard]] std::vector<std::string_view> groups() const;

  /// A group that something names; nobody is in it if people are known and none names it.
  [[nodiscard]] Mention mention(SourceReading::File& file, std::string_view group, Place place);
  /// A group of whose members nothing is known.
  [[nodiscard]] Mention mention_unknown(SourceReading::File& file, std::string_view group,
                                        Place place);
  /// The ends of what was read: groups without a member are declared.
  void finish();

 private:
  /// What one file says of a group.
  struct Part {
    SourceReading::File* file = nullptr;
    Place key;
    std::vector<Mention> members;
  };

  /// `exported`: as an export has it, if it is changed by a plan.
  void add_user(const Object& user, NodeView exported);
  void add_service_account(const Object& account);
  void add_status(UserDeclaration& declared, NodeView person, NodeView id);
  void add(const Object& person, UserDeclaration declared);
  void add_member(SourceReading::File& file, NodeView group, Name person);
  void write(Name group, const std::vector<Part>& parts);
  void write_part(Name id, const Part& part);

  void add_untold_groups(const Object& person, NodeView email, NodeView untold);
  void declare_unknown(SourceReading::File& file, Name id, Place place, std::string_view domain);

  SourceReading& reading_;
  bool are_known_;
  bool has_untold_ = false;      ///< of somebody who is known
  std::vector<Mention> untold_;  ///< groups that stand for people who may be in any
  std::vector<Person> all_;
  std::map<Name, std::vector<Part>> groups_;
  std::vector<std::pair<Name, Part>> mentioned_;  ///< in order of first sight
  std::set<Name> seen_;
};

}  // namespace accessdrift::hoop
