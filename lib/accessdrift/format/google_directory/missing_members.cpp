#include <set>
#include <string>

#include "accessdrift/base/text.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/format/google_directory/groups.h"

namespace accessdrift::google_directory {
namespace {

using source::open;

/// How sides tell each other which groups have members that are not here, and when memberships of
/// these end.
constexpr std::string_view kIsOpen = "(is open)\x1f";
constexpr std::string_view kEnds = "(ends)\x1f";
constexpr char kTells = '\x1f';

}  // namespace

void Groups::tell_pages() {
  for (const auto& [group, pages] : pages_) {
    if (pages.has_last || !pages.not_last.is_known()) continue;
    Diagnostic& problem = source::warn(reading_, "partial-source",
                                       "the last page of members of group `" +
                                           shortened(reading_.names.text(group)) + "` is not here",
                                       pages.not_last);
    problem.label = "whoever is on further pages is not known";
    problem.help = "export all pages of the list";
    for (const std::size_t at : parts_of_[group]) {
      if (parts_[at].file->document.text.get() == pages.not_last.text)
        open(parts_[at].declared, pages.not_last.place);
    }
  }
}

/// Whoever is on a page that is not here may be a member for ever, or for as long as another side
/// tells of somebody: else it would seem certain that something changes.
void Groups::tell_ends() {
  std::set<std::string>& apart = reading_.told_apart;
  std::vector<Name> open_groups;
  for (const auto& [group, parts] : parts_of_) {
    const std::string id(reading_.names.text(group));
    bool is_open = false;
    for (const std::size_t at : parts) is_open = is_open || parts_[at].declared.is_open;
    if (is_open) {
      apart.insert(std::string(kIsOpen) + id);
      open_groups.push_back(group);
    } else if (apart.contains(std::string(kIsOpen) + id)) {
      for (const std::size_t at : parts) {
        for (const auto& [member, until] : parts_[at].ends)
          apart.insert(std::string(kEnds) + id + kTells + std::to_string(until.end));
      }
    }
  }
  for (const Name group : open_groups) suppose_ends(group);
}

void Groups::suppose_ends(Name group) {
  const std::set<std::string>& apart = reading_.told_apart;
  const std::string start = std::string(kEnds) + std::string(reading_.names.text(group)) + kTells;
  Part& part = parts_[parts_of_[group].front()];
  for (auto told = apart.lower_bound(start); told != apart.end() && told->starts_with(start);
       ++told) {
    const Instant end = std::stoll(told->substr(start.size()));
    const Place place = part.declared.key;
    GroupDeclaration some;
    some.id = reading_.names.intern(std::string(reading_.names.text(group)) +
                                    " (further members until " + to_text(end) + ")");
    some.key = some.body = place;
    some.is_made = true;
    open(some, place);
    part.file->declarations.groups.push_back(some);
    part.ends.emplace(static_cast<std::uint32_t>(part.mentions.size()), Until{end, place, place});
    part.mentions.push_back({some.id, MentionKind::Group, true, place});
  }
}

}  // namespace accessdrift::google_directory
