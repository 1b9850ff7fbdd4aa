#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "accessdrift/base/calendar.h"
#include "accessdrift/base/diagnostic.h"
#include "accessdrift/base/result.h"
#include "cli/words.h"

namespace accessdrift::cli {

// What single options say, of a command's words. Errors: `usage`.

[[nodiscard]] Result<ColorChoice> color_of(const Words& words);
[[nodiscard]] Result<std::size_t> limit_of(const Words& words);
/// Words may be lists: `gained,lost`.
[[nodiscard]] Result<std::vector<ChangeKind>> kinds_of(const Words& words);
/// `--now`, a day or an instant, else the clock.
[[nodiscard]] Result<Instant> now_of(const Words& words);
/// `--at`, else the clock.
[[nodiscard]] Result<Instant> from_of(const Words& words);
/// Of a question: when the request is made, if that is told.
[[nodiscard]] Instant asked_from(const Words& words, Instant from);
[[nodiscard]] Result<RequestOptions> request_of(const Words& words);
[[nodiscard]] FilterWords filter_of(const Words& words, std::vector<ChangeKind> kinds);
[[nodiscard]] Result<ExitChoice> exits_of(const Words& words);
/// `30d`, or a duration as conditions write it: `36h`.
[[nodiscard]] Result<std::int64_t> soon_of(const Words& words);
[[nodiscard]] Result<std::optional<Severity>> fail_on_of(const Words& words);

}  // namespace accessdrift::cli
