#include <algorithm>

#include "accessdrift/drift/roll_up.h"
#include "sample_pair.h"

namespace accessdrift {
namespace {

std::string world(const std::string& resources, const std::string& policies) {
  return "users: {ana: {}, bo: {}}\n"
         "types: {app: {actions: {read: []}, methods: {read: [GET, HEAD]}}}\n"
         "resources: {" +
         resources + "}\npolicies: {" + policies + "}\n";
}

std::string resource(const std::string& id, const std::string& urls) {
  return id + ": {type: app, url: [" + urls + "]}";
}

TEST_CASE("compare: equal routes have a pair for each owner, whatever the wildcards") {
  const std::string text =
      world(resource("a", "'https://x.example/', 'https://*.x.example/*/'") + ", " +
                resource("b", "'https://x.example/**/z', 'https://any.x.example/any/'"),
            "p: {allow: [ana], to: [a, b]}");
  Loader loader;
  const Loader::Pair pair = sample_pair(loader, text, text + "renames: {old: ana}\n");
  Comparison comparison = compare(pair.before.snapshot, pair.after.snapshot, 0);
  REQUIRE(comparison.urls != nullptr);
  const std::vector<UrlOwners> owners = comparison.urls->owners();
  REQUIRE(owners.size() == 2);
  for (const UrlOwners& one : owners) {
    CHECK(one.before == one.after);
    const auto url = comparison.urls->example(one, {}, {});
    REQUIRE(url.has_value());
    const Routing routing(*pair.before.snapshot);
    CHECK(pair.before.snapshot->routes[*routing.route(*url)].resource == one.before);
  }
  CHECK(comparison.changes.empty());
}

TEST_CASE("compare: many patterns of one host are cut exactly") {
  std::string before;
  std::string after;
  for (int i = 0; i < 500; ++i) {
    const std::string path = "'https://x.example/app" + std::to_string(i) + "/'";
    before += (i == 0 ? "" : ", ") + resource("r" + std::to_string(i), path);
    after += (i == 0 ? "" : ", ") + resource("r" + std::to_string(i == 7   ? 8
                                                                  : i == 8 ? 7
                                                                           : i),
                                             path);
  }
  Loader loader;
  const Loader::Pair pair = sample_pair(loader, world(before, "p: {allow: [ana], to: [r7]}"),
                                        world(after, "p: {allow: [ana], to: [r7]}"));
  const Comparison comparison = compare(pair.before.snapshot, pair.after.snapshot, 0);
  REQUIRE(comparison.changes.size() == 2);
  std::vector<std::string> texts;
  for (const TargetChanges& changes : comparison.changes)
    texts.push_back(text_of(*comparison.after, changes.target.resource));
  CHECK(texts == std::vector<std::string>{"r7 -> r8", "r8 -> r7"});
}

TEST_CASE("compare: a host with more wildcards than can be told apart is limited, and covered") {
  std::string urls;
  for (int i = 0; i < 30; ++i) {
    urls += std::string(i == 0 ? "" : ", ") + "'https://x.example/**/a" + std::to_string(i) + "/" +
            std::string(static_cast<std::size_t>(i) + 1, 'b') + "'";
  }
  Loader loader;
  const std::string policy = "p: {allow: [ana], to: ['**']}";
  const Loader::Pair pair =
      sample_pair(loader, world(resource("a", urls), policy),
                  world(resource("a", urls) + ", " + resource("c", "'https://x.example/c/'"),
                        "p: {allow: [bo], to: ['**']}"));
  const Comparison comparison = compare(pair.before.snapshot, pair.after.snapshot, 0);
  REQUIRE_FALSE(comparison.changes.empty());
  IdentitySet reached;
  for (const TargetChanges& changes : comparison.changes) {
    CHECK(changes.is_limited);
    reached |= changes.reach;
  }
  CHECK(reached.size() == 2);
}

TEST_CASE("roll_up: methods of one meaning are one, and are told if others mean the same") {
  const std::string url = resource("a", "'https://x.example/'");
  const auto with = [&](const std::string& when) {
    return world(url, "p: {allow: [ana], to: [a], when: '" + when + "'}");
  };
  Loader loader;
  const Loader::Pair pair = sample_pair(loader, with("true"), with("request.method != \"HEAD\""));
  const Comparison comparison = compare(pair.before.snapshot, pair.after.snapshot, 0);
  const std::vector<Finding> findings = roll_up(comparison);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].kind == ChangeKind::Lost);
  CHECK(findings[0].care == comparison.universe->care());
  REQUIRE(findings[0].actions.size() == 1);
  CHECK(text_of(*comparison.after, findings[0].actions[0]) == "read (HEAD)");
}

}  // namespace
}  // namespace accessdrift
