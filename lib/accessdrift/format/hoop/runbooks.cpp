#include "accessdrift/format/hoop/runbooks.h"

#include <algorithm>
#include <map>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::hoop {
namespace {

using namespace source;

class RunbookReading {
 public:
  explicit RunbookReading(Gateway& gateway) : gateway_(gateway) {}

  /// Admins run all, whom a rule lets run others, and where there are rules that is all.
  void read() {
    if (gateway_.connections.empty()) return;
    allow_admins();
    const std::vector<Object>& rules = gateway_.objects.of(Kind::RunbookRule);
    std::map<std::string_view, const Object*> by_name;
    for (const Object& rule : rules) {
      const std::optional<NodeView> name = find_text(rule.node, "name");
      if (!name) {
        report(gateway_.reading, "missing-key", "this runbook rule has no `name`", rule.node.span())
            .label = "it is told by that";
      } else if (!by_name.emplace(name->scalar(), &rule).second) {
        report(gateway_.reading, "defined-twice",
               "runbook rule `" + shortened(name->scalar()) + "` is here twice", name->span())
            .label = "listed again";
      }
    }
    for (const auto& [name, rule] : by_name) read_rule(*rule, *find_text(rule->node, "name"));
    if (!rules.empty()) deny_others(*gateway_.objects.first_of(Kind::RunbookRule));
    gateway_.let_others_through(gateway_.runbook_rules, "no runbook rule");
  }

 private:
  void allow_admins() {
    const Object& all = *gateway_.objects.first_of(Kind::Connection);
    PolicyDeclaration policy = gateway_.policy("runbooks of admins", Effect::Allow, all.node);
    policy.who.push_back(gateway_.people.mention(*all.file, gateway_.admin_group, policy.key));
    cover_runbooks(policy);
    policy.is_implied = true;
    gateway_.add(gateway_.runbook_rules, all, std::move(policy));
  }

  void deny_others(const Object& rules) {
    PolicyDeclaration policy = gateway_.policy("runbook rules", Effect::Deny, rules.node);
    gateway_.name_everybody(policy);
    cover_runbooks(policy);
    policy.is_implied = true;
    gateway_.add(gateway_.runbook_rules, rules, std::move(policy));
  }

  void cover_runbooks(PolicyDeclaration& policy) {
    gateway_.cover(policy, kGateway, policy.key);
    gateway_.act(policy, "runbook", policy.key);
  }

  /// An empty list of groups, connections or runbooks means all.
  void read_rule(const Object& rule, NodeView name) {
    PolicyDeclaration policy =
        gateway_.policy("runbook rule " + std::string(name.scalar()), Effect::Allow, name);
    const auto groups = texts_of(gateway_.reading, rule.node, "user_groups");
    for (const NodeView group : groups) gateway_.name_group(policy, rule, group);
    if (groups.empty()) gateway_.name_everybody(policy);
    const auto connections = texts_of(gateway_.reading, rule.node, "connections");
    if (connections.empty()) gateway_.cover(policy, kGateway, policy.key);
    for (const NodeView connection : connections) {
      if (gateway_.find_connection(connection.scalar()) != nullptr)
        gateway_.cover(policy, connection.scalar(), connection.place());
    }
    gateway_.act(policy, "runbook", policy.key);
    const std::optional<NodeView> list = find(rule.node, "runbooks");
    std::vector<std::string> files;
    each_item(rule.node, "runbooks", [&](NodeView file) {
      if (std::string one = condition_of(rule, file); !one.empty()) files.push_back(std::move(one));
    });
    if (!files.empty()) Gateway::require(policy, either(files), list->place());
    gateway_.add(gateway_.runbook_rules, rule, std::move(policy));
  }

  static void tell_prefix(const Object& rule, NodeView file, std::string_view name) {
    Gateway::remark(rule, "HOOP12", Severity::Note,
                    "a runbook rule names `" + shortened(name) + "`, the beginning of paths",
                    find_text(file, "name")->span())
        .label = "it fits whatever begins so";
  }

  static std::string either(const std::vector<std::string>& conditions) {
    if (conditions.size() == 1) return conditions.front();
    std::string all;
    for (const std::string& one : conditions) all += (all.empty() ? "(" : " || (") + one + ")";
    return all;
  }

  /// A rule names the beginning of a file's path, and means whatever begins so.
  std::string condition_of(const Object& rule, NodeView file) {
    if (!file.is_mapping()) {
      report(gateway_.reading, "wrong-type", "this is no runbook", file.span()).label =
          "expected `repository` and `name`";
      return {};
    }
    for (const std::string_view attribute : {"runbook.name", "runbook.repository"})
      gateway_.declare_text(rule, attribute, file.place());
    std::string repository = "runbook.repository == " + quoted_text(text_of(file, "repository"));
    const std::string_view name = text_of(file, "name");
    if (name.empty()) return repository;
    if (name.find(".runbook.") == std::string_view::npos) tell_prefix(rule, file, name);
    return "(" + repository + " && runbook.name.matches(" + quoted_text(pattern_of_prefix(name)) +
           "))";
  }

  Gateway& gateway_;
};

}  // namespace

void read_runbook_rules(Gateway& gateway) { RunbookReading(gateway).read(); }

}  // namespace accessdrift::hoop
