#include <algorithm>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/postgresql/doors.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift::postgresql {
namespace {

using hba::Connection;
using hba::Method;

/// Whether there is TLS, as far as a first word of a rule asks: nothing if it does not fit.
std::optional<bool> needed_tls(Connection connection) {
  if (connection == Connection::HostSsl) return true;
  if (connection == Connection::HostNoSsl) return false;
  return std::nullopt;
}

}  // namespace

Words Doors::named(const std::string& name, const std::string& text, const std::string& written,
                   Roles::Told told) {
  if (named_.insert(name).second) {
    if (told.file == nullptr) told = server_.catalogue.roles.home();
    if (told.file == nullptr) told = {server_.main, server_.main_span.place};
    NamedConditionDeclaration made;
    made.name = server_.reading.names.intern(name);
    made.key = made.body = told.place;
    ConditionText when;
    when.text = text;
    when.written = written;
    when.place = told.place;
    when.is_verbatim = false;
    made.when = std::move(when);
    told.file->declarations.named_conditions.push_back(std::move(made));
  }
  return {"conditions." + name, {}, written};
}

Words Doors::unknown_of(SourceReading::File& file, std::string_view word, const std::string& said,
                        Place place) {
  return {requests_.unknown(file, word, said, place), place, {}};
}

Words Doors::membership(const std::string& role, const std::string& group) {
  Roles& roles = server_.catalogue.roles;
  const std::string words = role + " in " + group;
  if (!roles.are_known())
    return unknown_of(*server_.main, source::attribute_word(role) + "_is_in_" + group, words,
                      server_.main_span.place);
  const bool is_member = roles.is_member(role, group) == Certainty::Yes;
  Words made = named("postgresql." + source::attribute_word(role) + "_is_in_" +
                         source::attribute_word(group) + '_' + source::digits_of(words),
                     is_member ? "true" : "false",
                     role + (is_member ? " is a member of " : " is no member of ") + group,
                     roles.membership(role, group));
  made.shown = role + " is a member of " + group;
  made.place = server_.main_span.place;
  return made;
}

Words Doors::can_log_in(const std::string& role) {
  const Roles::Role* const found = server_.catalogue.roles.find(role);
  const bool can = found != nullptr && found->can_login;
  const std::string words =
      found == nullptr ? role + " is no role" : role + (can ? " can log in" : " cannot log in");
  const Roles::Told told =
      found == nullptr ? Roles::Told{} : Roles::Told{found->file, found->login_place};
  return named(
      "postgresql." + source::attribute_word(role) + "_can_log_in_" + source::digits_of(role),
      can ? "true" : "false", words, told);
}

Words Doors::is_valid(const std::string& role) {
  const Roles::Role* const found = server_.catalogue.roles.find(role);
  const bool ends = found != nullptr && found->valid_until;
  const std::string end = ends ? to_text(found->valid_until->end) : std::string();
  Roles::Told told;
  if (found != nullptr) told = {found->file, ends ? found->valid_until->place : found->key};
  Words made = named(
      "postgresql.password_of_" + source::attribute_word(role) + "_is_valid_" +
          source::digits_of(role),
      ends ? "request.time < timestamp(" + string_literal(end) + ")" : "true",
      "the password of " + role + (ends ? " is valid until " + end : " is always valid"), told);
  made.shown = "the password of " + role + " is valid";
  return made;
}

Doors::Fit Doors::connection_of(std::size_t number, const Passage& passage) {
  const auto& [rule, in] = server_.rules[number];
  SourceReading::File& file = server_.file_of(rule.span.text);
  const Place place = rule.span.place;
  const bool is_local = rule.connection == Connection::Local;
  const bool fits =
      is_local != passage.address.has_value() && rule.connection != Connection::HostGssEnc;
  if (!fits) return std::nullopt;
  std::vector<Words> words;
  if (!passage.when.empty()) words.push_back({passage.when, place, way_of(passage)});
  if (std::string versions = server_.versions.condition_of(in); !versions.empty()) {
    std::string spoken = source::spoken(versions);
    words.push_back({std::move(versions), place, std::move(spoken)});
  }
  if (is_local) return words;
  if (const std::optional<bool> tls = needed_tls(rule.connection)) {
    words.push_back({(*tls ? "" : "!") + passage.with_tls, place,
                     *tls ? "the pool uses TLS" : "the pool uses no TLS"});
  }
  if (!add_address(file, rule, passage, words)) return std::nullopt;
  return words;
}

/// False: the pool does not come from there.
bool Doors::add_address(SourceReading::File& file, const hba::Rule& rule, const Passage& passage,
                        std::vector<Words>& words) {
  using Kind = hba::Address::Kind;
  const hba::Address& from = rule.address;
  const IpAddress& address = *passage.address;
  if (from.kind == Kind::Nothing) return false;
  if (from.kind == Kind::Networks) {
    const bool is_in = std::ranges::any_of(
        from.networks, [&](const IpPrefix& network) { return contains(network, address); });
    if (!is_in) return false;
  }
  const bool is_told =
      from.kind == Kind::All || from.kind == Kind::Networks ||
      (from.kind != Kind::HostName && from.kind != Kind::Unclear && is_loopback(address));
  if (!is_told) {
    const std::string said = from.kind == Kind::SameHost  ? "samehost"
                             : from.kind == Kind::SameNet ? "samenet"
                                                          : fold_ascii(from.text);
    words.push_back(
        unknown_of(file, "pool_comes_from_" + said, passage.by + said, rule.span.place));
  }
  return true;
}

Doors::Shown Doors::shown_of(SourceReading::File& file, const hba::Rule& rule,
                             const Passage& passage) {
  const Place place = Server::place_in(file, rule.method_span, rule.span.place);
  Shown shown;
  const auto by = [&](std::string_view what) {
    std::string said = passage.by + '\x1f' + passage.role + '\x1f' + std::string(what);
    for (const hba::MethodOption& option : rule.options)
      said += '\x1f' + option.name + '=' + option.value;
    shown.extra.push_back(
        unknown_of(file, "pool_is_accepted_by_" + std::string(what), said, place));
  };
  const hba::MethodOption* const certificate = hba::find_option(rule, "clientcert");
  const bool wants_certificate =
      rule.method == Method::Cert ||
      (certificate != nullptr && certificate->value != "0" && certificate->value != "no-verify");
  if (wants_certificate) {
    shown.extra.push_back({passage.with_certificate, place, "the pool has a certificate"});
    by("certificate");
  }
  switch (rule.method) {
    case Method::Trust:
    case Method::Reject:
    case Method::Cert:
      return shown;
    case Method::Gss:
    case Method::Sspi:  // PgBouncer has neither.
      shown.is_possible = false;
      return shown;
    case Method::Peer:
    case Method::Ident:
      by(hba::to_text(rule.method));
      return shown;
    default:
      break;
  }
  const bool is_scram = rule.method == Method::ScramSha256;
  const bool is_md5 = rule.method == Method::Md5;
  shown.asks_for_password = true;
  shown.takes_md5 = is_md5;
  const std::string& has = is_scram ? passage.for_scram
                           : is_md5 ? passage.for_md5
                                    : passage.for_password;
  if (!has.empty()) shown.extra.push_back({has, place, "the pool has a secret for it"});
  if (!is_scram && !is_md5 && rule.method != Method::Password) {
    by(hba::to_text(rule.method));
  } else if (server_.catalogue.roles.are_known()) {
    const std::string until = "user." + std::string(kValidUntilAttribute);
    shown.extra.push_back(passage.role.empty()
                              ? Words{"(has(" + until + ") ? request.time < " + until + " : true)",
                                      place, "the password is valid"}
                              : is_valid(passage.role));
    shown.extra.back().place = place;
  }
  return shown;
}

}  // namespace accessdrift::postgresql
