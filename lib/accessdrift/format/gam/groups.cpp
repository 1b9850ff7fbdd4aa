#include "accessdrift/format/gam/groups.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/all_accounts.h"
#include "accessdrift/format/gam/tables.h"
#include "accessdrift/format/source_time.h"

namespace accessdrift::gam {
namespace {

using namespace source;
using Row = Table::Row;

/// Members that are things: nobody signs in as one.
constexpr std::array<std::string_view, 3> kThings = {"shared_drive", "cbcm_browser",
                                                     "chrome_os_device"};

std::uint64_t number_in(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string_view text_in(const std::optional<NodeView>& cell) {
  return cell ? trimmed(cell->scalar()) : std::string_view();
}

}  // namespace

void Groups::note_groups(SourceReading::File& file, const Table& table) {
  const auto email_column = table.find("email"), id_column = table.find("id"),
             count_column = table.find("directmemberscount");
  table.each_row([&](const Row& row) {
    const std::optional<NodeView> email = row.cell(email_column);
    if (!email) {
      report(reading_, "missing-key", "this group has no `email`", row.view().span()).label =
          "policies and groups name it by that";
      return;
    }
    const Name name = intern_folded(reading_, text_in(email));
    if (const std::string_view id = text_in(row.cell(id_column)); !id.empty())
      by_id_.emplace(std::string(id), name);
    by_address_.emplace(fold_ascii(text_in(email)), name);
    each_address(table, row, "aliases", [&](NodeView, std::string_view alias) {
      by_address_.emplace(fold_ascii(alias), name);
    });
    listed_.try_emplace(name,
                        Listed{&file, email->place(), row.view().place(), row.cell(count_column)});
  });
}

void Groups::note_members(const Table& table) {
  const auto column = table.find("group");
  table.each_row([&](const Row& row) {
    const std::string_view group = text_in(row.cell(column));
    if (!group.empty()) by_address_.emplace(fold_ascii(group), intern_folded(reading_, group));
  });
}

Name Groups::find(std::string_view id, std::string_view email) const {
  if (const auto known = by_id_.find(id); known != by_id_.end()) return known->second;
  const auto known = by_address_.find(fold_ascii(email));
  return known == by_address_.end() ? Name{} : known->second;
}

void Groups::add_members(SourceReading::File& file, const Table& table) {
  const Columns columns = {table.find("group"), table.find("email"),  table.find("id"),
                           table.find("type"),  table.find("status"), table.find("expiretime")};
  tell_what_lacks(table, columns);
  const bool is_expanded = table.find("level") && table.find("subgroup");
  table.each_row([&](const Row& row) {
    const std::optional<NodeView> group = row.cell(columns.group);
    // Tables that were put together have their heads in between.
    const bool is_head = fold_ascii(text_in(group)) == "group" &&
                         fold_ascii(text_in(row.cell(columns.email))) == "email";
    if (is_head) return;
    if (is_expanded && group) expanded_.insert(intern_folded(reading_, text_in(group)));
    add_member(file, columns, row);
  });
}

void Groups::tell_what_lacks(const Table& table, const Columns& columns) {
  if (!columns.type) {
    Diagnostic& problem = warn(reading_, "partial-source",
                               "members do not say what they are, nor until when they are members",
                               table.head().span());
    problem.label = "who is not listed may be a person or a group; taken as lasting";
    problem.help = "print them without `minimal`, and with the field `type`";
  }
  if (table.find("level") && table.find("subgroup")) {
    Diagnostic& problem =
        warn(reading_, "partial-source", "groups in groups are expanded to their people",
             table.head().span());
    problem.label = "a member that is the whole domain is not among them";
    problem.help = "print the members of all groups without `recursive`";
  }
}

void Groups::add_member(SourceReading::File& file, const Columns& columns, const Row& row) {
  const std::optional<NodeView> group = row.cell(columns.group);
  if (!group) {
    report(reading_, "missing-key", "this membership does not say of which group",
           row.view().span())
        .label = "expected its address in the column `group`";
    return;
  }
  Part& part = gathered_.part(file, intern_folded(reading_, text_in(group)), group->place(),
                              row.view().place());
  const std::string_view id = text_in(row.cell(columns.id));
  const std::string_view email = text_in(row.cell(columns.email));
  held_[part.declared.id].emplace(!id.empty() ? std::string(id) : fold_ascii(email));
  const std::optional<NodeView> type_cell = row.cell(columns.type);
  const std::string type = fold_ascii(text_in(type_cell));
  if (type == "customer") return add_everybody(part, *type_cell, end_of(columns, row));
  if (std::ranges::find(kThings, type) == kThings.end()) add_someone(part, columns, row, type);
}

void Groups::add_someone(Part& part, const Columns& columns, const Row& row,
                         std::string_view type) {
  const std::optional<NodeView> email = row.cell(columns.email);
  const std::optional<NodeView> id = row.cell(columns.id);
  const Place place = (email ? *email : row.view()).place();
  const std::optional<Until> end = end_of(columns, row);
  const auto add = [&](Name name, MentionKind kind) {
    GatheredGroups::add(part, {name, kind, false, place}, end);
  };
  const Name person = people_.find(text_in(id), text_in(email));
  const Name group = find(text_in(id), text_in(email));
  const bool is_person = type == "user" || type == "service_account";
  if (!person.is_none() && type != "group") return add(person, MentionKind::User);
  if (!group.is_none() && !is_person) return add(group, MentionKind::Group);
  if (text_in(email).find('@') == std::string_view::npos) return add_nameless(part, row.view());
  const Name name = intern_folded(reading_, text_in(email));
  // Who is unknown and does not say what it is may be either.
  if (!is_person) add(name, MentionKind::Group);
  if (type == "group") return;
  people_.declare_stranger(*part.file, *email, row.cell(columns.status), type == "service_account");
  add(name, MentionKind::User);
}

/// The whole of the customer's accounts: a group of its own, so that it comes and goes as one.
void Groups::add_everybody(Part& part, NodeView type, const std::optional<Until>& end) {
  if (!people_.are_listed()) return GatheredGroups::open(part, type.place());
  names_everybody_ = true;
  const Name all = reading_.names.intern(kAllAccounts);
  GatheredGroups::add(part, {all, MentionKind::Group, false, type.place()}, end);
}

void Groups::add_nameless(Part& part, NodeView row) {
  if (!people_.are_listed()) return GatheredGroups::open(part, row.place());
  warn(reading_, "dangling-member", "no user and no group is this member", row.span()).label =
      "so it is nobody";
}

std::optional<Until> Groups::end_of(const Columns& columns, const Row& row) {
  const std::optional<NodeView> cell = row.cell(columns.until);
  if (!cell || fold_ascii(text_in(cell)) == "never") return std::nullopt;
  const auto end = read_end(text_in(cell));
  if (end) return Until{*end, cell->place(), cell->place()};
  Diagnostic& problem =
      report(reading_, "invalid-time", "`expireTime` cannot be `" + shortened(text_in(cell)) + "`",
             cell->span());
  problem.label = end.error().label;
  problem.help = end.error().help;
  return std::nullopt;
}

void Groups::finish() {
  for (const auto& [group, listed] : listed_) {
    if (gathered_.has(group)) {
      tell_counts(group, listed);
    } else {
      open_unread(group, listed);
    }
  }
  if (gathered_.is_any_open()) people_.declare_strangers_elsewhere();
  gathered_.suppose_ends();
  gathered_.declare();
  if (!names_everybody_) return;
  const std::vector<Name> listed(people_.listed().begin(), people_.listed().end());
  declare_all_accounts(reading_, listed, true);
}

void Groups::tell_counts(Name group, const Listed& listed) {
  const std::size_t held = held_[group].size();
  if (!listed.count || expanded_.contains(group) || held >= number_in(text_in(listed.count)))
    return;
  Diagnostic& problem =
      warn(reading_, "partial-source",
           std::to_string(held) + " of the " + std::string(text_in(listed.count)) +
               " members of group `" + shortened(reading_.names.text(group)) + "` are here",
           listed.count->span());
  problem.label = "the others are not known";
  problem.help = "print the group's members again, of all roles and types";
  gathered_.open_first(group);
}

/// A group whose members nothing lists.
void Groups::open_unread(Name group, const Listed& listed) {
  Part& part = gathered_.part(*listed.file, group, listed.key, listed.body);
  if (listed.count && text_in(listed.count) == "0") return;
  GatheredGroups::open(part, listed.key);
  if (std::exchange(told_unread_, true)) return;
  Diagnostic& problem =
      warn(reading_, "partial-source",
           "the members of group `" + shortened(reading_.names.text(group)) + "` are not here",
           {listed.file->document.text.get(), listed.key});
  problem.label = "so who is in it, and in others like it, is not known";
  problem.help = "print the members of every group; of an empty one the field directMembersCount";
}

}  // namespace accessdrift::gam
