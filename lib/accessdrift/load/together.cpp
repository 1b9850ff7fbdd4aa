#include "accessdrift/load/together.h"

#include <algorithm>
#include <utility>

#include "accessdrift/load/outsiders.h"

namespace accessdrift {
namespace {

constexpr std::size_t kKept = 8;

}  // namespace

void Together::note(const std::vector<DeclarationsPointer>& files) {
  const std::size_t known = outsiders_.size();
  outsiders_.merge(outsiders_named(files, names_));
  if (outsiders_.size() > known) recent_.clear();
}

const JoinedGroups& Together::of(std::vector<DeclarationsPointer> files) {
  const auto known = std::ranges::find(recent_, files, &Known::files);
  if (known != recent_.end()) return known->made;
  JoinedGroups made = with_joined_groups(files, names_);
  made.files = with_outsiders(std::move(made.files), outsiders_, names_);
  if (recent_.size() == kKept) recent_.erase(recent_.begin());
  return recent_.emplace_back(Known{std::move(files), std::move(made)}).made;
}

}  // namespace accessdrift
