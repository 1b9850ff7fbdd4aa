#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::okta {

/// Users of the organisation.
class People {
 public:
  explicit People(SourceReading& reading) : reading_(reading) {}

  /// One that a list of users has, or a list of members that holds whole users.
  void declare(Declarations& declarations, NodeView user, bool is_member);
  /// Call when all are declared: opens the directory if members show that more exist.
  void finish();

  /// The user with that id, login or address.
  [[nodiscard]] Name find(std::string_view word) const;
  /// Of all, by login.
  [[nodiscard]] const std::vector<Name>& all() const { return all_; }
  [[nodiscard]] bool are_complete() const { return !said_open_.is_known() && has_list_; }
  /// What shows that more exist; unknown if nothing does.
  [[nodiscard]] Span said_open() const { return said_open_; }

 private:
  void add_aliases(Declarations& declarations, UserDeclaration& declared, NodeView user);
  void add_status(UserDeclaration& declared, NodeView user, NodeView login);

  SourceReading& reading_;
  std::map<std::string, Name, std::less<>> by_id_;
  std::map<std::string, Name, std::less<>> by_word_;  ///< logins and addresses, folded
  std::map<Name, Status> status_;
  std::vector<Name> all_;
  bool has_list_ = false;
  Span only_member_;  ///< the first one that no list of users has
  Span said_open_;
};

}  // namespace accessdrift::okta
