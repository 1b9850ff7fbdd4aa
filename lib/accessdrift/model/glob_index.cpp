#include "accessdrift/model/glob_index.h"

#include <algorithm>

namespace accessdrift {

const std::vector<ResourceIndex>& GlobIndex::matches(Name glob) {
  const auto [known, is_new] = found_.try_emplace(glob);
  if (is_new) known->second = search(snapshot_.text(glob));
  return known->second;
}

std::vector<ResourceIndex> GlobIndex::search(std::string_view glob) {
  if (by_text_.empty()) sort_resources();
  const std::string_view literal = glob.substr(0, glob.find('*'));
  const auto text_of = [](const auto& item) { return item.first; };
  std::vector<ResourceIndex> matched;
  for (auto at = std::ranges::lower_bound(by_text_, literal, {}, text_of);
       at != by_text_.end() && at->first.starts_with(literal); ++at) {
    if (glob_matches(glob, at->first)) matched.push_back(at->second);
  }
  return matched;
}

void GlobIndex::sort_resources() {
  for (std::size_t i = 0; i < snapshot_.resources.size(); ++i) {
    const Name id = snapshot_.resources[i]->id;
    if (snapshot_.resource_by_name.find(id) != ResourceIndex{i}) continue;
    by_text_.emplace_back(snapshot_.text(id), ResourceIndex{i});
  }
  std::ranges::sort(by_text_);
}

}  // namespace accessdrift
