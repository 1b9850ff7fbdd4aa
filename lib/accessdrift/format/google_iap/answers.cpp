#include "accessdrift/format/google_iap/answers.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "accessdrift/format/google_iap/resource_names.h"

namespace accessdrift::google_iap {
namespace {

using source::find;
using source::find_text;
using source::text_of;

/// Nearly all differ in length or at their front.
bool are_equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.empty() || (a.front() == b.front() && a == b));
}

/// The entries of a mapping, which are asked for many keys, as `source::find` finds them.
class Entries {
 public:
  explicit Entries(NodeView mapping) : mapping_(mapping) {
    source::each_entry(mapping, [this](NodeView key, NodeView value) {
      if (count_ < all_.size()) all_[count_] = {key.scalar(), value};
      ++count_;
    });
  }

  [[nodiscard]] std::optional<NodeView> find(std::string_view key) const {
    if (count_ > all_.size()) return source::find(mapping_, key);
    for (std::size_t i = 0; i < count_; ++i) {
      if (!are_equal(all_[i].key, key)) continue;
      if (all_[i].value.kind() == NodeKind::Null) return std::nullopt;
      return all_[i].value;
    }
    return std::nullopt;
  }
  [[nodiscard]] std::optional<NodeView> find_text(std::string_view key) const {
    const std::optional<NodeView> found = find(key);
    if (!found || found->kind() != NodeKind::String || found->scalar().empty()) return std::nullopt;
    return found;
  }
  [[nodiscard]] std::string_view text_of(std::string_view key) const {
    const std::optional<NodeView> found = find_text(key);
    return found ? found->scalar() : std::string_view();
  }
  [[nodiscard]] NodeView mapping() const { return mapping_; }

 private:
  struct Entry {
    std::string_view key;
    NodeView value;
  };

  NodeView mapping_;
  std::array<Entry, 16> all_;
  std::size_t count_ = 0;
};

/// A list of bindings, the first of which is one if there is a first one.
bool has_bindings(NodeView policy) {
  const std::optional<NodeView> bindings = find(policy, "bindings");
  if (!bindings || !bindings->is_sequence()) return false;
  return bindings->is_empty_collection() || find_text(bindings->first_child(), "role");
}

/// What is printed of a policy without a binding.
bool is_empty_policy(NodeView item) {
  bool is_one = find_text(item, "etag").has_value();
  source::each_entry(item, [&](NodeView key, NodeView) {
    is_one = is_one && (key.scalar() == "etag" || key.scalar() == "version" ||
                        key.scalar() == "auditConfigs");
  });
  return is_one;
}

/// What the segments of a name say of it.
struct NameParts {
  explicit NameParts(std::string_view name) {
    const std::size_t first = name.find('/');
    for (std::size_t begin = first; begin != name.npos;) {
      const std::size_t end = name.find('/', begin + 1);
      if (end != name.npos) take(name.substr(begin + 1, end - begin - 1));
      begin = end;
    }
    if (name.starts_with("roles/")) is_of_roles = true;
  }

  bool is_denial = false, is_boundary = false, is_binding = false, is_of_levels = false,
       is_of_roles = false;

 private:
  void take(std::string_view segment) {
    is_denial = is_denial || segment == "denypolicies";
    is_boundary = is_boundary || segment == "principalAccessBoundaryPolicies";
    is_binding = is_binding || segment == "policyBindings";
    is_of_levels = is_of_levels || segment == "accessLevels";
    is_of_roles = is_of_roles || segment == "roles";
  }
};

/// `accessPolicies/7` with what it is of.
bool is_access_policy(const Entries& item, std::string_view name) {
  constexpr std::string_view kPolicies = "accessPolicies/";
  return name.starts_with(kPolicies) && name.find('/', kPolicies.size()) == name.npos &&
         item.find_text("parent");
}

bool is_ancestor(const Entries& item) {
  const std::string_view type = item.text_of("type");
  const std::optional<NodeView> id = item.find("id");
  return (type == "project" || type == "folder" || type == "organization") && id && id->is_scalar();
}

std::optional<NodeView> policy_among(const Entries& item) {
  for (const std::string_view key : {"policy", "iamPolicy", "iam_policy"}) {
    if (const std::optional<NodeView> policy = item.find(key); policy && policy->is_mapping())
      return policy;
  }
  if (item.find("bindings") || item.find("etag")) return item.mapping();
  return std::nullopt;
}

std::optional<NodeView> resource_name_among(const Entries& asset) {
  const std::optional<NodeView> resource = asset.find_text("resource");
  return resource ? resource : asset.find_text("name");
}

/// What stands beside allow policies: told by the name, or by what only it has.
std::optional<Kind> kind_by_name(const Entries& item, std::string_view name) {
  const NameParts parts(name);
  if (item.find("rules") && (item.text_of("kind") == "DenyPolicy" || parts.is_denial))
    return Kind::DenyPolicy;
  if (parts.is_boundary ||
      (parts.is_binding && item.text_of("policyKind") == "PRINCIPAL_ACCESS_BOUNDARY"))
    return Kind::Boundary;
  if (parts.is_of_levels && name.starts_with("accessPolicies/")) return Kind::Level;
  if (is_access_policy(item, name)) return Kind::AccessPolicy;
  if (item.find("includedPermissions") || parts.is_of_roles) return Kind::Role;
  if (item.find("accessSettings") || item.find("applicationSettings")) return Kind::Settings;
  return std::nullopt;
}

std::optional<Kind> kind_of_policy(const Entries& item, Asset& asset) {
  const std::optional<NodeView> policy = policy_among(item);
  const std::optional<NodeView> name = resource_name_among(item);
  if (policy && name) asset = {*name, *policy};
  if (policy && has_bindings(*policy)) return name ? Kind::Asset : Kind::Policy;
  if (policy && name && policy->place() != item.mapping().place()) return Kind::Asset;
  if (is_empty_policy(item.mapping())) return Kind::Policy;
  return std::nullopt;
}

bool is_container(const Entries& item, std::string_view name) {
  if (item.find_text("projectId") && (item.find("projectNumber") || item.find("lifecycleState")))
    return true;
  return is_container_name(name) &&
         (item.find("displayName") || item.find("lifecycleState") || item.find("state"));
}

}  // namespace

std::optional<NodeView> policy_in(NodeView item) { return policy_among(Entries(item)); }

std::optional<NodeView> resource_name_in(NodeView asset) {
  const std::optional<NodeView> resource = find_text(asset, "resource");
  return resource ? resource : find_text(asset, "name");
}

std::optional<Kind> kind_of(NodeView item) {
  Asset asset;
  return kind_of(item, asset);
}

std::optional<Kind> kind_of(NodeView mapping, Asset& asset) {
  if (!mapping.is_mapping()) return std::nullopt;
  const Entries item(mapping);
  const std::string_view name = item.text_of("name");
  if (const std::optional<Kind> kind = kind_by_name(item, name)) return kind;
  if (const std::optional<Kind> kind = kind_of_policy(item, asset)) return kind;
  if (is_container(item, name)) return Kind::Container;
  if (is_ancestor(item)) return Kind::Ancestor;
  return std::nullopt;
}

bool is_page(NodeView root) {
  if (!root.is_mapping()) return false;
  bool has_list = false, has_other = false;
  source::each_entry(root, [&](NodeView key, NodeView) {
    const bool is_list = std::ranges::find(kListKeys, key.scalar()) != kListKeys.end();
    has_list = has_list || is_list;
    has_other = has_other || (!is_list && key.scalar() != "nextPageToken");
  });
  return has_list || (!has_other && find_text(root, "nextPageToken"));
}

}  // namespace accessdrift::google_iap
