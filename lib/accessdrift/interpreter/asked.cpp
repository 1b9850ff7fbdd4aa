#include "accessdrift/interpreter/asked.h"

#include <algorithm>
#include <utility>

#include "accessdrift/interpreter/reach.h"
#include "accessdrift/model/schema.h"

namespace accessdrift::interpreting {
namespace {

Told find_told(const RequestAttributes& attributes, std::string_view name, bool is_complete) {
  const auto found = attributes.find(name);
  const bool is_told = found != attributes.end() && found->second.state != Told::State::NotTold;
  if (is_told) return found->second;
  return is_complete ? Told::absent() : Told{};
}

/// Whether this side's declarations allow what was told.
bool is_allowed(const Schema& schema, const std::string& name, const Told& told) {
  const auto declared = schema.request.find(name);
  if (declared == schema.request.end()) return false;
  switch (told.state) {
    case Told::State::NotTold:
      break;
    case Told::State::Absent:
      return !declared->second.is_required;
    case Told::State::Present:
      return is_of_type(told.value, declared->second);
  }
  return true;
}

/// By its id all URLs of a resource are asked for.
bool asks_for_urls(const Snapshot& snapshot, const Asked& asked) {
  if (asked.resource.is_none() || !asked.action) return false;
  const Name action = snapshot.resource_actions[asked.resource.index()]->names[*asked.action];
  return snapshot.is_found_by_url(asked.resource, action);
}

Facts facts_of(const Snapshot& snapshot, const Asked& asked, bool is_complete) {
  Facts facts = facts_of_user(snapshot, asked.subject.user);
  facts.resource = [&snapshot, resource = asked.resource](const std::string& name) {
    return resource.is_none() ? std::nullopt : snapshot.attribute_of(resource, name);
  };
  const auto told = [&request = asked.request, is_complete, has_urls = asks_for_urls(snapshot, asked)](
                        const std::string& name) {
    const bool is_absent = is_complete || (is_told_by_url(name) && !has_urls);
    return find_told(request.attributes, name, is_absent);
  };
  facts.request = [told, scopes = asked.token.effective()](const std::string& name) {
    return name == kScopes ? scopes : told(name);
  };
  facts.is_readable = [told, &snapshot](const std::string& name) {
    return name == kScopes || is_allowed(snapshot.schema, name, told(name));
  };
  facts.may_be_effective = [token = asked.token](const std::string& scope) {
    return token.may_have(scope);
  };
  facts.is_required = [&snapshot](const std::string& name) {
    const auto declared = snapshot.schema.request.find(name);
    return name == kScopes ||
           (declared != snapshot.schema.request.end() && declared->second.is_required);
  };
  return facts;
}

Asked ask_as(Subject subject, std::vector<GroupWalk::Stay> stays, const Snapshot& snapshot,
             const Request& request, bool is_complete) {
  const auto told = [&](std::string_view name) {
    return find_told(request.attributes, name, is_complete);
  };
  const Moment moment = moment_of(request, is_complete);
  Token token(snapshot, subject, stays, moment, {told(kScopes), told(kClient)});
  Asked asked{snapshot,         request, moment, std::move(subject), std::move(stays), {}, {},
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
                 const StaysOf& stays_of) {
  const Moment moment = moment_of(request, is_complete);
  const Subject subject = find_subject(snapshot, request.identity, moment);
  std::vector<GroupWalk::Stay> stays;
  if (!subject.user.is_none()) stays = stays_of(subject.user);
  Asked asked = ask_as(subject, std::move(stays), snapshot, request, is_complete);
  if (subject.may_be_over) {
    asked.otherwise = std::make_unique<const Asked>(
        ask_as(signed_out(subject), {}, snapshot, request, is_complete));
  }
  return asked;
}

Facts facts_of_user(const Snapshot& snapshot, UserIndex user) {
  Facts facts;
  facts.user = [&snapshot, user](const std::string& name) {
    return user.is_none() ? std::nullopt : snapshot.attribute_of(user, name);
  };
  facts.resource = [](const std::string&) { return std::optional<Value>{}; };
  facts.request = [](const std::string&) { return Told::absent(); };
  facts.is_required = [](const std::string&) { return false; };
  facts.is_readable = [](const std::string&) { return true; };
  facts.network = [&snapshot](const std::string& name) -> std::span<const IpPrefix> {
    const auto found = snapshot.prefixes.find(snapshot.names->find(name));
    if (found == snapshot.prefixes.end()) return {};
    return found->second;
  };
  facts.window = [&snapshot](const std::string& name) -> const Window* {
    const auto found = snapshot.window_by_name.find(name);
    return found == snapshot.window_by_name.end() ? nullptr : &found->second;
  };
  facts.zone = [&snapshot](const std::string& name) { return snapshot.schema.zones->find(name); };
  return facts;
}

}  // namespace accessdrift::interpreting
