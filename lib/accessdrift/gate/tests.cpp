#include "accessdrift/gate/tests.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "accessdrift/drift/edit_text.h"
#include "accessdrift/query/asked.h"
#include "accessdrift/region/project.h"

namespace accessdrift {
namespace {

/// A snapshot with each test as a policy behind its own: what such a policy would take effect on is
/// what the test asks for. They decide nothing, since they are left out of every decision.
struct TestedSnapshot {
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<PolicyIndex> tests;
};

TestedSnapshot with_tests(const Snapshot& snapshot) {
  TestedSnapshot made;
  auto tested = std::make_shared<Snapshot>(snapshot);
  for (std::size_t t = 0; t < snapshot.tests.size(); ++t) {
    made.tests.push_back(PolicyIndex{tested->policies.size()});
    tested->policies.push_back({&snapshot.tests[t]->asked, snapshot.tests[t].file});
    tested->conditions.push_back(snapshot.test_conditions[t]);
    tested->policy_resources.push_back(snapshot.test_resources[t]);
    tested->policy_standing.emplace_back();
  }
  made.snapshot = std::move(tested);
  return made;
}

/// Of a test of which nothing was counted.
TestResult told(TestResult::Kind kind) {
  TestResult result;
  result.kind = kind;
  return result;
}

/// Runs one test after another.
class Run {
 public:
  Run(TestedSnapshot tested, Instant from)
      : tested_(std::move(tested)),
        inquiry_(inquire(tested_.snapshot, from)),
        engine_(*inquiry_.engine),
        diagrams_(inquiry_.universe->diagrams()) {}

  TestResult result_of(std::size_t test) {
    result_ = {};
    const Snapshot& snapshot = *inquiry_.snapshot;
    const PolicyIndex policy = tested_.tests[test];
    if (engine_.policy_maps().named(policy).is_empty()) return told(TestResult::Kind::NobodyMeant);
    bool may_fail = false, fails = false;
    for (const ResourceAction& target : targets_of(test)) {
      const std::optional<Failing> failing =
          failing_on(policy, target, snapshot.tests[test]->is_can);
      if (!failing) return told(TestResult::Kind::NotChecked);
      if (failing->empty()) continue;
      may_fail = true;
      const bool is_certain = std::ranges::any_of(*failing, &FailingPart::is_certain);
      if (!result_.failure || (is_certain && !fails)) result_.failure = first_of(*failing, target);
      fails = fails || is_certain;
    }
    if (result_.checked == 0) return told(TestResult::Kind::NoRequest);
    if (may_fail) result_.kind = fails ? TestResult::Kind::Fails : TestResult::Kind::Undecided;
    return result_;
  }

 private:
  /// By id of the resource and action.
  std::vector<ResourceAction> targets_of(std::size_t test) const {
    const Snapshot& snapshot = *inquiry_.snapshot;
    const auto& wanted = snapshot.tests[test]->asked.actions;
    std::vector<ResourceAction> targets;
    for (const ResourceIndex resource : snapshot.test_resources[test]) {
      for (const Name action : snapshot.resource_actions[resource.index()]->names) {
        const bool is_asked =
            !wanted || std::ranges::find(*wanted, action, &NamePlace::name) != wanted->end();
        if (is_asked) targets.push_back({resource, action});
      }
    }
    const auto texts = [&](const ResourceAction& target) {
      return std::pair(snapshot.text(snapshot.resources[target.resource.index()]->id),
                       snapshot.text(target.action));
    };
    std::ranges::sort(targets, {}, texts);
    return targets;
  }

  /// Who fails on a target, on which requests, and whether in every world.
  struct FailingPart {
    IdentitySet identities;
    Region region;
    bool is_certain = false;
  };
  using Failing = std::vector<FailingPart>;

  /// Nothing if a bound was hit.
  std::optional<Failing> failing_on(PolicyIndex policy, const ResourceAction& target, bool is_can) {
    diagrams_.start_target();
    const auto asked = engine_.policy_maps().map(policy, target.resource);
    const Region requests = requests_for(inquiry_, {target, {}, {}});
    Failing failing;
    for (const AccessMap::Part& named : as_long_as_meant(*asked, requests)) {
      const Engine::Access access = engine_.access(target, named.identities, tested_.tests);
      if (access.is_limited) return std::nullopt;
      result_.checked += named.identities.size();
      add_failing(named, access.map, is_can, failing);
    }
    for (FailingPart& part : failing) {
      part.is_certain = is_in_every_world(part.region);
      result_.failed += part.identities.size();
    }
    if (asked->is_limited || diagrams_.is_exhausted()) return std::nullopt;
    return failing;
  }

  /// Whom the test names, on which requests: until a membership or a sign-in ends.
  std::vector<AccessMap::Part> as_long_as_meant(const PolicyMap& asked, Region requests) {
    std::vector<AccessMap::Part> parts = asked.map.parts;
    for (AccessMap::Part& part : parts) part.region = diagrams_.intersect(part.region, requests);
    end(asked.endings, parts);
    end(engine_.sign_ins().endings, parts);
    std::erase_if(parts,
                  [](const AccessMap::Part& part) { return part.region == Diagrams::never(); });
    return parts;
  }

  void end(const std::vector<Members::Ending>& endings, std::vector<AccessMap::Part>& parts) {
    for (const Members::Ending& ending : endings) {
      const Region before = inquiry_.universe->before(ending.end);
      for (std::size_t i = parts.size(); i-- > 0;) {
        IdentitySet inside = parts[i].identities & ending.identities;
        if (inside.is_empty()) continue;
        const Region region = diagrams_.intersect(parts[i].region, before);
        parts[i].identities -= inside;
        if (parts[i].identities.is_empty()) parts.erase(parts.begin() + static_cast<long>(i));
        parts.push_back({std::move(inside), region});
      }
    }
  }

  void add_failing(const AccessMap::Part& named, const AccessMap& access, bool is_can,
                   Failing& failing) {
    IdentitySet rest = named.identities;
    for (const AccessMap::Part& allowed : access.parts) {
      IdentitySet inside = named.identities & allowed.identities;
      if (inside.is_empty()) continue;
      rest -= inside;
      const Region wrong = is_can ? diagrams_.subtract(named.region, allowed.region)
                                  : diagrams_.intersect(named.region, allowed.region);
      if (wrong != Diagrams::never()) failing.push_back({std::move(inside), wrong});
    }
    if (is_can && !rest.is_empty()) failing.push_back({std::move(rest), named.region});
  }

  /// Whether some request of the region is there in every world, whatever opaque tests answer.
  bool is_in_every_world(Region region) {
    Universe& universe = *inquiry_.universe;
    return diagrams_.includes(project(universe, region, VariableKind::Request),
                              project(universe, universe.care(), VariableKind::Request));
  }

  /// Of those who fail in every world, if there are any, else of all, the first by id.
  TestFailure first_of(const Failing& failing, const ResourceAction& target) {
    const Snapshot& snapshot = *inquiry_.snapshot;
    std::optional<std::tuple<bool, std::string, Region>> first;
    for (const FailingPart& part : failing) {
      for (const std::uint32_t number : part.identities.numbers()) {
        std::tuple<bool, std::string, Region> one{
            !part.is_certain, inquiry_.population->printed(IdentityIndex{number}), part.region};
        if (!first || one < *first) first = std::move(one);
      }
    }
    const auto& [is_undecided, identity, region] = *first;
    return {identity, std::string(snapshot.text(target.action)),
            std::string(snapshot.text(snapshot.resources[target.resource.index()]->id)),
            inquiry_.universe->witness(region).value_or(RequestAttributes{})};
  }

  TestedSnapshot tested_;
  Inquiry inquiry_;
  Engine& engine_;
  Diagrams& diagrams_;
  TestResult result_;
};

void append(std::string& out, std::string_view word) {
  if (!out.empty() && !out.ends_with(' ')) out += ", ";
  out += word;
}

}  // namespace

std::vector<TestResult> run_tests(const std::shared_ptr<const Snapshot>& snapshot, Instant from) {
  std::vector<TestResult> results;
  if (snapshot->tests.empty()) return results;
  Run run(with_tests(*snapshot), from);
  for (std::size_t t = 0; t < snapshot->tests.size(); ++t) results.push_back(run.result_of(t));
  return results;
}

std::string test_text(const Snapshot& snapshot, std::size_t test) {
  const TestDeclaration& declared = *snapshot.tests[test].it;
  std::string out;
  for (const Mention& mention : declared.asked.who) append(out, mention_text(snapshot, mention));
  out += declared.is_can ? " can " : " cannot ";
  if (!declared.asked.actions) out += "*";
  if (declared.asked.actions) {
    for (const NamePlace& action : *declared.asked.actions) append(out, snapshot.text(action.name));
  }
  out += " on ";
  for (const NamePlace& on : declared.asked.to) append(out, snapshot.text(on.name));
  if (declared.asked.when) out += " when " + declared.asked.when->text;
  return out;
}

}  // namespace accessdrift
