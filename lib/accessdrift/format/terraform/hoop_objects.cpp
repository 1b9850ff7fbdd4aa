#include "accessdrift/format/terraform/hoop_objects.h"

#include <array>
#include <map>
#include <string>

#include "accessdrift/base/text.h"
#include "accessdrift/document/tree_writer.h"
#include "accessdrift/format/terraform/objects.h"

namespace accessdrift::terraform {
namespace {

using source::find;
using source::find_text;
using source::text_of;

constexpr std::string_view kConnection = "hoop_connection";
constexpr std::string_view kBinding = "hoop_plugin_connection";
constexpr std::string_view kUser = "hoop_user";
constexpr std::string_view kUntoldOfHoop = "so what it gives is not told";
constexpr std::array<std::string_view, 1> kId = {"id"};
/// What is no part of who gets in; some of it is secret.
constexpr std::array<std::string_view, 5> kLeftOutOfHoop = {"id", "secrets", "command", "tags",
                                                            "agent_id"};

class HoopWriting {
 public:
  explicit HoopWriting(const Told& told) : writer_(told.root.document().text), told_(told) {}

  void write(std::vector<Translation>& all) {
    writer_.begin_mapping(told_.root.place());
    begin_list(writer_, "connections", told_.root.place());
    told_.each(kConnection,
               [&](const Instance& one, NodeView values) { write_connection(one, values); });
    writer_.end();
    write_plugins();
    begin_list(writer_, "users", told_.root.place());
    told_.each(kUser, [&](const Instance& one, NodeView values) { write_user(one, values); });
    writer_.end();
    writer_.end();
    if (has_any_) all.push_back({"hoop", writer_.take()});
  }

 private:
  /// The `id` of a connection, or a name of its own as long as it has none.
  static std::string id_of(const Instance& connection, NodeView values) {
    const std::string_view id = text_of(values, "id");
    return id.empty() ? '(' + std::string(connection.name()) + ')' : std::string(id);
  }

  void write_connection(const Instance& one, NodeView values) {
    if (!find_text(values, "name"))
      return tell_unknown(told_.problems, one, "name", values, kUntoldOfHoop);
    has_any_ = true;
    writer_.begin_mapping(one.address.place());
    write_text(writer_, "id", id_of(one, values), one.address.place());
    copy_entries_as_api(writer_, values, {{}, false}, kLeftOutOfHoop);
    writer_.end();
  }

  void write_plugins() {
    std::map<std::string_view, std::vector<std::pair<const Instance*, NodeView>>> plugins;
    told_.each(kBinding, [&](const Instance& one, NodeView values) {
      const std::string_view plugin = text_of(values, "plugin_name");
      if (plugin.empty())
        return tell_unknown(told_.problems, one, "plugin_name", values, kUntoldOfHoop);
      plugins[plugin].emplace_back(&one, values);
    });
    begin_list(writer_, "plugins", told_.root.place());
    for (const auto& [plugin, bindings] : plugins) {
      const Place place = bindings.front().first->address.place();
      writer_.begin_mapping(place);
      write_text(writer_, "name", plugin, place);
      begin_list(writer_, "connections", place);
      for (const auto& [one, values] : bindings) write_binding(*one, values);
      writer_.end();
      writer_.end();
    }
    writer_.end();
  }

  void write_binding(const Instance& one, NodeView values) {
    std::string id(text_of(values, "connection_id"));
    if (id.empty()) {
      const Instance* const referred = told_.references.of(one, "connection_id", kConnection);
      if (referred == nullptr)
        return tell_unknown(told_.problems, one, "connection_id", values, kUntoldOfHoop);
      id = '(' + std::string(referred->name()) + ')';
    }
    has_any_ = true;
    writer_.begin_mapping(one.address.place());
    write_text(writer_, "connection_id", id, one.address.place());
    const std::optional<NodeView> config = find(values, "config");
    writer_.text("config", config ? config->place() : values.place());
    const bool is_untold = told_.is_unknown(one, "config");
    if (is_untold) tell_unknown(told_.problems, one, "config", values, kUntoldOfHoop);
    if (config && !is_untold) {
      copy(writer_, *config);
    } else {
      writer_.begin_sequence(values.place());
      if (is_untold) writer_.text("groups of " + std::string(one.name()), values.place());
      writer_.end();
    }
    writer_.end();
  }

  void write_user(const Instance& one, NodeView values) {
    if (!find_text(values, "email"))
      return tell_unknown(told_.problems, one, "email", values, kUntoldOfHoop);
    has_any_ = true;
    writer_.begin_mapping(one.address.place());
    copy_entries_as_api(writer_, values, {{}, false}, kId);
    writer_.end();
  }

  TreeWriter writer_;
  const Told& told_;
  bool has_any_ = false;
};

}  // namespace

void write_hoop(const Told& told, std::vector<Translation>& all) { HoopWriting(told).write(all); }

}  // namespace accessdrift::terraform
