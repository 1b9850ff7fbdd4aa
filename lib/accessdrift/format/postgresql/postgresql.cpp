#include "accessdrift/format/postgresql/postgresql.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/format/cut_list.h"
#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/postgresql/doors.h"
#include "accessdrift/format/postgresql/remarks.h"
#include "accessdrift/format/postgresql/secrets.h"
#include "accessdrift/format/postgresql/server.h"
#include "accessdrift/format/postgresql/unknown_passages.h"
#include "accessdrift/format/unread_files.h"

namespace accessdrift::postgresql {
namespace {

using File = SourceReading::File;

constexpr hba::Dialect kOldest{hba::Server::PostgreSql, hba::kOldestPostgreSql, 0};

std::string_view path_of(const Document& document) { return document.text->path(); }

bool is_json(std::string_view path) { return path.ends_with(".json") || path.ends_with(".jsonl"); }

/// Sorts files by what they are, reads them, and declares what they come to.
class ServerReading {
 public:
  explicit ServerReading(SourceReading& reading) : reading_(reading), server_(reading) {}

  void read() {
    sort_files();
    read_catalogue();
    tell_unread();
    server_.main = the_one(hba_, "rules");
    if (server_.main == nullptr) return declare_roles_only();
    server_.main_span = {server_.main->document.text.get(), {0, 0}};
    read_rules();
    read_maps();
    if (has_errors(reading_.problems)) return;
    find_databases();
    // No native file can declare attributes of these names.
    for (const std::string_view name : {"request.tls", "request.gssenc"})
      source::declare_attribute(reading_, *server_.main, name, {TypeKind::Bool, {}}, {});
    Requests requests(server_);
    Doors(server_, requests).write();
    declare_resources();
    declare_roles();
    add_remarks(server_);
  }

 private:
  void sort_files() {
    std::vector<File*>& others = others_;
    for (File& file : reading_.files) {
      const std::string_view path = path_of(file.document);
      if (is_json(path)) {
        rows_.push_back(&file);
        continue;
      }
      if (!NodeView(file.document).is_sequence()) continue;
      files_.add(file.document);
      if (path.ends_with("pg_hba.conf")) {
        hba_.push_back(&file);
      } else if (path.ends_with("pg_ident.conf")) {
        ident_.push_back(&file);
      } else if (path.ends_with(".sql") || is_dump(file.document)) {
        scripts_.push_back(&file);
      } else {
        others.push_back(&file);
      }
    }
    if (hba_.empty()) hba_ = called(others, "hba");
    if (ident_.empty()) ident_ = called(others, "ident");
  }

  /// Files that `sources` names may be called otherwise than the server calls its own; those of
  /// which another one speaks are parts of that.
  [[nodiscard]] std::vector<File*> called(const std::vector<File*>& files,
                                          std::string_view part) const {
    std::vector<File*> found;
    for (File* const file : files)
      if (name_of(*file).find(part) != std::string_view::npos) found.push_back(file);
    std::vector<File*> whole;
    std::ranges::copy_if(found, std::back_inserter(whole), [&](const File* file) {
      return std::ranges::none_of(found, [&](const File* other) {
        return other != file && files_.with_named({&other->document}).contains(&file->document);
      });
    });
    return whole.empty() ? found : whole;
  }

  static std::string_view name_of(const File& file) {
    std::string_view name = path_of(file.document);
    name.remove_prefix(name.rfind('/') + 1);  // wraps to 0 without a slash
    return name;
  }

  void read_catalogue() {
    std::map<std::string, std::string> names_by_number;
    for (File* const file : scripts_) {
      if (!read_sql(server_.catalogue, *file) && !is_dump(file->document))
        silent_scripts_.push_back(file);
    }
    for (File* const file : rows_) {
      if (!has_rows(NodeView(file->document))) {
        source::report(reading_, "not-of-format",
                       "the file is no list of roles, grants or databases",
                       {file->document.text.get(), {0, 0}})
            .label = "expected rows with `rolname`, `roleid` and `member`, or `datname`";
      }
      note_rows(*file, names_by_number);
    }
    for (File* const file : rows_) read_rows(server_.catalogue, *file, names_by_number);
    server_.catalogue.roles.settle();
  }

  /// The files of one server are read; two of a kind are those of two.
  File* the_one(const std::vector<File*>& files, std::string_view what) {
    for (std::size_t i = 1; i < files.size(); ++i) {
      Diagnostic& problem =
          source::report(reading_, "several-servers",
                         "two files of " + std::string(what) + " are those of two servers",
                         {files[i]->document.text.get(), {0, 0}});
      problem.label = "one server is read at a time";
      problem.notes.push_back({{files[0]->document.text.get(), {0, 0}}, "the other one"});
      problem.help = "name the files of one under `sources`: postgresql: main/**";
    }
    return files.empty() ? nullptr : files.front();
  }

  /// Files that no other one names, and that are called like none that the server reads.
  void tell_unread() {
    std::vector<const Document*> called;
    for (const std::vector<File*>* const files : {&hba_, &ident_})
      for (const File* const file : *files) called.push_back(&file->document);
    const std::set<const Document*> taken = files_.with_named(std::move(called));
    std::ranges::copy_if(others_, std::back_inserter(unread_),
                         [&](const File* file) { return !taken.contains(&file->document); });
    source::tell_unread_files(reading_, silent_scripts_,
                              "no statement in it is about roles or databases", {});
    source::tell_unread_files(
        reading_, unread_,
        "it is called neither pg_hba.conf nor pg_ident.conf, and no file that is read names it",
        "PostgreSQL is told by pg_hba.conf and pg_ident.conf, what they include or name by @, "
        "scripts of roles and databases, and rows of pg_roles, pg_auth_members and pg_database: "
        "take other files out of `sources`");
  }

  void tell_refused(const std::vector<hba::Refused>& refused, std::string_view consequence) {
    for (const hba::Refused& one : refused) {
      Diagnostic& problem = source::report(
          reading_, "refused-line",
          hba::to_text(server_.versions.dialect()) + " refuses this: " + one.problem.message,
          one.problem.span);
      problem.label = consequence;
      problem.help = one.problem.help;
    }
  }

  void tell_absent(const std::vector<Span>& absent) {
    for (const Span& named : absent) {
      Diagnostic& problem =
          source::warn(reading_, "partial-source", "this file is not on this side", named);
      problem.label = "read as if the server did not have it either";
    }
  }

  void read_rules() {
    Versions& versions = server_.versions;
    server_.rules = versions.read<hba::Rule>(
        [&](std::size_t period) {
          return lines_of<hba::Rules>(period, *server_.main, hba::read_rules);
        },
        hba::meaning_of);
    const hba::Dialect& dialect = versions.dialect();
    const hba::Rules own = hba::read_rules(server_.main->document, files_, dialect);
    tell_refused(own.refused, "so it does not start, and a reload keeps the old rules");
    tell_absent(own.absent);
    if (!reading_.version.is_assumed) return;
    tell_version(first_difference(
        own, hba::read_rules(server_.main->document, files_, kOldest),
        [](const hba::Rule& rule) { return kinds(rule.databases) + ' ' + kinds(rule.roles); }));
  }

  /// Those of a period that takes the file.
  template <typename Read>
  std::optional<decltype(Read::rules)> lines_of(std::size_t period, const File& file,
                                                Read (&read_file)(const Document&,
                                                                  const hba::Files&,
                                                                  const hba::Dialect&)) {
    Read read = read_file(file.document, files_, server_.versions.dialect_of(period));
    const bool is_taken = read.refused.empty() || period == server_.versions.current();
    if (!is_taken) return std::nullopt;
    return std::move(read.rules);
  }

  void tell_version(const std::optional<Span>& difference) {
    if (!difference) return;
    Diagnostic& problem = source::warn(
        reading_, "version-not-told",
        "older versions than " + hba::to_text(server_.versions.dialect()) + " read this otherwise",
        *difference);
    problem.label = "read as the newest does";
    problem.help = "tell it under `sources`: postgresql: {files: …, version: 15}";
  }

  static std::string kinds(const std::vector<hba::NameTerm>& terms) {
    std::string all;
    for (const hba::NameTerm& term : terms)
      all += static_cast<char>('a' + static_cast<int>(term.kind));
    return all;
  }

  /// Where the two first part: a line that one of them refuses, or takes for something else.
  template <typename Read, typename MeaningOf>
  static std::optional<Span> first_difference(const Read& a, const Read& b, MeaningOf&& meaning) {
    for (std::size_t i = 0; i < std::max(a.rules.size(), b.rules.size()); ++i) {
      if (i >= a.rules.size()) return b.rules[i].span;
      if (i >= b.rules.size()) return a.rules[i].span;
      const bool are_alike = compare_spans(a.rules[i].span, b.rules[i].span) == 0 &&
                             meaning(a.rules[i]) == meaning(b.rules[i]);
      if (!are_alike) return a.rules[i].span;
    }
    if (a.refused.size() == b.refused.size()) return std::nullopt;
    return (a.refused.empty() ? b : a).refused.front().span;
  }

  void read_maps() {
    File* const file = the_one(ident_, "maps");
    if (file == nullptr) return tell_missing_maps();
    server_.maps = server_.versions.read<hba::IdentRule>(
        [&](std::size_t period) {
          return lines_of<hba::IdentRules>(period, *file, hba::read_ident);
        },
        [](const hba::IdentRule& line) {
          return kinds({line.system_user, line.role});
        });
    const hba::IdentRules own = hba::read_ident(file->document, files_, server_.versions.dialect());
    tell_refused(own.refused, "so a reload keeps the old maps, and a start has none");
    tell_absent(own.absent);
    server_.has_maps = true;
    if (!reading_.version.is_assumed) return;
    tell_version(first_difference(own, hba::read_ident(file->document, files_, kOldest),
                                  [](const hba::IdentRule& line) {
                                    return kinds({line.system_user, line.role});
                                  }));
  }

  void tell_missing_maps() {
    for (const auto& [rule, in] : server_.rules) {
      const hba::MethodOption* const map = hba::find_option(rule, "map");
      if (map == nullptr) continue;
      Diagnostic& problem = source::warn(reading_, "partial-source",
                                         "the maps of pg_ident.conf are not here", map->span);
      problem.label = "so whom this map lets in is a fact of its own";
      return;
    }
  }

  void find_databases() {
    for (const auto& [name, database] : server_.catalogue.databases) server_.databases.insert(name);
    // What is a name to the version of another side only that one tells.
    for (const auto& [rule, in] : server_.rules) {
      if (!server_.is_current(in)) continue;
      for (const hba::NameTerm& term : rule.databases)
        if (term.kind == TermKind::Name) server_.databases.insert(term.text);
    }
    for (const Passage& passage : reading_.beside.passages) {
      if (passage.database == Passage::Database::Named)
        server_.databases.insert(passage.database_name);
    }
    reading_.told_apart.insert(server_.databases.begin(), server_.databases.end());
    server_.databases.insert(reading_.told_apart.begin(), reading_.told_apart.end());
  }

  struct Told {
    std::string id;
    std::string_view type;
    bool is_other = false;  ///< it stands for what is told nowhere
    bool has_parent = false;
  };
  void declare_resource(const Told& told, File& file, Place place) {
    Declarations& declarations = file.declarations;
    Names& names = reading_.names;
    ResourceDeclaration resource;
    resource.id = names.intern(told.id);
    resource.key = resource.body = place;
    resource.type = NamePlace{names.intern(told.type), place};
    if (told.has_parent) resource.parent = NamePlace{names.intern(kServer), place};
    resource.attributes = {static_cast<std::uint32_t>(declarations.attribute_values.size()), 1};
    declarations.attribute_values.push_back(
        {names.intern(kIsOther),
         {Literal::Kind::Boolean, names.intern(told.is_other ? "true" : "false")},
         place,
         place});
    declarations.resources.push_back(std::move(resource));
  }

  void declare_resources() {
    File& main = *server_.main;
    declare_resource({std::string(kServer), "postgresql-server", true}, main, {});
    declare_resource({std::string(kReplication), "postgresql-replication"}, main, {});
    std::map<std::string_view, Span> named;
    for (const auto& [rule, in] : server_.rules) {
      for (const hba::NameTerm& term : rule.databases)
        if (term.kind == TermKind::Name) named.try_emplace(term.text, term.span);
    }
    for (const std::string& name : server_.databases) {
      const auto told = server_.catalogue.databases.find(name);
      const auto by_rule = named.find(name);
      File* file = server_.main;  // if the other side of a comparison names it
      Place place;
      if (told != server_.catalogue.databases.end()) {
        file = told->second.file;
        place = told->second.place;
      } else if (by_rule != named.end()) {
        file = &server_.file_of(by_rule->second.text);
        place = by_rule->second.place;
      }
      declare_resource({std::string(kServer) + '/' + name, "postgresql-database", false, true},
                       *file, place);
    }
  }

  void declare_roles() {
    Roles& roles = server_.catalogue.roles;
    roles.declare();
    if (!roles.are_known()) {
      source::open_directory(reading_, *server_.main, {});
      return;
    }
    if (!server_.names_all_roles) return;
    GroupDeclaration all;
    all.id = reading_.names.intern(std::string(kServer) + " roles");
    all.is_made = true;
    all.rule = ConditionText{"has(user." + std::string(kNameAttribute) + ")", {}, 0, false};
    server_.main->declarations.groups.push_back(std::move(all));
  }

  void declare_roles_only() {
    if (has_errors(reading_.problems)) return;
    server_.catalogue.roles.declare();
    const File& first = reading_.files.front();
    Diagnostic& problem = source::warn(reading_, "partial-source", "there is no pg_hba.conf",
                                       {first.document.text.get(), {0, 0}});
    problem.label = "so nothing says who may connect";
    declare_unknown_passages(reading_);
  }

  SourceReading& reading_;
  Server server_;
  hba::Files files_;
  std::vector<File*> hba_;
  std::vector<File*> ident_;
  std::vector<File*> scripts_;
  std::vector<File*> rows_;
  std::vector<File*> others_;  ///< of none of these names
  std::vector<const File*> unread_;
  std::vector<const File*> silent_scripts_;
};

}  // namespace

Result<Document> parse(std::shared_ptr<const SourceText> text) {
  return is_json(text->path()) ? read_document(std::move(text)) : read_lines(std::move(text));
}

/// Roles and databases name none.
std::vector<NamedFile> names_files(const Document& file) {
  const std::string_view path = path_of(file);
  const bool is_catalogue = is_json(path) || path.ends_with(".sql") || is_dump(file);
  return is_catalogue ? std::vector<NamedFile>() : hba::named_files(file);
}

bool recognizes(NodeView root) {
  const std::string_view path = path_of(root.document());
  if (is_json(path)) return has_rows(root);
  if (path.ends_with("pg_hba.conf") || path.ends_with("pg_ident.conf")) return true;
  return path.ends_with(".sql") && is_dump(root.document());
}

void read(SourceReading& reading) {
  ServerReading(reading).read();
  hide_secrets(reading);
}

}  // namespace accessdrift::postgresql
