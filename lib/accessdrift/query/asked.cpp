#include "accessdrift/query/asked.h"

#include <algorithm>
#include <string>
#include <vector>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const auto near = nearest(word, candidates);
  return near ? "did you mean `" + *near + "`?" : std::string();
}

}  // namespace

AskedIdentity find_asked_identity(const Inquiry& inquiry, std::string_view who) {
  AskedIdentity asked;
  if (who == "anonymous") return asked;
  const UserIndex user = inquiry.snapshot->find_user(who);
  if (!user.is_none()) {
    asked.identity = inquiry.population->identity(user, SideOf::After);
    asked.id = inquiry.snapshot->user_id(user);
    asked.is_active = inquiry.engine->active().contains(asked.identity);
    return asked;
  }
  asked.is_listed = false;
  std::vector<std::string_view> ids;
  ids.reserve(inquiry.snapshot->users.size());
  for (std::size_t u = 0; u < inquiry.snapshot->users.size(); ++u)
    ids.push_back(inquiry.snapshot->user_id(UserIndex{u}));
  asked.suggestion = nearest(who, ids).value_or("");
  return asked;
}

Result<ResourceAction> find_asked_target(const Inquiry& inquiry, std::string_view action,
                                         std::string_view resource) {
  const Snapshot& snapshot = *inquiry.snapshot;
  const ResourceIndex where = snapshot.find_resource(resource);
  if (where.is_none()) {
    std::vector<std::string_view> ids;
    ids.reserve(snapshot.resources.size());
    for (const auto& declared : snapshot.resources) ids.push_back(snapshot.text(declared->id));
    return failure(error_without_place("unknown-resource",
                                       "no resource is called `" + std::string(resource) + "`",
                                       did_you_mean(resource, ids)));
  }
  std::vector<std::string_view> actions;
  for (const Name name : snapshot.resource_actions[where.index()]->names)
    actions.push_back(snapshot.text(name));
  if (std::ranges::find(actions, action) == actions.end()) {
    std::vector<std::string> words(actions.begin(), actions.end());
    std::ranges::sort(words);
    return failure(error_without_place("unknown-action",
                                       "`" + std::string(resource) + "` has no action `" +
                                           std::string(action) + "`, expected " + join_or(words),
                                       did_you_mean(action, actions)));
  }
  return ResourceAction{where, snapshot.names->find(action)};
}

}  // namespace accessdrift
