#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/source_reading.h"

/// What policies ask of a sign-in, as attributes of a request. Each is declared where a policy asks
/// for it first; those that Entra knows of every sign-in are never absent.
namespace accessdrift::entra {

inline constexpr std::string_view kCountry = "entra.country";
inline constexpr std::string_view kGpsCountry = "entra.gps_country";
/// Whether the address is one of those that are trusted for MFA, which Graph does not tell.
inline constexpr std::string_view kTrustedAddress = "entra.mfa_trusted_ip";

/// The words that an attribute can be; empty: it is a truth value, or a text.
[[nodiscard]] const std::vector<std::string_view>& words_of(std::string_view attribute);

/// Declares it, once in a side.
void declare_attribute(SourceReading& reading, SourceReading::File& file,
                       std::string_view attribute, Place place);

}  // namespace accessdrift::entra
