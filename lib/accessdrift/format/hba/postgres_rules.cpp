#include <algorithm>
#include <string>
#include <utility>

#include "accessdrift/format/hba/words.h"

namespace accessdrift::hba {
namespace {

/// Reads one line; what is wrong with it is what the server says first.
class RuleReading {
 public:
  RuleReading(Fields& line, const Dialect& dialect) : line_(line), dialect_(dialect) {
    rule_.span = line.span;
  }

  std::optional<Rule> read() {
    if (line_.problem) return std::nullopt;
    const bool is_read = read_connection() && read_databases() && read_roles() &&
                         (rule_.connection == Connection::Local || read_address()) &&
                         read_method() && read_options();
    if (!is_read) return std::nullopt;
    return std::move(rule_);
  }
  Refused refused() {
    const std::vector<std::vector<Token>>& fields = line_.fields;
    const bool is_reject = std::ranges::any_of(fields, [](const std::vector<Token>& field) {
      return field.size() == 1 && field.front().text == "reject";
    });
    return {std::move(*line_.problem), line_.span, is_reject};
  }

 private:
  bool fail(std::string message, Span span, std::string help = {}) {
    line_.problem = {std::move(message), span, std::move(help)};
    return false;
  }

  /// The next field, whose words are `what` if it is there.
  std::vector<Token>* next() { return at_ < line_.fields.size() ? &line_.fields[at_++] : nullptr; }
  [[nodiscard]] Span end() const {
    return {line_.span.text, {line_.span.place.end, line_.span.place.end}};
  }
  /// One word; null if there is none or there are several, which is told.
  const Token* next_word(std::string_view what, std::string_view what_of_several,
                         std::string help = {}) {
    const std::vector<Token>* const field = next();
    if (field == nullptr) {
      fail("end-of-line before " + std::string(what), end());
      return nullptr;
    }
    if (field->size() == 1) return &field->front();
    fail("multiple values specified for " + std::string(what_of_several), (*field)[1].span,
         std::move(help));
    return nullptr;
  }

  bool read_connection() {
    const Token* const word =
        next_word("", "connection type", "specify exactly one connection type per line");
    if (word == nullptr) return false;
    const std::optional<Connection> connection = connection_of(word->text);
    if (!connection) return fail("invalid connection type " + in_quotes(word->text), word->span);
    rule_.connection = *connection;
    rule_.connection_span = word->span;
    return true;
  }

  bool read_databases() {
    std::vector<Token>* const field = next();
    if (field == nullptr) return fail("end-of-line before database specification", end());
    for (Token& word : *field) rule_.databases.push_back(database_term(word));
    return true;
  }
  bool read_roles() {
    std::vector<Token>* const field = next();
    if (field == nullptr) return fail("end-of-line before role specification", end());
    for (Token& word : *field) rule_.roles.push_back(role_term(word));
    return true;
  }

  NameTerm pattern_or_name(Token& word) const {
    if (dialect_.has_patterns() && word.text.starts_with('/'))
      return {NameTerm::Kind::Pattern, word.text.substr(1), word.span};
    return {NameTerm::Kind::Name, std::move(word.text), word.span};
  }
  NameTerm database_term(Token& word) const {
    if (word.is_keyword("all")) return {NameTerm::Kind::All, word.text, word.span};
    if (word.is_keyword("sameuser")) return {NameTerm::Kind::SameUser, word.text, word.span};
    if (word.is_keyword("samerole") || word.is_keyword("samegroup"))
      return {NameTerm::Kind::SameRole, word.text, word.span};
    if (word.is_keyword("replication")) return {NameTerm::Kind::Replication, word.text, word.span};
    return pattern_or_name(word);
  }
  NameTerm role_term(Token& word) const {
    if (word.is_keyword("all")) return {NameTerm::Kind::All, word.text, word.span};
    if (!word.is_quoted && word.text.starts_with('+'))
      return {NameTerm::Kind::Member, word.text.substr(1), word.span};
    return pattern_or_name(word);
  }

  bool read_address() {
    const Token* const word =
        next_word("IP address specification", "host address", "specify one address range per line");
    if (word == nullptr) return false;
    Address& address = rule_.address;
    address.text = word->text;
    address.span = word->span;
    if (word->is_keyword("all")) return is(Address::Kind::All);
    if (word->is_keyword("samehost")) return is(Address::Kind::SameHost);
    if (word->is_keyword("samenet")) return is(Address::Kind::SameNet);
    const std::size_t slash = word->text.find('/');
    const std::string front = word->text.substr(0, slash);
    std::optional<IpAddress> base = parse_numbers(front);
    const bool is_v4 = base.has_value();
    if (!base && front.find(':') != std::string::npos) base = parse_ip(front);
    if (!base) return read_name(*word, front, slash != std::string::npos);
    if (slash != std::string::npos)
      return read_length(*word, *base, is_v4, word->text.substr(slash + 1));
    return read_mask(*base, is_v4);
  }
  bool is(Address::Kind kind) {
    rule_.address.kind = kind;
    return true;
  }

  bool read_name(const Token& word, std::string_view name, bool has_mask) {
    const std::size_t percent = name.find('%');
    const bool is_of_card =
        percent != std::string_view::npos && parse_ip(name.substr(0, percent)).has_value();
    if (is_of_card) {
      // Whether the card is there decides what this is.
      if (!has_mask && next() == nullptr)
        return fail("end-of-line before netmask specification", end());
      return is(Address::Kind::Unclear);
    }
    if (has_mask)
      return fail("specifying both host name and CIDR mask is invalid: " + in_quotes(word.text),
                  word.span);
    return is(name.empty() ? Address::Kind::Nothing : Address::Kind::HostName);
  }

  bool read_length(const Token& word, IpAddress base, bool is_v4, std::string_view digits) {
    const std::optional<long> bits = parse_long(digits);
    if (!bits || *bits < 0 || *bits > (is_v4 ? 32 : 128))
      return fail("invalid CIDR mask in address " + in_quotes(word.text), word.span);
    settle(rule_.address, base, mask_of(*bits, is_v4), is_v4);
    return true;
  }

  bool read_mask(IpAddress base, bool is_v4) {
    if (at_ == line_.fields.size())
      return fail("end-of-line before netmask specification", end(),
                  "specify an address range in CIDR notation, or provide a separate netmask");
    const Token* const word = next_word("netmask specification", "netmask");
    if (word == nullptr) return false;
    std::optional<IpAddress> mask = parse_numbers(word->text);
    const bool is_mask_v4 = mask.has_value();
    if (!mask && word->text.find(':') != std::string::npos) mask = parse_ip(word->text);
    if (!mask)
      return fail("invalid IP mask " + in_quotes(word->text) + ": Name or service not known",
                  word->span);
    if (is_v4 != is_mask_v4) return fail("IP address and mask do not match", word->span);
    rule_.address.text += ' ' + word->text;
    if (word->span.text == rule_.address.span.text)
      rule_.address.span.place.end = std::max(rule_.address.span.place.end, word->span.place.end);
    settle(rule_.address, base, *mask, is_v4);
    return true;
  }

  bool read_method() {
    const Token* const word = next_word("authentication method", "authentication type",
                                        "specify exactly one authentication type per line");
    if (word == nullptr) return false;
    const std::optional<Method> method = method_of(word->text);
    if (!method) return fail("invalid authentication method " + in_quotes(word->text), word->span);
    rule_.method = *method;
    rule_.method_span = word->span;
    const bool is_local = rule_.connection == Connection::Local;
    if (is_local && *method == Method::Ident) rule_.method = Method::Peer;
    if (is_local && *method == Method::Gss)
      return fail("gssapi authentication is not supported on local sockets", word->span);
    if (!is_local && *method == Method::Peer)
      return fail("peer authentication is only supported on local sockets", word->span);
    if (*method == Method::Cert && rule_.connection != Connection::HostSsl)
      return fail("cert authentication is only supported on hostssl connections", word->span);
    return true;
  }

  bool read_options() {
    for (; at_ < line_.fields.size(); ++at_) {
      for (const Token& word : line_.fields[at_]) {
        const std::size_t sign = word.text.find('=');
        if (sign == std::string::npos)
          return fail("authentication option not in name=value format: " + word.text, word.span);
        rule_.options.push_back({word.text.substr(0, sign), word.text.substr(sign + 1), word.span});
      }
    }
    line_.problem = option_problem(rule_, dialect_);
    return !line_.problem;
  }

  Fields& line_;
  Dialect dialect_;
  Rule rule_;
  std::size_t at_ = 0;
};

}  // namespace

Rules read_postgresql_rules(const Document& file, const Files& files, const Dialect& dialect) {
  Rules rules;
  for (Fields& line : read_fields(file, files, dialect)) {
    if (line.is_absent) {
      rules.absent.push_back(line.span);
      continue;
    }
    RuleReading reading(line, dialect);
    std::optional<Rule> rule = reading.read();
    if (rule) {
      rules.rules.push_back(std::move(*rule));
    } else {
      rules.refused.push_back(reading.refused());
    }
  }
  if (rules.rules.empty() && rules.refused.empty()) {
    const Span whole{file.text.get(), {0, 0}};
    rules.refused.push_back({{"the file contains no entries", whole, {}}, whole, false});
  }
  return rules;
}

}  // namespace accessdrift::hba
