#include "accessdrift/cause/change_causes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/cause/caused_findings.h"
#include "tests/unit/drift/sample_pair.h"

namespace accessdrift {
namespace {

/// What is told of the changes between two sides.
class Told {
 public:
  Told(const std::string& before, const std::string& after)
      : pair_(sample_pair(loader_, before, after)),
        comparison_(compare(pair_.before.snapshot, pair_.after.snapshot, 0)),
        findings_(roll_up(comparison_)),
        causes_(comparison_, findings_) {}

  /// `because A + B or C undo A`, each of an edit's sentence, of every finding of who is printed
  /// so.
  std::set<std::string> of(const std::string& identity) {
    std::set<std::string> all;
    for (const Finding& finding : findings_) {
      for (const CausedFinding& part : causes_.split(finding)) {
        for (const std::uint32_t number : part.finding.identities.numbers()) {
          if (comparison_.population->printed(IdentityIndex{number}) == identity)
            all.insert(part.cause ? text(*part.cause) : "not searched");
        }
      }
    }
    return all;
  }

  /// Whether an edit of a cause is told as one of theirs.
  bool has_own(const std::string& identity) {
    for (const Finding& finding : findings_) {
      for (const CausedFinding& part : causes_.split(finding)) {
        for (const OwnEdits& own : part.own) {
          for (const auto& [whose, edit] : own.of) {
            if (comparison_.population->printed(whose) == identity) return true;
          }
        }
      }
    }
    return false;
  }

 private:
  std::string text(const EditSet& set) const {
    std::string out;
    for (const std::uint32_t edit : set.edits)
      out += (out.empty() ? "" : " + ") + comparison_.edits[edit].what;
    return out;
  }
  std::string text(const Cause& cause) const {
    std::string out;
    for (const EditSet& set : cause.because) out += (out.empty() ? "because " : " or ") + text(set);
    return out + " undo " + text(cause.undo);
  }

  Loader loader_;
  Loader::Pair pair_;
  Comparison comparison_;
  std::vector<Finding> findings_;
  FindingCauses causes_;
};

using Texts = std::set<std::string>;

TEST_CASE("FindingCauses: under another id somebody is not in the group any more") {
  Told told(
      "users: {ana: {uid: '7'}}\ngroups: {sre: {members: [ana]}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [group:sre], to: [wiki]}}\n",
      "users: {caro: {uid: '7'}}\ngroups: {sre: {members: []}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [group:sre], to: [wiki]}}\n");
  CHECK(told.of("caro") == Texts{"because group sre no longer contains ana undo group sre no "
                                 "longer contains ana"});
}

TEST_CASE("FindingCauses: mentions that follow an id change nothing") {
  Told told(
      "users: {ana: {}}\ngroups: {sre: {members: [ana]}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [group:sre], to: [wiki]}, q: {deny: [group:sre], to: [wiki]}}\n",
      "users: {caro: {}}\ngroups: {sre: {members: [caro]}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [group:sre], to: [wiki]}}\nrenames: {ana: caro}\n");
  CHECK(told.of("caro") == Texts{"because policy q removed undo policy q removed"});
}

TEST_CASE("FindingCauses: who has an id that was somebody else's has it by the uid") {
  Told told(
      "users: {ana: {uid: '7'}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [ana], to: [wiki]}}\n",
      "users: {ana: {uid: '8'}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [ana], to: [wiki]}}\n");
  const Texts by_uid{"because user ana: uid 7 -> 8 undo user ana: uid 7 -> 8"};
  CHECK(told.of("ana (uid 7)") == by_uid);
  CHECK(told.of("ana (uid 8)") == by_uid);
}

TEST_CASE("FindingCauses: of two who change ids each has what the other one's id gives") {
  Told told(
      "users: {ana: {uid: '7'}, bo: {uid: '8'}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [ana], to: [wiki]}}\n",
      "users: {ana: {uid: '8'}, bo: {uid: '7'}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [ana], to: [wiki]}}\n");
  const std::string both = "user ana: uid 7 -> 8 + user bo: uid 8 -> 7";
  const Texts by_uids{"because " + both + " undo " + both};
  CHECK(told.of("ana") == by_uids);
  CHECK(told.of("bo") == by_uids);
}

TEST_CASE("FindingCauses: an alias that goes to somebody else takes along what names it") {
  Told told(
      "users: {ana: {aliases: [duty]}, bo: {}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [duty], to: [wiki]}}\n",
      "users: {ana: {}, bo: {aliases: [duty]}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [duty], to: [wiki]}}\n");
  CHECK(told.of("ana").size() == 1);
  CHECK(told.of("bo") == told.of("ana"));
  CHECK(!told.of("bo").contains("not searched"));
}

TEST_CASE("FindingCauses: a group under another id that lists others") {
  Told told(
      "users: {ana: {}, bo: {}}\ngroups: {old: {members: [ana]}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [group:old], to: [wiki]}}\n",
      "users: {ana: {}, bo: {}}\ngroups: {new: {members: [bo]}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [group:new], to: [wiki]}}\nrenames: {group:old: group:new}\n");
  const Texts renamed = told.of("bo");
  REQUIRE(renamed.size() == 1);
  CHECK(renamed.begin()->find("group old removed") != std::string::npos);
  CHECK(renamed.begin()->find("group new added") != std::string::npos);
  CHECK(told.of("ana") == renamed);
}

TEST_CASE("FindingCauses: an open group's members are the same under its other id") {
  Told told(
      "users: {ana: {}}\ngroups: {old: {members: external}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [group:old], to: [wiki]}}\n",
      "users: {ana: {}}\ngroups: {new: {members: external}}\nresources: {wiki: {}}\n"
      "policies: {p: {allow: [group:new], to: [wiki]}, q: {deny: [group:new], to: [wiki]}}\n"
      "renames: {group:old: group:new}\n");
  CHECK(told.of("member:new") == Texts{"because policy q added undo policy q added"});
}

TEST_CASE("FindingCauses: a resource under another id that somebody more reaches") {
  Told told(
      "users: {ana: {}, bo: {}}\nresources: {wiki: {}, page: {parent: wiki}}\n"
      "policies: {p: {allow: [ana], to: [wiki]}}\n",
      "users: {ana: {}, bo: {}}\nresources: {docs: {}, page: {parent: docs}}\n"
      "policies: {p: {allow: [ana, bo], to: [docs]}}\nrenames: {wiki: docs}\n");
  CHECK(told.of("bo") == Texts{"because policy p now names bo undo policy p now names bo"});
  CHECK(told.of("ana").empty());
}

TEST_CASE("FindingCauses: any user who is listed closes a directory, and all of them must go") {
  Told told("resources: {wiki: {}}\npolicies: {p: {allow: [ana], to: [wiki]}}\n",
            "users: {bo: {}, caro: {}}\ndirectory: closed\nresources: {wiki: {}}\n"
            "policies: {p: {allow: [authenticated], to: [wiki]}}\n");
  for (const std::string& one : told.of("stranger:*")) CHECK(one != "not searched");
  Told listed("resources: {wiki: {}}\npolicies: {p: {allow: [authenticated], to: [wiki]}}\n",
              "users: {bo: {}, caro: {}}\nresources: {wiki: {}}\n"
              "policies: {p: {allow: [authenticated], to: [wiki]}}\n");
  CHECK(listed.of("stranger:*") ==
        Texts{"because user bo added or user caro added undo user bo added + user caro added"});
}

TEST_CASE("FindingCauses: a group that is open no more, in an open directory") {
  Told told(
      "directory: open\nusers: {ana: {}}\ngroups: {sre: {members: external}}\n"
      "resources: {wiki: {}}\npolicies: {p: {allow: [group:sre], to: [wiki]}}\n",
      "directory: open\nusers: {ana: {}}\ngroups: {sre: {members: [ana]}}\n"
      "resources: {wiki: {}}\npolicies: {p: {allow: [group:sre], to: [wiki]}}\n");
  CHECK(told.of("member:sre").size() == 1);
  CHECK(!told.of("member:sre").contains("not searched"));
}

TEST_CASE("FindingCauses: who stands for a group is in what contains it") {
  const std::string rest =
      "resources: {wiki: {}}\npolicies: {p: {allow: [group:leads], to: [wiki]}}\n";
  Told told(
      "users: {ana: {}}\ngroups: {sre: {members: external}, leads: {members: []}}\n" + rest,
      "users: {ana: {}}\ngroups: {sre: {members: external}, leads: {members: [group:sre]}}\n" +
          rest);
  const std::string nested = "group leads now contains group sre";
  CHECK(told.of("member:sre") == Texts{"because " + nested + " undo " + nested});
}

TEST_CASE("FindingCauses: an id that is handed over can have the aliases of whoever has it") {
  // Who has the id ci before has the alias, too, until the id is somebody else's.
  Told told(
      "users: {ana: {uid: '3', aliases: [dd]}, ci: {}}\ngroups: {all: {members: [dd]}}\n"
      "resources: {wiki: {}}\n",
      "users: {ana: {}, ci: {uid: '3', aliases: [dd]}}\ngroups: {all: {members: [dd]}}\n"
      "resources: {wiki: {}}\npolicies: {p: {allow: [group:all], to: [wiki]}, q: {allow: "
      "[anonymous], to: [wiki]}}\n");
  const Texts found = told.of("ci (no uid)");
  REQUIRE(found.size() == 1);
  CHECK(found.begin()->find("user ci now has the alias dd") != std::string::npos);
}

TEST_CASE("FindingCauses: a URL that goes to a pattern behind another one that comes") {
  const std::string types = "types: {app: {actions: {read: []}, methods: {read: [GET]}}}\n";
  Told told("users: {ana: {}}\n" + types +
                "resources: {site: {type: app, url: 'https://x.example/'}}\n"
                "policies: {p: {allow: [ana], to: [site]}}\n",
            "users: {ana: {}}\n" + types +
                "resources: {site: {type: app, url: 'https://x.example/'}, docs: {type: app, url: "
                "'https://x.example/docs/'}, any: {type: app, url: 'https://x.example/*/'}}\n"
                "policies: {p: {allow: [ana], to: [site]}}\n");
  CHECK(
      told.of("ana") ==
      Texts{"because resource any added undo resource any added",
            "because resource docs added or resource any added undo resource docs added + resource "
            "any added"});
}

TEST_CASE("FindingCauses: of parts each is told of the worlds in which it is of its kind") {
  Told told(
      "context: {risk: {type: bool, world: unknown}, mfa: bool, vpn: bool}\nusers: {ana: {}}\n"
      "resources: {wiki: {}}\npolicies: {p: {allow: [ana], to: [wiki], when: '!risk && mfa'}}\n",
      "context: {risk: {type: bool, world: unknown}, mfa: bool, vpn: bool}\nusers: {ana: {}}\n"
      "resources: {wiki: {}}\npolicies: {q: {allow: [ana], to: [wiki], when: 'risk && mfa'}, r: "
      "{allow: [ana], to: [wiki], when: 'risk && vpn'}}\n");
  CHECK(told.of("ana") ==
        Texts{"because policy p removed undo policy p removed",
              "because policy q added undo policy q added",
              "because policy r added undo policy r added",
              "because policy q added or policy r added undo policy q added + policy r added"});
}

TEST_CASE("FindingCauses: one edit is the cause for everybody, and is somebody's own") {
  for (const std::string id : {"ana@corp.example", "zoe@corp.example"}) {
    const std::string rest =
        "resources: {wiki: {}, blog: {}}\n"
        "policies: {p: {allow: [authenticated], to: [wiki, blog]}}\n";
    Told told(rest, "users: {" + id + ": {status: suspended}}\n" + rest);
    const Texts because = {"because user " + id + " added undo user " + id + " added"};
    CHECK(told.of(id) == because);
    CHECK(told.of("stranger:*") == because);
    CHECK(told.has_own(id));
    CHECK_FALSE(told.has_own("stranger:*"));
  }
}

}  // namespace
}  // namespace accessdrift
