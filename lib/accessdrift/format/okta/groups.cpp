#include "accessdrift/format/okta/groups.h"

#include <charconv>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::okta {
namespace {

using namespace source;

constexpr std::string_view kEveryone = "Everyone";

/// How many users a group says that it has, if it was asked for (`expand=stats`).
std::optional<NodeView> count_of(NodeView group) {
  const std::optional<NodeView> embedded = find(group, "_embedded");
  const std::optional<NodeView> stats = embedded ? find(*embedded, "stats") : std::nullopt;
  const std::optional<NodeView> count = stats ? find(*stats, "usersCount") : std::nullopt;
  return count && count->kind() == NodeKind::Integer ? count : std::nullopt;
}

std::uint64_t number_in(NodeView count) {
  const std::string_view text = count.scalar();
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// A user's id or login, in whatever a client keeps of a member.
std::string_view word_for(NodeView member) {
  if (member.kind() == NodeKind::String) return member.scalar();
  if (const std::string_view id = text_of(member, "id"); !id.empty()) return id;
  const std::optional<NodeView> login = profile_text(member, "login");
  return login ? login->scalar() : text_of(member, "login");
}

}  // namespace

void Groups::note(SourceReading::File& file, NodeView group) {
  const std::optional<NodeView> title = profile_text(group, "name");
  const std::string id(text_of(group, "id"));
  if (!title || (!id.empty() && !by_id_.emplace(id, listed_.size()).second)) return;
  by_title_[std::string(title->scalar())].push_back(listed_.size());
  listed_.push_back({&file, group, *title, {}});
}

/// Groups of an application may have the name of another one; each has its id behind it then.
void Groups::name() {
  for (const auto& [title, sharing] : by_title_) {
    for (const std::size_t at : sharing) {
      Listed& listed = listed_[at];
      const std::string_view id = text_of(listed.group, "id");
      const bool is_shared = sharing.size() > 1 && !id.empty();
      listed.id = reading_.names.intern(is_shared ? title + " (" + std::string(id) + ")" : title);
      const bool is_built_in = text_of(listed.group, "type") == "BUILT_IN";
      if (is_built_in && title == kEveryone) everyone_ = listed.id;
    }
  }
}

Name Groups::by_id(std::string_view id) const {
  const auto known = by_id_.find(id);
  return known == by_id_.end() ? Name{} : listed_[known->second].id;
}

Name Groups::owner(const source::FiledList& list) const {
  return owner_of(
      list, [&](std::string_view id) { return by_id(id); },
      [&](std::string_view title) {
        const auto known = by_title_.find(title);
        const bool is_one = known != by_title_.end() && known->second.size() == 1;
        return is_one ? listed_[known->second.front()].id : Name{};
      });
}

Name Groups::owner_or_unlisted(const source::FiledList& list) {
  if (const Name known = owner(list); !known.is_none()) return known;
  if (!is_under(list, "groups") && !is_under(list, "members")) return {};
  for (const Label& label : labels_of(list)) {
    if (label.may_be_name) return reading_.names.intern(label.text);
  }
  return {};
}

void Groups::add_members(const source::FiledList& list, Name group) {
  const Place place = list.items.place();
  GroupLists::Part& part = lists_.part_of(*list.file, group, bracket_of(place), place);
  held_[group];
  list.each([&](NodeView member) { add_member(part, member); });
}

void Groups::add_inside(SourceReading::File& file, NodeView group) {
  const std::optional<NodeView> embedded = find(group, "_embedded");
  for (const std::string_view key : {"users", "members"}) {
    std::optional<NodeView> inside = find(group, key);
    if (!inside && embedded) inside = find(*embedded, key);
    if (!inside || !inside->is_sequence()) continue;
    const Name id = by_id(text_of(group, "id"));
    const std::optional<NodeView> title = profile_text(group, "name");
    if (!title) continue;
    const Name name = id.is_none() ? reading_.names.intern(title->scalar()) : id;
    GroupLists::Part& part = lists_.part_of(file, name, title->place(), group.place());
    held_[name];
    each_item(*inside, [&](NodeView member) { add_member(part, member); });
  }
}

void Groups::add_member(GroupLists::Part& part, NodeView member) {
  const std::string_view word = word_for(member);
  if (word.empty()) {
    report(reading_, "not-of-format", "this is no member of a group", member.span()).label =
        "expected a user, its id or its login";
    return;
  }
  held_[part.declared.id].emplace(std::string(word), true);
  const std::optional<NodeView> login = profile_text(member, "login");
  const Place place = (login ? *login : member).place();
  const Name person = people_.find(word);
  if (!person.is_none()) return part.add(person, MentionKind::User, place);
  if (!people_.are_complete()) return open(part.declared, place);
  warn(reading_, "dangling-member", "no user has the id or login `" + shortened(word) + "`",
       member.span())
      .label = "so this member is nobody";
}

void Groups::finish() {
  tell_counts();
  declare_unread();
  lists_.finish();
  declare_shared_names();
}

void Groups::tell_counts() {
  for (const Listed& listed : listed_) {
    const std::optional<NodeView> count = count_of(listed.group);
    const auto held = held_.find(listed.id);
    if (!count || held == held_.end() || held->second.size() >= number_in(*count)) continue;
    Diagnostic& problem =
        warn(reading_, "partial-source",
             std::to_string(held->second.size()) + " of the " + std::string(count->scalar()) +
                 " members of group `" + shortened(reading_.names.text(listed.id)) + "` are here",
             count->span());
    problem.label = "the others are not known";
    problem.help = "export the group's members again, all pages";
    GroupLists::Part& first = *lists_.groups().at(listed.id).front();
    open(first.declared, first.declared.key);
  }
}

/// Groups whose members nothing lists.
void Groups::declare_unread() {
  Diagnostic* problem = nullptr;
  for (Listed& listed : listed_) {
    if (listed.id == everyone_) {
      add_everybody(listed);
      continue;
    }
    if (lists_.has(listed.id)) continue;
    GroupLists::Part& part =
        lists_.part_of(*listed.file, listed.id, listed.title.place(), listed.group.place());
    const std::optional<NodeView> count = count_of(listed.group);
    if (count && number_in(*count) == 0) continue;
    open(part.declared, part.declared.key);
    if (problem != nullptr) continue;
    problem = &warn(
        reading_, "partial-source",
        "the members of group `" + shortened(reading_.names.text(listed.id)) + "` are not here",
        span_of(listed));
    problem->label = "so who is in it, and in others like it, is not known";
    problem->help = "export `GET /api/v1/groups/{id}/users` of every group";
  }
}

/// Whoever is listed, whether or not the members are exported.
void Groups::add_everybody(Listed& listed) {
  add_everybody(lists_.has(listed.id) ? *lists_.groups().at(listed.id).front()
                                      : lists_.part_of(*listed.file, listed.id,
                                                       listed.title.place(), listed.group.place()));
}

void Groups::add_everybody(GroupLists::Part& part) {
  for (const Name person : people_.all()) part.add(person, MentionKind::User, part.declared.key);
  if (!people_.are_complete()) open(part.declared, part.declared.key);
}

/// Every organisation has that group, whether or not it was exported.
void Groups::expect_everyone(SourceReading::File& file, Place said) {
  if (!everyone_.is_none()) return;
  std::string name(kEveryone);
  if (by_title_.contains(name)) name += " (built in)";
  everyone_ = reading_.names.intern(name);
  add_everybody(lists_.part_of(file, everyone_, said, said));
}

/// A name that several groups have means all of them, as it does in a token.
void Groups::declare_shared_names() {
  for (const auto& [title, sharing] : by_title_) {
    if (sharing.size() < 2) continue;
    const Listed& first = listed_[sharing.front()];
    std::vector<Name> ids;
    for (const std::size_t at : sharing) ids.push_back(listed_[at].id);
    declare_shared_name(reading_, *first.file, {title, first.title.place(), first.group.place()},
                        ids);
  }
}

}  // namespace accessdrift::okta
