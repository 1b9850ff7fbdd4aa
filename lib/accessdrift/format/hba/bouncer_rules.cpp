#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "accessdrift/format/hba/bouncer_tokens.h"
#include "accessdrift/format/hba/words.h"

namespace accessdrift::hba {
namespace {

using TokenKind = BouncerTokens::Kind;

/// Files of names may name others so deep.
constexpr std::size_t kDeepestNames = 20;
constexpr std::size_t kMostNames = 2'000'000;

/// The length of a mask as `strtoul` reads it: no digits are 0.
std::optional<long> length_of(std::string_view digits) {
  if (digits.empty()) return 0;
  return parse_long(digits);
}

class BouncerReading {
 public:
  BouncerReading(const Document& file, const Files& files, const Dialect& dialect)
      : file_(file), files_(files), dialect_(dialect) {}

  Rules read() {
    const NodeView root(file_);
    for (NodeView line = root.first_child(); !line.is_end(root); line = line.next_sibling()) {
      BouncerTokens words(*file_.text, line.scalar(), line.place());
      if (words.kind() == TokenKind::End) continue;
      problem_.reset();
      Rule rule;
      rule.span = line.span();
      if (read_rule(words, rule)) {
        rules_.rules.push_back(std::move(rule));
      } else {
        rules_.refused.push_back({std::move(*problem_), line.span(), says_reject(line)});
      }
    }
    return std::move(rules_);
  }

 private:
  bool fail(std::string message, Span span, std::string help = {}) {
    problem_ = {std::move(message), span, std::move(help)};
    return false;
  }

  [[nodiscard]] bool says_reject(NodeView line) const {
    BouncerTokens words(*file_.text, line.scalar(), line.place());
    while (words.kind() != TokenKind::End && words.kind() != TokenKind::Broken &&
           !words.is("reject"))
      words.advance();
    return words.is("reject");
  }

  bool read_rule(BouncerTokens& words, Rule& rule) {
    const std::optional<Connection> connection =
        words.kind() == TokenKind::Word ? connection_of(words.text()) : std::nullopt;
    const bool is_known = connection && *connection != Connection::HostGssEnc &&
                          *connection != Connection::HostNoGssEnc;
    rule.connection_span = words.span();
    if (!is_known) return fail("unknown type", words.span());
    rule.connection = *connection;
    words.advance();
    std::vector<const Document*> within = {&file_};
    if (!read_names(words, rule.databases, within)) return false;
    if (!read_names(words, rule.roles, within)) return false;
    if (rule.connection != Connection::Local && !read_address(words, rule.address)) return false;
    return read_method(words, rule);
  }

  [[nodiscard]] std::optional<NameTerm::Kind> keyword(const BouncerTokens& words) const {
    if (words.is("all")) return NameTerm::Kind::All;
    if (words.is("sameuser")) return NameTerm::Kind::SameUser;
    if (words.is("replication") && dialect_.is_pgbouncer_from(23))
      return NameTerm::Kind::Replication;
    return std::nullopt;
  }

  /// Names between commas. Both columns have the same keywords.
  bool read_names(BouncerTokens& words, std::vector<NameTerm>& names,
                  std::vector<const Document*>& within) {
    do {
      if (!read_name(words, names, within)) return false;
      words.advance();
    } while (words.eat(TokenKind::Comma));
    return true;
  }

  bool read_name(const BouncerTokens& words, std::vector<NameTerm>& names,
                 std::vector<const Document*>& within) {
    if (const auto problem = name_problem(words)) return fail(*problem, words.span());
    if (++names_ > kMostNames)
      return fail("more than two million names come of the file", words.span());
    if (words.kind() == TokenKind::Word && words.text().starts_with('@'))
      return read_file(words.text().substr(1), words.span(), names, within);
    names.push_back({keyword(words).value_or(NameTerm::Kind::Name), words.text(), words.span()});
    return true;
  }

  [[nodiscard]] std::optional<std::string> name_problem(const BouncerTokens& words) const {
    for (const std::string_view word : {"samerole", "samegroup", "replication"}) {
      if (words.is(word) && !keyword(words)) return std::string(word) + " is not supported";
    }
    if (words.kind() == TokenKind::Broken) return "a quote is not closed";
    if (words.kind() == TokenKind::Quoted) return std::nullopt;
    if (words.kind() != TokenKind::Word) return "expected a name";
    if (words.text().starts_with('+')) return "members of a role are not supported";
    return std::nullopt;
  }

  /// Each line has names, and what stands behind them is passed over. A line without a name breaks
  /// the rule that names the file.
  bool read_file(const std::string& named, Span span, std::vector<NameTerm>& names,
                 std::vector<const Document*>& within) {
    const Document* const file = files_.find(*within.back(), named);
    if (file == nullptr)
      return fail("could not open \"" + named + "\": it is not among the files that are read", span,
                  "it is not on this side, or it is there for another format");
    if (within.size() > kDeepestNames) return fail("files name each other too deep", span);
    within.push_back(file);
    const NodeView root(*file);
    for (NodeView line = root.first_child(); !line.is_end(root); line = line.next_sibling()) {
      BouncerTokens words(*file->text, line.scalar(), line.place());
      const bool is_blank = words.kind() == TokenKind::End;
      if (is_blank)
        return fail("a line of the file has no name: a comment, or nothing", line.span());
      if (!read_names(words, names, within)) return false;
    }
    within.pop_back();
    return true;
  }

  bool read_address(BouncerTokens& words, Address& address) {
    address.span = words.span();
    address.text = words.text();
    if (dialect_.is_pgbouncer_from(23) && words.eat("all")) {
      address.kind = Address::Kind::All;
      return true;
    }
    if (words.kind() != TokenKind::Word) return fail("did not find address", words.span());
    const std::size_t slash = address.text.find('/');
    const std::optional<IpAddress> base = parse_ip(address.text.substr(0, slash));
    if (!base) return fail("failed to parse address", words.span());
    const bool is_v4 = address.text.substr(0, slash).find(':') == std::string::npos;
    if (slash == std::string::npos) return read_mask(words, address, *base, is_v4);
    const std::optional<long> bits = length_of(std::string_view(address.text).substr(slash + 1));
    if (!bits || *bits < 0 || *bits > (is_v4 ? 32 : 128)) return fail("invalid mask", words.span());
    settle_strictly(address, *base, mask_of(*bits, is_v4), is_v4);
    words.advance();
    return true;
  }

  bool read_mask(BouncerTokens& words, Address& address, IpAddress base, bool is_v4) {
    words.advance();
    if (words.kind() != TokenKind::Word) return fail("did not find mask", words.span());
    const std::optional<IpAddress> mask = parse_ip(words.text());
    const bool is_mask_v4 = words.text().find(':') == std::string::npos;
    if (!mask || is_v4 != is_mask_v4) return fail("failed to parse mask", words.span());
    address.text += ' ' + words.text();
    address.span.place.end = words.span().place.end;
    settle_strictly(address, base, *mask, is_v4);
    words.advance();
    return true;
  }

  /// The client's address, masked, is compared with the address as it stands.
  static void settle_strictly(Address& address, IpAddress base, IpAddress mask, bool is_v4) {
    settle(address, base, mask, is_v4);
    if (address.has_host_bits) address.kind = Address::Kind::Nothing;
  }

  [[nodiscard]] bool takes(Method method) const {
    switch (method) {
      case Method::Trust:
      case Method::Reject:
      case Method::Md5:
      case Method::Password:
      case Method::Peer:
      case Method::Cert:
      case Method::ScramSha256:
        return true;
      case Method::Pam:
        return dialect_.version == 24 && dialect_.patch == 0;
      case Method::Ldap:
        return dialect_.is_pgbouncer_from(25);
      default:
        return false;
    }
  }

  bool read_method(BouncerTokens& words, Rule& rule) {
    const std::optional<Method> method =
        words.kind() == TokenKind::Word ? method_of(words.text()) : std::nullopt;
    if (!method || !takes(*method)) return fail("unsupported method", words.span());
    rule.method = *method;
    rule.method_span = words.span();
    words.advance();
    if (rule.method == Method::Ldap) words.skip_rest();
    if (dialect_.is_pgbouncer_from(23) && words.kind() == TokenKind::Word) {
      if (!words.text().starts_with("map="))
        return fail("the ident map is not in the form map=value", words.span());
      rule.options.push_back({"map", words.text().substr(4), words.span()});
      words.advance();
    }
    if (words.kind() != TokenKind::End) return fail("unsupported parameters", words.span());
    return true;
  }

  const Document& file_;
  const Files& files_;
  Dialect dialect_;
  Rules rules_;
  std::optional<Problem> problem_;
  std::size_t names_ = 0;
};

}  // namespace

Rules read_pgbouncer_rules(const Document& file, const Files& files, const Dialect& dialect) {
  return BouncerReading(file, files, dialect).read();
}

}  // namespace accessdrift::hba
