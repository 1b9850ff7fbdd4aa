#include "accessdrift/engine/completed.h"

#include <utility>

#include "accessdrift/engine/population.h"
#include "accessdrift/model/unlisted.h"

namespace accessdrift {
namespace {

/// As it is missing there: of unknown attributes, whatever it is here.
Unlisted as_missing(const Unlisted* here) {
  if (here == nullptr) return {};
  return {here->kind, {}, here->domain};
}

/// A side, copied before it is first added to.
class Completing {
 public:
  explicit Completing(std::shared_ptr<const Snapshot> side) : side_(std::move(side)) {}

  /// REQUIRES: `which` says what side this is, and `other` is the other one.
  void add_missing_users(SideOf which, const Snapshot& other, const Population& population) {
    const SideOf there = which == SideOf::Before ? SideOf::After : SideOf::Before;
    for (std::size_t u = 0; u < other.users.size(); ++u) {
      const IdentityIndex identity = population.identity(UserIndex{u}, there);
      const Name id = other.users[u]->id;
      const bool is_there = !population.user(identity, which).is_none();
      if (is_there || !side_->user_by_name.find(id).is_none()) continue;
      add_unlisted(copy(), as_missing(other.unlisted_user(UserIndex{u})),
                   std::string(other.user_id(UserIndex{u})), {side_->files.front().get(), {}});
    }
  }
  void add_strangers(const std::set<std::string>& domains) {
    for (const std::string& domain : domains) {
      const std::string id = std::string(kStrangerPrefix) + domain;
      if (now().find_user(id).is_none()) add_stranger(copy(), domain);
    }
  }
  [[nodiscard]] std::shared_ptr<const Snapshot> side() const {
    return copy_ == nullptr ? side_ : copy_;
  }

 private:
  [[nodiscard]] const Snapshot& now() const { return copy_ == nullptr ? *side_ : *copy_; }
  [[nodiscard]] Snapshot& copy() {
    if (copy_ == nullptr) copy_ = std::make_shared<Snapshot>(*side_);
    return *copy_;
  }

  std::shared_ptr<const Snapshot> side_;
  std::shared_ptr<Snapshot> copy_;
};

std::shared_ptr<const Snapshot> with_missing(std::shared_ptr<const Snapshot> side, SideOf which,
                                             const Snapshot& other, const Population& population) {
  if (side->is_closed) return side;
  Completing completing(std::move(side));
  completing.add_missing_users(which, other, population);
  completing.add_strangers(domains_of(other));
  return completing.side();
}

}  // namespace

CompletedSides completed(std::shared_ptr<const Snapshot> before,
                         std::shared_ptr<const Snapshot> after) {
  if (before->is_closed && after->is_closed) return {std::move(before), std::move(after)};
  const Population population = Population::pair(*before, *after);
  CompletedSides sides;
  sides.before = with_missing(before, SideOf::Before, *after, population);
  sides.after = with_missing(after, SideOf::After, *before, population);
  return sides;
}

}  // namespace accessdrift
