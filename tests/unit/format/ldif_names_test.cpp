#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "accessdrift/format/ldif/dn.h"
#include "accessdrift/format/ldif/sid.h"

namespace accessdrift::ldif {
namespace {

using namespace std::string_literals;

std::string key_of(const std::string& text) {
  const auto name = DistinguishedName::parse(text);
  return name ? name->key() : "none";
}

TEST_CASE("DistinguishedName: equal names have equal keys") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"cn=ana,dc=corp", "CN=Ana,DC=CORP"},
      {"cn=ana,dc=corp", " cn = ana , dc = corp "},
      {"cn=ana  ng,dc=corp", "cn=ana ng,dc=corp"},
      {"cn=ng\\, ana,dc=corp", "cn=ng\\2c ana,dc=corp"},
      {"cn=ng\\, ana,dc=corp", "cn=\"ng, ana\",dc=corp"},
      {"cn=ana;dc=corp", "cn=ana,dc=corp"},
      {"cn=a+uid=b,dc=corp", "UID=b + CN=a,dc=corp"},
      {"cn=\\C3\\A4,dc=corp", "cn=\xC3\xA4,dc=corp"},
      {"cn=\xC3\x84NNE,dc=corp", "cn=\xC3\xA4nne,dc=corp"},
      {"oid.2.5.4.3=a", "2.5.4.3=a"},
      {"uid=ana,dc=corp", "userId=ana,0.9.2342.19200300.100.1.25=corp"},
      {"cn=ana", "2.5.4.3=#0C03416E61"},
      {"cn=\\#0c0161", "cn=\"#0c0161\""},
      {"cn=a\\ ", "cn=\"a \""},
  };
  for (const auto& [a, b] : rows) {
    CAPTURE(a);
    CHECK(key_of(a) == key_of(b));
    CHECK(key_of(a) != "none");
  }
}

TEST_CASE("DistinguishedName: other names have other keys") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"cn=ana,dc=corp", "cn=ana"},
      {"cn=ana,dc=corp", "uid=ana,dc=corp"},
      {"cn=a\\,dc=b", "cn=a,dc=b"},
      {"cn=a+cn=b", "cn=a,cn=b"},
      {"cn=a\\ ,dc=corp", "cn=a,dc=corp"},
      {"cn=\\#0c0161", "cn=a"},
      {"cn=#0c0261", "cn=a"},
  };
  for (const auto& [a, b] : rows) {
    CAPTURE(a);
    CHECK(key_of(a) != key_of(b));
  }
}

TEST_CASE("DistinguishedName: what is none") {
  for (const std::string text :
       {"ana", "=a", "cn", "cn=a,", "cn=a,,dc=b", "cn=a+", "cn=\\", "cn=\\q", "cn=\"a", "c n=a"}) {
    CAPTURE(text);
    CHECK_FALSE(DistinguishedName::parse(text).has_value());
  }
  CHECK(DistinguishedName::parse("")->is_empty());
  CHECK(DistinguishedName::parse("cn=")->key() == "cn\x1D\x1F\x1E");
}

TEST_CASE("DistinguishedName: its first part and what it lies in") {
  const auto name = DistinguishedName::parse("CN=Ng\\, Ana+uid=ana,ou=people,dc=corp");
  REQUIRE(name.has_value());
  CHECK(name->naming_value("cn") == "Ng, Ana");
  CHECK(name->naming_value("uid") == "ana");
  CHECK_FALSE(name->naming_value("ou").has_value());
  CHECK(name->parent_key() == key_of("OU=People,DC=corp"));
}

TEST_CASE("read_sid: bytes and text are the same") {
  const std::string bytes =
      "\x01\x05\0\0\0\0\0\x05\x15\0\0\0\x01\0\0\0\x02\0\0\0\x03\0\0\0\x55\x04\0\0"s;
  for (const std::string& value : {bytes, "S-1-5-21-1-2-3-1109"s}) {
    const auto sid = read_sid(value);
    REQUIRE(sid.has_value());
    CHECK(sid->domain == "S-1-5-21-1-2-3");
    CHECK(sid->number == 1109);
  }
  for (const std::string& value :
       {""s, "S-1"s, "S-1-5-x"s, "S-2-5-21-1"s, bytes.substr(1), bytes.substr(0, 20)})
    CHECK_FALSE(read_sid(value).has_value());
}

TEST_CASE("guid_text: the order of Windows") {
  CHECK(guid_text("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10") ==
        "04030201-0605-0807-090a-0b0c0d0e0f10");
  CHECK(guid_text("0b1c2d3e-0000") == "0b1c2d3e-0000");
}

}  // namespace
}  // namespace accessdrift::ldif
