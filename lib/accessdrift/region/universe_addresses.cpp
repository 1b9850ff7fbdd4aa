#include "accessdrift/region/universe.h"

// Where an attribute of addresses has some: by runs of cells, without asking each.
namespace accessdrift {

const ValueCells* Universe::cells_of_addresses(std::string_view attribute) const {
  const Attribute* const found = find(attribute);
  const bool has_some = found != nullptr && found->values && found->values->addresses().count != 0;
  return has_some ? &*found->values : nullptr;
}

std::optional<Region> Universe::where_address(std::string_view attribute,
                                              std::span<const IpPrefix> prefixes) {
  const ValueCells* const values = cells_of_addresses(attribute);
  if (values == nullptr) return std::nullopt;
  const auto cells = values->ips().numbers_of(ranges_of(prefixes));
  if (!cells) return std::nullopt;
  std::vector<ValueCells::Run> inside;
  for (const std::uint32_t number : *cells) {
    const std::uint32_t cell = values->addresses().first + number;
    const bool continues = !inside.empty() && inside.back().first + inside.back().count == cell;
    if (!continues) inside.push_back({cell, 0});
    ++inside.back().count;
  }
  return within_care(where_cells(find(attribute)->first, inside));
}

std::optional<Region> Universe::where_any_address(std::string_view attribute) {
  const ValueCells* const values = cells_of_addresses(attribute);
  if (values == nullptr) return std::nullopt;
  return within_care(where_cells(find(attribute)->first, {&values->addresses(), 1}));
}

/// REQUIRES: the runs ascend and do not touch.
Region Universe::where_cells(Level level, std::span<const ValueCells::Run> inside) {
  std::vector<Diagrams::Run> runs;
  if (inside.empty() || inside.front().first != 0) runs.push_back({0, Diagrams::never()});
  for (const ValueCells::Run& run : inside) {
    runs.push_back({run.first, Diagrams::always()});
    const std::uint32_t end = run.first + run.count;
    if (end < diagrams_.cell_count(level)) runs.push_back({end, Diagrams::never()});
  }
  return diagrams_.branch(level, runs);
}

}  // namespace accessdrift
