#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "accessdrift/base/text.h"
#include "accessdrift/lint/checks.h"
#include "accessdrift/model/schema.h"
#include "accessdrift/region/project.h"

namespace accessdrift {
namespace {

constexpr std::string_view kAction = "connect";
constexpr std::string_view kIp = "request.ip";

/// Somebody whom a server turns away from an address, and who gets in from there through a pool.
struct LetPast {
  IdentityIndex identity;
  std::size_t others = 0;
  IpAddress address;
};

/// What a comparison finds.
struct Way {
  std::optional<LetPast> let_past;
  bool is_limited = false;  ///< a bound was hit, so nothing is known
};

/// Compares whom two resources let in from where, whatever else a request says.
class ComparingGates {
 public:
  explicit ComparingGates(Linting& linting)
      : linting_(linting), universe_(linting.engine().universe()) {
    for (const Universe::LevelInfo& level : universe_.levels()) {
      if (level.kind != VariableKind::World && level.attribute != kIp)
        others_.push_back(level.attribute);
    }
    // What is on the pool's machine comes to the server from the pool's address, too.
    networked_ = universe_.where(kIp, [](const std::optional<Value>& value) {
      const auto* const address = value ? std::get_if<IpAddress>(&*value) : nullptr;
      return address != nullptr && !is_loopback(*address);
    });
  }

  Way find(ResourceIndex pool, ResourceIndex server, UserIndex role) {
    Engine& engine = linting_.engine();
    universe_.diagrams().start_target();
    const Name action = linting_.snapshot().names->find(kAction);
    const Engine::Access through = engine.access({pool, action});
    const Engine::Access direct = engine.access({server, action});
    if (through.is_limited || direct.is_limited) return {{}, true};
    std::optional<LetPast> found;
    const auto look_at = [&](const IdentitySet& who, Region by_pool, Region by_server) {
      const std::optional<IpAddress> address = let_past(by_pool, by_server);
      if (!address) return;
      if (!found) found = {IdentityIndex{who.numbers().front()}, 0, *address};
      found->others += who.numbers().size();
    };
    if (role.is_none()) {
      for (const RegionPair& pair : differences(direct.map, through.map, engine.everybody()))
        look_at(pair.identities, pair.after, pair.before);
    } else {
      const Region by_server =
          direct.map.region_of(engine.population().identity(role, engine.side()));
      for (const AccessMap::Part& part : through.map.parts)
        look_at(part.identities, part.region, by_server);
    }
    if (universe_.diagrams().is_exhausted()) return {{}, true};
    if (found) --found->others;
    return {found, false};
  }

 private:
  /// An address from where the one lets in and the other, whatever is proved, does not: in every
  /// world.
  std::optional<IpAddress> let_past(Region by_pool, Region by_server) {
    Diagrams& diagrams = universe_.diagrams();
    const auto by_address = [&](Region region) { return project(universe_, region, others_); };
    const Region care = by_address(universe_.care());
    const Region past = diagrams.intersect(
        diagrams.subtract(by_address(by_pool), by_address(by_server)), by_address(networked_));
    const Region always = diagrams.subtract(
        care, project(universe_, diagrams.subtract(care, past), VariableKind::World));
    const Region example = diagrams.intersect(always, universe_.care());
    if (example == Diagrams::never() || diagrams.is_exhausted()) return std::nullopt;
    const std::optional<RequestAttributes> request = universe_.witness(example);
    if (!request) return std::nullopt;
    const auto told = request->find(kIp);
    if (told == request->end() || told->second.state != Told::State::Present) return std::nullopt;
    const auto* const address = std::get_if<IpAddress>(&told->second.value);
    return address == nullptr ? std::nullopt : std::optional(*address);
  }

  Linting& linting_;
  Universe& universe_;
  std::vector<std::string_view> others_;
  Region networked_;
};

std::optional<std::string> text_of(const Snapshot& snapshot, ResourceIndex resource,
                                   std::string_view attribute) {
  const std::optional<Value> value = snapshot.attribute_of(resource, attribute);
  const auto* const text = value ? std::get_if<std::string>(&*value) : nullptr;
  return text == nullptr ? std::nullopt : std::optional(*text);
}

/// `whom`: as the server sees them.
void tell(const LetPast& found, ResourceIndex pool, const std::string& whom, Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  const Declared<ResourceDeclaration>& resource = snapshot.resources[pool.index()];
  const std::string who = linting.engine().population().printed(found.identity);
  const std::string others =
      found.others > 0 ? fmt::format(" and {} more", found.others) : std::string();
  Diagnostic told;
  told.severity = Severity::Warning;
  told.code = "PGB08";
  told.message = fmt::format("`{}`{} {} into `{}` from {}, from where the server turns {} away",
                             shortened(who), others, found.others > 0 ? "get" : "gets",
                             shortened(snapshot.text(resource->id)), to_text(found.address), whom);
  told.span = resource.key();
  told.label = "the server sees the pool's address, whoever comes";
  told.help = "let the rules of the pool turn away what the server's would";
  linting.add(std::move(told), {"resource", snapshot.text(resource->id)});
}

void check_pool(ResourceIndex pool, Linting& linting, std::optional<ComparingGates>& comparing) {
  const Snapshot& snapshot = linting.snapshot();
  const std::optional<std::string> server = text_of(snapshot, pool, kServerAttribute);
  if (!server) return;
  const ResourceIndex behind = snapshot.find_resource(*server);
  const std::optional<std::string> role = text_of(snapshot, pool, kRoleAttribute);
  const UserIndex as = role ? snapshot.find_user(*role) : UserIndex();
  if (behind.is_none() || (role && as.is_none())) return;
  if (!comparing) comparing.emplace(linting);
  const Way found = comparing->find(pool, behind, as);
  if (found.is_limited) {
    const std::string name = shortened(snapshot.text(snapshot.resources[pool.index()]->id));
    linting.add_not_checked("whether `" + name +
                            "` leads past the networks of the server behind it");
  }
  if (found.let_past)
    tell(*found.let_past, pool, role ? "`" + shortened(*role) + "`" : std::string("them"), linting);
}

}  // namespace

/// That a pool lets somebody past the networks of the server's rules, which see the pool alone.
void check_way_past_networks(Linting& linting) {
  std::optional<ComparingGates> comparing;
  for (std::size_t r = 0; r < linting.snapshot().resources.size(); ++r)
    check_pool(ResourceIndex{r}, linting, comparing);
}

}  // namespace accessdrift
