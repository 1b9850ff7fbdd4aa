#include "accessdrift/format/scim/scim.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

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

bool is_group(NodeView resource) { return has_schema(resource, kGroupSchema); }
bool is_user(NodeView resource) { return has_schema(resource, kUserSchema); }

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
  std::string_view things;
  std::uint64_t held = 0;
  std::uint64_t total = 0;
  Span said = {};  ///< by the first page

  [[nodiscard]] bool is_partial() const { return held < total; }
};

/// Reads all files of one side.
class ScimReading {
 public:
  explicit ScimReading(SourceReading& reading) : reading_(reading) {}

  void read() {
    for (const SourceReading::File& file : reading_.files) count_page(NodeView(file.document));
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

  /// A list of both kinds counts as one of users.
  void count_page(NodeView root) {
    const std::optional<std::uint64_t> total = number_of(root, "totalResults");
    if (!total || !has_schema(root, kListSchema)) return;
    std::uint64_t held = 0;
    bool are_groups = false;
    each_resource(root, [&](NodeView resource) {
      are_groups = held == 0 ? is_group(resource) : are_groups && is_group(resource);
      ++held;
    });
    Paging& paging = are_groups ? groups_ : users_;
    if (!paging.said.is_known()) paging.said = find(root, "totalResults")->span();
    paging.held += held;
    paging.total = std::max(paging.total, *total);
  }

  /// Who is on the pages that are missing may be anybody.
  void tell_pages() {
    for (const Paging* const paging : {&users_, &groups_}) {
      if (!paging->is_partial()) continue;
      const std::string things(paging->things);
      Diagnostic& problem = warn(reading_, "partial-source",
                                 std::to_string(paging->held) + " of " +
                                     std::to_string(paging->total) + " " + things + " are here",
                                 paging->said);
      problem.label = "the other " + things + " are not known";
      problem.help = "export all pages of the list";
    }
    if (!users_.is_partial()) return;
    for (SourceReading::File& file : reading_.files) {
      if (file.document.text.get() == users_.said.text)
        file.declarations.directory =
            DirectoryDeclaration{false, users_.said.place, users_.said.place};
    }
  }

  void note(NodeView resource) {
    has_groups_ = has_groups_ || is_group(resource);
    const std::string_view id = text_of(resource, "id");
    const std::string_view name =
        text_of(resource, is_group(resource) ? "displayName" : "userName");
    if (id.empty() || name.empty()) return;
    if (is_group(resource)) {
      known_groups_.emplace(std::string(id), reading_.names.intern(name));
    } else if (is_user(resource)) {
      known_users_.emplace(std::string(id), intern_folded(reading_, name));
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
    if (!active) {
      warn(reading_, "unknown-status",
           "`" + shortened(name->scalar()) + "` does not say whether it is active", name->span())
          .label = "taken as active";
    } else if (is_false(*active)) {
      user.status = Status::Disabled;
      user.status_place = active->place();
    }
    declarations.users.push_back(user);
  }

  /// Some providers write it as a text.
  static bool is_false(NodeView value) {
    return value.is_scalar() && fold_ascii(value.scalar()) == "false";
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
      const std::optional<Mention> mention = member(group, item);
      if (mention && told.emplace(mention->kind, mention->id).second)
        declarations.mentions.push_back(*mention);
    });
    group.members.count =
        static_cast<std::uint32_t>(declarations.mentions.size()) - group.members.first;
    declarations.groups.push_back(std::move(group));
  }

  /// Its `type` is often missing, its id never.
  std::optional<Mention> member(GroupDeclaration& group, NodeView item) {
    const std::optional<NodeView> value = find_text(item, "value");
    if (!value) return std::nullopt;
    const auto user = known_users_.find(value->scalar());
    if (user != known_users_.end())
      return Mention{user->second, MentionKind::User, false, value->place()};
    const auto nested = known_groups_.find(value->scalar());
    if (nested != known_groups_.end())
      return Mention{nested->second, MentionKind::Group, false, value->place()};
    stranger(group, *value);
    return std::nullopt;
  }

  /// A member whom no page has that was exported.
  void stranger(GroupDeclaration& group, NodeView value) {
    if (users_.is_partial() || groups_.is_partial()) {
      group.is_open = true;
      group.open_place = value.place();
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
  Paging users_{"users"};
  Paging groups_{"groups"};
  std::map<std::string, Name, std::less<>> known_users_;   ///< by the provider's id
  std::map<std::string, Name, std::less<>> known_groups_;  ///< likewise
  bool has_groups_ = false;
  Span names_groups_;  ///< the first user's groups
};

}  // namespace

bool recognizes(NodeView root) {
  if (root.is_mapping()) return has_schema(root, kListSchema) || is_user(root) || is_group(root);
  if (!root.is_sequence() || root.is_empty_collection()) return false;
  const NodeView first = root.first_child();
  return is_user(first) || is_group(first);
}

void read(SourceReading& reading) { ScimReading(reading).read(); }

}  // namespace accessdrift::scim
