#include "accessdrift/format/google_iap/project_members.h"

#include <algorithm>
#include <array>

#include "accessdrift/format/google_iap/members.h"
#include "accessdrift/format/named_unknown.h"

namespace accessdrift::google_iap {
namespace {

struct BasicRole {
  std::string_view prefix;
  std::string_view role;
};
constexpr std::array<BasicRole, 3> kKinds = {{
    {"projectOwner:", "roles/owner"},
    {"projectEditor:", "roles/editor"},
    {"projectViewer:", "roles/viewer"},
}};

}  // namespace

bool ProjectMembers::is_basic(std::string_view role) {
  return std::ranges::any_of(kKinds, [&](const BasicRole& kind) { return kind.role == role; });
}

void ProjectMembers::note(std::string_view member) {
  for (const auto& [prefix, role] : kKinds) {
    if (!member.starts_with(prefix)) continue;
    const std::string project = "projects/" + std::string(member.substr(prefix.size()));
    sets_[{resources_.known_by(project), std::string(role)}].ids.insert(
        reading_.names.intern(member));
  }
}

const ProjectMembers::Set* ProjectMembers::find(const Grant& grant) const {
  if (sets_.empty() || !grant.role || !is_basic(grant.role->scalar())) return nullptr;
  const auto found = sets_.find(
      {std::string(reading_.names.text(grant.resource)), std::string(grant.role->scalar())});
  return found == sets_.end() ? nullptr : &found->second;
}

bool ProjectMembers::is_named(const Grant& grant) const { return find(grant) != nullptr; }

void ProjectMembers::complete(SourceReading::File& file, Place place, Name resource,
                              std::string_view role) {
  if (sets_.empty() || resource.is_none()) return;
  const std::string project(reading_.names.text(resource));
  for (const BasicRole& kind : kKinds) {
    if (!role.empty() && role != kind.role) continue;
    const auto found = sets_.find({project, std::string(kind.role)});
    if (found == sets_.end()) continue;
    found->second.is_complete = true;
    for (const Name id : found->second.ids) (void)groups_.part(file, id, place, place);
  }
}

/// Whom nothing tells of a whole policy may have any role of it.
void ProjectMembers::add_others(const Grant& grant) {
  if (grant.may_be_nobody) return;
  for (const BasicRole& kind : kKinds) {
    const auto found =
        sets_.find({std::string(reading_.names.text(grant.resource)), std::string(kind.role)});
    if (found == sets_.end()) continue;
    for (const Name id : found->second.ids)
      add_nested(groups_.part(*grant.file, id, grant.key, grant.body), grant.others, grant.key);
  }
}

void ProjectMembers::add(const Grant& grant) {
  if (!grant.role) return add_others(grant);
  const Set* const set = find(grant);
  if (set == nullptr) return;
  for (const Name id : set->ids) add(grant, groups_.part(*grant.file, id, grant.key, grant.body));
}

/// A basic role has no condition: Google allows none.
void ProjectMembers::add(const Grant& grant, Part& part) {
  if (grant.condition) {
    const std::string condition = source::digits_of(source::said_in(*grant.condition));
    return add_nested(
        part,
        "those who have " + std::string(grant.role->scalar()) + " on a condition, " + condition,
        grant.condition->place());
  }
  for (const Grant::Member& one : grant.members) {
    if (!one.is_removed) add_member(one, part);
  }
  if (!grant.others.empty() && !grant.may_be_nobody)
    source::GatheredGroups::add(part, others_of(reading_, grant));
}

void ProjectMembers::add_member(const Grant::Member& one, Part& part) {
  const std::optional<Mention> mention = member(reading_, one.written);
  if (!mention) return;
  const bool can_be_in = mention->kind == MentionKind::User || mention->kind == MentionKind::Group;
  if (can_be_in && !one.is_unsure) {
    source::GatheredGroups::add(part, *mention);
  } else {
    add_nested(part,
               std::string(one.written.is_scalar() ? one.written.scalar() : std::string_view()) +
                   (one.is_unsure ? " by the order of changes" : " as members"),
               mention->place);
  }
}

void ProjectMembers::add_nested(Part& part, const std::string& name, Place place) {
  Mention mention;
  mention.kind = MentionKind::Group;
  mention.id = reading_.names.intern(name);
  mention.place = place;
  source::GatheredGroups::add(part, mention);
}

/// One of which some is told, and not all, is open; one of which nothing is told is so by itself.
void ProjectMembers::finish() {
  for (const auto& [project_and_role, set] : sets_) {
    for (const Name id : set.ids) {
      if (!set.is_complete && groups_.has(id)) groups_.open_first(id);
    }
  }
  groups_.declare();
}

}  // namespace accessdrift::google_iap
