#include "accessdrift/url/host.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "normal_rows.h"

namespace accessdrift {
namespace {

std::string outcome(std::string_view text) { return outcome_of(normal_host(text)); }

void check(const std::vector<NormalRow>& rows) { check_rows(rows, outcome); }

using namespace std::string_view_literals;

TEST_CASE("normal_host: names") {
  check({{"corp.example", "corp.example"},
         {"CORP.Example", "corp.example"},
         {"localhost", "localhost"},
         {"a", "a"},
         {"a-b.c--d.example", "a-b.c--d.example"},
         {"1a.example", "1a.example"},
         {"1.example", "1.example"},
         {"", "url-host-missing"},
         {".", "url-host-trailing-dot"},
         {"corp.example.", "url-host-trailing-dot"},
         {"corp.example..", "url-host-trailing-dot"},
         {".corp.example", "url-host-label"},
         {"corp..example", "url-host-label"},
         {"-corp.example", "url-host-label"},
         {"corp-.example", "url-host-label"},
         {"corp.-", "url-host-label"},
         {"my_host.example", "url-host-character"},
         {"*.corp.example", "url-host-character"},
         {"corp.example:443", "url-host-character"},
         {"corp%2eexample", "url-host-character"},
         {"%63orp.example", "url-host-character"},
         {"corp example", "url-host-character"},
         {" corp.example", "url-host-character"},
         {"corp.example\0.evil"sv, "url-host-character"},
         {"corp.example\t", "url-host-character"},
         {"corp.example/", "url-host-character"},
         {"corp.example\\", "url-host-character"},
         {"a@b", "url-host-character"},
         {"a,b", "url-host-character"},
         {"a;b", "url-host-character"}});
}

TEST_CASE("normal_host: internationalised names become A-labels") {
  check({{"bücher.example", "xn--bcher-kva.example"},
         {"BÜCHER.example", "xn--bcher-kva.example"},
         {"bu\u0308cher.example", "xn--bcher-kva.example"},
         {"xn--bcher-kva.example", "xn--bcher-kva.example"},
         {"XN--Bcher-KVA.example", "xn--bcher-kva.example"},
         {"xn--bcher-kva.bücher", "xn--bcher-kva.xn--bcher-kva"},
         {"straße.example", "xn--strae-oqa.example"},  // not strasse: non-transitional
         {"ＣＯＲＰ．example", "corp.example"},
         {"corp。example", "corp.example"},
         {"corp｡example", "corp.example"},
         {"corp．example．", "url-host-trailing-dot"},
         {"corp\u00ADname.example", "corpname.example"},
         {"corp\u200Bname.example", "corpname.example"},
         {"\u00AD.example", "url-host-label"},
         {"pay\u200Droll.example", "url-host-not-idn"},
         {"pay\u200Croll.example", "url-host-not-idn"},
         {"corp.\u202Eexample", "url-host-not-idn"},
         {"corp\u0085.example", "url-host-not-idn"},
         {"\u0301corp.example", "url-host-not-idn"},
         {"אab.example", "url-host-not-idn"},
         {"💩.example", "url-host-not-idn"},
         {"-ü.example", "url-host-not-idn"},
         {"xn--0.ü", "url-host-not-idn"},
         {"admіn.example", "xn--admn-n9d.example"},  // Cyrillic: another host
         {"①.example", "1.example"},
         {"a／b.example", "url-host-character"},
         {"℀.example", "url-host-character"},
         {"corp：443", "url-host-character"},
         {"a＠b.example", "url-host-character"},
         {"％２ｆ.example", "url-host-character"},
         {"＿.ü", "url-host-character"},
         {"a＊.example", "url-host-character"},
         {"a_b.ü", "url-host-character"},
         {"\xFF\xFE.example", "url-host-not-idn"},
         {"b\xFC"
          "cher.example",
          "url-host-not-idn"},
         {"\xC0\xAE.example", "url-host-not-idn"}});
}

TEST_CASE("normal_host: addresses") {
  check({{"192.0.2.1", "192.0.2.1"},
         {"0.0.0.0", "0.0.0.0"},
         {"255.255.255.255", "255.255.255.255"},
         {"256.0.0.1", "url-host-address"},
         {"192.0.2.01", "url-host-address"},
         {"192.0.2", "url-host-address"},
         {"192.0.2.1.5", "url-host-address"},
         {"0x7f.1", "url-host-address"},
         {"0x7F000001", "url-host-address"},
         {"0xg", "0xg"},
         {"017700000001", "url-host-address"},
         {"2130706433", "url-host-address"},
         {"corp.1", "url-host-address"},
         {"corp.0x", "url-host-address"},
         {"corp.0X1f", "url-host-address"},
         {"192.0.2.1.", "url-host-trailing-dot"},
         {"１92.0.2.1", "url-host-address"},
         {"[::1]", "[::1]"},
         {"[::]", "[::]"},
         {"[0:0:0:0:0:0:0:1]", "[::1]"},
         {"[2001:DB8:0:0:1:0:0:1]", "[2001:db8::1:0:0:1]"},
         {"[2001:0db8::]", "[2001:db8::]"},
         {"[::1.2.3.4]", "[::102:304]"},
         {"[::ffff:192.0.2.1]", "url-host-address"},
         {"[::ffff:c000:201]", "url-host-address"},
         {"[192.0.2.1]", "url-host-address"},
         {"[corp.example]", "url-host-address"},
         {"[fe80::1%eth0]", "url-host-address"},
         {"[fe80::1%25eth0]", "url-host-address"},
         {"[::1", "url-host-address"},
         {"[", "url-host-address"},
         {"[]", "url-host-address"},
         {"[::1].", "url-host-address"},
         {"[::g]", "url-host-address"},
         {"[1:2:3:4:5:6:7:8:9]", "url-host-address"},
         {"::1", "url-host-character"},
         {"[v1.a]", "url-host-address"}});
}

TEST_CASE("normal_host: sizes are bounded") {
  const std::string label(kMostLabelBytes, 'a');
  const std::string longest = label + '.' + label + '.' + label + '.' + std::string(61, 'b');
  CHECK(outcome(label) == label);
  CHECK(outcome(label + 'a') == "url-host-label");
  CHECK(outcome(longest) == longest);
  CHECK(outcome(longest + 'b') == "url-host-too-long");
  CHECK(outcome("ü" + std::string(2'000, 'a')) == "url-host-too-long");
  std::string ideographs;
  for (int i = 0; i < 60; ++i) ideographs += "漢";
  CHECK_FALSE(normal_host(ideographs + "." + ideographs + "." + ideographs).has_value());
}

TEST_CASE("is_address: tells addresses from names") {
  CHECK(is_address("192.0.2.1"));
  CHECK(is_address("[::1]"));
  CHECK_FALSE(is_address("corp.example"));
  CHECK_FALSE(is_address("1.example"));
}

}  // namespace
}  // namespace accessdrift
