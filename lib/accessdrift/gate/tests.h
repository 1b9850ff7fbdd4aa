#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/model/request.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Why a test of the configuration (DESIGN §6) does not pass, of one identity on one target.
struct TestFailure {
  std::string identity, action, resource;  ///< as they are printed
  /// A request that satisfies the condition and is decided otherwise; of an identity under open
  /// conditions with one world.
  RequestAttributes attributes;
};

struct TestResult {
  enum class Kind : std::uint8_t {
    Passes,
    Fails,
    Undecided,    ///< it passes in some worlds, or by some answers of opaque tests
    NobodyMeant,  ///< it names nobody who can sign in, so it tests nothing
    NoRequest,    ///< no request satisfies its condition, likewise
    NotChecked    ///< a bound was hit
  };
  Kind kind = Kind::Passes;
  std::size_t checked = 0;  ///< identities, by action and resource
  std::size_t failed = 0;   ///< of those
  /// Of who fails, or may fail: the first by target and id.
  std::optional<TestFailure> failure;
};

/// Runs every test of a snapshot, over all requests made at `from` or later; `can`: every request
/// that satisfies the condition is allowed, `cannot`: none is. A group means its active members as
/// long as they are that, `member:GROUP` of an open one among them.
///
/// By test, deterministic. Cost: an evaluation of each target of a test.
[[nodiscard]] std::vector<TestResult> run_tests(const std::shared_ptr<const Snapshot>& snapshot,
                                                Instant from);

/// `ana, group:sre can read payroll, wiki when auth.mfa`
[[nodiscard]] std::string test_text(const Snapshot& snapshot, std::size_t test);

}  // namespace accessdrift
