#include "accessdrift/interpreter/asked.h"

#include <algorithm>
#include <utility>

#include "accessdrift/interpreter/belonging.h"
#include "accessdrift/interpreter/reach.h"
#include "accessdrift/model/schema.h"

namespace accessdrift::interpreting {
namespace {

/// By its id all URLs of a resource are asked for.
bool asks_for_urls(const Snapshot& snapshot, const Asked& asked) {
  if (asked.resource.is_none() || !asked.action) return false;
  const Name action = snapshot.resource_actions[asked.resource.index()]->names[*asked.action];
  return snapshot.is_found_by_url(asked.resource, action);
}

/// The lists that conditions ask for in which the subject is.
std::set<std::string> lists_of(const Asked& asked) {
  std::set<std::string> lists;
  for (const GroupWalk::Stay& stay : asked.memberships.certain) {
    const auto& group = asked.snapshot.groups[stay.group.index()];
    if (group->is_list) lists.emplace(asked.snapshot.text(group->id));
  }
  return lists;
}

Facts facts_of(const Snapshot& snapshot, const Asked& asked, bool is_complete) {
  const auto told = [&request = asked.request, is_complete,
                     has_urls = asks_for_urls(snapshot, asked)](const std::string& name) {
    const bool is_absent = is_complete || (is_told_by_url(name) && !has_urls);
    return find_told(request.attributes, name, is_absent);
  };
  Facts facts = facts_of_user(snapshot, asked.subject.user, told);
  facts.resource = [&snapshot, resource = asked.resource](const std::string& name) {
    return resource.is_none() ? std::nullopt : snapshot.attribute_of(resource, name);
  };
  facts.request = [told, scopes = asked.token.effective()](const std::string& name) {
    return name == kScopes ? scopes : told(name);
  };
  facts.may_be_effective = [token = asked.token](const std::string& scope) {
    return token.may_have(scope);
  };
  facts.is_in_list = [lists = lists_of(asked)](const std::string& id) {
    return lists.contains(id);
  };
  return facts;
}

Asked ask_as(Subject subject, Memberships memberships, const Snapshot& snapshot,
             const Request& request, bool is_complete) {
  const auto told = [&](std::string_view name) {
    return find_told(request.attributes, name, is_complete);
  };
  const Moment moment = moment_of(request, is_complete);
  Token token(snapshot, subject, memberships, moment, {told(kScopes), told(kClient)});
  Asked asked{snapshot,         request, moment, std::move(subject), std::move(memberships), {}, {},
              std::move(token), {},      nullptr};
  asked.resource = snapshot.find_resource(request.resource);
  if (!asked.resource.is_none()) {
    asked.action = find_action(snapshot, asked.resource, request.action);
  }
  asked.facts = facts_of(snapshot, asked, is_complete);
  return asked;
}

}  // namespace

Moment moment_of(const Request& request, bool is_complete) {
  return Moment::of(find_told(request.attributes, kTime, is_complete));
}

Asked understand(const Snapshot& snapshot, const Request& request, bool is_complete,
                 const std::function<const GroupWalk&()>& groups) {
  const Moment moment = moment_of(request, is_complete);
  const Subject subject = find_subject(snapshot, request.identity, moment);
  Memberships memberships;
  if (!subject.user.is_none()) {
    memberships = memberships_of(snapshot, subject.user, groups(), [&](const std::string& name) {
      return find_told(request.attributes, name, is_complete);
    });
  }
  Asked asked = ask_as(subject, std::move(memberships), snapshot, request, is_complete);
  if (subject.may_be_over) {
    asked.otherwise = std::make_unique<const Asked>(
        ask_as(signed_out(subject), {}, snapshot, request, is_complete));
  }
  return asked;
}

}  // namespace accessdrift::interpreting
