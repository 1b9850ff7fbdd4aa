#include "accessdrift/format/terraform/configuration.h"

#include <utility>

namespace accessdrift::terraform {

using source::each_entry;
using source::each_item;
using source::find;
using source::text_of;

std::vector<std::string_view> parts_of(std::string_view address) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i <= address.size(); ++i) {
    if (i < address.size() && address[i] == '"' && (i == 0 || address[i - 1] != '\\'))
      is_quoted = !is_quoted;
    if (i < address.size() && (is_quoted || address[i] != '.')) continue;
    parts.push_back(address.substr(begin, i - begin));
    begin = i + 1;
  }
  return parts;
}

std::string_view without_index(std::string_view part) { return part.substr(0, part.find('[')); }

Configuration::Configuration(NodeView root) {
  std::vector<std::pair<std::string, NodeView>> modules;
  const std::optional<NodeView> all = find(root, "configuration");
  if (const auto module = all ? find(*all, "root_module") : std::nullopt)
    modules.emplace_back(std::string(), *module);
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const auto [path, module] = modules[i];
    each_item(module, "resources", [&, &above = path](NodeView resource) {
      resources_.emplace(above + std::string(text_of(resource, "address")), resource);
    });
    const std::optional<NodeView> calls = find(module, "module_calls");
    if (!calls) continue;
    each_entry(*calls, [&, &above = path](NodeView name, NodeView call) {
      if (const auto called = find(call, "module"))
        modules.emplace_back(above + "module." + std::string(name.scalar()) + '.', *called);
    });
  }
}

std::optional<NodeView> Configuration::of(const Instance& instance) const {
  std::string address;
  for (const std::string_view part : parts_of(instance.name()))
    address.append(address.empty() ? "" : ".").append(without_index(part));
  const auto found = resources_.find(address);
  return found == resources_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<NodeView> expression_of(NodeView configured, std::string_view attribute) {
  const std::optional<NodeView> expressions = find(configured, "expressions");
  return expressions ? find(*expressions, attribute) : std::nullopt;
}

}  // namespace accessdrift::terraform
