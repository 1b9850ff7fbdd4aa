#include "accessdrift/report/set_json.h"

#include "accessdrift/report/labels.h"

namespace accessdrift {

void write_set(JsonWriter& json, const LabelledSet& set) {
  constexpr std::size_t kLabelNames = 3;
  const NameStyle as_is = [](std::string_view name) { return std::string(name); };
  json.begin_object().key("label").text(short_label(set, kLabelNames, as_is));
  json.key("count").count(set.ids.size()).key("ids").texts(set.ids).end_object();
}

}  // namespace accessdrift
