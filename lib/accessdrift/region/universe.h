#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/model/request.h"
#include "accessdrift/model/value.h"
#include "accessdrift/region/diagram.h"
#include "accessdrift/region/value_cells.h"

namespace accessdrift {

/// Who fixes a variable's value (DESIGN §3, attributes).
enum class VariableKind : std::uint8_t { Request, World, Opaque, Slot };

/// The request attributes and their cells: the classes of values that no test of either side can
/// tell apart, with one example each (DESIGN §5, regions). Absent is a cell of its own unless every
/// type is required. An enum or set holds the values of both sides. If the two sides declare
/// different types, the values of both are cells of one level; if one of them is a set, that level
/// has one cell for *a set*.
///
/// Levels, in order: ip, ints, strings, enums, sets (one level for *present* unless required, or
/// the one with the other type's cells, then one Boolean level an element), bools, times (one level
/// for the period and one for what recurs, if anything does); by name within a kind, a mixed one by
/// the first of its kinds, times and sets first. Deterministic; independent of the order of the
/// tests.
///
/// Not every class of what recurs occurs in every period: what cannot be sent lies outside `care`,
/// and every region that this class gives out within it. So must be those that are made of them:
/// complements are taken within `care`.
///
/// What an element level says where the attribute is not a set has no meaning, and no region that
/// this class gives out depends on it; union, intersection, difference and complement keep it so.
/// Regions over elements are therefore to be had from `where`, not from `Diagrams::cells`.
class Universe {
 public:
  /// At most this many cells a level and levels in all; an attribute with more is an error of the
  /// caller's limit handling (`too_many_cells`). Levels of memberships do not count: there may be
  /// any number, and the caller sees to it that no region reads more than `kMaxLevels` of them.
  static constexpr std::uint32_t kMaxCells = 65'536;
  static constexpr std::uint32_t kMaxLevels = 1'024;

  struct LevelInfo {
    std::string attribute;
    VariableKind kind = VariableKind::Request;
    enum class Part : std::uint8_t { Whole, Presence, Element, Recurrence } part = Part::Whole;
    std::string element;  ///< of Part::Element
    /// Whole: by cell; nothing = absent, an empty set = any set, the first instant = a period.
    /// Presence: cell 0 absent, 1 any set. Element: cell 0 false, 1 true. Recurrence: an instant of
    /// the class.
    std::vector<std::optional<Value>> examples;
  };

  /// Whether a test of strings holds for a text: of tests that are not understood.
  using TextOracle = std::function<bool(const TextTest&, std::string_view)>;

  /// With an oracle each test of a string that the cells do not respect is an attribute of its own,
  /// last of all, of the kind Opaque: a Boolean, false where the string is absent. Before them
  /// stand those that `tests` say are opaque.
  explicit Universe(const std::map<std::string, AttributeTests, std::less<>>& tests,
                    std::size_t node_limit = std::size_t{1} << 18U, TextOracle oracle = {});

  [[nodiscard]] Diagrams& diagrams() { return diagrams_; }
  [[nodiscard]] const Diagrams& diagrams() const { return diagrams_; }
  [[nodiscard]] const std::vector<LevelInfo>& levels() const { return levels_; }
  [[nodiscard]] bool has_attribute(std::string_view attribute) const;
  /// Attributes over the bounds, sorted: nothing can be said of what reads them. They have no
  /// level; asking where they have a value exhausts the target.
  [[nodiscard]] const std::vector<std::string>& too_many_cells() const { return too_many_cells_; }

  /// All that can be sent. Every other region is a part of it.
  [[nodiscard]] Region care() const { return care_; }

  /// Where the attribute's value satisfies `holds`, asked once a cell with its example (nothing =
  /// absent). An attribute that the universe does not have is absent. For a set, `relevant` names
  /// the elements on which the answer depends, and `holds` is asked once a subset of those that it
  /// has; at most 16, else never and `diagrams().is_exhausted()`.
  [[nodiscard]] Region where(std::string_view attribute,
                             const std::function<bool(const std::optional<Value>&)>& holds,
                             std::span<const std::string> relevant = {});
  /// What a test asks of a time: when it is by the calendar of all instants, what the clocks show,
  /// or both.
  enum class TimeUse : std::uint8_t { Period, Recurrence, Both };
  /// `where` of a time: `holds` is asked once a period, once a class of what recurs, or once each
  /// of both that go together, with an instant of them.
  [[nodiscard]] Region where_time(std::string_view attribute, TimeUse use,
                                  const std::function<bool(const std::optional<Value>&)>& holds);
  /// Where the time of the request is before an instant. REQUIRES: that is a cut of its tests, or
  /// not after the first instant.
  [[nodiscard]] Region before(Instant end);
  /// Where a set has a number of elements that satisfies `holds`; absent, and a value that is no
  /// set, is asked as nothing. Any number of elements.
  [[nodiscard]] Region where_size(std::string_view attribute,
                                  const std::function<bool(std::optional<std::int64_t>)>& holds);

  /// Where an ip lies in one of the prefixes: as `where`, without asking every cell. Nothing if the
  /// attribute has no addresses, or cells that they cut.
  [[nodiscard]] std::optional<Region> where_address(std::string_view attribute,
                                                    std::span<const IpPrefix> prefixes);
  /// Where it is an address at all. Nothing likewise.
  [[nodiscard]] std::optional<Region> where_any_address(std::string_view attribute);

  /// The cell of a level for a request's values; what is not told counts as absent. A required
  /// attribute that is absent, and a value that no declared type has, yield nothing. Elements of a
  /// set that nobody declares are not looked at here.
  [[nodiscard]] std::optional<std::uint32_t> cell_of(Level level, const Told& told) const;
  /// Where the attribute has what was told, opaque tests of it answered; `care` if it is not told
  /// or the universe does not have the attribute.
  [[nodiscard]] Region told(std::string_view attribute, const Told& value);

  /// A request in the region, complete for every attribute of the universe: absent wherever the
  /// region allows it, else the example of the first cell. Nothing if the region is never.
  [[nodiscard]] std::optional<RequestAttributes> witness(Region region) const;
  /// The name of the attribute that stands for an opaque test of an attribute: `note matching
  /// "(?i)é"`.
  [[nodiscard]] static std::string opaque_name(std::string_view attribute, const TextTest& test);
  /// With what the oracle says of the strings that are told.
  [[nodiscard]] RequestAttributes with_answers(RequestAttributes attributes) const;
  /// Where the oracle says so of the examples of the cells, of strings for which `asked` holds.
  [[nodiscard]] Region as_answered(const std::function<bool(std::string_view)>& asked);

  /// A complete request by its cells, one a level, the oracle asked; what nothing answers counts as
  /// false. Nothing if some attribute has a value that no declared type has.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> cells_of(
      const RequestAttributes& attributes) const;
  /// Whether a complete request lies in the region: whether its cells do.
  [[nodiscard]] bool contains(Region region, const RequestAttributes& attributes) const;

  /// The prefixes that cover exactly a cell of an ip, fewest; IPv4 first, then IPv6, each sorted.
  /// Empty for a cell of anything else.
  [[nodiscard]] std::vector<IpPrefix> prefixes_of(Level level, std::uint32_t cell) const;
  /// REQUIRES: the level's part is Whole.
  [[nodiscard]] const ValueCells& values(Level level) const {
    return *attributes_[attribute_of_[level]].values;
  }

  /// One attribute's levels: a head (whether it is there, or its value), then its elements.
  struct Attribute {
    std::string name;
    VariableKind kind = VariableKind::Request;
    Level first = 0;
    bool has_head = true;
    std::optional<ValueCells> values;          ///< of a head of Part::Whole
    std::optional<std::uint32_t> absent_cell;  ///< of the head
    std::optional<std::uint32_t> set_cell;     ///< of the head: the attribute is a set
    bool has_recurrence = false;               ///< behind the head: of times
    std::vector<std::string> elements;         ///< sorted
    std::string tested;  ///< of an opaque one: which attribute it tests; empty if several, which
                         ///< nothing answers beforehand
    TextTest test = {};  ///< and for what
    bool is_unread = false;                ///< an opaque one that requests tell by its name
    bool is_declared_in_two_ways = false;  ///< a side may not allow what the other does

    [[nodiscard]] Level recurrence() const { return first + 1; }
    [[nodiscard]] Level first_element() const {
      return first + (has_head ? 1U : 0U) + (has_recurrence ? 1U : 0U);
    }
    /// Whether a cell of the head is a period of time.
    [[nodiscard]] bool is_period(std::uint32_t cell) const {
      return values && values->periods().has(cell);
    }
    [[nodiscard]] Level end() const {
      return first_element() + static_cast<Level>(elements.size());
    }
    /// Nothing if no side declares the element.
    [[nodiscard]] std::optional<Level> level_of(std::string_view element) const;
  };
  [[nodiscard]] Told answered(const Attribute& opaque, std::string_view text) const {
    return Told::present(answer(opaque, text));
  }
  /// What the oracle says of a text.
  [[nodiscard]] bool answer(const Attribute& opaque, std::string_view text) const {
    return oracle_(opaque.test, text);
  }
  /// Null if there is none, or over the bounds.
  [[nodiscard]] const Attribute* find(std::string_view attribute) const;
  [[nodiscard]] const std::vector<Attribute>& attributes() const { return attributes_; }
  /// The attribute to which a level belongs.
  [[nodiscard]] const Attribute& attribute_of(Level level) const {
    return attributes_[attribute_of_[level]];
  }

 private:
  using Predicate = std::function<bool(const std::optional<Value>&)>;
  using SizePredicate = std::function<bool(std::optional<std::int64_t>)>;

  [[nodiscard]] std::vector<std::uint32_t> lay_out(
      const std::map<std::string, AttributeTests, std::less<>>& tests);
  [[nodiscard]] static std::vector<LevelInfo> head_of(Attribute& attribute,
                                                      const AttributeTests& tests);
  void add_levels(const std::string& name, const AttributeTests& tests);
  [[nodiscard]] std::optional<std::uint32_t> cell_of(Level level, const Value& value) const;
  [[nodiscard]] Told example_of(const Attribute& attribute,
                                const std::vector<std::uint32_t>& cells) const;
  [[nodiscard]] std::set<std::string> elements_in(const Attribute& attribute,
                                                  const std::vector<std::uint32_t>& cells) const;
  [[nodiscard]] bool has_value(const Attribute& attribute, const Told& told) const;
  [[nodiscard]] bool is_over_bounds(std::string_view attribute) const;
  [[nodiscard]] Region where_unknown(std::string_view attribute,
                                     const std::function<bool()>& holds_if_absent);
  [[nodiscard]] Region where_head(const Attribute& attribute, const Predicate& holds,
                                  Region if_set);
  [[nodiscard]] Region where_time_or_set(const Attribute& attribute, TimeUse use,
                                         const Predicate& holds, Region if_set);
  [[nodiscard]] Region where_period(const Attribute& attribute, std::uint32_t period,
                                    const Predicate& holds);
  [[nodiscard]] const ValueCells* cells_of_addresses(std::string_view attribute) const;
  [[nodiscard]] Region where_cells(Level level, std::span<const ValueCells::Run> inside);
  [[nodiscard]] Region where_class(const Attribute& attribute,
                                   const std::function<bool(std::uint32_t)>& is_in);
  [[nodiscard]] Region within_care(Region region) { return diagrams_.intersect(region, care_); }
  void add_opaque();
  void find_care();
  [[nodiscard]] Region where_elements(std::span<const Level> elements,
                                      std::set<std::string>& chosen, const Predicate& holds);
  [[nodiscard]] Region where_count(const Attribute& attribute, const SizePredicate& holds);

  std::vector<LevelInfo> levels_;
  std::size_t memberships_ = 0;  ///< levels of them
  std::vector<Attribute> attributes_;
  std::vector<std::uint32_t> attribute_of_;                  // by level
  std::map<std::string, std::uint32_t, std::less<>> index_;  // of attributes_
  std::vector<std::string> too_many_cells_;
  TextOracle oracle_;  ///< before what is laid out by it
  Diagrams diagrams_;
  Region care_ = Diagrams::always();
  std::map<Instant, Region> before_;
};

}  // namespace accessdrift
