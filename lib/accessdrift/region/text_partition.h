#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/region/text_product.h"
#include "accessdrift/region/text_search.h"
#include "accessdrift/region/text_test.h"
#include "accessdrift/region/text_words.h"

namespace accessdrift {

/// How far tests of texts are reasoned about. Equality and prefix tests need no states.
struct TextBounds {
  std::uint32_t states = 10'000;  ///< of all automata together, run side by side
  std::uint32_t cells = 65'536;

  /// Bounds the time: at most so many times `states` are looked at.
  static constexpr std::uint32_t kMostTries = 50;
  [[nodiscard]] std::uint64_t tries() const { return std::uint64_t{states} * kMostTries; }
  /// And of the patterns, one by one.
  [[nodiscard]] std::uint64_t pattern_work() const { return std::uint64_t{states} * 10'000; }
};

/// The texts of a domain, told apart by tests: by the words of equality and prefix tests, and by
/// the marks of the others' automata.
struct TextPartition {
  TextWords words;
  TextProduct product;
  std::vector<TextClass> classes;   ///< the texts that are no constants
  std::vector<TextTest> exact;      ///< sorted, each once; those of `product.included()` last
  std::vector<TextTest> opaque;     ///< the other tests, sorted, each once
  bool has_opaque_domain = false;   ///< then all texts are told apart
  bool has_too_many_cells = false;  ///< of equality and prefix tests alone; nothing else is told
};

/// Tests are tried as sorted, those that fit are exact. `domain` is a pattern that matches as a
/// whole; nothing: all texts. See `TextCells`.
[[nodiscard]] TextPartition partition_texts(std::vector<TextTest> tests,
                                            const std::optional<std::string>& domain,
                                            const TextBounds& bounds);

}  // namespace accessdrift
