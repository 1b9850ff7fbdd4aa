#include "accessdrift/format/proxysql/row_values.h"

#include "accessdrift/base/text.h"

namespace accessdrift::proxysql {
std::int64_t RowValues::integer(std::string_view name, std::int64_t otherwise) {
  const Cell* const cell = row_.find(name);
  if (cell == nullptr || cell->kind == Cell::Kind::Null) return otherwise;
  const bool is_told =
      cell->kind == Cell::Kind::Integer || (row_.is_of_dump && cell->kind == Cell::Kind::Text);
  const std::optional<std::int64_t> number = is_told ? whole_number(cell->text) : std::nullopt;
  if (number) return *number;
  source::warn(reading_, "ignored-line", "ProxySQL passes over this `" + std::string(name) + "`",
               row_.span(cell->place))
      .label = "expected a whole number";
  return otherwise;
}

std::optional<std::string> RowValues::text(std::string_view name) {
  const Cell* const cell = row_.find(name);
  if (cell == nullptr || cell->kind == Cell::Kind::Null) return std::nullopt;
  const bool is_told =
      cell->kind == Cell::Kind::Text || (row_.is_of_dump && cell->kind == Cell::Kind::Integer);
  if (is_told) return cell->text;
  const bool is_broken = cell->kind == Cell::Kind::Other && row_.is_of_dump;
  if (is_broken) {
    source::report(reading_, "invalid-utf8", "this text is not valid UTF-8",
                   row_.span(cell->place));
    return std::nullopt;
  }
  source::warn(reading_, "ignored-line", "ProxySQL passes over this `" + std::string(name) + "`",
               row_.span(cell->place))
      .label = "expected a text in quotes";
  return std::nullopt;
}

std::optional<std::string> RowValues::needed_text(std::string_view name) {
  std::optional<std::string> value = text(name);
  if (!value) (void)check(false, name, "a text");
  return value;
}

Place RowValues::place_of(std::string_view name, Place otherwise) const {
  const Cell* const cell = row_.find(name);
  return cell == nullptr ? otherwise : cell->place;
}

bool RowValues::check(bool fits, std::string_view name, std::string_view expected) {
  if (fits) return true;
  const Place whole{row_.place.begin, row_.place.begin + 1};
  source::warn(reading_, "ignored-line", "ProxySQL does not store this row",
               row_.span(place_of(name, whole)))
      .label = "expected `" + std::string(name) + "`: " + std::string(expected);
  return false;
}

}  // namespace accessdrift::proxysql
