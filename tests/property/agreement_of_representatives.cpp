#include <algorithm>

#include "agreement.h"
#include "naive_unknowns.h"

/// Representatives, and who is in an open directory without being listed, are people like others,
/// but that a request tells what attributes they have; and one thing is allowed for. Where a
/// condition compares what is unknown of them with something else that is unknown in one
/// comparison, the program takes the answer for an unknown of its own, or has the target over a
/// limit. What hangs on such an answer it cannot tell exactly: nothing is asked of it there but
/// that it finds a change wherever there is one, and that what it is certain of is so. That holds
/// for the targets that a policy with such a condition covers, and if the rule of a group is one,
/// for all targets of the side: of those people only, and for others where the target is over a
/// limit.
namespace accessdrift::property {

RequestAttributes Agreement::told_alone(const View& view,
                                        const RequestAttributes& attributes) const {
  RequestAttributes told = attributes;
  for (std::size_t g = 0; g < view.naive->groups.size(); ++g) {
    const std::string& alike = view.naive->groups[g].attribute;
    const std::string& own = view.alone->groups[g].attribute;
    const auto found = attributes.find(alike);
    if (alike == own || found == attributes.end()) continue;
    told.erase(alike);
    told[own] = found->second;
  }
  return told;
}

std::size_t Agreement::changes_of_representatives() const {
  const auto counts = [this](const auto& change) {
    return is_one(pairs_[change.pair], &naive::Person::is_representative);
  };
  return static_cast<std::size_t>(std::ranges::count_if(changes_, counts) +
                                  std::ranges::count_if(changes_by_url_, counts));
}

std::size_t Agreement::changes_of_unlisted() const {
  const auto counts = [this](const auto& change) {
    const naive::Pair& pair = pairs_[change.pair];
    return is_one(pair, &naive::Person::is_unknown) &&
           !is_one(pair, &naive::Person::is_representative);
  };
  return static_cast<std::size_t>(std::ranges::count_if(changes_, counts) +
                                  std::ranges::count_if(changes_by_url_, counts));
}

std::size_t Agreement::loose_changes() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      changes_, [this](const naive::Change& change) { return is_loose(change); }));
}

bool Agreement::is_one(const naive::Pair& pair, bool naive::Person::*is_so) const {
  return (pair.before && before_.naive->people[*pair.before].*is_so) ||
         (pair.after && after_.naive->people[*pair.after].*is_so);
}

bool Agreement::is_unknown(IdentityIndex identity) const {
  return std::ranges::any_of(std::vector{&before_, &after_}, [&](const View* view) {
    return view->naive->is_unknown(person_of(identity, *view));
  });
}

bool Agreement::is_loose(const View& view, std::size_t thing, const std::string& action) {
  if (!view.naive->has_unknowns()) return false;
  const auto compares = [](const std::shared_ptr<const Expression>& expression) {
    return expression && !naive::compared_unknowns(*expression).empty();
  };
  return std::ranges::any_of(view.naive->groups, compares, &naive::Group::rule) ||
         std::ranges::any_of(view.naive->rules, [&](const naive::Rule& rule) {
           return compares(rule.condition) && naive::covers(*view.naive, rule, thing, action);
         });
}

bool Agreement::is_loose(const View& view, const naive::Target& target) {
  const auto thing = view.naive->find_thing(target.first);
  const bool is_there = thing && view.naive->things[*thing].allowed_by.contains(target.second);
  return is_there && is_loose(view, *thing, target.second);
}

bool Agreement::is_loose(const Target& target) const {
  const auto is_loose_on = [&](const View& view) {
    const Name resource = target.resource.on(view.side);
    const Name action = target.action.names.on(view.side);
    if (resource.is_none() || action.is_none()) return false;
    return is_loose(view, {resource_on(view, comparison_.after->text(resource)),
                           std::string(comparison_.after->text(action))});
  };
  return is_loose_on(before_) || is_loose_on(after_);
}

bool Agreement::is_any_loose() const {
  return std::ranges::any_of(std::vector{&before_, &after_}, [](const View* view) {
    return std::ranges::any_of(view->access,
                               [&](const auto& one) { return is_loose(*view, one.first); });
  });
}

bool Agreement::is_loose(const naive::Change& change) const {
  const auto is_loose_on = [&](const View& view) {
    return is_loose(view, {resource_on(view, change.resource), change.action});
  };
  return is_one(pairs_[change.pair], &naive::Person::is_unknown) &&
         (is_loose_on(before_) || is_loose_on(after_));
}

bool Agreement::is_loose(const ProductChange& change) const {
  return is_unknown(change.identity) && is_loose(change.target);
}

bool Agreement::is_loose(const Finding& finding) const {
  const std::vector<std::uint32_t> numbers = finding.identities.numbers();
  const bool has_unknown = std::ranges::any_of(
      numbers, [&](std::uint32_t number) { return is_unknown(IdentityIndex{number}); });
  return has_unknown && std::ranges::any_of(finding.resources, [&](const auto& resource) {
           return std::ranges::any_of(finding.actions, [&](const auto& action) {
             return is_loose({resource, action});
           });
         });
}

const TargetChanges* Agreement::limited_one(const naive::Change& change) const {
  for (const TargetChanges& one : comparison_.changes) {
    const bool is_it = one.is_limited && !one.target.is_by_url() &&
                       text_of(*comparison_.after, one.target.resource) == change.resource &&
                       text_of(*comparison_.after, one.target.action) == change.action;
    if (is_it) return &one;
  }
  return nullptr;
}

const TargetChanges* Agreement::limited_one(const naive::UrlChange& change) const {
  const auto is_named = [&](Name name, const std::string& text) {
    return name.is_none() ? text.empty() : comparison_.after->text(name) == text;
  };
  for (const TargetChanges& one : comparison_.changes) {
    const AskedAction& action = one.target.action;
    const bool is_it =
        one.is_limited && is_named(one.target.resource.before, change.target.owner_before) &&
        is_named(one.target.resource.after, change.target.owner_after) &&
        std::ranges::any_of(action.methods,
                            [&](Name method) { return is_named(method, change.target.method); });
    if (is_it) return &one;
  }
  return nullptr;
}

std::string Agreement::check_covered(const TargetChanges& limited, std::size_t pair) const {
  const naive::Pair& it = pairs_[pair];
  for (const std::uint32_t number : limited.reach.numbers()) {
    const IdentityIndex identity{number};
    if (person_of(identity, before_) == it.on_before(*before_.naive) &&
        person_of(identity, after_) == it.on_after(*after_.naive))
      return {};
  }
  return "compare: a change is not covered: " + pairs_[pair].printed + ", " +
         text_of(*comparison_.after, limited.target.resource);
}

std::string Agreement::check_limits() {
  for (const TargetChanges& one : comparison_.changes) {
    if (one.is_limited) note_limit(is_loose(one.target));
  }
  std::string wrong;
  for (const naive::Change& change : changes_) {
    const TargetChanges* limited = limited_one(change);
    if (wrong.empty() && limited != nullptr) wrong = check_covered(*limited, change.pair);
  }
  for (const naive::UrlChange& change : changes_by_url_) {
    const TargetChanges* limited = limited_one(change);
    if (wrong.empty() && limited != nullptr) wrong = check_covered(*limited, change.pair);
  }
  return wrong;
}

}  // namespace accessdrift::property
