#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/region/code_points.h"

namespace accessdrift {

/// The constants of equality and prefix tests, ascending as bytes: a trie that is not written out.
///
/// Cost: n log n to build; log n and the depth of nesting to place a text, without allocation.
class TextWords {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  TextWords() = default;
  /// In any order, repeated or not. REQUIRES: valid UTF-8.
  TextWords(std::vector<std::string> names, std::vector<std::string> prefixes);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  [[nodiscard]] const std::string& operator[](std::uint32_t word) const { return words_[word]; }
  [[nodiscard]] bool is_name(std::uint32_t word) const { return is_name_[word]; }
  [[nodiscard]] bool is_prefix(std::uint32_t word) const { return is_prefix_[word]; }

  struct Place {
    std::uint32_t name;    ///< the word that equals the text and is a name, or `kNone`
    std::uint32_t prefix;  ///< the longest prefix word that the text starts with, or `kNone`
  };
  [[nodiscard]] Place place(std::string_view text) const;

  /// The words that start with the same `depth` bytes, at least one.
  struct Node {
    std::uint32_t first;
    std::uint32_t last;  ///< behind the last word
    std::size_t depth;
  };
  struct Child {
    char32_t point;
    Node node;
  };
  /// REQUIRES: there are words.
  [[nodiscard]] Node root() const { return {0, size(), 0}; }
  [[nodiscard]] Node node_of(std::uint32_t word) const;
  /// The word that ends here, or `kNone`.
  [[nodiscard]] std::uint32_t word_at(const Node& node) const {
    return words_[node.first].size() == node.depth ? node.first : kNone;
  }
  /// The nodes one code point further, ascending.
  [[nodiscard]] std::vector<Child> children(const Node& node) const;

 private:
  void nest();

  std::vector<std::string> words_;
  std::vector<bool> is_name_;
  std::vector<bool> is_prefix_;
  std::vector<std::uint32_t> outer_;  // by word the longest prefix word that it extends
};

}  // namespace accessdrift
