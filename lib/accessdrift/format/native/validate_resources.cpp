#include "accessdrift/format/native/reading.h"
#include "accessdrift/format/native/validation.h"

namespace accessdrift::native {
namespace {

/// Each method means one action of the type.
void validate_methods(Validation& validation, const Declared<TypeDeclaration>& type,
                      const std::vector<std::string_view>& actions) {
  const Snapshot& side = validation.snapshot;
  const std::string_view id = side.text(type->name);
  std::unordered_map<Name, const TypeDeclaration::Method*> first;
  for (const TypeDeclaration::Method& method : type->methods) {
    const std::string_view action = side.text(method.action.name);
    const auto [known, is_new] = first.emplace(method.name, &method);
    if (std::ranges::find(actions, action) == actions.end()) {
      Diagnostic& diagnostic =
          report(validation, "unknown-action",
                 "unknown action " + quoted(action) + " in `methods` of type " + quoted(id),
                 type.span(method.action.place));
      diagnostic.label = "the type has no such action";
      diagnostic.help = validation.suggestions.among(action, actions);
    } else if (!is_new && known->second->action.name != method.action.name) {
      Diagnostic& diagnostic = report(
          validation, "ambiguous-method",
          named("method", side.text(method.name)) + " of type " + quoted(id) + " means two actions",
          type.span(method.place));
      diagnostic.label = "also means " + quoted(action);
      diagnostic.notes.push_back({type.span(known->second->place),
                                  "means " + quoted(side.text(known->second->action.name))});
    }
  }
}

void validate_type(Validation& validation, const Declared<TypeDeclaration>& type) {
  const Snapshot& side = validation.snapshot;
  std::unordered_map<Name, std::uint32_t> position;
  std::vector<std::string_view> names;
  for (const TypeDeclaration::Action& action : type->actions) {
    position.emplace(action.name, static_cast<std::uint32_t>(names.size()));
    names.push_back(side.text(action.name));
  }
  Graph graph;
  graph.edges.resize(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (const NamePlace& implied : type->actions[i].implied) {
      const auto found = position.find(implied.name);
      if (found != position.end()) {
        graph.edges[i].push_back({found->second, type.span(implied.place)});
        continue;
      }
      const std::string_view text = side.text(implied.name);
      Diagnostic& diagnostic =
          report(validation, "unknown-action",
                 "unknown action " + quoted(text) + " in what " + quoted(names[i]) + " of type " +
                     quoted(side.text(type->name)) + " implies",
                 type.span(implied.place));
      diagnostic.label = "the type has no such action";
      diagnostic.help = validation.suggestions.among(text, names);
    }
  }
  validate_methods(validation, type, names);
  report_cycles(validation, graph, {"implication-cycle", "the actions implied by", "implies"},
                [&](std::uint32_t i) { return names[i]; });
}

void check_references(Validation& validation, const Declared<ResourceDeclaration>& resource) {
  const Snapshot& side = validation.snapshot;
  const std::optional<NamePlace>& type = resource->type;
  if (type && side.type_by_name.find(type->name).is_none()) {
    report_missing(validation, Kind::Type, type->name, named("resource", side.text(resource->id)),
                   resource.span(type->place));
  }
  const std::optional<NamePlace>& parent = resource->parent;
  if (parent && side.resource_by_name.find(parent->name).is_none()) {
    report_missing(validation, Kind::Resource, parent->name,
                   "`parent` of " + named("resource", side.text(resource->id)),
                   resource.span(parent->place));
  }
}

}  // namespace

void validate_types(Validation& validation) {
  for (const Declared<TypeDeclaration>& type : validation.snapshot.types)
    validate_type(validation, type);
}

void validate_resources(Validation& validation) {
  const Snapshot& side = validation.snapshot;
  Graph graph;
  graph.edges.resize(side.resources.size());
  for (std::size_t i = 0; i < side.resources.size(); ++i) {
    const auto& resource = side.resources[i];
    check_references(validation, resource);
    const std::optional<NamePlace>& named = resource->parent;
    if (!named) continue;
    const ResourceIndex parent = side.resource_by_name.find(named->name);
    if (!parent.is_none()) graph.edges[i].push_back({parent.number, resource.span(named->place)});
  }
  report_cycles(validation, graph, {"parent-cycle", "the parents of resource", "has the parent"},
                [&](std::uint32_t i) { return side.text(side.resources[i]->id); });
}

}  // namespace accessdrift::native
