#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/model/declarations.h"
#include "accessdrift/model/schema.h"
#include "accessdrift/model/window.h"

namespace accessdrift {

using UserIndex = Id<struct UserTag>;
using GroupIndex = Id<struct GroupTag>;
using ResourceIndex = Id<struct ResourceTag>;
using PolicyIndex = Id<struct PolicyTag>;
using SetIndex = Id<struct SetTag>;
using NamedConditionIndex = Id<struct NamedConditionTag>;
using ClientIndex = Id<struct ClientTag>;
using TypeIndex = Id<struct TypeTag>;

/// A declared thing and the file that declares it.
template <typename T>
struct Declared {
  const T* it = nullptr;
  const Declarations* file = nullptr;

  [[nodiscard]] const T* operator->() const { return it; }
  [[nodiscard]] Span key() const { return file->span(it->key); }
  [[nodiscard]] Span span(Place place) const { return file->span(place); }
};

/// Whom a group lists.
[[nodiscard]] inline std::span<const Mention> members_of(const Declared<GroupDeclaration>& group) {
  return std::span(group.file->mentions).subspan(group->members.first, group->members.count);
}

/// Name → index of one kind of thing, in pages: what is named costs room, not what could be.
template <typename Index>
class NameIndex {
 public:
  NameIndex() = default;
  /// With room for so many names.
  explicit NameIndex(std::size_t names) : pages_(names / kPage + 1) {}

  [[nodiscard]] Index find(Name name) const {
    const std::size_t page = name.index() / kPage;
    const bool is_there = page < pages_.size() && !pages_[page].empty();
    return is_there ? pages_[page][name.index() % kPage] : Index{};
  }
  void set(Name name, Index index) {
    const std::size_t page = name.index() / kPage;
    if (page >= pages_.size()) pages_.resize(page + 1);
    if (pages_[page].empty()) pages_[page].resize(kPage);
    pages_[page][name.index() % kPage] = index;
  }

 private:
  static constexpr std::size_t kPage = 512;
  std::vector<std::vector<Index>> pages_;
};

/// A user whom nobody declares (DESIGN §3, identities and groups): active, of unknown attributes,
/// and unless it is a representative of unknown memberships in open groups. Its place is where it
/// is spoken of; strangers have none.
struct Unlisted {
  enum class Kind : std::uint8_t {
    Representative,  ///< `member:GROUP`, of an open group; of no domain
    Mentioned,       ///< named somewhere in an open directory that does not list it
    Stranger  ///< `stranger:DOMAIN` or `stranger:*`: who else can sign in by an open directory
  };
  Kind kind = Kind::Mentioned;
  GroupIndex group;  ///< of a representative; none: only the compared side's group is open
  Name domain;       ///< of a stranger; none: of none that is mentioned
};

/// What says whether the directory is closed: of several, a native file's before an export's; of
/// exports' what is open for another reason than that its list is cut; then the first. Null if
/// nothing does.
[[nodiscard]] Declared<DirectoryDeclaration> directory_of(
    const std::vector<DeclarationsPointer>& files);
/// A directory is closed if users are listed or it says so; a side that declares nothing has nobody
/// to sign in.
[[nodiscard]] bool is_closed(const std::vector<DeclarationsPointer>& files);

/// All facts of one side, linked: every table in the order of (file path, place), every mention
/// resolved or known to be missing.
///
/// Linking is total: a mention of what is missing matches nothing. What is wrong is told by
/// `validate`. Immutable once linked; spans and views live as long as the snapshot.
struct Snapshot {
  std::shared_ptr<Names> names;
  std::vector<DeclarationsPointer> files;

  Schema schema;
  bool is_closed = true;
  bool is_list_cut = false;  ///< open since lists of people are cut, and for no other reason

  /// Behind the declared ones those who are not listed.
  std::vector<Declared<UserDeclaration>> users;
  /// Of whom an export tells who is declared elsewhere, too; they are not among the users.
  std::vector<Declared<UserDeclaration>> repeated_users;
  /// Users with attributes that only such a one tells, by the file that declares them; they are
  /// among the users in place of those that it declares.
  std::vector<DeclarationsPointer> joined_users;
  /// Behind the declared ones those that a file of another format than the native one mentions and
  /// nobody lists: open, without a known member.
  std::vector<Declared<GroupDeclaration>> groups;
  std::vector<Declared<NetworkDeclaration>> networks;
  std::vector<Declared<WindowDeclaration>> windows;
  std::vector<Declared<NamedConditionDeclaration>> named_conditions;
  std::vector<Declared<AttributeDeclaration>> context;
  std::vector<Declared<AttributeDeclaration>> attributes;
  std::vector<Declared<ScopeDeclaration>> scopes;
  std::vector<Declared<ClientDeclaration>> clients;
  std::vector<Declared<TypeDeclaration>> types;
  std::vector<Declared<ResourceDeclaration>> resources;
  std::vector<Declared<PolicyDeclaration>> policies;
  std::vector<Declared<SetDeclaration>> sets;
  std::vector<Declared<RenameDeclaration>> renames;
  std::vector<Declared<TestDeclaration>> tests;  ///< decide nothing

  NameIndex<UserIndex> user_by_name;  ///< ids and aliases, folded
  NameIndex<GroupIndex> group_by_name;
  NameIndex<ResourceIndex> resource_by_name;
  NameIndex<TypeIndex> type_by_name;
  NameIndex<PolicyIndex> policy_by_name;
  NameIndex<NamedConditionIndex> condition_by_name;
  NameIndex<SetIndex> set_by_name;
  NameIndex<ClientIndex> client_by_name;

  std::vector<Unlisted> unlisted;  ///< by user behind the declared ones
  std::vector<std::shared_ptr<const UserDeclaration>> unlisted_declarations;  ///< likewise
  std::vector<std::shared_ptr<const GroupDeclaration>> unlisted_groups;  ///< likewise of groups
  std::vector<GroupIndex> open_groups;                                   ///< ascending

  /// Of a named condition, as it was checked; null without a `when` or if it does not type-check.
  std::vector<std::shared_ptr<const Expression>> named_expressions;
  /// Of a policy; null without a `when` or if it does not type-check. Those that it names are in
  /// it (`put_in_named`).
  std::vector<std::shared_ptr<const Expression>> conditions;
  /// Of a group's rule, likewise.
  std::vector<std::shared_ptr<const Expression>> rules;
  /// Of a test, likewise.
  std::vector<std::shared_ptr<const Expression>> test_conditions;

  /// By network name: its prefixes, nested networks included, sorted, each once.
  std::unordered_map<Name, std::vector<IpPrefix>> prefixes;
  /// By name; a part whose zone is missing is left out.
  std::map<std::string, Window, std::less<>> window_by_name;
  /// By scope: the scopes whose request brings it (itself first), by `includes`, sorted behind it.
  std::unordered_map<Name, std::vector<Name>> brought_by;

  [[nodiscard]] Declared<DirectoryDeclaration> directory() const { return directory_of(files); }

  [[nodiscard]] std::string_view text(Name name) const { return names->text(name); }
  [[nodiscard]] UserIndex find_user(std::string_view id_or_alias) const;
  [[nodiscard]] GroupIndex find_group(std::string_view id) const;
  /// Of an identity `client:NAME`; none of any other.
  [[nodiscard]] ClientIndex find_client(std::string_view identity) const;
  [[nodiscard]] ResourceIndex find_resource(std::string_view id) const;

  /// Whether requests for URLs can ask for the action: the resource has URLs, and a method means
  /// it.
  [[nodiscard]] bool is_found_by_url(ResourceIndex resource, Name action) const;

  [[nodiscard]] std::size_t declared_users() const { return users.size() - unlisted.size(); }
  [[nodiscard]] std::size_t declared_groups() const {
    return groups.size() - unlisted_groups.size();
  }
  /// Null of who is declared, and of none.
  [[nodiscard]] const Unlisted* unlisted_user(UserIndex user) const {
    const bool is_declared = user.is_none() || user.index() < declared_users();
    return is_declared ? nullptr : &unlisted[user.index() - declared_users()];
  }
  [[nodiscard]] bool is_representative(UserIndex user) const {
    const Unlisted* const found = unlisted_user(user);
    return found != nullptr && found->kind == Unlisted::Kind::Representative;
  }
  /// Who stands for an id that an open directory does not know: the stranger of its domain, or of
  /// no domain in particular. None in a closed one, and of what cannot be an identity's id.
  [[nodiscard]] UserIndex find_stranger(std::string_view id) const;
  /// Whether a policy names `anonymous` alone, who then may have more than who cannot sign in.
  [[nodiscard]] bool names_claimants() const;

  /// Printed id of a user: as it is written.
  [[nodiscard]] std::string_view user_id(UserIndex user) const {
    return text(users[user.index()]->spelling);
  }
  /// The value that the user or resource has for an attribute, typed; nothing if it has none or one
  /// of another type.
  [[nodiscard]] std::optional<Value> attribute_of(UserIndex user, std::string_view attribute) const;
  [[nodiscard]] std::optional<Value> attribute_of(ResourceIndex resource,
                                                  std::string_view attribute) const;

  /// A resource's type: its own, or, if it has neither type nor actions, its parent's (DESIGN §3,
  /// resources). `actions` in declared order; `implies` is closed: which actions asking for the key
  /// may be answered by (the action itself first).
  struct Actions {
    std::vector<Name> names;
    /// Parallel to `names`: the policy actions that allow it (itself and those that imply it,
    /// transitively).
    std::vector<std::vector<Name>> allowed_by;
    /// HTTP methods and the action that each means, in declared order; empty without a type.
    std::vector<std::pair<Name, Name>> methods;

    /// None: the method means no action.
    [[nodiscard]] Name action_of(Name method) const;
    friend bool operator==(const Actions&, const Actions&) = default;
  };
  std::vector<std::shared_ptr<const Actions>>
      resource_actions;  ///< by resource, shared between equal ones
  std::vector<ResourceIndex>
      parents;  ///< by resource; none at a root, or where the parent is missing or in a cycle
  std::vector<std::vector<ResourceIndex>> children;  ///< by resource, sorted

  /// The URL patterns of all resources, in the order of declaration. Of a valid snapshot no two
  /// tie.
  struct Route {
    const UrlDeclaration* url = nullptr;
    ResourceIndex resource;
  };
  std::vector<Route> routes;

  /// The resources that a policy names directly in `to` (globs expanded), sorted, each once;
  /// descendants not included.
  std::vector<std::vector<ResourceIndex>> policy_resources;
  std::vector<std::vector<ResourceIndex>> test_resources;  ///< likewise of a test's `on`

  /// Where a policy or set stands: the set that names it, and its place there. None: it is loose,
  /// in the root.
  struct Standing {
    SetIndex set;
    std::uint32_t position = 0;
  };
  std::vector<Standing> policy_standing;
  std::vector<Standing> set_standing;
};

/// Links the declarations of all files of one side. `files` in order of their paths. Conditions are
/// not checked here (`load` does). Cost: linear in the facts. Deterministic, total.
[[nodiscard]] Snapshot link(
    std::vector<DeclarationsPointer> files, std::shared_ptr<Names> names,
    std::shared_ptr<const TimeZones> zones = std::make_shared<const TimeZones>());

/// The elements of a literal list are joined by it.
inline constexpr char kListSeparator = '\x1F';

/// The value that a literal has under a declared type; nothing if it is written as another type or
/// not one of the declared values.
[[nodiscard]] std::optional<Value> typed_value(const Literal& literal, const AttributeType& type,
                                               const Names& names);

/// `*` within a segment, `**` across, segments by `/` (DESIGN §3, resources). Linear in pattern ×
/// text.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace accessdrift
