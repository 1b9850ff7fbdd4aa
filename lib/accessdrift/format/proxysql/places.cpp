#include "accessdrift/format/proxysql/places.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace accessdrift::proxysql {
namespace {

using Numbers = std::map<std::int64_t, At>;

/// Where a hostgroup is told first: a server of it, else what leads there.
Numbers hostgroups_of(Writing& writing) {
  const Instance& instance = writing.instance();
  Numbers all;
  const auto add = [&](std::int64_t number, const Row& row) {
    if (number >= 0) all.try_emplace(number, At{row.file, row.place});
  };
  for (const Cluster& cluster : instance.clusters)
    for (const std::int64_t number : cluster.hostgroups) add(number, *cluster.row);
  for (const Server& server : instance.servers) add(server.hostgroup, *server.row);
  for (const Rule& rule : instance.rules) add(rule.hostgroup, *rule.row);
  for (const FastRoute& route : instance.fast_routes) add(route.hostgroup, *route.row);
  for (const User& user : instance.users) add(user.hostgroup, *user.row);
  for (const auto& [number, at] : all) writing.tell_apart(number);
  for (const std::int64_t number : writing.hostgroups()) all.try_emplace(number, writing.start());
  return all;
}

/// The servers that may come to be in it.
std::map<std::string, const Server*> servers_of(const Instance& instance, std::int64_t number) {
  std::set<std::int64_t> together = {number};
  for (const Cluster& cluster : instance.clusters) {
    if (std::ranges::find(cluster.hostgroups, number) != cluster.hostgroups.end())
      together.insert(cluster.hostgroups.begin(), cluster.hostgroups.end());
  }
  std::map<std::string, const Server*> servers;
  for (const Server& server : instance.servers)
    if (together.contains(server.hostgroup)) servers.try_emplace(server.name, &server);
  return servers;
}

}  // namespace

void declare_hostgroups(Writing& writing) {
  const Instance& instance = writing.instance();
  const auto add = [&](const std::string& id, std::string_view parent, At at) {
    ResourceDeclaration resource;
    resource.id = writing.reading().names.intern(instance.id(id));
    resource.key = resource.body = at.place;
    resource.actions.emplace();
    if (!parent.empty()) {
      resource.parent = writing.named(instance.id(parent), at.place);
      resource.actions->push_back(writing.named(kQuery, at.place));
      if (instance.has_digests)
        resource.actions->push_back(writing.named(kQueryByComment, at.place));
    }
    at.file->declarations.resources.push_back(std::move(resource));
  };
  add(std::string(kProxy), "", writing.start());
  for (const auto& [number, at] : hostgroups_of(writing)) {
    const std::string id = Writing::hostgroup(number);
    add(id, kProxy, at);
    for (const auto& [name, server] : servers_of(instance, number)) {
      std::string child = id;
      child += '/' + name;
      add(child, id, {server->row->file, server->row->place});
    }
  }
}

void declare_users(Writing& writing, std::unordered_set<std::string>& known) {
  using Members = Writing::MembersByFile;
  const Instance& instance = writing.instance();
  Members nobody;  // of each file with users, so that its part of a group is there all the same
  for (const User& user : instance.users)
    if (user.is_active) nobody[user.row->file];
  Members all = nobody, fast = nobody;
  std::map<std::pair<std::int64_t, bool>, Members> by_default;
  const auto with_default = [&](std::int64_t hostgroup, bool is_fast) -> Members& {
    return by_default.try_emplace({hostgroup, is_fast}, nobody).first->second;
  };
  known.reserve(known.size() + instance.users.size());
  for (const User& user : instance.users) {
    SourceReading::File* const file = user.row->file;
    UserDeclaration declared;
    declared.id = writing.user(user.name, {}).id;
    declared.spelling = writing.reading().names.intern(user.name);
    declared.key = user.place;
    declared.body = user.row->place;
    // Where a directory lists it, too, what that one says of it counts.
    declared.yields = true;
    if (known.insert(user.name).second) file->declarations.users.push_back(declared);
    if (!user.is_active) continue;
    all[file].push_back(writing.user(user.name, user.active_place));
    with_default(user.hostgroup, false)[file].push_back(
        writing.user(user.name, user.hostgroup_place));
    if (!user.is_fast) continue;
    with_default(user.hostgroup, true)[file].push_back(writing.user(user.name, user.fast_place));
    fast[file].push_back(writing.user(user.name, user.fast_place));
  }
  writing.add_group(instance.id(kUsers), std::move(all));
  if (!writing.defaults(true).empty()) writing.add_group(instance.id(kFast), std::move(fast));
  for (const bool are_fast : {false, true}) {
    for (const std::int64_t hostgroup : writing.defaults(are_fast))
      writing.add_group(writing.with_default(hostgroup, are_fast),
                        with_default(hostgroup, are_fast));
  }
}

}  // namespace accessdrift::proxysql
