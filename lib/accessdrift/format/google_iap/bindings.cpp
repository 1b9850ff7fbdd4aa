#include "accessdrift/format/google_iap/bindings.h"

#include <algorithm>
#include <set>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/google_iap/condition_remarks.h"
#include "accessdrift/format/google_iap/members.h"

namespace accessdrift::google_iap {
namespace {

using source::each_item;
using source::find;
using source::find_text;
using source::text_of;

/// The type by which conditions know what an action is about; empty: it is not documented.
std::string_view type_of(const RoleActions& allowed) {
  if (allowed.actions.size() != 1) return {};
  if (allowed.actions.front() == "access") return "iap.googleapis.com/WebServiceVersion";
  return allowed.actions.front() == "tunnel" ? "iap.googleapis.com/TunnelInstance"
                                             : std::string_view();
}

void remark_on_deleted(SourceReading::File& file, NodeView binding) {
  each_item(binding, "members", [&](NodeView member) {
    if (!member.is_scalar() || !member.scalar().starts_with("deleted:")) return;
    source::remark(file, "GCP10", Severity::Note,
                   "`" + shortened(member.scalar()) + "` was deleted and is nobody", member.place())
        .label = "an account that is made anew under the address is another one";
  });
}

}  // namespace

void Bindings::declare(SourceReading::File& file, Name resource, NodeView policy) {
  each_item(policy, "bindings", [&](NodeView one) { binding(file, resource, one); });
}

void Bindings::binding(SourceReading::File& file, Name resource, NodeView binding) {
  const std::optional<NodeView> role = find_text(binding, "role");
  if (!role) {
    source::report(reading_, "missing-key", "this binding has no `role`", binding.span()).label =
        "so what it allows is not told";
    return;
  }
  const RoleActions allowed = roles_.actions_of(role->scalar());
  if (allowed.actions.empty()) return;
  remark_on_deleted(file, binding);
  PolicyDeclaration policy;
  policy.who = members_in(reading_, binding, "members", member);
  if (policy.who.empty()) return;
  for (const Mention& one : policy.who) project_members_.note(one);
  policy.id = reading_.names.intern(id_of(resource, role->scalar(), binding));
  policy.key = role->place();
  policy.body = binding.place();
  policy.effect_place = role->place();
  policy.to = {{resource, role->place()}};
  policy.to_place = role->place();
  policy.actions.emplace();
  for (const std::string_view action : allowed.actions)
    policy.actions->push_back({reading_.names.intern(action), role->place()});
  condition(file, policy, allowed, *role, binding);
  file.declarations.policies.push_back(std::move(policy));
}

void Bindings::condition(SourceReading::File& file, PolicyDeclaration& policy,
                         const RoleActions& allowed, NodeView role, NodeView binding) {
  if (const std::optional<NodeView> told = find(binding, "condition")) {
    ConditionWords words;
    words.resource_type = type_of(allowed);
    words.unknown = [&](std::string_view text, Place place) {
      return attributes_.unknown_condition(
          file, "`" + shortened(text) + "` is no condition that can be read exactly", text, place);
    };
    words.declare_text = [&](const std::string& name, Place place) {
      attributes_.declare_text(file, name, place);
    };
    words.level = [&](std::string_view level, Place place) {
      return levels_.met(file, level, place);
    };
    const ConditionText written = written_condition(*told);
    policy.when = translated(written, words);
    remark_on_condition(file, written,
                        [this](std::string_view id) { return resources_.number_of(id); });
  }
  if (allowed.is_known) return;
  const std::string unknown = unknown_role(file, role);
  if (policy.when) {
    policy.when->text = unknown + " && (" + policy.when->text + ')';
    std::vector<std::uint32_t>& offsets = policy.when->offsets;
    offsets.insert(offsets.begin(), unknown.size() + 5, role.place().begin);
    offsets.push_back(offsets.back());
  } else {
    policy.when = ConditionText{unknown, role.place(), 0, false, {}};
  }
}

std::string Bindings::unknown_role(SourceReading::File& file, NodeView role) {
  if (unknown_roles_.emplace(role.scalar()).second) {
    Diagnostic& problem =
        source::warn(reading_, "unknown-role",
                     "what `" + shortened(role.scalar()) + "` allows is not told", role.span());
    problem.label = "it may let people in, or not";
    problem.help = "gcloud iam roles describe ROLE --format=json";
  }
  return attributes_.declare_unknown(file, role.scalar(), role.place());
}

/// By resource, role and title, so that another expression or member is a change of one binding.
std::string Bindings::id_of(Name resource, std::string_view role, NodeView binding) {
  std::string id = std::string(reading_.names.text(resource)) + ' ' + std::string(role);
  if (const std::optional<NodeView> told = find(binding, "condition")) {
    const std::string_view title = text_of(*told, "title");
    id += title.empty() ? " if" : " if " + std::string(title);
  }
  std::string free = id;
  for (int count = 2; !ids_.insert(free).second; ++count) free = id + " #" + std::to_string(count);
  return free;
}

}  // namespace accessdrift::google_iap
