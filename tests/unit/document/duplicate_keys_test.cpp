#include "accessdrift/document/duplicate_keys.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace accessdrift {
namespace {

/// A document that is a mapping with these keys and null values.
Document mapping_of(const std::vector<std::string>& keys) {
  std::string bytes;
  Document document;
  document.nodes.push_back({0, 0, 0, NodeKind::Mapping, false, false});
  for (const std::string& key : keys) {
    const auto begin = static_cast<std::uint32_t>(bytes.size());
    bytes += key;
    const auto end = static_cast<std::uint32_t>(bytes.size());
    document.nodes.push_back({begin, end, 0, NodeKind::String, false, false});
    document.nodes.push_back({end, end, 0, NodeKind::Null, false, false});
  }
  document.text = std::make_shared<SourceText>("a.json", bytes);
  return document;
}

std::vector<std::uint32_t> key_nodes(std::size_t count) {
  std::vector<std::uint32_t> nodes;
  for (std::size_t i = 0; i < count; ++i) nodes.push_back(static_cast<std::uint32_t>(2 * i + 1));
  return nodes;
}

using Places =
    std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // of the later one, of the first one

Places found(const std::vector<std::string>& keys) {
  const Document document = mapping_of(keys);
  Diagnostics problems;
  find_duplicate_keys(document, key_nodes(keys.size()), problems);
  sort_diagnostics(problems);
  Places places;
  for (const Diagnostic& problem : problems) {
    places.emplace_back(problem.span.place.begin, problem.notes.front().span.place.begin);
  }
  return places;
}

Places expected(const std::vector<std::string>& keys) {
  std::map<std::string, std::uint32_t> first;
  Places places;
  std::uint32_t begin = 0;
  for (const std::string& key : keys) {
    const auto [at, is_new] = first.emplace(key, begin);
    if (!is_new) places.emplace_back(begin, at->second);
    begin += static_cast<std::uint32_t>(key.size());
  }
  return places;
}

TEST_CASE("find_duplicate_keys: finds the same as a map for every size and order") {
  std::mt19937 random(7);
  std::size_t with_duplicates = 0;
  for (int round = 0; round < 2'000; ++round) {
    const std::size_t count = random() % 60;
    const std::size_t range = 1 + random() % 400;
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < count; ++i)
      keys.push_back("k" + std::to_string(1000 + random() % range));
    if (round % 3 == 0) std::ranges::sort(keys);
    REQUIRE(found(keys) == expected(keys));
    if (!expected(keys).empty()) ++with_duplicates;
  }
  CHECK(with_duplicates > 500);
}

TEST_CASE("find_duplicate_keys: sizes around the change of method") {
  for (const std::size_t count : {1U, 2U, 15U, 16U, 17U, 18U}) {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < count; ++i) keys.push_back(std::to_string(100 - i));
    CHECK(found(keys).empty());
    keys.push_back(keys.front());
    CHECK(found(keys) == expected(keys));
    CHECK(found(keys).size() == 1);
  }
}

TEST_CASE("find_duplicate_keys: every repetition points at the first") {
  std::vector<std::string> keys(40, "same");
  const Places places = found(keys);
  REQUIRE(places.size() == 39);
  for (const auto& [again, first] : places) {
    CHECK(first == 0);
    CHECK(again % 4 == 0);
  }
}

}  // namespace
}  // namespace accessdrift
