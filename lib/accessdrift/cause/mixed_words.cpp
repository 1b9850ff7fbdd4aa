#include "accessdrift/cause/mixed_words.h"

#include <algorithm>
#include <string>

namespace accessdrift {

MixedAttribute mixed_attribute(Thing thing, const ThingOnSides<AttributeDeclaration>& one,
                               FactChoice& facts) {
  const auto& [b, a] = FactChoice::both(one);
  MixedAttribute mix{*b.it};
  const std::string id = facts.text(b->name);
  const AttributeType& old = b->type;
  const AttributeType& now = a->type;
  const auto takes_after = [&](bool is_same, const char* field) {
    return facts.takes_after(is_same, [&] { return FactKey{thing, id, field, {}}; });
  };
  const bool is_same_type = to_text(old) == to_text(now) && old.values == now.values;
  mix.has_after_type = takes_after(is_same_type, "type");
  if (mix.has_after_type) mix.it.type = now;
  const bool is_same_need = old.is_required == now.is_required;
  mix.it.type.is_required = (takes_after(is_same_need, "required") ? now : old).is_required;
  const AttributeType& known =
      takes_after(old.is_unknown() == now.is_unknown(), "world") ? now : old;
  mix.it.type.is_world = known.is_world;
  mix.it.type.is_unread = known.is_unread;
  return mix;
}

NetworkDeclaration mixed_network(const ThingOnSides<NetworkDeclaration>& one, FactChoice& facts) {
  using Entry = NetworkDeclaration::Entry;
  const auto& [b, a] = FactChoice::both(one);
  NetworkDeclaration mix = *b.it;
  const std::string id = facts.text(mix.name);
  const auto is_same = [](const Entry& x, const Entry& y) {
    return x.prefix == y.prefix && x.network == y.network;
  };
  if (std::ranges::equal(b->entries, a->entries, is_same)) return mix;
  const auto key_of = [&](const Entry& entry) {
    return entry.prefix ? to_text(*entry.prefix) : facts.text(entry.network);
  };
  mix.entries.clear();
  facts.merge<Entry>(
      facts.pointers(b->entries), facts.pointers(a->entries), key_of,
      [&](const Entry& entry) {
        return FactKey{Thing::Network, id, "entries", key_of(entry)};
      },
      [&](const Entry& entry, SideOf, const Entry*) { mix.entries.push_back(entry); });
  return mix;
}

WindowDeclaration mixed_window(const ThingOnSides<WindowDeclaration>& one, FactChoice& facts) {
  using Part = WindowDeclaration::Part;
  const auto& [b, a] = FactChoice::both(one);
  WindowDeclaration mix = *b.it;
  if (&b == &a) return mix;
  const std::string id = facts.text(mix.name);
  mix.parts.clear();
  facts.merge<Part>(
      facts.pointers(b->parts), facts.pointers(a->parts),
      [](const Part& part) -> const std::string& { return part.window.text; },
      [&](const Part& part) {
        return FactKey{Thing::Window, id, "open", part.window.text};
      },
      [&](const Part& part, SideOf, const Part*) { mix.parts.push_back(part); });
  return mix;
}

}  // namespace accessdrift
