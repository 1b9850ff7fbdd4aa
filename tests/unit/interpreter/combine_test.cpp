#include "accessdrift/interpreter/combine.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "sample_world.h"

namespace accessdrift::interpreting {
namespace {

/// `A` allows, `D` denies, `-` does not apply; several letters are open.
Yield yield(std::string_view letters) {
  const auto has = [&](char letter) { return letters.find(letter) != letters.npos; };
  return {has('A'), has('D'), has('-')};
}

std::string letters(const Yield& yield) {
  return std::string(yield.may_allow ? "A" : "") + (yield.may_deny ? "D" : "") +
         (yield.may_not_apply ? "-" : "");
}

/// Children apart by blanks; `g` before one makes it a gate.
std::string combined(Combine how, std::string_view text) {
  std::deque<Part> parts;
  std::vector<const Part*> children;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    Part& part = parts.emplace_back();
    part.is_gate = text.starts_with('g');
    part.yield = yield(text.substr(0, end));
    children.push_back(&part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return letters(combine(how, children));
}

struct Row {
  std::string children;
  std::string result;
};

void check_rows(Combine how, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.children);
    CHECK(combined(how, row.children) == row.result);
  }
}

TEST_CASE("combine: deny-overrides") {
  check_rows(Combine::DenyOverrides, {{"", "-"},
                                      {"A", "A"},
                                      {"D", "D"},
                                      {"-", "-"},
                                      {"A -", "A"},
                                      {"A D", "D"},
                                      {"D A -", "D"},
                                      {"A D-", "AD"},
                                      {"A- D", "D"},
                                      {"A-", "A-"},
                                      {"A- A", "A"},
                                      {"A- D-", "AD-"},
                                      {"AD A", "AD"}});
}

TEST_CASE("combine: allow-overrides") {
  check_rows(Combine::AllowOverrides, {{"", "-"},
                                       {"A", "A"},
                                       {"D", "D"},
                                       {"A D", "A"},
                                       {"D - A", "A"},
                                       {"D -", "D"},
                                       {"A- D", "AD"},
                                       {"A D-", "A"},
                                       {"A- D-", "AD-"},
                                       {"A- -", "A-"}});
}

TEST_CASE("combine: first-applicable") {
  check_rows(Combine::FirstApplicable, {{"", "-"},
                                        {"- -", "-"},
                                        {"- A D", "A"},
                                        {"D A", "D"},
                                        {"A- D", "AD"},
                                        {"A- D-", "AD-"},
                                        {"A D-", "A"},
                                        {"AD A", "AD"},
                                        {"D- A", "AD"},
                                        {"D- D A", "D"}});
}

TEST_CASE("combine: all-of lets through what every gate allows and nothing vetoes") {
  check_rows(Combine::AllOf, {{"", "-"},
                              {"-", "-"},  // a deny that does not apply: neither gate nor veto
                              {"D", "D"},  // a veto without a gate
                              {"D-", "D-"},
                              {"gA", "A"},
                              {"g-", "D"},  // a gate that does not apply
                              {"gD", "D"},  // a set that denies
                              {"gA gA", "A"},
                              {"gA g-", "D"},
                              {"gA -", "A"},
                              {"gA D", "D"},
                              {"gA D-", "AD"},
                              {"gA- gA", "AD"},
                              {"gA- g-", "D"},
                              {"gA- D", "D"},
                              {"gA-D", "AD"}});
}

TEST_CASE("combine: open children yield exactly what their choices can yield") {
  // Every list of up to three children of every kind, against the enumeration of its choices.
  const std::vector<std::string> kinds = {"A",  "D",  "-",   "A-",  "D-",  "AD",
                                          "gA", "g-", "gA-", "gAD", "gAD-"};
  const auto check = [](const std::vector<std::string>& children, Combine how) {
    std::string all;
    for (const std::string& child : children) all += (all.empty() ? "" : " ") + child;
    Yield expected;
    const std::function<void(std::size_t, std::string)> choose = [&](std::size_t at,
                                                                     std::string chosen) {
      if (at == children.size()) {
        const Yield one = yield(combined(how, chosen));
        expected.may_allow |= one.may_allow;
        expected.may_deny |= one.may_deny;
        expected.may_not_apply |= one.may_not_apply;
        return;
      }
      const bool is_gate = children[at].starts_with('g');
      for (const char letter : children[at].substr(is_gate ? 1 : 0)) {
        choose(at + 1, chosen + (chosen.empty() ? "" : " ") + (is_gate ? "g" : "") + letter);
      }
    };
    choose(0, "");
    CAPTURE(all);
    CHECK(combined(how, all) == letters(expected));
  };
  for (const Combine how : {Combine::DenyOverrides, Combine::AllowOverrides,
                            Combine::FirstApplicable, Combine::AllOf}) {
    for (const std::string& a : kinds) {
      check({a}, how);
      for (const std::string& b : kinds) {
        check({a, b}, how);
        for (const std::string& c : kinds) check({a, b, c}, how);
      }
    }
  }
}

constexpr std::string_view kSets = R"(
users: {ana: {}}
resources: {wiki: {}}
policies:
  a1: {allow: [ana], to: [wiki]}
  a2: {allow: [ana], to: [wiki]}
  d1: {deny: [ana], to: [wiki]}
  d2: {deny: [ana], to: [wiki]}
  loose: {allow: [ana], to: [wiki]}
)";

struct TreeRow {
  std::string sets;
  std::string yields;  ///< of a1, a2, d1, d2, loose; `.` does not cover the target
  std::string root;
  std::string decisive;
};

TEST_CASE(
    "combine_all: sets nest and the decisive policies are those whose effect the outcome is") {
  const std::vector<TreeRow> rows = {
      {"{}", "A . . . .", "A", "a1"},
      {"{}", "A A . . A", "A", "a1 a2 loose"},
      {"{}", "A A D . A", "D", "d1"},
      {"{}", "A A D D A", "D", "d1 d2"},
      {"{}", "- - - - -", "-", ""},
      {"{}", ". . . . .", "-", ""},
      {"{}", "A- . . . -", "A-", "a1"},
      {"{}", "A . D- . .", "AD", "d1"},
      // Order comes from the list of the set.
      {"{s: {combine: first-applicable, policies: [d1, a1]}}", "A . D . .", "D", "d1"},
      {"{s: {combine: first-applicable, policies: [a1, d1]}}", "A . D . .", "A", "a1"},
      {"{s: {combine: first-applicable, policies: [d1, a1, a2]}}", "A A - . .", "A", "a1"},
      {"{s: {combine: allow-overrides, policies: [a1, d1]}}", "A . D D .", "D", "d2"},
      {"{s: {combine: allow-overrides, policies: [a1, d1]}}", "A . D - .", "A", "a1"},
      // A set in a set; the outer one decides.
      {"{in: {combine: allow-overrides, policies: [a1, d1]}, out: {combine: first-applicable, "
       "policies: [d2, 'set:in']}}",
       "A . D - .", "A", "a1"},
      {"{in: {combine: allow-overrides, policies: [a1, d1]}, out: {combine: first-applicable, "
       "policies: [d2, 'set:in']}}",
       "A . D D .", "D", "d2"},
      // all-of: every gate that covers the target.
      {"{s: {combine: all-of, policies: [a1, a2, d1]}}", "A A - . .", "A", "a1 a2"},
      {"{s: {combine: all-of, policies: [a1, a2, d1]}}", "A - - . .", "D", "a2"},
      {"{s: {combine: all-of, policies: [a1, a2, d1]}}", "- - - . .", "D", "a1 a2"},
      {"{s: {combine: all-of, policies: [a1, a2, d1]}}", "A A D . .", "D", "d1"},
      {"{s: {combine: all-of, policies: [a1, a2, d1]}}", "A - D . .", "D", "d1"},
      {"{s: {combine: all-of, policies: [a1, a2, d1]}}", "A . . . .", "A",
       "a1"},  // a2 covers something else
      {"{s: {combine: all-of, policies: [a1, a2, d1]}}", ". . - . A", "A", "loose"},
      {"{s: {combine: all-of, policies: [a1, a2, d1]}}", ". . D . A", "D", "d1"},
      // A set that contains a gate is one, and has to allow.
      {"{in: {combine: first-applicable, policies: [a1, d1]}, s: {combine: all-of, policies: "
       "['set:in', a2]}}",
       "- A - . .", "D", "a1"},
      {"{in: {combine: first-applicable, policies: [a1, d1]}, s: {combine: all-of, policies: "
       "['set:in', a2]}}",
       "- A D . .", "D", "d1"},
      {"{in: {combine: first-applicable, policies: [d1, d2]}, s: {combine: all-of, policies: "
       "['set:in', a2]}}",
       ". A - - .", "A", "a2"},
      {"{in: {combine: all-of, policies: [a1, a2]}, s: {combine: deny-overrides, policies: "
       "['set:in']}}",
       "A - . . A", "D", "a2"},
  };
  for (const TreeRow& row : rows) {
    CAPTURE(row.sets);
    CAPTURE(row.yields);
    const SampleWorld world(std::string(kSets) + "sets: " + row.sets + "\n");
    std::vector<Cast> casts;
    std::size_t at = 0;
    for (std::uint32_t policy = 0; policy < 5; ++policy) {
      const std::size_t end = std::min(row.yields.find(' ', at), row.yields.size());
      const std::string letters_of_policy = row.yields.substr(at, end - at);
      if (letters_of_policy != ".")
        casts.push_back({PolicyIndex{policy}, yield(letters_of_policy)});
      at = end + 1;
    }
    const Combined result = combine_all(world.snapshot(), casts);
    CHECK(letters(result.root) == row.root);
    std::string decisive;
    for (const PolicyIndex policy : result.decisive) {
      decisive += (decisive.empty() ? "" : " ") + world.policy_id(policy);
    }
    CHECK(decisive == row.decisive);
  }
}

}  // namespace
}  // namespace accessdrift::interpreting
