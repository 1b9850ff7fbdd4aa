#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>

#include "accessdrift/document/read.h"
#include "accessdrift/format/project/read_expected.h"
#include "accessdrift/gate/expected.h"
#include "accessdrift/gate/guardrails.h"
#include "accessdrift/gate/tests.h"
#include "accessdrift/report/changed_situations.h"
#include "accessdrift/report/make_report.h"
#include "accessdrift/report/write_expected.h"
#include "agreement.h"
#include "draft.h"
#include "environment.h"
#include "worlds.h"

/// Tests of random configurations, held against the naive evaluation: that nobody of some can do
/// something is so if and only if denying it to them changes no decision. `ACCESSDRIFT_GATE_WORLDS`
/// says how many configurations.
namespace accessdrift::property {
namespace of_gate {

struct Asked {
  std::size_t worlds = 0, tests = 0, pass = 0, fail = 0, undecided = 0, vacuous = 0;
};

/// The test that nobody whom a policy names can do what it is about.
Item test_of(const DraftPolicy& policy) {
  Item test;
  test.set("who", Item::strings(policy.who));
  test.set("cannot", policy.actions.empty() ? Item::string("*") : Item::strings(policy.actions));
  test.set("on", Item::strings(policy.to));
  if (policy.when) test.set("when", Item::string(policy.when->text));
  return test;
}

/// A policy that denies just that.
DraftPolicy deny_of(const DraftPolicy& policy) {
  DraftPolicy deny = policy;
  deny.id = "the-test";
  deny.is_deny = true;
  deny.scopes.clear();
  deny.on_error = "skip";
  return deny;
}

Files with_tests(Files files, const Draft& draft) {
  Item root;
  std::vector<Item> tests;
  for (const DraftPolicy& policy : draft.policies) tests.push_back(test_of(policy));
  root.set("tests", Item::sequence(std::move(tests)));
  Rendering rendering;
  rendering.prefix = "tests";
  for (const auto& [path, bytes] : render(root, rendering)) files.emplace(path, bytes);
  return files;
}

void count(TestResult::Kind kind, Asked& asked) {
  using Kind = TestResult::Kind;
  ++asked.tests;
  asked.pass += kind == Kind::Passes ? 1U : 0U;
  asked.fail += kind == Kind::Fails ? 1U : 0U;
  asked.undecided += kind == Kind::Undecided ? 1U : 0U;
  asked.vacuous += kind == Kind::NobodyMeant || kind == Kind::NoRequest ? 1U : 0U;
}

/// A policy reaches descendants, which a test does not.
bool reaches_others(const Snapshot& snapshot, std::size_t test) {
  return std::ranges::any_of(snapshot.test_resources[test], [&](ResourceIndex resource) {
    return !snapshot.children[resource.index()].empty();
  });
}

std::string check_world(std::uint64_t seed, Asked& asked) {
  Random random(seed * 2 + 1);
  const Draft draft =
      draft_configuration(random, seed % 10 == 0, opens_groups(seed), opens_directory(seed));
  const Files files = render(draft.tree(), {});
  const Files tested = with_tests(files, draft);
  const LoadedWorld world = load_world(tested, tested);
  if (world.is_refused()) return {};
  ++asked.worlds;
  const std::vector<TestResult> results = run_tests(world.after, start_of(seed));
  for (std::size_t t = 0; t < results.size(); ++t) {
    using Kind = TestResult::Kind;
    const Kind kind = results[t].kind;
    if (kind == Kind::NotChecked || reaches_others(*world.after, t)) continue;
    Draft edited = draft;
    edited.policies.push_back(deny_of(draft.policies[t]));
    const LoadedWorld pair = load_world(files, render(edited.tree(), {}));
    if (pair.is_refused()) continue;
    const Agreement agreement(pair, seed, start_of(seed));
    if (agreement.is_too_big()) continue;
    count(kind, asked);
    const bool changes = !agreement.changes().empty() || !agreement.changes_by_url().empty();
    const bool is_said = kind == Kind::Fails || kind == Kind::Undecided;
    if (changes != is_said) return test_text(*world.after, t) + (is_said ? " passes" : " fails");
  }
  return {};
}

TEST_CASE("run_tests: who cannot do something is nobody whom a deny of it concerns") {
  const std::uint64_t worlds = number_from_environment("ACCESSDRIFT_GATE_WORLDS", 200);
  Asked asked;
  int failures = 0;
  for (std::uint64_t seed = 1; seed <= worlds && failures < 3; ++seed) {
    const std::string wrong = check_world(seed, asked);
    if (wrong.empty()) continue;
    ++failures;
    FAIL_CHECK("seed " << seed << ": " << wrong);
  }
  MESSAGE(asked.worlds << " worlds with " << asked.tests << " tests: " << asked.pass << " pass, "
                       << asked.fail << " fail, " << asked.undecided << " undecided, "
                       << asked.vacuous << " test nothing");
  if (worlds < 200) return;
  CHECK(asked.pass > 0);
  CHECK(asked.fail > 0);
  CHECK(asked.undecided > 0);
  CHECK(asked.vacuous > 0);
}

/// Who gains or loses something, and how many entitlements, of some resources.
struct Counts {
  std::set<std::size_t> users;
  std::uint64_t entitlements = 0;
};

bool gains(ChangeKind kind) { return kind != ChangeKind::Lost && kind != ChangeKind::Narrowed; }
bool loses(ChangeKind kind) { return kind != ChangeKind::Gained && kind != ChangeKind::Widened; }

Counts counted(const std::vector<naive::Change>& changes, bool (*counts)(ChangeKind),
               const std::set<std::string>* resources) {
  Counts found;
  for (const naive::Change& change : changes) {
    if (resources != nullptr && !resources->contains(change.resource)) continue;
    if (!counts(kind_of_change({change.before}, {change.after}))) continue;
    found.users.insert(change.pair);
    ++found.entitlements;
  }
  return found;
}

ChangeLimit nothing_allowed() {
  ChangeLimit limit;
  limit.users = limit.entitlements = ChangeLimit::Number{};
  return limit;
}

/// The ids of a resource and of all below it, on both sides.
void add_subtree(const Snapshot& snapshot, ResourceIndex resource, std::set<std::string>& ids) {
  ids.emplace(snapshot.text(snapshot.resources[resource.index()]->id));
  for (const ResourceIndex child : snapshot.children[resource.index()])
    add_subtree(snapshot, child, ids);
}

std::string check_counts(const Judgement& judgement, const Agreement& agreement,
                         const ProjectFile& project, const Comparison& comparison) {
  std::size_t at = 0;
  const auto check = [&](const std::set<std::string>* resources) {
    for (bool (*const counts)(ChangeKind) : {gains, loses}) {
      const Counts expected = counted(agreement.changes(), counts, resources);
      const std::uint64_t users = judgement.results[at++].actual;
      const std::uint64_t entitlements = judgement.results[at++].actual;
      if (users != expected.users.size() || entitlements != expected.entitlements) return false;
    }
    return true;
  };
  for (const Protection& protection : project.guardrails.protect) {
    std::set<std::string> ids;
    for (const Snapshot* const side : {comparison.before.get(), comparison.after.get()}) {
      const ResourceIndex resource = side->resource_by_name.find(protection.name);
      if (!resource.is_none()) add_subtree(*side, resource, ids);
    }
    if (!check(&ids))
      return "other counts on " + std::string(comparison.after->text(protection.name));
  }
  return check(nullptr) ? std::string() : "other counts of everything";
}

/// What is neither known nor told apart by URL only.
bool is_plain(const Agreement& agreement, const Comparison& comparison) {
  return !agreement.has_urls() && !agreement.has_open_groups() && !agreement.has_open_directory() &&
         comparison.renamed.resources.all().empty() &&
         std::ranges::all_of(comparison.universe->attributes(), [](const auto& attribute) {
           return attribute.kind == VariableKind::Request;
         });
}

TEST_CASE("judge: counts what the naive evaluation finds") {
  const std::uint64_t pairs = number_from_environment("ACCESSDRIFT_GATE_WORLDS", 200) * 5;
  std::size_t judged = 0, failing = 0;
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    const World made = make_world(seed, false);
    const Rendering rendering = rendering_of(made);
    const LoadedWorld world =
        load_world(render(made.before, rendering), render(made.after, rendering));
    if (world.is_refused()) continue;
    const Agreement agreement(world, seed, made.from);
    if (agreement.is_too_big()) continue;
    const Comparison comparison = compare(world.before, world.after, made.from);
    if (!is_plain(agreement, comparison)) continue;
    ProjectFile project;
    project.guardrails.gained = project.guardrails.lost = nothing_allowed();
    for (const auto& resource : world.after->resources) {
      project.guardrails.protect.push_back(
          {resource->id, {{resource->id, {}}}, nothing_allowed(), nothing_allowed(), {}});
    }
    const auto judgement = judge(comparison, roll_up(comparison), {}, project);
    REQUIRE(judgement);
    ++judged;
    failing += agreement.changes().empty() ? 0U : 1U;
    const std::string wrong = check_counts(*judgement, agreement, project, comparison);
    if (!wrong.empty()) FAIL_CHECK("seed " << seed << ": " << wrong);
  }
  MESSAGE(judged << " comparisons judged, " << failing << " of them of sides that differ");
  CHECK(failing * 10 >= judged);
}

/// What `expect` prints, with the reason and the date that somebody must fill in.
std::string filled_in(std::string text) {
  for (const auto& [blank, filled] : {std::pair("change: \"\"", "change: meant"),
                                      std::pair("expires: \"\"", "expires: 9000-01-01")}) {
    const std::size_t at = text.find(blank);
    if (at != std::string::npos) text.replace(at, std::string_view(blank).size(), filled);
  }
  return text;
}

/// Which findings the entries cover, and whether each of those is used.
Expectation expectation_of(Comparison& comparison, const ExpectedChanges& file) {
  ChangedSituations situations(comparison);
  std::vector<ApprovalNeed> needs;
  return expect(comparison, roll_up(comparison), {nullptr, file, 0}, std::ref(situations), needs);
}

std::size_t count_open(const std::vector<Finding>& findings, const Expectation& expectation) {
  std::size_t open = 0;
  for (std::size_t f = 0; f < findings.size(); ++f) {
    const bool is_certain = findings[f].certainty == Certainty::Must;
    REQUIRE((is_certain || !expectation.is_expected[f]));
    open += is_certain && !expectation.is_expected[f] ? 1U : 0U;
  }
  return open;
}

TEST_CASE("expect: the entries that are printed cover what changes, each of them its part") {
  const std::uint64_t pairs = number_from_environment("ACCESSDRIFT_GATE_WORLDS", 200) * 5;
  std::size_t entries = 0;
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    CAPTURE(seed);
    const World made = make_world(seed, false);
    const Rendering rendering = rendering_of(made);
    const LoadedWorld world =
        load_world(render(made.before, rendering), render(made.after, rendering));
    if (world.is_refused()) continue;
    Comparison comparison = compare(world.before, world.after, made.from);
    const std::vector<Finding> findings = roll_up(comparison);
    auto report = make_report(comparison, {}, {true, false});
    REQUIRE(report);
    const std::string text = filled_in(write_expected(*report));
    if (text.empty()) continue;
    CAPTURE(text);
    const auto document =
        read_document(std::make_shared<SourceText>("accessdrift.expect.yaml", text));
    REQUIRE(document);
    ReadExpected read = read_expected(*document, *world.after->names);
    REQUIRE(read.diagnostics.empty());
    const Expectation all = expectation_of(comparison, read.file);
    CHECK(count_open(findings, all) == 0);
    for (const ExpectedResult& entry : all.entries)
      CHECK(entry.status == ExpectedResult::Status::Used);
    entries += all.entries.size();
    read.file.changes.erase(read.file.changes.begin() +
                            static_cast<std::ptrdiff_t>(seed % read.file.changes.size()));
    CHECK(count_open(findings, expectation_of(comparison, read.file)) == 1);
  }
  MESSAGE(entries << " entries");
  CHECK(entries > pairs / 2);
}

}  // namespace of_gate
}  // namespace accessdrift::property
