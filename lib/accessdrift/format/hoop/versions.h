#pragma once

#include <array>
#include <string>
#include <string_view>

#include "accessdrift/format/format.h"

namespace accessdrift::hoop {

/// True of gateways that count approvals exactly (`Counting`), where the version does not tell.
inline constexpr std::string_view kExactCount = "hoop.counts_approvals_exactly";
/// True where sessions of relays that have guardrails are refused; asked only where no version is
/// told.
inline constexpr std::string_view kRefusedRelays = "hoop.refuses_guarded_relays";

/// True where agents refuse native sessions for a guardrail; no version tells.
inline constexpr std::string_view kRefusedSessions = "hoop.refuses_guarded_sessions";

// What is known of versions. A day is a version, too, and its numbers are behind those of all
// releases.
//
// Guarded relays: refused from 1.108.3 on, of 2 July 2026, by the gateway, from 1.119.1 on by the
// agent.
// Counting: releases up to 1.148, of August 2026, count exactly; the other way was merged on or
// after 8 September 2026, in a release whose number is not known.
inline constexpr std::string_view kFirstRefused = "1.108.3";
inline constexpr std::string_view kFirstUnknownRelease = "1.149";
inline constexpr std::string_view kFirstDay = "2000";
inline constexpr std::string_view kFirstDayRefused = "2026.7.2";
inline constexpr std::string_view kFirstUnknownDay = "2026.9.8";
inline constexpr std::string_view kFirstDayAtLeast = "2026.10";
inline constexpr std::array<std::string_view, 6> kVersionChanges = {
    kFirstRefused,    kFirstUnknownRelease, kFirstDay,
    kFirstDayRefused, kFirstUnknownDay,     kFirstDayAtLeast};

/// A condition that is true where the gateway counts exactly.
[[nodiscard]] std::string counts_exactly(const SourceVersion& version);

/// A condition that is true where sessions of guarded relays are refused.
[[nodiscard]] std::string refuses_guarded_relays(const SourceVersion& version);

}  // namespace accessdrift::hoop
