#include "accessdrift/format/hoop/approvers.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace accessdrift::hoop {
namespace {

/// Sets of groups that clicks can come to; more are not followed, and then nothing is promised.
constexpr std::size_t kMostSets = 512;

}  // namespace

Approvers::Approvers(const std::vector<Person>& people, std::string_view admin_group,
                     const ReviewTerms& terms)
    : terms_(terms) {
  for (const Person& person : people) {
    if (!person.can_sign_in) continue;
    Reviewer reviewer{
        person.id, {}, person.is_in_any(terms.force), person.groups.contains(admin_group)};
    for (std::size_t i = 0; i < terms.groups.size(); ++i) {
      if (person.groups.contains(terms.groups[i])) reviewer.groups.push_back(i);
    }
    const bool counts = reviewer.can_force || reviewer.is_admin || !reviewer.groups.empty();
    if (counts) reviewers_.push_back(std::move(reviewer));
  }
}

bool Approvers::may_click(const Reviewer& reviewer, const std::optional<Name>& asks) {
  return !asks || reviewer.is_admin || reviewer.id != *asks;
}

std::size_t Approvers::needed(Counting counting) const {
  const std::size_t all = terms_.groups.size();
  if (!terms_.minimum) return all;
  if (*terms_.minimum <= 0) return counting == Counting::Exact ? 0 : all;
  return std::min(all, static_cast<std::size_t>(*terms_.minimum));
}

bool Approvers::can_approve(Counting counting, const std::optional<Name>& asks) const {
  const bool is_forced = std::ranges::any_of(reviewers_, [&](const Reviewer& reviewer) {
    return reviewer.can_force && may_click(reviewer, asks);
  });
  if (is_forced) return true;
  const std::size_t count = needed(counting);
  // An admin of no reviewing group approves nothing, which is enough if nothing is needed.
  if (count == 0) {
    return std::ranges::any_of(reviewers_, [&](const Reviewer& reviewer) {
      return reviewer.is_admin && reviewer.groups.empty() && may_click(reviewer, asks);
    });
  }
  return counting == Counting::Exact ? can_meet(count, asks) : can_pass(count, asks);
}

bool Approvers::can_pass(std::size_t needed, const std::optional<Name>& asks) const {
  std::set<std::size_t> approved;
  for (const Reviewer& reviewer : reviewers_) {
    if (may_click(reviewer, asks)) approved.insert(reviewer.groups.begin(), reviewer.groups.end());
  }
  return approved.size() >= needed;
}

/// Whether some reviewers together are in exactly so many groups.
bool Approvers::can_meet(std::size_t needed, const std::optional<Name>& asks) const {
  std::set<std::vector<std::size_t>> clicks;
  for (const Reviewer& reviewer : reviewers_) {
    if (!reviewer.groups.empty() && reviewer.groups.size() <= needed && may_click(reviewer, asks))
      clicks.insert(reviewer.groups);
  }
  std::set<std::vector<std::size_t>> reached = {{}};
  for (const std::vector<std::size_t>& click : clicks) {
    std::vector<std::vector<std::size_t>> more;
    for (const std::vector<std::size_t>& before : reached) {
      std::vector<std::size_t> both;
      std::ranges::set_union(before, click, std::back_inserter(both));
      if (both.size() == needed) return true;
      if (both.size() < needed) more.push_back(std::move(both));
    }
    reached.insert(more.begin(), more.end());
    if (reached.size() > kMostSets) return false;
  }
  return false;
}

std::vector<Name> Approvers::left_out(Counting counting) const {
  std::vector<Name> all;
  if (!can_approve(counting)) return all;
  std::map<std::pair<std::vector<std::size_t>, bool>, std::size_t> alike;
  for (const Reviewer& reviewer : reviewers_) ++alike[{reviewer.groups, reviewer.can_force}];
  for (const Reviewer& reviewer : reviewers_) {
    const bool has_stand_in = alike[{reviewer.groups, reviewer.can_force}] > 1 ||
                              (!reviewer.can_force && alike.contains({reviewer.groups, true}));
    if (reviewer.is_admin || has_stand_in) continue;
    if (!can_approve(counting, reviewer.id)) all.push_back(reviewer.id);
  }
  return all;
}

}  // namespace accessdrift::hoop
