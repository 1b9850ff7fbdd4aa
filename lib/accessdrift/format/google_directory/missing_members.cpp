#include "accessdrift/base/text.h"
#include "accessdrift/format/google_directory/groups.h"
#include "accessdrift/format/hidden_ends.h"

namespace accessdrift::google_directory {

using source::open;

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

void Groups::tell_ends() {
  for (const auto& [group, parts] : parts_of_) {
    bool is_open = false;
    for (const std::size_t at : parts) is_open = is_open || parts_[at].declared.is_open;
    if (is_open) {
      suppose_ends(group);
      continue;
    }
    for (const std::size_t at : parts) {
      for (const auto& [member, until] : parts_[at].ends)
        source::tell_end(reading_, group, until.end);
    }
  }
}

void Groups::suppose_ends(Name group) {
  Part& part = parts_[parts_of_[group].front()];
  for (auto [member, until] :
       source::further_members(reading_, part.file->declarations, group, part.declared.key)) {
    member.has_until = true;
    part.ends.emplace(static_cast<std::uint32_t>(part.mentions.size()), until);
    part.mentions.push_back(member);
  }
}

}  // namespace accessdrift::google_directory
