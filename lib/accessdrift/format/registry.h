#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/format.h"

namespace accessdrift {

/// All formats but the native one, in byte order of their names.
[[nodiscard]] std::span<const Format> formats();

/// Null: there is none of this name.
[[nodiscard]] const Format* find_format(std::string_view name);

/// The extensions of all formats and of native files, each once.
[[nodiscard]] std::vector<std::string> source_extensions();

/// Whether native files may be called so.
[[nodiscard]] bool has_native_extension(std::string_view path);

/// How many bytes at the front of a file are looked at first: where most have a mark.
inline constexpr std::size_t kFrontOfFile = 4096;

/// Those that may have a file of this name that holds these bytes; a cheap look.
[[nodiscard]] bool may_be_of_a_format(std::string_view path, std::string_view bytes);

/// Keys of mappings in lists that a format never reads, and no other one ever tells a file by: most
/// of what its files hold. They are left out of trees; one given as `key/` is there, without what
/// it holds (`read_json_without`). At most 32.
[[nodiscard]] std::span<const std::string_view> unread_by(const Format& format);

/// The one of which a file of this name most likely is by these bytes of its front, of those that
/// leave most of a file unread. Null: none.
[[nodiscard]] const Format* likely_format(std::string_view path, std::string_view front);

/// Those that take a parsed file for theirs: no more than one if all is well.
[[nodiscard]] std::vector<const Format*> formats_of(std::string_view path, NodeView root);

}  // namespace accessdrift
