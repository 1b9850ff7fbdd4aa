#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift {

struct SourceReading;

/// What sides tell each other while files of one format are read, besides names of what is there
/// (`SourceReading::told_apart`): that one lacks something, and what there is of it elsewhere. No
/// edit comes of it.
class BetweenSides {
 public:
  /// `{object, title}`: a text for each part.
  using Item = std::vector<std::string>;
  using Items = std::set<Item>;

  void tell(std::string_view about, Item item = {});
  [[nodiscard]] bool is_told(std::string_view about, const Item& item = {}) const;
  /// All that any side tells.
  [[nodiscard]] const Items& told(std::string_view about) const;

  /// Likewise all that a side has, by what its files are known by. Told again it takes the place of
  /// what that side told before, when it knew less of others. A side that has what another one has
  /// tells nothing new: so a history in which only comments change is not read again and again.
  void tell_all(std::string_view about, const std::string& side, const Items& items);
  [[nodiscard]] bool does_some_side_tell_all(std::string_view about) const {
    return by_side_.contains(about);
  }
  /// Whether a side that tells all it has does not have it.
  [[nodiscard]] bool does_some_side_lack(std::string_view about, const Item& item) const;

  /// How much was told, which never becomes less.
  [[nodiscard]] std::size_t count() const { return count_; }
  friend bool operator==(const BetweenSides&, const BetweenSides&) = default;

 private:
  using Sides = std::map<std::string, Items>;
  std::map<std::string, Items, std::less<>> told_;
  std::map<std::string, Sides, std::less<>> by_side_;
  std::size_t count_ = 0;
};

namespace source {

/// What the files of a side are known by: their names and bytes, and who reads them.
[[nodiscard]] std::string side_of(const SourceReading& reading);

}  // namespace source
}  // namespace accessdrift
