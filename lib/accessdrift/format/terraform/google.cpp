#include "accessdrift/format/terraform/google.h"

#include <array>
#include <string>

#include "accessdrift/base/text.h"
#include "accessdrift/format/terraform/objects.h"

namespace accessdrift::terraform {
namespace {

using source::each_item;
using source::find;
using source::find_text;
using source::text_of;

constexpr std::array<std::string_view, 4> kLevelLists = {"access_levels", "conditions",
                                                         "os_constraints", "vpc_network_sources"};
constexpr std::array<std::string_view, 1> kRules = {"rules"};
constexpr std::array<std::string_view, 1> kName = {"name"};

/// Writes one kind of resource.
class Writing {
 public:
  Writing(TreeWriter& writer, const Instance& instance, std::string_view default_project,
          Diagnostics& problems)
      : writer_(writer),
        instance_(instance),
        default_project_(default_project),
        problems_(problems) {}

  template <typename Write>
  bool write(Write write_state) {
    begin_item(writer_, "object", instance_);
    if (instance_.type == "google_access_context_manager_access_levels") {
      const std::optional<NodeView>& told = instance_.after ? instance_.after : instance_.before;
      if (told && !text_of(*told, "parent").empty()) text("all_of", text_of(*told, "parent"));
    }
    if (instance_.before) {
      key("before", instance_.before->place());
      write_state(*instance_.before, false);
    }
    if (instance_.after) {
      key("after", instance_.after->place());
      write_state(*instance_.after, true);
    }
    writer_.end();
    return true;
  }

  void level(NodeView values, bool is_after) {
    writer_.begin_mapping(values.place());
    const bool is_untold =
        is_after && (instance_.is_unknown("basic") || instance_.is_unknown("custom"));
    const std::string name = name_of(values, "name");
    text("name", name);
    if (is_untold) {
      tell_unknown(problems_, instance_, "what it asks for", values);
      untold_level(values.place(), name);
    } else {
      copy_entries_as_api(writer_, values, {kLevelLists}, kName);
    }
    writer_.end();
  }

  void levels(NodeView values, bool is_after) {
    const bool is_untold = is_after && instance_.is_unknown("access_levels");
    if (is_untold) tell_unknown(problems_, instance_, "access_levels", values);
    writer_.begin_sequence(values.place());
    each_item(values, "access_levels", [&](NodeView one) {
      if (!one.is_mapping()) return;
      writer_.begin_mapping(one.place());
      const std::string name = name_of(one, "name");
      text("name", name);
      if (is_untold) {
        untold_level(one.place(), name);
      } else {
        copy_entries_as_api(writer_, one, {kLevelLists}, kName);
      }
      writer_.end();
    });
    writer_.end();
  }

  void deny(NodeView values, bool is_after) {
    writer_.begin_mapping(values.place());
    text("kind", "DenyPolicy");
    text("name",
         "policies/" + name_of(values, "parent") + "/denypolicies/" + name_of(values, "name"));
    key("rules", values.place());
    writer_.begin_sequence(values.place());
    if (is_after && instance_.is_unknown("rules"))
      tell_unknown(problems_, instance_, "rules", values);
    each_item(values, "rules", [&](NodeView rule) { copy_as_api(writer_, rule, {kRules}); });
    writer_.end();
    writer_.end();
  }

  void settings(NodeView values, bool is_after) {
    if (is_after && instance_.is_unknown("access_settings"))
      tell_unknown(problems_, instance_, "access_settings", values);
    writer_.begin_mapping(values.place());
    text("name", name_of(values, "name"));
    if (!find(values, "access_settings")) {
      key("accessSettings", values.place());
      writer_.begin_mapping(values.place());
      writer_.end();
    }
    copy_entries_as_api(writer_, values, {}, kName);
    writer_.end();
  }

  void role(NodeView values, bool is_after) {
    writer_.begin_mapping(values.place());
    const bool is_of_project = instance_.type == "google_project_iam_custom_role";
    const std::string_view project = text_of(values, "project");
    const std::string above =
        is_of_project ? "projects/" + std::string(project.empty() ? default_project_ : project)
                      : "organizations/" + name_of(values, "org_id");
    text("name", above + "/roles/" + name_of(values, "role_id"));
    if (const auto stage = find_text(values, "stage")) {
      key("stage", stage->place());
      writer_.copy_scalar(*stage);
    }
    const std::optional<NodeView> permissions = find(values, "permissions");
    const bool is_untold = is_after && instance_.is_unknown("permissions");
    if (is_untold) tell_unknown(problems_, instance_, "permissions", values);
    if (permissions && !is_untold) {
      key("includedPermissions", permissions->place());
      copy(writer_, *permissions);
    }
    writer_.end();
  }

 private:
  void key(std::string_view name, Place place) { writer_.text(name, place); }
  void text(std::string_view name, std::string_view value) {
    writer_.text(name, instance_.address.place());
    writer_.text(value, instance_.address.place());
  }

  std::string name_of(NodeView values, std::string_view name) {
    const std::optional<NodeView> told = find_text(values, name);
    if (told) return std::string(told->scalar());
    tell_unknown(problems_, instance_, name, values);
    return "(" + std::string(instance_.name()) + ')';
  }

  /// What cannot be read as a condition becomes an unknown.
  void untold_level(Place place, std::string_view name) {
    key("custom", place);
    writer_.begin_mapping(place);
    key("expr", place);
    writer_.begin_mapping(place);
    key("expression", place);
    writer_.text("(what " + std::string(name) + " will ask for)", place);
    writer_.end();
    writer_.end();
  }

  TreeWriter& writer_;
  const Instance& instance_;
  std::string_view default_project_;
  Diagnostics& problems_;
};

}  // namespace

bool write_google(TreeWriter& writer, const Instance& instance, std::string_view default_project,
                  Diagnostics& problems) {
  Writing writing(writer, instance, default_project, problems);
  const auto with = [&](auto state) {
    return writing.write(
        [&](NodeView values, bool is_after) { (writing.*state)(values, is_after); });
  };
  if (instance.type == "google_access_context_manager_access_level") return with(&Writing::level);
  if (instance.type == "google_access_context_manager_access_levels") return with(&Writing::levels);
  if (instance.type == "google_iam_deny_policy") return with(&Writing::deny);
  if (instance.type == "google_iap_settings") return with(&Writing::settings);
  if (instance.type == "google_project_iam_custom_role" ||
      instance.type == "google_organization_iam_custom_role")
    return with(&Writing::role);
  return false;
}

}  // namespace accessdrift::terraform
