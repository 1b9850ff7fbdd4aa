#include <algorithm>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/postgresql/doors.h"
#include "accessdrift/format/postgresql/pattern.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift::postgresql {
namespace {

constexpr std::string_view kGroupSign = "\\1";

bool takes_a_part(const hba::IdentRule& entry) {
  return entry.system_user.kind == TermKind::Pattern && entry.role.kind == TermKind::Name &&
         entry.role.text.find(kGroupSign) != std::string::npos;
}

/// The client is known by a name of this line.
std::string name_test(Server& server, SourceReading::File& file, const hba::IdentRule& entry,
                      std::string_view attribute) {
  const std::string name(attribute);
  const hba::NameTerm& user = entry.system_user;
  if (user.kind == TermKind::Name)
    return "has(" + name + ") && " + name + " == " + string_literal(user.text);
  const std::optional<std::string> plain = plain_pattern(user.text);
  if (plain && !takes_a_part(entry))
    return "has(" + name + ") && " + name + ".matches(" + string_literal(*plain) + ")";
  // That the part that matches is the role's name is a fact about both.
  const std::string said = user.text + '\x1f' + (takes_a_part(entry) ? entry.role.text : "");
  std::string fact = name + '.' + source::attribute_word(user.text) + '_' + source::digits_of(said);
  source::declare_attribute(server.reading, file, fact, {TypeKind::Bool, {}}, entry.span.place);
  return fact;
}

std::string bytes_of(const hba::Rule& rule) {
  const auto [begin, end] = rule.span.place;
  return std::string(rule.span.text->bytes().substr(begin, end - begin));
}

}  // namespace

/// That the map of a rule lets somebody in, where no file tells it.
Words Doors::untold_map(SourceReading::File& file, const hba::Rule& rule) {
  const hba::MethodOption& map = *hba::find_option(rule, "map");
  const Place place = Server::place_in(file, map.span, rule.span.place);
  std::string fact = std::string(Requests::proof_name(rule.method)) + ".map_" +
                     source::attribute_word(map.value) + '_' + source::digits_of(map.value);
  source::declare_attribute(server_.reading, file, fact, {TypeKind::Bool, {}}, place);
  return {std::move(fact), place};
}

void Doors::write_maps(const hba::Rule& rule, const Versions::Periods& in, const Part& part,
                       const Who& who, const std::string& key) {
  SourceReading::File& home = server_.file_of(rule.span.text);
  const std::string& map = hba::find_option(rule, "map")->value;
  std::vector<Words> fits = connection(home, rule, in);
  for (const std::vector<Words>& more : {part.extra, who.extra, requests_.certificate(home, rule)})
    fits.insert(fits.end(), more.begin(), more.end());
  if (!server_.has_maps) {
    fits.push_back(untold_map(home, rule));
    PolicyDeclaration proven = policy(key, Effect::Allow, home, rule, part);
    proven.who = who.mentions;
    return add(home, std::move(proven), fits);
  }
  for (const auto& line : server_.maps) {
    const auto& [entry, of_entry] = line;
    if (entry.map.text != map) continue;
    is_current_ = server_.is_current(in) && server_.is_current(of_entry);
    SourceReading::File& file = server_.file_of(entry.span.text);
    const std::string id = key + ", as " + entry.system_user.text + ' ' + entry.role.text +
                           server_.versions.suffix_of(of_entry);
    std::vector<Words> when = fits;
    if (std::string versions = server_.versions.condition_of(of_entry); !versions.empty()) {
      std::string shown = source::spoken(versions);
      when.insert(when.begin(), {std::move(versions), entry.span.place, std::move(shown)});
    }
    for (Who& mapped : mapped_by(file, entry, rule, part, who)) {
      if (mapped.mentions.empty()) continue;
      PolicyDeclaration made = policy(id, Effect::Allow, file, rule, part);
      made.who = std::move(mapped.mentions);
      std::vector<Words> all = when;
      all.insert(all.end(), mapped.extra.begin(), mapped.extra.end());
      all.push_back({name_test(server_, file, entry, Requests::system_user(rule)), {}});
      add_at(entry.span.place, file, std::move(made), std::move(all));
    }
  }
}

/// A policy of which all is told at one place.
void Doors::add_at(Place place, SourceReading::File& file, PolicyDeclaration made,
                   std::vector<Words> when) {
  made.key = made.body = made.effect_place = made.to_place = place;
  for (Mention& mention : made.who) mention.place = place;
  for (NamePlace& one : made.to) one.place = place;
  for (Words& words : when) words.place = place;
  add(file, std::move(made), when);
}

/// Whether a role is one of a part's, and of the rule's.
Certainty Doors::fits_part(const std::string& role, const hba::Rule& rule, const Part& part) {
  if (!part.only_role.empty() && role != part.only_role) return Certainty::No;
  const Certainty by_name = server_.fits(role, rule.roles);
  if (by_name == Certainty::No || part.only_members.empty()) return by_name;
  const Certainty as_member = server_.catalogue.roles.is_member(role, part.only_members);
  return as_member == Certainty::Yes ? by_name : as_member;
}

/// Of roles that are known those that a line of a map fits.
std::vector<Doors::Who> Doors::known_mapped_by(SourceReading::File& file,
                                               const hba::IdentRule& entry, const hba::Rule& rule,
                                               const Part& part) {
  Roles& roles = server_.catalogue.roles;
  Who mapped, unclear;
  for (const Roles::Role& role : roles.all()) {
    if (!Roles::is_account(role)) continue;
    const Certainty both[] = {server_.fits(role.name, {entry.role}),
                              fits_part(role.name, rule, part)};
    if (std::ranges::find(both, Certainty::No) != std::end(both)) continue;
    const bool is_certain = std::ranges::find(both, Certainty::Unknown) == std::end(both);
    (is_certain ? mapped : unclear).mentions.push_back(roles.mention(role.name, entry.span.place));
  }
  return with_unclear(file, rule, std::move(mapped), std::move(unclear));
}

/// Those of the roles of a part that a line of a map lets somebody act as.
std::vector<Doors::Who> Doors::mapped_by(SourceReading::File& file, const hba::IdentRule& entry,
                                         const hba::Rule& rule, const Part& part, const Who& who) {
  Roles& roles = server_.catalogue.roles;
  const Place place = entry.span.place;
  if (entry.role.kind == TermKind::All || takes_a_part(entry)) return {who};
  Who mapped;
  const bool is_whole = who.is_everybody && part.only_role.empty() && part.only_members.empty();
  if (entry.role.kind == TermKind::Name) {
    const Certainty fit = fits_part(entry.role.text, rule, part);
    if (fit == Certainty::No) return {};
    mapped.mentions = {roles.mention(entry.role.text, place)};
    mapped.mentions.front().may_be_nobodys = is_missing(entry.role);
    if (fit == Certainty::Yes) return {mapped};
  } else {
    if (!is_whole && roles.are_known()) return known_mapped_by(file, entry, rule, part);
    mapped.mentions = {mention_of(file, entry.role, place)};
    if (is_whole) return {mapped};
  }
  const std::string said = entry.role.text + '\x1f' + part.suffix + '\x1f' + bytes_of(rule);
  mapped.extra = {
      {requests_.unknown(file, "fits_" + source::attribute_word(entry.role.text), said, place),
       place}};
  return {mapped};
}

}  // namespace accessdrift::postgresql
