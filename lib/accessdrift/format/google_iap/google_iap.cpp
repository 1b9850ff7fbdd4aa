#include "accessdrift/format/google_iap/google_iap.h"

#include <algorithm>
#include <array>
#include <span>

#include "accessdrift/base/text.h"
#include "accessdrift/format/google_iap/access_levels.h"
#include "accessdrift/format/google_iap/answers.h"
#include "accessdrift/format/google_iap/bindings.h"
#include "accessdrift/format/google_iap/changes.h"
#include "accessdrift/format/google_iap/gates.h"
#include "accessdrift/format/google_iap/partial.h"
#include "accessdrift/format/google_iap/plans.h"
#include "accessdrift/format/google_iap/project_members.h"

namespace accessdrift::google_iap {
namespace {

using source::each_item;
using source::find;

/// Reads all files of one side.
class IapReading {
 public:
  explicit IapReading(SourceReading& reading)
      : reading_(reading),
        resources_(reading),
        attributes_(reading),
        partial_(reading, attributes_),
        levels_(reading, attributes_),
        project_members_(reading, resources_),
        bindings_(reading, {resources_, roles_, levels_, attributes_, project_members_}),
        changes_(reading, resources_, bindings_),
        plans_(reading),
        gates_(reading, resources_, attributes_) {}

  void read() {
    for (const SourceReading::File& file : reading_.files) {
      // A page may be empty and not the last one.
      const NodeView root(file.document);
      bool has_any =
          file.is_translated || (is_page(root) && source::find_text(root, "nextPageToken"));
      if (!has_any) each_answer(root, [&](NodeView) { has_any = true; });
      if (!has_any) tell_not_of_format(root);
    }
    plans_.each([this](SourceReading::File& file, NodeView item) {
      Answer& answer = answers_.emplace_back(Answer{file, item});
      answer.kind = kind_of(item, answer.asset);
    });
    for (const Answer& answer : answers_) note(answer);
    plans_.each_change([this](SourceReading::File&, NodeView item) { changes_.note(item); });
    resources_.take_told_elsewhere(partial_.containers().has_value());
    if (partial_.lacks_levels()) levels_.tell_cut();
    // Those that a plan makes, or takes away, are no change of how all is decided.
    plans_.each_of(
        {Kind::DenyPolicy, Kind::Settings},
        [this](SourceReading::File& file, NodeView item) { gates_.expect(file, item.place()); });
    for (const Answer& answer : answers_) {
      if (answer.kind == Kind::Level) levels_.declare(answer.file, answer.item);
    }
    declare_answers();
    plans_.each_change(
        [this](SourceReading::File& file, NodeView item) { changes_.gather(file, item); });
    changes_.lay();
    bindings_.declare();
    project_members_.finish();
    partial_.suppose(gates_, resources_.declare_told_apart(partial_.containers()));
    partial_.declare_bindings(bindings_);
    partial_.declare_gates(gates_);
    gates_.finish();
  }

 private:
  struct Answer {
    SourceReading::File& file;
    NodeView item;
    std::optional<Kind> kind = {};
    Asset asset = {};  ///< if it is one
  };

  void note(const Answer& answer) {
    const auto& [file, item, kind, asset] = answer;
    const NodeView root(file.document);
    if (!kind) return tell_not_of_format(item);
    switch (*kind) {
      case Kind::Level:
        return levels_.note(item);
      case Kind::AccessPolicy:
        return levels_.note_policy(item);
      case Kind::Role:
        return roles_.note(item);
      case Kind::Container:
        return resources_.note(item);
      case Kind::Ancestor:
        if (item.place() == root.first_child().place()) resources_.note_ancestors(root);
        return;
      case Kind::Policy:
        return resources_.note(name_in_path(file.document.text->path()));
      case Kind::Asset:
        return note_asset(item, asset);
      default:
        return;
    }
  }

  void note_asset(NodeView item, const Asset& asset) {
    resources_.note(asset.name.scalar());
    if (const std::optional<NodeView> ancestors = find(item, "ancestors"))
      resources_.note_ancestors(*ancestors);
    resources_.note_search(item);
  }

  void tell_not_of_format(NodeView item) {
    source::report(reading_, "not-of-format", "this is nothing that Google Cloud prints of access",
                   item.span())
        .label = "expected a policy, an asset with one, an access level, a role or a project";
  }

  /// Names of resources are looked up in memory together.
  void declare_answers() {
    constexpr std::size_t kTogether = 16;
    std::array<std::string_view, kTogether> names;
    bindings_.expect(answers_.size());
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      if (i % kTogether == 0) {
        const std::size_t count = std::min(kTogether, answers_.size() - i);
        for (std::size_t next = 0; next < count; ++next) {
          const Answer& answer = answers_[i + next];
          const bool is_asset = answer.kind == Kind::Asset;
          names[next] = is_asset ? without_service(answer.asset.name.scalar()) : std::string_view();
        }
        reading_.names.prefetch(std::span(names).first(count));
      }
      declare(answers_[i]);
    }
  }

  void declare(const Answer& answer) {
    const auto& [file, item, kind, asset] = answer;
    if (kind == Kind::Asset) {
      const Name resource = resources_.declare(file, asset.name.scalar(), asset.name.place());
      const bool is_whole = !partial_.is_filtered(file);
      if (!resource.is_none()) bindings_.gather(file, resource, asset.policy, is_whole);
    }
    if (kind == Kind::Policy) declare_policy(file, item);
    if (kind == Kind::Container) declare_container(file, item);
    if (kind == Kind::DenyPolicy) gates_.deny(file, item);
    if (kind == Kind::Settings) gates_.settings(file, item);
    if (kind == Kind::Boundary) gates_.boundary(file, item);
  }

  /// A policy by itself is that of the resource that its file's path names.
  void declare_policy(SourceReading::File& file, NodeView item) {
    const std::string& path = file.document.text->path();
    const std::string name = name_in_path(path);
    const Place place{item.place().begin, item.place().begin};
    if (!name.empty())
      return bindings_.gather(file, resources_.declare(file, name, place), *policy_in(item));
    Diagnostic& problem = source::warn(reading_, "untold-resource",
                                       "this policy does not say of which resource it is",
                                       {file.document.text.get(), place});
    problem.label = "taken as one of its own, by the name of the file";
    problem.help =
        "name the file projects/PROJECT/iap_web/compute/services/SERVICE.json, or as far as it "
        "goes";
    const Name resource = resources_.declare_untold(file, path.substr(0, path.rfind('.')), place);
    bindings_.gather(file, resource, *policy_in(item));
  }

  void declare_container(SourceReading::File& file, NodeView item) {
    const std::optional<NodeView> id = source::find_text(item, "projectId");
    const NodeView told = id ? *id : *find(item, "name");
    const std::string name = (id ? "projects/" : "") + std::string(told.scalar());
    (void)resources_.declare(file, name, told.place());
  }

  SourceReading& reading_;
  Resources resources_;
  Roles roles_;
  Attributes attributes_;
  Partial partial_;
  AccessLevels levels_;
  ProjectMembers project_members_;
  Bindings bindings_;
  Changes changes_;
  Plans plans_;
  std::vector<Answer> answers_;
  Gates gates_;
};

}  // namespace

bool recognizes(NodeView root) {
  if (root.is_sequence()) {
    const std::optional<Kind> first =
        root.is_empty_collection() ? std::nullopt : kind_of(root.first_child());
    return first && *first != Kind::Policy;
  }
  bool is_one = false;
  each_answer(root, [&](NodeView item) { is_one = is_one || kind_of(item).has_value(); });
  return is_one;
}

void read(SourceReading& reading) { IapReading(reading).read(); }

}  // namespace accessdrift::google_iap
