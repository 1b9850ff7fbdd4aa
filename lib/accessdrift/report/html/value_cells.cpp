#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <variant>

#include "accessdrift/report/html/runs.h"
#include "accessdrift/report/html/strip_cells.h"

namespace accessdrift {
namespace {

using Networks = std::vector<Vocabulary::Network>;

/// Addresses, numbers and instants: how the restrictions name runs of them, and how a run reads.
struct AddressRuns {
  using Point = IpAddress;
  const Networks& networks;

  static std::optional<IpAddress> behind(const IpAddress& address) {
    constexpr std::uint64_t kLast = std::numeric_limits<std::uint64_t>::max();
    if (address.low != kLast) return IpAddress{address.high, address.low + 1};
    if (address.high != kLast) return IpAddress{address.high + 1, 0};
    return std::nullopt;
  }
  static IpAddress ahead(const IpAddress& address) {
    return address.low != 0 ? IpAddress{address.high, address.low - 1}
                            : IpAddress{address.high - 1, ~std::uint64_t{0}};
  }
  static Run<IpAddress> run_of(const IpPrefix& prefix) {
    return {first_of(prefix), behind(last_of(prefix))};
  }

  [[nodiscard]] std::vector<Run<IpAddress>> runs(const Restriction& restriction) const {
    std::vector<Run<IpAddress>> all;
    all.reserve(restriction.prefixes.size());
    for (const IpPrefix& prefix : restriction.prefixes) all.push_back(run_of(prefix));
    for (const std::string& name : restriction.networks) {
      const auto found = std::ranges::find(networks, name, &Vocabulary::Network::name);
      for (std::size_t p = 0; found != networks.end() && p < found->prefixes.size(); ++p)
        all.push_back(run_of(found->prefixes[p]));
    }
    return all;
  }

  [[nodiscard]] std::string text(const Run<IpAddress>& run,
                                 const std::set<std::string>& named) const {
    const IpAddress first = run.begin.value_or(IpAddress{});
    const IpAddress last =
        run.end ? ahead(*run.end) : IpAddress{~std::uint64_t{0}, ~std::uint64_t{0}};
    std::string out = to_text(first) + (first == last ? "" : " to " + to_text(last));
    for (std::uint8_t length = 0; length <= 128; ++length) {
      const IpPrefix prefix{first, length};
      if (first_of(prefix) == first && last_of(prefix) == last) out = to_text(prefix);
    }
    std::string names;
    for (const Vocabulary::Network& network : networks) {
      if (!named.contains(network.name)) continue;
      const bool lies_in = std::ranges::any_of(
          network.prefixes, [&](const IpPrefix& prefix) { return covers(run_of(prefix), run); });
      if (lies_in) names += (names.empty() ? "" : ", ") + network.name;
    }
    return names.empty() ? out : fmt::format("{} ({})", out, names);
  }
};

struct NumberRuns {
  using Point = std::int64_t;

  static Run<Point> run_of(const IntRange& range) {
    const bool has_end = range.last && *range.last != std::numeric_limits<Point>::max();
    return {range.first, has_end ? std::optional(*range.last + 1) : std::nullopt};
  }
  [[nodiscard]] static std::vector<Run<Point>> runs(const Restriction& restriction) {
    std::vector<Run<Point>> all;
    all.reserve(restriction.ranges.size());
    for (const IntRange& range : restriction.ranges) all.push_back(run_of(range));
    return all;
  }
  [[nodiscard]] static std::string text(const Run<Point>& run, const std::set<std::string>&) {
    if (!run.begin && !run.end) return "any number";
    if (!run.begin) return fmt::format("up to {}", *run.end - 1);
    if (!run.end) return fmt::format("from {}", *run.begin);
    if (*run.begin == *run.end - 1) return std::to_string(*run.begin);
    return fmt::format("{} to {}", *run.begin, *run.end - 1);
  }
};

struct InstantRuns {
  using Point = Instant;

  [[nodiscard]] static std::vector<Run<Point>> runs(const Restriction& restriction) {
    std::vector<Run<Point>> all;
    all.reserve(restriction.times.size());
    for (const Restriction::TimeRange& range : restriction.times)
      all.push_back({range.begin, range.end});
    return all;
  }
  [[nodiscard]] static std::string text(const Run<Point>& run, const std::set<std::string>&) {
    const auto told = [](Instant instant) { return to_text(Value{Time{instant}}); };
    if (!run.begin && !run.end) return "any time";
    if (!run.begin) return "before " + told(*run.end);
    if (!run.end) return "from " + told(*run.begin);
    return fmt::format("{} to {}", told(*run.begin), told(*run.end));
  }
};

bool allows(const SideOfStrip& side, const auto& lists) {
  if (side.any.empty()) return side.allows_rest;
  return std::ranges::any_of(side.any, [&](const Restriction* restriction) {
    return lists(*restriction) != restriction->is_complement;
  });
}

template <typename Kind>
void add_runs(const Kind& kind, const SideOfStrip& before, const SideOfStrip& after,
              std::vector<Strip::Cell>& cells) {
  using RunOfKind = Run<typename Kind::Point>;
  std::vector<RunOfKind> all;
  std::set<std::string> named;
  for (const SideOfStrip* const side : {&before, &after}) {
    for (const Restriction* const restriction : side->any) {
      std::ranges::copy(kind.runs(*restriction), std::back_inserter(all));
      named.insert(restriction->networks.begin(), restriction->networks.end());
    }
  }
  const auto lies_in = [](const std::vector<RunOfKind>& runs, const RunOfKind& piece) {
    return std::ranges::any_of(runs, [&](const RunOfKind& run) { return covers(run, piece); });
  };
  for (const RunOfKind& piece : pieces_of(all)) {
    if (!lies_in(all, piece)) continue;
    const auto lists = [&](const Restriction& restriction) {
      return lies_in(kind.runs(restriction), piece);
    };
    cells.push_back({kind.text(piece, named), allows(before, lists), allows(after, lists)});
  }
}

/// The empty set stands for any (region/print.h).
std::string value_text(const std::optional<Value>& value) {
  if (!value) return "absent";
  if (std::holds_alternative<std::set<std::string>>(*value) &&
      std::get<std::set<std::string>>(*value).empty())
    return "any set";
  const std::string text = to_text(*value);
  return text.empty() ? "\"\"" : text;
}

/// In the order in which the sides name them.
void add_values(const SideOfStrip& before, const SideOfStrip& after,
                std::vector<Strip::Cell>& cells) {
  std::vector<std::optional<Value>> known;
  for (const SideOfStrip* const side : {&before, &after}) {
    for (const Restriction* const restriction : side->any) {
      for (const std::optional<Value>& value : restriction->values) {
        if (std::ranges::find(known, value) != known.end()) continue;
        known.push_back(value);
      }
    }
  }
  for (const std::optional<Value>& value : known) {
    const auto lists = [&](const Restriction& restriction) {
      return std::ranges::find(restriction.values, value) != restriction.values.end();
    };
    cells.push_back({value_text(value), allows(before, lists), allows(after, lists)});
  }
}

/// An IPv6 block without the IPv4 addresses in its middle is no run.
bool is_drawn(const Restriction& restriction) {
  const auto has_hole = [](const IpPrefix& prefix) {
    return prefix.length < 96 && !contains(prefix, IpAddress{0, 0xFFFF00000000U}) &&
           first_of(prefix) <= IpAddress{0, 0xFFFF00000000U} &&
           IpAddress{0, 0xFFFF00000000U} <= last_of(prefix);
  };
  return restriction.texts.empty() && std::ranges::none_of(restriction.prefixes, has_hole);
}

}  // namespace

std::optional<StripCells> value_cells(const SideOfStrip& before, const SideOfStrip& after,
                                      const Networks& networks) {
  for (const SideOfStrip* const side : {&before, &after}) {
    const bool is_whole = std::ranges::all_of(
        side->any, [](const Restriction* restriction) { return is_drawn(*restriction); });
    if (!is_whole) return std::nullopt;
  }
  StripCells made;
  add_runs(AddressRuns{networks}, before, after, made.cells);
  add_runs(NumberRuns{}, before, after, made.cells);
  add_runs(InstantRuns{}, before, after, made.cells);
  add_values(before, after, made.cells);
  const auto lists_none = [](const Restriction&) { return false; };
  made.cells.push_back({"anything else", allows(before, lists_none), allows(after, lists_none)});
  return made;
}

}  // namespace accessdrift
