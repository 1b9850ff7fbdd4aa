#include "accessdrift/cause/mixed.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <utility>

#include "accessdrift/cause/fact_choice.h"
#include "accessdrift/cause/mixed_groups.h"
#include "accessdrift/cause/mixed_type.h"
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
      : sides_(sides), kept_(sides.kept), facts_(sides, applied) {}

  void run() {
    out_->text = no_text();
    out_->bytes_tell = false;
    for (const auto& one : kept_.context) attribute(Thing::Context, one, out_->context);
    for (const auto& one : kept_.attributes) attribute(Thing::Attribute, one, out_->attributes);
    for (const auto& one : kept_.networks) network(one);
    for (const auto& one : kept_.windows) window(one);
    for (const auto& one : kept_.named_conditions) named_condition(one);
    for (const auto& one : kept_.users) user(one);
    for (const auto& one : kept_.groups) group(one);
    for (const auto& one : kept_.scopes) scope(one);
    for (const auto& one : kept_.clients) client(one);
    for (const auto& one : kept_.types) type(one);
    for (const auto& one : kept_.resources) resource(one);
    for (const auto& one : kept_.policies) policy(one);
    for (const auto& one : kept_.sets) set(one);
    for (const auto& one : kept_.renames) rename(one);
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
    const auto& [b, a] = facts_.both(one);
    AttributeDeclaration mix = *b.it;
    const std::string id = facts_.text(b->name);
    const AttributeType& old = b->type;
    const AttributeType& now = a->type;
    const bool is_same_type = to_text(old) == to_text(now) && old.values == now.values;
    if (facts_.takes_after(is_same_type, [&] { return FactKey{thing, id, "type", {}}; })) {
      mix.type = now;
      are_types_after_ = true;
    }
    mix.type.is_required = facts_.takes_after(old.is_required == now.is_required,
                                              [&] {
                                                return FactKey{thing, id, "required", {}};
                                              })
                               ? now.is_required
                               : old.is_required;
    const AttributeType& known = facts_.takes_after(old.is_unknown() == now.is_unknown(),
                                                    [&] {
                                                      return FactKey{thing, id, "world", {}};
                                                    })
                                     ? now
                                     : old;
    mix.type.is_world = known.is_world;
    mix.type.is_unread = known.is_unread;
    made.push_back(std::move(mix));
  }

  void network(const ThingOnSides<NetworkDeclaration>& one) {
    if (!facts_.is_there(Thing::Network, one)) return;
    const auto& [b, a] = facts_.both(one);
    NetworkDeclaration mix = *b.it;
    const std::string id = facts_.text(mix.name);
    const auto key_of = [this](const NetworkDeclaration::Entry& entry) {
      return entry.prefix ? to_text(*entry.prefix) : facts_.text(entry.network);
    };
    const bool is_same =
        std::ranges::equal(b->entries, a->entries, [](const auto& x, const auto& y) {
          return x.prefix == y.prefix && x.network == y.network;
        });
    if (!is_same) {
      mix.entries.clear();
      facts_.merge<NetworkDeclaration::Entry>(
          facts_.pointers(b->entries), facts_.pointers(a->entries), key_of,
          [&](const auto& entry) {
            return FactKey{Thing::Network, id, "entries", key_of(entry)};
          },
          [&](const auto& entry, SideOf, const auto*) { mix.entries.push_back(entry); });
    }
    out_->networks.push_back(std::move(mix));
  }

  void window(const ThingOnSides<WindowDeclaration>& one) {
    if (!facts_.is_there(Thing::Window, one)) return;
    const auto& [b, a] = facts_.both(one);
    WindowDeclaration mix = *b.it;
    const std::string id = facts_.text(mix.name);
    if (&b != &a) {
      mix.parts.clear();
      facts_.merge<WindowDeclaration::Part>(
          facts_.pointers(b->parts), facts_.pointers(a->parts),
          [](const auto& part) -> const std::string& { return part.window.text; },
          [&](const auto& part) {
            return FactKey{Thing::Window, id, "open", part.window.text};
          },
          [&](const auto& part, SideOf, const auto*) { mix.parts.push_back(part); });
    }
    out_->windows.push_back(std::move(mix));
  }

  void named_condition(const ThingOnSides<NamedConditionDeclaration>& one) {
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

  template <typename T>
  Range attributes(Thing thing, const Declared<T>& b, const Declared<T>& a) {
    const auto first = static_cast<std::uint32_t>(out_->attribute_values.size());
    const auto of = [&](const Declared<T>& declared) {
      std::vector<const AttributeValue*> all;
      for (std::uint32_t i = 0; i < declared->attributes.count; ++i) {
        const AttributeValue& value =
            declared.file->attribute_values[declared->attributes.first + i];
        if (thing == Thing::User ? kept_.keeps_attribute_of_user(value.attribute)
                                 : kept_.keeps_attribute_of_resource(value.attribute))
          all.push_back(&value);
      }
      return all;
    };
    const auto fact_of = [&](const AttributeValue& value) {
      return FactKey{thing, facts_.text(b->id), "attributes", facts_.text(value.attribute)};
    };
    facts_.merge<AttributeValue>(
        of(b), of(a), [](const AttributeValue& value) { return value.attribute; }, fact_of,
        [&](const AttributeValue& value, SideOf, const AttributeValue* other) {
          const bool is_other =
              other != nullptr && !(other->value == value.value) && facts_.is_after(fact_of(value));
          out_->attribute_values.push_back(is_other ? *other : value);
        });
    return {first, static_cast<std::uint32_t>(out_->attribute_values.size()) - first};
  }

  void user(const ThingOnSides<UserDeclaration>& one) {
    if (!facts_.is_there(Thing::User, one)) return;
    const auto& [b, a] = facts_.both(one);
    UserDeclaration mix = *b.it;
    const std::string id = facts_.text(b->id);
    if (facts_.takes_after(b->uid == a->uid, [&] { return FactKey{Thing::User, id, "uid", {}}; }))
      mix.uid = a->uid;
    if (facts_.takes_after(b->status == a->status, [&] {
          return FactKey{Thing::User, id, "status", {}};
        }))
      mix.status = a->status;
    sign_in_end(b, a, mix);
    const auto aliases = [](const Declared<UserDeclaration>& user) {
      const auto first = user.file->aliases.begin() + user->aliases.first;
      return std::vector<NamePlace>(first, first + user->aliases.count);
    };
    const std::vector<NamePlace> names_of_it =
        facts_.names({Thing::User, id, "aliases", {}}, aliases(b), aliases(a));
    mix.aliases = {static_cast<std::uint32_t>(out_->aliases.size()),
                   static_cast<std::uint32_t>(names_of_it.size())};
    out_->aliases.insert(out_->aliases.end(), names_of_it.begin(), names_of_it.end());
    mix.attributes = attributes(Thing::User, b, a);
    out_->users.push_back(mix);
  }

  void sign_in_end(const Declared<UserDeclaration>& b, const Declared<UserDeclaration>& a,
                   UserDeclaration& mix) {
    const auto until = [](const Declared<UserDeclaration>& user) {
      return user->has_until ? std::optional(user.file->until_of(*user.it)) : std::nullopt;
    };
    const auto end_of = [](const std::optional<Until>& one) {
      return one ? std::optional(one->end) : std::nullopt;
    };
    std::optional<Until> end = until(b);
    const std::optional<Until> now = until(a);
    if (facts_.takes_after(end_of(end) == end_of(now), [&] {
          return FactKey{Thing::User, facts_.text(b->id), "until", {}};
        }))
      end = now;
    mix.has_until = end.has_value();
    if (end) out_->sign_in_ends.emplace_back(static_cast<std::uint32_t>(out_->users.size()), *end);
  }

  void member(const Declared<GroupDeclaration>& b, const Declared<GroupDeclaration>& a,
              const Mention& mention, SideOf side, const Mention* other) {
    const auto until = [](const Declared<GroupDeclaration>& group, const Mention& one) {
      return one.has_until ? std::optional(group.file->until_of(one)) : std::nullopt;
    };
    std::optional<Until> end = until(side == SideOf::Before ? b : a, mention);
    if (other != nullptr && (mention.has_until || other->has_until)) {
      const std::optional<Until> now = until(a, *other);
      const bool is_same = end.has_value() == now.has_value() && (!end || end->end == now->end);
      if (facts_.takes_after(is_same, [&] {
            return FactKey{Thing::Group, facts_.text(b->id), "members.until",
                           mention_text(sides_.before, mention)};
          }))
        end = now;
    }
    Mention made = mention;
    made.has_until = end.has_value();
    if (end)
      out_->membership_ends.emplace_back(static_cast<std::uint32_t>(out_->mentions.size()), *end);
    out_->mentions.push_back(made);
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
    if (!facts_.is_there(Thing::Group, one)) return;
    const ThingOnSides<GroupDeclaration> whole = listed_or_not(one);
    const auto& [b, a] = facts_.both(whole);
    GroupDeclaration mix = *b.it;
    const std::string id = facts_.text(b->id);
    mix.members.first = static_cast<std::uint32_t>(out_->mentions.size());
    facts_.merge<Mention>(
        sides_.kept.members(b), sides_.kept.members(a),
        [](const Mention& mention) { return std::pair(mention.kind, mention.id); },
        [&](const Mention& mention) {
          return FactKey{Thing::Group, id, "members", mention_text(sides_.before, mention)};
        },
        [&, &b = b, &a = a](const Mention& mention, SideOf side, const Mention* other) {
          member(b, a, mention, side, other);
        });
    mix.members.count = static_cast<std::uint32_t>(out_->mentions.size()) - mix.members.first;
    const Snapshot& side = condition(
        whole, &GroupDeclaration::rule,
        [&] {
          return FactKey{Thing::Group, id, "rule", {}};
        },
        mix);
    rules_.push_back(checked(side.group_by_name, b->id, side.rules, mix.rule));
    if (facts_.takes_after(b->is_open == a->is_open, [&] {
          return FactKey{Thing::Group, id, "open", {}};
        })) {
      mix.is_open = a->is_open;
      mix.within = a->within;
    } else if (b->is_open && a->is_open) {
      mix.within = within(id, b->within, a->within);
    }
    out_->groups.push_back(std::move(mix));
  }

  std::vector<NamePlace> within(const std::string& id, const std::vector<NamePlace>& b,
                                const std::vector<NamePlace>& a) {
    using List = std::vector<NamePlace>;
    const FactKey key{Thing::Group, id, "within", {}};
    const auto bound = [](const List& all) {
      return all.empty() ? std::optional<List>() : std::optional<List>(all);
    };
    return facts_.optional_names(key, bound(b), bound(a)).value_or(List());
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

  void type(const ThingOnSides<TypeDeclaration>& one) {
    if (facts_.is_there(Thing::Type, one)) out_->types.push_back(mixed_type(one, kept_, facts_));
  }

  std::vector<UrlDeclaration> urls(const std::string& id, const ResourceDeclaration& b,
                                   const ResourceDeclaration& a) {
    const auto kept = [this](const ResourceDeclaration& resource) {
      std::vector<const UrlDeclaration*> all;
      for (const UrlDeclaration& url : resource.urls) {
        if (kept_.keeps(url)) all.push_back(&url);
      }
      return all;
    };
    std::vector<UrlDeclaration> made;
    facts_.merge<UrlDeclaration>(
        kept(b), kept(a), [](const UrlDeclaration& url) { return to_text(url.pattern); },
        [&](const UrlDeclaration& url) {
          return FactKey{Thing::Resource, id, "url", to_text(url.pattern)};
        },
        [&](const UrlDeclaration& url, SideOf, const UrlDeclaration*) { made.push_back(url); });
    return made;
  }

  void resource(const ThingOnSides<ResourceDeclaration>& one) {
    if (!facts_.is_there(Thing::Resource, one)) return;
    const auto& [b, a] = facts_.both(one);
    ResourceDeclaration mix = *b.it;
    const std::string id = facts_.text(b->id);
    const auto name = [](const std::optional<NamePlace>& named) {
      return named ? named->name : Name{};
    };
    if (facts_.takes_after(name(b->type) == name(a->type), [&] {
          return FactKey{Thing::Resource, id, "type", {}};
        }))
      mix.type = a->type;
    if (facts_.takes_after(name(b->parent) == name(a->parent), [&] {
          return FactKey{Thing::Resource, id, "parent", {}};
        }))
      mix.parent = a->parent;
    mix.actions =
        facts_.optional_names({Thing::Resource, id, "actions", {}}, b->actions, a->actions);
    mix.urls = urls(id, *b.it, *a.it);
    mix.attributes = attributes(Thing::Resource, b, a);
    out_->resources.push_back(std::move(mix));
  }

  void policy(const ThingOnSides<PolicyDeclaration>& one) {
    if (!facts_.is_there(Thing::Policy, one)) return;
    const auto& [b, a] = facts_.both(one);
    PolicyDeclaration mix = *b.it;
    const std::string id = facts_.text(b->id);
    const auto key = [&](const char* field) { return FactKey{Thing::Policy, id, field, {}}; };
    if (facts_.takes_after(b->effect == a->effect, [&] { return key("effect"); }))
      mix.effect = a->effect;
    mix.who = facts_.mentions(key("who"), b->who, a->who);
    mix.to = facts_.names(key("to"), b->to, a->to);
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
  FactChoice facts_;
  bool are_types_after_ = false;
  std::shared_ptr<Declarations> out_ = std::make_shared<Declarations>();
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
