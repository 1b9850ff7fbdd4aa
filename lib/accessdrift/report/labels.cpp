#include "accessdrift/report/labels.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

bool is_one_part(const LabelledSet& set) { return set.parts.size() == 1 && set.rest.empty(); }

std::string with_others(std::vector<std::string> words, std::size_t others) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : ", ") + words[i];
  if (others == 0) return out;
  if (!out.empty()) out += " and ";
  return out + counted(others, "other", "others");
}

std::size_t shown_of(std::size_t size, std::size_t limit) {
  return limit == 0 ? size : std::min(size, limit);
}

}  // namespace

std::string listed(const TextList& names, std::size_t limit, const NameStyle& style) {
  const std::size_t shown = shown_of(names.size(), limit);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < shown; ++i) words.push_back(style(names[i]));
  return with_others(std::move(words), names.size() - shown);
}

std::string short_label(const LabelledSet& set, std::size_t limit, const NameStyle& style) {
  if (set.ids.size() == 1) return style(set.ids.front());
  if (is_one_part(set)) return style(set.parts.front().name);
  if (set.parts.empty() && set.rest.empty()) return listed(set.ids, limit, style);
  std::vector<std::string> words;
  words.reserve(set.parts.size());
  for (const LabelledSet::Part& part : set.parts)
    words.push_back(fmt::format("{} ({})", style(part.name), grouped(part.count)));
  const std::size_t shown = shown_of(set.rest.size(), limit);
  for (std::size_t i = 0; i < shown; ++i) words.push_back(style(set.rest[i]));
  return with_others(std::move(words), set.rest.size() - shown);
}

std::string counted_label(const LabelledSet& set, std::size_t limit, const NameStyle& style) {
  const std::string label = short_label(set, limit, style);
  const bool is_counted = set.ids.size() > 1 && is_one_part(set);
  return is_counted ? fmt::format("{} ({})", label, grouped(set.ids.size())) : label;
}

std::string long_label(const LabelledSet& set, std::size_t limit, const NameStyle& style) {
  if (set.ids.size() == 1 || !is_one_part(set)) return short_label(set, limit, style);
  return fmt::format("{} ({})", style(set.parts.front().name), listed(set.ids, limit, style));
}

bool is_abbreviated(const LabelledSet& set, std::size_t limit) {
  if (limit == 0 || set.ids.size() == 1) return false;
  if (is_one_part(set) || (set.parts.empty() && set.rest.empty())) return set.ids.size() > limit;
  return !set.parts.empty() || set.rest.size() > limit;
}

}  // namespace accessdrift
