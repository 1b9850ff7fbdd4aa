#include "accessdrift/format/google_iap/gates.h"

#include <algorithm>
#include <set>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/google_iap/condition_remarks.h"
#include "accessdrift/format/google_iap/members.h"
#include "accessdrift/format/google_iap/roles.h"
#include "accessdrift/format/named_unknown.h"

namespace accessdrift::google_iap {
namespace {

using source::each_item;
using source::find;
using source::find_text;
using source::text_of;

/// `projects/7` and `guard` of `policies/cloudresourcemanager.googleapis.com%2Fprojects%2F7/
/// denypolicies/guard`.
std::pair<std::string, std::string> attachment_of(std::string_view name) {
  constexpr std::string_view kStart = "policies/";
  constexpr std::string_view kPolicies = "/denypolicies/";
  const std::size_t at = name.find(kPolicies);
  if (!name.starts_with(kStart) || at == name.npos) return {};
  std::string point;
  for (std::size_t i = kStart.size(); i < at; ++i) {
    const bool is_slash = fold_ascii(name.substr(i, 3)) == "%2f";
    point += is_slash ? '/' : name[i];
    i += is_slash ? 2 : 0;
  }
  const std::size_t service = point.find('/');
  return {service == std::string::npos ? std::string() : point.substr(service + 1),
          std::string(name.substr(at + kPolicies.size()))};
}

std::vector<std::string_view> actions_in(NodeView rule, std::string_view key) {
  std::vector<std::string_view> actions;
  each_item(rule, key, [&](NodeView permission) {
    if (!permission.is_scalar()) return;
    for (const std::string_view action : actions_of_permission(permission.scalar()))
      actions.push_back(action);
  });
  std::ranges::sort(actions);
  const auto repeated = std::ranges::unique(actions);
  actions.erase(repeated.begin(), repeated.end());
  return actions;
}

/// What a plan does not tell of a rule.
bool is_untold(NodeView rule, std::string_view part) {
  bool is_one = false;
  each_item(rule, "untold_parts",
            [&](NodeView one) { is_one = is_one || (one.is_scalar() && one.scalar() == part); });
  return is_one;
}

std::vector<std::string_view> denied_actions(NodeView rule) {
  std::vector<std::string_view> actions = {"access", "tunnel", "tunnel-group"};
  if (!is_untold(rule, "denied_permissions")) actions = actions_in(rule, "deniedPermissions");
  for (const std::string_view kept : actions_in(rule, "exceptionPermissions"))
    std::erase(actions, kept);
  return actions;
}

}  // namespace

PolicyDeclaration Gates::policy(const std::string& id, Effect effect, const Scope& scope) {
  PolicyDeclaration made;
  made.id = reading_.names.intern(id);
  made.key = made.body = made.effect_place = made.to_place = scope.place;
  made.effect = effect;
  made.is_implied = true;
  made.to = {{scope.resource, scope.place}};
  made.actions.emplace();
  for (const std::string_view action : scope.actions)
    made.actions->push_back({reading_.names.intern(action), scope.place});
  return made;
}

void Gates::deny(SourceReading::File& file, NodeView policy) {
  const std::optional<NodeView> name = find_text(policy, "name");
  const auto [point, id] =
      name ? attachment_of(name->scalar()) : std::pair<std::string, std::string>();
  if (const std::optional<NodeView> untold = find_text(policy, "untold")) {
    std::vector<std::string_view> actions;
    each_item(policy, "rules", [&](NodeView one) {
      const std::optional<NodeView> written = find(one, "denyRule");
      if (!written) return;
      for (const std::string_view action : denied_actions(*written)) actions.push_back(action);
    });
    std::ranges::sort(actions);
    const auto repeated = std::ranges::unique(actions);
    actions.erase(repeated.begin(), repeated.end());
    return deny_unknown(file, "denypolicies/" + id, *untold, {{}, actions, untold->place()});
  }
  if (point.empty()) {
    source::report(reading_, "missing-key", "this deny policy does not say to what it is attached",
                   policy.span())
        .label = "expected a `name` like policies/…%2Fprojects%2F7/denypolicies/guard";
    return;
  }
  expect(file, name->place());
  const Name resource = resources_.declare(file, point, name->place());
  if (resource.is_none() || !is_new(*name)) return;
  const std::string policy_id = std::string(reading_.names.text(resource)) + " denypolicies/" + id;
  int count = 0;
  each_item(policy, "rules", [&](NodeView one) {
    const std::string rule_id = policy_id + " #" + std::to_string(++count);
    if (const std::optional<NodeView> written = find(one, "denyRule"))
      denial(file, resource, rule_id, *written);
  });
}

void Gates::denial(SourceReading::File& file, Name resource, const std::string& id,
                   NodeView written) {
  for (const std::string_view key : {"deniedPermissions", "exceptionPermissions"})
    source::expect_list(reading_, written, key);
  Denial denied{id, {resource, denied_actions(written), written.place()}, {}, {}, written};
  denied.who = members_in(reading_, written, "deniedPrincipals", denied_member);
  if (denied.scope.actions.empty()) return;
  if (const std::optional<NodeView> told = find(written, "denialCondition"))
    denied.when = condition(file, *told);
  const std::optional<NodeView> untold = find_text(written, "untold");
  if (!untold) return add_denial(file, std::move(denied));
  Denial unsure = denied;
  unsure.id += " as far as it is not known";
  if (is_untold(written, "denied_principals")) unsure.who = {anyone(written.place())};
  const std::string unknown = attributes_.declare_unknown(file, untold->scalar(), untold->place());
  unsure.when = denied.when ? ConditionText{unknown + " && (" + denied.when->text + ')',
                                            written.place(),
                                            0,
                                            false,
                                            {}}
                            : ConditionText{unknown, written.place(), 0, false, {}};
  std::size_t others = 0;
  each_item(written, "untold_parts", [&](NodeView part) {
    const bool is_of_principals = part.is_scalar() && part.scalar() == "denied_principals";
    others += is_of_principals ? 0 : 1;
  });
  if (others == 0) add_denial(file, std::move(denied));
  add_denial(file, std::move(unsure));
}

/// Who is excepted is let through, and so is whom the rule does not name.
void Gates::add_denial(SourceReading::File& file, Denial denied) {
  if (denied.who.empty()) return;
  const Place place = denied.scope.place;
  PolicyDeclaration denied_here = policy(denied.id, Effect::Deny, denied.scope);
  denied_here.who = std::move(denied.who);
  denied_here.when = std::move(denied.when);
  denied_here.on_error = OnError::Apply;
  denied_here.on_error_place = place;
  PolicyDeclaration exceptions = policy(denied.id + " exceptions", Effect::Allow, denied.scope);
  exceptions.who = members_in(reading_, denied.written, "exceptionPrincipals", denied_member);
  PolicyDeclaration others = policy(denied.id + " others", Effect::Allow, denied.scope);
  others.who = {anyone(place)};
  SetDeclaration set;
  set.id = reading_.names.intern(denied.id);
  set.key = set.body = set.combine_place = place;
  set.combine = Combine::FirstApplicable;
  for (const PolicyDeclaration* const one : {&exceptions, &denied_here, &others})
    set.members.push_back({one->id, false, place});
  for (PolicyDeclaration* const one : {&exceptions, &denied_here, &others})
    file.declarations.policies.push_back(std::move(*one));
  file.declarations.sets.push_back(std::move(set));
  add_gate(reading_.names.intern(denied.id), true);
}

ConditionText Gates::condition(SourceReading::File& file, NodeView denial) {
  ConditionWords words;
  words.unknown = [&](std::string_view text, Place place) {
    return attributes_.unknown_condition(
        file, "`" + shortened(text) + "` is no condition that can be read exactly", text, place);
  };
  words.level = [&](std::string_view level, Place place) {
    return attributes_.declare_unknown(file, level, place);
  };
  const ConditionText written = written_condition(denial);
  remark_on_denial(file, written);
  return translated(written, words);
}

bool Gates::is_new(NodeView name) {
  if (names_.emplace(name.scalar()).second) return true;
  source::warn(reading_, "repeated-answer", "`" + shortened(name.scalar()) + "` is told twice",
               name.span())
      .label = "the first one counts";
  return false;
}

void Gates::expect(SourceReading::File& file, Place place) {
  if (file_ != nullptr) return;
  file_ = &file;
  place_ = place;
}

void Gates::add_gate(Name id, bool is_set) { gates_.push_back({id, is_set, place_}); }

void Gates::finish() {
  if (file_ != nullptr) write_settings();
  write_boundaries();
  if (file_ == nullptr) return;
  SetDeclaration allows = bindings();
  // Where no binding is, what lets somebody through lets nobody in.
  PolicyDeclaration nobody = policy("google-iap nobody", Effect::Allow,
                                    {{}, {"access", "tunnel", "tunnel-group"}, place_});
  nobody.to = roots(place_);
  allows.members.push_back({nobody.id, false, place_});
  file_->declarations.policies.push_back(std::move(nobody));
  SetDeclaration gates = set("google-iap gates", Combine::AllOf);
  gates.members.push_back({allows.id, true, place_});
  gates.members.insert(gates.members.end(), gates_.begin(), gates_.end());
  SetDeclaration all = set("google-iap", Combine::AllowOverrides);
  all.members = bypasses_;
  all.members.push_back({gates.id, true, place_});
  for (SetDeclaration* const one : {&allows, &gates, &all})
    file_->declarations.sets.push_back(std::move(*one));
}

/// What is in some set already.
std::set<Name> Gates::inside() const {
  std::set<Name> inside;
  for (const SourceReading::File& file : reading_.files) {
    for (const SetDeclaration& set : file.declarations.sets) {
      for (const SetDeclaration::Member& member : set.members) inside.insert(member.id);
    }
  }
  for (const auto* const all : {&gates_, &bypasses_}) {
    for (const SetDeclaration::Member& one : *all) inside.insert(one.id);
  }
  return inside;
}

SetDeclaration Gates::bindings() const {
  const std::set<Name> inside = this->inside();
  SetDeclaration allows = set("google-iap bindings", Combine::DenyOverrides);
  for (const SourceReading::File& file : reading_.files) {
    for (const PolicyDeclaration& one : file.declarations.policies) {
      if (one.effect == Effect::Allow && !inside.contains(one.id))
        allows.members.push_back({one.id, false, place_});
    }
  }
  return allows;
}

SetDeclaration Gates::set(std::string_view id, Combine combine) const {
  SetDeclaration made;
  made.id = reading_.names.intern(id);
  made.key = made.body = made.combine_place = place_;
  made.combine = combine;
  return made;
}

}  // namespace accessdrift::google_iap
