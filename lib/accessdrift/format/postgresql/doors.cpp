#include "accessdrift/format/postgresql/doors.h"

#include <algorithm>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/postgresql/pattern.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift::postgresql {
namespace {

constexpr std::size_t kMostPolicies = 400'000;
constexpr std::string_view kAllRoles = "postgresql roles";

/// A term as a file writes it.
std::string written(const hba::NameTerm& term) {
  if (term.kind == TermKind::Member) return '+' + term.text;
  if (term.kind == TermKind::Pattern) return '/' + term.text;
  const bool is_plain =
      term.kind != TermKind::Name ||
      (term.text != "all" && term.text != "sameuser" && term.text != "samerole" &&
       term.text != "samegroup" && term.text != "replication" && !term.text.starts_with('+') &&
       !term.text.starts_with('@') && term.text.find_first_of(" ,#\"") == std::string::npos);
  return is_plain ? term.text : '"' + term.text + '"';
}

}  // namespace

Mention anyone(Names& names, Place place) {
  return {names.intern("anyone"), MentionKind::Anyone, false, place};
}

Mention authenticated(Names& names, Place place) {
  return {names.intern("authenticated"), MentionKind::Authenticated, false, place};
}

std::string written(const std::vector<hba::NameTerm>& terms, const SourceText* home) {
  std::string all;
  const SourceText* last = nullptr;
  for (const hba::NameTerm& term : terms) {
    const bool is_here = term.span.text == home;
    if (!is_here && term.span.text == last) continue;
    last = is_here ? nullptr : term.span.text;
    all += (all.empty() ? "" : ",") + (is_here ? written(term) : '@' + term.span.text->path());
  }
  constexpr std::size_t kLong = 100;
  if (all.size() <= kLong) return all;
  return all.substr(0, kLong) + "… " + source::digits_of(all);
}

std::string key_of(const hba::Rule& rule) {
  std::string key(hba::to_text(rule.connection));
  key += ' ' + written(rule.databases, rule.span.text);
  key += ' ' + written(rule.roles, rule.span.text);
  if (!rule.address.text.empty()) key += ' ' + rule.address.text;
  return key;
}

namespace {

std::string database_id(std::string_view database) {
  return std::string(kServer) + '/' + std::string(database);
}

}  // namespace

void Doors::write() {
  write_front();
  for (std::size_t number = 0; number < server_.rules.size(); ++number) write_rule(number);
  write_set(std::string(kServer) + " rules", order_);
  write_passages();
}

std::string Doors::numbered(std::string id, std::map<std::string, int>& known) {
  const int count = ++known[id];
  if (count > 1) id += " (" + std::to_string(count) + ')';
  return id;
}

NamePlace Doors::target(std::string_view database, Place place) {
  const std::string id = database == kServer || database == kReplication ? std::string(database)
                                                                         : database_id(database);
  return {server_.reading.names.intern(id), place};
}

void Doors::write_rule(std::size_t number) {
  const auto& [rule, in] = server_.rules[number];
  SourceReading::File& file = server_.file_of(rule.span.text);
  const std::string key = numbered(key_of(rule) + server_.versions.suffix_of(in), keys_);
  is_current_ = server_.is_current(in);
  for (const Part& part : parts_of(file, rule)) {
    if (++written_ > kMostPolicies && !std::exchange(told_too_many_, true)) {
      source::report(server_.reading, "too-large",
                     "more than " + std::to_string(kMostPolicies) + " policies come of the rules",
                     rule.span)
          .label = "of this rule and of those behind it";
    }
    if (written_ > kMostPolicies) return;
    write_part(number, part, key);
  }
}

Mention Doors::everybody(Place place) {
  Names& names = server_.reading.names;
  if (!server_.catalogue.roles.are_known() || heeds_lists()) return authenticated(names, place);
  server_.names_all_roles = true;
  return {names.intern(kAllRoles), MentionKind::Group, false, place};
}

Mention Doors::mention_of(SourceReading::File& file, const hba::NameTerm& term, Place place) {
  Roles& roles = server_.catalogue.roles;
  if (term.kind == TermKind::All) return everybody(place);
  if (term.kind == TermKind::Member) return roles.members_mention(file, term.text, place);
  if (term.kind != TermKind::Pattern) return roles.mention(term.text, place);
  return roles.pattern_mention(file, term.text, plain_pattern(term.text), place);
}

/// Of a name that no account has, where roles are known: it may stay, so an edit of the roles is
/// none of the rule. That no role has it is told, once for each place.
bool Doors::is_missing(const hba::NameTerm& term) {
  const Roles& roles = server_.catalogue.roles;
  if (term.kind != TermKind::Name || !roles.are_known()) return false;
  const Roles::Role* const role = roles.find(term.text);
  if (role != nullptr) return !Roles::is_account(*role);
  const bool is_new = missing_.emplace(term.span.text, term.span.place.begin).second;
  if (is_new && is_current_) {
    source::warn(server_.reading, "unknown-role",
                 "no role is called `" + shortened(term.text) + '`', term.span)
        .label = "so the rule fits nobody by it";
  }
  return true;
}

Doors::Who Doors::all_of(SourceReading::File& file, const hba::Rule& rule) {
  Who who;
  std::map<const SourceText*, std::vector<Mention>> elsewhere;
  std::set<std::pair<Name, MentionKind>> known;
  for (const hba::NameTerm& term : rule.roles) {
    if (term.kind == TermKind::All) {
      who.is_everybody = true;
      who.mentions = {everybody(Server::place_in(file, term.span, rule.span.place))};
      return who;
    }
    const bool is_nobodys = is_missing(term);
    SourceReading::File& home = server_.file_of(term.span.text);
    Mention mention = mention_of(home, term, term.span.place);
    mention.may_be_nobodys = is_nobodys;
    if (!known.emplace(mention.id, mention.kind).second) continue;
    if (&home == &file) {
      who.mentions.push_back(mention);
    } else {
      elsewhere[term.span.text].push_back(mention);
    }
  }
  for (auto& [text, mentions] : elsewhere) {
    const Name group =
        server_.catalogue.roles.file_group(server_.file_of(text), std::move(mentions));
    who.mentions.push_back({group, MentionKind::Group, false, rule.span.place});
  }
  return who;
}

PolicyDeclaration Doors::policy(const std::string& id, Effect effect, SourceReading::File& file,
                                const hba::Rule& rule, const Part& part) {
  PolicyDeclaration made;
  made.id = server_.reading.names.intern(numbered(id, ids_));
  made.key = made.body = rule.span.place;
  made.effect = effect;
  made.effect_place = Server::place_in(file, rule.method_span, rule.span.place);
  made.to = part.to;
  made.to_place = part.to.front().place;
  if (effect == Effect::Deny) {
    made.on_error = OnError::Skip;
    made.on_error_place = made.effect_place;
  }
  return made;
}

void Doors::add(SourceReading::File& file, PolicyDeclaration made, const std::vector<Words>& when) {
  if (made.who.empty()) return;
  if (!when.empty()) {
    ConditionWriter writer(made.body);
    std::string shown;
    for (const Words& words : when) {
      writer.add((shown.empty() ? "" : " && ") + words.text, words.place);
      shown += (shown.empty() ? "" : " && ") + (words.shown.empty() ? words.text : words.shown);
    }
    made.when = writer.take(std::move(shown));
  }
  order_of_set_->push_back(made.id);
  file.declarations.policies.push_back(std::move(made));
}

/// Of the version that reads the rule, too.
std::vector<Words> Doors::connection(SourceReading::File& file, const hba::Rule& rule,
                                     const Versions::Periods& in) {
  std::vector<Words> fits = requests_.connection(file, rule);
  std::string condition = server_.versions.condition_of(in);
  if (condition.empty()) return fits;
  std::string shown = source::spoken(condition);
  fits.insert(fits.begin(), {std::move(condition), rule.span.place, std::move(shown)});
  return fits;
}

void Doors::write_part(std::size_t number, const Part& part, const std::string& key) {
  const auto& [rule, in] = server_.rules[number];
  for (const Who& who : this->who(server_.file_of(rule.span.text), rule, part))
    if (!who.mentions.empty()) write_who(number, part, who, key);
}

void Doors::write_who(std::size_t number, const Part& part, const Who& who,
                      const std::string& key) {
  const auto& [rule, in] = server_.rules[number];
  SourceReading::File& file = server_.file_of(rule.span.text);
  std::vector<Words> fits = connection(file, rule, in);
  fits.insert(fits.end(), part.extra.begin(), part.extra.end());
  fits.insert(fits.end(), who.extra.begin(), who.extra.end());
  const std::string id = key + part.suffix;
  const std::vector<Mention> all =
      who.is_everybody ? std::vector{anyone(server_.reading.names, who.mentions.front().place)}
                       : who.mentions;
  if (rule.method != hba::Method::Reject) {
    if (hba::find_option(rule, "map") != nullptr) {
      write_maps(rule, in, part, who, id);
    } else {
      PolicyDeclaration proven = policy(id, Effect::Allow, file, rule, part);
      proven.who = who.mentions;
      std::vector<Words> when = fits;
      for (Words& words : requests_.proof(file, rule)) when.push_back(std::move(words));
      add(file, std::move(proven), when);
    }
  }
  if (asks_for_nothing(rule)) {
    if (who.is_everybody) {
      PolicyDeclaration claimed = policy(id + ", claimed", Effect::Allow, file, rule, part);
      claimed.who = {{server_.reading.names.intern("anonymous"), MentionKind::Claimant, false,
                      who.mentions.front().place}};
      claimed.is_implied = true;
      add(file, std::move(claimed), fits);
    } else {
      write_claims(number, part, key);
    }
  }
  const bool is_reject = rule.method == hba::Method::Reject;
  PolicyDeclaration closed =
      policy(is_reject ? id : id + ", otherwise", Effect::Deny, file, rule, part);
  closed.who = all;
  closed.is_implied = !is_reject;
  add(file, std::move(closed), fits);
}

void Doors::write_set(const std::string& id, const std::vector<Name>& order) {
  SetDeclaration set;
  const Place place = server_.main_span.place;
  set.id = server_.reading.names.intern(id);
  set.key = set.body = set.combine_place = place;
  set.combine = Combine::FirstApplicable;
  for (const Name policy : order) set.members.push_back({policy, false, place});
  server_.main->declarations.sets.push_back(std::move(set));
}

}  // namespace accessdrift::postgresql
