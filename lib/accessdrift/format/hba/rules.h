#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/document/document.h"
#include "accessdrift/format/hba/address.h"
#include "accessdrift/format/hba/dialect.h"
#include "accessdrift/format/hba/fields.h"
#include "accessdrift/format/hba/files.h"

namespace accessdrift::hba {

/// What kind of connection a rule is about. `Host` is any TCP one, those with TLS or GSSAPI
/// encryption, too.
enum class Connection : std::uint8_t { Local, Host, HostSsl, HostNoSsl, HostGssEnc, HostNoGssEnc };

/// One word of the columns of databases and of roles, as who reads it takes it.
struct NameTerm {
  enum class Kind : std::uint8_t {
    All,          ///< of databases: without physical replication
    SameUser,     ///< the database is called as the role; in PgBouncer's column of roles likewise
    SameRole,     ///< the role is a member of the one that is called as the database
    Replication,  ///< physical replication, and nothing else
    Name,
    Member,   ///< members of the role `text`, however indirect, and that role
    Pattern,  ///< what holds something that matches the regular expression `text`
  };
  Kind kind = Kind::Name;
  std::string text;  ///< without the sign in front
  Span span;
};

enum class Method : std::uint8_t {
  Trust,
  Reject,
  ScramSha256,
  Md5,
  Password,
  Gss,
  Sspi,
  Ident,
  Peer,
  Ldap,
  Radius,
  Cert,
  Pam,
  Bsd
};

/// `map=staff`, at the end of a rule.
struct MethodOption {
  std::string name;
  std::string value;
  Span span;
};

/// A line that is read. The first one that fits a connection decides about it, whether or not the
/// client then proves to be who it says.
struct Rule {
  Span span;  ///< of all of it
  Connection connection = Connection::Local;
  Span connection_span;
  std::vector<NameTerm> databases;
  std::vector<NameTerm> roles;
  Address address;
  Method method = Method::Reject;
  Span method_span;
  std::vector<MethodOption> options;
};

/// A line that is not read. To PostgreSQL that is a reason to refuse the whole file; PgBouncer
/// goes on without the line.
struct Refused {
  Problem problem;
  Span span;               ///< of the line
  bool is_reject = false;  ///< its method is `reject`, so others now decide whom it would turn away
};

struct Rules {
  std::vector<Rule> rules;  ///< in the order in which they are tried
  std::vector<Refused> refused;
  std::vector<Span> absent;  ///< names of files that may be missing, and are not read
};

/// Reads a file as a server does. Cost: that of `read_fields`.
[[nodiscard]] Rules read_rules(const Document& file, const Files& files, const Dialect& dialect);

/// A rule as text that tells apart what means something else.
[[nodiscard]] std::string meaning_of(const Rule& rule);

/// `scram-sha-256`
[[nodiscard]] std::string_view to_text(Method method);
[[nodiscard]] std::string_view to_text(Connection connection);
/// The value of the last option of that name, which counts; null if there is none.
[[nodiscard]] const MethodOption* find_option(const Rule& rule, std::string_view name);

}  // namespace accessdrift::hba
