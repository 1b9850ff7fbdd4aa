#include "accessdrift/interpreter/facts.h"

#include <utility>

#include "accessdrift/model/schema.h"

namespace accessdrift::interpreting {
namespace {

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

}  // namespace

Told find_told(const RequestAttributes& attributes, std::string_view name, bool is_complete) {
  const auto found = attributes.find(name);
  const bool is_told = found != attributes.end() && found->second.state != Told::State::NotTold;
  if (is_told) return found->second;
  return is_complete ? Told::absent() : Told{};
}

Facts facts_of_user(const Snapshot& snapshot, UserIndex user, Telling told) {
  Facts facts;
  facts.user = [&snapshot, user](const std::string& name) {
    return user.is_none() ? std::nullopt : snapshot.attribute_of(user, name);
  };
  facts.resource = [](const std::string&) { return std::optional<Value>{}; };
  facts.is_readable = [told, &snapshot](const std::string& name) {
    return name == kScopes || is_allowed(snapshot.schema, name, told(name));
  };
  facts.request = std::move(told);
  facts.is_required = [&snapshot](const std::string& name) {
    const auto declared = snapshot.schema.request.find(name);
    return name == kScopes ||
           (declared != snapshot.schema.request.end() && declared->second.is_required);
  };
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

std::shared_ptr<const Expression> as_read_for(const Snapshot& snapshot, UserIndex user,
                                              const std::shared_ptr<const Expression>& expression) {
  if (expression == nullptr || snapshot.unlisted_user(user) == nullptr) return expression;
  return std::make_shared<const Expression>(with_user_told(*expression));
}

}  // namespace accessdrift::interpreting
