#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift::native {

enum class Kind : std::uint8_t {
  User,
  Group,
  Resource,
  Type,
  Policy,
  Set,
  Scope,
  Network,
  Attribute,
  Client
};

/// What a mention of something missing may have meant.
///
/// Small tables are searched by edit distance; of large ones only what is one slip away is looked
/// up. After a bounded number of comparisons no more suggestions are made: a configuration with a
/// million wrong mentions is no slip.
class Suggestions {
 public:
  explicit Suggestions(const Snapshot& snapshot) : snapshot_(snapshot) {}

  /// `did you mean ...?`, or empty.
  [[nodiscard]] std::string for_missing(Kind kind, std::string_view id);
  /// The same over stated candidates.
  [[nodiscard]] std::string among(std::string_view word,
                                  const std::vector<std::string_view>& candidates);

 private:
  [[nodiscard]] const std::vector<std::string_view>& candidates(Kind kind);
  [[nodiscard]] std::optional<std::string> one_slip_away(Kind kind, std::string_view word);
  [[nodiscard]] std::optional<std::string> nearest_of(Kind kind, std::string_view word);
  [[nodiscard]] bool take(std::size_t comparisons);
  [[nodiscard]] bool exists(Kind kind, std::string_view id) const;
  [[nodiscard]] std::size_t table_size(Kind kind) const;

  const Snapshot& snapshot_;
  std::array<std::optional<std::vector<std::string_view>>, 10> candidates_;
  std::size_t left_ = 400'000;
};

}  // namespace accessdrift::native
