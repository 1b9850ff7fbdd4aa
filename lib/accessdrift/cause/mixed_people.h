#pragma once

#include <optional>
#include <string>

#include "accessdrift/cause/fact_choice.h"

namespace accessdrift {

/// Who is in a mixture, and in which groups: what stands in lists of all people goes to it.
class MixedPeople {
 public:
  MixedPeople(const MixedSides& sides, FactChoice& facts, Declarations& mixture)
      : sides_(sides), facts_(facts), mixture_(mixture) {}

  /// A user whom the mixture has.
  void add_user(const ThingOnSides<UserDeclaration>& one);
  /// The members of a group, with their ends.
  [[nodiscard]] Range add_members(const Declared<GroupDeclaration>& before,
                                  const Declared<GroupDeclaration>& after);
  /// Whether a group is open, and within which domains.
  void open(const GroupDeclaration& before, const GroupDeclaration& after, GroupDeclaration& mix);

  /// The values that a user or a resource has of attributes.
  struct Values {
    const Declarations& file;
    Range range;
  };
  [[nodiscard]] Range add_values(Thing thing, Name id, const Values& before, const Values& after);

 private:
  using User = Declared<UserDeclaration>;

  [[nodiscard]] Range add_aliases(const std::string& id, const User& before, const User& after);
  [[nodiscard]] std::optional<Until> sign_in_end(const std::string& id, const User& before,
                                                 const User& after);
  [[nodiscard]] bool takes_end_after(const std::string& group, const Mention& mention,
                                     const std::optional<Until>& end,
                                     const std::optional<Until>& now);

  const MixedSides& sides_;
  FactChoice& facts_;
  Declarations& mixture_;
};

}  // namespace accessdrift
