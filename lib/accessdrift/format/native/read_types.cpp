#include <algorithm>
#include <array>

#include "accessdrift/format/native/reading.h"

namespace accessdrift::native {
namespace {

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

/// Methods compare exactly, and those of HTTP are upper case.
bool is_method(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

void read_methods(Reading& reading, const Owner& owner, TypeDeclaration& type, NodeView value) {
  if (!expect_mapping(reading, owner, "methods", value, "a mapping of actions to HTTP methods"))
    return;
  for_each_entry(reading, value, [&](const Entry& entry) {
    const NamePlace action{reading.names.intern(entry.key.scalar()), entry.key.place()};
    const Owner of{"action", entry.key.scalar()};
    for (const NamePlace& method :
         read_names(reading, of, "methods", entry.value, {"HTTP methods", Emptiness::Refused})) {
      if (is_method(reading.names.text(method.name))) {
        type.methods.push_back({method.name, method.place, action});
        continue;
      }
      report(reading, "invalid-name",
             quoted(reading.names.text(method.name)) + " cannot be an HTTP method", method.place)
          .label = "expected upper-case letters, digits, `-` and `_`";
    }
  });
}

void read_type(Reading& reading, const Entry& entry) {
  constexpr std::array<std::string_view, 2> kKeys = {"actions", "methods"};
  if (!expect_id(reading, "type", entry.key)) return;
  const Owner owner{"type", entry.key.scalar()};
  TypeDeclaration type{
      reading.names.intern(owner.id), entry.key.place(), entry.value.place(), {}, {}};
  bool has_actions = false;
  if (expect_mapping(reading, owner, {}, entry.value, "a mapping")) {
    for_each_entry(reading, entry.value, [&](const Entry& inner) {
      const std::string_view key = inner.key.scalar();
      if (key == "methods") return read_methods(reading, owner, type, inner.value);
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

}  // namespace

void read_types(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) { read_type(reading, entry); });
}

}  // namespace accessdrift::native
