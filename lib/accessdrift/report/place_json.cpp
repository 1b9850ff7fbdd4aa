#include "accessdrift/report/place_json.h"

#include <string>

namespace accessdrift {

void write_place(JsonWriter& json, const std::optional<PlaceText>& place) {
  if (!place) {
    json.null();
    return;
  }
  json.begin_object()
      .key("file")
      .text(place->file)
      .key("line")
      .count(place->line)
      .key("column")
      .count(place->column)
      .end_object();
}

void write_span(JsonWriter& json, const Span& span) {
  if (!span.is_known()) {
    json.null();
    return;
  }
  write_place(json, place_text(span));
}

void write_edit(JsonWriter& json, const ReportEdit& edit) {
  json.key("id").text(edit.id).key("what").text(edit.what).key("before");
  write_place(json, edit.before);
  json.key("after");
  write_place(json, edit.after);
}

void write_side(JsonWriter& json, const ReportSide& side) {
  json.begin_object().key("spec").text(side.spec);
  if (!side.commit.empty()) json.key("commit").text(side.commit);
  if (!side.note.empty()) json.key("note").text(side.note);
  json.end_object();
}

}  // namespace accessdrift
