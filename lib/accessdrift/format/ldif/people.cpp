#include "accessdrift/format/ldif/people.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "accessdrift/base/text.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/format/ldif/sid.h"

namespace accessdrift::ldif {
namespace {

using namespace source;

/// Ids that stay, whatever the entry is called.
constexpr auto kStableIds = std::to_array<std::string_view>(
    {"entryuuid", "objectguid", "nsuniqueid", "ipauniqueid", "guid"});
/// From the start of Windows' clock to that of ours, in seconds; it counts ten millions a second.
constexpr std::int64_t kWindowsEpoch = 11'644'473'600;
constexpr std::int64_t kTicks = 10'000'000;

bool is_true(const std::optional<NodeView>& value) {
  return value && equals_folded(value->scalar(), "true");
}

std::optional<std::int64_t> integer_in(std::string_view text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, number);
  return problem == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

/// Ticks of a file time; nothing: never.
std::optional<Instant> windows_end(std::int64_t ticks) {
  if (ticks <= 0) return std::nullopt;
  return ticks / kTicks + (ticks % kTicks == 0 ? 0 : 1) - kWindowsEpoch;
}

/// The last day; nothing: never.
std::optional<Instant> shadow_end(std::int64_t day) {
  constexpr std::int64_t kMostDays = 4'000'000;
  if (day < 0 || day > kMostDays) return std::nullopt;
  return (day + 1) * kSecondsPerDay;
}

}  // namespace

std::vector<People::Told> People::names_of(const Entry& entry) {
  std::vector<Told> names;
  for (const std::string_view attribute : {"userprincipalname", "mail", "uid", "samaccountname"}) {
    const std::size_t first = names.size();
    entry.each(attribute, [&](NodeView value) {
      if (is_text(value)) names.push_back({value, false});
    });
    // Directories keep values in no order.
    std::sort(names.begin() + static_cast<std::ptrdiff_t>(first), names.end(),
              [](const Told& a, const Told& b) {
                return fold_ascii(a.value.scalar()) < fold_ascii(b.value.scalar());
              });
  }
  if (const std::optional<NodeView> name = entry.first_text("cn")) names.push_back({*name, true});
  return names;
}

void People::note(const Listed& listed) {
  has_any_ = true;
  std::set<std::string> folded;
  for (const Told& told : names_of(listed.entry)) {
    const std::string name = fold_ascii(told.value.scalar());
    if (told.is_display_name) {
      ++displayed_[name];
    } else {
      folded.insert(name);
    }
  }
  for (const std::string& name : folded) ++bearers_[name];
}

bool People::is_own(const Told& told) const {
  const std::string name = fold_ascii(told.value.scalar());
  const auto found = bearers_.find(name);
  const std::size_t count = found == bearers_.end() ? 0 : found->second;
  return told.is_display_name ? count == 0 && displayed_.at(name) == 1 : count == 1;
}

Name People::intern(std::string_view name) {
  return reading_.names.intern(folded_identity(name, buffer_));
}

void People::declare(Listed& listed) {
  UserDeclaration declared;
  Declarations& declarations = listed.file->declarations;
  declared.body = listed.entry.view().place();
  declared.is_service = listed.kind == Kind::Service;
  add_names(declared, declarations, listed);
  for (const std::string_view attribute : kStableIds) {
    const std::optional<NodeView> id = listed.entry.first(attribute);
    if (!id || id->scalar().empty()) continue;
    declared.uid = reading_.names.intern(guid_text(id->scalar()));
    break;
  }
  add_status(declared, listed.entry);
  add_end(declared, declarations, listed.entry);
  listed.name = declared.id;
  listed.entry.each(
      "uid", [&](NodeView uid) { by_uid_[fold_ascii(uid.scalar())].push_back(declared.id); });
  declarations.users.push_back(declared);
}

/// The first name that is nobody else's is the id, the others are aliases; without one it is the
/// distinguished name.
void People::add_names(UserDeclaration& declared, Declarations& declarations,
                       const Listed& listed) {
  const std::vector<Told> names = names_of(listed.entry);
  const auto own = std::ranges::find_if(names, [&](const Told& told) { return is_own(told); });
  const NodeView id = own == names.end() ? listed.entry.dn() : own->value;
  declared.id = intern(id.scalar());
  declared.spelling = reading_.names.intern(id.scalar());
  declared.key = id.place();
  declared.aliases.first = static_cast<std::uint32_t>(declarations.aliases.size());
  std::set<Name> told = {declared.id};
  for (const Told& name : names) {
    const NodeView value = name.value;
    if (name.is_display_name) continue;
    if (is_own(name)) {
      const std::string folded = fold_ascii(value.scalar());
      for (const std::string_view alias : {value.scalar(), std::string_view(folded)}) {
        const Name interned = intern(alias);
        if (told.insert(interned).second) declarations.aliases.push_back({interned, value.place()});
      }
    } else if (!told_shared_) {
      told_shared_ = true;
      Diagnostic& problem = warn(
          reading_, "shared-name",
          "`" + shortened(value.scalar()) + "` is the name of more than one entry", value.span());
      problem.label = "so nobody is known by it, nor by others like it";
    }
  }
  declared.aliases.count =
      static_cast<std::uint32_t>(declarations.aliases.size()) - declared.aliases.first;
}

void People::add_status(UserDeclaration& declared, const Entry& entry) {
  const std::optional<NodeView> deleted = entry.first_text("isdeleted");
  const std::optional<NodeView> control = entry.first_text("useraccountcontrol");
  const std::optional<NodeView> disabled = entry.first_text("nsaccountlock");
  const std::optional<NodeView> locked = entry.first_text("pwdaccountlockedtime");
  const auto set = [&](Status status, NodeView place) {
    declared.status = status;
    declared.status_place = place.place();
  };
  const std::optional<std::int64_t> bits = control ? integer_in(control->scalar()) : std::nullopt;
  constexpr std::int64_t kDisabled = 2;
  if (is_true(deleted)) return set(Status::Deleted, *deleted);
  if (bits && (*bits & kDisabled) != 0) return set(Status::Disabled, *control);
  if (is_true(disabled)) return set(Status::Disabled, *disabled);
  if (locked) return set(Status::Locked, *locked);
  const bool is_of_windows = control || entry.values("samaccountname");
  if (!is_of_windows || bits || told_no_status_) return;
  told_no_status_ = true;
  Diagnostic& problem =
      warn(reading_, "unknown-status",
           "`" + shortened(reading_.names.text(declared.spelling)) +
               "` does not say whether it is disabled",
           control ? control->span() : Span{entry.view().span().text, declared.key});
  problem.label = "taken as active, as others like it";
  problem.help = "export userAccountControl, too";
}

void People::add_end(UserDeclaration& declared, Declarations& declarations, const Entry& entry) {
  const std::optional<NodeView> windows = entry.first_text("accountexpires");
  const std::optional<NodeView> shadow = entry.first_text("shadowexpire");
  const std::optional<NodeView> value = windows ? windows : shadow;
  if (!value) return;
  const std::optional<std::int64_t> number = integer_in(value->scalar());
  if (!number)
    return tell_time(*value, windows ? "accountExpires" : "shadowExpire", "a whole number");
  const std::optional<Instant> end = windows ? windows_end(*number) : shadow_end(*number);
  if (!end || *end >= kEndOfTime || !is_in_range(*end)) return;
  declared.has_until = true;
  declarations.sign_in_ends.emplace_back(static_cast<std::uint32_t>(declarations.users.size()),
                                         Until{*end, value->place(), value->place()});
}

void People::tell_time(NodeView value, std::string_view attribute, std::string_view expected) {
  report(reading_, "invalid-time",
         "`" + std::string(attribute) + "` cannot be `" + shortened(value.scalar()) + "`",
         value.span())
      .label = "expected " + std::string(expected);
}

const std::vector<Name>& People::with_uid(std::string_view uid) const {
  static const std::vector<Name> kNone;
  const auto found = by_uid_.find(fold_ascii(uid));
  return found == by_uid_.end() ? kNone : found->second;
}

}  // namespace accessdrift::ldif
