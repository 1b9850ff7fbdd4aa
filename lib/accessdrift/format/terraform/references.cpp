#include "accessdrift/format/terraform/references.h"

#include <optional>

namespace accessdrift::terraform {
namespace {

using source::each_item;
using source::find;
using source::text_of;

/// `module`, `a["x.y"]`, `hoop_user`, `ana` of `module.a["x.y"].hoop_user.ana`.
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

/// The module of a configuration that an address lies in.
std::optional<NodeView> module_of(NodeView root, const std::vector<std::string_view>& parts) {
  const std::optional<NodeView> configuration = find(root, "configuration");
  std::optional<NodeView> module =
      configuration ? find(*configuration, "root_module") : std::nullopt;
  for (std::size_t i = 0; module && i + 3 < parts.size() && parts[i] == "module"; i += 2) {
    const std::optional<NodeView> calls = find(*module, "module_calls");
    const auto call = calls ? find(*calls, without_index(parts[i + 1])) : std::nullopt;
    module = call ? find(*call, "module") : std::nullopt;
  }
  return module;
}

}  // namespace

References::References(NodeView root, const std::vector<Instance>& instances) : root_(root) {
  for (const Instance& one : instances) by_address_.emplace(one.name(), &one);
}

const Instance* References::of(const Instance& from, std::string_view attribute,
                               std::string_view type) const {
  const std::vector<std::string_view> parts = parts_of(from.name());
  const std::optional<NodeView> module = module_of(root_, parts);
  if (!module || parts.size() < 2) return nullptr;
  const std::string_view own = parts.back();
  const std::string address = std::string(from.type) + '.' + std::string(without_index(own));
  const std::string_view above = from.name().substr(
      0, static_cast<std::size_t>(parts[parts.size() - 2].data() - from.name().data()));
  const std::string_view index = own.substr(without_index(own).size());
  const Instance* found = nullptr;
  each_item(*module, "resources", [&](NodeView resource) {
    const std::optional<NodeView> expressions = find(resource, "expressions");
    if (text_of(resource, "address") != address || !expressions) return;
    const std::optional<NodeView> expression = find(*expressions, attribute);
    if (!expression) return;
    each_item(*expression, "references", [&](NodeView reference) {
      std::vector<std::string_view> words =
          reference.is_scalar() ? parts_of(reference.scalar()) : std::vector<std::string_view>();
      const bool is_data = !words.empty() && words[0] == "data";
      if (is_data) words.erase(words.begin());
      if (found != nullptr || words.size() < 2 || words[0] != type) return;
      const std::string base = std::string(above) + (is_data ? "data." : "") + std::string(type) +
                               '.' + std::string(words[1]);
      for (const std::string& candidate : {base + std::string(index), base}) {
        const auto known = by_address_.find(candidate);
        if (known != by_address_.end() && found == nullptr) found = known->second;
      }
    });
  });
  return found;
}

}  // namespace accessdrift::terraform
