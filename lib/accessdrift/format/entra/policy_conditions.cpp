#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/entra/answers.h"
#include "accessdrift/format/entra/policies.h"

/// The conditions and controls of a policy, as one condition under which it denies.
namespace accessdrift::entra {
namespace {

using namespace source;

struct Control {
  std::string_view text;
  std::string_view attribute;
};

constexpr std::array<Control, 7> kControls = {{{"mfa", "entra.mfa"},
                                               {"compliantDevice", "entra.compliant_device"},
                                               {"domainJoinedDevice", "entra.hybrid_joined_device"},
                                               {"approvedApplication", "entra.approved_app"},
                                               {"compliantApplication", "entra.protected_app"},
                                               {"passwordChange", "entra.password_changed"},
                                               {"riskRemediation", "entra.risk_remediated"}}};
/// Read elsewhere, or in a way of their own.
constexpr std::array<std::string_view, 10> kRead = {
    "applications", "users",     "clientApplications", "clientAppTypes",
    "platforms",    "locations", "signInRiskLevels",   "userRiskLevels",
    "devices",      "agents"};

std::vector<NodeView> texts_of(NodeView mapping, std::string_view key) {
  std::vector<NodeView> texts;
  each_item(mapping, key, [&](NodeView item) {
    if (item.kind() == NodeKind::String) texts.push_back(item);
  });
  return texts;
}

bool has_text(const std::vector<NodeView>& texts, std::string_view word) {
  return std::ranges::any_of(texts, [&](NodeView text) { return text.scalar() == word; });
}

bool says_something(NodeView value) {
  return value.is_scalar() ? value.kind() != NodeKind::Null : !value.is_empty_collection();
}

}  // namespace

void Policies::add_state(const Noted& noted, Condition& when) {
  const std::optional<NodeView> state = find_text(noted.policy, "state");
  const std::string_view said = state ? state->scalar() : std::string_view();
  if (said == "enabled") return;
  if (said == "disabled" || said == "enabledForReportingButNotEnforced")
    return when.add("false", state->place());
  report(reading_, "unknown-value",
         "the state of policy `" + shortened(noted.title.scalar()) + "` cannot be `" +
             shortened(said) + "`",
         (state ? *state : noted.title).span())
      .label = "expected `enabled`, `disabled` or `enabledForReportingButNotEnforced`";
}

void Policies::add_conditions(const Noted& noted, NodeView conditions, Condition& when) {
  const std::vector<NodeView> apps = texts_of(conditions, "clientAppTypes");
  if (!has_text(apps, "all"))
    add_words(noted, conditions, "clientAppTypes", "entra.client_app", when);
  add_words(noted, conditions, "signInRiskLevels", "entra.sign_in_risk", when);
  add_words(noted, conditions, "userRiskLevels", "entra.user_risk", when);
  if (const auto platforms = find(conditions, "platforms")) add_platforms(noted, *platforms, when);
  if (const auto locations = find(conditions, "locations")) add_locations(noted, *locations, when);
  if (const auto devices = find(conditions, "devices")) add_devices(noted, *devices, when);
  if (const auto applications = find(conditions, "applications")) {
    const auto filter = find(*applications, "applicationFilter");
    if (filter && says_something(*filter)) add_unknown(noted, "application_filter", *filter, when);
  }
  each_entry(conditions, [&](NodeView key, NodeView value) {
    const bool is_read = std::ranges::find(kRead, key.scalar()) != kRead.end();
    if (is_read || !says_something(value) || key.scalar().find('@') != std::string_view::npos)
      return;
    add_unknown(noted, key.scalar(), value, when);
  });
}

/// Whether an attribute is one of the words of a list; one that it cannot be is an unknown by its
/// name. Empty: the list says nothing.
std::string Policies::one_of(const Noted& noted, NodeView mapping, std::string_view key,
                             std::string_view attribute) {
  const std::vector<std::string_view>& known = words_of(attribute);
  std::string words;
  std::vector<std::string> tests;
  for (const NodeView word : texts_of(mapping, key)) {
    // `easSupported` is a kind of Exchange ActiveSync.
    const std::string_view said =
        word.scalar() == "easSupported" ? "exchangeActiveSync" : word.scalar();
    if (std::ranges::find(known, said) != known.end()) {
      words += (words.empty() ? "" : ", ") + quoted_text(said);
    } else {
      const std::string name = std::string(attribute) + "_" + attribute_word(said);
      tests.push_back(fact(noted, name, word.place()));
    }
  }
  if (!words.empty()) {
    const std::string name = fact(noted, std::string(attribute), find(mapping, key)->place());
    tests.insert(tests.begin(), name + " in [" + words + "]");
  }
  return any_of(tests);
}

void Policies::add_words(const Noted& noted, NodeView mapping, std::string_view key,
                         std::string_view attribute, Condition& when) {
  const std::string test = one_of(noted, mapping, key, attribute);
  if (!test.empty()) when.add(test, find(mapping, key)->place());
}

void Policies::add_platforms(const Noted& noted, NodeView platforms, Condition& when) {
  if (!has_text(texts_of(platforms, "includePlatforms"), "all"))
    add_words(noted, platforms, "includePlatforms", "entra.platform", when);
  const std::string excluded = one_of(noted, platforms, "excludePlatforms", "entra.platform");
  if (!excluded.empty())
    when.add("!(" + excluded + ")", find(platforms, "excludePlatforms")->place());
}

void Policies::add_locations(const Noted& noted, NodeView locations, Condition& when) {
  const auto tests = [&](std::string_view key) {
    std::vector<std::string> found;
    for (const NodeView word : texts_of(locations, key)) {
      if (word.scalar() != "All") found.push_back(locations_.test(*noted.file, word));
    }
    return found;
  };
  const bool are_all = has_text(texts_of(locations, "includeLocations"), "All");
  const std::vector<std::string> included = tests("includeLocations");
  const std::vector<std::string> excluded = tests("excludeLocations");
  if (!are_all && !included.empty())
    when.add(any_of(included), find(locations, "includeLocations")->place());
  if (!excluded.empty())
    when.add("!(" + any_of(excluded) + ")", find(locations, "excludeLocations")->place());
}

/// What a filter asks of a device is an unknown function of it, known by its text.
void Policies::add_devices(const Noted& noted, NodeView devices, Condition& when) {
  each_entry(devices, [&](NodeView key, NodeView value) {
    const bool is_note = key.scalar().find('@') != std::string_view::npos;
    if (key.scalar() != "deviceFilter" && !is_note && says_something(value))
      add_unknown(noted, "devices_" + std::string(key.scalar()), value, when);
  });
  const auto filter = find(devices, "deviceFilter");
  if (!filter || !says_something(*filter)) return;
  const std::optional<NodeView> rule = find_text(*filter, "rule");
  if (!rule) return add_unknown(noted, "device_filter", *filter, when);
  const std::string name =
      fact(noted, "entra.device_filter_" + digits_of(rule->scalar()), rule->place());
  const bool is_excluded = text_of(*filter, "mode") == "exclude";
  when.add((is_excluded ? "!" : "") + name, rule->place());
}

/// A condition that cannot be read exactly: whether it holds is an unknown, by what it says.
void Policies::add_unknown(const Noted& noted, std::string_view key, NodeView value,
                           Condition& when) {
  std::string name;
  for (const char c : key) {
    if (c >= 'A' && c <= 'Z') name += '_';
    name += c;
  }
  when.add(
      fact(noted, "entra." + attribute_word(name) + "_" + digits_of(said_in(value)), value.place()),
      value.place());
}

bool Policies::add_controls(const Noted& noted, Condition& when) {
  const std::optional<NodeView> controls = find(noted.policy, "grantControls");
  if (!controls || !controls->is_mapping()) return false;
  const std::vector<NodeView> built_in = texts_of(*controls, "builtInControls");
  if (has_text(built_in, "block")) return true;
  std::vector<std::string> asked;
  for (const NodeView word : built_in) asked.push_back(control(noted, word));
  for (const NodeView word : texts_of(*controls, "customAuthenticationFactors"))
    asked.push_back(fact(noted, "entra.factor_" + attribute_word(word.scalar()), word.place()));
  for (const NodeView word : texts_of(*controls, "termsOfUse"))
    asked.push_back(fact(noted, "entra.terms_" + attribute_word(word.scalar()), word.place()));
  const auto said = find(*controls, "authenticationStrength");
  if (said && said->is_mapping() && says_something(*said)) asked.push_back(strength(noted, *said));
  if (asked.empty()) return false;
  const bool is_or = fold_ascii(text_of(*controls, "operator")) == "or";
  const std::string held = is_or ? any_of(asked) : all_of(asked);
  when.add("!" + held, controls->place());
  return true;
}

std::string Policies::control(const Noted& noted, NodeView word) {
  for (const Control& known : kControls) {
    if (word.scalar() == known.text) return fact(noted, std::string(known.attribute), word.place());
  }
  return fact(noted, "entra.control_" + attribute_word(word.scalar()), word.place());
}

/// Strengths of one name that allow other combinations are others.
std::string Policies::strength(const Noted& noted, NodeView strength) {
  const std::optional<NodeView> title = find_text(strength, "displayName");
  const std::string_view id = text_of(strength, "id");
  std::string name = "entra.strength_" + attribute_word(title ? title->scalar() : id);
  const bool is_built_in =
      text_of(strength, "policyType") == "builtIn" || id.starts_with("00000000-0000-0000-0000-");
  const auto combinations = find(strength, "allowedCombinations");
  if (!is_built_in && combinations) name += "_" + digits_of(said_in(*combinations));
  return fact(noted, name, (title ? *title : strength).place());
}

std::string Policies::fact(const Noted& noted, const std::string& name, Place place) {
  declare_sign_in(reading_, *noted.file, name, place);
  return name;
}

}  // namespace accessdrift::entra
