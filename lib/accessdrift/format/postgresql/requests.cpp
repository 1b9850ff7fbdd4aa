#include "accessdrift/format/postgresql/requests.h"

#include <algorithm>

#include "accessdrift/base/text.h"
#include "accessdrift/format/named_unknown.h"

namespace accessdrift::postgresql {
namespace {

using hba::Address;
using hba::Connection;
using hba::Method;

/// True where it is told to be so, false where it is not told, too.
std::string told(const std::string& fact) { return "(has(" + fact + ") && " + fact + ')'; }

/// A fact that need not be told.
void declare(SourceReading& reading, SourceReading::File& file, std::string_view name,
             Place place) {
  source::declare_attribute(reading, file, name, {TypeKind::Bool, {}}, place);
}

std::string connection_test(Connection connection) {
  switch (connection) {
    case Connection::Local:
      return "!has(request.ip)";
    case Connection::Host:
      return "has(request.ip)";
    case Connection::HostSsl:
      return "has(request.ip) && " + told("request.tls");
    case Connection::HostNoSsl:
      return "has(request.ip) && !" + told("request.tls");
    // No connection has both, so what is said of both does not matter.
    case Connection::HostGssEnc:
      return "has(request.ip) && !" + told("request.tls") + " && " + told("request.gssenc");
    case Connection::HostNoGssEnc:
      break;
  }
  return "has(request.ip) && (" + told("request.tls") + " || !" + told("request.gssenc") + ')';
}

/// Options that tell whom a method takes for whom; secrets and timeouts do not.
bool tells_apart(const hba::MethodOption& option) {
  constexpr std::string_view kOthers[] = {"map", "clientcert", "ldapbindpasswd", "radiussecrets"};
  return std::ranges::find(kOthers, std::string_view(option.name)) == std::end(kOthers);
}

std::string network_name(const Address& address) {
  std::string name = "ip";
  for (const IpPrefix& prefix : address.networks) {
    name += '_';
    for (const char c : to_text(prefix)) name += c == '.' || c == ':' || c == '/' ? '_' : c;
  }
  return name;
}

}  // namespace

std::string joined(const std::vector<Words>& words) {
  std::string all;
  for (const Words& one : words) all += (all.empty() ? "" : " && ") + one.text;
  return all;
}

std::vector<Words> Requests::connection(SourceReading::File& file, const hba::Rule& rule) {
  const Place whole = rule.span.place;
  std::vector<Words> words = {{connection_test(rule.connection),
                               Server::place_in(file, rule.connection_span, whole),
                               std::string(hba::to_text(rule.connection))}};
  const Place place = Server::place_in(file, rule.address.span, whole);
  std::string from = address(file, rule, place);
  std::string shown;
  if (rule.address.kind == Address::Kind::Networks) {
    for (const IpPrefix& prefix : rule.address.networks)
      shown += (shown.empty() ? "" : " or ") + to_text(prefix);
  }
  if (!from.empty()) words.push_back({std::move(from), place, std::move(shown)});
  return words;
}

std::string Requests::address(SourceReading::File& file, const hba::Rule& rule, Place place) {
  const Address& from = rule.address;
  switch (from.kind) {
    case Address::Kind::Local:
    case Address::Kind::All:
      return {};
    case Address::Kind::Networks:
      return network(file, from, place);
    case Address::Kind::Nothing:
      return "false";
    case Address::Kind::SameHost:
      return told("postgresql.same_host");
    case Address::Kind::SameNet:
      return told("postgresql.same_net");
    case Address::Kind::HostName:
    case Address::Kind::Unclear:
      break;
  }
  // DNS does not mind the case of letters.
  const std::string folded = fold_ascii(from.text);
  const std::string name = "postgresql.from_" + std::string(folded.starts_with('.') ? "any_" : "") +
                           source::attribute_word(folded) + '_' + source::digits_of(folded);
  declare(server_.reading, file, name, place);
  return told(name);
}

std::string Requests::network(SourceReading::File& file, const Address& address, Place place) {
  const std::string name = network_name(address);
  if (networks_.insert(name).second) {
    NetworkDeclaration declared;
    declared.name = server_.reading.names.intern(name);
    declared.key = declared.body = place;
    declared.is_spelled_out = true;

    for (const IpPrefix& prefix : address.networks)
      declared.entries.push_back({prefix, Name{}, place});
    file.declarations.networks.push_back(std::move(declared));
  }
  return "request.ip in networks." + name;
}

std::string_view Requests::proof_name(Method method) {
  switch (method) {
    case Method::Trust:
    case Method::Reject:
      return {};
    case Method::ScramSha256:
    case Method::Md5:
    case Method::Password:
      return "auth.password";
    case Method::Gss:
      return "auth.gss";
    case Method::Sspi:
      return "auth.sspi";
    case Method::Ident:
      return "auth.ident";
    case Method::Peer:
      return "auth.peer";
    case Method::Ldap:
      return "auth.ldap";
    case Method::Radius:
      return "auth.radius";
    case Method::Cert:
      return "auth.certificate";
    case Method::Pam:
      return "auth.pam";
    case Method::Bsd:
      break;
  }
  return "auth.bsd";
}

std::string_view Requests::system_user(const hba::Rule& rule) {
  switch (rule.method) {
    case Method::Gss:
      return "auth.gss_user";
    case Method::Sspi:
      return "auth.sspi_user";
    case Method::Ident:
      return "auth.ident_user";
    case Method::Cert: {
      const hba::MethodOption* const name = hba::find_option(rule, "clientname");
      return name != nullptr && name->value == "DN" ? "auth.certificate_dn" : "auth.certificate_cn";
    }
    default:
      return "auth.peer_user";
  }
}

std::vector<Words> Requests::proof(SourceReading::File& file, const hba::Rule& rule) {
  std::vector<Words> words = certificate(file, rule);
  std::string name(proof_name(rule.method));
  if (name.empty()) return words;
  const Place place = Server::place_in(file, rule.method_span, rule.span.place);
  std::string said;
  std::string word;
  for (const hba::MethodOption& option : rule.options) {
    if (!tells_apart(option)) continue;
    said += option.name + '=' + option.value + '\x1f';
    const bool is_server = option.name == "ldapserver" || option.name == "ldapurl" ||
                           option.name == "radiusservers" || option.name == "pamservice" ||
                           option.name == "krb_realm";
    if (word.empty() && is_server) word = source::attribute_word(option.value);
  }
  if (!said.empty()) {
    name += '.' + (word.empty() ? "with_options" : word) + '_' + source::digits_of(said);
    declare(server_.reading, file, name, place);
  }
  std::string shown;
  if (name == "auth.password" && server_.catalogue.roles.are_known()) {
    const std::string until = "user." + std::string(kValidUntilAttribute);
    name = "(has(" + until + ") ? " + name + " && request.time < " + until + " : " + name + ')';
    shown = "auth.password while it is valid";
  }
  words.push_back({std::move(name), place, std::move(shown)});
  return words;
}

std::vector<Words> Requests::certificate(const SourceReading::File& file, const hba::Rule& rule) {
  const hba::MethodOption* const option = hba::find_option(rule, "clientcert");
  if (option == nullptr || rule.method == Method::Cert) return {};
  const Place place = Server::place_in(file, option->span, rule.span.place);
  if (option->value == "verify-full") return {{"auth.certificate", place}};
  if (option->value == "0" || option->value == "no-verify") return {};
  return {
      {"(" + told("auth.trusted_certificate") + " || " + told("auth.certificate") + ")", place}};
}

std::string Requests::unknown(SourceReading::File& file, std::string_view word,
                              std::string_view said, Place place) {
  std::string name = "postgresql." + source::attribute_word(word) + '_' + source::digits_of(said);
  AttributeType type{TypeKind::Bool, {}, true};
  type.is_world = true;
  source::declare_attribute(server_.reading, file, name, type, place);
  return name;
}

}  // namespace accessdrift::postgresql
