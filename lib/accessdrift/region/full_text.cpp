#include <algorithm>
#include <charconv>
#include <functional>
#include <set>
#include <utility>

#include "accessdrift/region/boxes.h"
#include "accessdrift/region/print.h"
#include "accessdrift/region/quoted_text.h"
#include "accessdrift/region/restriction.h"

namespace accessdrift {
namespace {

constexpr std::string_view kAnd = " & ";
constexpr std::string_view kOr = " | ";
constexpr std::string_view kNetworks = "networks.";

template <typename Range, typename ToText>
std::string joined(const Range& parts, std::string_view between, const ToText& to_text_of) {
  std::string text;
  for (const auto& part : parts) {
    if (!text.empty()) text += between;
    text += to_text_of(part);
  }
  return text;
}

std::string range_text(const IntRange& range) {
  if (range.first && range.first == range.last) return std::to_string(*range.first);
  const auto bound = [](std::optional<std::int64_t> number) {
    return number ? std::to_string(*number) : std::string();
  };
  return bound(range.first) + ".." + bound(range.last);
}

std::string value_text(const Value& value) {
  if (const auto* const text = std::get_if<std::string>(&value)) return quoted_text(*text);
  if (std::holds_alternative<std::set<std::string>>(value)) return "set";
  return to_text(value);
}

/// What a restriction lists: absent last.
std::vector<std::string> items_of(const Restriction& restriction) {
  std::vector<std::string> items;
  items.reserve(restriction.networks.size() + restriction.prefixes.size() +
                restriction.ranges.size() + restriction.values.size());
  for (const std::string& network : restriction.networks)
    items.push_back(std::string(kNetworks) + network);
  for (const IpPrefix& prefix : restriction.prefixes) items.push_back(to_text(prefix));
  for (const IntRange& range : restriction.ranges) items.push_back(range_text(range));
  for (const auto& value : restriction.values) {
    if (value) items.push_back(value_text(*value));
  }
  if (std::ranges::any_of(restriction.values, [](const auto& value) { return !value; }))
    items.emplace_back("absent");
  return items;
}

std::optional<std::int64_t> read_int(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<IntRange> read_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    const auto number = read_int(text);
    return number ? std::optional(IntRange{number, number}) : std::nullopt;
  }
  const std::string_view first = text.substr(0, dots);
  const std::string_view last = text.substr(dots + 2);
  const IntRange range{read_int(first), read_int(last)};
  if (range.first.has_value() == first.empty() || range.last.has_value() == last.empty())
    return std::nullopt;
  return range;
}

/// Takes a term apart from the front; every `take` says whether it found what it is for.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }

  bool take(std::string_view what) {
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }

  std::optional<Restriction> take_restriction() {
    Restriction restriction;
    restriction.attribute = take_until(" =!");
    const bool has = take(" has ");
    if (has || take(" lacks ")) {
      restriction.values.emplace_back(has);
      return take_element(restriction.element) ? std::optional(restriction) : std::nullopt;
    }
    restriction.is_complement = take(" present");
    if (restriction.is_complement || take(" absent")) {
      restriction.values.emplace_back();
      return restriction;
    }
    restriction.is_complement = take("!");
    if (!take("=") || !take_items(restriction)) return std::nullopt;
    return restriction;
  }

 private:
  std::string_view take_until(std::string_view ends) {
    const std::string_view taken = rest_.substr(0, rest_.find_first_of(ends));
    rest_.remove_prefix(taken.size());
    return taken;
  }

  bool take_element(std::string& element) {
    if (rest_.starts_with('"')) return take_quoted(element);
    element = take_until(" ");
    return is_bare_word(element);
  }

  bool take_quoted(std::string& text) {
    auto taken = take_quoted_text(rest_);
    if (taken) text = std::move(*taken);
    return taken.has_value();
  }

  bool take_items(Restriction& restriction) {
    if (!take("{")) return take_item(restriction);
    do {
      if (!take_item(restriction)) return false;
    } while (take(","));
    return take("}");
  }

  bool take_item(Restriction& restriction) {
    if (rest_.starts_with('"')) {
      std::string text;
      if (!take_quoted(text)) return false;
      restriction.values.emplace_back(std::move(text));
      return true;
    }
    std::string_view word = take_until(" ,}");
    if (word == "absent") {
      restriction.values.emplace_back();
    } else if (word == "true" || word == "false") {
      restriction.values.emplace_back(word == "true");
    } else if (word == "set") {
      restriction.values.emplace_back(std::set<std::string>{});
    } else if (word.starts_with(kNetworks)) {
      restriction.networks.emplace_back(word.substr(kNetworks.size()));
    } else if (const auto range = read_range(word)) {
      restriction.ranges.push_back(*range);
    } else {
      const ParsedPrefix parsed = parse_prefix(word);
      restriction.prefixes.push_back(parsed.prefix);
      return !parsed.problem;
    }
    return true;
  }

  std::string_view rest_;
};

}  // namespace

std::string full_text(const Restriction& restriction) {
  if (!restriction.element.empty()) {
    const bool has = restriction.values.front() == Value{true};
    const std::string element =
        is_bare_word(restriction.element) ? restriction.element : quoted_text(restriction.element);
    return restriction.attribute + (has ? " has " : " lacks ") + element;
  }
  const std::vector<std::string> items = items_of(restriction);
  if (items.size() == 1 && items.front() == "absent") {
    return restriction.attribute + (restriction.is_complement ? " present" : " absent");
  }
  const bool is_one_bool =
      items.size() == 1 && (items.front() == "true" || items.front() == "false");
  const std::string list = joined(items, ",", std::identity{});
  return restriction.attribute + (restriction.is_complement ? "!=" : "=") +
         (is_one_bool ? list : '{' + list + '}');
}

std::string full_text(const Term& term) {
  return joined(term, kAnd, [](const Restriction& restriction) { return full_text(restriction); });
}

std::string full_text(Universe& universe, Region region, const Vocabulary& vocabulary) {
  if (region == Diagrams::never()) return "never";
  if (region == Diagrams::always()) return "always";
  return joined(cover(universe, region, vocabulary), kOr,
                [](const Term& term) { return full_text(term); });
}

std::optional<Region> read_full_text(Universe& universe, std::string_view text,
                                     const Vocabulary& vocabulary) {
  if (text == "never") return Diagrams::never();
  if (text == "always") return Diagrams::always();
  const Words words(universe, vocabulary);
  Reader reader(text);
  Region region = Diagrams::never();
  do {
    Box box;
    do {
      const auto restriction = reader.take_restriction();
      auto cells = restriction ? words.cells(*restriction) : std::nullopt;
      if (!cells || !box.insert(std::move(*cells)).second) return std::nullopt;
    } while (reader.take(kAnd));
    region = universe.diagrams().unite(region, region_of(universe, box));
  } while (reader.take(kOr));
  if (!reader.is_at_end() || universe.diagrams().is_exhausted()) return std::nullopt;
  return region;
}

}  // namespace accessdrift
