#pragma once

#include <string>

#include "accessdrift/base/names.h"
#include "accessdrift/format/scim/resource.h"
#include "accessdrift/format/source_reading.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::scim {

/// The users of one side.
class Users {
 public:
  explicit Users(SourceReading& reading) : reading_(reading) {}

  /// Declares one. `id` is the provider's, or none; `name` its `userName`, folded, and maybe as it
  /// is written. REQUIRES: it has a `userName`.
  void declare(Declarations& declarations, const Resource& user, Name id, Name name,
               bool is_as_written);

  /// The user whom members mean by that id of the provider; none if there is none.
  [[nodiscard]] Name find(Name id) const { return by_id_.find(id); }
  /// None can be meant by its id.
  [[nodiscard]] bool are_none() const { return are_none_; }

 private:
  void add_aliases(Declarations& declarations, UserDeclaration& declared, const Resource& user);
  void set_status(UserDeclaration& declared, const Resource& user);

  SourceReading& reading_;
  NameIndex<Name> by_id_;
  bool are_none_ = true;
  std::string folded_;
};

}  // namespace accessdrift::scim
