#include "accessdrift/gate/expected.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "accessdrift/drift/finding_digest.h"
#include "accessdrift/model/glob_index.h"

namespace accessdrift {
namespace {

std::string joined(const Names& names, const std::vector<NamePlace>& all) {
  std::string text;
  for (const NamePlace& one : all) {
    if (!text.empty()) text += ", ";
    text += names.text(one.name);
  }
  return text;
}

/// All that an entry says; two that say the same are the same.
std::string text_of(const Names& names, const ExpectedChange& change) {
  std::string text = fmt::format("{} {} on {}", to_text(change.kind), joined(names, change.who),
                                 joined(names, change.resources));
  if (!change.actions.empty()) text += ": " + joined(names, change.actions);
  if (change.users)
    text += fmt::format(", users {}{}", change.users->is_most ? "<=" : "", change.users->users);
  if (!change.when.empty()) text += ", when " + change.when;
  if (!change.digest.empty()) text += ", " + change.digest;
  return text;
}

std::string text_of(const Names& names, const ExpectedApproval& approval) {
  const std::string_view name =
      approval.name.is_none() ? std::string_view("changed") : names.text(approval.name);
  return fmt::format("{} {}", to_text(approval.kind), name);
}

std::set<std::string> entries_of(const Names& names, const ExpectedChanges& file) {
  std::set<std::string> texts;
  for (const ExpectedChange& change : file.changes) texts.insert(text_of(names, change));
  for (const ExpectedApproval& one : file.approvals) texts.insert(text_of(names, one));
  return texts;
}

/// A finding as entries are held against it.
struct Candidate {
  const Finding* finding = nullptr;
  std::optional<std::string> digest = {}, when = {};  ///< once they were asked for
};

/// Whom of a finding an entry means, on which targets of it.
struct Share {
  std::size_t finding = 0;
  IdentitySet identities;
  std::vector<bool> resources, actions;
};

class Expecting {
 public:
  Expecting(const Comparison& comparison, const std::vector<Finding>& findings,
            const ChangedWhen& changed_when)
      : comparison_(comparison),
        names_(*comparison.after->names),
        changed_when_(changed_when),
        covered_(findings.size()) {
    candidates_.reserve(findings.size());
    for (const Finding& finding : findings) candidates_.push_back({&finding});
  }

  /// What happens of an entry; it covers that if the number of identities fits.
  ExpectedResult hold(const ExpectedChange& change, Span place) {
    std::vector<Share> shares = shares_of(change);
    IdentitySet users;
    for (const Share& share : shares) users |= share.identities;
    ExpectedResult result{text_of(names_, change), ExpectedResult::Status::Used, users.size(),
                          place};
    if (shares.empty()) {
      result.status = ExpectedResult::Status::Absent;
    } else if (!fits(change, users.size())) {
      result.status = ExpectedResult::Status::Miscounted;
    } else {
      for (Share& share : shares) covered_[share.finding].push_back(std::move(share));
    }
    return result;
  }

  [[nodiscard]] std::vector<bool> expected() const {
    std::vector<bool> expected(candidates_.size());
    for (std::size_t f = 0; f < candidates_.size(); ++f) expected[f] = is_covered(f);
    return expected;
  }

 private:
  static bool fits(const ExpectedChange& change, std::uint64_t users) {
    if (!change.users) return true;
    return change.users->is_most ? users <= change.users->users : users == change.users->users;
  }

  std::vector<Share> shares_of(const ExpectedChange& change) {
    std::vector<Share> shares;
    for (std::size_t f = 0; f < candidates_.size(); ++f) {
      Candidate& candidate = candidates_[f];
      const Finding& finding = *candidate.finding;
      const bool is_meant =
          finding.kind == change.kind && finding.certainty == Certainty::Must &&
          has_said(change.when, candidate.when, [&] { return changed_when_(finding); }) &&
          has_said(change.digest, candidate.digest,
                   [&] { return digest_of(finding, texts_of(finding, comparison_), comparison_); });
      if (!is_meant) continue;
      Share share{f, whom(change, finding), {}, {}};
      for (const SideNames& resource : finding.resources)
        share.resources.push_back(are_selected(change.resources, resource));
      for (const AskedAction& action : finding.actions)
        share.actions.push_back(change.actions.empty() ||
                                are_selected(change.actions, action.names));
      const bool is_some = !share.identities.is_empty() &&
                           std::ranges::find(share.resources, true) != share.resources.end() &&
                           std::ranges::find(share.actions, true) != share.actions.end();
      if (is_some) shares.push_back(std::move(share));
    }
    return shares;
  }

  /// Whether an entry says nothing of it, or the same.
  template <typename Say>
  static bool has_said(const std::string& expected, std::optional<std::string>& said, Say say) {
    if (expected.empty()) return true;
    if (!said) said = say();
    return *said == expected;
  }

  [[nodiscard]] IdentitySet whom(const ExpectedChange& change, const Finding& finding) const {
    IdentitySet whom;
    std::vector<std::string_view> selectors;
    for (const NamePlace& who : change.who) {
      const std::string_view text = names_.text(who.name);
      if (text.starts_with(kGroupPrefix)) {
        whom |= members(text.substr(kGroupPrefix.size()), relevant_side(finding.kind));
      } else {
        selectors.push_back(text);
      }
    }
    whom &= finding.identities;
    if (selectors.empty()) return whom;
    std::string buffer;
    for (const std::uint32_t number : finding.identities.numbers()) {
      const std::string printed = comparison_.population->printed(IdentityIndex{number});
      const std::string_view id = folded_identity(printed, buffer);
      const auto is_selector = [&](std::string_view selector) { return selects(selector, id); };
      if (std::ranges::any_of(selectors, is_selector)) whom.add(IdentityIndex{number});
    }
    return whom;
  }

  [[nodiscard]] IdentitySet members(std::string_view group, SideOf side) const {
    Engine& engine =
        side == SideOf::Before ? *comparison_.engine_before : *comparison_.engine_after;
    const Name name = names_.find(group);
    if (name.is_none()) return {};
    const GroupIndex index =
        engine.snapshot().group_by_name.find(comparison_.renamed.groups.id_on(side, name));
    return index.is_none() ? IdentitySet() : engine.groups().members(index).all;
  }

  /// Of a pair both, as far as there are two.
  [[nodiscard]] bool are_selected(const std::vector<NamePlace>& selectors,
                                  const SideNames& names) const {
    const auto is_selected = [&](Name name) {
      return name.is_none() || std::ranges::any_of(selectors, [&](const NamePlace& selector) {
               return selects(names_.text(selector.name), names_.text(name));
             });
    };
    return is_selected(names.before) && is_selected(names.after);
  }

  [[nodiscard]] bool is_covered(std::size_t f) const {
    const Finding& finding = *candidates_[f].finding;
    const auto is_all = [&](std::size_t resource, std::size_t action) {
      IdentitySet covered;
      for (const Share& share : covered_[f]) {
        if (share.resources[resource] && share.actions[action]) covered |= share.identities;
      }
      return finding.identities.is_subset_of(covered);
    };
    if (covered_[f].empty()) return false;
    for (std::size_t r = 0; r < finding.resources.size(); ++r) {
      for (std::size_t a = 0; a < finding.actions.size(); ++a) {
        if (!is_all(r, a)) return false;
      }
    }
    return true;
  }

  const Comparison& comparison_;
  const Names& names_;
  const ChangedWhen& changed_when_;
  std::vector<Candidate> candidates_;
  std::vector<std::vector<Share>> covered_;  ///< by finding
};

/// Entries that cover nothing, whatever happens.
class IdleEntries {
 public:
  IdleEntries(const Names& names, const ExpectedOfSides& expected)
      : is_over_(expected.now >= expected.after.end) {
    if (expected.before != nullptr) spent_ = entries_of(names, *expected.before);
  }

  /// Adds what becomes of an entry, if it is one of them.
  bool add(const std::string& text, Span place, Expectation& expectation) const {
    const bool is_spent = spent_.contains(text);
    if (!is_spent) expectation.is_strict = true;
    if (!is_spent && !is_over_) return false;
    using Is = ExpectedResult::Status;
    expectation.entries.push_back({text, is_spent ? Is::Spent : Is::Expired, 0, place});
    return true;
  }

 private:
  std::set<std::string> spent_;
  bool is_over_;
};

/// Approves what the entry means; whether there is any.
bool approves(std::string_view name, ExpectedApproval::Kind kind,
              std::vector<ApprovalNeed>& needs) {
  bool is_needed = false;
  for (ApprovalNeed& need : needs) {
    if (need.kind != kind || need.name != name) continue;
    need.is_approved = is_needed = true;
  }
  return is_needed;
}

}  // namespace

std::string_view to_text(ExpectedResult::Status status) {
  switch (status) {
    case ExpectedResult::Status::Used:
      return "used";
    case ExpectedResult::Status::Absent:
      return "absent";
    case ExpectedResult::Status::Miscounted:
      return "miscounted";
    case ExpectedResult::Status::Spent:
      return "spent";
    case ExpectedResult::Status::Expired:
      return "expired";
  }
  return {};
}

Expectation expect(const Comparison& comparison, const std::vector<Finding>& findings,
                   const ExpectedOfSides& expected, const ChangedWhen& changed_when,
                   std::vector<ApprovalNeed>& needs) {
  const Names& names = *comparison.after->names;
  const ExpectedChanges& after = expected.after;
  Expectation expectation;
  IdleEntries idle(names, expected);
  Expecting expecting(comparison, findings, changed_when);
  for (const ExpectedChange& change : after.changes) {
    const Span place = after.span(change.key);
    if (!idle.add(text_of(names, change), place, expectation))
      expectation.entries.push_back(expecting.hold(change, place));
  }
  for (const ExpectedApproval& one : after.approvals) {
    const Span place = after.span(one.key);
    const std::string text = text_of(names, one);
    if (idle.add(text, place, expectation)) continue;
    const std::string_view name = one.name.is_none() ? std::string_view() : names.text(one.name);
    const bool is_needed = approves(name, one.kind, needs);
    using Is = ExpectedResult::Status;
    expectation.entries.push_back({text, is_needed ? Is::Used : Is::Absent, 0, place});
  }
  expectation.is_expected = expecting.expected();
  return expectation;
}

}  // namespace accessdrift
