#include "accessdrift/format/terraform/instances.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::terraform {
namespace {

using source::each_item;
using source::find;
using source::find_text;
using source::is_true;
using source::text_of;

Diagnostic& tell(Diagnostics& problems, Severity severity, std::string_view code,
                 std::string message, Span span) {
  Diagnostic& problem = problems.emplace_back();
  problem.severity = severity;
  problem.code = code;
  problem.message = std::move(message);
  problem.span = span;
  return problem;
}

class Gathering {
 public:
  Gathering(NodeView root, Diagnostics& problems) : root_(root), problems_(problems) {}

  std::vector<Instance> gather() {
    if (!check_version()) return {};
    if (kind_of(root_) == Kind::State) {
      add_values(find(root_, "values"), true);
      return std::move(all_);
    }
    if (is_true(find(root_, "errored"))) {
      tell(problems_, Severity::Error, "errored-plan", "this plan is not whole: planning failed",
           find(root_, "errored")->span())
          .help = "fix what terraform plan says, and plan again";
      return {};
    }
    expect_list(root_, "resource_changes");
    each_item(root_, "resource_changes", [&](NodeView change) { add_change(change); });
    if (const auto prior = find(root_, "prior_state")) add_values(find(*prior, "values"), true);
    add_values(find(root_, "planned_values"), false);
    tell_deferred();
    return std::move(all_);
  }

 private:
  bool check_version() {
    const std::optional<NodeView> version = find(root_, "format_version");
    if (!version) return true;
    const std::string_view text = version->is_scalar() ? version->scalar() : std::string_view();
    if (text.starts_with("1.") || text.starts_with("0.")) return true;
    Diagnostic& problem =
        tell(problems_, Severity::Error, "unsupported-plan",
             "a plan of format version `" + shortened(text) + "` is not read", version->span());
    problem.label = "expected a version below 2.0";
    return false;
  }

  void expect_list(NodeView mapping, std::string_view key) {
    const std::optional<NodeView> found = find(mapping, key);
    if (!found || found->is_sequence()) return;
    wrong(*found, "a list");
  }

  void wrong(NodeView found, std::string_view expected) {
    tell(problems_, Severity::Error, "not-of-format", "Terraform prints this otherwise",
         found.span())
        .label = "expected " + std::string(expected);
  }

  /// What every instance has, wherever it is told.
  std::optional<Instance> started(NodeView written) {
    const std::optional<NodeView> address = find_text(written, "address");
    const std::optional<NodeView> type = find_text(written, "type");
    if (!address || !type) {
      wrong(written, "a resource with `address` and `type`");
      return std::nullopt;
    }
    Instance one;
    one.address = *address;
    one.type = type->scalar();
    one.is_data = text_of(written, "mode") == "data";
    return one;
  }

  std::optional<NodeView> values_in(NodeView mapping, std::string_view key) {
    const std::optional<NodeView> found = find(mapping, key);
    if (!found || found->is_mapping()) return found;
    wrong(*found, "the values of a resource");
    return std::nullopt;
  }

  void add_change(NodeView written) {
    std::optional<Instance> one = started(written);
    if (!one) return;
    const std::optional<NodeView> change = find(written, "change");
    if (!change || !change->is_mapping()) return wrong(written, "a resource with its `change`");
    expect_list(*change, "actions");
    each_item(*change, "actions", [&](NodeView action) {
      if (action.is_scalar()) one->actions.push_back(action.scalar());
    });
    check_actions(*change, one->actions);
    one->before = values_in(*change, "before");
    one->after = values_in(*change, "after");
    one->unknown = find(*change, "after_unknown");
    one->before_sensitive = find(*change, "before_sensitive");
    one->after_sensitive = find(*change, "after_sensitive");
    const bool is_deposed = find_text(written, "deposed").has_value();
    if (!is_deposed) seen_.emplace(one->name());
    const bool is_abandoned = one->actions == std::vector<std::string_view>{"delete"} &&
                              one->before && text_of(*one->before, "deletion_policy") == "ABANDON";
    if (is_abandoned) one->actions = {"forget"};
    if (one->does("forget")) forget(*one);
    all_.push_back(std::move(*one));
  }

  void check_actions(NodeView change, const std::vector<std::string_view>& actions) {
    constexpr std::string_view kKnown[] = {"no-op", "create", "read", "update", "delete", "forget"};
    const bool are_known =
        !actions.empty() && std::ranges::all_of(actions, [&](std::string_view one) {
          return std::ranges::find(kKnown, one) != std::end(kKnown);
        });
    if (!are_known) wrong(find(change, "actions").value_or(change), "`actions` that are known");
  }

  /// What Terraform no longer looks after stays as it is.
  static void forget(Instance& one) {
    std::erase(one.actions, "forget");
    if (!one.actions.empty()) return;
    one.actions = {"no-op"};
    one.after = one.before;
    one.after_sensitive = one.before_sensitive;
    one.unknown.reset();
  }

  /// `is_there`: before, too; else they are only planned.
  void add_values(const std::optional<NodeView>& values, bool is_there) {
    if (!values) return;
    std::vector<NodeView> modules;
    if (const auto root = find(*values, "root_module")) modules.push_back(*root);
    for (std::size_t i = 0; i < modules.size(); ++i) {
      const NodeView module = modules[i];
      expect_list(module, "resources");
      each_item(module, "resources", [&](NodeView written) { add_resource(written, is_there); });
      each_item(module, "child_modules", [&](NodeView child) { modules.push_back(child); });
    }
  }

  void add_resource(NodeView written, bool is_there) {
    std::optional<Instance> one = started(written);
    if (!one || find_text(written, "deposed_key") || !seen_.emplace(one->name()).second) return;
    one->after = values_in(written, "values");
    one->after_sensitive = find(written, "sensitive_values");
    if (is_there) {
      one->before = one->after;
      one->before_sensitive = one->after_sensitive;
    }
    one->actions = {is_there ? "no-op" : "create"};
    all_.push_back(std::move(*one));
  }

  /// What comes with a later plan.
  void tell_deferred() {
    const std::optional<NodeView> deferred = find(root_, "deferred_changes");
    if (!deferred || !deferred->is_sequence() || deferred->is_empty_collection()) return;
    tell(problems_, Severity::Warning, "deferred-changes",
         "this plan puts some changes off until another one", deferred->first_child().span())
        .label = "what they will do is not told, and so not compared";
  }

  NodeView root_;
  Diagnostics& problems_;
  std::vector<Instance> all_;
  std::set<std::string, std::less<>> seen_;
};

}  // namespace

bool Instance::does(std::string_view action) const {
  return std::ranges::find(actions, action) != actions.end();
}

bool holds_true(NodeView marks) {
  const Document& document = marks.document();
  const std::uint32_t first = marks.index();
  const std::uint32_t end = marks.is_scalar() ? first + 1 : document.nodes[first].link;
  for (std::uint32_t i = first; i < end; ++i) {
    if (source::is_true(NodeView(document, i))) return true;
  }
  return false;
}

bool Instance::is_unknown(std::string_view key) const {
  const std::optional<NodeView> marks = unknown ? find(*unknown, key) : std::nullopt;
  return marks && holds_true(*marks);
}

Marked Instance::values(Moment moment) const {
  if (moment == Moment::Before) return {before, std::nullopt, before_sensitive};
  return {after, unknown, after_sensitive};
}

std::optional<Kind> kind_of(NodeView root) {
  if (!root.is_mapping() || !find(root, "format_version")) return std::nullopt;
  for (const std::string_view key : {"planned_values", "resource_changes", "prior_state"}) {
    if (find(root, key)) return Kind::Plan;
  }
  if (find(root, "values")) return Kind::State;
  // What is printed of a state without anything in it.
  bool is_empty = true;
  source::each_entry(root, [&](NodeView key, NodeView) {
    is_empty =
        is_empty && (key.scalar() == "format_version" || key.scalar() == "terraform_version");
  });
  return is_empty ? std::optional(Kind::State) : std::nullopt;
}

std::vector<Instance> instances_of(NodeView root, Diagnostics& problems) {
  return Gathering(root, problems).gather();
}

}  // namespace accessdrift::terraform
