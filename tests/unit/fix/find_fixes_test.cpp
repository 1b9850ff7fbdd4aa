#include "accessdrift/fix/find_fixes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "accessdrift/source/memory_tree.h"

namespace accessdrift {
namespace {

/// The smallest fixes of a question about one file, as one line each.
std::string fixes_of(const std::string& text, const std::string& who, const std::string& action,
                     const std::string& resource, const FixLimits& limits = {},
                     const RequestAttributes& told = {}) {
  Side side;
  side.spec = "memory";
  side.tree = std::make_shared<MemoryTree>(
      std::map<std::string, std::string>{{"access.yaml", "accessdrift: 1\n" + text}});
  Loader loader;
  const Result<LoadedSide> loaded = loader.load(side);
  REQUIRE(loaded);
  const Interpreter interpreter(*loaded->snapshot);
  const Explanation explanation =
      explain(interpreter, *loaded->snapshot, {who, action, resource, told});
  const WhenWords words = [](Inquiry&, const CheckAnswer&) { return std::string("only when"); };
  const FixSearch found = find_fixes({explanation, who, action, resource, told, kFirstInstant},
                                     {side, *loaded, loader}, words, limits);
  CHECK_FALSE(found.bug);
  std::vector<std::string> lines;
  for (const Fix& fix : found.fixes) {
    std::string line;
    for (const FixStep& step : fix.steps) line += (line.empty() ? "" : " + ") + step.what;
    if (!fix.when.empty()) line += ", " + fix.when;
    for (const std::string& own : fix.effects.own_gains) line += "; also " + own;
    for (const std::string& own : fix.effects.own_losses) line += "; less " + own;
    for (const std::string& other : fix.effects.gaining.identities) line += "; +" + other;
    for (const std::string& other : fix.effects.losing.identities) line += "; -" + other;
    lines.push_back(std::move(line));
  }
  if (found.not_tried > 0) lines.push_back(std::to_string(found.not_tried) + " not tried");
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

const std::string kPeople =
    "users: {ana: {}, bo: {}, cy: {}}\n"
    "context: {auth.mfa: {type: bool, required: true}}\n"
    "types: {app: {actions: {read: []}}}\n"
    "resources: {wiki: {type: app}, mail: {type: app}}\n";

TEST_CASE("find_fixes: a denial is ended by who affects fewest others") {
  const std::string text =
      kPeople +
      "groups: {sre: {members: [cy]}, emea: {members: [ana, bo]}}\n"
      "policies: {p: {allow: [group:sre], to: [wiki, mail], actions: [read]}}\n";
  CHECK(fixes_of(text, "ana", "read", "wiki") ==
        "add ana to group sre; also read on mail\n"
        "let policy p allow ana; also read on mail\n"
        "put group emea inside group sre; also read on mail; +bo\n"
        "let policy p allow group emea; also read on mail; +bo\n");
}

TEST_CASE("find_fixes: a policy that denies is narrowed") {
  const std::string text = kPeople +
                           "groups: {out: {members: [ana, bo]}}\n"
                           "policies:\n"
                           "  p: {allow: [ana, bo], to: [wiki], actions: [read]}\n"
                           "  d: {deny: [group:out], to: [wiki], actions: [read]}\n";
  CHECK(fixes_of(text, "ana", "read", "wiki") ==
        "take ana out of group out\n"
        "remove policy d; +bo\n");
}

TEST_CASE("find_fixes: two things that are in the way are mended together") {
  const std::string text = kPeople +
                           "policies:\n"
                           "  p: {allow: [bo], to: [wiki], actions: [read]}\n"
                           "  d: {deny: [ana, cy], to: [wiki], actions: [read]}\n";
  CHECK(fixes_of(text, "ana", "read", "wiki") ==
        "no longer let policy d deny ana + let policy p allow ana\n");
}

TEST_CASE("find_fixes: a part of a condition is dropped, its brackets too") {
  const std::string text = kPeople +
                           "attributes: {team: string}\n"
                           "policies:\n"
                           "  p: {allow: [ana, bo], to: [wiki], actions: [read],\n"
                           "      when: (user.team == \"a\" || user.team == \"b\") && auth.mfa}\n";
  CHECK(fixes_of(text, "ana", "read", "wiki") ==
        "drop (user.team == \"a\" || user.team == \"b\") from policy p, only when; +bo\n");
}

const std::string kTokens =
    "users: {ana: {}, bo: {}, cy: {}}\n"
    "groups: {floor: {members: [ana, bo]}}\n"
    "types: {app: {actions: {read: []}}}\n"
    "resources: {stock: {type: app}}\n"
    "scopes: {all: {includes: [stock.read]}, stock.read: {}, mail: {}}\n"
    "policies: {p: {allow: [ana, bo], to: [stock], actions: [read], scopes: [stock.read]}}\n";

TEST_CASE("find_fixes: a client is issued the scope that it lacks") {
  const std::string clients =
      "clients: {scan: {scopes: [mail]}, desk: {scopes: [all], users: [cy]}}\n";
  const RequestAttributes scan = {{"token.client", Told::present(std::string("scan"))}};
  CHECK(fixes_of(kTokens + clients, "ana", "read", "stock", {}, scan) ==
        "let client scan be issued stock.read, only when; +bo\n"
        "ask for no scope in policy p; +bo\n");
}

TEST_CASE("find_fixes: a client that could bring the scope is opened to who asks") {
  const std::string clients = "clients: {desk: {scopes: [all], users: [cy]}}\n";
  CHECK(fixes_of(kTokens + clients, "ana", "read", "stock") ==
        "let client desk be used by ana, only when\n"
        "let client desk be used by group floor, only when; +bo\n"
        "ask for no scope in policy p; +bo\n");
}

TEST_CASE("find_fixes: access is ended by the smallest edits") {
  const std::string text =
      kPeople +
      "groups: {staff: {members: [ana, bo]}}\n"
      "policies: {p: {allow: [group:staff], to: [wiki, mail], actions: [read]}}\n";
  CHECK(fixes_of(text, "ana", "read", "wiki") ==
        "take ana out of group staff; less read on mail\n"
        "no longer let policy p cover wiki; -bo\n");
}

TEST_CASE("find_fixes: what allows twice is ended twice") {
  const std::string text = kPeople +
                           "policies:\n"
                           "  p: {allow: [ana, bo], to: [wiki], actions: [read]}\n"
                           "  q: {allow: [ana, cy], to: [wiki], actions: [read]}\n";
  CHECK(fixes_of(text, "ana", "read", "wiki") ==
        "no longer let policy p allow ana + no longer let policy q allow ana\n");
}

TEST_CASE("find_fixes: a bound is told") {
  const std::string text = kPeople +
                           "groups: {sre: {members: [cy]}}\n"
                           "policies: {p: {allow: [group:sre], to: [wiki], actions: [read]}}\n";
  CHECK(fixes_of(text, "ana", "read", "wiki", {1, 1'000}) ==
        "add ana to group sre\n"
        "1 not tried\n");
}

}  // namespace
}  // namespace accessdrift
