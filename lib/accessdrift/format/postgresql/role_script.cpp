#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/format/postgresql/catalogue.h"
#include "accessdrift/format/postgresql/sql.h"

namespace accessdrift::postgresql {
namespace {

using Tokens = std::vector<SqlToken>;

/// As `defGetBoolean` reads it; whatever else there is the server refuses.
bool is_false(const SqlToken& token) {
  const std::string word = fold_ascii(token.text);
  return word == "false" || word == "off" || word == "0";
}

bool is_role_word(const SqlToken& token) {
  return token.is("role") || token.is("user") || token.is("group");
}

/// Reads what statements say, one by one.
class ScriptReading {
 public:
  ScriptReading(Catalogue& catalogue, SourceReading::File& file)
      : catalogue_(catalogue), roles_(catalogue.roles), file_(file) {}

  /// Whether any is about roles or databases.
  bool read() {
    SqlScript script(file_.document.text->bytes());
    while (const std::optional<SqlStatement> statement = script.next()) {
      tokens_ = &statement->tokens;
      place_ = statement->place;
      at_ = 1;
      read_statement(statement->tokens.front());
    }
    return says_something_;
  }

 private:
  [[nodiscard]] const SqlToken& here() const {
    static const SqlToken kEnd = {SqlToken::Kind::Sign, ";", {}};
    return at_ < tokens_->size() ? (*tokens_)[at_] : kEnd;
  }
  [[nodiscard]] bool is_at_end() const { return at_ >= tokens_->size(); }
  bool eat(std::string_view word) {
    if (!here().is(word)) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] Span span() const { return {file_.document.text.get(), place_}; }
  [[nodiscard]] Span span(Place place) const { return {file_.document.text.get(), place}; }

  void read_statement(const SqlToken& first) {
    if (first.is("do"))
      return tell_unread("what a block of code does to roles is not read",
                         "write what it does as statements, or export the roles");
    if (first.is_sign('\\'))
      return tell_unread("another script is run here, and not read",
                         "name it under `sources`, if it says something of roles");
    if (first.is("update") || first.is("insert") || first.is("delete") || first.is("copy"))
      return check_catalogue();
    if (first.is("grant")) return read_grant(true);
    if (first.is("revoke")) return read_grant(false);
    const bool is_create = first.is("create");
    const bool is_drop = first.is("drop");
    if (!is_create && !is_drop && !first.is("alter")) return;
    if (here().is("database")) {
      says_something_ = true;
      ++at_;
      return read_database(is_create, is_drop);
    }
    if (!is_role_word(here())) return;
    const bool is_user = here().is("user");
    ++at_;
    if (here().is("mapping")) return;
    says_something_ = true;
    if (is_create) return create(is_user);
    if (is_drop) return drop();
    alter();
  }

  void tell_unread(std::string message, std::string_view label) {
    says_something_ = true;
    source::warn(catalogue_.reading, "partial-source", std::move(message), span()).label = label;
  }

  /// Tables of the server's own that say what is read here.
  void check_catalogue() {
    constexpr std::array<std::string_view, 3> kTables = {"pg_authid", "pg_auth_members",
                                                         "pg_database"};
    const bool is_about = std::ranges::any_of(*tokens_, [&](const SqlToken& token) {
      return token.is_name() && std::ranges::find(kTables, token.text) != kTables.end();
    });
    if (is_about)
      tell_unread("what this does to tables of the server is not read",
                  "write it as statements about roles or databases, or export them");
  }

  /// Names between commas.
  std::vector<SqlToken> names() {
    std::vector<SqlToken> all;
    while (here().is_name()) {
      all.push_back(here());
      ++at_;
      if (!here().is_sign(',')) break;
      ++at_;
    }
    return all;
  }

  void create(bool can_login) {
    if (!here().is_name()) return;
    const SqlToken name = here();
    ++at_;
    Roles::Role& role = roles_.list(file_, name.text, name.place, place_);
    role.can_login = can_login;
    role.login_place = name.place;
    read_options(name);
  }

  void alter() {
    if (!here().is_name() || here().is("all")) return;
    const SqlToken name = here();
    ++at_;
    if (eat("rename")) {
      if (eat("to") && here().is_name()) roles_.rename(name.text, here().text);
      return;
    }
    if (here().is("add") || here().is("drop")) return change_members(name.text, here().is("add"));
    if (here().is("set") || here().is("reset") || here().is("in")) return;
    roles_.list(file_, name.text, name.place, place_);
    read_options(name);
  }

  /// `ADD USER a, b` of a group.
  void change_members(const std::string& group, bool adds) {
    at_ += 2;
    for (const SqlToken& member : names()) {
      if (adds) {
        roles_.grant(file_, group, member.text, member.place);
      } else {
        roles_.revoke(file_, group, member.text, member.place);
      }
    }
  }

  void drop() {
    if (eat("if")) static_cast<void>(eat("exists"));
    for (const SqlToken& name : names()) roles_.drop(name.text);
  }

  void read_options(const SqlToken& name) {
    while (!is_at_end()) {
      const SqlToken word = here();
      ++at_;
      if (word.is("in")) {
        ++at_;  // IN ROLE
        for (const SqlToken& group : names())
          roles_.grant(file_, group.text, name.text, group.place);
      } else if (is_role_word(word) || word.is("admin")) {
        for (const SqlToken& member : names())
          roles_.grant(file_, name.text, member.text, member.place);
      } else {
        read_option(roles_.role(roles_.number(name.text)), word);
      }
    }
  }

  void read_option(Roles::Role& role, const SqlToken& word) {
    if (word.is("login") || word.is("nologin")) {
      role.can_login = word.is("login");
      role.login_place = word.place;
      // What is told of an older statement's role stands in this file only if the role does.
      if (role.file != &file_) role.login_place = role.key;
    } else if (word.is("superuser") || word.is("nosuperuser")) {
      role.is_superuser = word.is("superuser");
    } else if (word.is("replication") || word.is("noreplication")) {
      role.may_replicate = word.is("replication");
    } else if (word.is("password")) {
      ++at_;
    } else if (word.is("valid") && eat("until")) {
      read_valid(role);
    }
  }

  void read_valid(Roles::Role& role) {
    if (here().kind != SqlToken::Kind::String) return;
    role.valid_until = read_valid_until(catalogue_.reading, here().text, span(here().place));
    if (role.valid_until && role.file != &file_)
      role.valid_until->place = role.valid_until->key = role.key;
    ++at_;
  }

  /// Of roles, not of privileges: those have ON.
  void read_grant(bool is_granted) {
    const std::string_view between = is_granted ? "to" : "from";
    if (!is_granted && tokens_->size() > at_ + 2 && (*tokens_)[at_ + 2].is("for")) return;
    const std::vector<SqlToken> groups = names();
    if (groups.empty() || !eat(between)) return;
    says_something_ = true;
    for (const SqlToken& member : names()) {
      for (const SqlToken& group : groups) {
        if (is_granted) {
          roles_.grant(file_, group.text, member.text, member.place);
        } else {
          roles_.revoke(file_, group.text, member.text, member.place);
        }
      }
    }
  }

  void read_database(bool is_create, bool is_drop) {
    if (eat("if")) static_cast<void>(eat("exists"));
    if (!here().is_name()) return;
    const SqlToken name = here();
    ++at_;
    if (is_drop) {
      catalogue_.databases.erase(name.text);
      return;
    }
    if (!is_create && eat("rename")) {
      if (eat("to") && here().is_name()) rename_database(name.text, here());
      return;
    }
    Catalogue::Database& database = catalogue_.databases[name.text];
    if (is_create || database.file == nullptr) {
      database.file = &file_;
      database.place = name.place;
    }
    read_database_options(database);
  }

  void read_database_options(Catalogue::Database& database) {
    while (!is_at_end()) {
      if (!eat("allow_connections")) {
        ++at_;
        continue;
      }
      if (here().is_sign('=')) ++at_;
      database.takes_connections = !is_false(here());
      database.closed_place = database.file == &file_ ? here().place : database.place;
    }
  }

  void rename_database(const std::string& from, const SqlToken& to) {
    auto known = catalogue_.databases.extract(from);
    if (known.empty()) {
      catalogue_.databases.try_emplace(to.text,
                                       Catalogue::Database{&file_, to.place, true, to.place});
      return;
    }
    known.key() = to.text;
    if (known.mapped().file == &file_) known.mapped().place = to.place;
    catalogue_.databases.insert(std::move(known));
  }

  Catalogue& catalogue_;
  Roles& roles_;
  SourceReading::File& file_;
  const Tokens* tokens_ = nullptr;
  Place place_;
  std::size_t at_ = 0;
  bool says_something_ = false;
};

}  // namespace

bool read_sql(Catalogue& catalogue, SourceReading::File& file) {
  return ScriptReading(catalogue, file).read();
}

bool is_dump(const Document& lines) {
  constexpr int kHead = 10;
  const NodeView root(lines);
  NodeView line = root.first_child();
  for (int i = 0; root.is_sequence() && i < kHead && !line.is_end(root); ++i) {
    if (line.is_scalar() && line.scalar() == "-- PostgreSQL database cluster dump") return true;
    line = line.next_sibling();
  }
  return false;
}

}  // namespace accessdrift::postgresql
