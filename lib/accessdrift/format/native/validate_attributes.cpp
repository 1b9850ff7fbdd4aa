#include "accessdrift/base/text.h"
#include "accessdrift/base/time_problem.h"
#include "accessdrift/base/zone_problem.h"
#include "accessdrift/format/native/reading.h"
#include "accessdrift/format/native/validation.h"

namespace accessdrift::native {
namespace {

std::string written(const Snapshot& snapshot, const Literal& literal) {
  std::string text(snapshot.text(literal.text));
  if (literal.kind != Literal::Kind::List) return quoted(text);
  std::string list;
  for (const char c : text) c == kListSeparator ? list.append(", ") : list.append(1, c);
  return quoted("[" + list + "]");
}

/// Checks values against the declared types; each type is looked up once.
class ValueCheck {
 public:
  explicit ValueCheck(Validation& validation) : validation_(validation) {
    for (std::size_t i = 0; i < validation.snapshot.attributes.size(); ++i) {
      const Name name = validation.snapshot.attributes[i]->name;
      if (attribute_by_name_.find(name).is_none()) attribute_by_name_.set(name, AttributeIndex{i});
    }
  }

  void check(const Declarations& file, Range values, std::string_view kind, Name owner) {
    for (std::uint32_t i = values.first; i < values.first + values.count; ++i) {
      check_value(file, file.attribute_values[i], kind, owner);
    }
  }

 private:
  using AttributeIndex = Id<struct AttributeTag>;

  void check_value(const Declarations& file, const AttributeValue& value, std::string_view kind,
                   Name owner) {
    const Snapshot& snapshot = validation_.snapshot;
    const AttributeIndex attribute = attribute_by_name_.find(value.attribute);
    if (attribute.is_none()) {
      const std::string where = "`attributes` of " + named(kind, snapshot.text(owner));
      return report_missing(validation_, Kind::Attribute, value.attribute, where,
                            file.span(value.key));
    }
    const AttributeType& type = snapshot.attributes[attribute.index()]->type;
    const bool is_plain_text =
        type.kind == TypeKind::String && value.value.kind == Literal::Kind::String;
    if (is_plain_text || typed_value(value.value, type, *snapshot.names)) return;
    const Declared<AttributeDeclaration>& declared = snapshot.attributes[attribute.index()];
    const std::string whose = named(kind, snapshot.text(owner));
    const bool is_text = value.value.kind == Literal::Kind::String;
    if (type.kind == TypeKind::Time && is_text) {
      Diagnostic& diagnostic = report_refused("invalid-time", file, value, declared, whose);
      return explain_time(diagnostic, snapshot.text(value.value.text));
    }
    const bool is_unknown_value = type.kind == TypeKind::Enum && is_text;
    report_refused(is_unknown_value ? "unknown-value" : "wrong-type", file, value, declared, whose)
        .help =
        is_unknown_value ? help_with_value(value.value, type) : help_with_quotes(value.value, type);
  }

  static void explain_time(Diagnostic& diagnostic, std::string_view text) {
    auto time = read_time(text);
    if (time) return;
    diagnostic.label = std::move(time.error().label);
    diagnostic.help = std::move(time.error().help);
  }

  /// Where only the quotes are wrong.
  [[nodiscard]] std::string help_with_quotes(const Literal& literal,
                                             const AttributeType& type) const {
    const bool wants_text = type.kind == TypeKind::String || type.kind == TypeKind::Enum;
    const bool is_text = literal.kind == Literal::Kind::String;
    const bool is_list = literal.kind == Literal::Kind::List;
    if (wants_text && !is_text && !is_list) return "write it in quotes to make it a text";
    const bool wants_plain = type.kind == TypeKind::Bool || type.kind == TypeKind::Int;
    if (!wants_plain || !is_text) return {};
    const auto kind = type.kind == TypeKind::Bool ? Literal::Kind::Boolean : Literal::Kind::Integer;
    const std::string_view text = validation_.snapshot.text(literal.text);
    const bool is_word = text == "true" || text == "false";
    const bool would_fit =
        type.kind == TypeKind::Bool
            ? is_word
            : typed_value(Literal{kind, literal.text}, type, *validation_.snapshot.names)
                  .has_value();
    return would_fit ? "write it without quotes" : "";
  }

  Diagnostic& report_refused(std::string_view code, const Declarations& file,
                             const AttributeValue& value,
                             const Declared<AttributeDeclaration>& attribute,
                             const std::string& owner) {
    const Snapshot& snapshot = validation_.snapshot;
    Diagnostic& diagnostic = report(validation_, code,
                                    "attribute " + quoted(snapshot.text(value.attribute)) + " of " +
                                        owner + " cannot be " + written(snapshot, value.value),
                                    file.span(value.place));
    diagnostic.label = "expected " + values_in_words(attribute->type);
    diagnostic.notes.push_back({attribute.key(), "declared here"});
    return diagnostic;
  }

  /// Of a text that is none of an enum's.
  [[nodiscard]] std::string help_with_value(const Literal& literal,
                                            const AttributeType& type) const {
    const std::vector<std::string_view> candidates(type.values.begin(), type.values.end());
    const auto near = nearest(validation_.snapshot.text(literal.text), candidates);
    return near ? "did you mean " + quoted(*near) + "?" : std::string();
  }

  Validation& validation_;
  NameIndex<AttributeIndex> attribute_by_name_;
};

}  // namespace

void validate_attributes(Validation& validation) {
  const Snapshot& side = validation.snapshot;
  ValueCheck values(validation);
  for (const auto& [user, file] : side.users) {
    values.check(*file, user->attributes, user->is_service ? "service" : "user", user->spelling);
  }
  for (const auto& [resource, file] : side.resources) {
    values.check(*file, resource->attributes, "resource", resource->id);
  }
}

void validate_networks(Validation& validation) {
  const Snapshot& side = validation.snapshot;
  std::unordered_map<Name, std::uint32_t> position;
  for (std::size_t i = 0; i < side.networks.size(); ++i) {
    position.emplace(side.networks[i]->name, static_cast<std::uint32_t>(i));
  }
  Graph graph;
  graph.edges.resize(side.networks.size());
  for (std::size_t i = 0; i < side.networks.size(); ++i) {
    const auto& network = side.networks[i];
    for (const NetworkDeclaration::Entry& entry : network->entries) {
      if (entry.prefix) continue;
      const auto found = position.find(entry.network);
      if (found != position.end()) {
        graph.edges[i].push_back({found->second, network.span(entry.place)});
        continue;
      }
      report_missing(validation, Kind::Network, entry.network,
                     named("network", side.text(network->name)), network.span(entry.place));
    }
  }
  report_cycles(validation, graph, {"network-cycle", "the entries of network", "contains"},
                [&](std::uint32_t i) { return side.text(side.networks[i]->name); });
}

void validate_windows(Validation& validation) {
  const TimeZones& zones = *validation.snapshot.schema.zones;
  for (const auto& window : validation.snapshot.windows) {
    for (const WindowDeclaration::Part& part : window->parts) {
      if (zones.find(part.window.zone)) continue;
      ZoneProblem problem = why_not_found(zones, part.window.zone);
      Diagnostic& diagnostic = report(validation, problem.code, std::move(problem.message),
                                      window.span(part.zone_place));
      diagnostic.label = std::move(problem.label);
      diagnostic.help = std::move(problem.help);
    }
  }
}

void validate_scopes(Validation& validation) {
  const Snapshot& side = validation.snapshot;
  std::unordered_map<Name, std::uint32_t> position;
  for (std::size_t i = 0; i < side.scopes.size(); ++i) {
    position.emplace(side.scopes[i]->name, static_cast<std::uint32_t>(i));
  }
  Graph graph;
  graph.edges.resize(side.scopes.size());
  for (std::size_t i = 0; i < side.scopes.size(); ++i) {
    const auto& scope = side.scopes[i];
    for (const NamePlace& included : scope->includes) {
      const auto found = position.find(included.name);
      if (found != position.end()) {
        graph.edges[i].push_back({found->second, scope.span(included.place)});
        continue;
      }
      report_missing(validation, Kind::Scope, included.name,
                     "`includes` of " + named("scope", side.text(scope->name)),
                     scope.span(included.place));
    }
  }
  report_cycles(validation, graph, {"scope-cycle", "the includes of scope", "includes"},
                [&](std::uint32_t i) { return side.text(side.scopes[i]->name); });
}

void validate_clients(Validation& validation) {
  const Snapshot& side = validation.snapshot;
  for (const auto& client : side.clients) {
    for (const NamePlace& scope : client->scopes) {
      if (side.brought_by.contains(scope.name)) continue;
      report_missing(validation, Kind::Scope, scope.name,
                     "`scopes` of " + named("client", side.text(client->name)),
                     client.span(scope.place));
    }
  }
}

}  // namespace accessdrift::native
