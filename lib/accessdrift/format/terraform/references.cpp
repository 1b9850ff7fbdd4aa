#include "accessdrift/format/terraform/references.h"

#include <set>
#include <string>
#include <vector>

namespace accessdrift::terraform {
namespace {

using source::each_item;

/// What tells one instance of a resource from the others: which it is here, the address says.
bool is_of_index(std::string_view reference) {
  return reference.starts_with("each.") || reference.starts_with("count.");
}

/// `module.a["x"].hoop_user.ana` of `module.a["x"].hoop_user.ana["eu"]`.
std::string above_own_index(std::string_view address) {
  const std::string_view own = parts_of(address).back();
  return std::string(address.substr(0, address.size() - own.size() + without_index(own).size()));
}

/// `module.a["x"].` of `module.a["x"].hoop_user.ana`, before what a reference says.
std::string above(std::string_view address) {
  const std::vector<std::string_view> parts = parts_of(address);
  if (parts.size() < 2) return {};
  return std::string(
      address.substr(0, static_cast<std::size_t>(parts[parts.size() - 2].data() - address.data())));
}

/// `data.hoop_user.ana` of `data.hoop_user.ana.id`, of a type; empty: of another one.
std::string resource_in(std::string_view reference, std::string_view type) {
  std::vector<std::string_view> words = parts_of(reference);
  const bool is_data = words[0] == "data";
  if (is_data) words.erase(words.begin());
  if (words.size() < 2 || words[0] != type) return {};
  return (is_data ? "data." : "") + std::string(type) + '.' + std::string(words[1]);
}

}  // namespace

References::References(const Configuration& configuration, const std::vector<Instance>& instances)
    : configuration_(configuration) {
  for (const Instance& one : instances) {
    by_address_.emplace(one.name(), &one);
    by_resource_[above_own_index(one.name())].push_back(&one);
  }
}

const Instance* References::of(const Instance& from, std::string_view attribute,
                               std::string_view type) const {
  const std::optional<NodeView> resource = configuration_.of(from);
  const std::optional<NodeView> expression =
      resource ? expression_of(*resource, attribute) : std::nullopt;
  if (!expression) return nullptr;
  std::set<std::string> resources;
  bool is_by_index = false;
  bool is_by_others = false;
  each_item(*expression, "references", [&](NodeView reference) {
    const std::string_view text = reference.is_scalar() ? reference.scalar() : std::string_view();
    const std::string of_type = resource_in(text, type);
    if (!of_type.empty()) {
      resources.insert(of_type);
    } else if (is_of_index(text)) {
      is_by_index = true;
    } else {
      is_by_others = true;
    }
  });
  // Which of several things it is taken from, a plan does not tell.
  if (resources.size() != 1 || is_by_others) return nullptr;
  std::string address = above(from.name()) + *resources.begin();
  const std::string_view own = parts_of(from.name()).back();
  if (is_by_index) address += own.substr(without_index(own).size());
  const auto known = by_address_.find(address);
  return known == by_address_.end() ? nullptr : known->second;
}

std::vector<const Instance*> References::candidates(const Instance& from,
                                                    std::string_view attribute,
                                                    std::string_view type) const {
  std::set<const Instance*> seen;
  std::vector<const Instance*> all;
  const std::optional<NodeView> resource = configuration_.of(from);
  const std::optional<NodeView> expression =
      resource ? expression_of(*resource, attribute) : std::nullopt;
  if (!expression) return all;
  each_item(*expression, "references", [&](NodeView reference) {
    const std::string of_type =
        reference.is_scalar() ? resource_in(reference.scalar(), type) : std::string();
    const auto known = by_resource_.find(above_own_index(above(from.name()) + of_type));
    if (of_type.empty() || known == by_resource_.end()) return;
    for (const Instance* const one : known->second) {
      if (seen.insert(one).second) all.push_back(one);
    }
  });
  return all;
}

}  // namespace accessdrift::terraform
