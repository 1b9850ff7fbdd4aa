#pragma once

#include <memory>

#include "accessdrift/format/native/reading.h"
#include "accessdrift/model/sources.h"

namespace accessdrift {

/// The section `sources` of a project file: formats, each with the globs of its files, or with
/// `files` and its options. Not null.
[[nodiscard]] std::shared_ptr<const Sources> read_sources(native::Reading& reading,
                                                          const native::Entry& section);

}  // namespace accessdrift
