#include <doctest/doctest.h>

#include "native_sample.h"
#include "read_rows.h"

namespace accessdrift {

using sample::check_all;
using sample::Reading;

TEST_CASE("read_native: a client has scopes and users, both optional") {
  const Reading reading(
      "accessdrift: 1\nclients: {a: {}, b: {scopes: [r, w], users: [Ana@x.example, 'group:g', "
      "'domain:x.example', authenticated, 'client:a']}}");
  REQUIRE(reading.problems.empty());
  const std::vector<ClientDeclaration>& clients = reading.files[0]->clients;
  REQUIRE(clients.size() == 2);
  CHECK(clients[0].scopes.empty());
  CHECK_FALSE(clients[0].users.has_value());
  CHECK(clients[1].scopes.size() == 2);
  REQUIRE(clients[1].users->size() == 5);
  CHECK((*clients[1].users)[4].kind == MentionKind::Client);
  CHECK((*clients[1].users)[4].id == clients[0].name);
  check_all({
      {"clients: []", {"2:10 wrong-type"}},
      {"clients: {'': {}}", {"2:11 invalid-name"}},
      {"clients: {a: []}", {"2:14 wrong-type"}},
      {"clients: {a: {scope: [r]}}", {"2:15 unknown-key"}},
      {"clients: {a: {scopes: r}}", {"2:23 wrong-type"}},
      {"clients: {a: {scopes: [r, r]}}", {"2:27 repeated-member"}},
      {"clients: {a: {users: ana}}", {"2:22 wrong-type"}},
      {"clients: {a: {users: []}}", {"2:22 empty-list"}},
      {"clients: {a: {users: [b, b]}}", {"2:26 repeated-member"}},
      {"clients: {a: {users: [anyone]}}", {"2:23 invalid-mention"}},
      {"clients: {a: {users: [anonymous]}}", {"2:23 invalid-mention"}},
      {"clients: {a: {users: ['client:']}}", {"2:23 invalid-mention"}},
      {"clients: {a: {scopes: []}}", {}},
      {"policies: {a: {allow: ['client:x'], to: [c]}}", {}},
      {"groups: {a: {members: ['client:x']}}", {"2:24 invalid-mention"}},
  });
}

}  // namespace accessdrift
