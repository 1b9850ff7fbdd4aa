#include "accessdrift/format/hoop/runbooks.h"

#include <algorithm>
#include <map>

#include "accessdrift/base/text.h"

namespace accessdrift::hoop {
namespace {

using namespace source;

class RunbookReading {
 public:
  explicit RunbookReading(Gateway& gateway) : gateway_(gateway) {}

  void read() {
    const std::vector<Object>& rules = gateway_.objects.of(Kind::RunbookRule);
    if (gateway_.connections.empty() || rules.empty()) return;
    allow_admins(rules.front());
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
  }

 private:
  void allow_admins(const Object& rule) {
    PolicyDeclaration policy = gateway_.policy("runbooks of admins", Effect::Allow, rule.node);
    policy.who.push_back(gateway_.people.mention(*rule.file, gateway_.admin_group, policy.key));
    cover_all(policy);
    gateway_.act(policy, "runbook", policy.key);
    gateway_.add(gateway_.runbook_rules, rule, std::move(policy));
  }

  /// An empty list of groups, connections or runbooks means all.
  void read_rule(const Object& rule, NodeView name) {
    PolicyDeclaration policy =
        gateway_.policy("runbook rule " + std::string(name.scalar()), Effect::Allow, name);
    const auto groups = texts_of(gateway_.reading, rule.node, "user_groups");
    for (const NodeView group : groups) gateway_.name_group(policy, rule, group);
    if (groups.empty()) gateway_.name_everybody(policy);
    const auto connections = texts_of(gateway_.reading, rule.node, "connections");
    if (connections.empty()) cover_all(policy);
    for (const NodeView connection : connections) {
      if (gateway_.find_connection(connection.scalar()) != nullptr)
        gateway_.cover(policy, connection.scalar(), connection.place());
    }
    gateway_.act(policy, "runbook", policy.key);
    std::string files;
    const std::optional<NodeView> list = find(rule.node, "runbooks");
    each_item(rule.node, "runbooks", [&](NodeView file) {
      const std::string one = condition_of(file);
      if (!one.empty()) files += (files.empty() ? "" : " || ") + one;
    });
    if (!files.empty()) Gateway::require(policy, files, list->place());
    gateway_.add(gateway_.runbook_rules, rule, std::move(policy));
  }

  /// A rule names the beginning of a file's path, and means whatever begins so.
  std::string condition_of(NodeView file) {
    if (!file.is_mapping()) {
      report(gateway_.reading, "wrong-type", "this is no runbook", file.span()).label =
          "expected `repository` and `name`";
      return {};
    }
    const std::string repository =
        "runbook.repository == " + quoted_text(text_of(file, "repository"));
    const std::string_view name = text_of(file, "name");
    if (name.empty()) return repository;
    return "(" + repository + " && runbook.name.matches(" + quoted_text(pattern_of_prefix(name)) +
           "))";
  }

  void cover_all(PolicyDeclaration& policy) {
    for (const Connection& connection : gateway_.connections)
      gateway_.cover(policy, connection.name.scalar(), policy.key);
  }

  Gateway& gateway_;
};

}  // namespace

void read_runbook_rules(Gateway& gateway) { RunbookReading(gateway).read(); }

}  // namespace accessdrift::hoop
