#include "accessdrift/format/hoop/inspect.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/cel/pattern.h"

namespace accessdrift::hoop {
namespace {

using namespace source;

/// A listener, with what holds for it: its own, else the default.
struct Lane {
  NodeView name;
  std::string title;  ///< of which no other lane is
  std::string_view address;
  std::optional<NodeView> policy;
  std::optional<NodeView> opa;
  bool is_enforced = false;
  NodeView enforce;  ///< what says so
};

std::optional<bool> truth_of(const std::optional<NodeView>& object, std::string_view key) {
  const std::optional<NodeView> value = object ? find(*object, key) : std::nullopt;
  if (!value || value->kind() != NodeKind::Boolean) return std::nullopt;
  return value->scalar() == "true";
}

class InspectReading {
 public:
  InspectReading(Gateway& gateway, const Object& file)
      : gateway_(gateway), file_(file), defaults_(find(file.node, "policy")) {}

  /// Of a lane that only observes nothing is refused, whatever its rules are.
  void read() {
    each_item(file_.node, "listeners", [this](NodeView listener) {
      if (const auto name = name_of(listener)) ++bearers_[name->scalar()];
    });
    each_item(file_.node, "listeners", [this](NodeView listener) { read_lane(listener); });
    std::vector<const Lane*> all;
    for (const Lane& lane : lanes_) {
      all.push_back(&lane);
      declare(lane);
      if (!lane.is_enforced) let_all_through(lane, "observed on ", lane.enforce);
    }
    for (const Lane* const lane : all) {
      read_rules(lane->policy, {lane}, " of lane " + id_of(*lane));
      if (lane->opa) refuse_perhaps(*lane->opa, {lane}, "OPA of lane " + id_of(*lane));
    }
    if (!all.empty()) {
      read_rules(defaults_, all, " of every lane of " + file_.file->document.text->path());
    }
    for (const Lane& lane : lanes_) let_all_through(lane, "whoever reaches ", lane.name);
    write_set();
  }

 private:
  /// Each file is one relay; several may call their lanes alike.
  [[nodiscard]] std::string id_of(const Lane& lane) const {
    return lane.title + " of " + file_.file->document.text->path();
  }

  /// A relay calls a listener by its name, else by what it leads to.
  static std::optional<NodeView> name_of(NodeView listener) {
    const std::optional<NodeView> own = find_text(listener, "name");
    return own ? own : find_text(listener, "connection");
  }

  /// Several may have one name, each at an address of its own.
  void read_lane(NodeView listener) {
    const std::optional<NodeView> name = name_of(listener);
    if (!name) {
      report(gateway_.reading, "missing-key", "this listener has neither `name` nor `connection`",
             listener.span())
          .label = "it is told by that";
      return;
    }
    const std::string_view address = text_of(listener, "listen");
    std::string title(name->scalar());
    if (bearers_[name->scalar()] > 1) title += " at " + std::string(address);
    if (!titles_.insert(title).second) {
      report(gateway_.reading, "defined-twice", "listener `" + shortened(title) + "` is here twice",
             name->span())
          .label = "listed again, at no other address";
      return;
    }
    Lane& lane = lanes_.emplace_back();
    lane.name = *name;
    lane.title = std::move(title);
    lane.address = address;
    lane.policy = find(listener, "policy");
    lane.opa = lane.policy ? find(*lane.policy, "opa") : std::nullopt;
    if (!lane.opa && defaults_) lane.opa = find(*defaults_, "opa");
    const bool is_own = truth_of(lane.policy, "enforce").has_value();
    const std::optional<NodeView>& of = is_own ? lane.policy : defaults_;
    lane.is_enforced = truth_of(of, "enforce").value_or(false);
    const std::optional<NodeView> enforce = of ? find(*of, "enforce") : std::nullopt;
    lane.enforce = enforce ? *enforce : lane.name;
  }

  void declare(const Lane& lane) {
    Names& names = gateway_.reading.names;
    ResourceDeclaration resource;
    resource.id = names.intern("lane " + id_of(lane));
    if (!lane.address.empty()) {
      const std::string& path = file_.file->document.text->path();
      resource.uid = names.intern(path + " " + std::string(lane.address));
    }
    resource.key = lane.name.place();
    resource.body = lane.name.place();
    resource.type = NamePlace{names.intern("hoop-lane"), lane.name.place()};
    file_.file->declarations.resources.push_back(std::move(resource));
  }

  void let_all_through(const Lane& lane, const std::string& words, NodeView key) {
    PolicyDeclaration policy = gateway_.policy(words + "lane " + id_of(lane), Effect::Allow, key);
    gateway_.name_anyone(policy);
    cover(policy, {&lane});
    policy.is_implied = true;
    add(std::move(policy));
  }

  void add(PolicyDeclaration policy) {
    policies_.push_back(policy.id);
    file_.file->declarations.policies.push_back(std::move(policy));
  }

  void write_set() {
    SetDeclaration set;
    set.id = gateway_.reading.names.intern("hoop-inspect " + file_.file->document.text->path());
    set.key = set.body = set.combine_place = file_.node.place();
    set.combine = Combine::FirstApplicable;
    for (const Name policy : policies_) set.members.push_back({policy, false, set.key});
    file_.file->declarations.sets.push_back(std::move(set));
  }

  void cover(PolicyDeclaration& policy, const std::vector<const Lane*>& lanes) {
    for (const Lane* const lane : lanes) gateway_.cover(policy, "lane " + id_of(*lane), policy.key);
    gateway_.act(policy, "query", policy.key);
  }

  /// Each rule refuses, so their order decides nothing but what is told to the user.
  void read_rules(const std::optional<NodeView>& policy, const std::vector<const Lane*>& lanes,
                  const std::string& of) {
    if (!policy) return;
    std::size_t number = 0;
    each_item(*policy, "rules", [&](NodeView rule) {
      ++number;
      const std::optional<NodeView> name = find_text(rule, "name");
      const std::string id =
          rule_id("rule " + (name ? std::string(name->scalar()) : std::to_string(number)), of);
      if (text_of(rule, "action") == "defer") return;  // told to OPA, and refuses nothing itself
      read_rule(rule, name ? *name : rule, lanes, id);
    });
  }

  /// Several rules may have one name.
  std::string rule_id(const std::string& rule, const std::string& of) {
    std::string id = rule + of;
    for (int i = 2; !rule_ids_.insert(id).second; ++i) id = fmt::format("{} ({}){}", rule, i, of);
    return id;
  }

  void read_rule(NodeView rule, NodeView key, const std::vector<const Lane*>& lanes,
                 const std::string& id) {
    const std::string_view type = text_of(rule, "type");
    if (type == "deny_words_list") return refuse(key, lanes, id, words_in(rule));
    if (type == "operation") return refuse(key, lanes, id, operations_in(rule));
    if (type == "table") return refuse(key, lanes, id, tables_in(rule));
    const std::string_view pattern = text_of(rule, "pattern_regex");
    if (type == "pattern_match" && !cel::pattern_problem(pattern)) {
      gateway_.declare_text(file_, "request.statement", key.place());
      return refuse(key, lanes, id, "request.statement.matches(" + quoted_text(pattern) + ")");
    }
    refuse_perhaps(key, lanes, id);
  }

  void refuse(NodeView key, const std::vector<const Lane*>& lanes, const std::string& id,
              std::string condition) {
    if (condition.empty()) return;
    PolicyDeclaration policy = gateway_.policy(id, Effect::Deny, key);
    gateway_.name_anyone(policy);
    cover(policy, lanes);
    Gateway::require(policy, std::move(condition), key.place());
    policy.on_error = OnError::Skip;
    policy.on_error_place = key.place();
    add(std::move(policy));
  }

  /// What is asked of somebody else, or looks for what only a detector knows.
  void refuse_perhaps(NodeView key, const std::vector<const Lane*>& lanes, const std::string& id) {
    const std::string unknown = gateway_.attribute_names.name_of("refused_by.", id);
    gateway_.declare_unknown(file_, unknown, key.place());
    refuse(key, lanes, id, unknown);
  }

  /// Without regard to case, unlike those of a gateway.
  std::string words_in(NodeView rule) {
    std::string words;
    for (const NodeView word : texts_of(gateway_.reading, rule, "words"))
      words += (words.empty() ? "" : "|") + literal_pattern(word.scalar());
    if (words.empty()) return {};
    gateway_.declare_text(file_, "request.statement", rule.place());
    return "request.statement.matches(" + quoted_text("(?i)(?:" + words + ")") + ")";
  }

  std::string operations_in(NodeView rule) {
    std::string operations;
    for (const NodeView operation : texts_of(gateway_.reading, rule, "operations"))
      operations += (operations.empty() ? "" : ", ") + quoted_text(operation.scalar());
    gateway_.declare_text(file_, "statement.operation", rule.place());
    return operations.empty() ? operations : "statement.operation in [" + operations + "]";
  }

  /// Whether a statement reads or writes a table is a request attribute for each.
  std::string tables_in(NodeView rule) {
    const std::string_view access = text_of(rule, "access");
    std::string condition;
    const auto add = [&](const std::string& name) {
      gateway_.declare_switch(file_, name, rule.place());
      condition += (condition.empty() ? "" : " || ") + name;
    };
    for (const NodeView table : texts_of(gateway_.reading, rule, "tables")) {
      const std::string name = fold_ascii(table.scalar());
      if (access != "write") add(gateway_.attribute_names.name_of("statement.reads.", name));
      if (access != "read") add(gateway_.attribute_names.name_of("statement.writes.", name));
    }
    if (truth_of(rule, "require_table_match").value_or(false)) add("statement.tables_unknown");
    return condition;
  }

  Gateway& gateway_;
  const Object& file_;
  std::optional<NodeView> defaults_;
  std::map<std::string_view, int> bearers_;  ///< how many lanes have a name
  std::set<std::string> titles_;
  std::set<std::string> rule_ids_;
  std::vector<Lane> lanes_;
  std::vector<Name> policies_;  ///< the first one that applies decides
};

}  // namespace

void read_inspect(Gateway& gateway) {
  for (const Object& file : gateway.objects.of(Kind::Inspect)) InspectReading(gateway, file).read();
}

}  // namespace accessdrift::hoop
