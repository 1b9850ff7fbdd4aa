#include "accessdrift/region/print.h"

#include <doctest/doctest.h>

#include "sample_world.h"

namespace accessdrift {
namespace {

using namespace sample;

Vocabulary vocabulary() {
  return {{{"dc", {prefix("198.51.100.0/25"), prefix("198.51.100.128/25")}},
           {"lab", {prefix("203.0.113.128/25")}},
           {"office", {prefix("203.0.113.0/24")}},
           {"unused", {prefix("10.0.0.0/9")}},
           {"vpn", {prefix("10.0.0.0/8"), prefix("2001:db8::/32")}}}};
}

Tests tests() {
  Tests tests;
  tests["auth.methods"] = of_type(TypeKind::Set, {"pwd", "otp", "hwk"});
  tests["auth.mfa"] = of_type(TypeKind::Bool);
  tests["managed"] = of_type(TypeKind::Bool, {}, true);
  tests["device.ip"] = of_type(TypeKind::Ip);
  tests["device.os"] = of_type(TypeKind::Enum, {"linux", "macos", "windows", "bsd"});
  tests["plan"] = of_type(TypeKind::Enum, {"a", "b", "c", "d", "e", "f", "g", "h", "i"}, true);
  tests["tenant"] = of_type(TypeKind::String);
  tests["tenant"].constants = {std::string("acme"), std::string("a, b"), std::string("or"),
                               std::string("")};
  tests["request.ip"] = of_type(TypeKind::Ip);
  for (const char* const name : {"device.ip", "request.ip"}) {
    for (const auto& network : vocabulary().networks) {
      if (network.name != "unused") tests[name].prefix_sets.push_back(network.prefixes);
    }
  }
  tests["risk.score"] = of_type(TypeKind::Int);
  tests["risk.score"].constants = {std::int64_t{4}, std::int64_t{8}, std::int64_t{12}};
  tests["token.scopes"] = of_type(TypeKind::Set, {"payroll.read", "payroll.write"}, true);
  tests["token.client"] = of_type(TypeKind::String);
  tests["token.client"].constants = {std::string("payroll-cli"), std::string("hr cli")};
  tests["x"] = of_type(TypeKind::Int);
  tests["x"].constants = {std::int64_t{4}};
  tests["x"].types.push_back({.kind = TypeKind::Set, .values = {"e"}, .is_required = false});
  tests["x"].types.push_back({.kind = TypeKind::Bool, .values = {}, .is_required = false});
  return tests;
}

struct PrintedRow {
  const char* full;
  const char* described;
};

// Each full text reads back to a region that prints as the same text, and as the words beside it.
const PrintedRow kRows[] = {
    {"always", "always"},
    {"never", "never"},
    // bool
    {"auth.mfa=true", "only with auth.mfa"},
    {"auth.mfa=false", "only if auth.mfa false"},
    {"auth.mfa absent", "only if auth.mfa absent"},
    {"auth.mfa present", "only if auth.mfa present"},
    {"auth.mfa!=true", "only without auth.mfa"},
    {"auth.mfa!=false", "only if auth.mfa not false"},
    {"managed=true", "only with managed"},
    {"managed=false", "only without managed"},
    // ip
    {"request.ip={networks.office}", "only in office"},
    {"request.ip={networks.office,networks.vpn}", "only in office or vpn"},
    {"request.ip!={networks.vpn,absent}", "only outside vpn"},
    {"request.ip!={networks.office,networks.vpn,absent}", "only outside office and vpn"},
    {"request.ip!={networks.vpn}", "only if request.ip absent or outside vpn"},
    {"request.ip={networks.dc,absent}", "only if request.ip absent or in dc"},
    {"request.ip={networks.lab}", "only in lab"},
    {"request.ip={203.0.113.0/25}", "only in 203.0.113.0/25"},
    {"request.ip={networks.dc,203.0.113.0/25}", "only in dc or 203.0.113.0/25"},
    {"request.ip absent", "only if request.ip absent"},
    {"request.ip present", "only if request.ip present"},
    {"device.ip={networks.office}", "only if device.ip in office"},
    {"device.ip!={networks.vpn,absent}", "only if device.ip outside vpn"},
    // enum
    {"device.os={\"linux\"}", "only if device.os linux"},
    {"device.os={\"linux\",\"macos\"}", "only if device.os linux or macos"},
    {"device.os={\"linux\",absent}", "only if device.os linux or absent"},
    {"device.os!={\"linux\"}", "only if device.os absent or not linux"},
    {"device.os!={\"linux\",absent}", "only if device.os not linux"},
    {"device.os!={\"linux\",\"macos\"}", "only if device.os absent or neither linux nor macos"},
    {"device.os present", "only if device.os present"},
    {"plan!={\"c\"}", "only if plan not c"},
    {"plan={\"c\"}", "only if plan c"},
    // string
    {"tenant={\"acme\"}", "only if tenant acme"},
    {"tenant={\"\",\"a, b\",\"or\"}", "only if tenant \"\" or \"a, b\" or \"or\""},
    {"tenant!={\"acme\",absent}", "only if tenant not acme"},
    {"tenant!={\"\",\"a, b\",\"acme\",\"or\",absent}",
     "only if tenant neither \"\" nor \"a, b\" nor acme nor \"or\""},
    {"tenant!={\"\",\"a, b\",\"acme\",\"or\"}",
     "only if tenant absent or neither \"\" nor \"a, b\" nor acme nor \"or\""},
    {"tenant present", "only if tenant present"},
    // int
    {"risk.score={..4}", "only if risk.score at most 4"},
    {"risk.score={..3}", "only if risk.score below 4"},
    {"risk.score={9..12}", "only if risk.score 9 to 12"},
    {"risk.score={5..}", "only if risk.score above 4"},
    {"risk.score={4..}", "only if risk.score at least 4"},
    {"risk.score={8}", "only if risk.score 8"},
    {"risk.score={..4,9..12,absent}", "only if risk.score at most 4 or 9 to 12 or absent"},
    {"risk.score!={8}", "only if risk.score absent or not 8"},
    {"risk.score={..7,9..}", "only if risk.score below 8 or above 8"},
    {"risk.score present", "only if risk.score present"},
    // set
    {"auth.methods has otp", "only with otp in auth.methods"},
    {"auth.methods lacks otp", "only without otp in auth.methods"},
    {"auth.methods present & auth.methods lacks otp",
     "only if auth.methods present, without otp in auth.methods"},
    {"auth.methods absent", "only if auth.methods absent"},
    {"auth.methods present", "only if auth.methods present"},
    {"auth.methods absent | auth.methods has otp",
     "only if auth.methods absent, or with otp in auth.methods"},
    {"auth.methods has hwk & auth.methods has otp",
     "only with hwk in auth.methods, with otp in auth.methods"},
    {"token.client={\"payroll-cli\"}", "only through payroll-cli"},
    {"token.client={\"hr cli\",\"payroll-cli\"}", "only through \"hr cli\" or payroll-cli"},
    {"token.client={\"payroll-cli\",absent}", "only through payroll-cli or without a client"},
    {"token.client absent", "only without a client"},
    {"token.client present", "only through a client"},
    {"token.client!={\"payroll-cli\"}", "only if not through payroll-cli"},
    {"token.client!={\"payroll-cli\",absent}", "only through a client other than payroll-cli"},
    {"token.client!={\"hr cli\",\"payroll-cli\",absent}",
     "only through a client other than \"hr cli\" and payroll-cli"},
    {"token.client={\"payroll-cli\"} & token.scopes has payroll.read",
     "only through payroll-cli, with scope payroll.read"},
    {"token.scopes has payroll.read", "only with scope payroll.read"},
    {"token.scopes lacks payroll.read", "only without scope payroll.read"},
    {"token.client={\"payroll-cli\"} & token.scopes has payroll.read | "
     "token.client={\"payroll-cli\"} & token.scopes has payroll.write",
     "only through payroll-cli, with scope payroll.read or payroll.write"},
    {"token.client={\"hr cli\"} & token.scopes has payroll.write | "
     "token.client={\"payroll-cli\"} & token.scopes has payroll.read",
     "only through \"hr cli\", with scope payroll.write, or through payroll-cli, with scope "
     "payroll.read"},
    {"token.scopes lacks payroll.read | token.scopes lacks payroll.write",
     "only without scope payroll.read, or without scope payroll.write"},
    {"auth.methods has hwk | auth.methods has otp", "only with hwk or otp in auth.methods"},
    // two types
    {"x={4}", "only if x 4"},
    {"x={..3,true}", "only if x below 4 or true"},
    {"x={set}", "only if x any set"},
    {"x has e", "only with e in x"},
    {"x!={set,absent}", "only if x not any set"},
    // several
    {"auth.mfa=true & request.ip={networks.office}", "only with auth.mfa, in office"},
    {"auth.mfa=true | request.ip={networks.office}", "only with auth.mfa, or in office"},
    {"request.ip={networks.vpn} | auth.mfa=true & request.ip={networks.office}",
     "only in vpn, or with auth.mfa, in office"},
    {"request.ip={networks.lab} | auth.mfa=true & request.ip={networks.office}",
     "only in lab, or with auth.mfa, in office"},
    {"auth.mfa=true & device.os={\"linux\"} & risk.score={..4} & token.scopes has payroll.read",
     "only with auth.mfa, device.os linux, risk.score at most 4, with scope payroll.read"},
};

TEST_CASE("full_text and describe: golden rows") {
  Universe universe(tests());
  for (const PrintedRow& row : kRows) {
    CAPTURE(row.full);
    const auto region = read_full_text(universe, row.full, vocabulary());
    REQUIRE(region);
    CHECK(full_text(universe, *region, vocabulary()) == row.full);
    CHECK(describe(universe, *region, vocabulary()) == row.described);
  }
}

TEST_CASE("read_full_text: other ways to write a region are read") {
  Universe universe(tests());
  const std::pair<const char*, const char*> rows[] = {
      {"auth.mfa={true}", "auth.mfa=true"},
      {"auth.mfa={true,false,absent}", "always"},
      {"auth.mfa={absent}", "auth.mfa absent"},
      {"device.os={\"l\\u0069nux\"}", "device.os={\"linux\"}"},
      {"tenant={\"\\u0061cme\"}", "tenant={\"acme\"}"},
      {"auth.methods has \"otp\"", "auth.methods has otp"},
      {"request.ip={198.51.100.0/24}", "request.ip={networks.dc}"},
      {"request.ip={networks.lab,networks.office}", "request.ip={networks.office}"},
      {"risk.score={..4,5..7}", "risk.score={..7}"},
      {"auth.mfa=true | auth.mfa!=true", "always"},
      {"auth.methods absent & auth.methods has otp", "never"},
      {"x={true} | x={false}", "x={false,true}"},
  };
  for (const auto& [text, normal] : rows) {
    CAPTURE(text);
    const auto region = read_full_text(universe, text, vocabulary());
    REQUIRE(region);
    CHECK(full_text(universe, *region, vocabulary()) == normal);
  }
}

TEST_CASE("read_full_text: refuses what is no such text") {
  Universe universe(tests());
  const char* const rows[] = {
      "",
      " ",
      "always ",
      "auth.mfa",
      "auth.mfa=",
      "auth.mfa={}",
      "auth.mfa={true",
      "auth.mfa={true,}",
      "auth.mfa=maybe",
      "auth.mfa={4}",
      "auth.mfa=\"true\"",
      "auth.mfa!true",
      "auth.mfa=true &",
      "auth.mfa=true & auth.mfa=true",
      "auth.mfa=true|auth.mfa=false",
      "| auth.mfa=true",
      "auth.mfa=true | ",
      "unknown=true",
      "device.os={linux}",
      "device.os={\"solaris\"}",
      "device.os={\"linux}",
      "device.os={\"\\ud800\"}",
      "tenant={\"unheard of\"}",
      "request.ip={networks.mars}",
      "request.ip={networks.unused}",
      "request.ip={203.0.113.0/26}",
      "request.ip={203.0.113.1/24}",
      "request.ip={4}",
      "risk.score={..5}",
      "risk.score={7..5}",
      "risk.score={4...}",
      "risk.score={1e3}",
      "risk.score={99999999999999999999}",
      "risk.score={10.0.0.0/8}",
      "auth.methods has sms",
      "auth.methods has",
      "auth.methods has ",
      "auth.methods={\"otp\"}",
      "token.scopes absent",
      "token.scopes present",
      "managed absent",
      "auth.mfa has otp",
      "x={networks.office}",
      "auth.methods={set,4}",
  };
  for (const char* const text : rows) {
    CAPTURE(text);
    CHECK_FALSE(read_full_text(universe, text, vocabulary()));
  }
}

TEST_CASE("describe: long lists are cut and full_text never") {
  Universe universe(tests());
  const std::string six = "plan={\"a\",\"b\",\"c\",\"d\"} & device.os={\"linux\"}";
  CHECK(describe(universe, *read_full_text(universe, six, {}), {}) ==
        "only if device.os linux, plan a or b or c or d");
  Tests many = tests();
  many["plan"].types[0].values.clear();
  for (int i = 10; i < 50; ++i) many["plan"].types[0].values.push_back(std::to_string(i));
  Universe wide(many);
  const std::string seven = "plan={\"10\",\"11\",\"12\",\"13\",\"14\",\"15\",\"16\"}";
  CHECK(describe(wide, *read_full_text(wide, seven, {}), {}) ==
        "only if plan 10 or 11 or 12 or 13 or 14 or 2 others");
  CHECK(full_text(wide, *read_full_text(wide, seven, {}), {}) == seven);
  const std::string out = "plan!={\"10\",\"11\",\"12\",\"13\",\"14\",\"15\",\"16\"}";
  CHECK(describe(wide, *read_full_text(wide, out, {}), {}) ==
        "only if plan neither 10 nor 11 nor 12 nor 13 nor 14 nor 2 others");
}

TEST_CASE("describe: more ways than asked for are counted") {
  Universe universe(tests());
  const std::string text = "auth.mfa=true | device.os={\"linux\"} | plan={\"a\"} | risk.score={8}";
  const Region region = *read_full_text(universe, text, {});
  CHECK(describe(universe, region, {}) ==
        "only with auth.mfa, or device.os linux, or plan a, or risk.score 8");
  CHECK(describe(universe, region, {}, 3) ==
        "only with auth.mfa, or device.os linux, or plan a, or 1 more way");
  CHECK(describe(universe, region, {}, 2) ==
        "only with auth.mfa, or device.os linux, or 2 more ways");
}

TEST_CASE("cover: networks of another side's words do not matter") {
  Universe universe(tests());
  const Region office = *read_full_text(universe, "request.ip={networks.office}", vocabulary());
  CHECK(full_text(universe, office, {}) == "request.ip={203.0.113.0/24}");
  const Vocabulary renamed{{{"hq", {prefix("203.0.113.0/25"), prefix("203.0.113.128/25")}}}};
  CHECK(full_text(universe, office, renamed) == "request.ip={networks.hq}");
}

TEST_CASE("cover: very many paths are told as they are") {
  Tests pairs;
  for (char c = 'a'; c < 'a' + 13; ++c) {
    pairs[std::string(1, c)] = of_type(TypeKind::Bool, {}, true);
    pairs[std::string(1, c) + "_"] = of_type(TypeKind::Bool, {}, true);
  }
  Universe universe(pairs);
  Region region = universe.care();
  const auto is_true = [](const std::optional<Value>& value) {
    return value && std::get<bool>(*value);
  };
  for (char c = 'a'; c < 'a' + 13; ++c) {
    const std::string name(1, c);
    region = universe.diagrams().intersect(
        region, universe.diagrams().unite(universe.where(name, is_true),
                                          universe.where(name + "_", is_true)));
  }
  REQUIRE(most_terms(universe, region) == 8192);
  CHECK(cover(universe, region, {}).size() == 8192);
  CHECK(read_full_text(universe, full_text(universe, region, {}), {}) == region);
  const std::string text = describe(universe, region, {}, 1);
  CHECK(text.ends_with(", or 8191 more ways"));
}

TEST_CASE("first_terms: ends where a bound is, with one term at least, and counts the others") {
  Universe universe(tests());
  const Region region = *read_full_text(
      universe, "auth.mfa=true | device.os={\"linux\"} | plan={\"a\"} | risk.score={8}", {});
  const auto told = [&](const TellingBound& most) {
    return full_text(universe, region, first_terms(universe, region, {}, most),
                     region_digest(universe, region), {});
  };
  const std::string whole = region_digest(universe, region);
  CHECK(told({}) == "auth.mfa=true | device.os={\"linux\"} | plan={\"a\"} | risk.score={8}");
  CHECK(told({.terms = 4}) == told({}));
  CHECK(told({.terms = 3}) ==
        "auth.mfa=true | device.os={\"linux\"} | plan={\"a\"} | 1 more way, " + whole + " in all");
  const std::string two =
      "auth.mfa=true | device.os={\"linux\"} | 2 more ways, " + whole + " in all";
  CHECK(told({.length = 32}) == two);
  CHECK(told({.length = 31}) == "auth.mfa=true | 3 more ways, " + whole + " in all");
  CHECK(told({.length = 1}) == told({.length = 31}));
  CHECK_FALSE(read_full_text(universe, two, {}));
  CHECK(describe(universe, region, first_terms(universe, region, {}, {.terms = 3}), {}, 2) ==
        "only with auth.mfa, or device.os linux, or 2 more ways");
}

TEST_CASE("first_terms: of more ways than can be counted it tells some") {
  Tests pairs;
  for (int i = 100; i < 170; ++i) {
    pairs["a" + std::to_string(i)] = of_type(TypeKind::Bool, {}, true);
    pairs["b" + std::to_string(i)] = of_type(TypeKind::Bool, {}, true);
  }
  Universe universe(pairs);
  const auto is_true = [](const std::optional<Value>& value) {
    return value && std::get<bool>(*value);
  };
  Region differing = Diagrams::never();
  for (int i = 169; i >= 100; --i) {
    const Region one = universe.where("a" + std::to_string(i), is_true);
    const Region other = universe.where("b" + std::to_string(i), is_true);
    Diagrams& diagrams = universe.diagrams();
    differing =
        diagrams.unite(diagrams.subtract(one, differing), diagrams.subtract(differing, one));
    differing =
        diagrams.unite(diagrams.subtract(other, differing), diagrams.subtract(differing, other));
  }
  const FirstTerms first = first_terms(universe, differing, {}, {.terms = 2});
  CHECK(first.terms.size() == 2);
  CHECK(first.more == kMostCounted);
  CHECK(full_text(universe, differing, first, "add1:7b7e6fd9a16c05e4", {})
            .ends_with(" | at least 9007199254740991 more ways, add1:7b7e6fd9a16c05e4 in all"));
  const std::string text = describe(universe, differing, first, {}, 1);
  CHECK(text.ends_with(", and 129 more conditions, or at least 9007199254740991 more ways"));
}

TEST_CASE("canonical_text: is one line a node") {
  Universe universe(tests());
  const std::pair<const char*, const char*> rows[] = {
      {"always", "always"},
      {"never", "never"},
      {"auth.mfa=true", "\"auth.mfa\" : true > always \n"},
      {"device.os={\"linux\",absent}", "\"device.os\" : absent \"linux\" > always \n"},
      {"tenant!={\"acme\",absent}", "\"tenant\" : not { \"acme\" } > always \n"},
      {"risk.score={..4,9..}", "\"risk.score\" : int ..4 int 9.. > always \n"},
      {"request.ip={networks.office}", "\"request.ip\" : ip 203.0.113.0-203.0.113.255 > always \n"},
      {"auth.methods has otp",
       "\"auth.methods\" : set > 1 \n\"auth.methods\" \"otp\" : in > always \n"},
      {"auth.mfa=true | device.os={\"linux\"}",
       "\"device.os\" : \"linux\" > always : absent \"bsd\" \"macos\" \"windows\" > 1 "
       "\n\"auth.mfa\" : true > always \n"},
  };
  for (const auto& [text, canonical] : rows) {
    CAPTURE(text);
    CHECK(canonical_text(universe, *read_full_text(universe, text, vocabulary())) == canonical);
  }
}

}  // namespace
}  // namespace accessdrift
