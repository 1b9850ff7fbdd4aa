#include "accessdrift/format/hba/rules.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

#include "accessdrift/format/hba/words.h"

namespace accessdrift::hba {
namespace {

constexpr std::array<std::pair<std::string_view, Method>, 14> kMethods = {{
    {"trust", Method::Trust},
    {"reject", Method::Reject},
    {"scram-sha-256", Method::ScramSha256},
    {"md5", Method::Md5},
    {"password", Method::Password},
    {"gss", Method::Gss},
    {"sspi", Method::Sspi},
    {"ident", Method::Ident},
    {"peer", Method::Peer},
    {"ldap", Method::Ldap},
    {"radius", Method::Radius},
    {"cert", Method::Cert},
    {"pam", Method::Pam},
    {"bsd", Method::Bsd},
}};
constexpr std::array<std::pair<std::string_view, Connection>, 6> kConnections = {{
    {"local", Connection::Local},
    {"host", Connection::Host},
    {"hostssl", Connection::HostSsl},
    {"hostnossl", Connection::HostNoSsl},
    {"hostgssenc", Connection::HostGssEnc},
    {"hostnogssenc", Connection::HostNoGssEnc},
}};

template <typename Table>
auto value_of(const Table& table, std::string_view word)
    -> std::optional<typename Table::value_type::second_type> {
  const auto found = std::ranges::find(table, word, &Table::value_type::first);
  if (found == table.end()) return std::nullopt;
  return found->second;
}

void add_names(std::string& text, const std::vector<NameTerm>& names) {
  for (const NameTerm& name : names)
    text += std::to_string(static_cast<int>(name.kind)) + name.text + '\x1f';
  text += '\x1e';
}

}  // namespace

std::string meaning_of(const Rule& rule) {
  std::string text = std::string(to_text(rule.connection)) + '\x1e';
  add_names(text, rule.databases);
  add_names(text, rule.roles);
  text += std::to_string(static_cast<int>(rule.address.kind)) + rule.address.text + '\x1e';
  text += to_text(rule.method);
  for (const MethodOption& option : rule.options) text += '\x1f' + option.name + '=' + option.value;
  return text;
}

std::optional<Connection> connection_of(std::string_view word) {
  return value_of(kConnections, word);
}

std::optional<Method> method_of(std::string_view word) { return value_of(kMethods, word); }

std::string_view to_text(Method method) {
  return std::ranges::find(kMethods, method, &std::pair<std::string_view, Method>::second)->first;
}

std::string_view to_text(Connection connection) {
  return std::ranges::find(kConnections, connection,
                           &std::pair<std::string_view, Connection>::second)
      ->first;
}

const MethodOption* find_option(const Rule& rule, std::string_view name) {
  const auto backwards = rule.options | std::views::reverse;
  const auto found = std::ranges::find(backwards, name, &MethodOption::name);
  return found == backwards.end() ? nullptr : &*found;
}

Rules read_rules(const Document& file, const Files& files, const Dialect& dialect) {
  return dialect.is_postgresql() ? read_postgresql_rules(file, files, dialect)
                                 : read_pgbouncer_rules(file, files, dialect);
}

}  // namespace accessdrift::hba
