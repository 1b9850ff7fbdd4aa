#include "cli/option_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "accessdrift/base/duration.h"
#include "accessdrift/base/text.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/model/schema.h"

namespace accessdrift::cli {
namespace {

Instant clock() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::floor<std::chrono::seconds>(now).count();
}

/// `a,b`
std::vector<std::string> separated(std::string_view list) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    words.emplace_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

}  // namespace

Result<ColorChoice> color_of(const Words& words) {
  if (const auto choice = parse_color_choice(words.color)) return *choice;
  return failure(usage_error(fmt::format("`{}` is not a choice of colour", shortened(words.color)),
                             "expected auto, always or never"));
}

Result<std::size_t> limit_of(const Words& words) {
  const std::string word = words.limit.value_or("20");
  std::size_t limit = 0;
  const char* const end = word.data() + word.size();
  const auto [stop, problem] = std::from_chars(word.data(), end, limit);
  if (problem == std::errc() && stop == end) return limit;
  return failure(usage_error(fmt::format("`{}` is not a count", shortened(word)),
                             "--limit takes 0 (all) or more"));
}

Result<std::vector<ChangeKind>> kinds_of(const Words& words) {
  constexpr std::array kAll{ChangeKind::Lost, ChangeKind::Gained, ChangeKind::Shifted,
                            ChangeKind::Widened, ChangeKind::Narrowed};
  std::vector<ChangeKind> kinds;
  for (const std::string& list : words.kinds) {
    for (const std::string& word : separated(list)) {
      const auto* const found =
          std::ranges::find(kAll, word, [](ChangeKind kind) { return to_text(kind); });
      if (found == kAll.end()) {
        return failure(usage_error(fmt::format("`{}` is not a kind of change", shortened(word)),
                                   "expected lost, gained, shifted, widened or narrowed"));
      }
      kinds.push_back(*found);
    }
  }
  return kinds;
}

Result<Instant> now_of(const Words& words) {
  if (!words.now) return clock();
  if (const auto date = parse_date(*words.now)) return day_number(*date) * kSecondsPerDay;
  const auto written = parse_instant(*words.now);
  if (written && !written->has_fraction && is_in_range(written->seconds)) return written->seconds;
  return failure(usage_error(fmt::format("`{}` is no day and no instant", shortened(*words.now)),
                             "--now takes 2026-11-24 or 2026-11-24T08:00:00Z"));
}

Result<Instant> from_of(const Words& words) {
  if (!words.at) return clock();
  const auto written = parse_instant(*words.at);
  if (written && !written->has_fraction && is_in_range(written->seconds)) return written->seconds;
  return failure(usage_error(fmt::format("`{}` is not an instant", shortened(*words.at)),
                             "--at takes a date and time: 2026-11-24T08:00:00Z"));
}

Instant asked_from(const Words& words, Instant from) {
  const std::string start = std::string(kTime) + '=';
  for (const std::string& pair : words.set) {
    if (!pair.starts_with(start)) continue;
    const auto told = parse_value(pair.substr(start.size()), {TypeKind::Time, {}, true});
    if (told) return std::get<Time>(*told).instant;
  }
  return from;
}

Result<RequestOptions> request_of(const Words& words) {
  RequestOptions request{words.set, words.ip, words.absent, {}, {}};
  if (words.token_groups) request.groups = separated(*words.token_groups);
  if (!words.error_code) return request;
  int code = 0;
  const char* const end = words.error_code->data() + words.error_code->size();
  const auto [stop, problem] = std::from_chars(words.error_code->data(), end, code);
  if (problem != std::errc() || stop != end || code < 1 || code > 255)
    return failure(
        usage_error(fmt::format("`{}` is not an exit code", shortened(*words.error_code)),
                    "--error-code takes a number from 1 to 255"));
  request.error_code = code;
  return request;
}

FilterWords filter_of(const Words& words, std::vector<ChangeKind> kinds) {
  return {words.identities, words.groups, words.resources, words.actions, std::move(kinds)};
}

Result<ExitChoice> exits_of(const Words& words) {
  const std::string word = words.on_unknown.value_or("warn");
  if (word == "warn") return ExitChoice{OnUnknown::Warn, words.exit_zero};
  if (word == "fail") return ExitChoice{OnUnknown::Fail, words.exit_zero};
  if (word == "ignore") return ExitChoice{OnUnknown::Ignore, words.exit_zero};
  return failure(usage_error(fmt::format("`{}` is not a choice", shortened(word)),
                             "--on-unknown takes warn, fail or ignore"));
}

Result<std::int64_t> soon_of(const Words& words) {
  constexpr std::int64_t kDay = 86'400;
  if (!words.soon) return 30 * kDay;
  const std::string& word = *words.soon;
  if (word.ends_with("d")) {
    std::int64_t days = 0;
    const char* const end = word.data() + word.size() - 1;
    const auto [stop, problem] = std::from_chars(word.data(), end, days);
    if (problem == std::errc() && stop == end && days >= 0 && days <= 36'500) return days * kDay;
  } else if (const auto length = parse_duration(word); length && !length->has_fraction &&
                                                       length->seconds >= 0 &&
                                                       length->seconds <= 36'500 * kDay) {
    return length->seconds;
  }
  return failure(usage_error(fmt::format("`{}` is not a length of time", shortened(word)),
                             "--soon takes days, 30d, or hours, 36h; at most 36500d"));
}

Result<std::optional<Severity>> fail_on_of(const Words& words) {
  using Level = std::optional<Severity>;
  const std::string word = words.fail_on.value_or("warning");
  if (word == "warning") return Level(Severity::Warning);
  if (word == "note") return Level(Severity::Note);
  if (word == "none") return Level();
  return failure(usage_error(fmt::format("`{}` is not a level", shortened(word)),
                             "--fail-on takes warning, note or none"));
}

}  // namespace accessdrift::cli
