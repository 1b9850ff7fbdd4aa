#include "accessdrift/format/terraform/hoop_objects.h"

#include <array>
#include <map>
#include <string>
#include <vector>

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

/// What a connection says of who gets in.
constexpr std::array<std::string_view, 7> kDeciding = {"access_mode_connect",
                                                       "access_mode_exec",
                                                       "access_mode_runbooks",
                                                       "reviewers",
                                                       "guardrail_rules",
                                                       "type",
                                                       "subtype"};

class HoopWriting {
 public:
  explicit HoopWriting(const Told& told) : writer_(told.root.document().text), told_(told) {}

  void write(std::vector<Translation>& all) {
    writer_.begin_mapping(told_.root.place());
    begin_list(writer_, "connections", told_.root.place());
    told_.each(kConnection, [&](const Instance& one, NodeView) { write_connection(one); });
    writer_.end();
    write_plugins("plugins", told_.moment, [](const Instance&) { return true; });
    begin_list(writer_, "users", told_.root.place());
    told_.each(kUser, [&](const Instance& one, NodeView) { write_user(one); });
    writer_.end();
    write_removed();
    writer_.end();
    if (has_any_) all.push_back({"hoop", writer_.take()});
  }

 private:
  /// The `id` of a connection, or a name of its own as long as it has none.
  static std::string id_of(const Instance& connection, NodeView values) {
    const std::string_view id = text_of(values, "id");
    return id.empty() ? '(' + std::string(connection.name()) + ')' : std::string(id);
  }

  void flag(std::string_view name, Place place) {
    writer_.text(name, place);
    writer_.scalar(NodeKind::Boolean, "true", place);
  }

  void begin_object(const Instance& one) {
    has_any_ = true;
    writer_.begin_mapping(one.address.place());
    if (told_.moment == Moment::After && one.changes()) flag("is_changed", one.address.place());
  }

  /// Names what is not told of an attribute, by `untold_` and its name; whether there is something.
  bool write_untold(const Instance& one, const Marked& values, std::string_view key) {
    const Marked part = values.in(key);
    if (part.is_told()) return false;
    tell_untold(told_.problems, one, key, part, *values.value());
    const std::string what = std::string(key) + " of " + std::string(one.name());
    write_text(writer_, "untold_" + std::string(key),
               part.is_unknown() ? what + " to come" : part.untold_name(what, {}),
               one.address.place());
    return true;
  }

  void write_connection(const Instance& one) {
    const Marked marked = one.values(told_.moment);
    const NodeView values = *marked.value();
    if (!find_text(values, "name"))
      return tell_unknown(told_.problems, one, "name", values, kUntoldOfHoop);
    begin_object(one);
    write_text(writer_, "id", id_of(one, values), one.address.place());
    std::vector<std::string_view> left_out(kLeftOutOfHoop.begin(), kLeftOutOfHoop.end());
    for (const std::string_view key : kDeciding) {
      if (!write_untold(one, marked, key)) continue;
      if (marked.in(key).is_sensitive()) left_out.push_back(key);
    }
    copy_entries_as_api(writer_, values, {{}, false}, left_out);
    writer_.end();
  }

  /// Bindings at a moment by plugin, as far as they are of a kind.
  template <typename IsOne>
  void write_plugins(std::string_view key, Moment moment, IsOne is_one) {
    std::map<std::string_view, std::vector<const Instance*>> plugins;
    for (const Instance& one : told_.instances) {
      const Marked values = one.values(moment);
      if (one.type != kBinding || one.is_data || !values.value() || !is_one(one)) continue;
      const std::string_view plugin = text_of(*values.value(), "plugin_name");
      if (plugin.empty()) {
        tell_unknown(told_.problems, one, "plugin_name", *values.value(), kUntoldOfHoop);
        continue;
      }
      plugins[plugin].push_back(&one);
    }
    begin_list(writer_, key, told_.root.place());
    for (const auto& [plugin, bindings] : plugins) {
      const Place place = bindings.front()->address.place();
      writer_.begin_mapping(place);
      write_text(writer_, "name", plugin, place);
      begin_list(writer_, "connections", place);
      for (const Instance* const one : bindings) write_binding(*one, one->values(moment));
      writer_.end();
      writer_.end();
    }
    writer_.end();
  }

  void write_binding(const Instance& one, const Marked& marked) {
    const NodeView values = *marked.value();
    std::string id(text_of(values, "connection_id"));
    if (id.empty()) {
      const Instance* const referred = told_.references.of(one, "connection_id", kConnection);
      if (referred == nullptr) {
        suppose_binding(one, values);
        return;
      }
      id = '(' + std::string(referred->name()) + ')';
    }
    begin_object(one);
    write_text(writer_, "connection_id", id, one.address.place());
    const bool is_untold = write_untold(one, marked, "config");
    const std::optional<NodeView> config = find(values, "config");
    writer_.text("config", config ? config->place() : values.place());
    if (config && !(is_untold && marked.in("config").is_sensitive())) {
      copy_as_api(writer_, *config, {});
    } else {
      writer_.begin_sequence(values.place());
      writer_.end();
    }
    writer_.end();
  }

  /// Of one of some connections: whom it shows one to may see each of them.
  void suppose_binding(const Instance& one, NodeView values) {
    const auto candidates = told_.references.candidates(one, "connection_id", kConnection);
    if (candidates.empty())
      return tell_unknown(told_.problems, one, "connection_id", values, kUntoldOfHoop);
    tell_unknown(told_.problems, one, "connection_id", values);
    for (const Instance* const connection : candidates) {
      const Marked known = connection->values(told_.moment);
      if (!known.value()) continue;
      begin_object(one);
      write_text(writer_, "connection_id", id_of(*connection, *known.value()), one.address.place());
      write_text(writer_, "untold_config",
                 "whom " + std::string(one.name()) + " may show " + std::string(connection->name()),
                 one.address.place());
      begin_list(writer_, "config", one.address.place());
      writer_.end();
      writer_.end();
    }
  }

  void write_user(const Instance& one) {
    const Marked marked = one.values(told_.moment);
    const NodeView values = *marked.value();
    if (!find_text(values, "email"))
      return tell_unknown(told_.problems, one, "email", values, kUntoldOfHoop);
    begin_object(one);
    std::vector<std::string_view> left_out(kId.begin(), kId.end());
    for (const std::string_view key : {"groups", "status"}) {
      if (write_untold(one, marked, key) && marked.in(key).is_sensitive()) left_out.push_back(key);
    }
    copy_entries_as_api(writer_, values, {{}, false}, left_out);
    writer_.end();
  }

  /// What the plan takes away, or has in another way then.
  void write_removed() {
    if (told_.moment == Moment::Before) return;
    const auto is_gone = [](const Instance& one) {
      return (one.does("delete") || one.does("update")) && one.before;
    };
    for (const auto& [key, type, id] :
         {std::array{std::string_view("removed_connections"), kConnection,
                     std::string_view("name")},
          std::array{std::string_view("removed_users"), kUser, std::string_view("email")}}) {
      begin_list(writer_, key, told_.root.place());
      for (const Instance& one : told_.instances) {
        if (one.type != type || one.is_data || !is_gone(one)) continue;
        has_any_ = true;
        writer_.begin_mapping(one.address.place());
        write_text(writer_, id, text_of(*one.before, id), one.address.place());
        write_text(writer_, "id", text_of(*one.before, "id"), one.address.place());
        writer_.end();
      }
      writer_.end();
    }
    write_plugins("removed_plugins", Moment::Before, is_gone);
  }

  TreeWriter writer_;
  const Told& told_;
  bool has_any_ = false;
};

}  // namespace

void write_hoop(const Told& told, std::vector<Translation>& all) { HoopWriting(told).write(all); }

}  // namespace accessdrift::terraform
