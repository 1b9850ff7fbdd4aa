#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/format/scim/resource.h"
#include "accessdrift/format/scim/users.h"
#include "accessdrift/format/source_reading.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::scim {

/// The groups of one side: noted first, declared when all users and groups are known.
class Groups {
 public:
  Groups(SourceReading& reading, const Users& users) : reading_(reading), users_(users) {}

  /// A group, whether or not it has a name.
  void tell_one() { are_none_ = false; }
  /// `id` is the provider's, or none; `name` its `displayName`. REQUIRES: it has one.
  void note(SourceReading::File& file, const Resource& group, Name id, Name name);
  /// Not all of users and groups are here.
  void tell_partial() { is_partial_ = true; }
  void declare();

  [[nodiscard]] bool are_none() const { return are_none_; }

 private:
  struct Noted {
    SourceReading::File* file = nullptr;
    NodeView resource;
    NodeView name;
    std::optional<NodeView> members;
    Name id;
  };
  /// A member that names somebody.
  struct Member {
    NodeView item;
    NodeView value;
  };

  void declare(const Noted& noted);
  void add_member(Declarations& declarations, GroupDeclaration& group, NodeView item);
  void take_waiting(Declarations& declarations, GroupDeclaration& group);
  void take(Declarations& declarations, GroupDeclaration& group, const Member& member, Name id);
  void tell_unlisted(GroupDeclaration& group, NodeView value);

  SourceReading& reading_;
  const Users& users_;
  NameIndex<Name> by_id_;
  std::vector<Noted> noted_;
  // Members whose ids are looked up together.
  std::vector<Member> waiting_;
  std::vector<std::string_view> texts_;
  std::vector<Name> found_;
  bool are_none_ = true;
  bool is_partial_ = false;
  bool told_no_users_ = false;
};

}  // namespace accessdrift::scim
