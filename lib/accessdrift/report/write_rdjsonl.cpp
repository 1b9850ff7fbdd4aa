#include "accessdrift/report/annotations.h"
#include "accessdrift/report/json_writer.h"
#include "accessdrift/report/write_ci.h"

namespace accessdrift {
namespace {

std::string_view rdf_severity(const std::optional<GuardLevel>& level) {
  if (!level) return "INFO";
  return *level == GuardLevel::Warn ? "WARNING" : "ERROR";
}

}  // namespace

std::string write_rdjsonl(const Report& report) {
  std::string out;
  for (const Annotation& annotation : annotations_of(report)) {
    const PlaceText place = shown_region(report, annotation).start;
    JsonWriter json(JsonWriter::Lines::One);
    json.begin_object().key("message").text(annotation.message);
    // No column: it would be one of bytes there.
    json.key("location").begin_object().key("path").text(place.file).key("range").begin_object();
    json.key("start").begin_object().key("line").count(place.line).end_object();
    json.end_object().end_object();
    json.key("severity").text(rdf_severity(annotation.level));
    json.key("source").begin_object().key("name").text("accessdrift").end_object();
    json.key("code").begin_object().key("value").text(annotation.code).end_object();
    json.end_object();
    out += json.take();
  }
  return out;
}

}  // namespace accessdrift
