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
#include "accessdrift/format/pgbouncer/pgbouncer.h"
#include "accessdrift/format/postgresql/postgresql.h"
#include "accessdrift/format/proxysql/proxysql.h"
#include "accessdrift/format/scim/scim.h"
#include "accessdrift/format/terraform/terraform.h"

namespace accessdrift {
namespace {

/// In the order of their names.
constexpr Format kFormats[] = {
    csv::kFormat,        entra::kFormat,     gam::kFormat,        google_directory::kFormat,
    google_iap::kFormat, hoop::kFormat,      keycloak::kFormat,   ldif::kFormat,
    okta::kFormat,       pgbouncer::kFormat, postgresql::kFormat, proxysql::kFormat,
    scim::kFormat,       terraform::kFormat,
};
/// What one never reads; the others read most of what they are given.
struct Unread {
  std::string_view format;
  std::span<const std::string_view> keys;
};
constexpr Unread kUnread[] = {
    {entra::kFormat.name, entra::kUnread},
    {google_directory::kFormat.name, google_directory::kUnread},
    {okta::kFormat.name, okta::kUnread},
    {scim::kFormat.name, scim::kUnread},
};
constexpr std::array<std::string_view, 3> kNativeExtensions = {".yaml", ".yml", ".json"};

bool has_extension(const Format& format, std::string_view path) {
  return std::ranges::any_of(format.extensions,
                             [&](std::string_view end) { return path.ends_with(end); });
}

bool holds_a_mark(const Format& format, std::string_view bytes) {
  // Not `find`, which stops at each quote.
  return std::ranges::any_of(format.marks, [bytes](std::string_view mark) {
    return ::memmem(bytes.data(), bytes.size(), mark.data(), mark.size()) != nullptr;
  });
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
  return std::ranges::any_of(kFormats, [&](const Format& format) {
    // A whole name, as `pg_hba.conf` is, tells enough.
    const bool is_called_so = std::ranges::any_of(format.extensions, [&](std::string_view end) {
      return !end.starts_with('.') && path.ends_with(end);
    });
    return is_called_so || (has_extension(format, path) && holds_a_mark(format, bytes));
  });
}

std::span<const std::string_view> unread_by(const Format& format) {
  const auto* const found = std::ranges::find(kUnread, format.name, &Unread::format);
  return found == std::end(kUnread) ? std::span<const std::string_view>() : found->keys;
}

const Format* likely_format(std::string_view path, std::string_view front) {
  const auto* const found = std::ranges::find_if(kFormats, [&](const Format& format) {
    return !unread_by(format).empty() && has_extension(format, path) && holds_a_mark(format, front);
  });
  return found == std::end(kFormats) ? nullptr : found;
}

std::vector<const Format*> formats_of(std::string_view path, NodeView root) {
  std::vector<const Format*> found;
  for (const Format& format : kFormats) {
    if (has_extension(format, path) && format.recognizes(root)) found.push_back(&format);
  }
  return found;
}

}  // namespace accessdrift
