#include "accessdrift/cause/mixed.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/unit/drift/sample_pair.h"

namespace accessdrift {
namespace {

constexpr const char* kBefore =
    "directory: closed\nusers: {ana: {status: suspended}, bo: {aliases: [b]}}\n"
    "groups: {sre: {members: [bo]}, old: {members: [ana]}}\n"
    "networks: {office: [203.0.113.0/24]}\n"
    "resources: {wiki: {}, blog: {parent: wiki}}\n"
    "policies: {p: {allow: [group:sre], to: [wiki]}, q: {deny: [ana], to: [blog]}}\n"
    "sets: {door: {combine: first-applicable, policies: [p, q]}}\n";
constexpr const char* kAfter =
    "directory: closed\nusers: {ana: {}, bo: {aliases: [b, c]}, caro: {}}\n"
    "groups: {sre: {members: [{user: bo, until: 2030-01-31}, caro]}}\n"
    "networks: {office: [203.0.113.0/24, 10.4.0.0/16]}\n"
    "resources: {wiki: {}, blog: {}}\n"
    "policies: {p: {allow: [group:sre], to: [wiki], when: request.ip in networks.office}, q: "
    "{deny: [ana], to: [blog]}}\n"
    "sets: {door: {combine: first-applicable, policies: [q, p]}}\n";

struct Between {
  Loader loader;
  Loader::Pair pair = sample_pair(loader, kBefore, kAfter);
  std::vector<Edit> edits = find_edits(*pair.before.snapshot, *pair.after.snapshot);
  Kept kept = everything(*pair.before.snapshot, *pair.after.snapshot);
  EditTable table = EditTable(edits);
  SetOrders orders = SetOrders(*pair.before.snapshot, table);

  Snapshot with(const std::vector<bool>& applied) {
    return mixed({*pair.before.snapshot, *pair.after.snapshot, kept, table, orders}, applied);
  }
};

std::vector<std::string> said(const std::vector<Edit>& edits) {
  std::vector<std::string> all;
  for (const Edit& edit : edits) all.push_back(edit.what);
  std::ranges::sort(all);
  return all;
}

TEST_CASE("mixed: each edit alone is the one that is found") {
  Between between;
  REQUIRE(between.edits.size() == 10);
  for (std::size_t e = 0; e < between.edits.size(); ++e) {
    std::vector<bool> applied(between.edits.size());
    applied[e] = true;
    const Snapshot made = between.with(applied);
    CHECK(said(find_edits(*between.pair.before.snapshot, made)) ==
          std::vector{between.edits[e].what});
  }
}

TEST_CASE("mixed: with none it is the one side and with all the other") {
  Between between;
  const std::vector<bool> none(between.edits.size());
  const std::vector<bool> all(between.edits.size(), true);
  CHECK(find_edits(*between.pair.before.snapshot, between.with(none)).empty());
  CHECK(find_edits(*between.pair.after.snapshot, between.with(all)).empty());
  CHECK(said(find_edits(*between.pair.before.snapshot, between.with(all))) == said(between.edits));
}

TEST_CASE("edits_of_kept: the edits of what is kept") {
  Between between;
  Kept kept;
  kept.groups = between.kept.groups;
  kept.identities = {between.pair.before.snapshot->names->find("bo")};
  const auto found = edits_of_kept({*between.pair.before.snapshot, *between.pair.after.snapshot,
                                    kept, between.table, between.orders});
  std::vector<Edit> edits;
  for (const std::uint32_t edit : found.value()) edits.push_back(between.edits[edit]);
  REQUIRE(edits.size() == 2);
  CHECK(said(edits)[0] == "bo is in group sre until 2030-01-31 (was: for ever)");
  CHECK(said(edits)[1] == "group old removed");
}

TEST_CASE("edits_of_kept: nothing where an edit is missing") {
  Between between;
  const EditTable none({});
  const SetOrders orders(*between.pair.before.snapshot, none);
  CHECK(!edits_of_kept(
      {*between.pair.before.snapshot, *between.pair.after.snapshot, between.kept, none, orders}));
}

}  // namespace
}  // namespace accessdrift
