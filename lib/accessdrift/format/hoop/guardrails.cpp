#include "accessdrift/format/hoop/guardrails.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/cel/pattern.h"
#include "accessdrift/format/hoop/protocols.h"
#include "accessdrift/format/hoop/versions.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift::hoop {
namespace {

using namespace source;

class GuardrailReading {
 public:
  explicit GuardrailReading(Gateway& gateway) : gateway_(gateway) {}

  void read() {
    std::map<std::string_view, const Object*> by_name;
    for (const Object& rule : gateway_.objects.of(Kind::GuardRail)) {
      const std::optional<NodeView> name = find_text(rule.node, "name");
      if (!name) {
        report(gateway_.reading, "missing-key", "this guardrail has no `name`", rule.node.span())
            .label = "attributes name it by that";
      } else if (!by_name.emplace(name->scalar(), &rule).second) {
        report(gateway_.reading, "defined-twice",
               "guardrail `" + shortened(name->scalar()) + "` is here twice", name->span())
            .label = "listed again";
      }
    }
    for (const auto& [name, rule] : by_name) read_rule(*rule, *find_text(rule->node, "name"));
    for (const Connection& connection : gateway_.connections) suppose_missing(connection);
  }

 private:
  /// A connection that a rule is for, and where that is said.
  struct Covered {
    const Connection* connection;
    Place place;
    Protocol protocol;
  };

  void read_rule(const Object& rule, NodeView name) {
    const std::vector<Covered> covered = covered_by(rule, name);
    refuse_statements(rule, name, covered);
    refuse_sessions(rule, name, covered, Protocol::Tcp);
    refuse_sessions(rule, name, covered, Protocol::Native);
  }

  void refuse_statements(const Object& rule, NodeView name, const std::vector<Covered>& covered) {
    const std::optional<NodeView> entries = entries_of(rule, "input");
    if (!entries) return;
    std::string condition;
    each_item(*entries, [&](NodeView entry) { add(condition, condition_of(rule, name, entry)); });
    if (condition.empty()) return;
    PolicyDeclaration policy =
        gateway_.policy("guardrail " + std::string(name.scalar()), Effect::Deny, name);
    gateway_.name_anyone(policy);
    gateway_.act_all(policy);
    for (const Covered& one : covered)
      if (one.protocol != Protocol::Tcp)
        gateway_.cover(policy, one.connection->name.scalar(), one.place);
    if (policy.to.empty()) return;
    Gateway::require(policy, std::move(condition), entries->place());
    policy.on_error = OnError::Skip;  // nothing is sent yet
    policy.on_error_place = entries->place();
    gateway_.declare_text(rule, "request.statement", policy.key);
    gateway_.vetoes.push_back(policy.id);
    rule.file->declarations.policies.push_back(std::move(policy));
  }

  /// What is relayed cannot be looked at, so it is refused, unless the gateway is too old to; of
  /// native sessions that is not told.
  void refuse_sessions(const Object& rule, NodeView name, const std::vector<Covered>& covered,
                       Protocol protocol) {
    if (!entries_of(rule, "input") && !entries_of(rule, "output")) return;
    const bool is_relay = protocol == Protocol::Tcp;
    PolicyDeclaration policy =
        gateway_.policy("guardrail " + std::string(name.scalar()) +
                            (is_relay ? " of relays" : " of native sessions"),
                        Effect::Deny, name);
    gateway_.name_anyone(policy);
    gateway_.act(policy, "connect", policy.key);
    for (const Covered& one : covered) {
      if (one.protocol != protocol) continue;
      gateway_.cover(policy, one.connection->name.scalar(), one.place);
      if (is_relay) tell_relay(*one.connection, name);
    }
    if (policy.to.empty()) return;
    Gateway::require(policy,
                     is_relay ? refusal_of_relays(rule, policy.key)
                              : told_unknown(rule, kRefusedSessions, policy.key),
                     policy.key);
    gateway_.vetoes.push_back(policy.id);
    rule.file->declarations.policies.push_back(std::move(policy));
  }

  std::string told_unknown(const Object& object, std::string_view unknown, Place place) {
    gateway_.declare_unknown(object, unknown, place);
    return std::string(unknown);
  }
  std::string refusal_of_relays(const Object& object, Place place) {
    const SourceVersion& version = gateway_.reading.version;
    return version.version.empty() ? told_unknown(object, kRefusedRelays, place)
                                   : refuses_guarded_relays(version);
  }

  /// As far as a version tells.
  [[nodiscard]] bool is_refusing() const {
    const SourceVersion& version = gateway_.reading.version;
    if (version.version.empty()) return true;
    return source::is_since(
        version, source::is_since(version, kFirstDay) ? kFirstDayRefused : kFirstRefused);
  }

  void tell_relay(const Connection& relay, NodeView guardrail) {
    Diagnostic& told = Gateway::remark(
        relay.object, "HOOP08", Severity::Warning,
        "connection `" + shortened(relay.name.scalar()) + "` is a relay that has a guardrail",
        relay.name.span());
    told.label = is_refusing() ? "every session is refused, since nobody can look at what is sent"
                               : "what is sent passes unlooked at";
    told.notes.push_back({guardrail.span(), "this guardrail is for it"});
  }

  /// Nothing of an empty list.
  static std::optional<NodeView> entries_of(const Object& rule, std::string_view direction) {
    const std::optional<NodeView> part = find(rule.node, direction);
    const std::optional<NodeView> entries = part ? find(*part, "rules") : std::nullopt;
    bool has_any = false;
    if (entries) each_item(*entries, [&](NodeView) { has_any = true; });
    return has_any ? entries : std::nullopt;
  }

  static void add(std::string& condition, const std::string& more) {
    if (more.empty()) return;
    condition += (condition.empty() ? "" : " || ") + more;
  }

  /// What a connection sends is refused by the rules that name it, that it names, and that share
  /// an attribute with it.
  std::vector<Covered> covered_by(const Object& rule, NodeView name) {
    const std::string_view id = text_of(rule.node, "id");
    std::map<std::string_view, Place> ids;
    for (const NodeView listed : texts_of(gateway_.reading, rule.node, "connection_ids"))
      ids.emplace(listed.scalar(), listed.place());
    const std::set<std::string_view> attributes = attributes_of(rule, name.scalar());
    std::vector<Covered> covered;
    for (const Connection& connection : gateway_.connections) {
      const Protocol protocol = protocol_of(connection);
      const auto listed = ids.find(connection.id);
      const bool shares = std::ranges::any_of(
          connection.attributes, [&](std::string_view one) { return attributes.contains(one); });
      if (listed != ids.end() && !connection.id.empty())
        covered.push_back({&connection, listed->second, protocol});
      else if (shares || names(connection, id))
        covered.push_back({&connection, name.place(), protocol});
    }
    return covered;
  }

  bool names(const Connection& connection, std::string_view rule) {
    const auto rules = texts_of(gateway_.reading, connection.object.node, "guardrail_rules");
    return !rule.empty() && std::ranges::find(rules, rule, &NodeView::scalar) != rules.end();
  }

  std::set<std::string_view> attributes_of(const Object& rule, std::string_view name) {
    std::set<std::string_view> attributes;
    for (const NodeView attribute : texts_of(gateway_.reading, rule.node, "attributes"))
      attributes.insert(attribute.scalar());
    for (const Object& attribute : gateway_.objects.of(Kind::Attribute)) {
      const auto rules = texts_of(gateway_.reading, attribute.node, "guardrail_rule_names");
      if (std::ranges::find(rules, name, &NodeView::scalar) != rules.end())
        attributes.insert(text_of(attribute.node, "name"));
    }
    return attributes;
  }

  std::string condition_of(const Object& rule, NodeView name, NodeView entry) {
    const std::string_view type = text_of(entry, "type");
    if (type == "deny_words_list") return words_in(rule, entry);
    if (type == "pattern_match") return pattern_in(rule, name, entry);
    return unreadable(rule, name, entry,
                      "its type is neither `deny_words_list` nor `pattern_match`");
  }

  /// A word in one case only, if it has letters.
  static void tell_case(const Object& rule, NodeView word, const std::vector<NodeView>& words) {
    const std::string folded = fold_ascii(word.scalar());
    const bool has_other = std::ranges::any_of(words, [&](NodeView other) {
      return other.scalar() != word.scalar() && fold_ascii(other.scalar()) == folded;
    });
    const bool has_letters =
        std::ranges::any_of(folded, [](char c) { return c >= 'a' && c <= 'z'; });
    if (has_other || !has_letters) return;
    Gateway::remark(rule, "HOOP13", Severity::Note,
                    "a guardrail refuses `" + shortened(word.scalar()) + "` with this case only",
                    word.span())
        .label = "written otherwise it passes";
  }

  std::string words_in(const Object& rule, NodeView entry) {
    const std::vector<NodeView> words = texts_of(gateway_.reading, entry, "words");
    std::string condition;
    for (const NodeView word : words) {
      add(condition, "request.statement.contains(" + quoted_text(word.scalar()) + ")");
      tell_case(rule, word, words);
    }
    return condition;
  }

  std::string pattern_in(const Object& rule, NodeView name, NodeView entry) {
    const std::optional<NodeView> pattern = find_text(entry, "pattern_regex");
    if (!pattern) return {};
    if (const auto problem = cel::pattern_problem(pattern->scalar()))
      return unreadable(rule, name, *pattern, "its pattern is broken: " + *problem);
    return "request.statement.matches(" + quoted_text(pattern->scalar()) + ")";
  }

  /// What the gateway cannot read either may refuse everything or nothing.
  std::string unreadable(const Object& rule, NodeView name, NodeView at, const std::string& why) {
    std::string attribute =
        gateway_.attribute_names.name_of("hoop.guardrail_refuses.", name.scalar());
    gateway_.declare_unknown(rule, attribute, at.place());
    Diagnostic& problem =
        warn(gateway_.reading, "unreadable-rule",
             "guardrail `" + shortened(name.scalar()) + "` cannot be read", at.span());
    problem.label = why;
    problem.help = "whether it refuses what is sent is the unknown `" + attribute + "`";
    return attribute;
  }

  /// Rules that a connection names by an id that nothing lists.
  void suppose_missing(const Connection& connection) {
    for (const NodeView id :
         texts_of(gateway_.reading, connection.object.node, "guardrail_rules")) {
      if (is_listed(id.scalar())) continue;
      if (!told_missing_) {
        told_missing_ = true;
        Diagnostic& problem =
            warn(gateway_.reading, "partial-source", "this guardrail is not here", id.span());
        problem.label = "what it refuses is not known";
        problem.help = "export the guardrails: GET /api/guardrails";
      }
      const std::string attribute =
          gateway_.attribute_names.name_of("hoop.guardrail_refuses.", id.scalar());
      gateway_.declare_unknown(connection.object, attribute, id.place());
      PolicyDeclaration policy = gateway_.policy(
          "guardrail " + std::string(id.scalar()) + " of " + std::string(connection.name.scalar()),
          Effect::Deny, id);
      gateway_.name_anyone(policy);
      gateway_.act_all(policy);
      gateway_.cover(policy, connection.name.scalar(), id.place());
      const bool is_relay = protocol_of(connection) == Protocol::Tcp;
      Gateway::require(policy,
                       is_relay
                           ? attribute + " && " + refusal_of_relays(connection.object, id.place())
                           : attribute,
                       id.place());
      gateway_.vetoes.push_back(policy.id);
      connection.object.file->declarations.policies.push_back(std::move(policy));
    }
  }

  bool is_listed(std::string_view id) const {
    return std::ranges::any_of(gateway_.objects.of(Kind::GuardRail),
                               [&](const Object& rule) { return text_of(rule.node, "id") == id; });
  }

  Gateway& gateway_;
  bool told_missing_ = false;
};

}  // namespace

void read_guardrails(Gateway& gateway) { GuardrailReading(gateway).read(); }

}  // namespace accessdrift::hoop
