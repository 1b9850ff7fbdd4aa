#include "accessdrift/drift/change.h"

#include <algorithm>

namespace accessdrift {
namespace {

bool are_alike(const AccessChange& a, const AccessChange& b) {
  return a.before == b.before && a.after == b.after && a.care == b.care && a.worlds == b.worlds &&
         a.kind == b.kind && a.certainty == b.certainty;
}

}  // namespace

bool Changes::are_none() const {
  return own_.empty() && (shared_ == nullptr || shared_->identities.is_subset_of(but_for_));
}

/// The first of its own ones that is like a shared one; each is taken once.
const AccessChange* Changes::take_alike(const AccessChange& shared,
                                        std::vector<bool>& is_taken) const {
  for (std::size_t i = 0; i < own_.size(); ++i) {
    if (is_taken[i] || !are_alike(own_[i], shared)) continue;
    is_taken[i] = true;
    return &own_[i];
  }
  return nullptr;
}

void Changes::each(
    const std::function<void(const AccessChange&, std::optional<std::size_t>)>& see) const {
  std::vector<bool> is_taken(own_.size(), false);
  const std::size_t count = shared_ == nullptr ? 0 : shared_->changes.size();
  for (std::size_t place = 0; place < count; ++place) {
    const AccessChange& shared = shared_->changes[place];
    const AccessChange* const own = take_alike(shared, is_taken);
    if (own == nullptr && !shared.identities.intersects(but_for_)) {
      see(shared, place);
      continue;
    }
    AccessChange change = shared;
    change.identities -= but_for_;
    if (own != nullptr) change.identities |= own->identities;
    if (!change.identities.is_empty()) see(change, std::nullopt);
  }
  for (std::size_t i = 0; i < own_.size(); ++i)
    if (!is_taken[i]) see(own_[i], std::nullopt);
}

std::vector<AccessChange> Changes::all() const {
  std::vector<AccessChange> all;
  each([&](const AccessChange& change, std::optional<std::size_t>) { all.push_back(change); });
  return all;
}

std::string text_of(const Snapshot& snapshot, const SideNames& names) {
  if (names.before.is_none()) return std::string(snapshot.text(names.after));
  std::string text(snapshot.text(names.before));
  if (!names.after.is_none() && names.after != names.before)
    text.append(" -> ").append(snapshot.text(names.after));
  return text;
}

std::string text_of(const Snapshot& snapshot, const AskedAction& action) {
  std::string text = text_of(snapshot, action.names);
  if (action.methods.size() == action.of_methods) return text;
  std::string methods;
  for (const Name method : action.methods)
    methods.append(methods.empty() ? "" : ", ").append(snapshot.text(method));
  return text + " (" + methods + ")";
}

ChangeKind kind_of(Region before, Region after, Diagrams& diagrams) {
  const bool gains = !diagrams.includes(before, after);
  const bool loses = !diagrams.includes(after, before);
  if (before == Diagrams::never()) return ChangeKind::Gained;
  if (after == Diagrams::never()) return ChangeKind::Lost;
  if (gains && loses) return ChangeKind::Shifted;
  return gains ? ChangeKind::Widened : ChangeKind::Narrowed;
}

}  // namespace accessdrift
