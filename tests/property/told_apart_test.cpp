#include "told_apart.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "agreement.h"
#include "loaded_world.h"

/// A second try of the naive evaluation asks for what it did not think of, and for nothing that the
/// sides do not have.
namespace accessdrift::property {
namespace of_told_apart {

LoadedWorld world_of(const std::string& condition) {
  const auto side = [](const std::string& when) {
    return Files{
        {"access.yaml",
         "accessdrift: 1\n"
         "context: {note: {type: string}}\n"
         "users: {ana: {}}\n"
         "types: {web: {actions: {read: []}, methods: {read: [GET]}}}\n"
         "resources:\n"
         "  wiki: {type: web, url: [\"https://wiki.corp.example/\"]}\n"
         "  vault: {}\n"
         "policies:\n"
         "  p: {allow: [ana], to: [wiki], actions: [read], when: '" +
             when +
             "'}\n"
             "  q: {allow: [ana], to: [vault], actions: [access], when: note == \"x\"}\n"}};
  };
  return load_world(side("true"), side(condition));
}

bool has(const naive::RepresentativeRequests& requests, const std::string& text) {
  return std::ranges::any_of(requests.axes(), [&](const naive::Axis& axis) {
    return axis.attribute == "note" &&
           std::ranges::find(axis.values, Told::present(text)) != axis.values.end();
  });
}

TEST_CASE("told_apart: a value of each class and a URL of each class, of what there is") {
  const LoadedWorld world = world_of("request.path.startsWith(\"/a\")");
  REQUIRE_FALSE(world.is_refused());
  const Comparison comparison = compare(world.before, world.after, 0);
  const ToldApart more = told_apart(comparison);

  const naive::RepresentativeRequests few({{"note", {Told::absent(), Told::present("y")}}});
  CHECK_FALSE(has(few, "x"));
  CHECK(has(with_values(few, more), "x"));
  CHECK(with_values(few, more).axes().size() == 1);

  const naive::Side before(*world.before);
  const naive::Side after(*world.after);
  const auto addresses = with_addresses({}, before, after, more);
  const auto starts_with_a = [](const naive::OwnedAddress& one) {
    return one.address.path.starts_with("/a");
  };
  CHECK(std::ranges::any_of(addresses, starts_with_a));
  CHECK_FALSE(std::ranges::all_of(addresses, starts_with_a));
  CHECK(with_addresses(addresses, before, after, more).size() == addresses.size());
}

TEST_CASE("with_values: none of another type, and no time before the first one") {
  ToldApart more;
  more.values["note"] = {Value(std::int64_t{7}), Value(std::string("x"))};
  more.values["request.time"] = {Value(Time{5}), Value(Time{15})};
  const naive::RepresentativeRequests few(
      {{"note", {Told::present("y")}}, {"request.time", {Told::present(Time{10})}}});
  const auto axes = with_values(few, more).axes();
  CHECK(axes[0].values == std::vector{Told::present("y"), Told::present("x")});
  CHECK(axes[1].values == std::vector{Told::present(Time{10}), Told::present(Time{15})});
}

TEST_CASE("Agreement: a question whose answer hangs on a text that nobody tried is asked again") {
  const LoadedWorld world =
      load_world({{"access.yaml", "accessdrift: 1\n"}},
                 {{"access.yaml",
                   "accessdrift: 1\n"
                   "context: {managed: string}\n"
                   "scopes: {write: {}}\n"
                   "clients: {cli: {}}\n"
                   "resources: {wiki: {}}\n"
                   "policies:\n"
                   "  p:\n"
                   "    allow: [eve@corp.example]\n"
                   "    to: [wiki]\n"
                   "    when: '(\"write\" in token.scopes || [managed].exists(v, "
                   "v.matches(r\"\\bab?$\"))) && managed.startsWith(\"aab\")'\n"}});
  REQUIRE_FALSE(world.is_refused());
  std::size_t asked_again = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    Agreement agreement(world, seed, 0, Agreement::Tried::AlsoByTheProgram);
    REQUIRE_FALSE(agreement.is_too_big());
    CHECK(agreement.check() == "");
    asked_again += agreement.questions_asked_again();
  }
  CHECK(asked_again > 0);
}

}  // namespace of_told_apart
}  // namespace accessdrift::property
