#include "cli/report_side.h"

namespace accessdrift::cli {

ReportSide report_side(const Side& side) {
  return {side.spec, side.note, side.commit ? side.commit->id : std::string()};
}

}  // namespace accessdrift::cli
