#include <array>

#include "accessdrift/format/native/reading.h"

namespace accessdrift::native {
namespace {

constexpr std::array<std::string_view, 7> kPolicyKeys = {"allow",  "deny", "to",      "actions",
                                                         "scopes", "when", "on_error"};
constexpr std::array<std::string_view, 4> kCombines = {"deny-overrides", "allow-overrides",
                                                       "first-applicable", "all-of"};
constexpr std::string_view kSetPrefix = "set:";

/// One policy while its keys are read.
class PolicyReading {
 public:
  PolicyReading(Reading& reading, const Entry& entry)
      : reading_(reading), owner_{"policy", entry.key.scalar()} {
    policy_.id = reading.names.intern(owner_.id);
    policy_.key = entry.key.place();
    policy_.body = entry.value.place();
  }

  PolicyDeclaration read(NodeView body) {
    if (!expect_mapping(reading_, owner_, {}, body, "a mapping")) return std::move(policy_);
    for_each_entry(reading_, body, [&](const Entry& entry) { read_entry(entry); });
    if (!has_effect_) report_missing_key(reading_, owner_, "`allow` or `deny`", policy_.key);
    if (!has_to_) report_missing_key(reading_, owner_, "`to`", policy_.key);
    return std::move(policy_);
  }

 private:
  void read_entry(const Entry& entry) {
    const std::string_view key = entry.key.scalar();
    if (key == "allow" || key == "deny") return read_effect(entry);
    if (key == "to") {
      has_to_ = true;
      policy_.to_place = entry.value.place();
      policy_.to = names_of(entry, "resources");
    } else if (key == "actions") {
      policy_.actions = names_of(entry, "actions");
    } else if (key == "scopes") {
      policy_.scopes = names_of(entry, "scopes");
    } else if (key == "when") {
      policy_.when = read_condition(reading_, owner_, key, entry.value);
    } else if (key == "on_error") {
      read_on_error(entry.value);
    } else {
      report_unknown_key(reading_, owner_, entry.key, kPolicyKeys);
    }
  }

  std::vector<NamePlace> names_of(const Entry& entry, std::string_view things) {
    return read_names(reading_, owner_, entry.key.scalar(), entry.value,
                      {things, Emptiness::Refused});
  }

  void read_effect(const Entry& entry) {
    if (has_effect_) return report_both_effects(entry.key.place());
    has_effect_ = true;
    const std::string_view key = entry.key.scalar();
    policy_.effect = key == "allow" ? Effect::Allow : Effect::Deny;
    policy_.effect_place = entry.key.place();
    policy_.who = read_who(reading_, owner_, key, MentionUse::Who, entry.value);
  }

  void report_both_effects(Place again) {
    Diagnostic& diagnostic =
        report(reading_, "both-effects", to_text(owner_) + " has both `allow` and `deny`", again);
    diagnostic.label = "expected one of them";
    diagnostic.notes.push_back(
        {{reading_.document.text.get(), policy_.effect_place}, "the other one"});
  }

  void read_on_error(NodeView value) {
    constexpr std::array<std::string_view, 2> kValues = {"skip", "apply"};
    if (!expect_text(reading_, owner_, "on_error", value, "`skip` or `apply`")) return;
    if (std::ranges::find(kValues, value.scalar()) == kValues.end()) {
      return report_unknown_value(reading_, owner_, "on_error", value, kValues);
    }
    policy_.on_error = value.scalar() == "skip" ? OnError::Skip : OnError::Apply;
    policy_.on_error_place = value.place();
  }

  Reading& reading_;
  Owner owner_;
  PolicyDeclaration policy_;
  bool has_effect_ = false;
  bool has_to_ = false;
};

/// In a set `set:ID` names another set.
bool expect_no_set_prefix(Reading& reading, std::string_view kind, NodeView key) {
  if (!expect_id(reading, kind, key)) return false;
  if (!key.scalar().starts_with(kSetPrefix)) return true;
  report(reading, "reserved-id",
         "the id " + quoted(key.scalar()) + " of a " + std::string(kind) + " is reserved",
         key.place())
      .label = "ids do not start with `set:`";
  reading.file.is_partial = true;
  return false;
}

void read_combine(Reading& reading, const Owner& owner, SetDeclaration& set, NodeView value) {
  if (!expect_text(reading, owner, "combine", value, "a combining algorithm as text")) return;
  const auto* const found = std::ranges::find(kCombines, value.scalar());
  if (found == kCombines.end())
    return report_unknown_value(reading, owner, "combine", value, kCombines);
  set.combine = static_cast<Combine>(found - kCombines.begin());
  set.combine_place = value.place();
}

void report_repeated_set_members(Reading& reading, const Owner& owner, const SetDeclaration& set) {
  const auto key_of = [](const SetDeclaration::Member& member) {
    return std::uint64_t{member.is_set ? 1U : 0U} << 32U | member.id.number;
  };
  const std::span<const SetDeclaration::Member> members = set.members;
  for (const auto& [again, first] : find_repeats(members, reading.key_buffer, key_of)) {
    report_repeated_member(reading, owner, "policies", reading.names.text(members[again].id),
                           {members[again].place, members[first].place});
  }
}

void read_set_members(Reading& reading, const Owner& owner, SetDeclaration& set, NodeView value) {
  if (!expect_list(reading, owner, "policies", value, "a list of policies and sets")) return;
  for_each_item(value, [&](NodeView item) {
    if (item.kind() != NodeKind::String || item.scalar().empty()) {
      return report_wrong_item(reading, owner, "policies", item);
    }
    const bool is_set = item.scalar().starts_with(kSetPrefix);
    const std::string_view id = item.scalar().substr(is_set ? kSetPrefix.size() : 0);
    set.members.push_back({reading.names.intern(id), is_set, item.place()});
  });
  report_repeated_set_members(reading, owner, set);
}

void read_set(Reading& reading, const Entry& entry) {
  constexpr std::array<std::string_view, 2> kKeys = {"combine", "policies"};
  if (!expect_no_set_prefix(reading, "set", entry.key)) return;
  const Owner owner{"set", entry.key.scalar()};
  SetDeclaration set;
  set.id = reading.names.intern(owner.id);
  set.key = entry.key.place();
  set.body = entry.value.place();
  bool has_policies = false;
  if (expect_mapping(reading, owner, {}, entry.value, "a mapping")) {
    for_each_entry(reading, entry.value, [&](const Entry& inner) {
      const std::string_view key = inner.key.scalar();
      if (key == "combine") return read_combine(reading, owner, set, inner.value);
      if (key != "policies") return report_unknown_key(reading, owner, inner.key, kKeys);
      has_policies = true;
      read_set_members(reading, owner, set, inner.value);
    });
    if (!has_policies) report_missing_key(reading, owner, "`policies`", entry.key.place());
  }
  reading.file.declarations.sets.push_back(std::move(set));
}

/// Of an identity or resource; those of groups come with a prefix.
bool expect_rename_id(Reading& reading, std::string_view id, Place place) {
  const bool is_group = id.starts_with(kGroupPrefix) && id != kGroupPrefix;
  return is_group
             ? expect_no_reserved_prefix(reading, "group", id.substr(kGroupPrefix.size()), place)
             : expect_no_reserved_prefix(reading, "rename", id, place);
}

bool expect_one_kind(Reading& reading, const Owner& owner, NodeView value) {
  const bool is_group = owner.id.starts_with(kGroupPrefix);
  if (is_group == value.scalar().starts_with(kGroupPrefix)) return true;
  Diagnostic& diagnostic =
      report(reading, "mixed-rename", quoted(owner.id) + " cannot become " + quoted(value.scalar()),
             value.place());
  diagnostic.label = is_group ? "not a group" : "a group";
  return false;
}

void read_rename(Reading& reading, const Entry& entry) {
  if (!expect_id(reading, "rename", entry.key)) return;
  const Owner owner{"rename", entry.key.scalar()};
  if (!expect_text(reading, owner, {}, entry.value, "the new id as text")) return;
  const std::string_view to = entry.value.scalar();
  const bool is_key_good = expect_rename_id(reading, owner.id, entry.key.place());
  const bool is_value_good = expect_rename_id(reading, to, entry.value.place());
  if (!is_key_good || !is_value_good || !expect_one_kind(reading, owner, entry.value)) return;
  reading.file.declarations.renames.push_back(
      {intern_identity(reading, owner.id), intern_identity(reading, to),
       reading.names.intern(owner.id), reading.names.intern(to), entry.key.place(),
       entry.value.place()});
}

}  // namespace

void read_policies(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) {
    if (!expect_no_set_prefix(reading, "policy", entry.key)) return;
    reading.file.declarations.policies.push_back(PolicyReading(reading, entry).read(entry.value));
  });
}

void read_sets(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) { read_set(reading, entry); });
}

void read_renames(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) { read_rename(reading, entry); });
}

}  // namespace accessdrift::native
