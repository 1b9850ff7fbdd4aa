#include "accessdrift/format/postgresql/secrets.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/postgresql/catalogue.h"
#include "accessdrift/format/postgresql/sql.h"

namespace accessdrift::postgresql {
namespace {

/// Of a script. A string may be a verifier, or hold a password among other things.
void hide_in_script(std::string_view script, std::string& bytes) {
  SqlScript reading(script);
  while (const std::optional<SqlStatement> statement = reading.next()) {
    const SqlToken* last = nullptr;
    for (const SqlToken& token : statement->tokens) {
      const bool is_secret = token.kind == SqlToken::Kind::String &&
                             ((last != nullptr && last->is("password")) ||
                              fold_ascii(token.text).find("password") != std::string::npos);
      if (is_secret) source::hide(bytes, token.place);
      last = &token;
    }
  }
}

/// Of rules, those in comments, too: all that is behind the option in its line.
void hide_in_rules(std::string_view rules, std::string& bytes) {
  constexpr std::array<std::string_view, 2> kSecrets = {"ldapbindpasswd=", "radiussecrets="};
  for (const std::string_view option : kSecrets) {
    for (std::size_t at = 0; (at = rules.find(option, at)) != std::string_view::npos;) {
      at += option.size();
      const std::size_t end = std::min(rules.find('\n', at), rules.size());
      source::hide(bytes, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    }
  }
}

void hide_in_rows(NodeView node, std::string& bytes) {
  source::each_item(node, [&](NodeView item) { hide_in_rows(item, bytes); });
  source::each_entry(node, [&](NodeView key, NodeView value) {
    if (key.scalar() == "rolpassword" && value.is_scalar() && value.kind() != NodeKind::Null)
      source::hide(bytes, value.place());
    hide_in_rows(value, bytes);
  });
}

std::string without_secrets(const Document& file) {
  const std::string_view path = file.text->path();
  const std::string_view plain = file.text->bytes();
  std::string bytes(plain);
  const bool has_lines =
      NodeView(file).is_sequence() && !path.ends_with(".json") && !path.ends_with(".jsonl");
  if (!has_lines) {
    hide_in_rows(NodeView(file), bytes);
    return bytes;
  }
  hide_in_rules(plain, bytes);
  if (path.ends_with(".sql") || is_dump(file)) hide_in_script(plain, bytes);
  return bytes;
}

}  // namespace

void hide_secrets(SourceReading& reading) {
  std::map<const SourceText*, const SourceText*> shown;
  for (SourceReading::File& file : reading.files) {
    const SourceText* const before = file.declarations.text.get();
    source::show_instead(file, without_secrets(file.document));
    if (file.declarations.text.get() != before)
      shown[file.document.text.get()] = file.declarations.text.get();
  }
  const auto settle = [&](Span& span) {
    const auto found = shown.find(span.text);
    if (found != shown.end()) span.text = found->second;
  };
  const auto settle_all = [&](Diagnostic& one) {
    settle(one.span);
    for (auto& note : one.notes) settle(note.span);
  };
  for (Diagnostic& problem : reading.problems) settle_all(problem);
  for (SourceReading::File& file : reading.files)
    for (Diagnostic& remark : file.declarations.remarks) settle_all(remark);
}

}  // namespace accessdrift::postgresql
