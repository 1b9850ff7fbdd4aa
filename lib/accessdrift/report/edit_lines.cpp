#include "accessdrift/report/edit_lines.h"

#include <fmt/format.h>

#include <optional>

#include "accessdrift/report/finding_row.h"
#include "accessdrift/report/origin_text.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

std::string place_text(const PlaceText& place) {
  return fmt::format("{}:{}:{}", shown_name(place.file), place.line, place.column);
}

/// Where the other one is at all.
bool has_line_of(const std::optional<PlaceText>& place, const std::optional<PlaceText>& other) {
  return !other || (place && place->file == other->file && place->line == other->line);
}

}  // namespace

bool shows(const ReportEdit& edit, const ReportEdit& other) {
  if (!other.is_implied) return edit_place(edit) == edit_place(other);
  return has_line_of(edit.before, other.before) && has_line_of(edit.after, other.after);
}

std::string edit_place(const ReportEdit& edit) {
  if (!edit.after) return edit.before ? place_text(*edit.before) + " (removed)" : "(no place)";
  std::string out = place_text(*edit.after);
  if (!edit.before) return out;
  const bool is_same_file = edit.before->file == edit.after->file;
  const bool is_same_place = is_same_file && edit.before->line == edit.after->line &&
                             edit.before->column == edit.after->column;
  if (is_same_place) return out;
  if (!is_same_file) return out + " (was " + place_text(*edit.before) + ")";
  return out + fmt::format(" (was {}:{})", edit.before->line, edit.before->column);
}

std::string edit_lines(const std::vector<ReportEdit>& edits, std::size_t indent, bool whole) {
  std::vector<std::string> places;
  places.reserve(edits.size());
  for (const ReportEdit& edit : edits) places.push_back(edit_place(edit));
  const std::size_t width = column_width(places, kPlaceWidth);
  std::string out;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    out += std::string(indent, ' ') + padded(places[i], width) + "  " +
           shown_text(edits[i].what, whole) + short_origin(edits[i]) + "\n";
  }
  return out;
}

}  // namespace accessdrift
