#include "accessdrift/format/google_iap/grants.h"

#include "accessdrift/base/text.h"

namespace accessdrift::google_iap {

using source::text_of;

GrantKey key_of(Name resource, NodeView role, const std::optional<NodeView>& condition) {
  GrantKey key{resource, role.is_scalar() ? std::string(role.scalar()) : std::string()};
  if (!condition) return key;
  for (const std::string_view part : {"title", "description", "expression"})
    key.text += '\x1f' + std::string(text_of(*condition, part));
  return key;
}

GrantKey key_of(const Grant& grant) {
  if (!grant.role) return {grant.resource, {}};
  return key_of(grant.resource, *grant.role, grant.condition);
}

Mention others_of(SourceReading& reading, const Grant& grant) {
  Mention mention;
  mention.kind = MentionKind::Group;
  mention.id = reading.names.intern(grant.others);
  mention.place = grant.key;
  return mention;
}

std::string folded_member(NodeView written) {
  return written.is_scalar() ? fold_ascii(written.scalar()) : std::string();
}

}  // namespace accessdrift::google_iap
