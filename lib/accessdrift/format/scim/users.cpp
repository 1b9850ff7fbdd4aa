#include "accessdrift/format/scim/users.h"

#include <string_view>

#include "accessdrift/base/text.h"
#include "accessdrift/format/told_once.h"

namespace accessdrift::scim {

void Users::declare(Declarations& declarations, const Resource& user, Name id, Name name,
                    bool is_as_written) {
  if (!id.is_none() && !user.is_group && by_id_.find(id).is_none()) {
    by_id_.set(id, name);
    are_none_ = false;
  }
  UserDeclaration declared;
  declared.id = name;
  declared.spelling = is_as_written ? name : reading_.names.intern(user.user_name->scalar());
  declared.uid = id;
  declared.key = user.user_name->place();
  declared.body = user.node.place();
  add_aliases(declarations, declared, user);
  set_status(declared, user);
  declarations.users.push_back(declared);
}

void Users::set_status(UserDeclaration& declared, const Resource& user) {
  const std::optional<NodeView>& active = user.active;
  if (user.is_active == false) {
    declared.status = Status::Disabled;
    declared.status_place = active->place();
  } else if (!user.is_active) {
    source::warn(reading_, "unknown-status",
                 "`" + shortened(user.user_name->scalar()) + "` does not say whether it is active",
                 (active ? *active : *user.user_name).span())
        .label = "taken as active";
  }
}

/// Most have one address, which is their name.
void Users::add_aliases(Declarations& declarations, UserDeclaration& declared,
                        const Resource& user) {
  std::vector<NamePlace>& pool = declarations.aliases;
  const std::size_t first = pool.size();
  const auto add = [&](NodeView email) {
    const std::optional<NodeView> value = source::find_text(email, "value");
    if (!value || value->scalar() == user.user_name->scalar()) return;
    const Name alias = reading_.names.intern(folded_ascii(value->scalar(), folded_));
    if (alias != declared.id) pool.push_back({alias, value->place()});
  };
  if (user.has_aliases) source::each_item(*user.emails, add);
  source::keep_told_once(pool, first, [](const NamePlace& one) { return one.name.number; });
  declared.aliases = {static_cast<std::uint32_t>(first),
                      static_cast<std::uint32_t>(pool.size() - first)};
}

}  // namespace accessdrift::scim
