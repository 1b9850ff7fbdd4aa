#include <array>

#include "accessdrift/format/native/reading.h"

namespace accessdrift::native {
namespace {

void read_scope(Reading& reading, const Entry& entry) {
  constexpr std::array<std::string_view, 1> kKeys = {"includes"};
  if (!expect_id(reading, "scope", entry.key)) return;
  const Owner owner{"scope", entry.key.scalar()};
  if (owner.id.find(',') != std::string_view::npos) {
    report(reading, "invalid-name", quoted(owner.id) + " cannot be the name of a scope",
           entry.key.place())
        .label = "expected no comma";
  }
  ScopeDeclaration scope{
      reading.names.intern(owner.id), entry.key.place(), entry.value.place(), {}};
  if (expect_mapping(reading, owner, {}, entry.value, "a mapping")) {
    for_each_entry(reading, entry.value, [&](const Entry& inner) {
      const std::string_view key = inner.key.scalar();
      if (key != "includes") return report_unknown_key(reading, owner, inner.key, kKeys);
      scope.includes = read_names(reading, owner, key, inner.value, {"scopes", Emptiness::Allowed});
    });
  }
  reading.file.declarations.scopes.push_back(std::move(scope));
}

/// `*` means every action where one is asked for.
bool expect_action(Reading& reading, NodeView key) {
  if (!expect_id(reading, "action", key)) return false;
  if (key.scalar() != "*") return true;
  report(reading, "reserved-id", "the id `*` of an action is reserved", key.place()).label =
      "means every action";
  reading.file.is_partial = true;
  return false;
}

void read_actions(Reading& reading, TypeDeclaration& type, NodeView value) {
  for_each_entry(reading, value, [&](const Entry& entry) {
    if (!expect_action(reading, entry.key)) return;
    const Owner owner{"action", entry.key.scalar()};
    TypeDeclaration::Action action{reading.names.intern(owner.id), entry.key.place(), {}};
    action.implied =
        read_names(reading, owner, "implied actions", entry.value, {"actions", Emptiness::Allowed});
    type.actions.push_back(std::move(action));
  });
}

void read_type(Reading& reading, const Entry& entry) {
  constexpr std::array<std::string_view, 2> kKeys = {"actions", "methods"};
  if (!expect_id(reading, "type", entry.key)) return;
  const Owner owner{"type", entry.key.scalar()};
  TypeDeclaration type{reading.names.intern(owner.id), entry.key.place(), entry.value.place(), {}};
  bool has_actions = false;
  if (expect_mapping(reading, owner, {}, entry.value, "a mapping")) {
    for_each_entry(reading, entry.value, [&](const Entry& inner) {
      const std::string_view key = inner.key.scalar();
      if (key == "methods")
        return report_not_supported(reading, "`methods` of a type are", inner.key.place());
      if (key != "actions") return report_unknown_key(reading, owner, inner.key, kKeys);
      has_actions = true;
      if (expect_mapping(reading, owner, key, inner.value,
                         "a mapping of actions to implied actions")) {
        return read_actions(reading, type, inner.value);
      }
      reading.file.is_partial = true;
    });
    if (!has_actions) {
      report_missing_key(reading, owner, "`actions`", entry.key.place());
      reading.file.is_partial = true;
    }
  }
  reading.file.declarations.types.push_back(std::move(type));
}

std::optional<NamePlace> read_reference(Reading& reading, const Owner& owner, const Entry& entry) {
  if (!expect_text(reading, owner, entry.key.scalar(), entry.value, "an id as text"))
    return std::nullopt;
  return NamePlace{reading.names.intern(entry.value.scalar()), entry.value.place()};
}

bool expect_resource_id(Reading& reading, NodeView key) {
  if (!expect_id(reading, "resource", key)) return false;
  if (!expect_no_reserved_prefix(reading, "resource", key.scalar(), key.place())) return false;
  if (key.scalar().find('*') == std::string_view::npos) return true;
  report(reading, "invalid-name", quoted(key.scalar()) + " cannot be the id of a resource",
         key.place())
      .label = "`*` makes a pattern";
  reading.file.is_partial = true;
  return false;
}

void report_type_and_actions(Reading& reading, const Owner& owner, NodeView body) {
  Place type;
  Place actions;
  for_each_entry(reading, body, [&](const Entry& entry) {
    if (entry.key.scalar() == "type") type = entry.key.place();
    if (entry.key.scalar() == "actions") actions = entry.key.place();
  });
  const auto [first, second] = std::minmax(type, actions);
  Diagnostic& diagnostic = report(reading, "conflicting-keys",
                                  to_text(owner) + " has both `type` and `actions`", second);
  diagnostic.label = "expected one of them";
  diagnostic.notes.push_back({{reading.document.text.get(), first}, "the other one"});
}

void read_resource(Reading& reading, const Entry& entry) {
  constexpr std::array<std::string_view, 5> kKeys = {"type", "actions", "parent", "url",
                                                     "attributes"};
  if (!expect_resource_id(reading, entry.key)) return;
  const Owner owner{"resource", entry.key.scalar()};
  ResourceDeclaration resource;
  resource.id = reading.names.intern(owner.id);
  resource.key = entry.key.place();
  resource.body = entry.value.place();
  const auto read_entry = [&](const Entry& inner) {
    const std::string_view key = inner.key.scalar();
    if (key == "type") {
      resource.type = read_reference(reading, owner, inner);
    } else if (key == "parent") {
      resource.parent = read_reference(reading, owner, inner);
    } else if (key == "actions") {
      resource.actions =
          read_names(reading, owner, key, inner.value, {"actions", Emptiness::Refused});
    } else if (key == "attributes") {
      resource.attributes = read_attribute_values(reading, owner, inner.value);
    } else if (key == "url") {
      report_not_supported(reading, "`url` of a resource is", inner.key.place());
    } else {
      report_unknown_key(reading, owner, inner.key, kKeys);
    }
  };
  if (expect_mapping(reading, owner, {}, entry.value, "a mapping")) {
    for_each_entry(reading, entry.value, read_entry);
    if (resource.type && resource.actions) report_type_and_actions(reading, owner, entry.value);
  }
  reading.file.declarations.resources.push_back(std::move(resource));
}

}  // namespace

void read_scopes(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) { read_scope(reading, entry); });
}

void read_types(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) { read_type(reading, entry); });
}

void read_resources(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) { read_resource(reading, entry); });
}

}  // namespace accessdrift::native
