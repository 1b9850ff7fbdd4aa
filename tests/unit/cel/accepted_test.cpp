#include <doctest/doctest.h>

#include <vector>

#include "sample.h"

// Which precedences, escapes and shapes to try comes from google/cel-spec, tests/simple/testdata
// (parse, logic, comparisons, string).

namespace accessdrift::cel {
namespace {

struct Row {
  const char* text;
  const char* tree;
};

void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(outcome(row.text) == row.tree);
  }
}

TEST_CASE("check: precedence and associativity") {
  check_rows({
      {"auth.mfa", "$auth.mfa"},
      {" ( auth.mfa ) ", "$auth.mfa"},
      {"true && false || true", "(or (and true false) true)"},
      {"true || false && true", "(or true (and false true))"},
      {"(true || false) && true", "(and (or true false) true)"},
      {"auth.mfa && user.on_call && auth.fresh", "(and $auth.mfa user.on_call $auth.fresh)"},
      {"auth.mfa && (user.on_call && auth.fresh)", "(and $auth.mfa user.on_call $auth.fresh)"},
      {"(auth.mfa || user.on_call) || auth.fresh", "(or $auth.mfa user.on_call $auth.fresh)"},
      {"!auth.mfa && user.on_call", "(and (not $auth.mfa) user.on_call)"},
      {"!!auth.mfa", "(not (not $auth.mfa))"},
      {"!user.on_call == true", "(== (not user.on_call) true)"},
      {"!(user.on_call == true)", "(not (== user.on_call true))"},
      {"user.level == 3 == user.on_call", "(== (== user.level 3) user.on_call)"},
      {"user.level < 3 == true", "(== (< user.level 3) true)"},
      {"user.level == 3 && user.on_call", "(and (== user.level 3) user.on_call)"},
      {"auth.mfa ? true : false", "(if $auth.mfa true false)"},
      {"auth.mfa || user.on_call ? true : false || true",
       "(if (or $auth.mfa user.on_call) true (or false true))"},
      {"auth.mfa ? true : auth.fresh ? false : true",
       "(if $auth.mfa true (if $auth.fresh false true))"},
      {"(auth.mfa ? 1 : 2) == user.level", "(== (if $auth.mfa 1 2) user.level)"},
      {"true // why\n && // and how\n false", "(and true false)"},
      {"user . level == 3", "(== user.level 3)"},
  });
}

TEST_CASE("check: literals") {
  check_rows({
      {"user.level == -1", "(== user.level -1)"},
      {"user.level == - 1", "(== user.level -1)"},
      {"user.level == 007", "(== user.level 7)"},
      {"user.level == 0x1F", "(== user.level 31)"},
      {"user.level == -0x10", "(== user.level -16)"},
      {"user.level == 9223372036854775807", "(== user.level 9223372036854775807)"},
      {"user.level == -9223372036854775808", "(== user.level -9223372036854775808)"},
      {"user.department == ''", "(== user.department '')"},
      {"user.department == \"a'b\"", "(== user.department 'a'b')"},
      {"user.department == 'a\"b'", "(== user.department 'a\"b')"},
      {R"(user.department == 'a\'b\"c\`d\?\\')", R"((== user.department 'a'b"c`d?\'))"},
      {R"(user.department == "\n\t\r\a\b\f\v")", "(== user.department '\n\t\r\a\b\f\v')"},
      {R"(user.department == "\x41\X42\103\u0044\U00000045")", "(== user.department 'ABCDE')"},
      {R"(user.department == "\u00e9\xe9\351\U0001F431\u20ac")", "(== user.department 'ééé🐱€')"},
      {R"(user.department == r"\d+\")", R"((== user.department '\d+\'))"},
      {R"(user.department == R'\n')", R"((== user.department '\n'))"},
      {"user.department == '''a'b\n\"c'''", "(== user.department 'a'b\n\"c')"},
      {"user.department == r\"\"\"\\a\"\"\"", "(== user.department '\\a')"},
      {"user.department == '//no comment'", "(== user.department '//no comment')"},
      {"user.department == 'é'", "(== user.department 'é')"},
  });
}

TEST_CASE("check: comparisons") {
  check_rows({
      {"user.department == resource.owner", "(== user.department resource.owner)"},
      {"device.name != user.department", "(!= $device.name user.department)"},
      {"device.os == 'linux'", "(== $device.os 'linux')"},
      {"'linux' != device.os", "(!= 'linux' $device.os)"},
      {"device.os == user.os", "(== $device.os user.os)"},
      {"device.os == user.department", "(== $device.os user.department)"},
      {"(user.on_call ? 'linux' : 'macos') == device.os",
       "(== (if user.on_call 'linux' 'macos') $device.os)"},
      {"request.ip == user.home", "(== $request.ip user.home)"},
      {"request.ip == request.ip", "(== $request.ip $request.ip)"},
      {"auth.mfa == true", "(== $auth.mfa true)"},
      {"auth.mfa == (user.level > 2)", "(== $auth.mfa (> user.level 2))"},
      {"risk <= user.level", "(<= $risk user.level)"},
      {"user.level > 1 && 2 >= user.level", "(and (> user.level 1) (>= 2 user.level))"},
      {"user.department < 'm'", "(< user.department 'm')"},
      {"'a' < 'b'", "(< 'a' 'b')"},
  });
}

TEST_CASE("check: membership") {
  check_rows({
      {"user.department in ['a', 'b',]", "(in user.department (list 'a' 'b'))"},
      {"user.department in []", "(in user.department (list))"},
      {"device.os in ['linux', 'macos']", "(in $device.os (list 'linux' 'macos'))"},
      {"'linux' in [device.os, user.department]", "(in 'linux' (list $device.os user.department))"},
      {"risk in [1, -2, user.level]", "(in $risk (list 1 -2 user.level))"},
      {"request.ip in [user.home]", "(in $request.ip (list user.home))"},
      {"auth.mfa in [true]", "(in $auth.mfa (list true))"},
      {"'otp' in auth.methods", "(in 'otp' $auth.methods)"},
      {"user.department in auth.methods", "(in user.department $auth.methods)"},
      {"user.grade in resource.skills", "(in user.grade resource.skills)"},
      {"'payroll.read' in token.scopes", "(in 'payroll.read' $token.scopes)"},
      {"token.client == 'cli'", "(== $token.client 'cli')"},
      {"token.client in ['payroll-cli', user.owner]",
       "(in $token.client (list 'payroll-cli' user.owner))"},
      {"has(token.client) ? token.client != user.owner : true",
       "(if (has $token.client) (!= $token.client user.owner) true)"},
      {"'go' in (user.on_call ? user.skills : resource.skills)",
       "(in 'go' (if user.on_call user.skills resource.skills))"},
      {"request.ip in networks.office", "(in-network office $request.ip)"},
      {"user.home in networks.vpn", "(in-network vpn user.home)"},
      {"!(request.ip in networks.office)", "(not (in-network office $request.ip))"},
  });
}

TEST_CASE("check: functions") {
  check_rows({
      {"has(auth.mfa) && has(user.level)", "(and (has $auth.mfa) (has user.level))"},
      {"has(token.scopes)", "(has $token.scopes)"},
      {"size(user.department) == 3", "(== (size user.department) 3)"},
      {"user.department.size() > 3", "(> (size user.department) 3)"},
      {"size(auth.methods) >= 2", "(>= (size $auth.methods) 2)"},
      {"size('abc') == 3", "(== (size 'abc') 3)"},
      {"user.department.startsWith('fin')", "(starts user.department 'fin')"},
      {"user.department.endsWith(resource.owner)", "(ends user.department resource.owner)"},
      {"resource.owner.extract('a/{x}/') == 'b'", "(== (extract a/{x}/ resource.owner) 'b')"},
      {"'a.b'.contains(user.department)", "(contains 'a.b' user.department)"},
      {"user.grade.contains('nio')", "(contains user.grade 'nio')"},
      {R"(user.department.matches(r'^fin\w+$'))", R"((matches user.department '^fin\w+$'))"},
      {"(user.on_call ? user.department : 'x').startsWith('y')",
       "(starts (if user.on_call user.department 'x') 'y')"},
  });
}

TEST_CASE("check: tests of the strings of a request") {
  check_rows({
      {"device.name.startsWith('x')", "(starts $device.name 'x')"},
      {"'x'.contains(device.os)", "(contains 'x' $device.os)"},
      {"user.department.endsWith(device.name)", "(ends user.department $device.name)"},
      {"device.name.matches('x')", "(matches $device.name 'x')"},
      {"(auth.mfa ? 'a' : 'b').startsWith('a')", "(starts (if $auth.mfa 'a' 'b') 'a')"},
      {"size(device.name) == 3", "(== (size $device.name) 3)"},
      {"device.os.size() == 3", "(== (size $device.os) 3)"},
      {"device.name < 'x'", "(< $device.name 'x')"},
  });
}

TEST_CASE("check: quantifiers over lists") {
  check_rows({
      {"['a', 'b'].exists(x, user.department.startsWith(x))",
       "(exists v0 (list 'a' 'b') (starts user.department v0))"},
      {"[1, 2].all(x, x < user.level)", "(all v0 (list 1 2) (< v0 user.level))"},
      {"['pwd', 'otp'].all(m, m in auth.methods)",
       "(all v0 (list 'pwd' 'otp') (in v0 $auth.methods))"},
      {"[auth.mfa, auth.fresh].exists(x, x)", "(exists v0 (list $auth.mfa $auth.fresh) v0)"},
      {"['a'].exists(x, ['b'].exists(y, x == y))",
       "(exists v0 (list 'a') (exists v1 (list 'b') (== v0 v1)))"},
      {"['a'].exists(x, [x].exists(x, x == 'a'))",
       "(exists v0 (list 'a') (exists v1 (list v0) (== v1 'a')))"},
      {"['a'].exists(x, true) && ['b'].exists(x, x == 'b')",
       "(and (exists v0 (list 'a') true) (exists v1 (list 'b') (== v1 'b')))"},
      {"[].exists(x, x == 'a')", "false"},
      {"[].all(x, x == 'a') && auth.mfa", "(and true $auth.mfa)"},
      {"[device.name, user.department].exists(x, x == 'a')",
       "(exists v0 (list $device.name user.department) (== v0 'a'))"},
      {"[device.name, device.os].exists(x, x == 'a')",
       "(exists v0 (list $device.name $device.os) (== v0 'a'))"},
      {"[device.name].exists(x, x == device.name)",
       "(exists v0 (list $device.name) (== v0 $device.name))"},
  });
}

TEST_CASE("check: times and durations") {
  check_rows({
      {"request.time < timestamp('2027-01-01T00:00:00Z')",
       "(< $request.time 2027-01-01T00:00:00Z)"},
      {"timestamp('2027-01-01T01:00:00+01:00') == user.hired",
       "(== 2027-01-01T00:00:00Z user.hired)"},
      {"auth.since != resource.hired", "(!= $auth.since resource.hired)"},
      {"duration('1h') >= duration('-60m')", "(>= 3600s -3600s)"},
      {"has(auth.since) && has(request.time)", "(and (has $auth.since) (has $request.time))"},
      {"user.hired in [request.time, timestamp('0001-01-01T00:00:00Z')]",
       "(in user.hired (list $request.time 0001-01-01T00:00:00Z))"},
      {"duration('1h') in [request.time - user.hired]",
       "(in 3600s (list (- $request.time user.hired)))"},
      {"(user.on_call ? user.hired : request.time) <= request.time",
       "(<= (if user.on_call user.hired $request.time) $request.time)"},
      {"[user.hired].exists(t, t + duration('24h') > request.time)",
       "(exists v0 (list user.hired) (> (+ v0 86400s) $request.time))"},
      {"request.time > timestamp('9999-12-31T23:59:59Z')",
       "(> $request.time 9999-12-31T23:59:59Z)"},
      {"user.hired == timestamp(r\"\"\"2027-01-01T00:00:00Z\"\"\")",
       "(== user.hired 2027-01-01T00:00:00Z)"},
  });
}

TEST_CASE("check: sums of times and durations") {
  check_rows({
      {"user.hired + duration('1h') < request.time", "(< (+ user.hired 3600s) $request.time)"},
      {"duration('1h') + user.hired < request.time", "(< (+ 3600s user.hired) $request.time)"},
      {"request.time - duration('1h') < user.hired", "(< (- $request.time 3600s) user.hired)"},
      {"request.time - user.hired < duration('1h')", "(< (- $request.time user.hired) 3600s)"},
      {"request.time - request.time == duration('0')", "(== (- $request.time $request.time) 0s)"},
      {"duration('1h') - duration('1m') + duration('1s') == duration('0s')",
       "(== (+ (- 3600s 60s) 1s) 0s)"},
      {"(user.hired + duration('1h')).getHours() == 8",
       "(== (getHours UTC (+ user.hired 3600s)) 8)"},
      {"(request.time + duration('1h')) in windows.night",
       "(in-window night (+ $request.time 3600s))"},
  });
}

TEST_CASE("check: what calendars and clocks show") {
  check_rows({
      {"request.time.getHours('Europe/Berlin') >= 8",
       "(>= (getHours Europe/Berlin $request.time) 8)"},
      {"request.time.getHours() >= 8", "(>= (getHours UTC $request.time) 8)"},
      {"user.hired.getFullYear('America/New_York') == 2027",
       "(== (getFullYear America/New_York user.hired) 2027)"},
      {"auth.since.getMonth() in [0, 11]", "(in (getMonth UTC $auth.since) (list 0 11))"},
      {"request.time.getDate() == request.time.getDayOfMonth()",
       "(== (getDate UTC $request.time) (getDayOfMonth UTC $request.time))"},
      {"request.time.getDayOfWeek() < user.level",
       "(< (getDayOfWeek UTC $request.time) user.level)"},
      {"request.time.getDayOfYear() != 0", "(!= (getDayOfYear UTC $request.time) 0)"},
      {"request.time.getMinutes() != 0", "(!= (getMinutes UTC $request.time) 0)"},
      {"request.time.getSeconds() != 0", "(!= (getSeconds UTC $request.time) 0)"},
      {"request.time in windows.office_hours", "(in-window office_hours $request.time)"},
      {"!(user.hired in windows.night)", "(not (in-window night user.hired))"},
      {"timestamp('2027-01-01T00:00:00Z') in windows.night",
       "(in-window night 2027-01-01T00:00:00Z)"},
  });
}

TEST_CASE("check: types of parts of time") {
  const auto checked =
      check_sample("request.time - user.hired > duration('1h') && request.time.getHours() > 8");
  REQUIRE(checked.has_value());
  for (const Expression::Node& node : checked->nodes) {
    if (node.op == Operator::Subtract) CHECK(node.type == TypeKind::Duration);
    if (node.op == Operator::GetHours) CHECK(node.type == TypeKind::Int);
    if (node.name == "request.time") CHECK(node.type == TypeKind::Time);
  }
}

TEST_CASE("check: a group rule reads times of the identity") {
  CHECK(outcome("user.hired < timestamp('2027-01-01T00:00:00Z') && user.hired in windows.night",
                Use::GroupRule) ==
        "(and (< user.hired 2027-01-01T00:00:00Z) (in-window night user.hired))");
}

TEST_CASE("check: a group rule reads the identity") {
  CHECK(outcome("user.department == 'x' && user.home in networks.office", Use::GroupRule) ==
        "(and (== user.department 'x') (in-network office user.home))");
}

TEST_CASE("check: nodes know their type and their place") {
  const auto checked = check_sample("auth.mfa && (user.level in [1, 2] || true)");
  REQUIRE(checked.has_value());
  const auto parts = criteria(*checked);
  REQUIRE(parts.size() == 2);
  CHECK(checked->text_of(parts[0]) == "auth.mfa");
  CHECK(checked->text_of(parts[1]) == "(user.level in [1, 2] || true)");
  CHECK(checked->text_of(checked->root()) == checked->source.text);
  for (const Expression::Node& node : checked->nodes) {
    if (node.op == Operator::List || node.name == "level") CHECK(node.type == TypeKind::Int);
    if (node.op == Operator::In) CHECK(node.type == TypeKind::Bool);
  }
}

TEST_CASE("check: chains of any length are flat") {
  std::string text = "user.on_call";
  for (int i = 0; i < 50'000; ++i) text += " && user.level != " + std::to_string(i);
  const auto checked = check_sample(text);
  REQUIRE(checked.has_value());
  CHECK(criteria(*checked).size() == 50'001);
}

TEST_CASE("check: a hundred levels are fine") {
  CHECK(outcome(std::string(100, '(') + "true" + std::string(100, ')')) == "true");
  CHECK(check_sample(std::string(99, '!') + "true").has_value());
  std::string chosen;
  for (int i = 0; i < 99; ++i) chosen += "user.on_call ? true : ";
  CHECK(check_sample(chosen + "false").has_value());
}

}  // namespace
}  // namespace accessdrift::cel
