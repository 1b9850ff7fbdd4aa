#include <fmt/format.h>

#include <utility>

#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/postgresql/doors.h"
#include "accessdrift/format/postgresql/pattern.h"

namespace accessdrift::postgresql {
namespace {

/// One of several has to be so; empty if one always is.
Words any_of(std::vector<Words> alternatives, Place place) {
  if (alternatives.size() == 1) return std::move(alternatives.front());
  Words any = {"(", place, {}};
  for (const Words& one : alternatives) {
    any.text += (any.text.size() > 1 ? " || " : "") + one.text;
    any.shown += (any.shown.empty() ? "" : " or ") + (one.shown.empty() ? one.text : one.shown);
  }
  any.text += ')';
  return any;
}

}  // namespace

std::string way_of(const Passage& passage) {
  return passage.resource + " leads here" +
         (passage.role.empty() ? std::string() : " as " + passage.role);
}

void Doors::write_passages() {
  std::set<std::string> forced;
  for (const Passage& passage : server_.reading.beside.passages)
    if (!passage.role.empty()) forced.insert(passage.role);
  if (!forced.empty()) server_.catalogue.roles.tell_grants(forced);
  for (const Passage& passage : server_.reading.beside.passages) {
    order_of_set_ = &passage_orders_[passage.gate];
    decided_.clear();
    write_passage_front(passage);
    for (std::size_t number = 0; number < server_.rules.size(); ++number)
      write_passage_rule(number, passage);
    deny_passage(*server_.main, passage,
                 "no rule lets " + passage.by + " into " + passage.resource +
                     (passage.role.empty() ? "" : " as " + passage.role),
                 {}, anyone(server_.reading.names, server_.main_span.place));
  }
  order_of_set_ = &order_;
  for (const auto& [gate, order] : passage_orders_) write_set(gate, order);
}

void Doors::deny_passage(SourceReading::File& file, const Passage& passage, const std::string& id,
                         const std::vector<Words>& when, const Mention& who) {
  std::vector<Words> all = when;
  if (!passage.when.empty()) all.insert(all.begin(), {passage.when, who.place, way_of(passage)});
  deny_first(file, id, {server_.reading.names.intern(passage.resource), who.place}, who, all);
}

/// What turns everybody away whatever the rules say.
void Doors::write_passage_front(const Passage& passage) {
  Names& names = server_.reading.names;
  const auto database = server_.catalogue.databases.find(passage.database_name);
  const bool is_closed = passage.database == Passage::Database::Named &&
                         database != server_.catalogue.databases.end() &&
                         !database->second.takes_connections;
  if (is_closed) {
    deny_passage(*database->second.file, passage,
                 passage.database_name + " takes no connections through " + passage.resource, {},
                 anyone(names, database->second.closed_place));
  }
  const Place place = server_.main_span.place;
  if (passage.role.empty() && heeds_lists()) {
    const std::string through = " through " + passage.resource;
    deny_passage(*server_.main, passage, std::string(kWithoutRole) + through, {without_role(place)},
                 authenticated(names, place));
    deny_passage(*server_.main, passage, std::string(kWithoutLogin) + through,
                 {without_login(place)}, anyone(names, place));
  }
  if (passage.role.empty() || !server_.catalogue.roles.are_known()) return;
  Words can = can_log_in(passage.role);
  can.text = "!" + can.text;
  can.place = place;
  can.shown = passage.role + " cannot log in";
  deny_passage(*server_.main, passage, passage.role + " logs in through " + passage.resource, {can},
               anyone(names, place));
}

void Doors::write_passage_rule(std::size_t number, const Passage& passage) {
  is_current_ = false;  // what is odd about a rule is told already
  Fit fits = connection_of(number, passage);
  if (!fits) return;
  if (passage.role.empty()) return write_passed(number, passage, *fits);
  write_forced(number, passage, std::move(*fits));
}

/// Every client of the pool comes as one role.
void Doors::write_forced(std::size_t number, const Passage& passage, std::vector<Words> fits) {
  const hba::Rule& rule = server_.rules[number].line;
  SourceReading::File& file = server_.file_of(rule.span.text);
  for (const Fit& more : {forced_database(file, rule, passage), forced_role(file, rule, passage)}) {
    if (!more) return;
    fits.insert(fits.end(), more->begin(), more->end());
  }
  Part part;
  part.suffix = " as " + passage.role;
  part.to = {{server_.reading.names.intern(passage.resource), rule.span.place}};
  Who who;
  who.is_everybody = true;
  who.mentions = {anyone(server_.reading.names, rule.span.place)};
  write_shown(number, passage, part, who, fits);
}

/// Every client comes as himself.
void Doors::write_passed(std::size_t number, const Passage& passage,
                         const std::vector<Words>& fits) {
  const hba::Rule& rule = server_.rules[number].line;
  SourceReading::File& file = server_.file_of(rule.span.text);
  const std::size_t of_passage = passage.when.empty() ? 0 : 1;
  const bool is_unconditional = fits.size() == of_passage;
  for (Part& part : passed_parts(file, rule, passage)) {
    if (passage.is_claimed) write_claimed(number, passage, part, fits);
    if (passage.is_claimed && is_unconditional) note_decided(rule, part);
    for (const Who& who : this->who(file, rule, part)) {
      if (who.mentions.empty()) continue;
      std::vector<Words> all = fits;
      all.insert(all.end(), part.extra.begin(), part.extra.end());
      all.insert(all.end(), who.extra.begin(), who.extra.end());
      write_shown(number, passage, part, who, all);
    }
  }
}

bool Doors::is_fitted(const std::string& role, const hba::Rule& rule, const Part& part) {
  if (!part.only_role.empty() && part.only_role != role) return false;
  const bool is_member =
      part.only_members.empty() ||
      server_.catalogue.roles.is_member(role, part.only_members) == Certainty::Yes;
  return is_member && server_.fits(role, rule.roles) == Certainty::Yes;
}

/// Of clients those whom a rule certainly fits, as far as tests go.
std::vector<std::string_view> Doors::fitted(const std::vector<std::string>& clients,
                                            const hba::Rule& rule, const Part& part) {
  std::vector<std::string_view> all;
  for (const std::string& client : clients) {
    if (++tests_ > kMostTests) break;
    if (is_fitted(client, rule, part)) all.push_back(client);
  }
  return all;
}

std::string Doors::passed_id(std::size_t number, const Passage& passage, const Part& part) const {
  const auto& [rule, in] = server_.rules[number];
  return key_of(rule) + server_.versions.suffix_of(in) + part.suffix + " through " +
         passage.resource;
}

/// The policies of a rule: who is shown to be right, and all others whom it fits.
void Doors::write_shown(std::size_t number, const Passage& passage, const Part& part,
                        const Who& who, const std::vector<Words>& fits) {
  const hba::Rule& rule = server_.rules[number].line;
  SourceReading::File& file = server_.file_of(rule.span.text);
  Names& names = server_.reading.names;
  const Place place = who.mentions.front().place;
  const std::string id = passed_id(number, passage, part);
  const bool is_reject = rule.method == hba::Method::Reject;
  const Shown shown = is_reject ? Shown{false} : shown_of(file, rule, passage);
  // Of those whom the rule certainly fits; of others it is taken that theirs will do.
  const auto deny = [&](const std::vector<std::string>& clients, std::string_view why) {
    PolicyDeclaration without = policy(id + std::string(why), Effect::Deny, file, rule, part);
    for (const std::string_view client : fitted(clients, rule, part))
      without.who.push_back(server_.catalogue.roles.mention(client, place));
    without.is_implied = true;
    add(file, std::move(without), fits);
  };
  if (shown.is_possible && shown.asks_for_password && passage.role.empty()) {
    deny(passage.without_secret, ", without a secret");
    if (!shown.takes_md5) deny(passage.with_md5, ", with an md5 secret");
  }
  if (shown.is_possible) {
    PolicyDeclaration proven = policy(id, Effect::Allow, file, rule, part);
    proven.who = who.mentions;
    proven.is_implied = true;  // by the rule as it is
    std::vector<Words> when = fits;
    when.insert(when.end(), shown.extra.begin(), shown.extra.end());
    add(file, std::move(proven), when);
  }
  PolicyDeclaration closed =
      policy(is_reject ? id : id + ", otherwise", Effect::Deny, file, rule, part);
  closed.who = who.is_everybody ? std::vector{anyone(names, place)} : who.mentions;
  closed.is_implied = true;
  add(file, std::move(closed), fits);
}

/// As `parts_of`, of the one database to which a passage leads.
std::vector<Doors::Part> Doors::passed_parts(SourceReading::File& file, const hba::Rule& rule,
                                             const Passage& passage) {
  Part whole;
  whole.to = {{server_.reading.names.intern(passage.resource), rule.span.place}};
  std::vector<Part> parts;
  for (const hba::NameTerm& term : rule.databases) {
    if (fits_passage(term, passage)) return {whole};
    std::optional<Part> part = passed_part(file, term, passage, whole);
    if (part) parts.push_back(std::move(*part));
  }
  return parts;
}

/// Whether a term is about whoever comes through.
bool Doors::fits_passage(const hba::NameTerm& term, const Passage& passage) {
  switch (term.kind) {
    case TermKind::All:
      return true;
    case TermKind::Name:
      return passage.database == Passage::Database::Named && term.text == passage.database_name;
    case TermKind::SameUser:
    case TermKind::SameRole:
      return passage.database == Passage::Database::Own;
    default:
      return false;
  }
}

/// What a term that is not about everybody is about; nothing: about nobody who comes through.
std::optional<Doors::Part> Doors::passed_part(SourceReading::File& file, const hba::NameTerm& term,
                                              const Passage& passage, Part part) {
  const Place place = part.to.front().place;
  const bool is_named = passage.database == Passage::Database::Named;
  part.suffix = ", " + term.text;
  switch (term.kind) {
    case TermKind::SameUser:
      if (!is_named) return std::nullopt;
      part.only_role = passage.database_name;
      return part;
    case TermKind::SameRole:
      if (is_named) {
        part.only_members = passage.database_name;
      } else {
        part.extra = {{"(has(postgresql.group_database) && postgresql.group_database)", place}};
      }
      return part;
    case TermKind::Name:
      if (passage.database != Passage::Database::Own) return std::nullopt;
      part.only_role = term.text;
      return part;
    case TermKind::Pattern:
      return passed_pattern(file, term, passage, std::move(part));
    default:
      return std::nullopt;
  }
}

std::optional<Doors::Part> Doors::passed_pattern(SourceReading::File& file,
                                                 const hba::NameTerm& term, const Passage& passage,
                                                 Part part) {
  const Place place = part.to.front().place;
  part.suffix = ", /" + term.text;
  if (passage.database == Passage::Database::Named) {
    const Certainty fits = Server::matches(term.text, passage.database_name);
    if (fits == Certainty::No) return std::nullopt;
    if (fits == Certainty::Yes) return part;
  }
  const std::optional<std::string> plain = plain_pattern(term.text);
  const bool is_own = passage.database == Passage::Database::Own;
  if (plain && is_own && server_.catalogue.roles.are_known()) {
    const std::string name = server_.catalogue.roles.name_attribute();
    part.extra = {
        {fmt::format("has({0}) && {0}.matches({1})", name, string_literal(*plain)), place}};
    part.only_pattern = term.text;
  } else if (plain && passage.database == Passage::Database::Other) {
    part.extra = {{"postgresql.database.matches(" + string_literal(*plain) + ")", place}};
  } else {
    part.extra = {unknown_of(file, "pattern", term.text + passage.resource, place)};
  }
  return part;
}

Doors::Fit Doors::forced_database(SourceReading::File& file, const hba::Rule& rule,
                                  const Passage& passage) {
  std::vector<Words> some;
  for (const hba::NameTerm& term : rule.databases) {
    Fit fit = passage.database == Passage::Database::Named
                  ? forced_named_database(file, rule, term, passage)
                  : forced_other_database(file, rule, term, passage);
    if (!fit) continue;
    if (fit->empty()) return fit;
    some.push_back(std::move(fit->front()));
  }
  if (some.empty()) return std::nullopt;
  return std::vector<Words>{any_of(std::move(some), rule.span.place)};
}

/// Of one term, what it asks: nothing, or one thing.
Doors::Fit Doors::forced_named_database(SourceReading::File& file, const hba::Rule& rule,
                                        const hba::NameTerm& term, const Passage& passage) {
  const std::string& name = passage.database_name;
  const std::vector<Words> anybody;
  switch (term.kind) {
    case TermKind::All:
      return anybody;
    case TermKind::Name:
      return term.text == name ? Fit(anybody) : std::nullopt;
    case TermKind::SameUser:
      return name == passage.role ? Fit(anybody) : std::nullopt;
    case TermKind::SameRole:
      return name == passage.role ? anybody : std::vector{membership(passage.role, name)};
    case TermKind::Pattern: {
      const Certainty fits = Server::matches(term.text, name);
      if (fits == Certainty::No) return std::nullopt;
      if (fits == Certainty::Yes) return anybody;
      return std::vector{
          unknown_of(file, "pattern", term.text + passage.resource, rule.span.place)};
    }
    default:
      return std::nullopt;
  }
}

/// Likewise where which database it is, is the client's choice.
Doors::Fit Doors::forced_other_database(SourceReading::File& file, const hba::Rule& rule,
                                        const hba::NameTerm& term, const Passage& passage) {
  const Place place = rule.span.place;
  switch (term.kind) {
    case TermKind::All:
      return std::vector<Words>{};
    case TermKind::SameUser:
      return std::vector<Words>{{"(has(postgresql.database) && postgresql.database == " +
                                     string_literal(passage.role) + ")",
                                 place,
                                 {}}};
    case TermKind::SameRole:
      return std::vector{unknown_of(file, "samerole", passage.role, place)};
    case TermKind::Pattern:
      return std::vector{unknown_of(file, "pattern", term.text + passage.resource, place)};
    default:
      return std::nullopt;
  }
}

Doors::Fit Doors::forced_role(SourceReading::File& file, const hba::Rule& rule,
                              const Passage& passage) {
  const Place place = rule.span.place;
  std::vector<Words> some;
  for (const hba::NameTerm& term : rule.roles) {
    const bool is_it =
        term.text == passage.role && (term.kind == TermKind::Name || term.kind == TermKind::Member);
    if (term.kind == TermKind::All || is_it) return std::vector<Words>{};
    if (term.kind == TermKind::Member) some.push_back(membership(passage.role, term.text));
    if (term.kind != TermKind::Pattern) continue;
    const Certainty fits = Server::matches(term.text, passage.role);
    if (fits == Certainty::Yes) return std::vector<Words>{};
    if (fits == Certainty::Unknown)
      some.push_back(unknown_of(file, "pattern", term.text + '\x1f' + passage.role, place));
  }
  if (some.empty()) return std::nullopt;
  return std::vector<Words>{any_of(std::move(some), place)};
}

}  // namespace accessdrift::postgresql
