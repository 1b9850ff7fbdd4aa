#include "accessdrift/format/terraform/directory.h"

#include <array>
#include <string>

#include "accessdrift/base/text.h"
#include "accessdrift/document/tree_writer.h"
#include "accessdrift/format/terraform/objects.h"

namespace accessdrift::terraform {
namespace {

using source::find;
using source::find_text;
using source::text_of;

constexpr std::string_view kGroup = "google_cloud_identity_group";
constexpr std::string_view kMembership = "google_cloud_identity_group_membership";
constexpr std::string_view kUntoldMembership = "so who is in which group by it is not told";
constexpr std::array<std::string_view, 1> kRoles = {"roles"};
constexpr std::array<std::string_view, 3> kLeftOutOfMemberships = {"group", "name", "id"};

std::optional<NodeView> block(NodeView values, std::string_view key) {
  const std::optional<NodeView> told = find(values, key);
  if (!told || !told->is_sequence() || told->is_empty_collection()) return std::nullopt;
  return told->first_child();
}

class DirectoryWriting {
 public:
  explicit DirectoryWriting(const Told& told) : writer_(told.root.document().text), told_(told) {}

  void write(std::vector<Translation>& all) {
    writer_.begin_mapping(told_.root.place());
    begin_list(writer_, "groups", told_.root.place());
    told_.each(kGroup, [&](const Instance& one, NodeView values) { write_group(one, values); });
    writer_.end();
    begin_list(writer_, "memberships", told_.root.place());
    told_.each(kMembership,
               [&](const Instance& one, NodeView values) { write_membership(one, values); });
    writer_.end();
    begin_list(writer_, "removed", told_.root.place());
    for (const Instance& one : told_.instances) {
      const bool is_removed = told_.moment == Moment::After && one.type == kMembership &&
                              !one.is_data && one.does("delete") && one.before;
      if (is_removed) write_membership(one, *one.before);
    }
    writer_.end();
    writer_.end();
    if (has_any_) all.push_back({"google-directory", writer_.take()});
  }

 private:
  /// `groups/G`, or a name of its own as long as it has none.
  static std::string name_of(const Instance& group, NodeView values) {
    const std::string_view name = text_of(values, "name");
    return name.empty() ? "groups/(" + own_name(group) + ')' : std::string(name);
  }
  static std::string own_name(const Instance& one) {
    std::string name(one.name());
    for (char& c : name)
      if (c == '/') c = '_';
    return name;
  }

  void write_group(const Instance& one, NodeView values) {
    const std::optional<NodeView> key = block(values, "group_key");
    const std::optional<NodeView> id = key ? find_text(*key, "id") : std::nullopt;
    if (!id) return tell_unknown(told_.problems, one, "group_key", values, kUntoldMembership);
    has_any_ = true;
    writer_.begin_mapping(one.address.place());
    write_text(writer_, "name", name_of(one, values), one.address.place());
    writer_.text("groupKey", key->place());
    copy(writer_, *key);
    // Of one that is made here all members are told, but for the owner that it may start with.
    const bool is_new = told_.moment == Moment::After && one.does("create") &&
                        !one.does("delete") &&
                        text_of(values, "initial_group_config") != "WITH_INITIAL_OWNER";
    if (is_new) {
      writer_.text("directMembersCount", one.address.place());
      writer_.scalar(NodeKind::Integer, "0", one.address.place());
    }
    writer_.end();
  }

  void write_membership(const Instance& one, NodeView values) {
    const std::optional<NodeView> preferred = block(values, "preferred_member_key");
    const std::optional<NodeView> key = preferred ? preferred : block(values, "member_key");
    if (!key || !find_text(*key, "id"))
      return tell_unknown(told_.problems, one, "preferred_member_key", values, kUntoldMembership);
    std::string group(text_of(values, "group"));
    if (group.empty()) {
      const Instance* const referred = told_.references.of(one, "group", kGroup);
      if (referred == nullptr)
        return tell_unknown(told_.problems, one, "group", values, kUntoldMembership);
      group = "groups/(" + own_name(*referred) + ')';
    } else if (const std::size_t at = group.rfind("groups/"); at == std::string::npos) {
      group = "groups/" + group;
    }
    has_any_ = true;
    writer_.begin_mapping(one.address.place());
    write_text(writer_, "name", group + "/memberships/" + own_name(one), one.address.place());
    copy_entries_as_api(writer_, values, {kRoles}, kLeftOutOfMemberships);
    if (told_.moment == Moment::After && one.does("create")) {
      writer_.text("isNew", one.address.place());
      writer_.scalar(NodeKind::Boolean, "true", one.address.place());
    }
    writer_.end();
  }

  TreeWriter writer_;
  const Told& told_;
  bool has_any_ = false;
};

}  // namespace

void write_directory(const Told& told, std::vector<Translation>& all) {
  DirectoryWriting(told).write(all);
}

}  // namespace accessdrift::terraform
