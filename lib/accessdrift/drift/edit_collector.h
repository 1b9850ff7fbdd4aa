#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "accessdrift/drift/edits.h"

namespace accessdrift {

/// Edits of facts as they are found, each with its sentence.
class EditCollector {
 public:
  /// A value or member. `text` is what a reader sees; `key` tells values apart whose texts look
  /// alike, empty where no two do.
  struct Item {
    std::string text;
    Span span;
    std::string key = {};
    const Until* until = nullptr;  ///< of a member, no part of what it is

    [[nodiscard]] auto identity() const { return std::tie(text, key); }
  };

  /// What follows is about a thing that stands here on the after side.
  void within(const Span& thing) { thing_ = thing; }
  /// What follows is about a thing that is a part of this rule; empty: of none.
  void within_rule(std::string_view rule) { rule_ = rule; }

  void add(Edit edit);
  /// Nothing if the two sides are the same.
  void changed(FactKey key, std::optional<Item> before, std::optional<Item> after);
  /// Members of a list whose order means nothing, keyed by what they name.
  void members(const FactKey& list, std::vector<Item> before, std::vector<Item> after);

  /// A list that means something when it is left out: its being there is a fact, too. `key_span` is
  /// where an empty one is told.
  void optional_members(const FactKey& list, const Span& key_span,
                        std::optional<std::vector<Item>> before,
                        std::optional<std::vector<Item>> after);

  /// In the order of places (after side first, else before side), then keys.
  [[nodiscard]] std::vector<Edit> take();

 private:
  std::vector<Edit> edits_;
  Span thing_;
  std::string rule_;
};

}  // namespace accessdrift
