#include "accessdrift/interpreter/trace.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "accessdrift/base/time_text.h"
#include "accessdrift/interpreter/match.h"
#include "accessdrift/interpreter/reason.h"

namespace accessdrift::interpreting {
namespace {

Mark to_mark(const Truth& truth) {
  if (truth.is_open()) return Mark::Open;
  if (truth.may_err) return Mark::Error;
  return truth.may_hold ? Mark::Ok : Mark::Fail;
}

class Tracer {
 public:
  Tracer(const Asked& asked, const Reach& reach, PolicyIndex policy)
      : asked_(asked),
        snapshot_(asked.snapshot),
        reach_(reach),
        policy_(policy),
        declared_(*snapshot_.policies[policy.index()].it),
        file_(*snapshot_.policies[policy.index()].file) {}

  PolicyTrace trace() {
    PolicyTrace trace;
    trace.policy = policy_;
    trace.criteria = {identity(), resource(), action()};
    const bool matches = std::ranges::none_of(trace.criteria, [](const CriterionTrace& criterion) {
      return criterion.mark == Mark::Fail;
    });
    if (!declared_.scopes.empty()) trace.criteria.push_back(scopes());
    add_condition(trace.criteria);
    const Truth truth = matches ? applies(asked_, policy_) : Truth::of(false);
    const Yield yield = yield_of(declared_, truth);
    trace.applies = to_mark(truth);
    trace.may_take_effect = yield.may_allow || yield.may_deny;
    trace.takes_effect = trace.may_take_effect && !yield.may_not_apply;
    return trace;
  }

 private:
  static CriterionTrace criterion(CriterionKind kind, bool is_ok, Span span, std::string why) {
    return {kind, is_ok ? Mark::Ok : Mark::Fail, span, std::move(why), {}};
  }

  /// Where the first character at or behind `at` that is no blank or comma stands.
  [[nodiscard]] std::size_t skip_blanks(std::size_t at) const {
    return std::min(file_.text->bytes().find_first_not_of(" \t\r\n,", at),
                    file_.text->bytes().size());
  }

  /// From `begin` to the end of a list, its closing bracket included where it has one.
  [[nodiscard]] Span list_span(std::uint32_t begin, std::uint32_t last_end) const {
    const std::size_t end = skip_blanks(last_end);
    const bool is_bracketed = file_.text->bytes().substr(end).starts_with(']');
    return file_.span({begin, is_bracketed ? static_cast<std::uint32_t>(end + 1) : last_end});
  }

  template <typename Items>
  [[nodiscard]] Span span_of(const Items& items) const {
    if (items.empty()) return file_.span(declared_.key);
    const Place first = items.front().place;
    const std::size_t before =
        file_.text->bytes().substr(0, first.begin).find_last_not_of(" \t\r\n");
    const bool is_bracketed =
        before != std::string_view::npos && file_.text->bytes()[before] == '[';
    const Place last = items.back().place;
    if (!is_bracketed) return file_.span({first.begin, last.end});
    return list_span(static_cast<std::uint32_t>(before), last.end);
  }

  [[nodiscard]] std::string text(Name name) const { return std::string(snapshot_.text(name)); }
  [[nodiscard]] const std::string& who() const { return asked_.subject.name; }

  CriterionTrace identity() const {
    const Truth names = names_subject(asked_, policy_);
    if (names.is_open()) return open_identity();
    const auto mention = std::ranges::find_if(
        declared_.who, [this](const Mention& one) { return holds_now(until_of(one)); });
    if (names.may_hold && mention != declared_.who.end()) {
      const bool is_either_way =
          asked_.otherwise != nullptr && mention->kind != MentionKind::Anyone;
      return criterion(CriterionKind::Identity, true, file_.span(mention->place),
                       is_either_way ? who() + " is named, signed in or not" : naming(*mention));
    }
    const Mention* over = longest_mention();
    const Span span = over != nullptr ? file_.span(over->place) : who_span();
    return criterion(CriterionKind::Identity, false, span, not_named());
  }

  /// The end of a membership, or of the sign-in, hangs on the time, or a membership on the world.
  [[nodiscard]] CriterionTrace open_identity() const {
    CriterionTrace made = criterion(CriterionKind::Identity, false, who_span(), "");
    made.mark = Mark::Open;
    std::vector<std::string> untold = untold_of_naming(snapshot_, asked_.subject, declared_.who,
                                                       asked_.memberships, asked_.moment);
    const bool hangs_on_world =
        std::ranges::any_of(untold, [](const std::string& name) { return name != kTime; });
    if (hangs_on_world) {
      made.why = may_be_in(untold);
      made.attributes = std::move(untold);
      return made;
    }
    made.attributes = {std::string(kTime)};
    const Mention* mention = longest_mention();
    if (mention != nullptr) made.span = file_.span(mention->place);
    made.why = asked_.otherwise != nullptr ? may_be_signed_in()
                                           : naming_until(*mention, *until_of(*mention)) +
                                                 ", and request.time was not told";
    return made;
  }

  /// `ana may be in group partners, and group:vendors was not told`
  [[nodiscard]] std::string may_be_in(const std::vector<std::string>& untold) const {
    std::vector<std::string> groups;
    for (const Mention& mention : declared_.who) {
      const bool may_be = named_until(snapshot_, asked_.subject, mention,
                                      asked_.memberships.possible) != until_of(mention);
      if (may_be) groups.push_back("group " + text(mention.id));
    }
    return who() + " may be in " + list_of(groups) + ", and " + not_told_of(untold);
  }

  [[nodiscard]] std::string may_be_signed_in() const {
    return who() + " can sign in until " + until_text(sign_in_end(snapshot_, asked_.subject)) +
           ", and request.time was not told";
  }

  [[nodiscard]] std::optional<Instant> until_of(const Mention& mention) const {
    return named_until(snapshot_, asked_.subject, mention, asked_.memberships.certain);
  }

  [[nodiscard]] bool holds_now(std::optional<Instant> until) const {
    return until && asked_.moment.is_before(*until) == Truth::of(true);
  }

  /// The mention that names the subject longest; null if none ever does.
  [[nodiscard]] const Mention* longest_mention() const {
    const auto longest = std::ranges::max_element(
        declared_.who, {}, [this](const Mention& one) { return until_of(one); });
    const bool is_named = longest != declared_.who.end() && until_of(*longest);
    return is_named ? &*longest : nullptr;
  }

  [[nodiscard]] Span who_span() const {
    if (declared_.who.empty()) return file_.span(declared_.effect_place);
    return list_span(declared_.effect_place.begin, declared_.who.back().place.end);
  }

  /// `ana is in group sre until 2027-01-31`
  [[nodiscard]] std::string naming_until(const Mention& mention, Instant end) const {
    return naming(mention) + " until " + until_text(end);
  }

  [[nodiscard]] std::string naming(const Mention& mention) const {
    switch (mention.kind) {
      case MentionKind::Anyone:
        return "anyone is named";
      case MentionKind::Anonymous:
      case MentionKind::Claimant:
        return why_not_signed_in(snapshot_, asked_.subject);
      case MentionKind::Authenticated:
        return who() + " is signed in";
      case MentionKind::User:
        return who() + " is named";
      case MentionKind::Domain:
        return who() + " is in domain " + text(mention.id);
      case MentionKind::Client:
        return who() + " is named";
      case MentionKind::Group:
        break;
    }
    return who() + " is in group " + text(mention.id);
  }

  [[nodiscard]] std::string not_named() const {
    if (!asked_.subject.is_signed_in()) return why_not_signed_in(snapshot_, asked_.subject);
    if (const Mention* over = longest_mention())
      return naming_until(*over, *until_of(*over)) + ", which is over";
    std::vector<std::string> people;
    std::vector<std::string> sets;
    for (const Mention& mention : declared_.who) {
      if (mention.kind == MentionKind::User) people.push_back(user_name(mention));
      if (mention.kind == MentionKind::Client)
        people.push_back(std::string(kClientPrefix) + text(mention.id));
      if (mention.kind == MentionKind::Group) sets.push_back("group " + text(mention.id));
      if (mention.kind == MentionKind::Domain) sets.push_back("domain " + text(mention.id));
    }
    return who() + nowhere(people, sets);
  }

  /// Of who is signed in. A policy that names neither is for `anonymous` alone.
  static std::string nowhere(const std::vector<std::string>& people,
                             const std::vector<std::string>& sets) {
    if (people.empty() && sets.empty()) return " is signed in";
    const bool is_one = people.size() + sets.size() == 1;
    if (sets.empty()) return (is_one ? " is not " : " is none of ") + list_of(people);
    if (people.empty()) return (is_one ? " is not in " : " is in none of ") + list_of(sets);
    const std::string in = sets.size() == 1 ? "in " : "in any of ";
    return " is neither named nor " + in + list_of(sets);
  }

  /// As the directory writes it.
  [[nodiscard]] std::string user_name(const Mention& mention) const {
    const UserIndex user = snapshot_.user_by_name.find(mention.id);
    return user.is_none() ? text(mention.id) : std::string(snapshot_.user_id(user));
  }

  CriterionTrace resource() const {
    const std::string& asked = asked_.request.resource;
    if (asked_.resource.is_none()) {
      return criterion(CriterionKind::Resource, false, span_of(declared_.to),
                       asked + " does not exist");
    }
    const ResourceIndex named = reach_.named_by(policy_, asked_.resource);
    if (named.is_none()) {
      return criterion(CriterionKind::Resource, false, span_of(declared_.to), not_reached());
    }
    const std::string name = text(snapshot_.resources[named.index()]->id);
    const auto item = std::ranges::find_if(declared_.to, [&](const NamePlace& place) {
      return snapshot_.text(place.name) == name || glob_matches(snapshot_.text(place.name), name);
    });
    const bool is_found = item != declared_.to.end();
    const Span span = is_found ? file_.span(item->place) : span_of(declared_.to);
    const bool is_glob = is_found && snapshot_.text(item->name) != name;
    const std::string matched =
        name + (is_glob ? " matches " + text(item->name) : std::string(" is named"));
    const std::string above =
        named == asked_.resource ? "" : asked + " is below " + name + ", and ";
    return criterion(CriterionKind::Resource, true, span, above + matched);
  }

  [[nodiscard]] std::string not_reached() const {
    std::vector<std::string> names;
    names.reserve(declared_.to.size());
    for (const NamePlace& item : declared_.to) names.push_back(text(item.name));
    const std::string& asked = asked_.request.resource;
    if (names.size() == 1) return asked + " is neither " + names.front() + " nor below it";
    return asked + " is neither one of " + list_of(names) + " nor below one";
  }

  CriterionTrace action() const {
    const std::string& asked = asked_.request.action;
    const Span span = declared_.actions ? span_of(*declared_.actions) : file_.span(declared_.key);
    if (!asked_.action) {
      const std::string& resource = asked_.request.resource;
      const std::string why = asked_.resource.is_none() ? resource + " does not exist"
                                                        : resource + " has no action " + asked;
      return criterion(CriterionKind::Action, false, span, why);
    }
    if (!declared_.actions) {
      return criterion(CriterionKind::Action, true, span, "no actions are listed, so all count");
    }
    const auto& actions = *snapshot_.resource_actions[asked_.resource.index()];
    const NamePlace* covering = covering_action(declared_, actions, *asked_.action);
    if (covering == nullptr) {
      return criterion(CriterionKind::Action, false, span, not_covered(actions, *asked_.action));
    }
    const bool is_itself = covering->name == actions.names[*asked_.action];
    return criterion(CriterionKind::Action, true, file_.span(covering->place),
                     is_itself ? asked + " is listed" : text(covering->name) + " implies " + asked);
  }

  [[nodiscard]] std::string not_covered(const Snapshot::Actions& actions,
                                        std::size_t action) const {
    const std::string& asked = asked_.request.action;
    if (declared_.effect == Effect::Allow) return asked + " is neither listed nor implied";
    const bool is_implied = std::ranges::any_of(actions.allowed_by[action], [&](Name name) {
      return declared_.actions &&
             std::ranges::count(*declared_.actions, name, &NamePlace::name) > 0;
    });
    return asked +
           (is_implied ? " is implied only, and a deny denies what it names" : " is not listed");
  }

  CriterionTrace scopes() const {
    CriterionTrace made = criterion(CriterionKind::Scopes, true, span_of(declared_.scopes), "");
    made.attributes = {std::string(kScopes)};
    made.mark = to_mark(has_scopes(asked_, policy_));
    add_attributes_of_token(made);
    if (made.mark == Mark::Open) {
      const std::vector<std::string> not_told = asked_.token.not_told();
      made.why = not_told.empty() ? may_be_signed_in() : not_told_of(not_told);
      if (not_told.empty()) add_attribute(kTime, made);
      return made;
    }
    std::vector<std::string> has;
    std::vector<std::string> lacks;
    for (const NamePlace& scope : declared_.scopes) {
      const std::string name = text(scope.name);
      (asked_.token.may_have(name) ? has : lacks).push_back(name);
    }
    if (lacks.empty() && made.mark == Mark::Fail) lacks = has;  // none can be issued all of them
    made.why = lacks.empty() ? "the token has " + list_of(has) : asked_.token.why_lacking(lacks);
    return made;
  }

  static void add_attribute(std::string_view name, CriterionTrace& made) {
    if (std::ranges::find(made.attributes, name) == made.attributes.end())
      made.attributes.emplace_back(name);
    std::ranges::sort(made.attributes);
  }

  /// Which scopes are effective hangs on the client, and an open one on what was not told.
  void add_attributes_of_token(CriterionTrace& made) const {
    if (std::ranges::find(made.attributes, kScopes) == made.attributes.end()) return;
    if (asked_.token.has_clients()) add_attribute(kClient, made);
    if (made.mark != Mark::Open) return;
    for (const std::string& name : asked_.token.not_told()) add_attribute(name, made);
  }

  void add_condition(std::vector<CriterionTrace>& criteria_of_policy) const {
    if (!declared_.when) return;
    const ConditionText& when = *declared_.when;
    const auto condition = asked_.condition(policy_);
    if (!condition) {
      criteria_of_policy.push_back({CriterionKind::Condition,
                                    Mark::Error,
                                    file_.span(when.place),
                                    "the condition cannot be read",
                                    {}});
      return;
    }
    for (const std::uint32_t node : criteria(*condition)) {
      criteria_of_policy.push_back(condition_part(*condition, node, when));
    }
  }

  [[nodiscard]] CriterionTrace condition_part(const Expression& condition, std::uint32_t node,
                                              const ConditionText& when) const {
    CriterionTrace made;
    made.kind = CriterionKind::Condition;
    const Truth truth = evaluate(condition, node, asked_.facts);
    made.mark = to_mark(truth);
    const Expression::Node& part = condition.at(node);
    made.span = file_.span(when.place_of(part.begin, part.end));
    made.why = reason_for(
        condition, node, made.mark, asked_.facts,
        {who(), asked_.request.resource,
         [this](std::string_view window) { return text_of_window(window); },
         [this](std::string_view network) { return text_of_network(network); }, asked_.token});
    made.attributes = attributes_read(condition, node, Operator::RequestAttribute);
    add_attributes_of_token(made);
    const bool is_one_way = asked_.otherwise == nullptr || truth.is_open() ||
                            evaluate(condition, node, asked_.otherwise->facts) == truth;
    if (is_one_way) return made;
    made.mark = Mark::Open;
    made.why = may_be_signed_in();
    add_attribute(kTime, made);
    return made;
  }

  /// As it was written, a window of several texts with all of them.
  [[nodiscard]] std::string text_of_window(std::string_view name) const {
    std::vector<std::string> texts;
    for (const auto& [window, file] : snapshot_.windows) {
      if (snapshot_.text(window->name) != name) continue;
      for (const WindowDeclaration::Part& part : window->parts) texts.push_back(part.window.text);
    }
    return list_of(texts);
  }

  /// A reader's own name of one block says nothing.
  [[nodiscard]] std::string text_of_network(std::string_view name) const {
    for (const auto& [network, file] : snapshot_.networks) {
      if (file->is_native() || snapshot_.text(network->name) != name) continue;
      const auto prefixes = snapshot_.prefixes.find(network->name);
      const bool is_one = prefixes != snapshot_.prefixes.end() && prefixes->second.size() == 1;
      if (is_one) return to_text(prefixes->second.front());
    }
    return std::string(name);
  }

  const Asked& asked_;
  const Snapshot& snapshot_;
  const Reach& reach_;
  PolicyIndex policy_;
  const PolicyDeclaration& declared_;
  const Declarations& file_;
};

}  // namespace

PolicyTrace trace(const Asked& asked, const Reach& reach, PolicyIndex policy) {
  return Tracer(asked, reach, policy).trace();
}

}  // namespace accessdrift::interpreting
