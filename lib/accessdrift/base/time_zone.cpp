#include "accessdrift/base/time_zone.h"

#include <algorithm>
#include <iterator>

#include "accessdrift/base/zone_file_data.h"

namespace accessdrift {

bool is_zone_name(std::string_view name) {
  constexpr std::size_t kLongestName = 255;
  const auto is_allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("_+-/").find(c) != std::string_view::npos;
  };
  return !name.empty() && name.size() <= kLongestName && std::ranges::all_of(name, is_allowed) &&
         !name.starts_with('/') && !name.ends_with('/') &&
         name.find("//") == std::string_view::npos;
}

std::optional<TimeZone> TimeZone::parse(std::string_view tzif) {
  const auto data = read_zone_file_data(tzif);
  if (!data) return std::nullopt;
  TimeZone zone;
  zone.first_offset_ = data->first_offset;
  int offset = zone.first_offset_;
  for (const auto& transition : data->transitions) {
    if (transition.offset != offset) zone.changes_.push_back({transition.at, transition.offset});
    offset = transition.offset;
    zone.last_ = transition.at;
  }
  if (zone.last_ >= kEndOfTime) return std::nullopt;
  if (data->rule.empty()) return zone;
  zone.rule_ = PosixTimeZone::parse(data->rule);
  if (!zone.rule_) return std::nullopt;
  const bool is_checkable = zone.last_ >= kFirstInstant;  // not the Big Bang of some files
  if (is_checkable && zone.rule_->offset_at(*zone.last_) != offset) return std::nullopt;
  return zone;
}

bool TimeZone::is_by_rule(Instant instant) const { return rule_ && (!last_ || instant >= *last_); }

int TimeZone::offset_by_file(Instant instant) const {
  const auto next = std::ranges::upper_bound(changes_, instant, {}, &Change::at);
  return next == changes_.begin() ? first_offset_ : std::prev(next)->offset;
}

int TimeZone::offset_at(Instant instant) const {
  return is_by_rule(instant) ? rule_->offset_at(instant) : offset_by_file(instant);
}

std::optional<Instant> TimeZone::next_transition(Instant after) const {
  const auto next = std::ranges::upper_bound(changes_, after, {}, &Change::at);
  if (next != changes_.end()) return next->at;
  if (!rule_) return std::nullopt;
  return rule_->next_transition(last_ ? std::max(after, *last_) : after);
}

Instant TimeZone::regular_from() const {
  return std::max(kFirstInstant, last_.value_or(kFirstInstant));
}

}  // namespace accessdrift
