#include <algorithm>
#include <utility>

#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/postgresql/doors.h"
#include "accessdrift/format/postgresql/pattern.h"

namespace accessdrift::postgresql {

Doors::Part Doors::other_part(std::string suffix, const std::string& test, Place place) {
  Part part;
  part.suffix = std::move(suffix);
  part.to = {target(kServer, place)};
  part.databases = {kServer};
  part.extra = {{"resource." + std::string(kIsOther) + " && " + test, place}};
  return part;
}

std::vector<Doors::Part> Doors::parts_of(SourceReading::File& file, const hba::Rule& rule) {
  const auto place = [&](const hba::NameTerm& term) {
    return Server::place_in(file, term.span, rule.span.place);
  };
  std::vector<Part> parts;
  const auto replication =
      std::ranges::find(rule.databases, TermKind::Replication, &hba::NameTerm::kind);
  if (replication != rule.databases.end()) {
    Part part;
    part.suffix = ", replication";
    part.to = {target(kReplication, place(*replication))};
    part.databases = {kReplication};
    parts.push_back(std::move(part));
  }
  Part front;
  const auto all = std::ranges::find(rule.databases, TermKind::All, &hba::NameTerm::kind);
  if (all != rule.databases.end()) {
    front = whole_part(place(*all));
  } else {
    front = named_part(file, rule);
    for (const hba::NameTerm& term : rule.databases) {
      if (term.kind == TermKind::SameUser || term.kind == TermKind::SameRole)
        add_same(file, rule, term, parts);
    }
    add_patterns(file, rule, front, parts);
  }
  if (!front.to.empty()) parts.insert(parts.begin(), std::move(front));
  return parts;
}

/// Of all databases, but for physical replication.
Doors::Part Doors::whole_part(Place place) {
  Part part;
  part.to = {target(kServer, place)};
  part.databases = {kServer};
  part.databases.insert(part.databases.end(), server_.databases.begin(), server_.databases.end());
  return part;
}

/// Of those that a rule names and that are told apart.
Doors::Part Doors::named_part(SourceReading::File& file, const hba::Rule& rule) {
  Part part;
  std::set<std::string_view> known;
  for (const hba::NameTerm& term : rule.databases) {
    const auto database = server_.databases.find(term.text);
    const bool is_told = term.kind == TermKind::Name && database != server_.databases.end();
    if (!is_told || !known.insert(term.text).second) continue;
    part.to.push_back(target(term.text, Server::place_in(file, term.span, rule.span.place)));
    part.databases.push_back(*database);
  }
  return part;
}

void Doors::add_patterns(SourceReading::File& file, const hba::Rule& rule, Part& named,
                         std::vector<Part>& parts) {
  for (const hba::NameTerm& term : rule.databases) {
    if (term.kind != TermKind::Pattern) continue;
    const Place place = Server::place_in(file, term.span, rule.span.place);
    const std::string suffix = ", /" + term.text;
    const std::optional<std::string> plain = plain_pattern(term.text);
    if (!plain) {
      Part unclear = whole_part(place);
      unclear.suffix = suffix;
      unclear.extra = {{requests_.unknown(file, "pattern_" + source::attribute_word(term.text),
                                          term.text, place),
                        place}};
      parts.push_back(std::move(unclear));
      continue;
    }
    add_matching(term, place, named);
    parts.push_back(
        other_part(suffix, "postgresql.database.matches(" + string_literal(*plain) + ")", place));
  }
}

/// The databases that are told apart and that a pattern fits.
void Doors::add_matching(const hba::NameTerm& pattern, Place place, Part& named) {
  for (const std::string& database : server_.databases) {
    if (Server::matches(pattern.text, database) != Certainty::Yes) continue;
    if (std::ranges::find(named.databases, std::string_view(database)) != named.databases.end())
      continue;
    named.to.push_back(target(database, place));
    named.databases.push_back(database);
  }
}

void Doors::add_same(SourceReading::File& file, const hba::Rule& rule, const hba::NameTerm& term,
                     std::vector<Part>& parts) {
  const Place place = Server::place_in(file, term.span, rule.span.place);
  const bool is_user = term.kind == TermKind::SameUser;
  for (const std::string& database : server_.databases) {
    Part part;
    part.suffix = ", " + term.text + ' ' + database;
    part.to = {target(database, place)};
    part.databases = {database};
    (is_user ? part.only_role : part.only_members) = database;
    parts.push_back(std::move(part));
  }
  parts.push_back(other_part(", " + term.text,
                             is_user
                                 ? "postgresql.own_database"
                                 : "((has(postgresql.own_database) && postgresql.own_database) || "
                                   "(has(postgresql.group_database) && postgresql.group_database))",
                             place));
}

}  // namespace accessdrift::postgresql
