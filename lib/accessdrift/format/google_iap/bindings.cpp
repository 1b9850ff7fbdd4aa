#include "accessdrift/format/google_iap/bindings.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/google_iap/members.h"

namespace accessdrift::google_iap {
namespace {

using source::each_item;
using source::find_text;
using source::text_of;

/// The type by which conditions know what an action is about; empty: it is not documented.
std::string_view type_of(const RoleActions& allowed) {
  if (allowed.actions.size() != 1) return {};
  if (allowed.actions.front() == "access") return "iap.googleapis.com/WebServiceVersion";
  return allowed.actions.front() == "tunnel" ? "iap.googleapis.com/TunnelInstance"
                                             : std::string_view();
}

void remark_on_deleted(SourceReading::File& file, NodeView members) {
  each_item(members, [&](NodeView member) {
    if (!member.is_scalar() || !member.scalar().starts_with("deleted:")) return;
    source::remark(file, "GCP10", Severity::Note,
                   "`" + shortened(member.scalar()) + "` was deleted and is nobody", member.place())
        .label = "an account that is made anew under the address is another one";
  });
}

/// Of a binding, as `find` finds them.
struct BindingParts {
  std::optional<NodeView> role;  ///< a text that is not empty
  std::optional<NodeView> members, condition;
};

BindingParts parts_of(NodeView binding) {
  BindingParts parts;
  source::each_entry(binding, [&](NodeView key, NodeView value) {
    const std::string_view name = key.scalar();
    if (value.kind() == NodeKind::Null) return;
    if (name == "role" && value.kind() == NodeKind::String && !value.scalar().empty())
      parts.role = value;
    if (name == "members") parts.members = value;
    if (name == "condition") parts.condition = value;
  });
  return parts;
}

/// Has it hang on an unknown, too.
void require(std::optional<ConditionText>& when, const std::string& unknown, Place place) {
  if (!when) {
    when = ConditionText{unknown, place, 0, false, {}};
    return;
  }
  when->text = unknown + " && (" + when->text + ')';
  std::vector<std::uint32_t>& offsets = when->offsets;
  offsets.insert(offsets.begin(), unknown.size() + 5, place.begin);
  offsets.push_back(offsets.back());
}

}  // namespace

void Bindings::gather(SourceReading::File& file, Name resource, NodeView policy, bool is_whole) {
  if (is_whole) told_.emplace(resource, Policy{&file, policy.place()});
  each_item(policy, "bindings", [&](NodeView one) { gather_binding(file, resource, one); });
}

void Bindings::gather_binding(SourceReading::File& file, Name resource, NodeView binding) {
  const BindingParts parts = parts_of(binding);
  const std::optional<NodeView>& role = parts.role;
  if (!role) {
    source::report(reading_, "missing-key", "this binding has no `role`", binding.span()).label =
        "so what it allows is not told";
    return;
  }
  const bool is_role_here = lets_in(*role);
  if (!is_role_here && !ProjectMembers::is_basic(role->scalar())) return;
  if (is_role_here && parts.members) remark_on_deleted(file, *parts.members);
  Grant grant{&file, resource, role, parts.condition, {}, role->place(), binding.place()};
  if (parts.members && !parts.members->is_sequence())
    source::expect_list(reading_, binding, "members");
  if (parts.members)
    each_item(*parts.members, [&](NodeView written) { grant.members.push_back({written}); });
  note_members(grant);
  grants_.push_back(std::move(grant));
}

void Bindings::note_members(const Grant& grant) {
  for (const Grant::Member& one : grant.members) {
    if (one.written.is_scalar()) project_members_.note(one.written.scalar());
  }
}

bool Bindings::counts(const Grant& grant) const {
  if (!grant.role) return true;
  return lets_in(*grant.role) || project_members_.is_named(grant);
}

void Bindings::declare() {
  for (const auto& [resource, policy] : told_)
    project_members_.complete(*policy.file, policy.place, resource, {});
  std::map<SourceReading::File*, std::size_t> counts;
  for (const Grant& grant : grants_) ++counts[grant.file];
  for (const auto& [file, count] : counts) file->declarations.policies.reserve(count);
  constexpr std::size_t kTogether = 16;
  std::array<std::string, kTogether> ids;
  std::array<std::string_view, kTogether> texts;
  for (std::size_t from = 0; from < grants_.size(); from += kTogether) {
    const std::size_t count = std::min(kTogether, grants_.size() - from);
    for (std::size_t i = 0; i < count; ++i) {
      write_id(grants_[from + i], ids[i]);
      texts[i] = ids[i];
    }
    reading_.names.prefetch(std::span(texts).first(count));
    for (std::size_t i = 0; i < count; ++i) {
      const Grant& grant = grants_[from + i];
      if (grant.is_removed) continue;
      project_members_.add(grant);
      if (!grant.role || lets_in(*grant.role)) declare(grant, texts[i]);
    }
  }
}

const RoleActions& Bindings::allowed_by(const Grant& grant) const {
  static const RoleActions kAll = {{"access", "tunnel", "tunnel-group"}, true};
  return grant.role ? roles_.actions_of(grant.role->scalar()) : kAll;
}

/// The policy that a grant is, of nobody yet.
PolicyDeclaration Bindings::policy_of(const Grant& grant, const RoleActions& allowed,
                                      std::optional<ConditionText> when) {
  const Place key = grant.key;
  PolicyDeclaration policy;
  policy.key = policy.effect_place = policy.to_place = key;
  policy.body = grant.body;
  policy.to = {{grant.resource, key}};
  policy.actions.emplace().reserve(allowed.actions.size());
  for (const std::string_view action : allowed.actions)
    policy.actions->push_back({reading_.names.intern(action), key});
  policy.when = std::move(when);
  return policy;
}

void Bindings::declare(const Grant& grant, std::string_view id_in_words) {
  const RoleActions& allowed = allowed_by(grant);
  std::optional<ConditionText> when;
  if (grant.condition) when = condition(*grant.file, type_of(allowed), *grant.condition);
  if (!allowed.is_known) require(when, unknown_role(grant, allowed.untold), grant.key);
  Named sure, unsure;
  name_members(grant, sure, unsure);
  if (sure.who.empty() && unsure.who.empty() && grant.others.empty()) return;
  const Name id = id_of(id_in_words);
  const bool is_plain = unsure.who.empty() && grant.others.empty();
  if (!is_plain)
    return declare_parts(grant, policy_of(grant, allowed, std::move(when)), id, std::move(sure),
                         std::move(unsure));
  PolicyDeclaration& policy =
      grant.file->declarations.policies.emplace_back(policy_of(grant, allowed, std::move(when)));
  policy.id = id;
  policy.who = std::move(sure.who);
  policy.services = std::move(sure.services);
}

/// For those who have it, those who may, and others.
void Bindings::declare_parts(const Grant& grant, PolicyDeclaration policy, Name id, Named sure,
                             Named unsure) {
  policy.who = std::move(sure.who);
  policy.services = std::move(sure.services);
  if (!grant.others.empty()) declare_others(grant, policy, id);
  std::optional<PolicyDeclaration> may;
  if (!unsure.who.empty()) {
    may = policy;
    may->who = std::move(unsure.who);
    may->services = std::move(unsure.services);
  }
  const Name may_id = may && !policy.who.empty() ? longer_id(id, " by the order of changes") : id;
  if (!policy.who.empty()) add_policy(grant, std::move(policy), id, {});
  if (may) add_policy(grant, *std::move(may), may_id, grant.unsure);
}

Name Bindings::longer_id(Name id, std::string_view more) {
  return reading_.names.intern(std::string(reading_.names.text(id)) + std::string(more));
}

/// Those who have it, and those who may.
void Bindings::name_members(const Grant& grant, Named& sure, Named& unsure) {
  constexpr std::size_t kFew = 8;
  std::set<std::pair<MentionKind, Name>> many;
  const auto is_among = [](const Named& named, const Mention& mention) {
    return std::ranges::any_of(named.who, [&](const Mention& other) {
      return other.id == mention.id && other.kind == mention.kind;
    });
  };
  const auto is_new = [&](const Mention& mention) {
    if (grant.members.size() > kFew) return many.emplace(mention.kind, mention.id).second;
    return !is_among(sure, mention) && !is_among(unsure, mention);
  };
  sure.who.reserve(grant.members.size());
  for (const Grant::Member& one : grant.members) {
    if (one.is_removed) continue;
    const std::optional<Mention> mention = member(reading_, one.written);
    if (!mention || !is_new(*mention)) continue;
    Named& named = one.is_unsure ? unsure : sure;
    named.who.push_back(*mention);
    const bool is_service =
        one.written.is_scalar() && one.written.scalar().starts_with("serviceAccount:");
    if (is_service) named.services.push_back(mention->id);
  }
}

void Bindings::declare_others(const Grant& grant, const PolicyDeclaration& like, Name id) {
  PolicyDeclaration policy = like;
  policy.who = {others_of(reading_, grant)};
  add_policy(grant, std::move(policy), grant.members.empty() ? id : longer_id(id, " and others"),
             grant.may_be_nobody ? grant.others : std::string());
}

/// `unknown`: on what it hangs; empty: on nothing.
void Bindings::add_policy(const Grant& grant, PolicyDeclaration policy, Name id,
                          const std::string& unknown) {
  if (!unknown.empty())
    require(policy.when, attributes_.declare_unknown(*grant.file, unknown, grant.key), grant.key);
  policy.id = id;
  grant.file->declarations.policies.push_back(std::move(policy));
}

/// By resource, role and title, so that another expression or member is a change of one binding.
void Bindings::write_id(const Grant& grant, std::string& id) const {
  id = grant.id;
  if (!id.empty()) return;
  id += reading_.names.text(grant.resource);
  if (grant.role) (id += ' ') += grant.role->scalar();
  if (!grant.condition) return;
  id += " if";
  if (const std::string_view title = text_of(*grant.condition, "title"); !title.empty())
    (id += ' ') += title;
}

Name Bindings::id_of(std::string_view id_in_words) {
  Name free = reading_.names.intern(id_in_words);
  for (int count = 2; ids_.find(free); ++count)
    free = reading_.names.intern(std::string(id_in_words) + " #" + std::to_string(count));
  ids_.set(free, true);
  return free;
}

}  // namespace accessdrift::google_iap
