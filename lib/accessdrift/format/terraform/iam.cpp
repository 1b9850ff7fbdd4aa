#include "accessdrift/format/terraform/iam.h"

#include <array>
#include <memory>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/document/read.h"
#include "accessdrift/format/terraform/objects.h"

namespace accessdrift::terraform {
namespace {

using source::each_item;
using source::find;
using source::find_text;

struct Target {
  std::string_view name;  ///< before `_iam_…`
  std::string_view path;
};

constexpr std::array<Target, 16> kTargets = {{
    {"google_organization", "organizations/{org_id}"},
    {"google_folder", "folders/{folder}"},
    {"google_project", "projects/{project}"},
    {"google_iap_web", "projects/{project}/iap_web"},
    {"google_iap_web_type_compute", "projects/{project}/iap_web/compute"},
    {"google_iap_web_type_app_engine", "projects/{project}/iap_web/appengine-{app_id}"},
    {"google_iap_app_engine_service",
     "projects/{project}/iap_web/appengine-{app_id}/services/{service}"},
    {"google_iap_app_engine_version",
     "projects/{project}/iap_web/appengine-{app_id}/services/{service}/versions/{version_id}"},
    {"google_iap_web_backend_service",
     "projects/{project}/iap_web/compute/services/{web_backend_service}"},
    {"google_iap_web_region_backend_service",
     "projects/{project}/iap_web/compute-{region}/services/{web_region_backend_service}"},
    {"google_iap_web_cloud_run_service",
     "projects/{project}/iap_web/cloud_run-{location}/services/{cloud_run_service_name}"},
    {"google_iap_web_forwarding_rule_service",
     "projects/{project}/iap_web/forwarding_rule/services/{forwarding_rule_service_name}"},
    {"google_iap_web_region_forwarding_rule_service",
     "projects/{project}/iap_web/forwarding_rule-{region}/services/"
     "{forwarding_rule_region_service_name}"},
    {"google_iap_tunnel", "projects/{project}/iap_tunnel"},
    {"google_iap_tunnel_instance",
     "projects/{project}/iap_tunnel/zones/{zone}/instances/{instance}"},
    {"google_iap_tunnel_dest_group",
     "projects/{project}/iap_tunnel/locations/{region}/destGroups/{dest_group}"},
}};

constexpr std::array<std::pair<std::string_view, Authority>, 3> kAuthorities = {{
    {"_iam_policy", Authority::Policy},
    {"_iam_binding", Authority::Binding},
    {"_iam_member", Authority::Member},
}};

constexpr std::array<std::string_view, 1> kCopiedLists = {"binding"};

std::string_view word(Authority authority) {
  constexpr std::array<std::string_view, 3> kWords = {"policy", "binding", "member"};
  return kWords[static_cast<std::size_t>(authority)];
}

/// A name of its own, in a path.
std::string known_later(const Instance& instance) {
  std::string name = "(" + std::string(instance.name()) + ')';
  for (char& c : name)
    if (c == '/') c = '_';
  return name;
}

/// Writes one state of an instance.
class StateWriting {
 public:
  StateWriting(TreeWriter& writer, const Instance& instance, const IamType& type,
               const OfPlan& plan)
      : writer_(writer),
        instance_(instance),
        type_(type),
        provider_(plan.provider),
        references_(plan.references),
        problems_(plan.problems) {}

  void write(NodeView values, bool is_after) {
    is_after_ = is_after;
    writer_.begin_mapping(values.place());
    key("authority", values.place());
    writer_.text(word(type_.authority), values.place());
    key("resource", instance_.address.place());
    writer_.text(resource_of(values), instance_.address.place());
    if (type_.authority == Authority::Policy) {
      write_policy(values);
    } else {
      write_binding(values);
    }
    writer_.end();
  }

 private:
  void key(std::string_view name, Place place) { writer_.text(name, place); }

  [[nodiscard]] Marked marked(std::string_view name) const {
    return instance_.values(is_after_ ? Moment::After : Moment::Before).in(name);
  }
  [[nodiscard]] bool is_unknown(std::string_view name) const { return marked(name).is_unknown(); }

  /// `projects/shop/iap_web` of `projects/{project}/iap_web`. Values are names, or end with them:
  /// what is there has the whole one.
  std::string resource_of(NodeView values) {
    std::string path;
    std::string_view rest = type_.path;
    while (!rest.empty()) {
      const std::size_t begin = std::min(rest.find('{'), rest.size());
      path += rest.substr(0, begin);
      if (begin == rest.size()) break;
      const std::size_t end = rest.find('}');
      path += part(values, rest.substr(begin + 1, end - begin - 1));
      rest.remove_prefix(end + 1);
    }
    return path;
  }

  std::string part(NodeView values, std::string_view name) {
    const std::optional<NodeView> told = find_text(values, name);
    if (!told && name == "project") {
      if (std::string project = provider_.project_of(instance_); !project.empty()) return project;
    }
    if (told) tell_untold(problems_, instance_, name, marked(name), values);
    if (!told) {
      tell_unknown(problems_, instance_, name, values);
      return known_later(instance_);
    }
    std::string_view text = last_part(told->scalar());
    constexpr std::string_view kAppEngine = "appengine-";
    if (name == "app_id" && text.starts_with(kAppEngine)) text.remove_prefix(kAppEngine.size());
    return std::string(text);
  }

  void write_binding(NodeView values) {
    const std::optional<NodeView> role = find_text(values, "role");
    if (!role) tell_unknown(problems_, instance_, "role", values);
    key("role", role ? role->place() : values.place());
    writer_.text(role ? role->scalar() : known_later(instance_),
                 role ? role->place() : values.place());
    write_members(values);
    write_condition(values);
  }

  void write_members(NodeView values) {
    const bool is_member = type_.authority == Authority::Member;
    const std::string_view name = is_member ? "member" : "members";
    const std::optional<NodeView> told = find(values, name);
    const Place place = told ? told->place() : values.place();
    const bool is_untold = is_unknown(name);
    if (is_untold) tell_unknown(problems_, instance_, name, values);
    key("members", place);
    if (told && !is_member && !told->is_sequence()) {
      copy(writer_, *told);  // whose reader tells that it is no list
    } else {
      writer_.begin_sequence(place);
      if (told) copy_known(*told);
      writer_.end();
    }
    if (is_untold) write_others(place);
  }

  /// A member, or those of a list that are known.
  void copy_known(NodeView told) {
    if (!told.is_sequence()) return copy(writer_, told);
    each_item(told, [&](NodeView one) {
      if (one.kind() != NodeKind::Null) copy(writer_, one);
    });
  }

  void write_condition(NodeView values) {
    if (is_unknown("condition")) {
      tell_unknown(problems_, instance_, "condition", values);
      key("condition", values.place());
      writer_.begin_mapping(values.place());
      key("expression", values.place());
      writer_.text("(the condition that " + std::string(instance_.name()) + " will have)",
                   values.place());
      return writer_.end();
    }
    const std::optional<NodeView> told = only_block(find(values, "condition"));
    if (!told) return;
    key("condition", told->place());
    copy(writer_, *told);
  }

  /// `policy_data` is JSON in a text.
  void write_policy(NodeView values) {
    const std::optional<NodeView> data = find_text(values, "policy_data");
    const Place place = data ? data->place() : values.place();
    if (data && marked("policy_data").is_sensitive()) {
      key("others", place);
      return writer_.text(
          "those whom " + std::string(instance_.name()) + " names, " + std::string(data->scalar()),
          place);
    }
    if (!data) return write_coming(values);
    const Result<Document> parsed = read_json(std::make_shared<const SourceText>(
        data->document().text->path(), std::string(data->scalar())));
    const std::optional<NodeView> bindings =
        parsed ? find(NodeView(*parsed), "bindings") : std::nullopt;
    if (!parsed || !NodeView(*parsed).is_mapping() || (bindings && !bindings->is_sequence())) {
      Diagnostic& problem = problems_.emplace_back();
      problem.code = "not-of-format";
      problem.message = "`policy_data` is no policy";
      problem.span = data->span();
      problem.label = "expected JSON with `bindings`";
      return write_others(place);
    }
    key("bindings", place);
    if (bindings) return copy(writer_, *bindings, place);
    writer_.begin_sequence(place);
    writer_.end();
  }

  /// A policy that is put together only when the changes are made, of a data source whose parts are
  /// known as far as they go.
  void write_coming(NodeView values) {
    tell_unknown(problems_, instance_, "policy_data", values);
    const Instance* const source = references_.of(instance_, "policy_data", "google_iam_policy");
    const std::optional<NodeView> bindings =
        source != nullptr && source->after ? find(*source->after, "binding") : std::nullopt;
    if (!bindings || !bindings->is_sequence()) return write_others(values.place());
    key("bindings", bindings->place());
    writer_.begin_sequence(bindings->place());
    each_item(*bindings, [&](NodeView one) {
      if (find_text(one, "role")) copy_as_api(writer_, one, {kCopiedLists});
    });
    writer_.end();
    if (source->is_unknown("binding")) write_others(values.place());
  }

  /// Members whom nothing tells.
  void write_others(Place place) {
    key("others", place);
    writer_.text("those whom " + std::string(instance_.name()) + " will name", place);
  }

  TreeWriter& writer_;
  const Instance& instance_;
  const IamType& type_;
  const Provider& provider_;
  const References& references_;
  Diagnostics& problems_;
  bool is_after_ = false;
};

}  // namespace

std::optional<IamType> iam_type(std::string_view type) {
  for (const auto& [ending, authority] : kAuthorities) {
    if (!type.ends_with(ending)) continue;
    const std::string_view name = type.substr(0, type.size() - ending.size());
    for (const Target& target : kTargets) {
      if (target.name == name) return IamType{target.path, authority};
    }
    if (name.starts_with("google_iap_")) return IamType{{}, authority};
  }
  return std::nullopt;
}

void write_iam(TreeWriter& writer, const Instance& instance, const IamType& type,
               const OfPlan& plan) {
  begin_item(writer, "iam", instance);
  StateWriting state(writer, instance, type, plan);
  if (instance.before) {
    writer.text("before", instance.before->place());
    state.write(*instance.before, false);
  }
  if (instance.after) {
    writer.text("after", instance.after->place());
    state.write(*instance.after, true);
  }
  if (instance.after && plan.provider.makes(type.path, instance, *instance.after)) {
    writer.text("is_new", instance.address.place());
    writer.scalar(NodeKind::Boolean, "true", instance.address.place());
  }
  writer.end();
}

}  // namespace accessdrift::terraform
