#include <algorithm>
#include <array>
#include <string>

#include "accessdrift/base/text.h"
#include "accessdrift/format/hba/words.h"

namespace accessdrift::hba {
namespace {

using Methods = std::array<std::optional<Method>, 5>;

/// An option that only some methods have, and how the server lists these.
struct OptionKind {
  std::string_view name;
  Methods methods;
  std::string_view listed;
};

constexpr Methods kOfNames = {Method::Ident, Method::Peer, Method::Gss, Method::Sspi, Method::Cert};
constexpr Methods kOfPam = {Method::Pam};
constexpr Methods kOfLdap = {Method::Ldap};
constexpr Methods kOfRealms = {Method::Gss, Method::Sspi};
constexpr Methods kOfSspi = {Method::Sspi};
constexpr Methods kOfRadius = {Method::Radius};

constexpr auto kKinds = std::to_array<OptionKind>({
    {"map", kOfNames, "ident, peer, gssapi, sspi, and cert"},
    {"pamservice", kOfPam, "pam"},
    {"pam_use_hostname", kOfPam, "pam"},
    {"ldapurl", kOfLdap, "ldap"},
    {"ldaptls", kOfLdap, "ldap"},
    {"ldapscheme", kOfLdap, "ldap"},
    {"ldapserver", kOfLdap, "ldap"},
    {"ldapport", kOfLdap, "ldap"},
    {"ldapbinddn", kOfLdap, "ldap"},
    {"ldapbindpasswd", kOfLdap, "ldap"},
    {"ldapsearchattribute", kOfLdap, "ldap"},
    {"ldapsearchfilter", kOfLdap, "ldap"},
    {"ldapbasedn", kOfLdap, "ldap"},
    {"ldapprefix", kOfLdap, "ldap"},
    {"ldapsuffix", kOfLdap, "ldap"},
    {"krb_realm", kOfRealms, "gssapi and sspi"},
    {"include_realm", kOfRealms, "gssapi and sspi"},
    {"compat_realm", kOfSspi, "sspi"},
    {"upn_username", kOfSspi, "sspi"},
    {"radiusservers", kOfRadius, "radius"},
    {"radiusports", kOfRadius, "radius"},
    {"radiussecrets", kOfRadius, "radius"},
    {"radiusidentifiers", kOfRadius, "radius"},
});

Problem at(const MethodOption& option, std::string message) {
  return {std::move(message), option.span, {}};
}

/// What `atoi` makes of a text is 0.
bool is_no_number(std::string_view text) {
  std::size_t digits = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  while (digits < text.size() && text[digits] == '0') ++digits;
  return digits == text.size() || text[digits] < '0' || text[digits] > '9';
}

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, value) != words.end();
}

/// What a `clientcert` may be differs by method and version.
std::optional<Problem> clientcert_problem(const Rule& rule, const MethodOption& option,
                                          const Dialect& dialect) {
  const bool is_old = !dialect.is_postgresql_from(14);
  const std::string_view value = option.value;
  if (rule.method == Method::Cert && is_old && is_one_of(value, {"0", "no-verify"}))
    return at(option,
              "clientcert cannot be set to \"no-verify\" when using \"cert\" authentication");
  if (rule.method == Method::Cert && !is_old && value == "verify-ca")
    return at(option, "clientcert only accepts \"verify-full\" when using \"cert\" authentication");
  if (is_one_of(value, {"verify-ca", "verify-full"})) return std::nullopt;
  if (is_old && is_one_of(value, {"0", "no-verify", "1"})) return std::nullopt;
  return at(option, "invalid value for clientcert: " + in_quotes(shortened(value)));
}

std::optional<Problem> certificate_problem(const Rule& rule, const MethodOption& option,
                                           const Dialect& dialect) {
  if (rule.connection != Connection::HostSsl)
    return at(option, option.name + " can only be configured for \"hostssl\" rows");
  if (option.name != "clientname") return clientcert_problem(rule, option, dialect);
  if (is_one_of(option.value, {"CN", "DN"})) return std::nullopt;
  return at(option, "invalid value for clientname: " + in_quotes(shortened(option.value)));
}

std::optional<Problem> value_problem(const MethodOption& option) {
  if (option.name == "ldapport" && is_no_number(option.value))
    return at(option, "invalid LDAP port number: " + in_quotes(shortened(option.value)));
  const bool is_url = option.value.starts_with("ldap://") || option.value.starts_with("ldaps://");
  if (option.name == "ldapurl" && !is_url)
    return at(option, "could not parse LDAP URL " + in_quotes(shortened(option.value)));
  return std::nullopt;
}

std::optional<Problem> problem_of(const Rule& rule, const MethodOption& option,
                                  const Dialect& dialect) {
  const bool is_of_certificates = option.name == "clientcert" ||
                                  (option.name == "clientname" && dialect.is_postgresql_from(14));
  if (is_of_certificates) return certificate_problem(rule, option, dialect);
  const auto kind = std::ranges::find(kKinds, std::string_view(option.name), &OptionKind::name);
  if (kind == kKinds.end())
    return at(option,
              "unrecognized authentication option name: " + in_quotes(shortened(option.name)));
  if (std::ranges::find(kind->methods, std::optional(rule.method)) == kind->methods.end())
    return at(option, "authentication option " + in_quotes(option.name) +
                          " is only valid for authentication methods " + std::string(kind->listed));
  return value_problem(option);
}

bool has(const Rule& rule, std::string_view name) { return find_option(rule, name) != nullptr; }

/// Whether a URL names where to search; before PostgreSQL 17 any was taken to.
bool names_base(const MethodOption* url, const Dialect& dialect) {
  if (url == nullptr) return false;
  if (!dialect.is_postgresql_from(17)) return true;
  const std::size_t host = url->value.find("://");
  const std::size_t path = url->value.find('/', host + 3);
  return path != std::string::npos && path + 1 < url->value.size();
}

std::optional<Problem> ldap_problem(const Rule& rule, const Dialect& dialect) {
  const Span span = rule.method_span;
  const bool is_simple = has(rule, "ldapprefix") || has(rule, "ldapsuffix");
  const bool has_base =
      has(rule, "ldapbasedn") || names_base(find_option(rule, "ldapurl"), dialect);
  const bool is_search = has_base || has(rule, "ldapbinddn") || has(rule, "ldapbindpasswd") ||
                         has(rule, "ldapsearchattribute") || has(rule, "ldapsearchfilter");
  if (is_simple && is_search)
    return Problem{dialect.is_postgresql_from(17)
                       ? "cannot mix options for simple bind and search+bind modes"
                       : "cannot use ldapbasedn, ldapbinddn, ldapbindpasswd, ldapsearchattribute, "
                         "ldapsearchfilter, or ldapurl together with ldapprefix",
                   span,
                   {}};
  if (!is_simple && !has_base)
    return Problem{
        "authentication method \"ldap\" requires argument \"ldapbasedn\", \"ldapprefix\", or "
        "\"ldapsuffix\" to be set",
        span,
        {}};
  if (has(rule, "ldapsearchattribute") && has(rule, "ldapsearchfilter"))
    return Problem{"cannot use ldapsearchattribute together with ldapsearchfilter", span, {}};
  return std::nullopt;
}

std::optional<Problem> radius_problem(const Rule& rule) {
  for (const std::string_view name : {"radiusservers", "radiussecrets"}) {
    if (!has(rule, name))
      return Problem{
          "authentication method \"radius\" requires argument " + in_quotes(name) + " to be set",
          rule.method_span,
          {}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Problem> option_problem(const Rule& rule, const Dialect& dialect) {
  for (const MethodOption& option : rule.options) {
    if (auto problem = problem_of(rule, option, dialect)) return problem;
  }
  if (rule.method == Method::Ldap) return ldap_problem(rule, dialect);
  if (rule.method == Method::Radius) return radius_problem(rule);
  return std::nullopt;
}

}  // namespace accessdrift::hba
