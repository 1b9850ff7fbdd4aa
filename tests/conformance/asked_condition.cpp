#include "asked_condition.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "accessdrift/cel/check.h"
#include "accessdrift/engine/decide.h"
#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/load/loader.h"
#include "accessdrift/source/memory_tree.h"
#include "accessdrift/source/zone_files.h"

namespace accessdrift::conformance {
namespace {

constexpr const char* kContext = R"("context": {
  "missing.int": "int", "lifted.int": "int", "lifted.text": "string", "lifted.flag": "bool",
  "lifted.time": "time", "x.int": "int", "x.text": "string", "x.flag": "bool"})";

Schema make_schema() {
  Schema schema;
  for (const char* name : {"missing.int", "lifted.int", "x.int"})
    schema.request[name] = {TypeKind::Int, {}, false, false};
  for (const char* name : {"lifted.text", "x.text"})
    schema.request[name] = {TypeKind::String, {}, false, false};
  for (const char* name : {"lifted.flag", "x.flag"})
    schema.request[name] = {TypeKind::Bool, {}, false, false};
  schema.request["lifted.time"] = {TypeKind::Time, {}, false, false};
  schema.zones = system_zones();
  return schema;
}

std::string quoted_json(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string configuration(const std::vector<AskedCondition>& conditions) {
  std::string resources;
  std::string policies;
  const auto add = [&](const std::string& name, const std::string& condition) {
    const std::string comma = resources.empty() ? "" : ",";
    resources += fmt::format("{}\"{}\": {{}}", comma, name);
    policies += fmt::format(R"({}"{}": {{"allow": ["anyone"], "to": ["{}"], "when": {}}})", comma,
                            name, name, quoted_json(condition));
  };
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    add(fmt::format("holds-{}", i), conditions[i].text);
    add(fmt::format("fails-{}", i), "!(" + conditions[i].text + ")");
  }
  return fmt::format(R"({{"accessdrift": 1, {}, "resources": {{{}}}, "policies": {{{}}}}})",
                     kContext, resources, policies);
}

std::shared_ptr<const Snapshot> load(const std::vector<AskedCondition>& conditions) {
  Side side;
  side.tree = std::make_shared<MemoryTree>(
      std::map<std::string, std::string>{{"access.json", configuration(conditions)}});
  Loader loader;
  auto loaded = loader.load(side);
  if (!loaded) FAIL(loaded.error().front().message << " in " << configuration(conditions));
  return loaded->snapshot;
}

std::string came_to(std::optional<bool> holds, std::optional<bool> fails) {
  if (!holds || !fails) return "nobody can tell";
  if (*holds && *fails) return "true and false";
  if (*holds) return "true";
  return *fails ? "false" : "error";
}

std::optional<bool> is_allowed(Decided decided) {
  if (decided == Decided::Allow) return true;
  if (decided == Decided::Deny) return false;
  return std::nullopt;
}

}  // namespace

const Schema& schema_of_conditions() {
  static const Schema kSchema = make_schema();
  return kSchema;
}

std::optional<std::string> refusal(const std::string& text) {
  ConditionText condition;
  condition.text = text;
  condition.place = {0, static_cast<std::uint32_t>(text.size())};
  const auto checked = cel::check(condition, nullptr, schema_of_conditions(), cel::Use::Condition);
  if (checked) return std::nullopt;
  return checked.error().front().message;
}

std::vector<ConditionAnswers> answer(const std::vector<AskedCondition>& conditions) {
  const auto snapshot = load(conditions);
  const Interpreter interpreter(*snapshot);
  Decider decider(snapshot);
  std::vector<ConditionAnswers> answers;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    RequestAttributes told = conditions[i].told;
    told["request.time"] = Told::present(Time{0});
    const std::string holds = fmt::format("holds-{}", i);
    const std::string fails = fmt::format("fails-{}", i);
    const auto interpreted = [&](const std::string& resource) {
      return interpreter.decide({std::string(kAnonymous), "access", resource, told}) ==
             Outcome::Allow;
    };
    const auto decided = [&](const std::string& resource) {
      return is_allowed(decider.decide(kAnonymous, "access", resource, told));
    };
    answers.push_back(
        {came_to(interpreted(holds), interpreted(fails)), came_to(decided(holds), decided(fails))});
  }
  return answers;
}

}  // namespace accessdrift::conformance
