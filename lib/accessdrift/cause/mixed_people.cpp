#include "accessdrift/cause/mixed_people.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace accessdrift {
namespace {

template <typename List>
std::uint32_t count_of(const List& list) {
  return static_cast<std::uint32_t>(list.size());
}

std::vector<NamePlace> aliases_of(const Declared<UserDeclaration>& user) {
  const auto first = user.file->aliases.begin() + user->aliases.first;
  return {first, first + user->aliases.count};
}

std::optional<Until> end_of(const Declared<UserDeclaration>& user) {
  return user->has_until ? std::optional(user.file->until_of(*user.it)) : std::nullopt;
}

std::optional<Until> end_of(const Declared<GroupDeclaration>& group, const Mention& member) {
  return member.has_until ? std::optional(group.file->until_of(member)) : std::nullopt;
}

bool are_equal(const std::optional<Until>& a, const std::optional<Until>& b) {
  return a.has_value() == b.has_value() && (!a || a->end == b->end);
}

}  // namespace

void MixedPeople::add_user(const ThingOnSides<UserDeclaration>& one) {
  const auto& [b, a] = FactChoice::both(one);
  UserDeclaration mix = *b.it;
  const std::string id = facts_.text(b->id);
  if (facts_.takes_after(b->uid == a->uid, [&] { return FactKey{Thing::User, id, "uid", {}}; }))
    mix.uid = a->uid;
  if (facts_.takes_after(b->status == a->status, [&] {
        return FactKey{Thing::User, id, "status", {}};
      }))
    mix.status = a->status;
  const std::optional<Until> end = sign_in_end(id, b, a);
  mix.has_until = end.has_value();
  if (end) mixture_.sign_in_ends.emplace_back(count_of(mixture_.users), *end);
  mix.aliases = add_aliases(id, b, a);
  mix.attributes =
      add_values(Thing::User, b->id, {*b.file, b->attributes}, {*a.file, a->attributes});
  mixture_.users.push_back(mix);
}

Range MixedPeople::add_aliases(const std::string& id, const User& before, const User& after) {
  const std::vector<NamePlace> names =
      facts_.names({Thing::User, id, "aliases", {}}, aliases_of(before), aliases_of(after));
  const Range range{count_of(mixture_.aliases), count_of(names)};
  mixture_.aliases.insert(mixture_.aliases.end(), names.begin(), names.end());
  return range;
}

std::optional<Until> MixedPeople::sign_in_end(const std::string& id, const User& before,
                                              const User& after) {
  const std::optional<Until> end = end_of(before);
  const std::optional<Until> now = end_of(after);
  const bool takes_after = facts_.takes_after(are_equal(end, now), [&] {
    return FactKey{Thing::User, id, "until", {}};
  });
  return takes_after ? now : end;
}

Range MixedPeople::add_members(const Declared<GroupDeclaration>& before,
                               const Declared<GroupDeclaration>& after) {
  const std::uint32_t first = count_of(mixture_.mentions);
  const std::string id = facts_.text(before->id);
  facts_.merge<Mention>(
      sides_.kept.members(before), sides_.kept.members(after),
      [](const Mention& mention) { return std::pair(mention.kind, mention.id); },
      [&](const Mention& mention) {
        return FactKey{Thing::Group, id, "members", mention_text(sides_.before, mention)};
      },
      [&](const Mention& mention, SideOf side, const Mention* other) {
        std::optional<Until> end = end_of(side == SideOf::Before ? before : after, mention);
        if (other != nullptr) {
          const std::optional<Until> now = end_of(after, *other);
          if (takes_end_after(id, mention, end, now)) end = now;
        }
        if (end) mixture_.membership_ends.emplace_back(count_of(mixture_.mentions), *end);
        mixture_.mentions.push_back(mention);
        mixture_.mentions.back().has_until = end.has_value();
      });
  return {first, count_of(mixture_.mentions) - first};
}

bool MixedPeople::takes_end_after(const std::string& group, const Mention& mention,
                                  const std::optional<Until>& end,
                                  const std::optional<Until>& now) {
  return facts_.takes_after(are_equal(end, now), [&] {
    return FactKey{Thing::Group, group, "members.until", mention_text(sides_.before, mention)};
  });
}

void MixedPeople::open(const GroupDeclaration& before, const GroupDeclaration& after,
                       GroupDeclaration& mix) {
  using List = std::vector<NamePlace>;
  const std::string id = facts_.text(before.id);
  if (facts_.takes_after(before.is_open == after.is_open, [&] {
        return FactKey{Thing::Group, id, "open", {}};
      })) {
    mix.is_open = after.is_open;
    mix.within = after.within;
    return;
  }
  if (!before.is_open || !after.is_open) return;
  const auto bound = [](const List& all) {
    return all.empty() ? std::optional<List>() : std::optional<List>(all);
  };
  const auto within = facts_.optional_names({Thing::Group, id, "within", {}}, bound(before.within),
                                            bound(after.within));
  mix.within = within.value_or(List());
}

Range MixedPeople::add_values(Thing thing, Name id, const Values& before, const Values& after) {
  const std::uint32_t first = count_of(mixture_.attribute_values);
  const Kept& kept = sides_.kept;
  const auto kept_of = [&](const Values& values) {
    std::vector<const AttributeValue*> all;
    for (std::uint32_t i = 0; i < values.range.count; ++i) {
      const AttributeValue& value = values.file.attribute_values[values.range.first + i];
      if (thing == Thing::User ? kept.keeps_attribute_of_user(value.attribute)
                               : kept.keeps_attribute_of_resource(value.attribute))
        all.push_back(&value);
    }
    return all;
  };
  const auto fact_of = [&](const AttributeValue& value) {
    return FactKey{thing, facts_.text(id), "attributes", facts_.text(value.attribute)};
  };
  facts_.merge<AttributeValue>(
      kept_of(before), kept_of(after), [](const AttributeValue& value) { return value.attribute; },
      fact_of,
      [&](const AttributeValue& value, SideOf, const AttributeValue* other) {
        const bool is_other =
            other != nullptr && !(other->value == value.value) && facts_.is_after(fact_of(value));
        mixture_.attribute_values.push_back(is_other ? *other : value);
      });
  return {first, count_of(mixture_.attribute_values) - first};
}

}  // namespace accessdrift
