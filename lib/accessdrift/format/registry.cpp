#include "accessdrift/format/registry.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>

#include "accessdrift/format/csv/csv.h"
#include "accessdrift/format/entra/entra.h"
#include "accessdrift/format/gam/gam.h"
#include "accessdrift/format/google_directory/google_directory.h"
#include "accessdrift/format/google_iap/google_iap.h"
#include "accessdrift/format/hoop/hoop.h"
#include "accessdrift/format/keycloak/keycloak.h"
#include "accessdrift/format/ldif/ldif.h"
#include "accessdrift/format/okta/okta.h"
#include "accessdrift/format/scim/scim.h"

namespace accessdrift {
namespace {

/// In the order of their names.
constexpr Format kFormats[] = {
    csv::kFormat,        entra::kFormat, gam::kFormat,      google_directory::kFormat,
    google_iap::kFormat, hoop::kFormat,  keycloak::kFormat, ldif::kFormat,
    okta::kFormat,       scim::kFormat,
};
constexpr std::array<std::string_view, 3> kNativeExtensions = {".yaml", ".yml", ".json"};

bool has_extension(const Format& format, std::string_view path) {
  return std::ranges::any_of(format.extensions,
                             [&](std::string_view end) { return path.ends_with(end); });
}

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  const auto* const found = std::ranges::find(kFormats, name, &Format::name);
  return found == std::end(kFormats) ? nullptr : found;
}

std::vector<std::string> source_extensions() {
  std::vector<std::string> all(kNativeExtensions.begin(), kNativeExtensions.end());
  for (const Format& format : kFormats) {
    for (const std::string_view extension : format.extensions) {
      if (std::ranges::find(all, extension) == all.end()) all.emplace_back(extension);
    }
  }
  return all;
}

bool has_native_extension(std::string_view path) {
  return std::ranges::any_of(kNativeExtensions,
                             [&](std::string_view end) { return path.ends_with(end); });
}

bool may_be_of_a_format(std::string_view path, std::string_view bytes) {
  const auto holds_a_mark = [path](std::string_view some) {
    return std::ranges::any_of(kFormats, [&](const Format& format) {
      // Not `find`, which stops at each quote.
      const auto is_there = [some](std::string_view mark) {
        return ::memmem(some.data(), some.size(), mark.data(), mark.size()) != nullptr;
      };
      return has_extension(format, path) && std::ranges::any_of(format.marks, is_there);
    });
  };
  constexpr std::size_t kFront = 4096;  // where most have one
  return holds_a_mark(bytes.substr(0, kFront)) || holds_a_mark(bytes);
}

std::vector<const Format*> formats_of(std::string_view path, NodeView root) {
  std::vector<const Format*> found;
  for (const Format& format : kFormats) {
    if (has_extension(format, path) && format.recognizes(root)) found.push_back(&format);
  }
  return found;
}

}  // namespace accessdrift
