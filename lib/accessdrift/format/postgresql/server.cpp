#include "accessdrift/format/postgresql/server.h"

#include <algorithm>

#include "accessdrift/cel/pattern.h"
#include "accessdrift/format/postgresql/pattern.h"

namespace accessdrift::postgresql {

SourceReading::File& Server::file_of(const SourceText* text) {
  if (files_.empty()) {
    for (SourceReading::File& file : reading.files) files_.emplace(file.document.text.get(), &file);
  }
  return *files_.at(text);
}

Place Server::place_in(const SourceReading::File& file, Span span, Place otherwise) {
  return span.text == file.document.text.get() ? span.place : otherwise;
}

Certainty Server::matches(const std::string& pattern, std::string_view name) {
  const std::optional<std::string> plain = plain_pattern(pattern);
  if (!plain) return Certainty::Unknown;
  return cel::pattern_matches(*plain, name) ? Certainty::Yes : Certainty::No;
}

Certainty Server::fits(std::string_view role, const std::vector<hba::NameTerm>& terms) {
  Certainty found = Certainty::No;
  for (const hba::NameTerm& term : terms) {
    Certainty one = Certainty::No;
    if (term.kind == TermKind::All || (term.kind == TermKind::Name && term.text == role))
      one = Certainty::Yes;
    if (term.kind == TermKind::Member) one = catalogue.roles.is_member(role, term.text);
    if (term.kind == TermKind::Pattern) one = matches(term.text, role);
    if (one == Certainty::Yes) return one;
    if (one == Certainty::Unknown) found = one;
  }
  return found;
}

Certainty Server::covers(const hba::Rule& rule, std::string_view database, std::string_view role) {
  if (database == kReplication) {
    const bool is_told = std::ranges::any_of(
        rule.databases, [](const auto& term) { return term.kind == TermKind::Replication; });
    return is_told ? Certainty::Yes : Certainty::No;
  }
  Certainty found = Certainty::No;
  for (const hba::NameTerm& term : rule.databases) {
    const Certainty one = covers(term, database, role);
    if (one == Certainty::Yes) return one;
    if (one == Certainty::Unknown) found = one;
  }
  return found;
}

Certainty Server::covers(const hba::NameTerm& term, std::string_view database,
                         std::string_view role) {
  const auto certain = [](bool is_so) { return is_so ? Certainty::Yes : Certainty::No; };
  switch (term.kind) {
    case TermKind::All:
      return Certainty::Yes;
    case TermKind::Name:
      return certain(term.text == database);
    case TermKind::SameUser:
      return certain(database == role);
    case TermKind::SameRole:
      return catalogue.roles.is_member(role, database);
    case TermKind::Pattern:
      return matches(term.text, database);
    default:
      return Certainty::No;
  }
}

bool asks_for_nothing(const hba::Rule& rule) {
  if (rule.method != hba::Method::Trust) return false;
  const hba::MethodOption* const certificate = hba::find_option(rule, "clientcert");
  return certificate == nullptr || certificate->value == "0" || certificate->value == "no-verify";
}

}  // namespace accessdrift::postgresql
