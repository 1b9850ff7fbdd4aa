#include "accessdrift/format/terraform/provider.h"

#include <algorithm>
#include <array>

namespace accessdrift::terraform {
namespace {

using source::each_entry;
using source::each_item;
using source::find;
using source::text_of;

struct Made {
  std::string_view attribute;
  std::string_view type;
};

constexpr std::array<Made, 9> kMade = {{
    {"web_backend_service", "google_compute_backend_service"},
    {"web_region_backend_service", "google_compute_region_backend_service"},
    {"cloud_run_service_name", "google_cloud_run_v2_service"},
    {"cloud_run_service_name", "google_cloud_run_service"},
    {"forwarding_rule_service_name", "google_compute_global_forwarding_rule"},
    {"forwarding_rule_region_service_name", "google_compute_forwarding_rule"},
    {"instance", "google_compute_instance"},
    {"dest_group", "google_iap_tunnel_dest_group"},
    {"project", "google_project"},
}};

/// A constant, or the value of a variable.
std::string value_of(NodeView root, NodeView expression) {
  if (const std::string_view constant = text_of(expression, "constant_value"); !constant.empty())
    return std::string(constant);
  std::string value;
  each_item(expression, "references", [&](NodeView reference) {
    constexpr std::string_view kVariable = "var.";
    const std::string_view name = reference.is_scalar() ? reference.scalar() : std::string_view();
    const std::optional<NodeView> variables = find(root, "variables");
    if (!name.starts_with(kVariable) || !variables || !value.empty()) return;
    if (const auto variable = find(*variables, name.substr(kVariable.size())))
      value = text_of(*variable, "value");
  });
  return value;
}

}  // namespace

Provider::Provider(NodeView root, const std::vector<Instance>& instances) {
  const std::optional<NodeView> configuration = find(root, "configuration");
  const auto providers = configuration ? find(*configuration, "provider_config") : std::nullopt;
  std::set<std::string> projects;
  if (providers) {
    each_entry(*providers, [&](NodeView, NodeView provider) {
      const std::string_view name = text_of(provider, "name");
      if (name != "google" && name != "google-beta") return;
      const std::optional<NodeView> expressions = find(provider, "expressions");
      const auto project = expressions ? find(*expressions, "project") : std::nullopt;
      projects.insert(project ? value_of(root, *project) : std::string());
    });
  }
  if (projects.size() == 1) project_ = *projects.begin();
  for (const Instance& one : instances) {
    const bool is_made = one.actions == std::vector<std::string_view>{"create"} && one.after;
    if (!is_made) continue;
    for (const std::string_view key : {"name", "group_name", "project_id"}) {
      if (const std::string_view name = text_of(*one.after, key); !name.empty())
        made_.emplace(one.type, name);
    }
  }
}

bool Provider::makes(std::string_view attribute, std::string_view name) const {
  return std::ranges::any_of(kMade, [&](const Made& one) {
    return one.attribute == attribute && made_.contains({std::string(one.type), std::string(name)});
  });
}

}  // namespace accessdrift::terraform
