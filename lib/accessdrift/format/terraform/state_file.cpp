#include "accessdrift/format/terraform/state_file.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/document/tree_writer.h"
#include "accessdrift/format/source_reading.h"
#include "accessdrift/format/terraform/objects.h"

namespace accessdrift::terraform {
namespace {

using source::each_entry;
using source::each_item;
using source::find;
using source::find_text;
using source::text_of;

/// As Terraform quotes a key in an address.
std::string quoted(std::string_view key) {
  std::string all = "\"";
  for (std::size_t i = 0; i < key.size(); ++i) {
    const char c = key[i];
    const bool begins_template = (c == '$' || c == '%') && i + 1 < key.size() && key[i + 1] == '{';
    if (c == '"' || c == '\\') {
      all += '\\';
    } else if (begins_template) {
      all += c;
    }
    switch (c) {
      case '\n':
        all += "\\n";
        break;
      case '\r':
        all += "\\r";
        break;
      case '\t':
        all += "\\t";
        break;
      default:
        all += c;
    }
  }
  return all + '"';
}

bool is_secret(std::string_view key) {
  constexpr std::array<std::string_view, 3> kSecretKeys = {"secret", "private_key", "password"};
  return std::ranges::any_of(
      kSecretKeys, [&](std::string_view part) { return key.find(part) != std::string_view::npos; });
}

bool is_of_other_provider(std::string_view type) {
  return !type.starts_with("google_") && !type.starts_with("hoop_");
}

class Showing {
 public:
  Showing(const Document& file, Diagnostics& problems)
      : root_(file), writer_(file.text), problems_(problems) {}

  Document show() {
    writer_.begin_mapping(root_.place());
    key("format_version", root_);
    writer_.text("1.0", root_.place());
    key("values", root_);
    writer_.begin_mapping(root_.place());
    if (check_version()) write_module();
    writer_.end();
    writer_.end();
    return writer_.take();
  }

 private:
  void key(std::string_view name, NodeView at) { writer_.text(name, at.place()); }

  Diagnostic& tell(std::string_view code, std::string message, NodeView at) {
    Diagnostic& problem = problems_.emplace_back();
    problem.code = code;
    problem.message = std::move(message);
    problem.span = at.span();
    return problem;
  }

  void wrong(NodeView at, std::string_view expected) {
    tell("not-of-format", "Terraform writes this otherwise", at).label =
        "expected " + std::string(expected);
  }

  bool check_version() {
    const NodeView version = *find(root_, "version");
    if (version.scalar() == "4") return true;
    Diagnostic& problem =
        tell("unsupported-plan",
             "a state of version `" + shortened(version.scalar()) + "` is not read", version);
    problem.label = "expected 4, as Terraform writes it from 0.12 on";
    return false;
  }

  void write_module() {
    const auto resources = find(root_, "resources");
    if (!resources || !resources->is_sequence())
      return wrong(resources.value_or(root_), "`resources`, a list");
    key("root_module", root_);
    writer_.begin_mapping(root_.place());
    key("resources", *resources);
    writer_.begin_sequence(resources->place());
    each_item(*resources, [&](NodeView resource) { write_resource(resource); });
    writer_.end();
    writer_.end();
  }

  void write_resource(NodeView resource) {
    const auto name = find_text(resource, "name");
    const auto type = find_text(resource, "type");
    const auto instances = find(resource, "instances");
    if (!name || !type || !instances || !instances->is_sequence())
      return wrong(resource, "a resource with `type`, `name` and `instances`");
    std::string address;
    if (const std::string_view module = text_of(resource, "module"); !module.empty())
      address = std::string(module) + '.';
    const std::string_view mode = text_of(resource, "mode");
    if (mode == "data") address += "data.";
    address += std::string(type->scalar()) + '.' + std::string(name->scalar());
    each_item(*instances, [&](NodeView instance) {
      if (!find_text(instance, "deposed")) write_instance(instance, address, *name, *type, mode);
    });
  }

  void write_instance(NodeView instance, const std::string& address, NodeView name, NodeView type,
                      std::string_view mode) {
    const auto values = find(instance, "attributes");
    if (!values || !values->is_mapping()) {
      // As before 0.12, of what was never looked at since.
      if (!is_of_other_provider(type.scalar())) wrong(instance, "an instance with `attributes`");
      return;
    }
    const auto index = find(instance, "index_key");
    const bool has_index = index && index->is_scalar() && index->kind() != NodeKind::Null;
    std::string whole = address;
    if (has_index) {
      whole += '[';
      whole += index->kind() == NodeKind::String ? quoted(index->scalar())
                                                 : std::string(index->scalar());
      whole += ']';
    }
    writer_.begin_mapping(instance.place());
    key("address", name);
    writer_.text(whole, (has_index ? *index : name).place());
    key("type", type);
    writer_.copy_scalar(type);
    if (mode == "data") {
      key("mode", type);
      writer_.text(mode, type.place());
    }
    key("values", *values);
    copy(writer_, *values);
    key("sensitive_values", *values);
    write_sensitive(instance, *values, is_of_other_provider(type.scalar()));
    writer_.end();
  }

  void write_sensitive(NodeView instance, NodeView values, bool is_all) {
    if (is_all) return mark(values);
    writer_.begin_mapping(values.place());
    // A path leads into a value; all of the value is hidden.
    each_item(instance, "sensitive_attributes", [&](NodeView path) {
      if (!path.is_sequence() || path.is_empty_collection()) return;
      const auto first = find_text(path.first_child(), "value");
      if (!first) return;
      key(first->scalar(), *first);
      mark(*first);
    });
    write_secrets(values);
    writer_.end();
  }

  /// Within a mapping that is open.
  void write_secrets(NodeView values) {
    each_entry(values, [&](NodeView name, NodeView value) {
      if (!is_secret(name.scalar()) && value.is_scalar()) return;
      key(name.scalar(), name);
      write_secrets_of(name, value);
    });
  }

  void write_secrets_of(NodeView name, NodeView value) {
    if (is_secret(name.scalar())) return mark(value);
    if (value.is_mapping()) {
      writer_.begin_mapping(value.place());
      write_secrets(value);
      return writer_.end();
    }
    writer_.begin_sequence(value.place());
    each_item(value, [&](NodeView item) {
      if (item.is_scalar()) return writer_.scalar(NodeKind::Boolean, "false", item.place());
      write_secrets_of(name, item);
    });
    writer_.end();
  }

  void mark(NodeView at) { writer_.scalar(NodeKind::Boolean, "true", at.place()); }

  NodeView root_;
  TreeWriter writer_;
  Diagnostics& problems_;
};

}  // namespace

bool is_state_file(NodeView root) {
  if (!root.is_mapping() || find(root, "format_version")) return false;
  const auto version = find(root, "version");
  const bool has_version = version && version->kind() == NodeKind::Integer;
  return has_version && find_text(root, "terraform_version") && find(root, "serial") &&
         (find(root, "resources") || find(root, "modules"));
}

Document shown(const Document& state_file, Diagnostics& problems) {
  return Showing(state_file, problems).show();
}

}  // namespace accessdrift::terraform
