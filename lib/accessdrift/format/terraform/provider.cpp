#include "accessdrift/format/terraform/provider.h"

#include <algorithm>
#include <array>

namespace accessdrift::terraform {
namespace {

using source::each_entry;
using source::find;
using source::find_text;
using source::text_of;

struct Made {
  std::string_view attribute;
  std::string_view type;
  std::string_view name;
  std::string_view where = {};  ///< an attribute of the type
  std::string_view of = {};     ///< likewise of the IAM resource
};

constexpr std::array<Made, 9> kMade = {{
    {"web_backend_service", "google_compute_backend_service", "name"},
    {"web_region_backend_service", "google_compute_region_backend_service", "name", "region",
     "region"},
    {"cloud_run_service_name", "google_cloud_run_v2_service", "name", "location", "location"},
    {"cloud_run_service_name", "google_cloud_run_service", "name", "location", "location"},
    {"forwarding_rule_service_name", "google_compute_global_forwarding_rule", "name"},
    {"forwarding_rule_region_service_name", "google_compute_forwarding_rule", "name", "region",
     "region"},
    {"instance", "google_compute_instance", "name", "zone", "zone"},
    {"dest_group", "google_iap_tunnel_dest_group", "group_name", "region", "region"},
    {"project", "google_project", "project_id"},
}};

bool is_google(const Instance& one) { return !one.is_data && one.type.starts_with("google_"); }

}  // namespace

std::string_view last_part(std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  return text.substr(text.rfind('/') + 1);
}

Provider::Provider(NodeView root, const Configuration& configuration,
                   const std::vector<Instance>& instances)
    : configuration_(configuration) {
  const std::optional<NodeView> told = find(root, "configuration");
  const auto providers = told ? find(*told, "provider_config") : std::nullopt;
  if (providers) {
    each_entry(*providers, [&](NodeView key, NodeView provider) {
      const auto project = expression_of(provider, "project");
      const std::string_view constant =
          project ? text_of(*project, "constant_value") : std::string_view();
      if (!constant.empty()) projects_[std::string(key.scalar())].emplace(constant);
    });
  }
  for (const Instance& one : instances) {
    if (is_google(one)) note_project(one);
  }
  for (const Instance& one : instances) {
    if (is_google(one) && one.actions == std::vector<std::string_view>{"create"}) note_made(one);
  }
}

std::string Provider::key_of(const Instance& instance) const {
  const std::optional<NodeView> resource = configuration_.of(instance);
  const std::string_view key =
      resource ? text_of(*resource, "provider_config_key") : std::string_view();
  return key.empty() ? "google" : std::string(key);
}

/// Whoever says none has the provider's.
void Provider::note_project(const Instance& instance) {
  const std::optional<NodeView>& values = instance.after ? instance.after : instance.before;
  const std::string_view project = values ? text_of(*values, "project") : std::string_view();
  const auto resource = configuration_.of(instance);
  if (project.empty() || !resource || expression_of(*resource, "project")) return;
  projects_[key_of(instance)].emplace(project);
}

std::string Provider::project_of(const Instance& instance) const {
  const auto known = projects_.find(key_of(instance));
  return known == projects_.end() || known->second.size() != 1 ? std::string()
                                                               : *known->second.begin();
}

std::string Provider::project_of(const Instance& instance, NodeView values) const {
  const std::string_view own = text_of(values, "project");
  return own.empty() ? project_of(instance) : std::string(last_part(own));
}

void Provider::note_made(const Instance& instance) {
  if (!instance.after) return;
  for (const Made& one : kMade) {
    if (one.type != instance.type) continue;
    const std::string name(text_of(*instance.after, one.name));
    const std::string where = std::string(last_part(text_of(*instance.after, one.where)));
    const std::string project =
        one.attribute == "project" ? std::string() : project_of(instance, *instance.after);
    const bool is_told = !name.empty() && (one.attribute == "project" || !project.empty()) &&
                         (one.where.empty() || !where.empty());
    if (is_told) made_.insert({std::string(one.type), project, where, name});
  }
}

bool Provider::makes(std::string_view path, const Instance& instance, NodeView values) const {
  const std::string project = project_of(instance, values);
  return std::ranges::any_of(kMade, [&](const Made& one) {
    if (one.attribute == "project") {
      return path.find("{project}") != path.npos && !project.empty() &&
             made_.contains({std::string(one.type), {}, {}, project});
    }
    if (!path.ends_with('{' + std::string(one.attribute) + '}')) return false;
    const std::string where(last_part(text_of(values, one.of)));
    return made_.contains({std::string(one.type), project, where,
                           std::string(last_part(text_of(values, one.attribute)))});
  });
}

}  // namespace accessdrift::terraform
