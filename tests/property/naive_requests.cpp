#include "naive_requests.h"

#include <algorithm>
#include <map>
#include <set>

#include "naive_condition.h"
#include "naive_gathered.h"
#include "naive_time_values.h"
#include "naive_unknowns.h"

namespace accessdrift::naive {
namespace {

constexpr std::size_t kMostAlike = 3;

IpAddress next(IpAddress address) {
  if (++address.low == 0) ++address.high;
  return address;
}

IpAddress previous(IpAddress address) {
  if (address.low-- == 0) --address.high;
  return address;
}

/// The edges of every prefix of a side, inside and outside; and the edges of all IPv4 addresses.
void gather_addresses(const Snapshot& side, std::set<IpAddress>& addresses) {
  std::vector<IpPrefix> prefixes{{{0, 0xFFFF00000000ULL}, 96}};
  for (const auto& network : side.networks) {
    for (const auto& entry : network->entries) {
      if (entry.prefix) prefixes.push_back(*entry.prefix);
    }
  }
  for (const IpPrefix& prefix : prefixes) {
    for (const IpAddress& edge : {first_of(prefix), last_of(prefix)}) {
      addresses.insert({previous(edge), edge, next(edge)});
    }
  }
}

std::set<std::set<std::string>> subsets(const std::set<std::string>& elements) {
  std::set<std::set<std::string>> all{{}};
  for (const std::string& element : elements) {
    for (std::set<std::string> with : std::set(all)) {
      with.insert(element);
      all.insert(std::move(with));
    }
  }
  return all;
}

void add_values(TypeKind kind, const Gathered& gathered, std::set<Value>& values) {
  switch (kind) {
    case TypeKind::Bool:
      for (const bool b : {false, true}) values.emplace(b);
      break;
    case TypeKind::Int:
      for (const std::int64_t i : gathered.ints) {
        for (const std::int64_t near : {i - 1, i, i + 1}) values.emplace(near);
      }
      break;
    case TypeKind::String:
      for (const std::string& text : texts_of_each_use(gathered.text_uses)) values.emplace(text);
      break;
    case TypeKind::Enum:
      for (const std::string& text : gathered.enum_values) values.emplace(text);
      break;
    case TypeKind::Ip:
      for (const IpAddress& address : gathered.addresses) {
        for (const IpAddress& near : {previous(address), address, next(address)})
          values.emplace(near);
      }
      break;
    case TypeKind::Set:
      for (const auto& subset : subsets(gathered.elements)) values.emplace(subset);
      break;
    case TypeKind::Time:
    case TypeKind::Duration:
      break;
  }
}

/// What is compared with another attribute has that one's values, too, but for what no declaration
/// of it allows.
void exchange_values(const Compared& compared, const std::map<std::string, Gathered>& all,
                     std::map<std::string, std::set<Value>>& values_of) {
  const auto kind_allows = [](const Gathered& gathered, const Value& value) {
    return std::ranges::any_of(gathered.kinds, [&](TypeKind kind) {
      if (kind == TypeKind::Enum || kind == TypeKind::Set || kind == TypeKind::Time) return false;
      return has_kind(value, kind);
    });
  };
  const std::map<std::string, std::set<Value>> own = values_of;
  for (const auto& [attribute, other] : compared) {
    if (!all.contains(attribute) || !own.contains(other)) continue;
    for (const Value& value : own.at(other)) {
      if (kind_allows(all.at(attribute), value)) values_of[attribute].insert(value);
    }
  }
}

/// Axes of times, and how many instants of each effect they show.
class TimeAxes {
 public:
  TimeAxes(const Snapshot& before, const Snapshot& after, Instant from)
      : before_(before), after_(after), side_before_(before), side_after_(after), from_(from) {
    tell_alike(side_before_, side_after_);
  }

  /// What tells who is a further member of those of either side.
  [[nodiscard]] std::set<std::string> open_groups() const {
    std::set<std::string> attributes;
    for (const Side* side : {&side_before_, &side_after_}) {
      for (const Group& group : side->groups) {
        if (group.is_open) attributes.insert(group.attribute);
      }
    }
    return attributes;
  }

  void add(std::size_t axis, const std::string& attribute) {
    const Instant from = attribute == kTime ? from_ : kFirstInstant;
    values_.emplace_back(
        axis, TimeValues({&side_before_, &side_after_}, {&before_, &after_}, attribute, from));
  }

  /// Times that are compared with each other have each other's values, too.
  void fill(std::vector<Axis>& axes, const Compared& compared, std::size_t most_requests) const {
    const std::vector<Axis> without = axes;
    for (std::size_t alike = kMostAlike; alike > 0; --alike) {
      axes = without;
      for (const auto& [axis, values] : values_) {
        std::set<Instant> instants;
        for (const Instant at : values.some_of_each(alike)) instants.insert(at);
        for (const auto& [other, others] : values_) {
          if (!compared.contains({axes[axis].attribute, axes[other].attribute})) continue;
          for (const Instant at : others.some_of_each(1)) {
            if (axes[axis].attribute != kTime || at >= from_) instants.insert(at);
          }
        }
        for (const Instant at : instants) axes[axis].values.push_back(Told::present(Time{at}));
      }
      if (RepresentativeRequests(axes).size() <= most_requests) return;
    }
  }

 private:
  const Snapshot& before_;
  const Snapshot& after_;
  Side side_before_;
  Side side_after_;
  Instant from_;
  std::vector<std::pair<std::size_t, TimeValues>> values_;
};

}  // namespace

RepresentativeRequests RepresentativeRequests::of(const Snapshot& before, const Snapshot& after,
                                                  Instant from, std::size_t most) {
  std::map<std::string, Gathered> all = gathered(before, after);
  std::vector<Axis> axes;
  TimeAxes times(before, after, from);
  Compared compared;
  for (const Snapshot* side : {&before, &after}) compared.merge(compared_unknowns(*side));
  std::map<std::string, std::set<Value>> values_of;
  for (auto& [attribute, gathered] : all) {
    for (const TypeKind kind : gathered.kinds) add_values(kind, gathered, values_of[attribute]);
  }
  exchange_values(compared, all, values_of);
  for (const std::string& attribute : times.open_groups())
    axes.push_back({attribute, {Told::present(false), Told::present(true)}});
  for (auto& [attribute, gathered] : all) {
    if (!gathered.is_declared) continue;
    std::set<Value>& values = values_of[attribute];
    if (gathered.kinds.contains(TypeKind::Ip)) {
      std::set<IpAddress> edges;
      for (const Snapshot* side : {&before, &after}) gather_addresses(*side, edges);
      for (const IpAddress& edge : edges) values.emplace(edge);
    }
    Axis axis{attribute, {}};
    if (gathered.is_ever_optional) axis.values.push_back(Told::absent());
    for (const Value& value : values) axis.values.push_back(Told::present(value));
    axes.push_back(std::move(axis));
    if (gathered.kinds.contains(TypeKind::Time)) times.add(axes.size() - 1, attribute);
  }
  times.fill(axes, compared, most);
  return RepresentativeRequests(std::move(axes));
}

RepresentativeRequests::RepresentativeRequests(std::vector<Axis> axes) : axes_(std::move(axes)) {
  for (const Axis& axis : axes_) {
    steps_.push_back(size_);
    size_ *= axis.values.size();
  }
}

RequestAttributes RepresentativeRequests::request(std::size_t number) const {
  RequestAttributes attributes;
  for (std::size_t i = 0; i < axes_.size(); ++i)
    attributes[axes_[i].attribute] = axes_[i].values[digit(number, i)];
  return attributes;
}

}  // namespace accessdrift::naive
