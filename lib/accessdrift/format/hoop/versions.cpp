#include "accessdrift/format/hoop/versions.h"

#include "accessdrift/format/source_version.h"

namespace accessdrift::hoop {
namespace {

std::string from(std::string_view since) { return source::since("hoop", since); }

std::string either(std::string_view since, const std::string& then, const std::string& otherwise) {
  return "(" + from(since) + " ? " + then + " : " + otherwise + ")";
}

}  // namespace

std::string counts_exactly(const SourceVersion& version) {
  std::string unknown(kExactCount);
  if (version.version.empty()) return unknown;
  const std::string release = either(kFirstUnknownRelease, unknown, "true");
  const std::string later = "!" + from(kFirstDayAtLeast) + " && " + unknown;
  return either(kFirstDay, either(kFirstUnknownDay, later, "true"), release);
}

std::string refuses_guarded_relays(const SourceVersion& version) {
  if (version.version.empty()) return std::string(kRefusedRelays);
  return either(kFirstDay, from(kFirstDayRefused), from(kFirstRefused));
}

}  // namespace accessdrift::hoop
