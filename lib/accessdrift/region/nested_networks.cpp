#include "accessdrift/region/nested_networks.h"

#include <algorithm>
#include <utility>

namespace accessdrift {
namespace {

constexpr std::size_t kMostListed = 64;
constexpr std::uint8_t kAllBits = 128;
constexpr IpPrefix kV4{{0, 0xFFFFULL << 32U}, 96};
constexpr IpPrefix kV6{{0, 0}, 0};

bool is_within(const IpPrefix& inner, const IpPrefix& outer) {
  return inner.length >= outer.length && first_of(outer) <= first_of(inner) &&
         last_of(inner) <= last_of(outer);
}

/// The upper half of an IPv4 network, or the lower.
IpPrefix half(const IpPrefix& network, bool is_upper) {
  IpPrefix made{network.address, static_cast<std::uint8_t>(network.length + 1)};
  if (is_upper) made.address.low |= 1ULL << (kAllBits - made.length);
  return made;
}

void append(std::vector<IpPrefix>& all, const std::vector<IpPrefix>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

/// What of an IPv4 network is in the set.
struct Cover {
  std::vector<IpPrefix> missing;
  NestedNetworks best;

  [[nodiscard]] std::size_t size() const { return best.in.size() + best.outside.size(); }
};

class Covering {
 public:
  Covering(const std::vector<IpPrefix>& listed, bool is_complement)
      : listed_(listed), is_complement_(is_complement) {}

  Cover of(const IpPrefix& network) {
    const bool is_listed =
        std::ranges::any_of(listed_, [&](const IpPrefix& one) { return is_within(network, one); });
    const bool is_apart =
        std::ranges::none_of(listed_, [&](const IpPrefix& one) { return is_within(one, network); });
    if (is_listed || is_apart) {
      if (is_listed != is_complement_) return {{}, {{network}, {}}};
      return {{network}, {}};
    }
    Cover made = of(half(network, false));
    const Cover upper = of(half(network, true));
    append(made.missing, upper.missing);
    append(made.best.in, upper.best.in);
    append(made.best.outside, upper.best.outside);
    if (1 + made.missing.size() < made.size()) made.best = {{network}, made.missing};
    return made;
  }

 private:
  const std::vector<IpPrefix>& listed_;
  bool is_complement_;
};

/// Of IPv6 what is in the set, if nothing has to be left out of it.
std::optional<std::vector<IpPrefix>> v6_in(std::vector<IpPrefix> listed, bool is_complement) {
  if (!is_complement) return listed;
  if (listed.empty()) return std::vector<IpPrefix>{kV6};
  if (listed.size() == 1 && listed.front() == kV6) return std::vector<IpPrefix>{};
  return std::nullopt;
}

}  // namespace

std::optional<NestedNetworks> nested_networks(const std::vector<IpPrefix>& listed,
                                              bool is_complement) {
  if (listed.size() > kMostListed) return std::nullopt;
  std::vector<IpPrefix> v4, v6;
  for (const IpPrefix& one : listed) (is_within(one, kV4) ? v4 : v6).push_back(one);
  std::optional<std::vector<IpPrefix>> in = v6_in(std::move(v6), is_complement);
  if (!in) return std::nullopt;
  NestedNetworks made = Covering(v4, is_complement).of(kV4).best;
  append(made.in, *in);
  const std::size_t count = made.in.size() + made.outside.size();
  if (made.in.empty() || count >= listed.size()) return std::nullopt;
  // A long list of both kinds is harder to read than one of one kind.
  if (made.in.size() > 2 && 2 * count > listed.size()) return std::nullopt;
  return made;
}

}  // namespace accessdrift
