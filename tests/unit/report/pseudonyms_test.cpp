#include "accessdrift/report/pseudonyms.h"

#include <doctest/doctest.h>

#include <string>

namespace accessdrift {
namespace {

const std::string kKey = "0123456789abcdef";

TEST_CASE("Pseudonyms: the longest name that stands there as a word, whatever its capitals") {
  Pseudonyms names(kKey);
  for (const char* const name : {"ana", "ana.kirk", "Ana.Kirk@corp.example", "bo-2"})
    names.hide(HiddenKind::User, name);
  const auto of = [&](const char* name) { return names.of(HiddenKind::User, name); };
  CHECK(of("ana").starts_with("u:"));
  CHECK(of("ana").size() == 14);
  CHECK(names.in("group sre now contains ANA.KIRK, ana") ==
        "group sre now contains " + of("ana.kirk") + ", " + of("ana"));
  CHECK(names.in("ana.kirk@corp.example") == of("ana.kirk@corp.example"));
  CHECK(names.in("banana, ana_2 and anaé stay") == "banana, ana_2 and anaé stay");
  CHECK(names.in("ana-maria (bo-2)") == of("ana") + "-maria (" + of("bo-2") + ")");
  CHECK(names.in("access/ana.kirk.yaml") == "access/" + of("ana.kirk") + ".yaml");
}

TEST_CASE("Pseudonyms: addresses of mail go, whoever they are of") {
  Pseudonyms names(kKey);
  CHECK(names.in("only as Eve.X+1@corp.example, or x") ==
        "only as " + names.of(HiddenKind::User, "eve.x+1@corp.example") + ", or x");
  CHECK(names.in("a @ b, @team and x@") == "a @ b, @team and x@");
}

TEST_CASE("Pseudonyms: a name is found where a condition quotes it") {
  Pseudonyms names(kKey);
  names.hide(HiddenKind::Text, "say \"no\"");
  CHECK(names.in("note=\"say \\\"no\\\"\"") ==
        "note=\"" + names.of(HiddenKind::Text, "say \"no\"") + "\"");
}

TEST_CASE("Pseudonyms: another key, kind or name is another one") {
  const Pseudonyms names(kKey);
  const std::string one = names.of(HiddenKind::User, "ana");
  CHECK(one != Pseudonyms("fedcba9876543210").of(HiddenKind::User, "ana"));
  CHECK(one.substr(2) != names.of(HiddenKind::Group, "ana").substr(2));
  CHECK(one != names.of(HiddenKind::User, "anb"));
  CHECK(names.of_digest("add1:7d20c4e09b1f5a33").size() == 21);
  CHECK(names.of_digest("add1:7d20c4e09b1f5a33") != "add1:7d20c4e09b1f5a33");
}

}  // namespace
}  // namespace accessdrift
