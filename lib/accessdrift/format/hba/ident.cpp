#include "accessdrift/format/hba/ident.h"

#include <utility>

#include "accessdrift/format/hba/bouncer_tokens.h"

namespace accessdrift::hba {
namespace {

NameTerm system_user(Token& word, const Dialect& dialect) {
  if (dialect.is_postgresql() && word.text.starts_with('/'))
    return {NameTerm::Kind::Pattern, word.text.substr(1), word.span};
  return {NameTerm::Kind::Name, std::move(word.text), word.span};
}

NameTerm role(Token& word, const Dialect& dialect) {
  if (dialect.is_postgresql_from(16)) {
    if (word.is_keyword("all")) return {NameTerm::Kind::All, word.text, word.span};
    if (!word.is_quoted && word.text.starts_with('+'))
      return {NameTerm::Kind::Member, word.text.substr(1), word.span};
    if (word.text.starts_with('/'))
      return {NameTerm::Kind::Pattern, word.text.substr(1), word.span};
  }
  return {NameTerm::Kind::Name, std::move(word.text), word.span};
}

IdentRules read_of_postgresql(const Document& file, const Files& files, const Dialect& dialect) {
  IdentRules read;
  for (Fields& line : read_fields(file, files, dialect)) {
    if (line.is_absent) {
      read.absent.push_back(line.span);
      continue;
    }
    const Span end{line.span.text, {line.span.place.end, line.span.place.end}};
    for (std::size_t i = 0; i < 3 && !line.problem; ++i) {
      if (i >= line.fields.size()) {
        line.problem = {"missing entry at end of line", end, {}};
      } else if (line.fields[i].size() > 1) {
        line.problem = {"multiple values in ident field", line.fields[i][1].span, {}};
      }
    }
    if (line.problem) {
      read.refused.push_back({std::move(*line.problem), line.span, false});
      continue;
    }
    read.rules.push_back({line.span, std::move(line.fields[0].front()),
                          system_user(line.fields[1].front(), dialect),
                          role(line.fields[2].front(), dialect)});
  }
  return read;
}

/// One line; nothing if PgBouncer does not take it.
std::optional<IdentRule> read_bouncer_line(BouncerTokens& words, Span line) {
  using Kind = BouncerTokens::Kind;
  if (words.kind() != Kind::Word) return std::nullopt;
  IdentRule rule;
  rule.span = line;
  rule.map = {words.text(), words.span(), false};
  words.advance();
  if (words.kind() != Kind::Word && words.kind() != Kind::Quoted) return std::nullopt;
  rule.system_user = {NameTerm::Kind::Name, words.text(), words.span()};
  words.advance();
  if (words.kind() != Kind::Word && words.kind() != Kind::Quoted) return std::nullopt;
  const bool is_all = words.is("all");
  rule.role = {is_all ? NameTerm::Kind::All : NameTerm::Kind::Name, words.text(), words.span()};
  words.advance();
  // Behind `all` one word more is passed over, whatever it is.
  if (is_all) words.advance();
  if (words.kind() != Kind::End) return std::nullopt;
  return rule;
}

IdentRules read_of_pgbouncer(const Document& file) {
  IdentRules read;
  const NodeView root(file);
  for (NodeView line = root.first_child(); !line.is_end(root); line = line.next_sibling()) {
    BouncerTokens words(*file.text, line.scalar(), line.place());
    if (words.kind() == BouncerTokens::Kind::End) continue;
    std::optional<IdentRule> rule = read_bouncer_line(words, line.span());
    if (rule) {
      read.rules.push_back(std::move(*rule));
    } else {
      read.refused.push_back(
          {{"expected a map, a system user and a role", words.span(), {}}, line.span(), false});
    }
  }
  return read;
}

}  // namespace

IdentRules read_ident(const Document& file, const Files& files, const Dialect& dialect) {
  return dialect.is_postgresql() ? read_of_postgresql(file, files, dialect)
                                 : read_of_pgbouncer(file);
}

}  // namespace accessdrift::hba
