#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/model/value.h"
#include "accessdrift/region/ip_cells.h"
#include "accessdrift/region/number_cells.h"
#include "accessdrift/region/text_cells.h"
#include "accessdrift/region/text_test.h"
#include "accessdrift/region/time_cells.h"

namespace accessdrift {

/// Everything that the conditions of the compared sides test one request attribute against; it
/// decides the cells.
struct AttributeTests {
  bool is_world = false;             ///< a side says that it is fixed, but not visible here
  bool is_membership = false;        ///< it tells whether who asks is in a group
  bool is_opaque = false;            ///< no attribute: a Boolean that nobody can tell beforehand
  bool is_unread = false;            ///< likewise, but a request may say that it holds
  std::vector<AttributeType> types;  ///< as each side declares it; a side that does not is left
                                     ///< out
  std::vector<Value>
      constants;  ///< ints and strings that it is compared with, in any order, repeated or not
  std::vector<TextTest> texts = {};  ///< of a string: what it is tested for otherwise
  bool are_texts_over = false;       ///< there are too many of them: it has too many cells
  std::vector<std::vector<IpPrefix>>
      prefix_sets;       ///< of an ip: the networks that it is tested against
  TimeTests times = {};  ///< of a time
};

/// The cells of one attribute's value: absent, bools, ints, strings and enum values, addresses, *a
/// set*, periods of time, in this order, those that its types have. Which set it is, the levels of
/// its elements tell; what the clocks show within a period, that of its recurrence.
class ValueCells {
 public:
  /// Neighbouring cells.
  struct Run {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    [[nodiscard]] bool has(std::uint32_t cell) const {
      return cell >= first && cell - first < count;
    }
    /// This run's part of a set of cells.
    [[nodiscard]] std::vector<bool> of(const std::vector<bool>& inside) const;
  };

  /// There is a cell for absent unless all types are required. With more than `most` cells (of
  /// time: periods or classes) only `size` may be asked, which then is larger.
  ValueCells(const AttributeTests& tests, std::uint32_t most);

  [[nodiscard]] std::uint32_t size() const { return size_; }
  /// Nothing if no type has the value. Of a set the cell that says so, whatever its elements.
  [[nodiscard]] std::optional<std::uint32_t> cell_of(const Value& value) const;
  /// By cell a value in it; nothing = absent, an empty set = a set, the first instant = a period.
  [[nodiscard]] std::vector<std::optional<Value>> examples() const;

  [[nodiscard]] const Run& absent() const { return absent_; }
  [[nodiscard]] const Run& bools() const { return bools_; }
  [[nodiscard]] const Run& ints() const { return ints_; }
  [[nodiscard]] const Run& strings() const { return strings_; }
  [[nodiscard]] const Run& addresses() const { return addresses_; }
  [[nodiscard]] const Run& set() const { return set_; }
  [[nodiscard]] const Run& periods() const { return periods_; }

  /// REQUIRES: ints has cells; likewise below.
  [[nodiscard]] const NumberCells& numbers() const { return *numbers_; }
  [[nodiscard]] const TextCells& texts() const { return *texts_; }
  [[nodiscard]] const IpCells& ips() const { return *ips_; }
  [[nodiscard]] const TimeCells& times() const { return *times_; }

 private:
  Run append(std::uint32_t count);

  [[nodiscard]] std::optional<std::uint32_t> cell_of_type(bool truth) const;
  [[nodiscard]] std::optional<std::uint32_t> cell_of_type(std::int64_t number) const;
  [[nodiscard]] std::optional<std::uint32_t> cell_of_type(const std::string& text) const;
  [[nodiscard]] std::optional<std::uint32_t> cell_of_type(const IpAddress& address) const;
  [[nodiscard]] std::optional<std::uint32_t> cell_of_type(const std::set<std::string>&) const;
  [[nodiscard]] std::optional<std::uint32_t> cell_of_type(const Time& time) const;
  /// No attribute of the request has this type.
  [[nodiscard]] static std::optional<std::uint32_t> cell_of_type(const Duration&) { return {}; }

  std::uint32_t size_ = 0;
  Run absent_, bools_, ints_, strings_, addresses_, set_, periods_;
  std::optional<NumberCells> numbers_;
  std::optional<TextCells> texts_;
  std::optional<IpCells> ips_;
  std::optional<TimeCells> times_;
};

[[nodiscard]] bool has_kind(const AttributeTests& tests, TypeKind kind);
/// The values of the enums, or the elements of the sets, that the sides declare, in the order of
/// declaration.
[[nodiscard]] std::vector<std::string> declared_values(const AttributeTests& tests, TypeKind kind);
/// Whether a request may leave the attribute out: unless all types are required.
[[nodiscard]] bool may_be_absent(const AttributeTests& tests);

}  // namespace accessdrift
