#include "accessdrift/engine/decide.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <new>
#include <string>

#include "accessdrift/base/calendar.h"
#include "accessdrift/load/loader.h"
#include "accessdrift/source/memory_tree.h"

namespace {
long allocations = 0;
}

// The whole binary counts what it allocates. Not inlined: the compiler would see `free` of what
// some `new` gave.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* const made = std::malloc(size)) return made;
  throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  ++allocations;
  return std::malloc(size);
}
[[gnu::noinline]] void operator delete(void* made) noexcept { std::free(made); }
[[gnu::noinline]] void operator delete(void* made, std::size_t /*size*/) noexcept {
  std::free(made);
}

namespace accessdrift {
namespace {

std::shared_ptr<const Snapshot> load(std::string text) {
  Side side;
  side.tree = std::make_shared<MemoryTree>(
      std::map<std::string, std::string>{{"access.yaml", std::move(text)}});
  Loader loader;
  auto loaded = loader.load(side);
  REQUIRE_MESSAGE(loaded.has_value(), (loaded ? std::string() : loaded.error().front().message));
  return loaded->snapshot;
}

std::shared_ptr<const Snapshot> sample() {
  return load(R"(accessdrift: 1
context:
  device.managed: bool
  region: {type: [eu, us], required: true}
users:
  Ana@Nimbus.Example: {aliases: [a-very-long-alias-of-ana-that-fits-no-cache-line]}
  ben: {}
groups:
  team: {members: [ana@nimbus.example]}
resources:
  wiki: {actions: [read, write]}
  blog: {actions: [read]}
policies:
  always: {allow: [group:team], to: [wiki], actions: [read]}
  managed: {allow: [ben], to: [wiki], actions: [read], when: device.managed}
  europe: {allow: [anyone], to: [blog], actions: [read], when: region == "eu"}
)");
}

const RequestAttributes kEurope{{"region", Told::present(std::string("eu"))}};

TEST_CASE("Decider: by id in any case, by alias, and who is not listed as anonymous") {
  Decider decider(sample());
  CHECK(decider.decide("ana@nimbus.example", "read", "wiki", kEurope) == Decided::Allow);
  CHECK(decider.decide("ANA@nimbus.EXAMPLE", "read", "wiki", kEurope) == Decided::Allow);
  CHECK(decider.decide("a-very-long-alias-of-ana-that-fits-no-cache-line", "read", "wiki",
                       kEurope) == Decided::Allow);
  CHECK(decider.decide("nobody", "read", "wiki", kEurope) == Decided::Deny);
  CHECK(decider.decide("nobody", "read", "blog", kEurope) == Decided::Allow);
  CHECK(decider.decide("ana@nimbus.example", "write", "wiki", kEurope) == Decided::Deny);
}

TEST_CASE("Decider: whether somebody is among the further members of an open group is told") {
  Decider decider(load(R"(accessdrift: 1
users: {ana@corp.example: {}, bo@partner.example: {}}
groups: {team: {members: [ana@corp.example], open: true, within: ["domain:partner.example"]}}
resources: {wiki: {actions: [read]}, blog: {actions: [read]}}
policies:
  team: {allow: ["group:team"], to: [wiki]}
  all: {allow: [authenticated], to: [blog]}
)"));
  RequestAttributes inside{{"group:team", Told::present(true)}};
  RequestAttributes outside{{"group:team", Told::present(false)}};
  CHECK(decider.decide("ana@corp.example", "read", "wiki") == Decided::Allow);
  CHECK(decider.decide("ana@corp.example", "read", "wiki", outside) == Decided::Allow);
  CHECK(decider.decide("bo@partner.example", "read", "wiki") == Decided::Incomplete);
  CHECK(decider.decide("bo@partner.example", "read", "wiki", inside) == Decided::Allow);
  CHECK(decider.decide("bo@partner.example", "read", "wiki", outside) == Decided::Deny);
  CHECK(decider.decide("bo@partner.example", "read", "blog") == Decided::Allow);
  CHECK(decider.decide("member:team", "read", "wiki") == Decided::Allow);
  CHECK(decider.decide("nobody", "read", "wiki", inside) == Decided::Deny);
}

TEST_CASE("Decider: in an open directory a stranger stands for who is not known") {
  Decider decider(load(R"(accessdrift: 1
attributes: {level: [junior, senior], team: string}
context: {project: string}
resources: {wiki: {actions: [read]}, blog: {actions: [read]}, lab: {actions: [read]}}
policies:
  corp: {allow: ["domain:corp.example", ana], to: [wiki]}
  senior: {allow: [authenticated], to: [blog], when: user.level == "senior"}
  lab: {allow: [authenticated], to: [lab], when: user.team == project}
)"));
  const RequestAttributes senior{{"user.level", Told::present(std::string("senior"))}};
  CHECK(decider.decide("zoe@CORP.example", "read", "wiki") == Decided::Allow);
  CHECK(decider.decide("zoe@other.example", "read", "wiki") == Decided::Deny);
  CHECK(decider.decide("ana", "read", "wiki") == Decided::Allow);
  CHECK(decider.decide("anonymous", "read", "blog", senior) == Decided::Deny);
  CHECK(decider.decide("zoe@other.example", "read", "blog", senior) == Decided::Allow);
  CHECK(decider.decide("zoe@other.example", "read", "blog") == Decided::Incomplete);
  CHECK(decider.decide("zoe@other.example", "read", "lab",
                       {{"user.team", Told::present(std::string("a"))},
                        {"project", Told::present(std::string("a"))}}) == Decided::Limited);
  CHECK(decider.decide("zoe@other.example", "read", "lab",
                       {{"user.team", Told::present(std::string("a"))}}) == Decided::Deny);
}

TEST_CASE("Decider: what is not told is absent, but for what is required") {
  Decider decider(sample());
  RequestAttributes managed = kEurope;
  managed["device.managed"] = Told::present(true);
  CHECK(decider.decide("ben", "read", "wiki", managed) == Decided::Allow);
  CHECK(decider.decide("ben", "read", "wiki", kEurope) == Decided::Deny);
  CHECK(decider.decide("ben", "read", "wiki") == Decided::Incomplete);
  managed["device.managed"] = Told::present(std::string("yes"));
  CHECK(decider.decide("ben", "read", "wiki", managed) == Decided::Incomplete);
}

TEST_CASE("Decider: nothing is said of a time before it begins") {
  const auto snapshot = load(R"(accessdrift: 1
users: {ana: {until: 2026-09-30}, ben: {}}
resources: {wiki: {actions: [read]}}
policies: {p: {allow: [ana], to: [wiki]}, d: {allow: [ben], to: [wiki]}}
)");
  const auto at = [](const Date& date) {
    return RequestAttributes{{"request.time", Told::present(Time{instant_of(date)})}};
  };
  Decider decider(snapshot, instant_of({2026, 10, 15}));
  CHECK(decider.decide("ana", "read", "wiki", at({2026, 9, 30})) == Decided::Limited);
  CHECK(decider.decide("ana", "read", "wiki", at({2026, 10, 15})) == Decided::Deny);
  CHECK(decider.decide("ben", "read", "wiki", at({2026, 10, 15})) == Decided::Allow);
}

TEST_CASE("Decider: a resource or an action that is not there") {
  Decider decider(sample());
  CHECK(decider.decide("ben", "read", "mail", kEurope) == Decided::UnknownResource);
  CHECK(decider.decide("ben", "write", "blog", kEurope) == Decided::UnknownAction);
  CHECK(decider.decide("ben", "never-heard-of", "blog", kEurope) == Decided::UnknownAction);
}

TEST_CASE("Decider: after `prepare`, decisions do not allocate") {
  Decider decider(sample());
  decider.prepare();
  RequestAttributes managed = kEurope;
  managed["device.managed"] = Told::present(true);
  CHECK(decider.decide("A-Very-Long-Address-In-Capitals@Nimbus.Example", "read", "wiki", managed) ==
        Decided::Deny);
  const long before = allocations;
  bool as_expected = true;
  for (int i = 0; i < 100; ++i) {
    as_expected &= decider.decide("ben", "read", "wiki", managed) == Decided::Allow;
    as_expected &= decider.decide("ANA@NIMBUS.EXAMPLE", "read", "wiki", managed) == Decided::Allow;
    as_expected &= decider.decide("stranger", "read", "blog", managed) == Decided::Allow;
    as_expected &= decider.decide("stranger", "read", "mail", managed) == Decided::UnknownResource;
  }
  CHECK(allocations == before);
  CHECK(as_expected);
}

}  // namespace
}  // namespace accessdrift
