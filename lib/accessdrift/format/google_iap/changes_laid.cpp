#include <algorithm>

#include "accessdrift/format/google_iap/changes.h"

namespace accessdrift::google_iap {

void Changes::index(std::size_t grant) {
  const Grant& one = bindings_.grants()[grant];
  const GrantKey key = key_of(one);
  const auto [bucket, is_new] = buckets_.try_emplace(key);
  if (is_new) keys_of_[one.resource].push_back(key);
  bucket->second.grants.push_back(grant);
  for (std::size_t i = 0; i < one.members.size(); ++i)
    bucket->second.members[folded_member(one.members[i].written)].push_back({grant, i});
}

void Changes::apply() {
  note_orders();
  for (const Change& change : all_) {
    if (change.is_applied && change.deletes && !change.deletes_last && change.before)
      take_away(*change.before);
  }
  for (const Authority authority : {Authority::Policy, Authority::Binding, Authority::Member})
    add_all(authority);
  for (const Change& change : all_) {
    if (change.is_applied && change.deletes_last && change.before) take_away(*change.before);
  }
  mark_unsure();
}

void Changes::add_all(Authority authority) {
  for (const Change& change : all_) {
    const bool sets = change.is_applied && (change.creates || change.updates) && change.after;
    if (sets && change.after->authority == authority) add(change);
  }
}

void Changes::add(const Change& change) {
  const Change::State& state = *change.after;
  if (state.authority != Authority::Member) take_away(state);
  std::vector<Grant>& grants = bindings_.grants();
  for (const Grant& one : state.grants) {
    if (!bindings_.counts(one)) continue;
    grants.push_back(one);
    index(grants.size() - 1);
    added_.push_back(grants.size() - 1);
  }
}

/// What its authority reaches.
void Changes::take_away(const Change::State& state) {
  if (state.authority == Authority::Policy) return take_away_all(state.resource);
  for (const Grant& one : state.grants) {
    const GrantKey key = key_of(one);
    if (state.authority == Authority::Binding) {
      take_away_all(key);
      continue;
    }
    const auto bucket = buckets_.find(key);
    if (bucket == buckets_.end()) continue;
    for (const Grant::Member& member : one.members) {
      const auto held = bucket->second.members.find(folded_member(member.written));
      if (held == bucket->second.members.end()) continue;
      for (const Held& at : held->second)
        bindings_.grants()[at.grant].members[at.member].is_removed = true;
      bucket->second.members.erase(held);
    }
  }
}

void Changes::take_away_all(const GrantKey& key) {
  const auto bucket = buckets_.find(key);
  if (bucket == buckets_.end()) return;
  for (const std::size_t grant : bucket->second.grants) bindings_.grants()[grant].is_removed = true;
  bucket->second = {};
}

void Changes::take_away_all(Name resource) {
  const auto keys = keys_of_.find(resource);
  if (keys == keys_of_.end()) return;
  for (const GrantKey& key : keys->second) take_away_all(key);
}

/// What each change sets or takes away, by what another one may touch.
void Changes::note_orders() {
  for (const Change& change : all_) {
    if (!change.is_applied) continue;
    if (change.deletes && change.before) note_order(change, *change.before, true);
    if ((change.creates || change.updates) && change.after)
      note_order(change, *change.after, false);
  }
}

void Changes::note_order(const Change& change, const Change::State& state, bool is_taken) {
  Order order{change.address.scalar(), {}};
  for (const Grant& one : state.grants) {
    const GrantKey key = key_of(one);
    for (const Grant::Member& member : one.members) {
      std::string folded = folded_member(member.written);
      if (state.authority == Authority::Member) {
        if (is_taken) taken_members_[{key, std::move(folded)}].push_back(order.address);
      } else if (!is_taken) {
        order.kept.emplace(key, std::move(folded));
      }
    }
  }
  if (state.authority == Authority::Policy)
    orders_of_policies_[state.resource].push_back(std::move(order));
  else if (state.authority == Authority::Binding && !state.grants.empty())
    orders_[key_of(state.grants.front())].push_back(std::move(order));
}

/// Terraform makes changes that do not name each other in any order, or at once.
void Changes::mark_unsure() {
  for (const std::size_t index : added_) {
    Grant& grant = bindings_.grants()[index];
    for (Grant::Member& member : grant.members) {
      if (!hangs_on_order(grant, folded_member(member.written))) continue;
      member.is_unsure = true;
      grant.unsure = "order of changes " + grant.id;
    }
  }
}

bool Changes::hangs_on_order(const Grant& grant, const std::string& member) const {
  const GrantKey key = key_of(grant);
  const std::string_view own = grant.address ? grant.address->scalar() : std::string_view();
  const auto by_another = [&](const std::vector<Order>& orders) {
    return std::ranges::any_of(orders, [&](const Order& order) {
      return order.address != own && !order.kept.contains({key, member});
    });
  };
  const auto taken = taken_members_.find({key, member});
  if (taken != taken_members_.end() &&
      std::ranges::any_of(taken->second, [&](std::string_view one) { return one != own; }))
    return true;
  const auto at = orders_.find(key);
  if (at != orders_.end() && by_another(at->second)) return true;
  const auto of_policy = orders_of_policies_.find(grant.resource);
  return of_policy != orders_of_policies_.end() && by_another(of_policy->second);
}

}  // namespace accessdrift::google_iap
