#include "accessdrift/report/side_text.h"

#include "accessdrift/report/escape.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {

std::string side_text(const ReportSide& side) {
  const std::string commit = side.commit.substr(0, 7);
  std::string out = shown_name(side.spec);
  if (!commit.empty()) out = side.commit == side.spec ? commit : out + " " + commit;
  if (!side.note.empty()) out += " (" + escape_terminal(side.note) + ")";
  return out;
}

}  // namespace accessdrift
