#include "accessdrift/cause/mixed.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "accessdrift/base/time_text.h"
#include "accessdrift/drift/edit_text.h"
#include "accessdrift/engine/side_of.h"

namespace accessdrift {
namespace {

/// The id, which no policy can have, of one that covers nothing.
constexpr std::string_view kNoPolicy = "\x01";

template <typename T>
void pair_up(const std::vector<Declared<T>>& before, std::size_t count_before,
             const std::vector<Declared<T>>& after, std::size_t count_after,
             std::vector<ThingOnSides<T>>& things) {
  NameIndex<Id<T>> place;
  for (std::size_t i = 0; i < count_before; ++i) {
    place.set(name_of(*before[i].it), Id<T>{things.size()});
    things.push_back({&before[i], nullptr});
  }
  for (std::size_t i = 0; i < count_after; ++i) {
    const Id<T> found = place.find(name_of(*after[i].it));
    if (found.is_none()) {
      things.push_back({nullptr, &after[i]});
    } else {
      things[found.index()].after = &after[i];
    }
  }
}

/// Takes from each side what the applied edits say, fact by fact.
class Mixer {
 public:
  Mixer(const MixedSides& sides, const std::vector<bool>* applied)
      : sides_(sides), kept_(sides.kept), applied_(applied) {}

  void run() {
    out_->text = no_text();
    out_->bytes_tell = false;
    directory();
    for (const auto& one : kept_.context) attribute(Thing::Context, one, out_->context);
    for (const auto& one : kept_.attributes) attribute(Thing::Attribute, one, out_->attributes);
    for (const auto& one : kept_.networks) network(one);
    for (const auto& one : kept_.windows) window(one);
    for (const auto& one : kept_.users) user(one);
    for (const auto& one : kept_.groups) group(one);
    for (const auto& one : kept_.scopes) scope(one);
    for (const auto& one : kept_.clients) client(one);
    for (const auto& one : kept_.types) type(one);
    for (const auto& one : kept_.resources) resource(one);
    for (const auto& one : kept_.policies) policy(one);
    for (const auto& one : kept_.sets) set(one);
    for (const auto& one : kept_.renames) rename(one);
    if (kept_.spoken_of) {
      PolicyDeclaration speaks;
      speaks.id = sides_.before.names->intern(kNoPolicy);
      speaks.who = {*kept_.spoken_of};
      out_->policies.push_back(std::move(speaks));
      conditions_.emplace_back();
    }
  }

  Snapshot snapshot() {
    Snapshot made = link({std::move(out_)}, sides_.before.names, sides_.before.schema.zones);
    made.conditions = std::move(conditions_);
    made.rules = std::move(rules_);
    return made;
  }

  [[nodiscard]] std::optional<std::vector<std::uint32_t>> met() const {
    if (!are_all_told_) return std::nullopt;
    return std::vector<std::uint32_t>(met_.begin(), met_.end());
  }

 private:
  static std::shared_ptr<const SourceText> no_text() {
    static const auto kNone = std::make_shared<const SourceText>("", "");
    return kNone;
  }
  [[nodiscard]] std::string text(Name name) const { return std::string(sides_.before.text(name)); }

  /// Whether the fact is as on the after side. Of one that no edit tells apart: as before.
  bool is_after(const FactKey& key) {
    const auto edit = sides_.edits.find(key);
    are_all_told_ = are_all_told_ && edit.has_value();
    if (!edit) return false;
    met_.insert(*edit);
    return applied_ != nullptr && (*applied_)[*edit];
  }

  /// Of a thing that is on one side only: whether it is there.
  template <typename T>
  bool is_there(Thing thing, const ThingOnSides<T>& one) {
    if (one.before && one.after) return true;
    return is_after({thing, text(one.name()), {}, {}}) == (one.after != nullptr);
  }
  /// The one side, or the two if its facts are chosen one by one.
  template <typename T>
  static std::pair<const Declared<T>&, const Declared<T>&> both(const ThingOnSides<T>& one) {
    return {one.before ? *one.before : *one.after,
            one.after && !one.is_shared() ? *one.after : (one.before ? *one.before : *one.after)};
  }

  /// The after side's if it differs and its edit is applied.
  template <typename Key>
  bool takes_after(bool is_same, Key&& key) {
    return !is_same && is_after(key());
  }

  template <typename Member>
  static constexpr const Member* kNoOther = nullptr;

  /// Members of a list by `key_of`; those of one side only by their edits. `add(member, other)`:
  /// `other` is the same one of the after side, if both have it.
  template <typename Member, typename KeyOf, typename FactOf, typename Add>
  void merge(std::vector<const Member*> before, std::vector<const Member*> after, KeyOf&& key_of,
             FactOf&& fact_of, Add&& add) {
    const auto by_key = [&](const Member* a, const Member* b) { return key_of(*a) < key_of(*b); };
    std::ranges::stable_sort(before, by_key);
    std::ranges::stable_sort(after, by_key);
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
      if (j == after.size() || (i < before.size() && by_key(before[i], after[j]))) {
        if (!is_after(fact_of(*before[i]))) add(*before[i], SideOf::Before, kNoOther<Member>);
        ++i;
      } else if (i == before.size() || by_key(after[j], before[i])) {
        if (is_after(fact_of(*after[j]))) add(*after[j], SideOf::After, kNoOther<Member>);
        ++j;
      } else {
        add(*before[i], SideOf::Before, after[j]);
        ++i;
        ++j;
      }
    }
  }

  template <typename Members>
  static auto pointers(const Members& members) {
    std::vector<decltype(&*members.begin())> all;
    all.reserve(members.size());
    for (const auto& member : members) all.push_back(&member);
    return all;
  }

  [[nodiscard]] std::vector<NamePlace> names(const FactKey& list, const std::vector<NamePlace>& b,
                                             const std::vector<NamePlace>& a) {
    if (&a == &b) return a;
    std::vector<NamePlace> made;
    merge<NamePlace>(
        pointers(b), pointers(a), [](const NamePlace& one) { return one.name; },
        [&](const NamePlace& one) {
          return FactKey{list.thing, list.id, list.field, text(one.name)};
        },
        [&](const NamePlace& one, SideOf, const NamePlace*) { made.push_back(one); });
    return made;
  }

  template <typename Make, typename List>
  std::optional<List> optional_list(const FactKey& list, const std::optional<List>& b,
                                    const std::optional<List>& a, Make&& make) {
    if (b && a) return make(*b, *a);
    if (!b && !a) return std::nullopt;
    return is_after(list) ? a : b;
  }
  std::optional<std::vector<NamePlace>> optional_names(
      const FactKey& list, const std::optional<std::vector<NamePlace>>& b,
      const std::optional<std::vector<NamePlace>>& a) {
    return optional_list(list, b, a,
                         [&](const auto& x, const auto& y) { return names(list, x, y); });
  }

  std::vector<const Mention*> kept_mentions(std::span<const Mention> all) const {
    std::vector<const Mention*> kept;
    for (const Mention& mention : all) {
      if (kept_.keeps(mention)) kept.push_back(&mention);
    }
    return kept;
  }
  std::vector<Mention> mentions(const FactKey& list, const std::vector<Mention>& b,
                                const std::vector<Mention>& a) {
    std::vector<Mention> made;
    if (&a == &b) {
      for (const Mention* const one : kept_mentions(b)) made.push_back(*one);
      return made;
    }
    merge<Mention>(
        kept_mentions(b), kept_mentions(a),
        [](const Mention& one) { return std::pair(one.kind, one.id); },
        [&](const Mention& one) {
          return FactKey{list.thing, list.id, list.field, mention_text(sides_.before, one)};
        },
        [&](const Mention& one, SideOf, const Mention*) { made.push_back(one); });
    return made;
  }

  void directory() {
    bool is_closed = sides_.before.is_closed;
    if (sides_.before.is_closed != sides_.after.is_closed &&
        is_after({Thing::Directory, "directory", "value", {}}))
      is_closed = sides_.after.is_closed;
    out_->directory = DirectoryDeclaration{is_closed, {}, {}};
  }

  void attribute(Thing thing, const ThingOnSides<AttributeDeclaration>& one,
                 std::vector<AttributeDeclaration>& made) {
    if (!is_there(thing, one)) return;
    const auto& [b, a] = both(one);
    AttributeDeclaration mix = *b.it;
    const std::string id = text(b->name);
    const AttributeType& old = b->type;
    const AttributeType& now = a->type;
    const bool is_same_type = to_text(old) == to_text(now) && old.values == now.values;
    if (takes_after(is_same_type, [&] { return FactKey{thing, id, "type", {}}; })) {
      mix.type = now;
      are_types_after_ = true;
    }
    mix.type.is_required = takes_after(old.is_required == now.is_required,
                                       [&] {
                                         return FactKey{thing, id, "required", {}};
                                       })
                               ? now.is_required
                               : old.is_required;
    mix.type.is_world = takes_after(old.is_world == now.is_world,
                                    [&] {
                                      return FactKey{thing, id, "world", {}};
                                    })
                            ? now.is_world
                            : old.is_world;
    made.push_back(std::move(mix));
  }

  void network(const ThingOnSides<NetworkDeclaration>& one) {
    if (!is_there(Thing::Network, one)) return;
    const auto& [b, a] = both(one);
    NetworkDeclaration mix = *b.it;
    const std::string id = text(mix.name);
    const auto key_of = [this](const NetworkDeclaration::Entry& entry) {
      return entry.prefix ? to_text(*entry.prefix) : text(entry.network);
    };
    if (&b != &a) {
      mix.entries.clear();
      merge<NetworkDeclaration::Entry>(
          pointers(b->entries), pointers(a->entries), key_of,
          [&](const auto& entry) {
            return FactKey{Thing::Network, id, "entries", key_of(entry)};
          },
          [&](const auto& entry, SideOf, const auto*) { mix.entries.push_back(entry); });
    }
    out_->networks.push_back(std::move(mix));
  }

  void window(const ThingOnSides<WindowDeclaration>& one) {
    if (!is_there(Thing::Window, one)) return;
    const auto& [b, a] = both(one);
    WindowDeclaration mix = *b.it;
    const std::string id = text(mix.name);
    if (&b != &a) {
      mix.parts.clear();
      merge<WindowDeclaration::Part>(
          pointers(b->parts), pointers(a->parts),
          [](const auto& part) -> const std::string& { return part.window.text; },
          [&](const auto& part) {
            return FactKey{Thing::Window, id, "open", part.window.text};
          },
          [&](const auto& part, SideOf, const auto*) { mix.parts.push_back(part); });
    }
    out_->windows.push_back(std::move(mix));
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
      return FactKey{thing, text(b->id), "attributes", text(value.attribute)};
    };
    merge<AttributeValue>(
        of(b), of(a), [](const AttributeValue& value) { return value.attribute; }, fact_of,
        [&](const AttributeValue& value, SideOf, const AttributeValue* other) {
          const bool is_other =
              other != nullptr && !(other->value == value.value) && is_after(fact_of(value));
          out_->attribute_values.push_back(is_other ? *other : value);
        });
    return {first, static_cast<std::uint32_t>(out_->attribute_values.size()) - first};
  }

  void user(const ThingOnSides<UserDeclaration>& one) {
    if (!is_there(Thing::User, one)) return;
    const auto& [b, a] = both(one);
    UserDeclaration mix = *b.it;
    const std::string id = text(b->id);
    if (takes_after(b->uid == a->uid, [&] { return FactKey{Thing::User, id, "uid", {}}; }))
      mix.uid = a->uid;
    if (takes_after(b->status == a->status, [&] { return FactKey{Thing::User, id, "status", {}}; }))
      mix.status = a->status;
    sign_in_end(b, a, mix);
    const auto aliases = [](const Declared<UserDeclaration>& user) {
      const auto first = user.file->aliases.begin() + user->aliases.first;
      return std::vector<NamePlace>(first, first + user->aliases.count);
    };
    const std::vector<NamePlace> names_of_it =
        names({Thing::User, id, "aliases", {}}, aliases(b), aliases(a));
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
    if (takes_after(end_of(end) == end_of(now), [&] {
          return FactKey{Thing::User, text(b->id), "until", {}};
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
      if (takes_after(is_same, [&] {
            return FactKey{Thing::Group, text(b->id), "members.until",
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
    const auto& [b, a] = both(one);
    const std::optional<ConditionText>& old = b.it->*text;
    const std::optional<ConditionText>& now = a.it->*text;
    const bool is_same = old.has_value() == now.has_value() && (!old || old->text == now->text);
    const bool takes = one.before == nullptr || takes_after(is_same, key);
    if (takes) mix.*text = now;
    const bool is_after = takes || (is_same && are_types_after_ && one.after != nullptr);
    return is_after ? sides_.after : sides_.before;
  }

  void group(const ThingOnSides<GroupDeclaration>& one) {
    if (!is_there(Thing::Group, one)) return;
    const auto& [b, a] = both(one);
    GroupDeclaration mix = *b.it;
    const std::string id = text(b->id);
    mix.members.first = static_cast<std::uint32_t>(out_->mentions.size());
    merge<Mention>(
        kept_mentions(members_of(b)), kept_mentions(members_of(a)),
        [](const Mention& mention) { return std::pair(mention.kind, mention.id); },
        [&](const Mention& mention) {
          return FactKey{Thing::Group, id, "members", mention_text(sides_.before, mention)};
        },
        [&, &b = b, &a = a](const Mention& mention, SideOf side, const Mention* other) {
          member(b, a, mention, side, other);
        });
    mix.members.count = static_cast<std::uint32_t>(out_->mentions.size()) - mix.members.first;
    const Snapshot& side = condition(
        one, &GroupDeclaration::rule,
        [&] {
          return FactKey{Thing::Group, id, "rule", {}};
        },
        mix);
    rules_.push_back(checked(side.group_by_name, b->id, side.rules, mix.rule));
    if (takes_after(b->is_open == a->is_open, [&] {
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
    return optional_names(key, bound(b), bound(a)).value_or(List());
  }

  void scope(const ThingOnSides<ScopeDeclaration>& one) {
    if (!is_there(Thing::Scope, one)) return;
    const auto& [b, a] = both(one);
    ScopeDeclaration mix = *b.it;
    mix.includes = names({Thing::Scope, text(b->name), "includes", {}}, b->includes, a->includes);
    out_->scopes.push_back(std::move(mix));
  }

  void client(const ThingOnSides<ClientDeclaration>& one) {
    if (!is_there(Thing::Client, one)) return;
    const auto& [b, a] = both(one);
    ClientDeclaration mix = *b.it;
    const std::string id = text(b->name);
    mix.scopes = names({Thing::Client, id, "scopes", {}}, b->scopes, a->scopes);
    const FactKey users{Thing::Client, id, "users", {}};
    mix.users = optional_list(users, b->users, a->users,
                              [&](const auto& x, const auto& y) { return mentions(users, x, y); });
    if (mix.users) mix.users = only_kept(*mix.users);
    out_->clients.push_back(std::move(mix));
  }

  std::vector<Mention> only_kept(std::vector<Mention> all) const {
    std::erase_if(all, [this](const Mention& one) { return !kept_.keeps(one); });
    return all;
  }

  void type(const ThingOnSides<TypeDeclaration>& one) {
    if (!is_there(Thing::Type, one)) return;
    const auto& [b, a] = both(one);
    TypeDeclaration mix = *b.it;
    if (&b != &a) {
      const std::string id = text(b->name);
      mix.actions.clear();
      merge<TypeDeclaration::Action>(
          pointers(b->actions), pointers(a->actions),
          [](const auto& action) { return action.name; },
          [&](const auto& action) {
            return FactKey{Thing::Type, id, "actions", text(action.name)};
          },
          [&, &b = b, &a = a](const auto& action, SideOf, const auto*) {
            mix.actions.push_back(
                {action.name, action.key, implied(id, action.name, *b.it, *a.it)});
          });
      methods(id, *b.it, *a.it, mix);
    }
    out_->types.push_back(std::move(mix));
  }

  std::vector<NamePlace> implied(const std::string& id, Name action, const TypeDeclaration& b,
                                 const TypeDeclaration& a) {
    static const std::vector<NamePlace> kNone;
    const auto of = [action](const TypeDeclaration& type) -> const std::vector<NamePlace>& {
      const auto found = std::ranges::find(type.actions, action, &TypeDeclaration::Action::name);
      return found == type.actions.end() ? kNone : found->implied;
    };
    std::vector<NamePlace> made;
    merge<NamePlace>(
        pointers(of(b)), pointers(of(a)), [](const NamePlace& one) { return one.name; },
        [&](const NamePlace& one) {
          return FactKey{Thing::Type, id, "implications",
                         text(action) + " implies " + text(one.name)};
        },
        [&](const NamePlace& one, SideOf, const NamePlace*) { made.push_back(one); });
    return made;
  }

  void methods(const std::string& id, const TypeDeclaration& b, const TypeDeclaration& a,
               TypeDeclaration& mix) {
    using Method = TypeDeclaration::Method;
    const auto fact_of = [&](const Method& method) {
      return FactKey{Thing::Type, id, "methods", text(method.name)};
    };
    const auto kept = [this](const TypeDeclaration& type) {
      std::vector<const Method*> all;
      for (const Method& method : type.methods) {
        if (kept_.keeps_method(method.name)) all.push_back(&method);
      }
      return all;
    };
    mix.methods.clear();
    merge<Method>(
        kept(b), kept(a), [](const Method& one) { return one.name; }, fact_of,
        [&](const Method& one, SideOf, const Method* other) {
          const bool is_other =
              other != nullptr && other->action.name != one.action.name && is_after(fact_of(one));
          mix.methods.push_back(is_other ? *other : one);
        });
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
    merge<UrlDeclaration>(
        kept(b), kept(a), [](const UrlDeclaration& url) { return to_text(url.pattern); },
        [&](const UrlDeclaration& url) {
          return FactKey{Thing::Resource, id, "url", to_text(url.pattern)};
        },
        [&](const UrlDeclaration& url, SideOf, const UrlDeclaration*) { made.push_back(url); });
    return made;
  }

  void resource(const ThingOnSides<ResourceDeclaration>& one) {
    if (!is_there(Thing::Resource, one)) return;
    const auto& [b, a] = both(one);
    ResourceDeclaration mix = *b.it;
    const std::string id = text(b->id);
    const auto name = [](const std::optional<NamePlace>& named) {
      return named ? named->name : Name{};
    };
    if (takes_after(name(b->type) == name(a->type), [&] {
          return FactKey{Thing::Resource, id, "type", {}};
        }))
      mix.type = a->type;
    if (takes_after(name(b->parent) == name(a->parent), [&] {
          return FactKey{Thing::Resource, id, "parent", {}};
        }))
      mix.parent = a->parent;
    mix.actions = optional_names({Thing::Resource, id, "actions", {}}, b->actions, a->actions);
    mix.urls = urls(id, *b.it, *a.it);
    mix.attributes = attributes(Thing::Resource, b, a);
    out_->resources.push_back(std::move(mix));
  }

  void policy(const ThingOnSides<PolicyDeclaration>& one) {
    if (!is_there(Thing::Policy, one)) return;
    const auto& [b, a] = both(one);
    PolicyDeclaration mix = *b.it;
    const std::string id = text(b->id);
    const auto key = [&](const char* field) { return FactKey{Thing::Policy, id, field, {}}; };
    if (takes_after(b->effect == a->effect, [&] { return key("effect"); })) mix.effect = a->effect;
    mix.who = mentions(key("who"), b->who, a->who);
    mix.to = names(key("to"), b->to, a->to);
    mix.actions = optional_names(key("actions"), b->actions, a->actions);
    mix.scopes = names(key("scopes"), b->scopes, a->scopes);
    const Snapshot& side = condition(
        one, &PolicyDeclaration::when, [&] { return key("when"); }, mix);
    conditions_.push_back(checked(side.policy_by_name, b->id, side.conditions, mix.when));
    if (takes_after(b->on_error == a->on_error, [&] { return key("on_error"); }))
      mix.on_error = a->on_error;
    out_->policies.push_back(std::move(mix));
  }

  void set(const ThingOnSides<SetDeclaration>& one) {
    if (!is_there(Thing::Set, one)) return;
    const auto& [b, a] = both(one);
    SetDeclaration mix = *b.it;
    const std::string id = text(b->id);
    if (takes_after(b->combine == a->combine, [&] {
          return FactKey{Thing::Set, id, "combine", {}};
        }))
      mix.combine = a->combine;
    mix.members = order(id, *b.it, *a.it);
    out_->sets.push_back(std::move(mix));
  }

  /// The members that no edit moves stand in one order on both sides, kept or not. Between two of
  /// them stand first those whose edits are not applied, in their old places, then those whose are.
  std::vector<SetDeclaration::Member> order(const std::string& id, const SetDeclaration& b,
                                            const SetDeclaration& a) {
    std::vector<SetDeclaration::Member> made;
    if (&b == &a || !sides_.edits.has_any(Thing::Set, id, "policies")) {
      std::ranges::copy_if(b.members, std::back_inserter(made),
                           [this](const auto& member) { return kept_.keeps(member); });
      return made;
    }
    const std::vector<Placed> old = placed(id, b, false);
    const std::vector<Placed> now = placed(id, a, true);
    std::size_t i = 0;
    std::size_t j = 0;
    const auto take_moved = [&](const std::vector<Placed>& all, std::size_t& at) {
      for (; at < all.size() && all[at].is_moved; ++at) {
        if (all[at].is_here) made.push_back(*all[at].member);
      }
    };
    while (true) {
      take_moved(old, i);
      take_moved(now, j);
      if (i == old.size()) return made;
      if (old[i].is_here) made.push_back(*old[i].member);
      ++i;
      if (j < now.size()) ++j;
    }
  }

  struct Placed {
    const SetDeclaration::Member* member = nullptr;
    bool is_moved = false;  ///< or comes, or goes
    bool is_here = false;
  };
  std::vector<Placed> placed(const std::string& id, const SetDeclaration& set, bool is_after_side) {
    std::vector<Placed> all;
    for (const SetDeclaration::Member& member : set.members) {
      const FactKey key{Thing::Set, id, "policies",
                        (member.is_set ? "set:" : "") + text(member.id)};
      const bool is_moved = sides_.edits.find(key).has_value();
      const bool is_kept = kept_.keeps(member);
      all.push_back({&member, is_moved, is_kept && (!is_moved || is_after(key) == is_after_side)});
    }
    return all;
  }

  void rename(const ThingOnSides<RenameDeclaration>& one) {
    if (!is_there(Thing::Rename, one)) return;
    const auto& [b, a] = both(one);
    const bool takes = takes_after(b->to == a->to, [&] {
      return FactKey{Thing::Rename, text(b->from), "to", {}};
    });
    out_->renames.push_back(takes ? *a.it : *b.it);
  }

  const MixedSides& sides_;
  const Kept& kept_;
  const std::vector<bool>* applied_;
  std::set<std::uint32_t> met_;
  bool are_types_after_ = false;
  bool are_all_told_ = true;
  std::shared_ptr<Declarations> out_ = std::make_shared<Declarations>();
  std::vector<std::shared_ptr<const Expression>> conditions_;
  std::vector<std::shared_ptr<const Expression>> rules_;
};

}  // namespace

EditTable::EditTable(const std::vector<Edit>& edits) {
  for (std::size_t e = 0; e < edits.size(); ++e)
    by_key_.emplace(edits[e].key, static_cast<std::uint32_t>(e));
}

std::optional<std::uint32_t> EditTable::find(const FactKey& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? std::nullopt : std::optional(found->second);
}

bool EditTable::has_any(Thing thing, const std::string& id, const std::string& field) const {
  const auto first = by_key_.lower_bound({thing, id, field, {}});
  return first != by_key_.end() && first->first.thing == thing && first->first.id == id &&
         first->first.field == field;
}

Kept everything(const Snapshot& before, const Snapshot& after) {
  Kept kept;
  kept.is_everything = true;
  const auto all = [](const auto& b, const auto& a, auto& things) {
    pair_up(b, b.size(), a, a.size(), things);
  };
  all(before.context, after.context, kept.context);
  all(before.attributes, after.attributes, kept.attributes);
  all(before.networks, after.networks, kept.networks);
  all(before.windows, after.windows, kept.windows);
  pair_up(before.users, before.declared_users(), after.users, after.declared_users(), kept.users);
  all(before.groups, after.groups, kept.groups);
  all(before.scopes, after.scopes, kept.scopes);
  all(before.clients, after.clients, kept.clients);
  all(before.types, after.types, kept.types);
  all(before.resources, after.resources, kept.resources);
  all(before.policies, after.policies, kept.policies);
  all(before.sets, after.sets, kept.sets);
  all(before.renames, after.renames, kept.renames);
  return kept;
}

std::optional<std::vector<std::uint32_t>> edits_of_kept(const MixedSides& sides) {
  Mixer mixer(sides, nullptr);
  mixer.run();
  return mixer.met();
}

Snapshot mixed(const MixedSides& sides, const std::vector<bool>& applied) {
  Mixer mixer(sides, &applied);
  mixer.run();
  return mixer.snapshot();
}

}  // namespace accessdrift
