#include <doctest/doctest.h>

#include "native_sample.h"
#include "read_rows.h"

namespace accessdrift {

using sample::check_all;
using sample::Reading;

TEST_CASE("read_native: URLs are read as patterns in their normal form") {
  const Reading reading(
      "accessdrift: 1\nresources: {a: {url: 'HTTPS://A.example:443/x/../y'}, b: {url: "
      "['http://*.b.example/*/', 'https://b.example/**/z']}}");
  REQUIRE(reading.problems.empty());
  const std::vector<ResourceDeclaration>& resources = reading.files[0]->resources;
  REQUIRE(resources.size() == 2);
  REQUIRE(resources[0].urls.size() == 1);
  CHECK(to_text(resources[0].urls[0].pattern) == "https://a.example/y/");
  REQUIRE(resources[1].urls.size() == 2);
  CHECK(to_text(resources[1].urls[0].pattern) == "http://*.b.example/*/");
  check_all({
      {"resources: {a: {url: 7}}", {"2:22 wrong-type"}},
      {"resources: {a: {url: {}}}", {"2:22 wrong-type"}},
      {"resources: {a: {url: []}}", {"2:22 empty-list"}},
      {"resources: {a: {url: ['']}}", {"2:23 wrong-type"}},
      {"resources: {a: {url: [[]]}}", {"2:23 wrong-type"}},
      {"resources: {a: {url: a.example}}", {"2:22 invalid-url"}},
      {"resources: {a: {url: 'https://a.example/%2f'}}", {"2:41 invalid-url"}},
      {"resources: {a: {url: ['https://a.example', 'https://a.example/']}}",
       {"2:44 repeated-member"}},
  });
}

TEST_CASE("read_native: methods belong to actions of a type") {
  const Reading reading(
      "accessdrift: 1\ntypes: {app: {actions: {read: []}, methods: {read: [GET, M-SEARCH]}}}");
  REQUIRE(reading.problems.empty());
  const TypeDeclaration& type = reading.files[0]->types.at(0);
  REQUIRE(type.methods.size() == 2);
  CHECK(reading.names->text(type.methods[1].name) == "M-SEARCH");
  CHECK(type.methods[1].action.name == type.actions[0].name);
  check_all({
      {"types: {a: {actions: {r: []}, methods: []}}", {"2:40 wrong-type"}},
      {"types: {a: {actions: {r: []}, methods: {}}}", {}},
      {"types: {a: {actions: {r: []}, methods: {r: GET}}}", {"2:44 wrong-type"}},
      {"types: {a: {actions: {r: []}, methods: {r: []}}}", {"2:44 empty-list"}},
      {"types: {a: {actions: {r: []}, methods: {r: [get]}}}", {"2:45 invalid-name"}},
      {"types: {a: {actions: {r: []}, methods: {r: [GET, GET]}}}", {"2:50 repeated-member"}},
  });
}

}  // namespace accessdrift
