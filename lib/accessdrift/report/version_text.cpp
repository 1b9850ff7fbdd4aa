#include "accessdrift/report/version_text.h"

#include "accessdrift/report/escape.h"

namespace accessdrift {
namespace {

std::string said(const std::string& version) {
  return version.empty() ? "not told" : escape_terminal(version);
}

}  // namespace

std::string version_text(const ReportVersion& version) {
  const std::string before = version.format + " " + said(version.before);
  return version.before == version.after ? before : before + " -> " + said(version.after);
}

}  // namespace accessdrift
