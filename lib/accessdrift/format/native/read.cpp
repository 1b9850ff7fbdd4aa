#include "accessdrift/format/native/read.h"

#include <algorithm>
#include <array>
#include <string>

#include "accessdrift/base/text.h"
#include "accessdrift/format/native/reading.h"

namespace accessdrift {
namespace native {
namespace {

constexpr std::string_view kHeader = "accessdrift";

constexpr std::array<std::string_view, 17> kSections = {
    "accessdrift", "directory", "context", "attributes", "networks", "windows",
    "users",       "services",  "groups",  "scopes",     "clients",  "types",
    "resources",   "policies",  "sets",    "renames",    "tests"};

/// Keys of the file that says what must hold of a change.
constexpr std::array<std::string_view, 4> kOfProjectFile = {"protect", "limits", "always",
                                                            "sources"};

using ReadSection = void (*)(Reading&, NodeView);
struct Section {
  std::string_view key;
  std::string_view things;
  ReadSection read;
};

constexpr std::array<Section, 13> kReaders = {{
    {"context", "a mapping of names to types", read_context},
    {"attributes", "a mapping of names to types", read_attributes},
    {"networks", "a mapping of names to lists", read_networks},
    {"windows", "a mapping of names to windows", read_windows},
    {"users", "a mapping of ids to users", [](Reading& r, NodeView v) { read_users(r, v, false); }},
    {"services", "a mapping of ids to services",
     [](Reading& r, NodeView v) { read_users(r, v, true); }},
    {"groups", "a mapping of ids to groups", read_groups},
    {"scopes", "a mapping of names to scopes", read_scopes},
    {"clients", "a mapping of names to clients", read_clients},
    {"types", "a mapping of names to types", read_types},
    {"resources", "a mapping of ids to resources", read_resources},
    {"policies", "a mapping of ids to policies", read_policies},
    {"sets", "a mapping of ids to sets", read_sets},
}};

void read_section(Reading& reading, const Entry& entry) {
  const std::string_view key = entry.key.scalar();
  const Owner owner{"this file", {}};
  if (key == kHeader) return;
  if (key == "tests") return read_tests(reading, {"test", {}}, entry);
  if (key == "directory") return read_directory(reading, entry);
  if (key == "renames") {
    if (expect_mapping(reading, owner, key, entry.value, "a mapping of old ids to new ids")) {
      read_renames(reading, entry.value);
    }
    return;
  }
  const auto* const section = std::ranges::find(kReaders, key, &Section::key);
  if (section == kReaders.end()) {
    reading.file.is_partial = true;
    report_unknown_key(reading, owner, entry.key, kSections);
    if (std::ranges::find(kOfProjectFile, key) != kOfProjectFile.end()) {
      reading.file.diagnostics.back().help =
          quoted(key) + " stands in accessdrift.yaml, which has no key `accessdrift`";
    }
    return;
  }
  if (expect_mapping(reading, owner, key, entry.value, section->things)) {
    return section->read(reading, entry.value);
  }
  reading.file.is_partial = true;
}

std::optional<Entry> find_header(NodeView root) {
  if (!root.is_mapping()) return std::nullopt;
  for (NodeView key = root.first_child(); !key.is_end(root);) {
    const NodeView value = key.next_sibling();
    if (key.scalar() == kHeader) return Entry{key, value};
    key = value.next_sibling();
  }
  return std::nullopt;
}

bool check_version(Reading& reading, const Entry& header) {
  if (header.value.kind() == NodeKind::Integer && header.value.scalar() == "1") return true;
  Diagnostic& diagnostic =
      report(reading, "unsupported-version", "this version of the format is not supported",
             header.value.place());
  diagnostic.label = "expected the number 1";
  reading.file.is_partial = true;
  return false;
}

/// Every key of a mapping with its value, merge keys too.
template <typename Visit>
void for_each_pair(NodeView mapping, Visit&& visit) {
  for (NodeView key = mapping.first_child(); !key.is_end(mapping);) {
    const NodeView value = key.next_sibling();
    visit(key, value);
    key = value.next_sibling();
  }
}

/// An upper bound of what a section adds to the pools, told by the sizes of its subtrees.
struct PoolSizes {
  std::size_t bodies = 0;
  std::size_t aliases = 0;
  std::size_t attributes = 0;
  std::size_t members = 0;

  void add(std::string_view key, NodeView value) {
    if (value.is_scalar()) return;
    if (key == "aliases") aliases += nodes_below(value);
    if (key == "attributes") attributes += nodes_below(value) / 2;
    if (key == "members") members += nodes_below(value);
  }
};

PoolSizes pool_sizes(NodeView section) {
  PoolSizes sizes;
  for_each_pair(section, [&](NodeView, NodeView body) {
    ++sizes.bodies;
    if (!body.is_mapping()) return;
    for_each_pair(body, [&](NodeView key, NodeView value) { sizes.add(key.scalar(), value); });
  });
  return sizes;
}

void reserve_pools(Declarations& declarations, NodeView section, std::string_view name) {
  const bool are_users = name == "users" || name == "services";
  if (!section.is_mapping() || (!are_users && name != "groups")) return;
  const PoolSizes sizes = pool_sizes(section);
  if (are_users) {
    declarations.users.reserve(declarations.users.size() + sizes.bodies);
    declarations.aliases.reserve(declarations.aliases.size() + sizes.aliases);
    declarations.attribute_values.reserve(declarations.attribute_values.size() + sizes.attributes);
  } else {
    declarations.groups.reserve(sizes.bodies);
    declarations.mentions.reserve(sizes.members);
  }
}

}  // namespace
}  // namespace native

bool has_native_header(NodeView root) { return native::find_header(root).has_value(); }

std::optional<NativeFile> read_native(const Document& document, Names& names) {
  const NodeView root(document);
  const std::optional<native::Entry> header = native::find_header(root);
  if (!header) return std::nullopt;

  native::Reading reading{document, names, {}, {}, {}};
  Declarations& declarations = reading.file.declarations;
  declarations.text = document.text;
  declarations.bytes_tell = std::ranges::none_of(document.nodes, &Node::is_alias);
  if (native::check_version(reading, *header)) {
    native::for_each_entry(reading, root, [&](const native::Entry& entry) {
      native::reserve_pools(declarations, entry.value, entry.key.scalar());
      native::read_section(reading, entry);
    });
  }
  sort_diagnostics(reading.file.diagnostics);
  return std::move(reading.file);
}

}  // namespace accessdrift
