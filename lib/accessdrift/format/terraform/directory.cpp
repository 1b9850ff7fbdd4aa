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

class DirectoryWriting {
 public:
  explicit DirectoryWriting(const Told& told) : writer_(told.root.document().text), told_(told) {}

  void write(std::vector<Translation>& all) {
    writer_.begin_mapping(told_.root.place());
    begin_list(writer_, "groups", told_.root.place());
    told_.each(kGroup, [&](const Instance& one, NodeView values) { write_group(one, values); });
    for (const Instance& one : told_.instances) {
      const bool is_gone = told_.moment == Moment::After && one.type == kGroup && !one.is_data &&
                           one.does("delete") && !one.does("create") && one.before;
      if (is_gone) write_group(one, *one.before);
    }
    writer_.end();
    begin_list(writer_, "memberships", told_.root.place());
    told_.each(kMembership,
               [&](const Instance& one, NodeView) { write_membership(one, told_.moment); });
    writer_.end();
    begin_list(writer_, "removed", told_.root.place());
    for (const Instance& one : told_.instances) {
      const bool is_removed = told_.moment == Moment::After && one.type == kMembership &&
                              !one.is_data && (one.does("delete") || one.does("update")) &&
                              one.before;
      if (is_removed) write_membership(one, Moment::Before);
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
    const std::optional<NodeView> key = only_block(find(values, "group_key"));
    const std::optional<NodeView> id = key ? find_text(*key, "id") : std::nullopt;
    if (!id) return tell_unknown(told_.problems, one, "group_key", values, kUntoldMembership);
    has_any_ = true;
    writer_.begin_mapping(one.address.place());
    write_text(writer_, "name", name_of(one, values), one.address.place());
    writer_.text("groupKey", key->place());
    copy(writer_, *key);
    // Of one that is made here all members are told, but for the owner that it may start with.
    const bool is_after = told_.moment == Moment::After;
    const bool is_new = is_after && one.does("create") &&
                        text_of(values, "initial_group_config") != "WITH_INITIAL_OWNER";
    const bool is_gone = is_after && one.does("delete");
    if (is_new || (is_gone && !one.does("create"))) {
      writer_.text("directMembersCount", one.address.place());
      writer_.scalar(NodeKind::Integer, "0", one.address.place());
    }
    if (is_gone) write_flag("isRemoved", one.address.place());
    writer_.end();
  }

  void write_flag(std::string_view name, Place place) {
    writer_.text(name, place);
    writer_.scalar(NodeKind::Boolean, "true", place);
  }

  /// The key of a member, by either name.
  static Marked member_of(const Marked& membership) {
    const Marked preferred = membership.in("preferred_member_key");
    const bool is_there = preferred.is_unknown() ||
                          only_block(find(*membership.value(), "preferred_member_key")).has_value();
    return is_there ? preferred.in("id") : membership.in("member_key").in("id");
  }

  /// REQUIRES: it is there at that moment.
  void write_membership(const Instance& one, Moment moment) {
    const Marked membership = one.values(moment);
    const NodeView values = *membership.value();
    const Marked member = member_of(membership);
    if (!member.value() && member.is_told())
      return tell_unknown(told_.problems, one, "preferred_member_key", values, kUntoldMembership);
    tell_untold(told_.problems, one, "preferred_member_key", member, values);
    std::string group(text_of(values, "group"));
    if (group.empty()) {
      const Instance* const referred = told_.references.of(one, "group", kGroup);
      if (referred == nullptr) return suppose_membership(one, moment);
      group = "groups/(" + own_name(*referred) + ')';
    } else if (const std::size_t at = group.rfind("groups/"); at == std::string::npos) {
      group = "groups/" + group;
    }
    has_any_ = true;
    writer_.begin_mapping(one.address.place());
    write_text(writer_, "name", group + "/memberships/" + own_name(one), one.address.place());
    copy_entries_as_api(writer_, values, {kRoles}, kLeftOutOfMemberships);
    if (!member.is_told()) {
      const std::string what = member.is_unknown() ? "the member" : "a sensitive member";
      write_text(writer_, "untold", member.untold_name(what, one.name()), one.address.place());
    }
    write_news(one);
    writer_.end();
  }

  /// That it is more than an export lists.
  void write_news(const Instance& one) {
    if (told_.moment == Moment::After && (one.does("create") || one.does("update")))
      write_flag("isNew", one.address.place());
  }

  /// In one of some groups: whoever it is may be in any of them.
  void suppose_membership(const Instance& one, Moment moment) {
    const NodeView values = *one.values(moment).value();
    const auto candidates = told_.references.candidates(one, "group", kGroup);
    if (candidates.empty())
      return tell_unknown(told_.problems, one, "group", values, kUntoldMembership);
    tell_unknown(told_.problems, one, "group", values);
    for (const Instance* const group : candidates) {
      const Place place = one.address.place();
      const std::optional<NodeView> known = group->values(moment).value();
      if (!known) continue;
      has_any_ = true;
      writer_.begin_mapping(place);
      write_text(writer_, "name", name_of(*group, *known) + "/memberships/" + own_name(one), place);
      write_text(writer_, "untold",
                 "whom " + std::string(one.name()) + " may put into " + std::string(group->name()),
                 place);
      if (const std::optional<NodeView> roles = find(values, "roles")) {
        writer_.text("roles", roles->place());
        copy_as_api(writer_, *roles, {kRoles});
      }
      write_news(one);
      writer_.end();
    }
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
