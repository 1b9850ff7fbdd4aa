#include "accessdrift/format/proxysql/fast_routing.h"

#include <tuple>

#include "accessdrift/format/condition_text.h"

namespace accessdrift::proxysql {

FastRouting::FastRouting(Writing& writing) : writing_(writing) {
  using Key = std::tuple<std::int64_t, bool, std::string, std::int64_t>;
  std::map<Key, std::vector<const FastRoute*>> together;
  for (const FastRoute& route : writing.instance().fast_routes)
    together[{route.flag, route.username.empty(), route.schemaname, route.hostgroup}].push_back(
        &route);
  for (const auto& [key, routes] : together) {
    const auto& [flag, is_of_anybody, schema, hostgroup] = key;
    const proxysql::Row& first = *routes.front()->row;
    Row made{schema, hostgroup, "", {}, {first.file, first.place}};
    std::vector<Mention> members;
    for (const FastRoute* const route : routes) {
      made.users.insert(route->username);
      const bool is_here = route->row->file == first.file;
      members.push_back(writing.user(route->username, is_here ? route->row->place : first.place));
    }
    if (!is_of_anybody) {
      made.group = writing.instance().id("fast routing of " + schema + " to " +
                                         Writing::hostgroup(hostgroup) +
                                         (flag == 0 ? "" : " from flag " + std::to_string(flag)));
      writing.add_group(made.group, made.at, members);
    }
    by_flag_[flag].push_back(std::move(made));
  }
}

std::span<const FastRouting::Row> FastRouting::with_flag(std::int64_t flag) const {
  const auto found = by_flag_.find(flag);
  return found == by_flag_.end() ? std::span<const Row>() : found->second;
}

std::string FastRouting::is_schema(const Row& row) {
  writing_.attribute("request.schema", TypeKind::String, true, row.at);
  return "request.schema == " + string_literal(row.schemaname);
}

}  // namespace accessdrift::proxysql
