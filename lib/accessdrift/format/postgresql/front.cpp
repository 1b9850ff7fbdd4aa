#include <algorithm>
#include <utility>

#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/postgresql/doors.h"

namespace accessdrift::postgresql {

/// Whether there are people whom another system lets in though they are no roles, or may not log
/// in.
bool Doors::heeds_lists() {
  return server_.catalogue.roles.are_known() && !server_.reading.beside.listed.empty();
}

Words Doors::without_role(Place place) {
  return {"!" + server_.catalogue.roles.is_listed(), place, "no role is called so"};
}

Words Doors::without_login(Place place) {
  return {"has(user." + std::string(kNoLoginAttribute) + ")", place, "the role may not log in"};
}

void Doors::deny_first(SourceReading::File& file, const std::string& id, NamePlace resource,
                       const Mention& who, const std::vector<Words>& when) {
  hba::Rule nobody;
  nobody.span = nobody.method_span = server_.main_span;
  Part part;
  part.to = {resource};
  PolicyDeclaration made = policy(id, Effect::Deny, file, nobody, part);
  made.key = made.body = made.effect_place = made.on_error_place = who.place;
  made.who = {who};
  made.is_implied = true;
  add(file, std::move(made), when);
}

/// Of other systems' people those who are no roles here, or may not log in.
void Doors::deny_others_first() {
  if (!heeds_lists()) return;
  Names& names = server_.reading.names;
  const Place place = server_.main_span.place;
  for (const std::string_view resource : {kServer, kReplication}) {
    const std::string to = " to " + std::string(resource);
    deny_first(*server_.main, std::string(kWithoutRole) + to, target(resource, place),
               authenticated(names, place), {without_role(place)});
    deny_first(*server_.main, std::string(kWithoutLogin) + to, target(resource, place),
               anyone(names, place), {without_login(place)});
  }
}

void Doors::write_front() {
  Names& names = server_.reading.names;
  for (const auto& [name, database] : server_.catalogue.databases) {
    if (!database.takes_connections)
      deny_first(*database.file, name + " takes no connections",
                 target(name, database.closed_place), anyone(names, database.closed_place), {});
  }
  deny_others_first();
  const auto any = [&](TermKind kind) {
    return std::ranges::any_of(server_.rules,
                               [kind](const auto& rule) { return has(rule.line.databases, kind); });
  };
  const Place place = server_.main_span.place;
  if (any(TermKind::Replication) && server_.catalogue.roles.are_known()) {
    const std::string may = "user." + std::string(kReplicationAttribute);
    deny_first(*server_.main, "replication takes a role that may replicate",
               target(kReplication, place), everybody(place),
               {{"!(has(" + may + ") && " + may + ")", place}});
  }
  if (any(TermKind::Pattern) && !server_.databases.empty()) {
    std::string list;
    for (const std::string& database : server_.databases)
      list += (list.empty() ? "" : ", ") + string_literal(database);
    deny_first(*server_.main, "a database that is named is no other", target(kServer, place),
               anyone(names, place),
               {{"resource." + std::string(kIsOther) + " && postgresql.database in [" + list + "]",
                 place}});
  }
}

}  // namespace accessdrift::postgresql
