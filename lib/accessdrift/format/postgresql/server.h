#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/hba/ident.h"
#include "accessdrift/format/hba/rules.h"
#include "accessdrift/format/postgresql/catalogue.h"
#include "accessdrift/format/postgresql/versions.h"

namespace accessdrift::postgresql {

/// The resource that stands for every database that no file names; those that one names lie below
/// it.
inline constexpr std::string_view kServer = "postgresql";
/// The stream of all changes, which no database has.
inline constexpr std::string_view kReplication = "postgresql (replication)";
/// Whether a resource is the first of these.
inline constexpr std::string_view kIsOther = "postgresql_any_other";

using TermKind = hba::NameTerm::Kind;

/// A server while its files are read.
struct Server {
  explicit Server(SourceReading& read) : reading(read), catalogue(read), versions(read) {}

  SourceReading& reading;
  Catalogue catalogue;
  Versions versions;
  std::vector<Versions::Read<hba::Rule>> rules;  ///< in the order in which they are tried
  SourceReading::File* main = nullptr;           ///< the file of the rules
  Span main_span;                                ///< its start
  std::vector<Versions::Read<hba::IdentRule>> maps;
  bool has_maps = false;                         ///< a file of maps is read
  bool names_all_roles = false;                  ///< some policy does
  std::set<std::string, std::less<>> databases;  ///< that some file names

  /// The file of a place. REQUIRES: it is one of the files that are read.
  [[nodiscard]] SourceReading::File& file_of(const SourceText* text);
  /// A term's own place if it stands in that file, else `otherwise`.
  [[nodiscard]] static Place place_in(const SourceReading::File& file, Span span, Place otherwise);

  /// Whether the version of this side reads a line so.
  [[nodiscard]] bool is_current(const Versions::Periods& in) const {
    return in[versions.current()];
  }

  /// Whether somebody's name fits one of the terms of a column of roles.
  [[nodiscard]] Certainty fits(std::string_view role, const std::vector<hba::NameTerm>& terms);
  /// Whether a database's name does, for a role, in a column of databases.
  [[nodiscard]] Certainty covers(const hba::Rule& rule, std::string_view database,
                                 std::string_view role);
  /// Whether something in a name matches a pattern.
  [[nodiscard]] static Certainty matches(const std::string& pattern, std::string_view name);

 private:
  [[nodiscard]] Certainty covers(const hba::NameTerm& term, std::string_view database,
                                 std::string_view role);

  std::map<const SourceText*, SourceReading::File*> files_;
};

[[nodiscard]] inline bool has(const std::vector<hba::NameTerm>& terms, hba::NameTerm::Kind kind) {
  for (const hba::NameTerm& term : terms)
    if (term.kind == kind) return true;
  return false;
}
[[nodiscard]] inline bool is_for_everybody(const hba::Rule& rule) {
  return has(rule.roles, hba::NameTerm::Kind::All);
}
/// It lets in whoever comes, by any name that it fits.
[[nodiscard]] bool asks_for_nothing(const hba::Rule& rule);

}  // namespace accessdrift::postgresql
