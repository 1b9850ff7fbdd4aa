#include "accessdrift/format/google_iap/remarks.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::google_iap {
namespace {

std::string quoted_address(const Change& change) {
  return '`' + shortened(change.address.scalar()) + '`';
}

/// A role on a resource, whatever the condition is but for its text.
using RoleAndText = std::pair<Name, std::string>;

class Remarks {
 public:
  Remarks(const std::vector<Change>& changes, const Names& names) : names_(names) {
    for (const Change& change : changes) note(change);
  }

  void add() {
    for (const auto& [resource, policies] : policies_) look_at_policies(resource, policies);
    for (const auto& [key, masters] : masters_) look_at_bindings(key, masters);
    for (const auto& [role, titles] : titles_) look_at_titles(titles);
  }

 private:
  void note(const Change& change) {
    const std::optional<Change::State>& state = change.is_applied ? change.after : change.before;
    if (change.before && change.after && change.creates) look_at_new_title(change);
    if (!state || state->resource.is_none()) return;
    if (state->authority == Authority::Policy) {
      policies_[state->resource].push_back(&change);
      return;
    }
    by_resource_[state->resource].push_back(&change);
    for (const Grant& one : state->grants) {
      const GrantKey key = key_of(one);
      (state->authority == Authority::Binding ? masters_ : members_)[key].push_back(&change);
      if (!one.condition) continue;
      const std::string text(source::text_of(*one.condition, "expression"));
      titles_[{one.resource, std::string(one.role->scalar()) + '\x1f' + text}].emplace(key,
                                                                                       &change);
    }
  }

  static Diagnostic& remark(const Change& at, std::string_view code, Severity severity,
                            std::string message) {
    Diagnostic& made = at.file->declarations.remarks.emplace_back();
    made.code = code;
    made.severity = severity;
    made.message = std::move(message);
    made.span = at.address.span();
    return made;
  }

  void look_at_policies(Name resource, const std::vector<const Change*>& policies) {
    for (std::size_t i = 1; i < policies.size(); ++i)
      tell_fight(*policies[i], *policies[0], "the whole policy of ", resource);
    const auto others = by_resource_.find(resource);
    if (others == by_resource_.end()) return;
    for (const Change* const other : others->second)
      tell_fight(*other, *policies.front(), "a role on ", resource);
  }

  void tell_fight(const Change& one, const Change& master, std::string_view what, Name resource) {
    remark(one, "GCP15", Severity::Warning,
           quoted_address(one) + " and " + quoted_address(master) + " both set " +
               std::string(what) + '`' + shortened(names_.text(resource)) + '`')
        .label = "each apply takes away what the other one gives";
  }

  void look_at_bindings(const GrantKey& key, const std::vector<const Change*>& masters) {
    const std::string role = key.text.substr(0, key.text.find('\x1f'));
    for (std::size_t i = 1; i < masters.size(); ++i) {
      remark(*masters[i], "GCP15", Severity::Warning,
             quoted_address(*masters[i]) + " and " + quoted_address(*masters[0]) +
                 " both set all members of `" + shortened(role) + '`')
          .label = "each apply takes away what the other one gives";
    }
    const auto members = members_.find(key);
    if (members == members_.end()) return;
    for (const Change* const member : members->second) {
      remark(*member, "GCP15", Severity::Warning,
             quoted_address(*member) + " adds to `" + shortened(role) + "`, of which " +
                 quoted_address(*masters.front()) + " sets all members")
          .label = "each apply of the binding takes this member away, unless it lists it, too";
    }
  }

  /// Terraform knows a binding by the title and the description of its condition, too.
  void look_at_titles(const std::map<GrantKey, const Change*>& titles) {
    if (titles.size() < 2) return;
    const Change& first = *titles.begin()->second;
    for (auto at = std::next(titles.begin()); at != titles.end(); ++at) {
      remark(*at->second, "GCP16", Severity::Note,
             quoted_address(*at->second) + " and " + quoted_address(first) +
                 " have one condition under two titles")
          .label = "so they are two bindings, each with members of its own";
    }
  }

  static void look_at_new_title(const Change& change) {
    if (change.before->authority == Authority::Policy || change.before->grants.empty() ||
        change.after->grants.empty())
      return;
    const Grant& before = change.before->grants.front();
    const Grant& after = change.after->grants.front();
    if (!before.condition || !after.condition || key_of(before) == key_of(after)) return;
    const bool is_same_text = source::text_of(*before.condition, "expression") ==
                              source::text_of(*after.condition, "expression");
    if (!is_same_text) return;
    remark(change, "GCP16", Severity::Note,
           quoted_address(change) + " is another binding with the new title of its condition")
        .label = "members that something else gave the old one stay there";
  }

  const Names& names_;
  std::map<Name, std::vector<const Change*>> policies_;
  std::map<Name, std::vector<const Change*>> by_resource_;
  std::map<GrantKey, std::vector<const Change*>> masters_;  ///< bindings
  std::map<GrantKey, std::vector<const Change*>> members_;
  std::map<RoleAndText, std::map<GrantKey, const Change*>> titles_;
};

}  // namespace

void add_remarks(const std::vector<Change>& changes, const Names& names) {
  Remarks(changes, names).add();
}

}  // namespace accessdrift::google_iap
