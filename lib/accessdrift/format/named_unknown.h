#pragma once

#include <string>
#include <string_view>

#include "accessdrift/format/format.h"

/// What a reader cannot read exactly becomes a truth value of the request, whose name tells what is
/// said: where that changes, it is another one, so that no change is hidden.
namespace accessdrift::source {

/// A part of an attribute's name, of a text: `require_mfa` of `Require MFA!`.
[[nodiscard]] std::string attribute_word(std::string_view text);
/// Some digits that tell texts apart.
[[nodiscard]] std::string digits_of(std::string_view text);
/// All that a value says, however it is written.
[[nodiscard]] std::string said_in(NodeView value);

/// Declares an attribute of the request, once in a side; `type` has its kind, values and whether it
/// is required.
void declare_attribute(SourceReading& reading, SourceReading::File& file, std::string_view name,
                       AttributeType type, Place place);
/// One that is true or false of every request.
void declare_fact(SourceReading& reading, SourceReading::File& file, std::string_view name,
                  Place place);

}  // namespace accessdrift::source
