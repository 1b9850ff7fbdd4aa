#include "accessdrift/engine/decide.h"

#include <algorithm>

namespace accessdrift {
namespace {

/// All texts that stand for something.
template <typename Index>
std::vector<std::pair<std::string_view, Index>> texts_of(const NameIndex<Index>& by_name,
                                                         const Names& names) {
  std::vector<std::pair<std::string_view, Index>> texts;
  for (std::size_t n = 0; n < names.size(); ++n) {
    const Index index = by_name.find(Name{n});
    if (!index.is_none()) texts.emplace_back(names.text(Name{n}), index);
  }
  return texts;
}

IdTable table_of_identities(const Snapshot& snapshot, const Population& population) {
  const auto users = texts_of(snapshot.user_by_name, *snapshot.names);
  IdTable table(users.size() + snapshot.clients.size());
  for (const auto& [id, user] : users)
    table.add(id, population.identity(user, SideOf::After).number);
  for (std::size_t c = 0; c < snapshot.clients.size(); ++c) {
    const IdentityIndex client = population.identity(ClientIndex{c}, SideOf::After);
    table.add(population.id(client, SideOf::After), client.number);
  }
  return table;
}

IdTable table_of_resources(const Snapshot& snapshot) {
  const auto resources = texts_of(snapshot.resource_by_name, *snapshot.names);
  IdTable table(resources.size());
  for (const auto& [id, resource] : resources) table.add(id, resource.number);
  return table;
}

}  // namespace

Decider::Decider(std::shared_ptr<const Snapshot> snapshot, Instant from)
    : snapshot_(std::move(snapshot)),
      from_(from),
      population_(Population::of(*snapshot_)),
      universe_(make_universe({snapshot_.get()}, from)),
      engine_(*snapshot_, population_, SideOf::After, universe_, from),
      identities_(table_of_identities(*snapshot_, population_)),
      resources_(table_of_resources(*snapshot_)),
      routing_(*snapshot_) {
  std::uint32_t count = 0;
  for (const auto& actions : snapshot_->resource_actions) {
    first_target_.push_back(count);
    count += static_cast<std::uint32_t>(actions->names.size());
  }
  targets_.resize(count);
  for (const auto& [attribute, type] : snapshot_->schema.request) {
    const bool is_asked_for =
        attribute != kScopes && attribute != kTime && !is_of_identity(attribute);
    if (type.is_required && is_asked_for && universe_.has_attribute(attribute))
      required_.push_back({attribute, type.is_unknown()});
  }
}

void Decider::prepare() {
  for (std::size_t r = 0; r < snapshot_->resources.size(); ++r) {
    const std::size_t actions = snapshot_->resource_actions[r]->names.size();
    for (std::size_t a = 0; a < actions; ++a) compiled(ResourceIndex{r}, a);
  }
}

const Decider::Target& Decider::compiled(ResourceIndex resource, std::size_t action_at) {
  Target& target = targets_[first_target_[resource.index()] + action_at];
  if (target.is_ready) return target;
  universe_.diagrams().start_target();
  Engine::Access access =
      engine_.access({resource, snapshot_->resource_actions[resource.index()]->names[action_at]},
                     IdentitySet::first(population_.size()));
  target.first_part = static_cast<std::uint32_t>(parts_.size());
  target.parts = static_cast<std::uint32_t>(access.map.parts.size());
  for (AccessMap::Part& part : access.map.parts)
    parts_.push_back({PackedSet(std::move(part.identities)), part.region});
  target.is_limited = access.is_limited;
  target.is_ready = true;
  return target;
}

Region Decider::region_of(const Target& target, IdentityIndex identity) const {
  for (std::uint32_t i = target.first_part; i < target.first_part + target.parts; ++i) {
    if (parts_[i].identities.contains(identity)) return parts_[i].region;
  }
  return Diagrams::never();
}

IdentityIndex Decider::find_identity(std::string_view id) const {
  thread_local std::string folded;  // kept, so that only a longer id than all before it allocates
  const bool is_client = id.starts_with(kClientPrefix);
  const std::uint32_t found = identities_.find(is_client ? id : folded_identity(id, folded));
  if (found != IdTable::kNone) return IdentityIndex{found};
  if (id == kAnonymous) return kAnonymousIdentity;
  const UserIndex stranger = snapshot_->find_stranger(id);
  return stranger.is_none() ? population_.signed_out()
                            : population_.identity(stranger, SideOf::After);
}

Decided Decider::decide(std::string_view identity, std::string_view action,
                        std::string_view resource, const RequestAttributes& attributes) {
  const IdentityIndex who = find_identity(identity);
  const ResourceIndex where{resources_.find(resource)};
  if (where.is_none()) return Decided::UnknownResource;
  const Name what = snapshot_->names->find(action);
  const auto& actions = snapshot_->resource_actions[where.index()]->names;
  const auto at = std::ranges::find(actions, what);
  if (what.is_none() || at == actions.end()) return Decided::UnknownAction;
  return decide(who, where, static_cast<std::size_t>(at - actions.begin()), {attributes, {}});
}

Decided Decider::decide(std::string_view identity, const UrlRequest& request,
                        const RequestAttributes& attributes) {
  const Routed routed = routing_.route(request);
  if (routed.action.is_none()) return Decided::Deny;
  const auto& actions = snapshot_->resource_actions[routed.resource.index()]->names;
  const auto at = std::ranges::find(actions, routed.action) - actions.begin();
  Asked asked{attributes, {}};
  tell_url(routed.url, request.method, asked.of_url);
  return decide(find_identity(identity), routed.resource, static_cast<std::size_t>(at), asked);
}

Decided Decider::decide(IdentityIndex who, ResourceIndex resource, std::size_t action_at,
                        const Asked& asked) {
  if (!is_well_formed(asked.attributes)) return Decided::Incomplete;
  if (is_too_early(asked.attributes)) return Decided::Limited;
  const Target& target = compiled(resource, action_at);
  if (target.is_limited) return Decided::Limited;
  const Region region = region_of(target, who);
  if (region == Diagrams::never()) return Decided::Deny;
  if (region == universe_.care()) return Decided::Allow;
  return holds(region, asked);
}

bool Decider::is_too_early(const RequestAttributes& attributes) const {
  if (from_ == kFirstInstant) return false;
  const auto told = attributes.find(kTime);
  const auto* const time =
      told == attributes.end() ? nullptr : std::get_if<Time>(&told->second.value);
  return time != nullptr && time->instant < from_;
}

bool Decider::is_well_formed(const RequestAttributes& attributes) const {
  for (const auto& [attribute, told] : attributes) {
    const auto declared = snapshot_->schema.request.find(attribute);
    const bool is_checked = declared != snapshot_->schema.request.end() &&
                            told.state == Told::State::Present && !is_told_by_url(attribute);
    if (!is_checked) continue;
    const bool fits = attribute == kScopes ? has_kind(told.value, TypeKind::Set)
                                           : is_of_type(told.value, declared->second);
    if (!fits) return false;
  }
  return std::ranges::all_of(required_, [&](const Required& required) {
    const auto told = attributes.find(required.attribute);
    if (told == attributes.end()) return required.may_stay_open;
    return told->second.state == Told::State::Present;
  });
}

namespace {

/// What the answer is where it hangs on an attribute that nothing tells; nothing if something does.
std::optional<Decided> if_it_matters(const Universe::Attribute& attribute, bool is_told) {
  const bool may_be_told = attribute.kind == VariableKind::World || attribute.is_unread;
  if (may_be_told) return is_told ? std::nullopt : std::optional(Decided::Incomplete);
  if (attribute.kind == VariableKind::Opaque && attribute.tested.empty()) return Decided::Limited;
  return std::nullopt;
}

}  // namespace

bool Decider::is_settled(Region region) const {
  return region == Diagrams::never() || region == Diagrams::always() || region == universe_.care();
}

Decided Decider::holds(Region region, const Asked& asked) const {
  while (!is_settled(region)) {
    const Level level = universe_.diagrams().level_of(region);
    const Universe::Attribute& attribute = universe_.attribute_of(level);
    const RequestAttributes& tells = asked.telling(attribute.name);
    const auto told = tells.find(attribute.name);
    const bool is_told = told != tells.end();
    if (const auto otherwise = if_it_matters(attribute, is_told))
      return whatever_it_is(level, region, asked, *otherwise);
    const auto cell = attribute.kind == VariableKind::Opaque && !attribute.is_unread
                          ? answer(attribute, asked)
                          : universe_.cell_of(level, is_told ? told->second : Told::absent());
    if (!cell) return is_told ? cannot_hold(told->second) : Decided::Incomplete;
    region = universe_.diagrams().child(region, *cell);
  }
  return region == Diagrams::never() ? Decided::Deny : Decided::Allow;
}

/// Of a value that has no cell: a time before the first one, or what is not declared so.
Decided Decider::cannot_hold(const Told& told) {
  return std::holds_alternative<Time>(told.value) ? Decided::Limited : Decided::Incomplete;
}

/// Of what nothing tells: `otherwise` unless all its values come to the same. Depth: one a level.
Decided Decider::whatever_it_is(Level level, Region region, const Asked& asked,
                                Decided otherwise) const {
  const Decided first = holds(universe_.diagrams().child(region, 0), asked);
  for (std::uint32_t cell = 1; cell < universe_.diagrams().cell_count(level); ++cell) {
    const Region child = universe_.diagrams().child(region, cell);
    const bool is_new = child != universe_.diagrams().child(region, cell - 1);
    if (is_new && holds(child, asked) != first) return otherwise;
  }
  return first;
}

/// The cell of an opaque test.
std::optional<std::uint32_t> Decider::answer(const Universe::Attribute& opaque,
                                             const Asked& asked) const {
  const RequestAttributes& tells = asked.telling(opaque.tested);
  const auto told = tells.find(opaque.tested);
  const bool is_there = told != tells.end() && told->second.state == Told::State::Present;
  const auto* const text = is_there ? std::get_if<std::string>(&told->second.value) : nullptr;
  return text != nullptr && universe_.answer(opaque, *text) ? 1 : 0;
}

}  // namespace accessdrift
