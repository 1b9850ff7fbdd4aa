#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "accessdrift/base/quoted_text.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/region/boxes.h"
#include "accessdrift/region/print.h"
#include "accessdrift/region/restriction.h"

namespace accessdrift {
namespace {

constexpr std::string_view kAnd = " & ";
constexpr std::string_view kOr = " | ";
constexpr std::string_view kNetworks = "networks.";
constexpr std::string_view kWindows = "windows.";
constexpr std::string_view kBetweenTexts = "; ";  // of a window without a name

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

std::string range_text(const Restriction::TimeRange& range) {
  const auto bound = [](std::optional<Instant> instant) {
    return instant ? to_text(*instant) : std::string();
  };
  return bound(range.begin) + ".." + bound(range.end);
}

std::string test_text(const RecurringTest& test, const Vocabulary& vocabulary) {
  const std::string shift = test.shift == 0 ? "" : std::to_string(test.shift) + '@';
  if (test.window.parts.empty()) {
    return shift + std::string(function_of(test.field)) + '(' + test.zone +
           ")=" + joined(test.ranges, ";", [](const IntRange& range) { return range_text(range); });
  }
  const auto named =
      std::ranges::find(vocabulary.windows, test.window, &Vocabulary::NamedWindow::window);
  const std::string word = named == vocabulary.windows.end() || named->name.empty()
                               ? quoted_text(word_of(test.window, vocabulary))
                               : std::string(kWindows) + named->name;
  return shift + (test.is_open ? "" : "!") + word;
}

std::string recurring_text(const Restriction& restriction, const Vocabulary& vocabulary) {
  const auto term_text = [&](const RecurringTerm& term) {
    return joined(term, "+",
                  [&](const RecurringTest& test) { return test_text(test, vocabulary); });
  };
  return restriction.attribute + " in {" + joined(restriction.recurring, ",", term_text) + '}';
}

std::string literal_text(const TextLiteral& literal) {
  return (literal.holds ? "" : "!") + std::string(word_of(literal.test.kind)) + ':' +
         (literal.test.kind == TextTest::Kind::LongerThan ? std::to_string(literal.test.length)
                                                          : quoted_text(literal.test.argument));
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
                restriction.ranges.size() + restriction.times.size() + restriction.values.size() +
                restriction.texts.size());
  for (const std::string& network : restriction.networks)
    items.push_back(std::string(kNetworks) + network);
  for (const IpPrefix& prefix : restriction.prefixes) items.push_back(to_text(prefix));
  for (const IntRange& range : restriction.ranges) items.push_back(range_text(range));
  for (const Restriction::TimeRange& range : restriction.times) items.push_back(range_text(range));
  for (const auto& value : restriction.values) {
    if (value) items.push_back(value_text(*value));
  }
  for (const TextTerm& term : restriction.texts) items.push_back(joined(term, "+", literal_text));
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

/// Nothing for what is no range of instants; a bare `..` means all of them.
std::optional<Restriction::TimeRange> read_time_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  Restriction::TimeRange range;
  for (const auto& [part, bound] : {std::pair(text.substr(0, dots), &range.begin),
                                    std::pair(text.substr(dots + 2), &range.end)}) {
    if (part.empty()) continue;
    const auto written = parse_instant(part);
    if (!written || written->has_fraction) return std::nullopt;
    *bound = written->seconds;
  }
  return range;
}

std::optional<Operator> field_of(std::string_view function) {
  for (auto field = static_cast<int>(Operator::GetFullYear);
       field <= static_cast<int>(Operator::GetSeconds); ++field) {
    if (function_of(static_cast<Operator>(field)) == function) return static_cast<Operator>(field);
  }
  return std::nullopt;
}

/// A window without a name, whose clocks are not known here.
std::optional<Window> read_window(std::string_view texts) {
  std::map<std::string, std::vector<MinuteRange>> minutes;
  while (true) {
    const std::size_t end = texts.find(kBetweenTexts);
    const auto window = parse_time_window(texts.substr(0, end));
    if (!window) return std::nullopt;
    auto& of_zone = minutes[window->zone];
    of_zone.insert(of_zone.end(), window->minutes.begin(), window->minutes.end());
    if (end == std::string_view::npos) break;
    texts.remove_prefix(end + kBetweenTexts.size());
  }
  Window window;
  for (auto& [zone, ranges] : minutes) window.parts.push_back({zone, nullptr, merged(ranges)});
  return window;
}

/// Takes a term apart from the front; every `take` says whether it found what it is for.
class Reader {
 public:
  Reader(std::string_view text, const Vocabulary& vocabulary)
      : rest_(text), vocabulary_(vocabulary) {}

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
    if (take(" in {")) {
      restriction.recurs = true;
      return take_recurring(restriction) ? std::optional(restriction) : std::nullopt;
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

  bool take_recurring(Restriction& restriction) {
    do {
      RecurringTerm& term = restriction.recurring.emplace_back();
      do {
        auto test = take_test();
        if (!test) return false;
        term.push_back(std::move(*test));
      } while (take("+"));
    } while (take(","));
    return take("}");
  }

  std::optional<RecurringTest> take_test() {
    RecurringTest test;
    if (const std::size_t mark = rest_.find('@'); mark < rest_.find_first_of("\"(,}")) {
      const auto shift = read_int(take_until("@"));
      if (!shift) return std::nullopt;
      test.shift = *shift;
      rest_.remove_prefix(1);
    }
    test.is_open = !take("!");
    const bool is_window = rest_.starts_with('"') || rest_.starts_with(kWindows);
    if (!(is_window ? take_window(test) : take_field(test))) return std::nullopt;
    return test;
  }

  bool take_window(RecurringTest& test) {
    if (rest_.starts_with('"')) {
      std::string texts;
      auto window = take_quoted(texts) ? read_window(texts) : std::nullopt;
      if (window) test.window = std::move(*window);
      return window.has_value();
    }
    take(kWindows);
    const auto named =
        std::ranges::find(vocabulary_.windows, take_until("+,}"), &Vocabulary::NamedWindow::name);
    if (named == vocabulary_.windows.end()) return false;
    test.window = named->window;
    return true;
  }

  bool take_field(RecurringTest& test) {
    const auto field = field_of(take_until("("));
    if (!field || !take("(")) return false;
    test.field = *field;
    test.zone = take_until(")");
    if (!take(")=")) return false;
    do {
      const auto range = read_range(take_until(";+,}"));
      if (!range) return false;
      test.ranges.push_back(*range);
    } while (take(";"));
    return true;
  }

  bool take_items(Restriction& restriction) {
    if (!take("{")) return take_item(restriction);
    do {
      if (!take_item(restriction)) return false;
    } while (take(","));
    return take("}");
  }

  [[nodiscard]] bool is_at_text_test() const {
    const std::string_view word = rest_.substr(rest_.starts_with('!') ? 1 : 0);
    return text_test_of(word.substr(0, word.find(':'))).has_value();
  }

  bool take_text_term(TextTerm& term) {
    do {
      TextLiteral& literal = term.emplace_back();
      literal.holds = !take("!");
      const auto kind = text_test_of(take_until(":"));
      if (!kind || !take(":")) return false;
      literal.test.kind = *kind;
      if (*kind != TextTest::Kind::LongerThan) {
        if (!take_quoted(literal.test.argument)) return false;
        continue;
      }
      const auto length = read_int(take_until("+,} "));
      if (!length || !std::in_range<std::uint32_t>(*length)) return false;
      literal.test.length = static_cast<std::uint32_t>(*length);
    } while (take("+"));
    return true;
  }

  bool take_item(Restriction& restriction) {
    if (rest_.starts_with('"')) {
      std::string text;
      if (!take_quoted(text)) return false;
      restriction.values.emplace_back(std::move(text));
      return true;
    }
    if (is_at_text_test()) return take_text_term(restriction.texts.emplace_back());
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
    } else if (const auto times = read_time_range(word)) {
      restriction.times.push_back(*times);
    } else {
      const ParsedPrefix parsed = parse_prefix(word);
      restriction.prefixes.push_back(parsed.prefix);
      return !parsed.problem;
    }
    return true;
  }

  std::string_view rest_;
  const Vocabulary& vocabulary_;
};

}  // namespace

std::string word_of(const Window& window, const Vocabulary& vocabulary) {
  const auto named =
      std::ranges::find(vocabulary.windows, window, &Vocabulary::NamedWindow::window);
  if (named != vocabulary.windows.end() && !named->name.empty()) return named->name;
  return joined(texts_of(window), kBetweenTexts, std::identity{});
}

std::string full_text(const Restriction& restriction, const Vocabulary& vocabulary) {
  if (restriction.recurs) return recurring_text(restriction, vocabulary);
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

std::string full_text(const Term& term, const Vocabulary& vocabulary) {
  return joined(term, kAnd,
                [&](const Restriction& restriction) { return full_text(restriction, vocabulary); });
}

std::string full_text(Universe& universe, Region region, const Vocabulary& vocabulary) {
  if (region == Diagrams::never()) return "never";
  if (region == universe.care()) return "always";
  return full_text(universe, region, first_terms(universe, region, vocabulary, {}), {}, vocabulary);
}

std::string full_text(const Universe& universe, Region region, const FirstTerms& told,
                      std::string_view digest, const Vocabulary& vocabulary) {
  if (region == Diagrams::never()) return "never";
  if (region == universe.care()) return "always";
  std::string text =
      joined(told.terms, kOr, [&](const Term& term) { return full_text(term, vocabulary); });
  if (told.more == 0) return text;
  text += kOr;
  return text += more_ways(told.more) + ", " + std::string(digest) + " in all";
}

std::optional<Region> read_full_text(Universe& universe, std::string_view text,
                                     const Vocabulary& vocabulary) {
  if (text == "never") return Diagrams::never();
  if (text == "always") return universe.care();
  const Words words(universe, vocabulary);
  Reader reader(text, vocabulary);
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
  region = universe.diagrams().intersect(region, universe.care());
  if (!reader.is_at_end() || universe.diagrams().is_exhausted()) return std::nullopt;
  return region;
}

}  // namespace accessdrift
