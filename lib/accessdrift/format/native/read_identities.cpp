#include <array>

#include "accessdrift/format/native/reading.h"

namespace accessdrift::native {
namespace {

constexpr std::array<std::string_view, 5> kUserKeys = {"uid", "aliases", "status", "until",
                                                       "attributes"};
constexpr std::array<std::string_view, 4> kGroupKeys = {"members", "rule", "open", "within"};
constexpr Owner kMember = {"member", {}};
constexpr std::array<std::string_view, 6> kStatuses = {"active", "staged",   "suspended",
                                                       "locked", "disabled", "deleted"};

bool expect_identity_id(Reading& reading, std::string_view kind, std::string_view id, Place place) {
  if (is_reserved_word(id)) {
    report(reading, "reserved-id",
           "the id " + quoted(id) + " of a " + std::string(kind) + " is reserved", place)
        .label = "reserved for policies";
    reading.file.is_partial = true;
    return false;
  }
  return expect_no_reserved_prefix(reading, kind, id, place);
}

void read_aliases(Reading& reading, const Owner& owner, UserDeclaration& user, NodeView value) {
  if (!expect_list(reading, owner, "aliases", value, "a list of ids")) return;
  std::vector<NamePlace>& pool = reading.file.declarations.aliases;
  user.aliases.first = static_cast<std::uint32_t>(pool.size());
  for_each_item(value, [&](NodeView item) {
    if (item.kind() != NodeKind::String || item.scalar().empty())
      return report_wrong_item(reading, owner, "aliases", item);
    if (!expect_identity_id(reading, "user", item.scalar(), item.place())) return;
    pool.push_back({intern_identity(reading, item.scalar()), item.place()});
  });
  user.aliases.count = static_cast<std::uint32_t>(pool.size()) - user.aliases.first;
  report_repeated_names(reading, owner, "aliases", std::span(pool).subspan(user.aliases.first));
}

void read_status(Reading& reading, const Owner& owner, UserDeclaration& user, NodeView value) {
  if (!expect_text(reading, owner, "status", value, "a status as text")) return;
  const auto* const found = std::ranges::find(kStatuses, value.scalar());
  if (found == kStatuses.end()) {
    return report_unknown_value(reading, owner, "status", value, kStatuses);
  }
  user.status = static_cast<Status>(found - kStatuses.begin());
  user.status_place = value.place();
}

/// REQUIRES: the user is the next that is added.
void read_sign_in_end(Reading& reading, const Owner& owner, UserDeclaration& user,
                      const Entry& entry) {
  const std::optional<Until> until = read_until(reading, owner, entry);
  if (!until) return;
  Declarations& declarations = reading.file.declarations;
  user.has_until = true;
  declarations.sign_in_ends.emplace_back(declarations.users.size(), *until);
}

void read_user_entry(Reading& reading, const Owner& owner, UserDeclaration& user,
                     const Entry& entry) {
  const std::string_view key = entry.key.scalar();
  if (key == "aliases") return read_aliases(reading, owner, user, entry.value);
  if (key == "attributes") {
    user.attributes = read_attribute_values(reading, owner, entry.value);
    return;
  }
  if (key == "uid") {
    if (expect_text(reading, owner, key, entry.value, "a text")) {
      user.uid = reading.names.intern(entry.value.scalar());
    }
    return;
  }
  if (key == "status") return read_status(reading, owner, user, entry.value);
  if (key == "until") return read_sign_in_end(reading, owner, user, entry);
  report_unknown_key(reading, owner, entry.key, kUserKeys);
}

void read_user(Reading& reading, const Entry& entry, bool is_service) {
  const std::string_view kind = is_service ? "service" : "user";
  const std::string_view id = entry.key.scalar();
  if (!expect_id(reading, kind, entry.key)) return;
  if (!expect_identity_id(reading, kind, id, entry.key.place())) return;

  UserDeclaration user;
  user.id = intern_identity(reading, id);
  user.spelling = reading.names.text(user.id) == id ? user.id : reading.names.intern(id);
  user.key = entry.key.place();
  user.body = entry.value.place();
  user.is_service = is_service;
  const Owner owner{kind, id};
  if (expect_mapping(reading, owner, {}, entry.value, "a mapping")) {
    for_each_entry(reading, entry.value,
                   [&](const Entry& inner) { read_user_entry(reading, owner, user, inner); });
  }
  reading.file.declarations.users.push_back(user);
}

bool is_external(NodeView value) {
  return value.kind() == NodeKind::String && value.scalar() == "external";
}

/// `{user: ID}` or `{group: ID}`, perhaps with `until`.
struct MemberMapping {
  std::optional<Entry> named;
  std::optional<Entry> until;
  bool is_double = false;
};

MemberMapping read_member_keys(Reading& reading, NodeView value) {
  constexpr std::array<std::string_view, 3> kKeys = {"user", "group", "until"};
  MemberMapping mapping;
  for_each_entry(reading, value, [&](const Entry& entry) {
    const std::string_view key = entry.key.scalar();
    if (key == "until") {
      mapping.until = entry;
      return;
    }
    if (key != "user" && key != "group")
      return report_unknown_key(reading, kMember, entry.key, kKeys);
    mapping.is_double = mapping.named.has_value();
    mapping.named = entry;
  });
  return mapping;
}

std::optional<MentionText> read_named_member(Reading& reading, const Owner& owner, NodeView value,
                                             const MemberMapping& mapping) {
  const std::optional<Entry>& named = mapping.named;
  if (!named || mapping.is_double) {
    report(reading, "invalid-mention",
           "a member of " + to_text(owner) + " must name one user or one group", value.place())
        .label = "expected `user` or `group`";
    return std::nullopt;
  }
  const std::string_view kind = named->key.scalar();
  if (!expect_text(reading, kMember, kind, named->value, "an id as text")) return std::nullopt;
  const std::string_view id = named->value.scalar();
  const Place place = named->value.place();
  if (kind == "group") {
    if (!expect_no_reserved_prefix(reading, "group", id, place)) return std::nullopt;
    return MentionText{id, MentionKind::Group, place};
  }
  if (!expect_identity_id(reading, "user", id, place)) return std::nullopt;
  return MentionText{folded_identity(id, reading.fold_buffer), MentionKind::User, place};
}

/// Adds the member that a mapping names.
void read_member_mapping(Reading& reading, const Owner& owner, MentionList& members,
                         NodeView value) {
  const MemberMapping mapping = read_member_keys(reading, value);
  const auto mention = read_named_member(reading, owner, value, mapping);
  if (mention) members.add(*mention);
  if (!mapping.until) return;
  const auto until = read_until(reading, {"a member of group", owner.id}, *mapping.until);
  if (!mention || !until) return;
  Declarations& declarations = reading.file.declarations;
  declarations.mentions.back().has_until = true;
  declarations.membership_ends.emplace_back(declarations.mentions.size() - 1, *until);
}

/// Looks up the names of keys some entries before they are read, in a table that is larger than the
/// processor's caches.
class KeysAhead {
 public:
  explicit KeysAhead(NodeView mapping)
      : mapping_(mapping), next_(mapping.first_child()), turn_(next_) {}

  void prefetch_at(NodeView key, const Names& names) {
    if (key.index() < turn_.index()) return;
    turn_ = next_;
    std::array<std::string_view, 16> keys;
    std::size_t count = 0;
    for (; count < keys.size() && !next_.is_end(mapping_);
         next_ = next_.next_sibling().next_sibling())
      keys[count++] = next_.scalar();
    names.prefetch(std::span(keys).first(count));
  }

 private:
  NodeView mapping_;
  NodeView next_;  ///< the first key that was not prefetched
  NodeView turn_;  ///< the key at which the next ones are
};

void read_members(Reading& reading, const Owner& owner, GroupDeclaration& group,
                  const Entry& entry) {
  if (!expect_list(reading, owner, "members", entry.value,
                   "a list of ids and groups, or `external`"))
    return;
  std::vector<Mention>& pool = reading.file.declarations.mentions;
  group.members.first = static_cast<std::uint32_t>(pool.size());
  {
    MentionList members(reading, pool);
    for_each_item(entry.value, [&](NodeView item) {
      if (item.is_mapping()) return read_member_mapping(reading, owner, members, item);
      const std::optional<MentionText> mention =
          read_mention(reading, owner, "members", MentionUse::Member, item);
      if (mention) members.add(*mention);
    });
  }
  group.members.count = static_cast<std::uint32_t>(pool.size()) - group.members.first;
  check_mentions(reading, owner, "members", std::span(pool).subspan(group.members.first));
}

/// The domains that bound the further members of an open group.
void read_within(Reading& reading, const Owner& owner, GroupDeclaration& group, NodeView value) {
  for (const Mention& domain : read_who(reading, owner, "within", MentionUse::Within, value))
    group.within.push_back({domain.id, domain.place});
}

/// What a group says of further members, each where it does.
struct Openness {
  std::optional<Place> external;
  std::optional<NodeView> open;
  std::optional<Place> within;
};

void settle_openness(Reading& reading, const Owner& owner, const Openness& said,
                     GroupDeclaration& group) {
  const bool says_open = said.open && said.open->scalar() == "true";
  group.is_open = says_open || said.external;
  if (said.open) group.open_place = said.open->place();
  if (said.external && !says_open) group.open_place = *said.external;
  if (said.external && said.open && !says_open) {
    Diagnostic& diagnostic =
        report(reading, "open-contradicted",
               to_text(owner) + " has external members, and is not open", said.open->place());
    diagnostic.label = "leave it out, or list the `members`";
  }
  if (said.within && !group.is_open) {
    Diagnostic& diagnostic = report(
        reading, "within-not-open",
        "`within` of " + to_text(owner) + " bounds nobody: the group is not open", *said.within);
    diagnostic.label = "expected `open: true` or `members: external` beside it";
  }
}

void read_group_entry(Reading& reading, const Owner& owner, const Entry& entry,
                      GroupDeclaration& group, Openness& openness) {
  const std::string_view key = entry.key.scalar();
  if (key == "members") {
    if (!is_external(entry.value)) return read_members(reading, owner, group, entry);
    openness.external = entry.value.place();
  } else if (key == "rule") {
    group.rule = read_condition(reading, owner, key, entry.value);
  } else if (key == "open") {
    if (entry.value.kind() != NodeKind::Boolean)
      return report_wrong_type(reading, owner, key, entry.value, "`true` or `false`");
    openness.open = entry.value;
  } else if (key == "within") {
    openness.within = entry.key.place();
    read_within(reading, owner, group, entry.value);
  } else {
    report_unknown_key(reading, owner, entry.key, kGroupKeys);
  }
}

void read_group(Reading& reading, const Entry& entry) {
  const std::string_view id = entry.key.scalar();
  if (!expect_id(reading, "group", entry.key)) return;
  if (!expect_no_reserved_prefix(reading, "group", id, entry.key.place())) return;
  GroupDeclaration group;
  group.id = reading.names.intern(id);
  group.key = entry.key.place();
  group.body = entry.value.place();
  const Owner owner{"group", id};
  if (expect_mapping(reading, owner, {}, entry.value, "a mapping")) {
    Openness openness;
    for_each_entry(reading, entry.value, [&](const Entry& inner) {
      read_group_entry(reading, owner, inner, group, openness);
    });
    settle_openness(reading, owner, openness, group);
  }
  reading.file.declarations.groups.push_back(std::move(group));
}

}  // namespace

Name intern_identity(Reading& reading, std::string_view id) {
  return reading.names.intern(folded_identity(id, reading.fold_buffer));
}

void read_users(Reading& reading, NodeView section, bool are_services) {
  KeysAhead ahead(section);
  for_each_entry(reading, section, [&](const Entry& entry) {
    ahead.prefetch_at(entry.key, reading.names);
    read_user(reading, entry, are_services);
  });
}

void read_groups(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) { read_group(reading, entry); });
}

}  // namespace accessdrift::native
