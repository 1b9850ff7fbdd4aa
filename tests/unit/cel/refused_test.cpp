#include <doctest/doctest.h>

#include <vector>

#include "refused_rows.h"
#include "sample.h"

namespace accessdrift::cel {
namespace {

TEST_CASE("check: syntax errors stand at the first token that does not fit") {
  const std::vector<std::string> invalid{"invalid-condition"};
  check_rows({
      {"«»", invalid},
      {"  «»", invalid},
      {"// nothing«»", invalid},
      {"auth.mfa &&«»", invalid},
      {"auth.mfa «auth»", invalid},
      {"auth.mfa «and» user.on_call", invalid},
      {"auth.mfa «&» user.on_call", invalid},
      {"auth.mfa «|» user.on_call", invalid},
      {"user.level «=» 3", invalid},
      {"user.level ==«=» 3", invalid},
      {"«&&» true", invalid},
      {"(true«»", invalid},
      {"true«)»", invalid},
      {"(true «]»", invalid},
      {"user.level in [1 «2»]", invalid},
      {"user.level in [1, 2«»", invalid},
      {"user.level in [«,»]", invalid},
      {"size(user.department, «)» == 1", invalid},
      {"true ? false«»", invalid},
      {"true ? false «,» true", invalid},
      {"user.«»", invalid},
      {"user.«in»", invalid},
      {"user.«3»", invalid},
      {"«.»user.level", invalid},
      {"«package».x", invalid},
      {"(user).«level» == 3", invalid},
      {"'a'.«b» == 'c'", invalid},
      {"user.skills«[»0] == 'go'", invalid},
      {"user.level == «1.5»", invalid},
      {"user.level == «1e3»", invalid},
      {"user.level == «3u»", invalid},
      {"user.level == «0x»", invalid},
      {"user.level == «12abc»", invalid},
      {"user.level == «9223372036854775808»", invalid},
      {"user.level == -«9223372036854775809»", invalid},
      {"user.level == «99999999999999999999»", invalid},
      {"user.level == «-»user.level", invalid},
      {"user.level == «-»-3", invalid},
      {"user.level «*» 2 == 4", invalid},
      {"user.level «/» 2 == 4", invalid},
      {"user.level «%» 2 == 0", invalid},
      {"user.department == «null»", invalid},
      {"user.department == «b'»x'", invalid},
      {"user.department == «{»}", invalid},
      {"user.department == «'abc»", invalid},
      {"user.department == «'abc»\n'", invalid},
      {"user.department == «'''abc'»", invalid},
      {"user.department == '«\\q»'", invalid},
      {"user.department == '«\\x»4'", invalid},
      {"user.department == '«\\u»12'", invalid},
      {"user.department == '«\\u»d800'", invalid},
      {"user.department == '«\\U»00110000'", invalid},
      {"user.department == '«\\4»00'", invalid},
      {"user.department == 'a' «'b'»", invalid},
      {"auth.mfa «#» x", invalid},
      {"«é» == 1", invalid},
      {"«size()» == 1", invalid},
      {"«has(auth.mfa, user.level)»", invalid},
      {"«user.department.size(1)» == 1", invalid},
      {"«user.department.startsWith()»", invalid},
      {"«['a'].exists(x)»", invalid},
      {"['a'].exists(«'x'», true)", invalid},
      {"['a'].exists(«x.y», true)", invalid},
      {"['a'].exists(«user», true)", invalid},
      {"['a'].exists(«auth», true)", invalid},
      {"['a'].exists(«risk», true)", invalid},
  });
}

TEST_CASE("check: unknown names") {
  check_rows({
      {"«user.nothing»", {"unknown-attribute"}},
      {"«resource.nothing» == 1", {"unknown-attribute"}},
      {"«user» == 'ana'", {"unknown-attribute"}},
      {"«user.department.name» == 'x'", {"unknown-attribute"}},
      {"«auth» || «auth.nothing»", {"unknown-attribute", "unknown-attribute"}},
      {"«request.nothing» == 'x'", {"unknown-attribute"}},
      {"«department» == 'x'", {"unknown-attribute"}},
      {"«x» == 'a' || ['a'].exists(x, x == 'a') || «x» == 'b'",
       {"unknown-attribute", "unknown-attribute"}},
      {"request.ip in «networks.nowhere»", {"unknown-network"}},
      {"request.ip in «networks»", {"unknown-network"}},
      {"«user.department» in «networks.nowhere»", {"wrong-type", "unknown-network"}},
      {"user.department.«startswith»('a')", {"unknown-function"}},
      {"['a'].«map»(x, x)", {"unknown-function"}},
      {"auth.mfa.«has»()", {"unknown-function"}},
      {"«matches»(user.department, 'x')", {"unknown-function"}},
      {"«foo»(1) && user.department.«lowerAscii»() == 'x'",
       {"unknown-function", "unknown-function"}},
  });
}

TEST_CASE("check: wrong types") {
  const std::vector<std::string> wrong{"wrong-type"};
  check_rows({
      {"«user.level»", wrong},
      {"«'x'»", wrong},
      {"«['x']»", wrong},
      {"!«user.level»", wrong},
      {"auth.mfa && «user.department» && «3»", {"wrong-type", "wrong-type"}},
      {"user.level == «'3'»", wrong},
      {"user.department == «3»", wrong},
      {"«1 < 2» < 3", wrong},
      {"«auth.mfa» < true", wrong},
      {"user.level < «'a'»", wrong},
      {"«device.os» < 'macos'", wrong},
      {"user.level < «user.home»", wrong},
      {"user.level < «'a'»", wrong},
      {"auth.mfa == «'true'»", wrong},
      {"request.ip == «'203.0.113.7'»", wrong},
      {"request.ip in [«'203.0.113.7'»]", wrong},
      {"«auth.methods» in ['pwd']", wrong},
      {"auth.methods == «user.skills»", wrong},
      {"auth.methods == «'pwd'»", wrong},
      {"auth.methods == «['pwd']»", wrong},
      {"user.level in [1, «'2'»]", wrong},
      {"user.department in ['a', «auth.methods»]", wrong},
      {"user.department in [«['a']»]", wrong},
      {"user.department in «user.level»", wrong},
      {"user.department in «resource.owner»", wrong},
      {"«user.level» in auth.methods", wrong},
      {"«user.department» in networks.office", wrong},
      {"«networks.office»", wrong},
      {"has(«'x'»)", wrong},
      {"has(«user.level == 3»)", wrong},
      {"has(«networks.office»)", wrong},
      {"['a'].exists(x, has(«x»))", wrong},
      {"['a'].exists(x, «x.y» == 'a')", wrong},
      {"['a'].exists(x, «x»)", wrong},
      {"size(«user.level») == 1", wrong},
      {"size(«['a']») == 1", wrong},
      {"«user.level».startsWith('a')", wrong},
      {"user.department.startsWith(«3»)", wrong},
      {"resource.department.extract(«'a/b'») == 'x'", wrong},
      {"resource.department.extract(«resource.department») == 'x'", wrong},
      {"«user.department».extract('a/{x}') == 'x'", {"wrong-use"}},
      {"«device.name».extract('a/{x}') == 'x'", {"wrong-use"}},
      {"«resource.level».extract('a/{x}') == 'x'", wrong},
      {"«user.skills».contains('go')", wrong},
      {"user.department.matches(«user.department»)", wrong},
      {"«user.skills».exists(x, x == 'go')", wrong},
      {"(user.on_call ? 1 : «'a'») == 1", wrong},
      {"(user.on_call ? auth.methods : «user.skills») == 1", wrong},
      {"(«user.level» ? true : false)", wrong},
      {"«user.level + 1» == 3", wrong},
      {"«user.department + 'x'» == 'ax'", wrong},
  });
}

TEST_CASE("check: literals that an enum or set does not have") {
  const std::vector<std::string> unknown{"unknown-value"};
  check_rows({
      {"device.os == «'windws'»", unknown},
      {"«'Linux'» != device.os", unknown},
      {"device.os in ['linux', «'amiga'», «'beos'»]", {"unknown-value", "unknown-value"}},
      {"«'amiga'» in [device.os]", unknown},
      {"(user.on_call ? 'linux' : «'amiga'») == device.os", unknown},
      {"«'sms'» in auth.methods", unknown},
      {"«'payroll.reed'» in token.scopes", unknown},
      {"token.client == «'payroll-cil'»", unknown},
      {"«''» != token.client", unknown},
      {"token.client in ['cli', «'x'»]", unknown},
      {"[token.client].exists(c, c == «'x'»)", unknown},
      {"(user.on_call ? 'cli' : «'x'») == token.client", unknown},
      {"user.grade == «'principal'»", unknown},
  });
}

TEST_CASE("check: a comparison reads one attribute of the request") {
  const std::vector<std::string> unsupported{"unsupported-comparison"};
  check_rows({
      {"«auth.mfa == auth.fresh»", unsupported},
      {"«device.name == device.os»", unsupported},
      {"«device.name in auth.methods»", unsupported},
      {"«device.name.startsWith(device.os)»", unsupported},
      {"«'x'.contains(auth.mfa ? device.name : 'y')»", unsupported},
      {"«size(device.name) == risk»", unsupported},
      {"«risk > size(auth.methods)»", unsupported},
      {"«(auth.mfa ? 1 : 2) == risk»", unsupported},
      {"«(auth.mfa && auth.fresh) == true»", unsupported},
      {"«has(auth.mfa) == has(auth.fresh)»", unsupported},
      {"«user.department in [device.name, device.os]»", unsupported},
      {"«auth.mfa == auth.fresh» == true", unsupported},
      {"[auth.mfa, auth.fresh].exists(x, «x == (risk == 1)»)", unsupported},
      {"«[auth.mfa, auth.fresh].exists(x, x) == true»", unsupported},
      {"[auth.mfa, auth.fresh].exists(x, [auth.mfa, auth.fresh].exists(y, «x == y»))", unsupported},
      {"[«auth.mfa && auth.fresh»].exists(x, x == true)", unsupported},
      {"user.on_call in [«auth.mfa || auth.fresh»]", unsupported},
      {"[«auth.mfa ? auth.fresh : true»].all(x, x)", unsupported},
      {"«request.time < auth.since»", unsupported},
      {"«request.time - auth.since < duration('1h')»", unsupported},
      {"«request.time.getHours() == risk»", unsupported},
      {"«(auth.mfa ? request.time : user.hired) in windows.night»", unsupported},
      {"[«request.time - auth.since»].exists(x, x < duration('1h'))", unsupported},
  });
}

TEST_CASE("check: patterns") {
  check_rows({
      {"user.department.matches(«'('»)", {"invalid-pattern"}},
      {"user.department.matches(«'(?=a)'»)", {"invalid-pattern"}},
      {"user.department.matches(«'a{1001}'»)", {"invalid-pattern"}},
      {"user.department.matches(«r'\\1'»)", {"invalid-pattern"}},
  });
}

TEST_CASE("check: a group rule reads nothing but the identity") {
  const std::vector<std::string> wrong{"wrong-use"};
  check_rows(
      {
          {"«request.ip» == user.home", wrong},
          {"«resource.owner» == user.department", wrong},
          {"has(«auth.mfa»)", wrong},
          {"'payroll.read' in «token.scopes»", wrong},
          {"«request.time» in windows.night", wrong},
          {"«request.time».getHours() == 8", wrong},
          {"«auth.since» < user.hired", wrong},
          {"«user.nothing» == 'x'", {"unknown-attribute"}},
          {"«usr.department» == 'x'", {"unknown-attribute"}},
      },
      Use::GroupRule);
}

TEST_CASE("check: depth has a bound") {
  const auto code_of = [](const std::string& text) {
    const auto checked = check_sample(text);
    return checked ? std::string("fine") : checked.error().front().code;
  };
  CHECK(code_of(std::string(101, '(') + "true" + std::string(101, ')')) == "too-deep");
  CHECK(code_of(std::string(100, '!') + "true") == "too-deep");
  CHECK(code_of(std::string(100'000, '(')) == "too-deep");
  CHECK(code_of(std::string(100'000, '[')) == "too-deep");
  CHECK(code_of(std::string(100'000, '!')) == "too-deep");
  std::string equal = "true";
  std::string chosen;
  std::string called = "user.department";
  std::string summed = "1";
  for (int i = 0; i < 100'000; ++i) {
    equal += "==true";
    chosen += "true?true:";
    called += ".size()";
    summed += "+1";
  }
  CHECK(code_of(equal) == "too-deep");
  CHECK(code_of(chosen + "true") == "too-deep");
  CHECK(code_of(called) == "too-deep");
  CHECK(code_of(summed) == "too-deep");
  CHECK(code_of("user" + std::string(500'000, '.')) == "invalid-condition");
}

TEST_CASE("check: depth of merged chains counts what was written") {
  std::string text = "true";
  for (int i = 0; i < 100; ++i) text = "(" + text + " && true)";
  CHECK(outcome(text).starts_with("too-deep") == false);
}

TEST_CASE("check: messages say what was expected and what is near") {
  struct Said {
    const char* text;
    const char* message;
    const char* label;
    const char* help;
  };
  for (const Said& said : {
           Said{"user.departmnt == 'x'", "unknown attribute `user.departmnt`",
                "no attribute has this name", "did you mean `user.department`?"},
           Said{"usr.department == 'x'", "unknown attribute `usr.department`",
                "no attribute has this name", "did you mean `user.department`?"},
           Said{"department == 'x'", "unknown attribute `department`", "no attribute has this name",
                "did you mean `resource.department` or `user.department`?"},
           Said{"mfa", "unknown attribute `mfa`", "no attribute has this name",
                "did you mean `auth.mfa`?"},
           Said{"geo.country == 'x'", "unknown attribute `geo.country`",
                "no attribute has this name", "declare it under `context`"},
           Said{"user == 'x'", "`user` alone is not an attribute", "expected `user.NAME`", ""},
           Said{"request.ip in networks.ofice", "unknown network `ofice`",
                "no network has this name", "did you mean `networks.office`?"},
           Said{"request.time in windows.ofice_hours", "unknown window `ofice_hours`",
                "no window has this name", "did you mean `windows.office_hours`?"},
           Said{"request.time in windows.x", "unknown window `x`", "no window has this name",
                "declare it under `windows`"},
           Said{"request.time.getHours('Europe/Berln') > 8", "unknown time zone `Europe/Berln`",
                "no zone has this name", "did you mean `Europe/Berlin`?"},
           Said{"request.tme < user.hired", "unknown attribute `request.tme`",
                "no attribute has this name", "did you mean `request.time`?"},
           Said{"request.time > timestmp('x')", "unknown function `timestmp`",
                "conditions have no such function", "did you mean `timestamp`?"},
           Said{"request.time.gethours() > 8", "unknown function `gethours`",
                "conditions have no such function", "did you mean `getHours`?"},
           Said{"request.time > '2027-01-31T18:00:00Z'",
                "`request.time` is time, `'2027-01-31T18:00:00Z'` is string",
                "expected time, found string",
                "a time is written `timestamp(\"2027-01-31T18:00:00Z\")`"},
           Said{"request.time - user.hired > 90",
                "`request.time - user.hired` is duration, `90` is int",
                "expected duration, found int", "a length of time is written `duration(\"90m\")`"},
           Said{"request.time + 90 > user.hired", "`+` joins times and durations only",
                "expected a time or a duration on either side",
                "a length of time is written `duration(\"90m\")`"},
           Said{"request.time + user.hired > user.hired", "`+` cannot join time and time",
                "expected at most one time", ""},
           Said{"request.time > timestamp('2027-01-31')", "`2027-01-31` is not a time",
                "expected a time like `2027-01-31T18:00:00Z`",
                "write `2027-01-31T00:00:00Z` for the start of the day"},
           Said{"request.time - user.hired > duration('1d')", "`1d` is not a duration",
                "expected hours, minutes and seconds like `1h30m`, at most 292 years", ""},
           Said{"device.os == 'windws'", "`windws` is not a value of `device.os`",
                "expected one of linux, macos, windows", "did you mean `windows`?"},
           Said{"token.client == 'payroll-cil'", "unknown client `payroll-cil`",
                "no client has this name", "did you mean `payroll-cli`?"},
           Said{"'payroll.reed' in token.scopes", "unknown scope `payroll.reed`",
                "no scope has this name", "did you mean `payroll.read`?"},
           Said{"request.ip == '1.2.3.4'", "`request.ip` is ip, `'1.2.3.4'` is string",
                "expected ip, found string",
                "name addresses in `networks` and write `request.ip in networks.NAME`"},
           Said{"user.department.startswith('x')", "unknown function `startswith`",
                "conditions have no such function", "did you mean `startsWith`?"},
           Said{"user.skills.contains('go')", "`user.skills` is set, not string",
                "expected a string", "`\"x\" in user.skills` tests an element of a set"},
           Said{"user.department.matches('(a')", "invalid pattern `'(a'`",
                "expected RE2 syntax, found: missing ) in `(a`", ""},
           Said{"auth.mfa == auth.fresh", "a comparison reads `auth.mfa` and `auth.fresh`",
                "expected at most one attribute of the request",
                "compare each with a constant or with an attribute of `user` or `resource`"},
           Said{"device.name.startsWith(device.os)",
                "`startsWith` reads `device.name` and `device.os`",
                "expected at most one attribute of the request",
                "compare each with a constant or with an attribute of `user` or `resource`"},
           Said{"true and false", "expected an operator or the end of the condition, found `and`",
                "expected an operator or the end of the condition", "write `&&`"},
           Said{"true &&", "expected an expression, found the end of the condition",
                "expected an expression", ""},
       }) {
    CAPTURE(said.text);
    const auto checked = check_sample(said.text);
    REQUIRE_FALSE(checked.has_value());
    REQUIRE(checked.error().size() == 1);
    const Diagnostic& problem = checked.error().front();
    CHECK(problem.message == said.message);
    CHECK(problem.label == said.label);
    CHECK(problem.help == said.help);
  }
}

TEST_CASE("check: an unclosed bracket is shown where it was opened") {
  const auto checked = check_sample("auth.mfa && (user.on_call");
  REQUIRE_FALSE(checked.has_value());
  const Diagnostic& problem = checked.error().front();
  CHECK(problem.message == "expected `)`, found the end of the condition");
  REQUIRE(problem.notes.size() == 1);
  CHECK(problem.notes[0].text == "`(` was opened here");
  CHECK(problem.notes[0].span.place == Place{12, 13});
}

TEST_CASE("check: user text in a message is one short line") {
  const auto checked = check_sample("user.level == 3 && (\n\t'" + std::string(1'000, 'x') + "')");
  REQUIRE_FALSE(checked.has_value());
  const std::string& message = checked.error().front().message;
  CHECK(message.size() < 120);
  CHECK(message.find('\n') == message.npos);
}

TEST_CASE("check: places are those of the file") {
  const SourceText file("a.yaml", "when: 'auth.mfa && user.x'");
  const ConditionText condition{"auth.mfa && user.x", {6, 26}, 7, true};
  const auto checked = check(condition, &file, sample_schema(), Use::Condition);
  REQUIRE_FALSE(checked.has_value());
  CHECK(checked.error().front().span.text == &file);
  CHECK(checked.error().front().span.place == Place{19, 25});
}

}  // namespace
}  // namespace accessdrift::cel
