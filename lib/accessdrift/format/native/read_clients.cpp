#include <array>

#include "accessdrift/format/native/reading.h"

namespace accessdrift::native {
namespace {

void read_scope(Reading& reading, const Entry& entry) {
  constexpr std::array<std::string_view, 1> kKeys = {"includes"};
  if (!expect_id(reading, "scope", entry.key)) return;
  const Owner owner{"scope", entry.key.scalar()};
  if (owner.id.find(',') != std::string_view::npos) {
    report(reading, "invalid-name", quoted(owner.id) + " cannot be the name of a scope",
           entry.key.place())
        .label = "expected no comma";
  }
  ScopeDeclaration scope{
      reading.names.intern(owner.id), entry.key.place(), entry.value.place(), {}};
  if (expect_mapping(reading, owner, {}, entry.value, "a mapping")) {
    for_each_entry(reading, entry.value, [&](const Entry& inner) {
      const std::string_view key = inner.key.scalar();
      if (key != "includes") return report_unknown_key(reading, owner, inner.key, kKeys);
      scope.includes = read_names(reading, owner, key, inner.value, {"scopes", Emptiness::Allowed});
    });
  }
  reading.file.declarations.scopes.push_back(std::move(scope));
}

void read_client(Reading& reading, const Entry& entry) {
  constexpr std::array<std::string_view, 2> kKeys = {"scopes", "users"};
  if (!expect_id(reading, "client", entry.key)) return;
  const Owner owner{"client", entry.key.scalar()};
  ClientDeclaration client;
  client.name = reading.names.intern(owner.id);
  client.key = entry.key.place();
  client.body = entry.value.place();
  if (expect_mapping(reading, owner, {}, entry.value, "a mapping")) {
    for_each_entry(reading, entry.value, [&](const Entry& inner) {
      const std::string_view key = inner.key.scalar();
      if (key == "scopes") {
        client.scopes =
            read_names(reading, owner, key, inner.value, {"scopes", Emptiness::Allowed});
      } else if (key == "users") {
        client.users = read_who(reading, owner, key, MentionUse::ClientUser, inner.value);
      } else {
        report_unknown_key(reading, owner, inner.key, kKeys);
      }
    });
  }
  reading.file.declarations.clients.push_back(std::move(client));
}

}  // namespace

void read_scopes(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) { read_scope(reading, entry); });
}

void read_clients(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) { read_client(reading, entry); });
}

}  // namespace accessdrift::native
