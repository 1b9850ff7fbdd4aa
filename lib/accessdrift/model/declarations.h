#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/base/ip.h"
#include "accessdrift/base/names.h"
#include "accessdrift/base/source_text.h"
#include "accessdrift/base/time_window.h"
#include "accessdrift/model/expression.h"
#include "accessdrift/model/value.h"
#include "accessdrift/url/pattern.h"

namespace accessdrift {

enum class Status : std::uint8_t { Active, Staged, Suspended, Locked, Disabled, Deleted };
enum class Effect : std::uint8_t { Allow, Deny };
enum class OnError : std::uint8_t { Skip, Apply };
enum class Combine : std::uint8_t { DenyOverrides, AllowOverrides, FirstApplicable, AllOf };

/// As a configuration writes it: `suspended`.
[[nodiscard]] std::string_view to_text(Status status);

/// Whom a policy or a group names.
enum class MentionKind : std::uint8_t {
  User,
  Group,
  Domain,
  Client,
  Authenticated,
  Anonymous,
  Claimant,  ///< `anonymous` and nobody else who cannot sign in: by a name that it claims
  Anyone
};

/// A name where something is used: of an identity the id with ASCII folded if it has exactly one
/// `@`, else the text behind the `group:`, `domain:` or `client:`.
struct Mention {
  Name id;
  MentionKind kind = MentionKind::User;
  bool has_until = false;  ///< of a group's member; `Declarations::membership_ends` has it
  Place place;
  bool may_be_nobodys = false;  ///< its reader tells by itself that nobody has the name
};

/// An `until`: the first instant at which it is over.
struct Until {
  Instant end = 0;
  Place key;
  Place place;
};

/// A run of a pool.
struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// A scalar or list as it was written; its type is known only when all files are.
struct Literal {
  enum class Kind : std::uint8_t { Boolean, Integer, String, List };
  Kind kind = Kind::String;
  Name text;  ///< of a list: its elements in order, joined by U+001F
  friend auto operator<=>(const Literal&, const Literal&) = default;
};

struct NamePlace {
  Name name;
  Place place;
};

struct AttributeValue {
  Name attribute;
  Literal value;
  Place key;
  Place place;
  const SourceText* text = nullptr;  ///< in which the places are; null: that of who declares it
};

struct UserDeclaration {
  Name id;        ///< folded
  Name spelling;  ///< as written
  Name uid;       ///< none if not given
  Place key;
  Place body;
  Place status_place;
  Range aliases;     ///< of `aliases`
  Range attributes;  ///< of `attribute_values`
  Status status = Status::Active;
  bool is_service = false;
  bool is_outsider = false;  ///< of another directory: a list of members names it
  bool yields = false;       ///< what any other list of people says of it counts
  bool has_until = false;    ///< `Declarations::sign_in_ends` has it
};

struct GroupDeclaration {
  Name id;
  Place key;
  Place body;
  Range members;  ///< of `mentions`: identities and groups
  /// It has further members, that only the identity provider knows.
  bool is_open = false;
  bool is_unlisted = false;  ///< no file declares it; it is mentioned
  /// Conditions ask whether somebody is in it: identities and nothing else, without ends.
  bool is_list = false;
  bool is_part = false;  ///< of another one, in which it is: what one of several files lists
  bool is_made = false;  ///< by a reader: in its system there is no group of this name
  /// Of what files say of its members themselves, and only where something asks for it.
  bool is_derived = false;
  Place open_place;      ///< of what says so, or denies it
  std::vector<NamePlace> within;  ///< domains that bound them, folded; none: anybody
  std::optional<ConditionText> rule;
};

struct AttributeDeclaration {
  Name name;  ///< of a request attribute: the dotted name
  AttributeType type;
  Place key;
  Place body;
};

struct NetworkDeclaration {
  struct Entry {
    std::optional<IpPrefix> prefix;
    Name network;  ///< another network's name if there is no prefix
    Place place;
  };
  Name name;
  Place key;
  Place body;
  std::vector<Entry> entries;
  /// Its name is a reader's own: who is told of it is told its addresses.
  bool is_spelled_out = false;
};

struct WindowDeclaration {
  struct Part {
    TimeWindow window;
    Place place;
    Place zone_place = {};
  };
  Name name;
  Place key;
  Place body;
  std::vector<Part> parts;  ///< open when one of them is
};

/// A condition that others read by its name, `conditions.NAME`: true there exactly where it is true
/// itself, false where it is false or an error. Only formats of other systems declare such. Without
/// a `when` it is mentioned and nowhere told: never true.
struct NamedConditionDeclaration {
  Name name;
  Place key;
  Place body;
  std::optional<ConditionText> when;
  Name rule = {};  ///< as of `PolicyDeclaration`: of the rule whose condition it is
};

struct ScopeDeclaration {
  Name name;
  Place key;
  Place body;
  std::vector<NamePlace> includes;
};

/// An OAuth client: the scopes that it may request and who may use it.
struct ClientDeclaration {
  Name name;
  Place key;
  Place body;
  std::vector<NamePlace> scopes;
  std::optional<std::vector<Mention>> users;  ///< left out: everybody, with a session or not
};

struct TypeDeclaration {
  struct Action {
    Name name;
    Place key;
    std::vector<NamePlace> implied;
  };
  Name name;
  Place key;
  Place body;
  /// An HTTP method that means an action.
  struct Method {
    Name name;
    Place place;
    NamePlace action;
  };
  std::vector<Action> actions;
  std::vector<Method> methods;
};

/// A pattern of URLs under which a resource is found.
struct UrlDeclaration {
  UrlPattern pattern;
  Place place;
};

struct ResourceDeclaration {
  Name id;
  Name uid;  ///< of another system, by which it stays the same one under another id; none: no such
  Place key;
  Place body;
  std::optional<NamePlace> type;
  std::optional<NamePlace> parent;
  std::optional<std::vector<NamePlace>> actions;
  std::vector<UrlDeclaration> urls;
  Range attributes;  ///< of `attribute_values`
};

struct PolicyDeclaration {
  Name id;
  Place key;
  Place body;
  Effect effect = Effect::Allow;
  Place effect_place;  ///< of the key `allow` or `deny`
  std::vector<Mention> who;
  std::vector<NamePlace> to;  ///< resource ids and globs, as written
  Place to_place;
  std::optional<std::vector<NamePlace>> actions;
  std::vector<NamePlace> scopes;
  std::optional<ConditionText> when;
  std::optional<OnError> on_error;
  Place on_error_place;
  /// Nobody wrote it: it follows from how another system decides. That it does nothing is no
  /// problem.
  bool is_implied = false;
  /// Of several that come of one rule of another system: its name, by which edits of them are told.
  /// None: the policy is all of it.
  Name rule = {};
  /// Nothing but what lets in accounts of some domains: whom other policies name, and it does not,
  /// gets in nowhere that it is about.
  bool is_gate_of_domains = false;
  std::vector<Name> services;  ///< of those whom it names: no people, and on no device
};

/// A test of the configuration itself (DESIGN §6): whether those whom `asked` names can do this on
/// every request that satisfies its condition, or cannot on any.
struct TestDeclaration {
  /// No policy: its `to` are resources without their descendants, its actions left out are all of a
  /// resource.
  PolicyDeclaration asked;
  bool is_can = true;
  std::string why;  ///< the reason that is given, or nothing
  Place key;        ///< of `can` or `cannot`
  Place body;
};

struct SetDeclaration {
  struct Member {
    Name id;
    bool is_set = false;
    Place place;
  };
  Name id;
  Place key;
  Place body;
  Combine combine = Combine::DenyOverrides;
  Place combine_place;
  std::vector<Member> members;
};

/// Of an identity or a resource, or with the prefix `group:` on both ids of a group.
struct RenameDeclaration {
  Name from;  ///< as an identity is compared
  Name to;
  Name from_as_written;
  Name to_as_written;
  Place key;
  Place place;
};

struct DirectoryDeclaration {
  bool is_closed = true;
  Place key;
  Place place;
  /// Open since the list of people is not all here, so whoever is not on it may not be there.
  bool is_cut = false;
};

/// The name of the format that is the program's own.
inline constexpr std::string_view kNativeFormat = "native";

/// Everything that one file declares, in the order of the file. Immutable once read; the two sides
/// of a comparison share those of files with equal bytes, so a pointer comparison tells that
/// nothing in them changed.
struct Declarations {
  std::shared_ptr<const SourceText> text;
  /// Equal bytes of two bodies mean equal facts (no alias stands in the file).
  bool bytes_tell = true;
  /// The registry's name of the file's format.
  std::string_view format = kNativeFormat;
  bool is_of_version = false;  ///< no file, but what a version of another system decides

  std::optional<DirectoryDeclaration> directory;
  std::vector<AttributeDeclaration> context;
  std::vector<AttributeDeclaration> attributes;
  std::vector<NetworkDeclaration> networks;
  std::vector<WindowDeclaration> windows;
  std::vector<NamedConditionDeclaration> named_conditions;
  std::vector<UserDeclaration> users;  ///< services too
  std::vector<GroupDeclaration> groups;
  std::vector<ScopeDeclaration> scopes;
  std::vector<ClientDeclaration> clients;
  std::vector<TypeDeclaration> types;
  std::vector<ResourceDeclaration> resources;
  std::vector<PolicyDeclaration> policies;
  std::vector<SetDeclaration> sets;
  std::vector<RenameDeclaration> renames;
  std::vector<TestDeclaration> tests;

  /// What the reader of another system's file finds odd in it, with the codes of `lint`.
  std::vector<Diagnostic> remarks;

  std::vector<NamePlace> aliases;
  std::vector<AttributeValue> attribute_values;
  std::vector<Mention> mentions;
  /// By place in `mentions` and `users`, ascending.
  std::vector<std::pair<std::uint32_t, Until>> membership_ends;
  std::vector<std::pair<std::uint32_t, Until>> sign_in_ends;

  /// REQUIRES: it is one of this file's, and has an `until`.
  [[nodiscard]] const Until& until_of(const Mention& mention) const;
  [[nodiscard]] const Until& until_of(const UserDeclaration& user) const;

  /// Files of other formats may mention what nobody lists: people and groups of other systems.
  [[nodiscard]] bool is_native() const { return format == kNativeFormat; }

  [[nodiscard]] Span span(Place place) const { return {text.get(), place}; }
};

using DeclarationsPointer = std::shared_ptr<const Declarations>;

/// By which a declared thing is known.
template <typename T>
[[nodiscard]] Name name_of(const T& declared) {
  if constexpr (requires { declared.id; }) {
    return declared.id;
  } else if constexpr (requires { declared.from; }) {
    return declared.from;
  } else {
    return declared.name;
  }
}

/// Ids with exactly one `@` compare ASCII case-insensitively (DESIGN §3): such an id with `A`-`Z`
/// folded, else `id` itself; so of a representative's, a group's id being exact. `buffer` backs the
/// result.
[[nodiscard]] std::string_view folded_identity(std::string_view id, std::string& buffer);

}  // namespace accessdrift
