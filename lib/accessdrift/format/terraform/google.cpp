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
/// Settings of IAP that decide who gets in.
constexpr std::array<std::string_view, 7> kSettings = {"oauth_settings",
                                                       "allowed_domains_settings",
                                                       "cors_settings",
                                                       "gcip_settings",
                                                       "identity_sources",
                                                       "reauth_settings",
                                                       "workforce_identity_settings"};
/// Of a deny rule.
constexpr std::array<std::string_view, 5> kParts = {"denied_principals", "exception_principals",
                                                    "denied_permissions", "exception_permissions",
                                                    "denial_condition"};

/// Writes one kind of resource.
class Writing {
 public:
  Writing(TreeWriter& writer, const Instance& instance, const Provider& provider,
          Diagnostics& problems)
      : writer_(writer), instance_(instance), provider_(provider), problems_(problems) {}

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
    const std::string name = name_of(values, "name");
    text("name", name);
    for (const std::string_view kind : {"basic", "custom"}) {
      const Marked asked = marked(is_after).in(kind);
      if (asked.is_told()) continue;
      tell_untold(problems_, instance_, kind, asked, values);
      untold_level(values.place(), name, asked);
      return writer_.end();
    }
    copy_entries_as_api(writer_, values, {kLevelLists}, kName);
    writer_.end();
  }

  void levels(NodeView values, bool is_after) {
    const Marked all = marked(is_after).in("access_levels");
    tell_untold(problems_, instance_, "access_levels", all, values);
    writer_.begin_sequence(values.place());
    each_item(values, "access_levels", [&](NodeView one) {
      if (!one.is_mapping()) return;
      writer_.begin_mapping(one.place());
      const std::string name = name_of(one, "name");
      text("name", name);
      if (!all.is_told()) {
        untold_level(one.place(), name, all);
      } else {
        copy_entries_as_api(writer_, one, {kLevelLists}, kName);
      }
      writer_.end();
    });
    writer_.end();
  }

  /// To what it is attached is a part of its name.
  void deny(NodeView values, bool is_after) {
    writer_.begin_mapping(values.place());
    text("kind", "DenyPolicy");
    const Marked parent = marked(is_after).in("parent");
    text("name",
         "policies/" + name_of(values, "parent") + "/denypolicies/" + name_of(values, "name"));
    if (!parent.is_told()) untold(parent, "a deny policy", values.place());
    key("rules", values.place());
    writer_.begin_sequence(values.place());
    const Marked rules = marked(is_after).in("rules");
    tell_untold(problems_, instance_, "rules", rules, values);
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const bool is_numbered = rules.at(i).is_unknown();
      deny_rule(rules.at(i), is_numbered ? "deny rule #" + std::to_string(i + 1) : "a deny rule",
                values.place());
    }
    if (rules.is_all_untold() && rules.size() == 0) deny_rule(rules, "deny rules", values.place());
    writer_.end();
    writer_.end();
  }

  void settings(NodeView values, bool is_after) {
    writer_.begin_mapping(values.place());
    text("name", name_of(values, "name"));
    const Marked named = marked(is_after).in("name");
    if (!named.is_told()) untold(named, "settings", values.place());
    const Marked access = marked(is_after).in("access_settings");
    tell_untold(problems_, instance_, "access_settings", access, values);
    const std::optional<NodeView> told = only_block(access.value());
    const Place place = told ? told->place() : values.place();
    key("accessSettings", place);
    writer_.begin_mapping(place);
    if (access.is_all_untold()) untold(access, "settings", values.place());
    if (told && !access.is_all_untold()) copy_entries_as_api(writer_, *told, {}, kSettings);
    for (const std::string_view name : kSettings) {
      if (!access.is_all_untold()) setting(access.in(name), name, values.place());
    }
    writer_.end();
    writer_.end();
  }

  void role(NodeView values, bool is_after) {
    writer_.begin_mapping(values.place());
    const bool is_of_project = instance_.type == "google_project_iam_custom_role";
    const std::string project = provider_.project_of(instance_, values);
    const std::string above =
        is_of_project ? "projects/" + (project.empty() ? name_of(values, "project") : project)
                      : "organizations/" + name_of(values, "org_id");
    const std::string name = above + "/roles/" + name_of(values, "role_id");
    text("name", name);
    if (const auto stage = find_text(values, "stage")) {
      key("stage", stage->place());
      writer_.copy_scalar(*stage);
    }
    const Marked permissions = marked(is_after).in("permissions");
    tell_untold(problems_, instance_, "permissions", permissions, values);
    if (!permissions.is_told()) {
      untold(permissions, "what " + name + " allows", values.place());
    } else if (permissions.value()) {
      key("includedPermissions", permissions.value()->place());
      copy(writer_, *permissions.value());
    }
    writer_.end();
  }

 private:
  [[nodiscard]] Marked marked(bool is_after) const {
    return instance_.values(is_after ? Moment::After : Moment::Before);
  }

  /// What is not told of something, for the reader of IAM.
  void untold(const Marked& of, std::string_view what, Place place) {
    key("untold", place);
    writer_.text(of.untold_name(what, instance_.name()), place);
  }

  /// A rule of which some is not told has `untold`, and in `untold_parts` of what.
  void deny_rule(const Marked& rule, std::string_view what, Place place) {
    const Marked denial = rule.in("deny_rule");
    std::vector<std::string_view> hidden;
    for (const std::string_view part : kParts) {
      if (is_untold(denial.in(part), part)) hidden.push_back(part);
    }
    const std::optional<NodeView> told = rule.value();
    if (hidden.empty()) {
      if (told && told->is_mapping()) copy_as_api(writer_, *told, {kRules});
      return;
    }
    writer_.begin_mapping(place);
    key("denyRule", place);
    writer_.begin_mapping(place);
    if (const std::optional<NodeView> block = only_block(denial.value()))
      copy_entries_as_api(writer_, *block, {}, hidden);
    if (is_untold(denial.in("denied_principals"), "denied_principals"))
      known_denied(denial.in("denied_principals"));
    untold(rule, what, place);
    begin_list(writer_, "untold_parts", place);
    for (const std::string_view part : hidden) writer_.text(part, place);
    writer_.end();
    writer_.end();
    writer_.end();
  }

  /// Sensitive members are groups of their own.
  static bool is_untold(const Marked& part, std::string_view name) {
    return part.is_unknown() || (part.is_sensitive() && !name.ends_with("_principals"));
  }

  /// Who is denied for certain, though others may be, too.
  void known_denied(const Marked& principals) {
    if (!principals.value() || !principals.value()->is_sequence()) return;
    key("deniedPrincipals", principals.value()->place());
    copy_as_api(writer_, *principals.value(), {kRules});
  }

  /// One of IAP's settings of which some is not told has `untold`.
  void setting(const Marked& part, std::string_view name, Place place) {
    const std::optional<NodeView>& value = part.value();
    const bool is_there = value && (value->is_scalar() || !value->is_empty_collection());
    const Marked counts = name == "oauth_settings" ? part.in("programmatic_clients") : part;
    if (counts.is_told() && !is_there) return;
    key(camel(name), is_there ? value->place() : place);
    const std::optional<NodeView> block = is_there ? only_block(part.value()) : std::nullopt;
    if (counts.is_told()) return copy_as_api(writer_, block ? *block : *value, {});
    writer_.begin_mapping(place);
    if (block && block->is_mapping() && !counts.is_sensitive())
      copy_entries_as_api(writer_, *block, {});
    untold(counts, name == "oauth_settings" ? "clients" : camel(name), place);
    writer_.end();
  }

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
  void untold_level(Place place, std::string_view name, const Marked& asked) {
    key("custom", place);
    writer_.begin_mapping(place);
    key("expr", place);
    writer_.begin_mapping(place);
    key("expression", place);
    const std::string what = "what " + std::string(name);
    writer_.text(asked.is_unknown() ? '(' + what + " will ask for)"
                                    : '(' + asked.untold_name(what + " asks for", {}) + ')',
                 place);
    writer_.end();
    writer_.end();
  }

  TreeWriter& writer_;
  const Instance& instance_;
  const Provider& provider_;
  Diagnostics& problems_;
};

}  // namespace

bool write_google(TreeWriter& writer, const Instance& instance, const Provider& provider,
                  Diagnostics& problems) {
  Writing writing(writer, instance, provider, problems);
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
