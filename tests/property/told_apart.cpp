#include "told_apart.h"

#include <algorithm>

#include "accessdrift/model/routed.h"
#include "naive_urls.h"
#include "product.h"

namespace accessdrift::property {
namespace {

/// What an attribute has in each cell; of one that nothing reads, that it is not told.
std::vector<Told> examples_of(const Universe& universe, std::string_view attribute) {
  std::vector<Told> examples;
  for (const Universe::LevelInfo& level : universe.levels()) {
    if (level.attribute != attribute) continue;
    for (const std::optional<Value>& example : level.examples) {
      if (example) examples.push_back(Told::present(*example));
    }
  }
  if (examples.empty()) examples.emplace_back();
  return examples;
}

void add_values(const RequestAttributes& attributes, ToldApart& to) {
  for (const auto& [name, told] : attributes) {
    if (told.state == Told::State::Present) to.values[name].insert(told.value);
  }
}

void add_addresses(const Comparison& comparison, ToldApart& to) {
  const Universe& universe = *comparison.universe;
  for (const UrlOwners& owners : comparison.urls->owners()) {
    for (const Told& host : examples_of(universe, kHost)) {
      for (const Told& path : examples_of(universe, kPath)) {
        const RequestAttributes like{{std::string(kHost), host}, {std::string(kPath), path}};
        const UrlReads reads{host.state == Told::State::Present, path.state == Told::State::Present,
                             false};
        if (const auto url = comparison.urls->example(owners, reads, like))
          to.addresses.insert(naive::read_address(to_text(*url)));
      }
    }
  }
}

}  // namespace

ToldApart told_apart(const Comparison& comparison) {
  ToldApart all;
  Universe& universe = *comparison.universe;
  for (const Universe::LevelInfo& level : universe.levels()) {
    using Part = Universe::LevelInfo::Part;
    if (level.part != Part::Whole && level.part != Part::Recurrence) continue;
    for (const std::optional<Value>& example : level.examples) {
      if (example) all.values[level.attribute].insert(*example);
    }
  }
  Diagrams& diagrams = universe.diagrams();
  for (const ProductChange& change : changes_of(comparison)) {
    diagrams.start_target();
    for (const auto& [one, other] : {std::pair{change.region_before, change.region_after},
                                     std::pair{change.region_after, change.region_before}}) {
      for (const Region region :
           {one, diagrams.subtract(one, other), diagrams.subtract(change.care, one)}) {
        if (const auto witness = universe.witness(region)) add_values(*witness, all);
      }
    }
  }
  if (comparison.urls != nullptr) add_addresses(comparison, all);
  return all;
}

naive::RepresentativeRequests with_values(const naive::RepresentativeRequests& requests,
                                          const ToldApart& more) {
  std::vector<naive::Axis> axes = requests.axes();
  for (naive::Axis& axis : axes) {
    const auto found = more.values.find(axis.attribute);
    if (found == more.values.end()) continue;
    const std::vector<Told> own = axis.values;
    const auto is_present = [](const Told& told) { return told.state == Told::State::Present; };
    std::optional<Value> first;  // of times: none earlier is asked for
    for (const Told& told : own) {
      if (is_present(told) && (!first || told.value < *first)) first = told.value;
    }
    for (const Value& value : found->second) {
      const bool has_type = std::ranges::any_of(own, [&](const Told& told) {
        return is_present(told) && told.value.index() == value.index();
      });
      const bool is_early = std::holds_alternative<Time>(value) && first && value < *first;
      const bool is_there = std::ranges::any_of(
          own, [&](const Told& told) { return is_present(told) && told.value == value; });
      if (has_type && !is_early && !is_there) axis.values.push_back(Told::present(value));
    }
  }
  return naive::RepresentativeRequests(std::move(axes));
}

std::vector<naive::OwnedAddress> with_addresses(std::vector<naive::OwnedAddress> addresses,
                                                const naive::Side& before, const naive::Side& after,
                                                const ToldApart& more) {
  std::set<naive::Address> known;
  for (const naive::OwnedAddress& one : addresses) known.insert(one.address);
  for (const naive::Address& address : more.addresses) {
    const auto was = before.owner(address);
    const auto is = after.owner(address);
    if ((was || is) && !known.contains(address)) addresses.push_back({address, was, is});
  }
  return addresses;
}

}  // namespace accessdrift::property
