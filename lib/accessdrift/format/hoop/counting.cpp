#include "accessdrift/format/hoop/counting.h"

#include "accessdrift/format/source_version.h"

namespace accessdrift::hoop {

std::string counts_exactly(const SourceVersion& version) {
  std::string unknown(kExactCount);
  if (version.version.empty()) return unknown;
  const auto from = [](std::string_view since) { return source::since("hoop", since); };
  const std::string release = "(" + from(kFirstUnknownRelease) + " ? " + unknown + " : true)";
  const std::string day = "(" + from(kFirstUnknownDay) + " ? !" + from(kFirstDayAtLeast) + " && " +
                          unknown + " : true)";
  return "(" + from(kFirstDay) + " ? " + day + " : " + release + ")";
}

}  // namespace accessdrift::hoop
