#include "accessdrift/report/set_lines.h"

#include <vector>

#include "accessdrift/report/labels.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {

std::string SetLines::of(const LabelledSet& set, const std::string& intro) const {
  const NameStyle style = [this](std::string_view name) { return shown_name(name, expand); };
  const std::string margin(indent, ' ');
  if (!expand) return margin + intro + long_label(set, limit, style) + "\n";
  std::string out;
  if (!set.parts.empty()) out += margin + intro + short_label(set, 0, style) + ":\n";
  std::vector<std::string> words;
  words.reserve(set.ids.size());
  for (const std::string& id : set.ids) words.push_back(style(id));
  if (set.parts.empty() && !words.empty()) words.front().insert(0, intro);
  return out + wrapped(words, indent);
}

}  // namespace accessdrift
