#pragma once

#include <optional>

#include "accessdrift/base/names.h"
#include "accessdrift/base/result.h"
#include "accessdrift/document/document.h"
#include "accessdrift/model/declarations.h"

namespace accessdrift {

/// A native file, read as far as it can be.
struct NativeFile {
  Declarations declarations;
  /// Errors of shape, sorted by place; each is wrong whatever other files say.
  Diagnostics diagnostics;
  /// An error hid a name that other declarations may mention, so that what they mention cannot be
  /// judged.
  bool is_partial = false;
};

/// Turns a document into declarations (DESIGN §6); nothing if its top level lacks the key
/// `accessdrift`.
///
/// Strict: unknown keys, merge keys, wrong types, empty lists in a policy, repeated members,
/// reserved ids and what is not supported are errors, each at its place. Whether mentioned things
/// exist is not asked here. Cost: linear; one look-up in `names` for each mention and no allocation
/// for a user or a member.
[[nodiscard]] std::optional<NativeFile> read_native(const Document& document, Names& names);

/// Whether that gives a file: the top level has the key.
[[nodiscard]] bool has_native_header(NodeView root);

/// Whether a file that cannot be parsed claims to be a native one: a line of it starts with the key
/// `accessdrift`.
[[nodiscard]] bool claims_native_header(std::string_view path, std::string_view bytes);

/// Whether the bytes can hold the header at all; a cheap look that spares parsing.
[[nodiscard]] bool may_hold_native_header(std::string_view bytes);

}  // namespace accessdrift
