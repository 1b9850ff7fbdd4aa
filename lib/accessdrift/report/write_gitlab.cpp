#include "accessdrift/report/annotations.h"
#include "accessdrift/report/json_writer.h"
#include "accessdrift/report/write_ci.h"

namespace accessdrift {
namespace {

std::string_view gitlab_severity(const std::optional<GuardLevel>& level) {
  if (!level) return "info";
  switch (*level) {
    case GuardLevel::Block:
      return "blocker";
    case GuardLevel::Approve:
      return "critical";
    case GuardLevel::Warn:
      return "major";
  }
  return {};
}

}  // namespace

std::string write_gitlab(const Report& report) {
  JsonWriter json;
  json.begin_array();
  for (const Annotation& annotation : annotations_of(report)) {
    const PlaceText place = shown_region(report, annotation).start;
    json.begin_object().key("description").text(annotation.message);
    json.key("check_name").text(annotation.code).key("fingerprint").text(annotation.digest);
    json.key("severity").text(gitlab_severity(annotation.level));
    json.key("location").begin_object().key("path").text(place.file);
    json.key("lines").begin_object().key("begin").count(place.line).end_object();
    json.end_object().end_object();
  }
  json.end_array();
  return json.take();
}

}  // namespace accessdrift
