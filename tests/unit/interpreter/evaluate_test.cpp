#include "accessdrift/interpreter/evaluate.h"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "accessdrift/cel/check.h"
#include "truth_rows.h"

namespace accessdrift::interpreting {
namespace {

const Schema& schema() {
  static const Schema kSchema = [] {
    Schema s;
    for (const char* name : {"t", "f", "gone", "open", "foreign"})
      s.request[name] = {TypeKind::Bool, {}, false};
    s.request["sure"] = {TypeKind::Bool, {}, true};
    s.request["n"] = {TypeKind::Int, {}, false};
    s.request["open_n"] = {TypeKind::Int, {}, true};
    s.request["os"] = {TypeKind::Enum, {"linux", "macos"}, false};
    s.request["open_os"] = {TypeKind::Enum, {"linux", "macos"}, true};
    s.request["gone_os"] = {TypeKind::Enum, {"linux", "macos"}, false};
    s.request["methods"] = {TypeKind::Set, {"pwd", "otp"}, false};
    s.request["open_methods"] = {TypeKind::Set, {"pwd", "otp"}, true};
    s.request["request.ip"] = {TypeKind::Ip, {}, false};
    s.request["open_ip"] = {TypeKind::Ip, {}, false};
    s.attributes["name"] = {TypeKind::String, {}, false};
    s.attributes["level"] = {TypeKind::Int, {}, false};
    s.attributes["tags"] = {TypeKind::Set, {"a", "b", "c"}, false};
    s.attributes["missing"] = {TypeKind::String, {}, false};
    s.networks = {"office", "nowhere"};
    return s;
  }();
  return kSchema;
}

Facts facts() {
  static const std::map<std::string, Value> kRequest = {
      {"t", true},
      {"foreign", true},
      {"f", false},
      {"n", std::int64_t{7}},
      {"os", std::string("macos")},
      {"methods", std::set<std::string>{"otp"}},
      {"request.ip", *parse_ip("203.0.113.7")},
  };
  static const std::map<std::string, Value> kUser = {
      {"name", std::string("Jürgen")},
      {"level", std::int64_t{3}},
      {"tags", std::set<std::string>{"a", "b"}},
  };
  static const std::vector<IpPrefix> kOffice = {parse_prefix("203.0.113.0/24").prefix};
  const auto user = [](const std::string& name) {
    const auto found = kUser.find(name);
    return found == kUser.end() ? std::nullopt : std::optional<Value>(found->second);
  };
  Facts facts;
  facts.user = user;
  facts.resource = [](const std::string& name) {
    return name == "name" ? std::optional<Value>(std::string("wiki")) : std::nullopt;
  };
  facts.request = [](const std::string& name) {
    if (name == "sure" || name.starts_with("open")) return Told{};
    const auto found = kRequest.find(name);
    return found == kRequest.end() ? Told::absent() : Told::present(found->second);
  };
  facts.is_required = [](const std::string& name) { return schema().request.at(name).is_required; };
  facts.is_readable = [](const std::string& name) { return name != "foreign"; };
  facts.network = [](const std::string& name) {
    return name == "office" ? std::span<const IpPrefix>(kOffice) : std::span<const IpPrefix>();
  };
  return facts;
}

void check_rows(const std::vector<TruthRow>& rows) { check_truths(rows, schema(), facts()); }

TEST_CASE("evaluate: a value that the side does not allow cannot be read, nor asked for by `has`") {
  check_rows({
      {"foreign", "E"},
      {"!foreign", "E"},
      {"has(foreign)", "E"},
      {"!has(foreign)", "E"},
      {"has(foreign) || t", "T"},
      {"has(foreign) && f", "F"},
      {"has(foreign) ? t : f", "E"},
  });
}

TEST_CASE("evaluate: one part settles a connective whatever the others are") {
  check_rows({
      {"t && t", "T"},
      {"t && f", "F"},
      {"f && f", "F"},
      {"t || f", "T"},
      {"f || f", "F"},
      {"gone", "E"},
      {"!gone", "E"},
      {"!t", "F"},
      {"!f", "T"},
      {"t || gone", "T"},
      {"gone || t", "T"},
      {"f || gone", "E"},
      {"gone || f", "E"},
      {"f && gone", "F"},
      {"gone && f", "F"},
      {"t && gone", "E"},
      {"gone && t", "E"},
      {"gone && gone || t", "T"},
      {"(f || gone) && f", "F"},
      {"!(f && gone)", "T"},
      {"f || gone || t", "T"},
      {"t && gone && f", "F"},
  });
}

TEST_CASE("evaluate: what was not told is open and an error only where it may be absent") {
  check_rows({
      {"open", "TFE"},
      {"sure", "TF"},
      {"!sure", "TF"},
      {"open && f", "F"},
      {"open && t", "TFE"},
      {"open || t", "T"},
      {"open || f", "TFE"},
      {"sure && t", "TF"},
      {"sure && gone", "FE"},
      {"sure || gone", "TE"},
      {"open && gone", "FE"},
      {"open || gone", "TE"},
      {"has(open)", "TF"},
      {"has(sure)", "T"},
      {"has(open_ip)", "TF"},
      {"open_os == \"linux\"", "TF"},
      {"open_n < 3", "TF"},
      {"\"otp\" in open_methods", "TF"},
      {"open_ip in networks.office", "TFE"},
      {"open_n in [1, 2]", "TF"},
      {"open_n == user.level", "TF"},
      {"size(open_methods) > 1", "TF"},
      {"open == true", "TFE"},
      {"open == (user.missing == \"x\")", "E"},
      {"gone_os == \"linux\" || sure", "TE"},
  });
}

TEST_CASE("evaluate: only the chosen branch counts") {
  check_rows({
      {"t ? t : gone", "T"},
      {"f ? gone : f", "F"},
      {"gone ? t : t", "E"},
      {"t ? gone : t", "E"},
      {"has(gone) ? gone : t", "T"},
      {"(t ? \"a\" : \"b\") == \"b\"", "F"},
      {"(f ? \"a\" : \"b\") == \"b\"", "T"},
      {"(gone ? \"a\" : \"b\") == \"b\"", "E"},
      {"(t ? user.missing : \"macos\") == \"macos\"", "E"},
      {"(f ? user.missing : \"macos\") == \"macos\"", "T"},
      {"sure ? t : t", "T"},
      {"sure ? t : f", "TF"},
      {"sure ? gone : t", "TE"},
      {"open ? t : t", "TE"},
      {"(sure ? 1 : 1) == 1", "T"},
      {"(sure ? 1 : 2) == 1", "TF"},
      {"(open ? 1 : 1) == 1", "TFE"},
  });
}

TEST_CASE("evaluate: compares values of each type") {
  check_rows({
      {"n == 7", "T"},
      {"n != 7", "F"},
      {"n < 8", "T"},
      {"n <= 7", "T"},
      {"n > 7", "F"},
      {"n >= 8", "F"},
      {"7 == n", "T"},
      {"6 < n", "T"},
      {"n == user.level", "F"},
      {"os == \"macos\"", "T"},
      {"os != \"linux\"", "T"},
      {"os != \"macos\"", "F"},
      {"user.name == \"Jürgen\"", "T"},
      {"user.name < \"K\"", "T"},
      {"user.name > \"Jurgen\"", "T"},
      {"user.name == resource.name", "F"},
      {"resource.name == \"wiki\"", "T"},
      {"t == t", "T"},
      {"t == false", "F"},
      {"(n == 7) == true", "T"},
      {"false != (n == 8)", "F"},
      {"user.missing == \"x\"", "E"},
      {"user.missing != \"x\"", "E"},
      {"resource.level > 1", "E"},
      {"gone_os == \"linux\"", "E"},
      {"gone == true", "E"},
  });
}

TEST_CASE("evaluate: membership of lists and sets and networks") {
  check_rows({
      {"os in [\"linux\", \"macos\"]", "T"},
      {"os in [\"linux\"]", "F"},
      {"n in []", "F"},
      {"gone_os in [\"linux\"]", "E"},
      {"gone in []", "E"},
      {"\"x\" in [user.missing, \"x\"]", "E"},  // an element that is an error makes the list one
      {"os in [\"linux\", user.name]", "F"},
      {"user.name in [\"a\", user.name]", "T"},
      {"\"otp\" in methods", "T"},
      {"\"pwd\" in methods", "F"},
      {"\"c\" in user.tags", "F"},
      {"\"a\" in user.tags", "T"},
      {"os in user.tags", "F"},
      {"\"a\" in resource.tags", "E"},
      {"request.ip in networks.office", "T"},
      {"request.ip in networks.nowhere", "F"},
      {"!(request.ip in networks.office)", "F"},
      {"has(os)", "T"},
      {"has(gone)", "F"},
      {"has(user.missing)", "F"},
      {"has(resource.name)", "T"},
  });
}

TEST_CASE("evaluate: sizes and texts") {
  check_rows({
      {"size(user.name) == 6", "T"},  // code points and not bytes
      {"size(user.tags) == 2", "T"},
      {"size(methods) == 1", "T"},
      {"user.name.size() > 6", "F"},
      {"size(user.missing) == 0", "E"},
      {"user.name.startsWith(\"Jü\")", "T"},
      {"user.name.endsWith(\"gen\")", "T"},
      {"user.name.contains(\"rg\")", "T"},
      {"user.name.contains(\"RG\")", "F"},
      {"user.name.matches(\"^J.rgen$\")", "T"},
      {"user.name.matches(\"rg\")", "T"},
      {"user.name.matches(\"^rg\")", "F"},
      {"user.missing.matches(\".*\")", "E"},
      {"user.name.startsWith(user.missing)", "E"},
      {"resource.name.startsWith(\"wik\")", "T"},
  });
}

TEST_CASE("evaluate: exists and all follow the rules of the connectives") {
  check_rows({
      {"[1, 7].exists(x, x == n)", "T"},
      {"[1, 2].exists(x, x == n)", "F"},
      {"[7, 7].all(x, x == n)", "T"},
      {"[1, 7].all(x, x == n)", "F"},
      {"[].exists(x, x == n)", "F"},
      {"[].all(x, x == n)", "T"},
      {"[1, 7].exists(x, x == 7 || gone)", "T"},
      {"[1, 2].exists(x, x == 7 || gone)", "E"},
      {"[1, 7].all(x, x == 7 && gone)", "F"},
      {"[7].all(x, x == 7 && gone)", "E"},
      {"[user.level].exists(x, x == 3)", "T"},
      {"[user.missing].exists(x, true)", "E"},
      {"[\"x\", user.missing].exists(y, y == \"x\")", "E"},
      {"[1, 2].exists(x, [2, 3].exists(y, x == y))", "T"},
      {"[1, 2].all(x, [2, 3].exists(y, x == y))", "F"},
      {"[\"a\", \"z\"].exists(x, x in [\"z\"])", "T"},
      {"[open_n].exists(x, x == 1)", "TF"},
      {"[1, 2].exists(x, x == open_n)", "TF"},
      {"[1, 2].all(x, sure)", "TF"},
      {"[open].all(x, true)", "TE"},
  });
}

/// Every way to tell the open attributes that a condition reads.
std::vector<std::map<std::string, Told>> completions(const Expression& expression) {
  static const std::map<std::string, std::vector<Value>> kValues = {
      {"open", {true, false}},
      {"sure", {true, false}},
      {"open_n", {std::int64_t{1}, std::int64_t{2}, std::int64_t{3}, std::int64_t{7}}},
      {"open_os", {std::string("linux"), std::string("macos")}},
      {"open_methods",
       {std::set<std::string>{}, std::set<std::string>{"otp"},
        std::set<std::string>{"otp", "pwd"}}},
      {"open_ip", {*parse_ip("203.0.113.9"), *parse_ip("10.0.0.1")}},
  };
  std::vector<std::map<std::string, Told>> all = {{}};
  for (const std::string& name :
       attributes_read(expression, expression.root(), Operator::RequestAttribute)) {
    const auto values = kValues.find(name);
    if (values == kValues.end()) continue;
    std::vector<std::map<std::string, Told>> longer;
    for (auto told : all) {
      for (const Value& value : values->second) {
        told[name] = Told::present(value);
        longer.push_back(told);
      }
      if (schema().request.at(name).is_required) continue;
      told[name] = Told::absent();
      longer.push_back(told);
    }
    all = std::move(longer);
  }
  return all;
}

TEST_CASE("evaluate: an open truth holds for every value of what was not told") {
  const std::vector<std::string> conditions = {"open",
                                               "!open && sure",
                                               "open || open_n == 3",
                                               "has(open) ? open : sure",
                                               "open_n in [1, user.level]",
                                               "sure ? open_n == 2 : f",
                                               "[open_n, 2].all(x, x < 3)",
                                               "[1, 2].exists(x, x == open_n && open)",
                                               "size(open_methods) == 1 && \"otp\" in open_methods",
                                               "open_ip in networks.office || gone",
                                               "open_os == \"linux\" ? gone : open",
                                               "!(open && gone) || sure",
                                               "[open].exists(x, x) || [sure].all(x, x)",
                                               "has(open_ip) && f"};
  for (const std::string& condition : conditions) {
    CAPTURE(condition);
    const auto expression =
        cel::check({condition, {}, 0, true}, nullptr, schema(), cel::Use::Condition);
    REQUIRE(expression.has_value());
    const Truth open = evaluate(*expression, expression->root(), facts());
    const auto tellings = completions(*expression);
    CHECK(tellings.size() > 1);
    for (const auto& told : tellings) {
      Facts complete = facts();
      complete.request = [&, before = facts().request](const std::string& name) {
        const auto found = told.find(name);
        return found == told.end() ? before(name) : found->second;
      };
      const Truth one = evaluate(*expression, expression->root(), complete);
      CHECK_FALSE(one.is_open());
      CHECK((open.may_hold || !one.may_hold));
      CHECK((open.may_fail || !one.may_fail));
      CHECK((open.may_err || !one.may_err));
    }
  }
}

}  // namespace
}  // namespace accessdrift::interpreting
