#include "accessdrift/format/google_iap/project_members.h"

#include <array>
#include <utility>

#include "accessdrift/format/google_iap/members.h"

namespace accessdrift::google_iap {
namespace {

using source::each_item;
using source::find;
using source::text_of;

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kSets = {{
    {"projectOwner:", "roles/owner"},
    {"projectEditor:", "roles/editor"},
    {"projectViewer:", "roles/viewer"},
}};

}  // namespace

void ProjectMembers::note(const Mention& mention) {
  if (mention.kind != MentionKind::Group) return;
  const std::string_view text = reading_.names.text(mention.id);
  for (const auto& [prefix, role] : kSets) {
    if (!text.starts_with(prefix)) continue;
    const std::string project = "projects/" + std::string(text.substr(prefix.size()));
    sets_[resources_.known_by(project)][std::string(role)].insert(mention.id);
  }
}

void ProjectMembers::read(SourceReading::File& file, std::string_view resource, NodeView policy) {
  const auto named = sets_.find(resources_.known_by(resource));
  if (named == sets_.end()) return;
  for (const auto& [role, sets] : named->second) {
    for (const Name set : sets) add(file, set, role, policy);
  }
}

void ProjectMembers::unsettle(SourceReading::File& file, NodeView given) {
  const auto named = sets_.find(resources_.known_by(text_of(given, "resource")));
  if (named == sets_.end()) return;
  const std::string_view given_role = text_of(given, "role");
  for (const auto& [role, sets] : named->second) {
    if (!given_role.empty() && given_role != role) continue;
    for (const Name set : sets) {
      source::GatheredGroups::open(groups_.part(file, set, given.place(), given.place()),
                                   given.place());
    }
  }
}

/// A condition of a basic role, which Google allows nowhere, makes it one whose members are not
/// all known, and so does whoever cannot be in a group.
void ProjectMembers::add(SourceReading::File& file, Name set, std::string_view role,
                         NodeView policy) {
  auto& part = groups_.part(file, set, policy.place(), policy.place());
  each_item(policy, "bindings", [&](NodeView binding) {
    if (text_of(binding, "role") != role) return;
    if (find(binding, "condition")) return source::GatheredGroups::open(part, binding.place());
    for (const Mention& one : members_in(reading_, binding, "members", member)) {
      const bool can_be_in = one.kind == MentionKind::User || one.kind == MentionKind::Group;
      if (can_be_in) {
        source::GatheredGroups::add(part, one);
      } else {
        source::GatheredGroups::open(part, one.place);
      }
    }
  });
}

}  // namespace accessdrift::google_iap
