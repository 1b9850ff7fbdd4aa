#include "accessdrift/format/terraform/terraform.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/document/tree_writer.h"
#include "accessdrift/format/terraform/configuration.h"
#include "accessdrift/format/terraform/directory.h"
#include "accessdrift/format/terraform/google.h"
#include "accessdrift/format/terraform/hidden.h"
#include "accessdrift/format/terraform/hoop_objects.h"
#include "accessdrift/format/terraform/iam.h"
#include "accessdrift/format/terraform/instances.h"
#include "accessdrift/format/terraform/provider.h"
#include "accessdrift/format/terraform/references.h"
#include "accessdrift/format/terraform/state_file.h"

namespace accessdrift::terraform {
namespace {

/// What is written for one of the other readers.
class Sheet {
 public:
  explicit Sheet(NodeView root) : writer_(root.document().text) {
    writer_.begin_sequence(root.place());
  }

  TreeWriter& writer() { return writer_; }
  void count() { has_any_ = true; }

  void finish(std::string_view format, std::vector<Translation>& all) {
    writer_.end();
    if (has_any_) all.push_back({format, writer_.take()});
  }

 private:
  TreeWriter writer_;
  bool has_any_ = false;
};

/// Kinds that say who gets in, and are not read.
bool is_unread(std::string_view type) {
  constexpr std::array<std::string_view, 6> kUnread = {
      "google_access_context_manager_access_level_condition",
      "google_iam_folders_policy_binding",
      "google_iam_organizations_policy_binding",
      "google_iam_principal_access_boundary_policy",
      "google_iam_projects_policy_binding",
      "google_project_iam_member_remove"};
  return std::ranges::find(kUnread, type) != kUnread.end();
}

void tell_unread(const Instance& instance, Diagnostics& problems) {
  Diagnostic& problem = problems.emplace_back();
  problem.severity = Severity::Warning;
  problem.code = "unread-resource";
  problem.message = "`" + shortened(instance.name()) + "` is of a kind that is not read";
  problem.span = instance.address.span();
  problem.label = "what it gives or takes is not told";
}

/// What an instance says of Google Cloud.
void write(const Instance& instance, const Provider& provider, const References& references,
           Sheet& google, Diagnostics& problems) {
  if (instance.changes() && is_unread(instance.type)) tell_unread(instance, problems);
  const std::optional<IamType> type = iam_type(instance.type);
  if (type && type->path.empty()) return tell_unread(instance, problems);
  if (type) {
    write_iam(google.writer(), instance, *type, {provider, references, problems});
    google.count();
  } else if (write_google(google.writer(), instance, provider, problems)) {
    google.count();
  }
}

}  // namespace

bool recognizes(NodeView root) { return kind_of(root) || is_state_file(root); }

bool is_plan(NodeView root) { return kind_of(root) == Kind::Plan; }

void read(SourceReading& reading) {
  for (const SourceReading::File& file : reading.files) {
    if (recognizes(NodeView(file.document))) continue;
    Diagnostic& problem =
        source::report(reading, "not-of-format", "this is no plan and no state of Terraform",
                       NodeView(file.document).span());
    problem.label = "expected what terraform show -json prints";
    problem.help = "terraform show -json tfplan > plan.json";
  }
}

Translated translate(const Document& file, Moment moment, Diagnostics& problems) {
  std::vector<Translation> all;
  if (!recognizes(NodeView(file))) return {{}, file.text};
  std::optional<Document> own;
  Diagnostics of_state;
  if (is_state_file(NodeView(file))) own = shown(file, of_state);
  const Document& printed = own ? *own : file;
  const std::optional<Document> safe = hidden(printed);
  const NodeView root(safe ? *safe : printed);
  for (Diagnostic& problem : of_state) {
    problem.span.text = root.document().text.get();  // no excerpt shows what is hidden
    problems.push_back(std::move(problem));
  }
  const std::vector<Instance> instances = instances_of(root, problems);
  const Configuration configuration(root);
  const Provider provider(root, configuration, instances);
  const References references(configuration, instances);
  Sheet google(root);
  for (const Instance& instance : instances)
    if (!instance.is_data) write(instance, provider, references, google, problems);
  google.finish("google-iap", all);
  const Told told{root, instances, references, moment, problems};
  write_directory(told, all);
  write_hoop(told, all);
  return {std::move(all), root.document().text};
}

}  // namespace accessdrift::terraform
