#include "accessdrift/cause/mixed.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <utility>

#include "accessdrift/cause/fact_choice.h"
#include "accessdrift/cause/mixed_groups.h"
#include "accessdrift/cause/mixed_people.h"
#include "accessdrift/cause/mixed_resource.h"
#include "accessdrift/cause/mixed_type.h"
#include "accessdrift/cause/mixed_words.h"
#include "accessdrift/model/named_conditions.h"
#include "accessdrift/model/version_condition.h"

namespace accessdrift {
namespace {

/// An id that nothing can have: of a policy that covers nothing, and of a group that is not there.
constexpr std::string_view kNothing = "\x01";

/// Takes from each side what the applied edits say, fact by fact.
class Mixer {
 public:
  Mixer(const MixedSides& sides, const std::vector<bool>* applied)
      : sides_(sides),
        kept_(sides.kept),
        applied_(applied),
        facts_(sides, applied),
        people_(sides, facts_, *out_) {}

  void run() {
    out_->text = no_text();
    out_->bytes_tell = false;
    mix_words();
    mix_things();
    directory();
    name_renamed_groups(kept_.renamed_groups, sides_.before.names->intern(kNothing), *out_);
    if (kept_.spoken_of.empty()) return;
    PolicyDeclaration speaks;
    speaks.id = sides_.before.names->intern(kNothing);
    speaks.who = kept_.spoken_of;
    out_->policies.push_back(std::move(speaks));
    conditions_.emplace_back();
  }

  Snapshot snapshot() {
    Snapshot made = link({std::move(out_)}, sides_.before.names, sides_.before.schema.zones);
    made.conditions = std::move(conditions_);
    made.named_expressions = std::move(named_expressions_);
    made.rules = std::move(rules_);
    (void)put_in_named(made);  // of the sides, where it was told
    return made;
  }

  [[nodiscard]] const FactChoice& facts() const { return facts_; }

 private:
  /// What conditions are written with.
  void mix_words() {
    for (const auto& one : kept_.context) attribute(Thing::Context, one, out_->context);
    for (const auto& one : kept_.attributes) attribute(Thing::Attribute, one, out_->attributes);
    for (const auto& one : kept_.networks)
      if (facts_.is_there(Thing::Network, one))
        out_->networks.push_back(mixed_network(one, facts_));
    for (const auto& one : kept_.windows)
      if (facts_.is_there(Thing::Window, one)) out_->windows.push_back(mixed_window(one, facts_));
    for (const auto& one : kept_.named_conditions) named_condition(one);
  }
  void mix_things() {
    for (const auto& one : kept_.users)
      if (facts_.is_there(Thing::User, one)) people_.add_user(one);
    for (const auto& one : kept_.groups) group(one);
    for (const auto& one : kept_.scopes) scope(one);
    for (const auto& one : kept_.clients) client(one);
    for (const auto& one : kept_.types)
      if (facts_.is_there(Thing::Type, one)) out_->types.push_back(mixed_type(one, kept_, facts_));
    for (const auto& one : kept_.resources) resource(one);
    for (const auto& one : kept_.policies) policy(one);
    for (const auto& one : kept_.sets) set(one);
    for (const auto& one : kept_.renames) rename(one);
  }

  /// Who only asks which edits there are needs nothing of what is the same on both sides.
  template <typename T>
  [[nodiscard]] bool is_wanted(const ThingOnSides<T>& one) const {
    return applied_ != nullptr || !one.is_shared();
  }

  static std::shared_ptr<const SourceText> no_text() {
    static const auto kNone = std::make_shared<const SourceText>("", "");
    return kNone;
  }
  /// As both sides are, else as it is declared, else closed if users are listed.
  void directory() {
    const auto declared = [](const Snapshot& side) -> std::optional<bool> {
      const Declared<DirectoryDeclaration> said = side.directory();
      return said.it == nullptr ? std::nullopt : std::optional(said->is_closed);
    };
    std::optional<bool> is_closed = sides_.before.is_closed;
    if (sides_.before.is_closed != sides_.after.is_closed) {
      const std::optional<bool> now = declared(sides_.after);
      is_closed = declared(sides_.before);
      if (facts_.takes_after(is_closed == now, [] {
            return FactKey{Thing::Directory, "directory", "value", {}};
          }))
        is_closed = now;
    }
    const bool lists_users = kept_.lists_others || !out_->users.empty();
    out_->directory = DirectoryDeclaration{is_closed.value_or(lists_users), {}, {}};
  }

  void attribute(Thing thing, const ThingOnSides<AttributeDeclaration>& one,
                 std::vector<AttributeDeclaration>& made) {
    if (!facts_.is_there(thing, one)) return;
    MixedAttribute mix = mixed_attribute(thing, one, facts_);
    are_types_after_ = are_types_after_ || mix.has_after_type;
    made.push_back(std::move(mix.it));
  }

  void named_condition(const ThingOnSides<NamedConditionDeclaration>& one) {
    if (!is_wanted(one)) return;
    // What a version decides is no edit by itself: nothing reads it but what came or went with it.
    const auto& side_of_one = one.before ? *one.before : *one.after;
    const bool is_of_version = side_of_one.file->is_of_version;
    if (!is_of_version && !facts_.is_there(Thing::Condition, one)) return;
    const auto& [b, a] = facts_.both(one);
    NamedConditionDeclaration mix = *b.it;
    const Snapshot& side = condition(
        one, &NamedConditionDeclaration::when,
        [&, &b = b] {
          return FactKey{Thing::Condition, condition_key(facts_.text(b->name)), "when", {}};
        },
        mix);
    named_expressions_.push_back(
        checked(side.condition_by_name, b->name, side.named_expressions, mix.when));
    out_->named_conditions.push_back(std::move(mix));
  }

  /// The condition of a thing of either side.
  template <typename T, typename Index>
  static std::shared_ptr<const Expression> checked(
      const NameIndex<Index>& by_name, Name name,
      const std::vector<std::shared_ptr<const Expression>>& all, const std::optional<T>& text) {
    const Index index = by_name.find(name);
    return text && !index.is_none() ? all[index.index()] : nullptr;
  }

  /// The condition's text goes into `mix`; the side whose checked condition it is. One text may
  /// mean something else where a type is another one.
  template <typename T, typename Key>
  const Snapshot& condition(const ThingOnSides<T>& one, std::optional<ConditionText> T::*text,
                            Key&& key, T& mix) {
    const auto& [b, a] = facts_.both(one);
    const std::optional<ConditionText>& old = b.it->*text;
    const std::optional<ConditionText>& now = a.it->*text;
    const bool is_same = old.has_value() == now.has_value() && (!old || old->text == now->text);
    const bool takes = one.before == nullptr || facts_.takes_after(is_same, key);
    if (takes) mix.*text = now;
    const bool is_after = takes || (is_same && are_types_after_ && one.after != nullptr);
    return is_after ? sides_.after : sides_.before;
  }

  /// A group that one side declares and the other only mentions comes or goes as a whole.
  ThingOnSides<GroupDeclaration> listed_or_not(const ThingOnSides<GroupDeclaration>& one) {
    if (!one.before || !one.after || (*one.before)->is_unlisted == (*one.after)->is_unlisted)
      return one;
    const bool is_after = facts_.is_after({Thing::Group, facts_.text(one.name()), {}, {}});
    ThingOnSides<GroupDeclaration> chosen = one;
    (is_after ? chosen.before : chosen.after) = nullptr;
    return chosen;
  }

  void group(const ThingOnSides<GroupDeclaration>& one) {
    if (!is_wanted(one) || !facts_.is_there(Thing::Group, one)) return;
    const ThingOnSides<GroupDeclaration> whole = listed_or_not(one);
    const auto& [b, a] = facts_.both(whole);
    GroupDeclaration mix = *b.it;
    const std::string id = facts_.text(b->id);
    mix.members = people_.add_members(b, a);
    const Snapshot& side = condition(
        whole, &GroupDeclaration::rule,
        [&] {
          return FactKey{Thing::Group, id, "rule", {}};
        },
        mix);
    rules_.push_back(checked(side.group_by_name, b->id, side.rules, mix.rule));
    people_.open(*b.it, *a.it, mix);
    out_->groups.push_back(std::move(mix));
  }

  void scope(const ThingOnSides<ScopeDeclaration>& one) {
    if (!facts_.is_there(Thing::Scope, one)) return;
    const auto& [b, a] = facts_.both(one);
    ScopeDeclaration mix = *b.it;
    mix.includes = facts_.names({Thing::Scope, facts_.text(b->name), "includes", {}}, b->includes,
                                a->includes);
    out_->scopes.push_back(std::move(mix));
  }

  void client(const ThingOnSides<ClientDeclaration>& one) {
    if (!facts_.is_there(Thing::Client, one)) return;
    const auto& [b, a] = facts_.both(one);
    ClientDeclaration mix = *b.it;
    const std::string id = facts_.text(b->name);
    mix.scopes = facts_.names({Thing::Client, id, "scopes", {}}, b->scopes, a->scopes);
    const FactKey users{Thing::Client, id, "users", {}};
    mix.users = facts_.optional_list(users, b->users, a->users, [&](const auto& x, const auto& y) {
      return facts_.mentions(users, x, y);
    });
    if (mix.users) mix.users = only_kept(*mix.users);
    out_->clients.push_back(std::move(mix));
  }

  std::vector<Mention> only_kept(std::vector<Mention> all) const {
    std::erase_if(all, [this](const Mention& one) { return !kept_.keeps(one); });
    return all;
  }

  void resource(const ThingOnSides<ResourceDeclaration>& one) {
    if (!is_wanted(one) || !facts_.is_there(Thing::Resource, one)) return;
    const auto& [b, a] = facts_.both(one);
    ResourceDeclaration mix = mixed_resource(*b.it, *a.it, kept_, facts_);
    mix.attributes = people_.add_values(Thing::Resource, b->id, {*b.file, b->attributes},
                                        {*a.file, a->attributes});
    out_->resources.push_back(std::move(mix));
  }

  void policy(const ThingOnSides<PolicyDeclaration>& one) {
    if (!is_wanted(one) || !facts_.is_there(Thing::Policy, one)) return;
    const auto& [b, a] = facts_.both(one);
    PolicyDeclaration mix = *b.it;
    const std::string id = facts_.text(b->id);
    const auto key = [&](const char* field) { return FactKey{Thing::Policy, id, field, {}}; };
    if (facts_.takes_after(b->effect == a->effect, [&] { return key("effect"); }))
      mix.effect = a->effect;
    mix.who = facts_.mentions(key("who"), b->who, a->who);
    mix.to = facts_.covered(key("to"), b->to, a->to);
    mix.actions = facts_.optional_names(key("actions"), b->actions, a->actions);
    mix.scopes = facts_.names(key("scopes"), b->scopes, a->scopes);
    const Snapshot& side = condition(
        one, &PolicyDeclaration::when, [&] { return key("when"); }, mix);
    conditions_.push_back(checked(side.policy_by_name, b->id, side.conditions, mix.when));
    if (facts_.takes_after(b->on_error == a->on_error, [&] { return key("on_error"); }))
      mix.on_error = a->on_error;
    out_->policies.push_back(std::move(mix));
  }

  void set(const ThingOnSides<SetDeclaration>& one) {
    if (!facts_.is_there(Thing::Set, one)) return;
    const auto& [b, a] = facts_.both(one);
    SetDeclaration mix;
    mix.id = b->id;
    mix.combine = b->combine;
    const std::string id = facts_.text(b->id);
    if (facts_.takes_after(b->combine == a->combine, [&] {
          return FactKey{Thing::Set, id, "combine", {}};
        }))
      mix.combine = a->combine;
    const SetOrder& order = sides_.orders.of(*b.it, *a.it);
    if (applied_ == nullptr) {
      for (const std::uint32_t at : order.edited)
        if (kept_.keeps(order.places[at].member)) (void)facts_.is_after(*order.places[at].edit);
      return;
    }
    for (const std::uint32_t at : order.of(kept_)) {
      const SetOrder::Place& place = order.places[at];
      if (!place.edit || facts_.is_after(*place.edit) == place.is_after)
        mix.members.push_back(place.member);
    }
    out_->sets.push_back(std::move(mix));
  }

  void rename(const ThingOnSides<RenameDeclaration>& one) {
    if (!facts_.is_there(Thing::Rename, one)) return;
    const auto& [b, a] = facts_.both(one);
    const bool takes = facts_.takes_after(b->to == a->to, [&] {
      return FactKey{Thing::Rename, facts_.text(b->from), "to", {}};
    });
    out_->renames.push_back(takes ? *a.it : *b.it);
  }

  const MixedSides& sides_;
  const Kept& kept_;
  const std::vector<bool>* applied_;  ///< null: only which edits there are is asked
  FactChoice facts_;
  bool are_types_after_ = false;
  std::shared_ptr<Declarations> out_ = std::make_shared<Declarations>();
  MixedPeople people_;
  std::vector<std::shared_ptr<const Expression>> conditions_;
  std::vector<std::shared_ptr<const Expression>> named_expressions_;
  std::vector<std::shared_ptr<const Expression>> rules_;
};

}  // namespace

std::optional<std::vector<std::uint32_t>> edits_of_kept(const MixedSides& sides) {
  Mixer mixer(sides, nullptr);
  mixer.run();
  return mixer.facts().met();
}

Snapshot mixed(const MixedSides& sides, const std::vector<bool>& applied) {
  Mixer mixer(sides, &applied);
  mixer.run();
  return mixer.snapshot();
}

}  // namespace accessdrift
