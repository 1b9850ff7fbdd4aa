#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/model/value.h"
#include "accessdrift/region/diagram.h"

namespace accessdrift {

/// Who fixes a variable's value (DESIGN §3, attributes).
enum class VariableKind : std::uint8_t { Request, World, Opaque, Slot };

/// Everything that the conditions of the compared sides test one request attribute against; it decides the cells.
struct AttributeTests {
  std::vector<AttributeType> types;                  ///< as each side declares it; a side that does not is left out
  std::vector<Value> constants;                      ///< ints and strings that it is compared with, in any order, repeated or not
  std::vector<std::vector<IpPrefix>> prefix_sets;    ///< of an ip: the networks that it is tested against
};

/// The request attributes and their cells: the classes of values that no test of either side can tell apart, with one example each
/// (DESIGN §5, regions). Absent is a cell of its own unless every type is required. If the two sides declare different types, the values of
/// both are cells; an enum or set holds the values of both sides.
///
/// Levels, in order: ip, ints, strings, enums, sets (one level for *present* unless required, then one Boolean level an element; all elements are out
/// where it is absent), bools; by name within a kind. Deterministic; independent of the order of the tests.
class Universe {
 public:
  /// At most this many cells a level; an attribute with more is an error of the caller's limit handling (`too_many_cells`).
  static constexpr std::uint32_t kMaxCells = 65'536;

  struct LevelInfo {
    std::string attribute;
    VariableKind kind = VariableKind::Request;
    enum class Part : std::uint8_t { Whole, Presence, Element } part = Part::Whole;
    std::string element;                                 ///< of Part::Element
    std::vector<std::optional<Value>> examples;          ///< Whole: by cell; nothing = absent. Presence: cell 0 absent, 1 present. Element: cell 0 out, 1 in
  };

  Universe(const std::map<std::string, AttributeTests, std::less<>>& tests, std::size_t node_limit = std::size_t{1} << 18U);

  [[nodiscard]] Diagrams& diagrams() { return diagrams_; }
  [[nodiscard]] const Diagrams& diagrams() const { return diagrams_; }
  [[nodiscard]] const std::vector<LevelInfo>& levels() const { return levels_; }
  [[nodiscard]] bool has_attribute(std::string_view attribute) const;
  /// Attributes whose cells were over the bound: nothing can be said of what reads them.
  [[nodiscard]] const std::vector<std::string>& too_many_cells() const { return too_many_cells_; }

  /// All that can be sent: a set without its presence has no elements. Every other region is a part of it.
  [[nodiscard]] Region care() const { return care_; }

  /// Where the attribute's value satisfies `holds`, asked once a cell with its example (nothing = absent). Within `care`.
  /// For a set, `relevant` names the elements on which the answer depends; at most 16, else never and `diagrams().is_exhausted()`.
  [[nodiscard]] Region where(std::string_view attribute, const std::function<bool(const std::optional<Value>&)>& holds,
                             std::span<const std::string> relevant = {});
  /// Where a set has a number of elements that satisfies `holds`; absent is asked as nothing. Any number of elements.
  [[nodiscard]] Region where_size(std::string_view attribute, const std::function<bool(std::optional<std::int64_t>)>& holds);

  /// The cell of a level for a request's values; what is not told counts as absent. A required attribute that is absent, and a value that no declared type has, yield nothing.
  [[nodiscard]] std::optional<std::uint32_t> cell_of(Level level, const Told& told) const;
  /// Where the attribute has what was told; `care` if it is not told.
  [[nodiscard]] Region told(std::string_view attribute, const Told& value);

  /// A request in the region, complete for every attribute of the universe: absent wherever the region allows it, else the example of the first cell. Nothing if the region is never.
  [[nodiscard]] std::optional<std::map<std::string, Told, std::less<>>> witness(Region region) const;
  /// Whether a complete request lies in the region.
  [[nodiscard]] bool contains(Region region, const std::map<std::string, Told, std::less<>>& attributes) const;

  /// The prefixes that cover exactly a cell of an ip level, sorted, fewest; IPv4 and IPv6 apart. Empty for absent.
  [[nodiscard]] const std::vector<IpPrefix>& prefixes_of(Level level, std::uint32_t cell) const;

 private:
  std::vector<LevelInfo> levels_;
  Diagrams diagrams_;
  Region care_;
  std::vector<std::string> too_many_cells_;
  // (per-level tables to be filled in)
};

}  // namespace accessdrift
