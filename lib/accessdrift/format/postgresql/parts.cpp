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
  std::vector<Part> parts(1);
  Part& named = parts.front();
  std::set<std::string_view> known;
  for (const hba::NameTerm& term : rule.databases) {
    if (term.kind != TermKind::All) continue;
    named.to = {target(kServer, place(term))};
    named.databases = {kServer};
    for (const std::string& database : server_.databases) named.databases.push_back(database);
    break;
  }
  const bool covers_all = !named.to.empty();
  for (const hba::NameTerm& term : rule.databases) {
    if (term.kind == TermKind::Replication && known.insert(kReplication).second) {
      Part replication;
      replication.suffix = ", replication";
      replication.to = {target(kReplication, place(term))};
      replication.databases = {kReplication};
      parts.push_back(std::move(replication));
    }
    if (covers_all) continue;
    const auto database = server_.databases.find(term.text);
    const bool is_told = term.kind == TermKind::Name && database != server_.databases.end();
    if (is_told && known.insert(term.text).second) {
      parts.front().to.push_back(target(term.text, place(term)));
      parts.front().databases.push_back(*database);
    }
    if (term.kind == TermKind::SameUser || term.kind == TermKind::SameRole)
      add_same(file, rule, term, parts);
  }
  if (!covers_all) {
    Part front = std::move(parts.front());
    add_patterns(file, rule, front, parts);
    parts.front() = std::move(front);
  }
  if (parts.front().to.empty()) parts.erase(parts.begin());
  return parts;
}

void Doors::add_patterns(SourceReading::File& file, const hba::Rule& rule, Part& named,
                         std::vector<Part>& parts) {
  for (const hba::NameTerm& term : rule.databases) {
    if (term.kind != TermKind::Pattern) continue;
    const Place place = Server::place_in(file, term.span, rule.span.place);
    const std::string suffix = ", /" + term.text;
    const std::optional<std::string> plain = plain_pattern(term.text);
    if (!plain) {
      const std::string test =
          requests_.unknown(file, "pattern_" + source::attribute_word(term.text), term.text, place);
      Part unclear;
      unclear.suffix = suffix;
      unclear.to = {target(kServer, place)};
      unclear.databases = {kServer};
      for (const std::string& one : server_.databases) unclear.databases.push_back(one);
      unclear.extra = {{test, place}};
      parts.push_back(std::move(unclear));
      continue;
    }
    for (const std::string& database : server_.databases) {
      if (Server::matches(term.text, database) != Certainty::Yes) continue;
      if (std::ranges::find(named.databases, std::string_view(database)) != named.databases.end())
        continue;
      named.to.push_back(target(database, place));
      named.databases.push_back(database);
    }
    parts.push_back(
        other_part(suffix, "postgresql.database.matches(" + string_literal(*plain) + ")", place));
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
