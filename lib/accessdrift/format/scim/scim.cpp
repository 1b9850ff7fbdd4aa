#include "accessdrift/format/scim/scim.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::scim {
namespace {

using namespace source;

constexpr std::string_view kUserSchema = "urn:ietf:params:scim:schemas:core:2.0:user";
constexpr std::string_view kGroupSchema = "urn:ietf:params:scim:schemas:core:2.0:group";
constexpr std::string_view kListSchema = "urn:ietf:params:scim:api:messages:2.0:listresponse";

/// Ids of schemas compare without regard to case.
bool has_schema(NodeView resource, std::string_view schema) {
  bool has = false;
  each_item(resource, "schemas", [&](NodeView item) {
    has = has || (item.kind() == NodeKind::String && fold_ascii(item.scalar()) == schema);
  });
  return has;
}

/// Some answers leave `schemas` out, which every resource must have.
bool is_bare(NodeView resource) { return resource.is_mapping() && !find(resource, "schemas"); }
bool is_user(NodeView resource) {
  return has_schema(resource, kUserSchema) ||
         (is_bare(resource) && find_text(resource, "userName").has_value());
}
bool is_group(NodeView resource) {
  return has_schema(resource, kGroupSchema) ||
         (is_bare(resource) && !is_user(resource) && find(resource, "members").has_value());
}
/// Of a type that is neither, as providers add them.
bool is_other_resource(NodeView resource) {
  return find(resource, "schemas").has_value() && find_text(resource, "id").has_value();
}

template <typename Visit>
void each_resource(NodeView root, Visit&& visit) {
  if (root.is_sequence()) return each_item(root, visit);
  if (has_schema(root, kListSchema)) return each_item(root, "Resources", visit);
  visit(root);
}

std::optional<std::uint64_t> number_of(NodeView mapping, std::string_view key) {
  const std::optional<NodeView> found = find(mapping, key);
  if (!found || found->kind() != NodeKind::Integer) return std::nullopt;
  const std::string_view text = found->scalar();
  std::uint64_t value = 0;
  const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

/// What the pages of one list hold of what they say that it has.
struct Paging {
  // One page may be there twice. By the provider's id.
  std::unordered_set<std::string_view> users, groups;
  std::uint64_t nameless = 0;
  Span said;  ///< by the first page

  [[nodiscard]] std::uint64_t held() const { return users.size() + groups.size() + nameless; }
};

/// Reads all files of one side.
class ScimReading {
 public:
  explicit ScimReading(SourceReading& reading) : reading_(reading) {}

  void read() {
    for (const SourceReading::File& file : reading_.files) {
      check_shape(NodeView(file.document));
      count_page(NodeView(file.document));
    }
    tell_pages();
    each([this](Declarations&, NodeView resource) { note(resource); });
    each([this](Declarations& declarations, NodeView resource) {
      if (is_user(resource)) user(declarations, resource);
      if (is_group(resource)) group(declarations, resource);
    });
    if (!has_groups_ && names_groups_.is_known()) tell_groups();
  }

 private:
  template <typename Visit>
  void each(Visit&& visit) {
    for (SourceReading::File& file : reading_.files) {
      each_resource(NodeView(file.document),
                    [&](NodeView resource) { visit(file.declarations, resource); });
    }
  }

  void check_shape(NodeView root) {
    const bool is_list = root.is_sequence() || has_schema(root, kListSchema);
    if (root.is_sequence() && root.is_empty_collection())
      return tell_not_of_format(root, "an empty list does not say of what");
    each_resource(root, [&](NodeView resource) {
      const bool is_known = is_user(resource) || is_group(resource);
      if (is_known || (is_list && is_other_resource(resource))) return;
      tell_not_of_format(resource, "this is no resource of SCIM");
    });
  }
  void tell_not_of_format(NodeView what, std::string message) {
    report(reading_, "not-of-format", std::move(message), what.span()).label =
        "expected users and groups, with their `schemas`";
  }

  /// A list of both kinds counts as one of users.
  void count_page(NodeView root) {
    const std::optional<std::uint64_t> total = number_of(root, "totalResults");
    if (!total || !has_schema(root, kListSchema)) return;
    bool are_groups = true;
    bool is_empty = true;
    each_resource(root, [&](NodeView resource) {
      is_empty = false;
      are_groups = are_groups && is_group(resource);
    });
    Paging& paging = lists_[{are_groups && !is_empty, *total}];
    if (!paging.said.is_known()) paging.said = find(root, "totalResults")->span();
    each_resource(root, [&](NodeView resource) {
      const std::string_view id = text_of(resource, "id");
      paging.nameless += id.empty() ? 1 : 0;
      if (!id.empty()) (is_group(resource) ? paging.groups : paging.users).insert(id);
    });
  }

  /// Who is on the pages that are missing may be anybody.
  void tell_pages() {
    for (const auto& [list, paging] : lists_) {
      const auto& [are_groups, total] = list;
      if (paging.held() >= total) continue;
      const std::string things = are_groups ? "groups" : "users";
      Diagnostic& problem = warn(reading_, "partial-source",
                                 std::to_string(paging.held()) + " of " + std::to_string(total) +
                                     " " + things + " are here",
                                 paging.said);
      problem.label = "the other " + things + " are not known";
      problem.help = "export all pages of the list";
      is_partial_ = true;
      if (!are_groups) open_directory(paging.said);
    }
  }
  void open_directory(Span said) {
    for (SourceReading::File& file : reading_.files) {
      if (file.document.text.get() == said.text)
        file.declarations.directory = DirectoryDeclaration{false, said.place, said.place};
    }
  }

  void note(NodeView resource) {
    has_groups_ = has_groups_ || is_group(resource);
    const std::string_view id = text_of(resource, "id");
    const std::string_view name =
        text_of(resource, is_group(resource) ? "displayName" : "userName");
    if (id.empty() || name.empty()) return;
    if (is_group(resource)) {
      known_groups_.emplace(id, reading_.names.intern(name));
    } else if (is_user(resource)) {
      known_users_.emplace(id, intern_folded(reading_, name));
      const std::optional<NodeView> groups = find(resource, "groups");
      if (groups && !names_groups_.is_known()) names_groups_ = groups->span();
    }
  }

  /// Without a name nothing can speak of it.
  std::optional<NodeView> expect_name(NodeView resource, std::string_view key) {
    std::optional<NodeView> name = find_text(resource, key);
    if (name) return name;
    Diagnostic& problem =
        report(reading_, "missing-key", "this resource has no `" + std::string(key) + "`",
               resource.span());
    problem.label = "a required attribute, by which policies name it";
    return std::nullopt;
  }

  void user(Declarations& declarations, NodeView resource) {
    const std::optional<NodeView> name = expect_name(resource, "userName");
    if (!name) return;
    UserDeclaration user;
    user.id = intern_folded(reading_, name->scalar());
    user.spelling = reading_.names.intern(name->scalar());
    user.key = name->place();
    user.body = resource.place();
    if (const std::string_view id = text_of(resource, "id"); !id.empty())
      user.uid = reading_.names.intern(id);
    add_aliases(declarations, user, resource);
    const std::optional<NodeView> active = find(resource, "active");
    if (active && is_word(*active, "false")) {
      user.status = Status::Disabled;
      user.status_place = active->place();
    } else if (!active || !is_word(*active, "true")) {
      warn(reading_, "unknown-status",
           "`" + shortened(name->scalar()) + "` does not say whether it is active",
           (active ? *active : *name).span())
          .label = "taken as active";
    }
    declarations.users.push_back(user);
  }

  /// A truth value; some providers write it as a text.
  static bool is_word(NodeView value, std::string_view word) {
    const bool can_be = value.kind() == NodeKind::Boolean || value.kind() == NodeKind::String;
    return can_be && fold_ascii(value.scalar()) == word;
  }

  void add_aliases(Declarations& declarations, UserDeclaration& user, NodeView resource) {
    user.aliases.first = static_cast<std::uint32_t>(declarations.aliases.size());
    std::set<Name> told = {user.id};
    each_item(resource, "emails", [&](NodeView email) {
      const std::optional<NodeView> value = find_text(email, "value");
      if (!value) return;
      const Name alias = intern_folded(reading_, value->scalar());
      if (told.insert(alias).second) declarations.aliases.push_back({alias, value->place()});
    });
    user.aliases.count =
        static_cast<std::uint32_t>(declarations.aliases.size()) - user.aliases.first;
  }

  void group(Declarations& declarations, NodeView resource) {
    const std::optional<NodeView> name = expect_name(resource, "displayName");
    if (!name) return;
    GroupDeclaration group;
    group.id = reading_.names.intern(name->scalar());
    group.key = name->place();
    group.body = resource.place();
    group.members.first = static_cast<std::uint32_t>(declarations.mentions.size());
    std::set<std::pair<MentionKind, Name>> told;
    each_item(resource, "members", [&](NodeView item) {
      for (const Mention& mention : members(group, item)) {
        if (told.emplace(mention.kind, mention.id).second) declarations.mentions.push_back(mention);
      }
    });
    group.members.count =
        static_cast<std::uint32_t>(declarations.mentions.size()) - group.members.first;
    declarations.groups.push_back(std::move(group));
  }

  /// Whom a member names; its `type` is often missing. An id that a user and a group have is the
  /// one of its type, without one both.
  std::vector<Mention> members(GroupDeclaration& group, NodeView item) {
    const std::optional<NodeView> value = find_text(item, "value");
    if (!value) {
      warn(reading_, "partial-source", "this member has no `value`", item.span()).label =
          "so who it is is not known";
      open(group, item.place());
      return {};
    }
    const auto user = known_users_.find(value->scalar());
    const auto nested = known_groups_.find(value->scalar());
    const std::string type = fold_ascii(text_of(item, "type"));
    const bool is_of_both = user != known_users_.end() && nested != known_groups_.end();
    std::vector<Mention> named;
    if (user != known_users_.end() && !(is_of_both && type == "group"))
      named.push_back({user->second, MentionKind::User, false, value->place()});
    if (nested != known_groups_.end() && !(is_of_both && type == "user"))
      named.push_back({nested->second, MentionKind::Group, false, value->place()});
    if (named.empty()) tell_unlisted(group, *value);
    return named;
  }

  /// A member whom no page has that was exported.
  void tell_unlisted(GroupDeclaration& group, NodeView value) {
    if (is_partial_) return open(group, value.place());
    if (known_users_.empty()) {
      open(group, value.place());
      if (std::exchange(told_no_users_, true)) return;
      Diagnostic& problem = warn(reading_, "partial-source",
                                 "groups have members, and no user is here", value.span());
      problem.label = "so whose id this is is not known";
      problem.help = "export the users, too";
      return;
    }
    warn(reading_, "dangling-member",
         "no user and no group has the id `" + shortened(value.scalar()) + "`", value.span())
        .label = "so this member is nobody";
  }

  void tell_groups() {
    Diagnostic& problem =
        warn(reading_, "partial-source", "users name groups, and no group is here", names_groups_);
    problem.label = "so who is in which is not known";
    problem.help = "export the groups with their members, too";
  }

  SourceReading& reading_;
  std::map<std::pair<bool, std::uint64_t>, Paging> lists_;  ///< are they groups, how many of all
  bool is_partial_ = false;
  bool told_no_users_ = false;
  std::unordered_map<std::string_view, Name> known_users_;   ///< by the provider's id
  std::unordered_map<std::string_view, Name> known_groups_;  ///< likewise
  bool has_groups_ = false;
  Span names_groups_;  ///< the first user's groups
};

}  // namespace

bool recognizes(NodeView root) {
  if (root.is_mapping())
    return has_schema(root, kListSchema) || has_schema(root, kUserSchema) ||
           has_schema(root, kGroupSchema);
  if (!root.is_sequence() || root.is_empty_collection()) return false;
  const NodeView first = root.first_child();
  return has_schema(first, kUserSchema) || has_schema(first, kGroupSchema);
}

void read(SourceReading& reading) { ScimReading(reading).read(); }

}  // namespace accessdrift::scim
