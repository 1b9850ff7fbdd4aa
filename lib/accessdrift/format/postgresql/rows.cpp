#include <map>
#include <optional>
#include <string>

#include "accessdrift/base/text.h"
#include "accessdrift/format/postgresql/catalogue.h"

namespace accessdrift::postgresql {
namespace {

using namespace source;

/// Calls `visit(row)` for each mapping: the root, elements of lists, and of lists that are values
/// of a mapping.
template <typename Visit>
void each_row(NodeView root, Visit&& visit) {
  const auto visit_list = [&](NodeView list) {
    each_item(list, [&](NodeView item) {
      if (item.is_mapping()) visit(item);
    });
  };
  if (root.is_sequence()) return visit_list(root);
  if (!root.is_mapping()) return;
  visit(root);
  each_entry(root, [&](NodeView, NodeView value) { visit_list(value); });
}

std::optional<NodeView> find_scalar(NodeView row, std::string_view key) {
  const std::optional<NodeView> value = find(row, key);
  return value && value->is_scalar() ? value : std::nullopt;
}

bool is_yes(SourceReading& reading, NodeView row, std::string_view key, bool otherwise) {
  const std::optional<NodeView> value = find(row, key);
  if (!value) return otherwise;
  if (value->kind() == NodeKind::Boolean) return value->scalar() == "true";
  const std::string_view text = value->is_scalar() ? value->scalar() : std::string_view();
  if (text == "t" || text == "true") return true;
  if (text == "f" || text == "false") return false;
  report(reading, "wrong-type", "`" + std::string(key) + "` is neither true nor false",
         value->span())
      .label = "expected true or false";
  return otherwise;
}

class RowsReading {
 public:
  RowsReading(Catalogue& catalogue, SourceReading::File& file,
              const std::map<std::string, std::string>& names)
      : catalogue_(catalogue), file_(file), names_(names) {}

  void read(NodeView row) {
    if (find(row, "rolname")) return read_role(row);
    if (find(row, "roleid") && find(row, "member")) return read_grant(row);
    if (find(row, "datname")) read_database(row);
  }

 private:
  /// A name, of the kind that a key has; what is none is told.
  std::optional<NodeView> name_in(NodeView row, std::string_view key) {
    const std::optional<NodeView> name = find_text(row, key);
    if (name) return name;
    report(catalogue_.reading, "wrong-type", "`" + std::string(key) + "` is no name",
           find(row, key)->span())
        .label = "expected a text";
    return std::nullopt;
  }

  void read_role(NodeView row) {
    const std::optional<NodeView> name = name_in(row, "rolname");
    if (!name) return;
    SourceReading& reading = catalogue_.reading;
    const Roles::Role* const known = catalogue_.roles.find(name->scalar());
    const std::optional<NodeView> login = find(row, "rolcanlogin");
    if (known != nullptr) return check_again(*known, row, *name);
    Roles::Role& role = catalogue_.roles.list(file_, name->scalar(), name->place(), row.place());
    if (!login) {
      report(reading, "missing-key", "a row of a role has no `rolcanlogin`", name->span()).label =
          "so whether it can log in is not known";
    }
    role.can_login = is_yes(reading, row, "rolcanlogin", true);
    role.login_place = login ? login->place() : name->place();
    role.is_superuser = is_yes(reading, row, "rolsuper", false);
    role.may_replicate = is_yes(reading, row, "rolreplication", false);
    const std::optional<NodeView> until = find_text(row, "rolvaliduntil");
    if (until) role.valid_until = read_valid_until(reading, until->scalar(), until->span());
  }

  /// Of a role that is told already the first one counts; what says something else of it is told.
  void check_again(const Roles::Role& known, NodeView row, NodeView name) {
    SourceReading& reading = catalogue_.reading;
    const bool is_same =
        is_yes(reading, row, "rolcanlogin", known.can_login) == known.can_login &&
        is_yes(reading, row, "rolsuper", known.is_superuser) == known.is_superuser &&
        is_yes(reading, row, "rolreplication", known.may_replicate) == known.may_replicate &&
        is_until_same(known, row);
    if (is_same) return;
    Diagnostic& problem =
        warn(reading, "defined-twice",
             "the role `" + shortened(name.scalar()) + "` is told twice, not alike", name.span());
    problem.label = "the other one counts";
    problem.notes.push_back({{known.file->document.text.get(), known.key}, "told here"});
  }
  bool is_until_same(const Roles::Role& known, NodeView row) {
    const std::optional<NodeView> told = find_text(row, "rolvaliduntil");
    if (!told) return !find(row, "rolvaliduntil") || !known.valid_until;
    const auto until = read_valid_until(catalogue_.reading, told->scalar(), told->span());
    return until.has_value() == known.valid_until.has_value() &&
           (!until || until->end == known.valid_until->end);
  }

  void read_grant(NodeView row) {
    const std::optional<NodeView> group = find_scalar(row, "roleid");
    const std::optional<NodeView> member = find_scalar(row, "member");
    if (!group || !member) {
      report(catalogue_.reading, "wrong-type", "a grant does not name two roles", row.span())
          .label = "expected `roleid` and `member`, each a name or a number";
      return;
    }
    const std::optional<std::string> names[] = {name_of(*group), name_of(*member)};
    if (names[0] && names[1]) catalogue_.roles.grant(file_, *names[0], *names[1], member->place());
  }

  /// Numbers are those of roles; `regrole` prints names, with quotes where they need some.
  std::optional<std::string> name_of(NodeView value) {
    const std::string text(value.scalar());
    const auto found = names_.find(text);
    if (found != names_.end()) return found->second;
    const bool is_number =
        !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    if (is_number) {
      warn(catalogue_.reading, "dangling-member", "no role has the number " + text, value.span())
          .label = "so this grant counts for nobody";
      return std::nullopt;
    }
    if (text.size() < 2 || !text.starts_with('"') || !text.ends_with('"')) return text;
    std::string name;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
      name += text[i];
      if (text[i] == '"') ++i;
    }
    return name;
  }

  void read_database(NodeView row) {
    const std::optional<NodeView> name = name_in(row, "datname");
    if (!name) return;
    Catalogue::Database& database = catalogue_.databases[std::string(name->scalar())];
    if (database.file != nullptr && database.file != &file_) return;
    database.file = &file_;
    database.place = database.closed_place = name->place();
    database.takes_connections = is_yes(catalogue_.reading, row, "datallowconn", true);
    if (const auto told = find(row, "datallowconn")) database.closed_place = told->place();
  }

  Catalogue& catalogue_;
  SourceReading::File& file_;
  const std::map<std::string, std::string>& names_;
};

}  // namespace

void note_rows(const SourceReading::File& file,
               std::map<std::string, std::string>& names_by_number) {
  each_row(NodeView(file.document), [&](NodeView row) {
    const std::optional<NodeView> name = find_text(row, "rolname");
    const std::optional<NodeView> number = find_scalar(row, "oid");
    if (name && number) names_by_number.emplace(number->scalar(), name->scalar());
  });
}

void read_rows(Catalogue& catalogue, SourceReading::File& file,
               const std::map<std::string, std::string>& names_by_number) {
  RowsReading reading(catalogue, file, names_by_number);
  each_row(NodeView(file.document), [&](NodeView row) { reading.read(row); });
}

bool has_rows(NodeView root) {
  const SeenKeys& keys = root.document().keys;
  const bool may_have_some = keys.may_have("rolname") || keys.may_have("datname") ||
                             (keys.may_have("roleid") && keys.may_have("member"));
  if (!may_have_some) return false;
  bool found = false;
  each_row(root, [&](NodeView row) {
    found = found || find(row, "rolname") || find(row, "datname") ||
            (find(row, "roleid") && find(row, "member"));
  });
  return found;
}

}  // namespace accessdrift::postgresql
