#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/document/read.h"
#include "accessdrift/format/hba/ident.h"
#include "accessdrift/format/hba/rules.h"

namespace accessdrift::hba {
namespace {

using namespace std::string_literals;

using Texts = std::vector<std::pair<std::string, std::string>>;  ///< by path

/// Files of a folder, of which the first one is read.
class Folder {
 public:
  explicit Folder(const Texts& files) {
    for (const auto& [path, bytes] : files)
      documents_.push_back(*read_lines(std::make_shared<const SourceText>(path, bytes)));
    for (const Document& document : documents_) files_.add(document);
  }
  [[nodiscard]] Rules rules(std::string_view version) const {
    return read_rules(documents_.front(), files_, dialect(version));
  }
  [[nodiscard]] IdentRules ident(std::string_view version) const {
    return read_ident(documents_.front(), files_, dialect(version));
  }

 private:
  static Dialect dialect(std::string_view version) {
    return version.starts_with("1.") ? *pgbouncer_dialect(version) : *postgresql_dialect(version);
  }
  std::vector<Document> documents_;
  Files files_;
};

std::string written(const NameTerm& term) {
  static const std::vector<std::string> signs = {"*", "=", "~", "R", "", "+", "/"};
  const bool is_named =
      term.kind >= NameTerm::Kind::Name;  // the others are told by their sign alone
  return signs.at(static_cast<std::size_t>(term.kind)) + (is_named ? term.text : "");
}
std::string written(const std::vector<NameTerm>& terms) {
  std::string all;
  for (const NameTerm& term : terms) all += (all.empty() ? "" : ",") + written(term);
  return all;
}
std::string written(const Address& address) {
  static const std::vector<std::string> kinds = {"local",   "all",  "",        "samehost",
                                                 "samenet", "name", "unclear", "nobody"};
  std::string all = kinds.at(static_cast<std::size_t>(address.kind));
  if (address.kind != Address::Kind::Networks) return all;
  for (const IpPrefix& network : address.networks)
    all += (all.empty() ? "" : "|") + to_text(network);
  return all;
}
/// `3: host * bob 10.0.0.0/8 md5`, `3:6 what is wrong`
std::vector<std::string> written(const Rules& rules) {
  std::vector<std::string> all;
  for (const Rule& rule : rules.rules) {
    std::string line = std::to_string(rule.span.start().line) + ": " +
                       std::string(to_text(rule.connection)) + ' ' + written(rule.databases) + ' ' +
                       written(rule.roles) + ' ' + written(rule.address) + ' ' +
                       std::string(to_text(rule.method));
    for (const MethodOption& option : rule.options) line += ' ' + option.name + '=' + option.value;
    all.push_back(line);
  }
  for (const Refused& one : rules.refused) {
    const LineColumn at = one.problem.span.start();
    all.push_back(std::to_string(at.line) + ':' + std::to_string(at.column) + ' ' +
                  one.problem.message + (one.is_reject ? " (reject)" : ""));
  }
  return all;
}

using Lines = std::vector<std::string>;

void check_line(const std::string& line,
                const std::vector<std::pair<std::string, std::string>>& rows) {
  for (const auto& [versions, expected] : rows) {
    std::size_t at = 0;
    while (at < versions.size()) {
      const std::size_t end = std::min(versions.find(' ', at), versions.size());
      const std::string version = versions.substr(at, end - at);
      CAPTURE(line);
      CAPTURE(version);
      CHECK(written(Folder(Texts{{"pg_hba.conf", line}}).rules(version)) == Lines{expected});
      at = end + 1;
    }
  }
}

TEST_CASE("read_rules: names are what the dialect makes of them") {
  check_line("local all bob peer", {{"13 17 1.16 1.24", "1: local * bob local peer"}});
  check_line("local sameuser,\"all\" \"all\" md5",
             {{"13 17 1.16 1.24", "1: local =,all all local md5"}});
  check_line("local a /^b$ trust", {{"13 15 1.18 1.23", "1: local a /^b$ local trust"},
                                    {"16 17", "1: local a /^b$ local trust"}});
  check_line("local \"/a\" b trust", {{"15 1.23", "1: local /a b local trust"}});
  check_line("local a +b trust", {{"13 17", "1: local a +b local trust"},
                                  {"1.16 1.22 1.24", "1:9 members of a role are not supported"}});
  check_line("local a \"+b\" trust", {{"13 17 1.18", "1: local a +b local trust"}});
  check_line("local samerole b trust", {{"13 17", "1: local ~ b local trust"},
                                        {"1.18 1.23", "1:7 samerole is not supported"}});
  check_line("local samegroup b trust", {{"17", "1: local ~ b local trust"}});
  check_line("local replication b trust", {{"13 17 1.23", "1: local R b local trust"},
                                           {"1.22", "1:7 replication is not supported"}});
  check_line("local a sameuser reject",
             {{"17", "1: local a sameuser local reject"}, {"1.18", "1: local a = local reject"}});
  check_line("local a,, b,c trust md5", {{"15", "1: local a,b,c trust local md5"}});
  check_line("local a\"b c\"d \"e\"\"f\" trust", {{"15", "1: local ab cd e\"f local trust"}});
}

TEST_CASE("read_rules: addresses and masks") {
  const auto host = [](const std::string& address) { return "host a b " + address + " md5"; };
  check_line(host("10.0.0.0/8"), {{"13 17 1.16 1.24", "1: host a b 10.0.0.0/8 md5"}});
  check_line(host("10.1.2.3/8"),
             {{"13 17", "1: host a b 10.0.0.0/8 md5"}, {"1.18 1.24", "1: host a b nobody md5"}});
  check_line(host("10.0.0.0 255.0.0.0"), {{"13 17 1.18", "1: host a b 10.0.0.0/8 md5"}});
  check_line(host("10.0.0.5 255.255.254.255"),
             {{"15 1.18", "1: host a b 10.0.0.5/32|10.0.1.5/32 md5"}});
  check_line(host("0.0.0.0/0"), {{"15 1.18", "1: host a b 0.0.0.0/0 md5"}});
  check_line(host("::/0"), {{"15 1.18", "1: host a b ::/0 md5"}});
  check_line(host("10.1/16"),
             {{"15", "1: host a b 10.0.0.0/16 md5"}, {"1.18", "1:10 failed to parse address"}});
  check_line(host("::ffff:10.0.0.0/104"), {{"15 1.18", "1: host a b nobody md5"}});
  check_line(host("all"),
             {{"13 17 1.23", "1: host a b all md5"}, {"1.22", "1:10 failed to parse address"}});
  check_line(host("\"all\""),
             {{"15", "1: host a b name md5"}, {"1.23", "1:10 did not find address"}});
  check_line(host("samenet"),
             {{"15", "1: host a b samenet md5"}, {"1.24", "1:10 failed to parse address"}});
  check_line(host(".corp.example"), {{"15", "1: host a b name md5"}});
  check_line(host("10.0.0.0/33"), {{"15", "1:10 invalid CIDR mask in address \"10.0.0.0/33\""},
                                   {"1.18", "1:10 invalid mask"}});
  check_line(host("0.0.0.0/"), {{"15", "1:10 invalid CIDR mask in address \"0.0.0.0/\""},
                                {"1.18", "1: host a b 0.0.0.0/0 md5"}});
  check_line(host("10.0.0.0 ::"), {{"15", "1:19 IP address and mask do not match"}});
  check_line(
      host("db.corp.example/8"),
      {{"15", "1:10 specifying both host name and CIDR mask is invalid: \"db.corp.example/8\""}});
  check_line(host("10.0.0.0/8,10.1.0.0/8"),
             {{"15", "1:21 multiple values specified for host address"}});
}

TEST_CASE("read_rules: methods and options") {
  check_line("hostssl a b all cert map=m", {{"13 17 1.23", "1: hostssl a b all cert map=m"}});
  check_line("host a b all cert",
             {{"15", "1:14 cert authentication is only supported on hostssl connections"},
              {"1.23", "1: host a b all cert"}});
  check_line("host a b all peer",
             {{"15", "1:14 peer authentication is only supported on local sockets"}});
  check_line("local a b ident map=m",
             {{"15", "1: local a b local peer map=m"}, {"1.24", "1:11 unsupported method"}});
  check_line("local a b md5 map=m",
             {{"15",
               "1:15 authentication option \"map\" is only valid for authentication methods "
               "ident, peer, gssapi, sspi, and cert"},
              {"1.22", "1:15 unsupported parameters"},
              {"1.23", "1: local a b local md5 map=m"}});
  check_line("hostssl a b all md5 clientcert=1",
             {{"13", "1: hostssl a b all md5 clientcert=1"},
              {"14 17", "1:21 invalid value for clientcert: \"1\""}});
  check_line("hostgssenc a b all gss",
             {{"15", "1: hostgssenc a b all gss"}, {"1.24", "1:1 unknown type"}});
  check_line("local a b pam", {{"15 1.24.0", "1: local a b local pam"},
                               {"1.23 1.24.1 1.25", "1:11 unsupported method"}});
  check_line("local a b ldap ldapserver=x",
             {{"15",
               "1:11 authentication method \"ldap\" requires argument \"ldapbasedn\", "
               "\"ldapprefix\", or \"ldapsuffix\" to be set"},
              {"1.25", "1: local a b local ldap"}});
  check_line("local a b", {{"15", "1:10 end-of-line before authentication method"}});
  check_line("lokal a b reject", {{"15", "1:1 invalid connection type \"lokal\" (reject)"},
                                  {"1.18", "1:1 unknown type (reject)"}});
  check_line("# nothing", {{"15", "1:1 the file contains no entries"}});
}

TEST_CASE("read_rules: a backslash joins lines from PostgreSQL 14 on") {
  const Folder folder(Texts{{"pg_hba.conf", "# a \\\nlocal a b trust\nlocal a \\\nb reject\n"}});
  CHECK(written(folder.rules("15")) == Lines{"3: local a b local reject"});
  CHECK(written(folder.rules("13")) == Lines{"2: local a b local trust",
                                             "3:10 end-of-line before authentication method",
                                             "4:1 invalid connection type \"b\" (reject)"});
  CHECK(written(folder.rules("1.24")) ==
        Lines{"2: local a b local trust", "3:10 unsupported method", "4:1 unknown type (reject)"});
}

TEST_CASE("read_rules: files that others name") {
  const Folder folder(
      Texts{{"etc/pg_hba.conf", "local @dbs \"@dbs\",@more/admins trust\ninclude x.conf\n"},
            {"etc/dbs", "a # comment\n\nb,\"all\" all\n"},
            {"etc/more/admins", "+c @../dbs\n"},
            {"etc/x.conf", "local x x reject"}});
  CHECK(written(folder.rules("16")) ==
        Lines{"1: local a,b,all,* @dbs,+c,a,b,all,* local trust", "1: local x x local reject"});
  CHECK(written(folder.rules("15")) == Lines{"1: local a,b,all,* @dbs,+c,a,b,all,* local trust",
                                             "2:1 invalid connection type \"include\""});
  CHECK(written(folder.rules("1.18")) ==
        Lines{"2:1 a line of the file has no name: a comment, or nothing", "2:1 unknown type"});
}

TEST_CASE("read_rules: folders that are included, and files that are not there") {
  const Folder folder(Texts{{"pg_hba.conf", "include_dir conf.d\ninclude_if_exists none\n"},
                            {"conf.d/.hidden.conf", "wrong"},
                            {"conf.d/b.conf", "local b b trust"},
                            {"conf.d/a.conf", "local a a trust"},
                            {"conf.d/c.txt", "wrong"}});
  CHECK(written(folder.rules("17")) ==
        Lines{"1: local a a local trust", "1: local b b local trust"});
  const Folder missing(
      Texts{{"pg_hba.conf", "local a @x trust\ninclude y\ninclude_dir z\nlocal a b md5\n"}});
  CHECK(written(missing.rules("16")) ==
        Lines{"4: local a b local md5",
              "1:9 could not open file \"x\": it is not among the files that are read",
              "2:9 could not open file \"y\": it is not among the files that are read",
              "3:13 could not open directory \"z\": no file of it is among those that are read"});
}

TEST_CASE("read_rules: files that name each other end") {
  const Folder folder(Texts{{"pg_hba.conf", "local @a,@a b trust"}, {"a", "@a @a"}});
  CHECK(written(folder.rules("16")) ==
        Lines{"1:1 could not open file \"a\": maximum nesting depth exceeded"});
  CHECK(written(folder.rules("15")) == Lines{"1:1 files name each other more than ten deep"});
  CHECK(written(folder.rules("1.18")) == Lines{"1:1 files name each other too deep"});
  std::string wide;
  for (int i = 0; i < 1'000; ++i) wide += "include a.conf\n";
  const Folder widely(Texts{{"pg_hba.conf", "include a.conf"}, {"a.conf", wide}});
  CHECK_FALSE(widely.rules("16").refused.empty());
}

TEST_CASE("read_rules: absolute paths are those of the files that are read") {
  const Folder folder(Texts{{"etc/main/pg_hba.conf", "local a @/srv/etc/main/admins trust"},
                            {"etc/main/admins", "bob"}});
  CHECK(written(folder.rules("15")) == Lines{"1: local a bob local trust"});
}

TEST_CASE("read_ident: maps") {
  const Folder folder(
      Texts{{"pg_ident.conf", "m \"Bob B\" bob\nm /^(.*)@corp$ \\1\nm x all\nm x /a\nm x\n"}});
  const auto told = [&](std::string_view version) {
    const IdentRules read = folder.ident(version);
    Lines lines;
    for (const IdentRule& rule : read.rules)
      lines.push_back(rule.map.text + ' ' + written(rule.system_user) + ' ' + written(rule.role));
    for (const Refused& one : read.refused) lines.push_back(one.problem.message);
    return lines;
  };
  CHECK(told("15") == Lines{"m Bob B bob", "m /^(.*)@corp$ \\1", "m x all", "m x /a",
                            "missing entry at end of line"});
  CHECK(told("16") == Lines{"m Bob B bob", "m /^(.*)@corp$ \\1", "m x *", "m x /a",
                            "missing entry at end of line"});
  CHECK(told("1.24") == Lines{"m Bob B bob", "m /^(.*)@corp$ \\1", "m x *", "m x /a",
                              "expected a map, a system user and a role"});
}

}  // namespace
}  // namespace accessdrift::hba
