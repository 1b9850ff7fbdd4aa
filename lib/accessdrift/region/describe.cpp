#include <algorithm>
#include <array>
#include <utility>

#include "accessdrift/base/quoted_text.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/model/schema.h"
#include "accessdrift/region/alternatives.h"
#include "accessdrift/region/nested_networks.h"
#include "accessdrift/region/print.h"
#include "accessdrift/region/restriction.h"

namespace accessdrift {
namespace {

constexpr std::size_t kMostValues = 6;
constexpr std::size_t kMostPhrases = 12;
constexpr std::string_view kIp = "request.ip";
constexpr std::size_t kDateLength = 10;

/// Text as it is, or quoted where a reader could take it for several words or for one of ours.
std::string word(const std::string& text) {
  constexpr std::array<std::string_view, 8> kOurs{"absent", "present", "true", "false",
                                                  "not",    "or",      "nor",  "neither"};
  const bool is_plain = std::ranges::all_of(text, [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || is_bare_word({&c, 1});
  });
  return text.empty() || !is_plain || std::ranges::find(kOurs, text) != kOurs.end()
             ? quoted_text(text)
             : text;
}

std::string listed(std::vector<std::string> words, std::string_view between) {
  if (words.size() > kMostValues) {
    const std::size_t others = words.size() - (kMostValues - 1);
    words.resize(kMostValues - 1);
    words.push_back(std::to_string(others) + " others");
  }
  std::string text;
  for (const std::string& one : words) {
    if (!text.empty()) text += between;
    text += one;
  }
  return text;
}

/// One restriction read aloud.
class Phrase {
 public:
  Phrase(const Universe& universe, const Restriction& restriction, const Vocabulary& vocabulary)
      : attribute_(*universe.find(restriction.attribute)),
        restriction_(restriction),
        vocabulary_(vocabulary) {
    lists_absent_ =
        std::ranges::any_of(restriction.values, [](const auto& value) { return !value; });
    takes_absent_ = attribute_.absent_cell && lists_absent_ != restriction.is_complement;
  }

  [[nodiscard]] std::string text() const {
    if (!restriction_.element.empty()) return membership({word(restriction_.element)});
    if (restriction_.recurs) return recurrence();
    if (restriction_.attribute == kClient && restriction_.texts.empty()) return of_client();
    if (auto told = presence()) return *told;
    if (auto told = of_bool()) return *told;
    const std::vector<std::string> places = addresses();
    const std::vector<std::string> words = values();
    if (!restriction_.times.empty() && words.empty() && places.empty()) return periods();
    if (words.empty()) return of_ip(places);
    return restriction_.is_complement ? none_of(words, places) : one_of(words, places);
  }

  /// Where any of several elements of a set will do.
  [[nodiscard]] std::string text_with(const std::vector<std::string>& elements) const {
    std::vector<std::string> words;
    words.reserve(elements.size());
    for (const std::string& element : elements) words.push_back(word(element));
    return membership(std::move(words));
  }

 private:
  [[nodiscard]] std::string membership(std::vector<std::string> words) const {
    const std::string verb = restriction_.values.front() == Value{true} ? "with " : "without ";
    const std::string which = listed(std::move(words), " or ");
    if (restriction_.attribute == kScopes) return verb + "scope " + which;
    return verb + which + " in " + restriction_.attribute;
  }

  /// `through cli or hr-cli`, `without a client`, `through a client other than cli`.
  [[nodiscard]] std::string of_client() const {
    const std::vector<std::string> clients = values();
    if (!restriction_.is_complement) {
      if (clients.empty()) return "without a client";
      return "through " + listed(clients, " or ") + (lists_absent_ ? " or without a client" : "");
    }
    if (!lists_absent_) return "not through " + listed(clients, " or ");
    return clients.empty() ? "through a client"
                           : "through a client other than " + listed(clients, " and ");
  }

  [[nodiscard]] std::optional<std::string> presence() const {
    if (!lists_absent_ || restriction_.values.size() != 1) return std::nullopt;
    if (!restriction_.ranges.empty() || !restriction_.networks.empty() ||
        !restriction_.prefixes.empty() || !restriction_.times.empty() ||
        !restriction_.texts.empty())
      return std::nullopt;
    return restriction_.attribute + (restriction_.is_complement ? " present" : " absent");
  }

  /// Of an attribute that is a bool and nothing else.
  [[nodiscard]] std::optional<std::string> of_bool() const {
    if (!attribute_.values) return std::nullopt;
    const ValueCells& values = *attribute_.values;
    if (values.bools().count + values.absent().count != values.size() ||
        restriction_.values.size() != 1)
      return std::nullopt;
    const bool is_true = restriction_.values.front() == Value{true};
    const std::string& name = restriction_.attribute;
    if (name.starts_with(kGroupPrefix)) {
      const bool is_in = is_true != restriction_.is_complement;
      return (is_in ? "in group " : "outside group ") + word(name.substr(kGroupPrefix.size()));
    }
    if (restriction_.is_complement) return is_true ? "without " + name : name + " not false";
    if (is_true) return "with " + name;
    return attribute_.absent_cell ? name + " false" : "without " + name;
  }

  /// Of the time of the request nothing is said: `in office_hours`.
  [[nodiscard]] std::string with_attribute(const std::string& text) const {
    return restriction_.attribute == kTime ? text : restriction_.attribute + ' ' + text;
  }

  [[nodiscard]] std::string periods() const {
    std::vector<std::string> words;
    words.reserve(restriction_.times.size());
    for (const Restriction::TimeRange& range : restriction_.times) words.push_back(period(range));
    const std::string text = with_attribute(listed(std::move(words), " or "));
    return takes_absent_ ? restriction_.attribute + " absent or " + text : text;
  }

  /// A day that ends is named by its date, as `until` names it.
  [[nodiscard]] static std::string period(const Restriction::TimeRange& range) {
    const auto date = [](Instant midnight) { return to_text(midnight).substr(0, kDateLength); };
    const auto is_midnight = [](Instant t) { return (t - kFirstInstant) % kSecondsPerDay == 0; };
    std::string text;
    if (range.begin)
      text = "from " + (is_midnight(*range.begin) ? date(*range.begin) : to_text(*range.begin));
    if (!range.end) return text.empty() ? "at any time" : text;
    if (!text.empty()) text += ' ';
    return text + "until " + until_text(*range.end);
  }

  [[nodiscard]] std::string recurrence() const {
    std::vector<std::string> ways;
    for (const RecurringTerm& term : restriction_.recurring) {
      std::string way;
      for (const RecurringTest& test : term) {
        if (!way.empty()) way += " and ";
        way += recurring(test);
      }
      ways.push_back(std::move(way));
    }
    return with_attribute(listed(std::move(ways), " or "));
  }

  [[nodiscard]] static std::string shift_text(std::int64_t shift) {
    if (shift == 0) return {};
    std::string text(1, ' ');
    text += std::to_string(shift > 0 ? shift : -shift);
    return text += shift > 0 ? "s later" : "s earlier";
  }

  [[nodiscard]] static std::string numbers(const IntRange& range) {
    std::string first = range.first ? std::to_string(*range.first) : std::string();
    const std::string last = range.last ? std::to_string(*range.last) : std::string();
    if (range.first == range.last) return first;
    if (!range.first) return "at most " + last;
    return range.last ? first + " to " + last : "at least " + first;
  }

  [[nodiscard]] std::string recurring(const RecurringTest& test) const {
    if (!test.window.parts.empty()) {
      const std::string word = word_of(test.window, vocabulary_) + shift_text(test.shift);
      return (test.is_open ? "in " : "outside ") + word;
    }
    std::vector<std::string> ranges;
    ranges.reserve(test.ranges.size());
    for (const IntRange& range : test.ranges) ranges.push_back(numbers(range));
    return "with " + std::string(function_of(test.field)) + "(" + test.zone + ") " +
           listed(std::move(ranges), " or ") + shift_text(test.shift);
  }

  [[nodiscard]] std::string of_ip(const std::vector<std::string>& places) const {
    std::string where = restriction_.is_complement ? "outside " + listed(places, " and ")
                                                   : "in " + listed(places, " or ");
    const auto nested = restriction_.networks.empty()
                            ? nested_networks(restriction_.prefixes, restriction_.is_complement)
                            : std::nullopt;
    if (nested) {
      where = "in " + listed(texts_of(nested->in), " or ");
      if (!nested->outside.empty())
        where += " outside " + listed(texts_of(nested->outside), " and ");
    }
    if (takes_absent_) return restriction_.attribute + " absent or " + where;
    return restriction_.attribute == kIp ? where : restriction_.attribute + ' ' + where;
  }

  [[nodiscard]] static std::vector<std::string> texts_of(const std::vector<IpPrefix>& networks) {
    std::vector<std::string> texts;
    texts.reserve(networks.size());
    for (const IpPrefix& one : networks) texts.push_back(to_text(one));
    return texts;
  }

  [[nodiscard]] std::string one_of(std::vector<std::string> words,
                                   const std::vector<std::string>& places) const {
    for (const std::string& place : places) words.push_back("in " + place);
    const std::string text = restriction_.attribute + ' ' + listed(std::move(words), " or ");
    return takes_absent_ ? text + " or absent" : text;
  }

  [[nodiscard]] std::string none_of(std::vector<std::string> words,
                                    const std::vector<std::string>& places) const {
    for (const std::string& place : places) words.push_back("in " + place);
    const std::string start = restriction_.attribute + (takes_absent_ ? " absent or " : " ");
    if (const auto most = longest(); most && words.size() == 1)
      return start + length_text(std::nullopt, most);
    const std::string verb = words.size() == 1 ? "not " : "neither ";
    return start + verb + listed(std::move(words), " nor ");
  }

  [[nodiscard]] std::vector<std::string> addresses() const {
    std::vector<std::string> places = restriction_.networks;
    for (const IpPrefix& prefix : restriction_.prefixes) places.push_back(to_text(prefix));
    return places;
  }

  [[nodiscard]] std::vector<std::string> values() const {
    std::vector<std::string> words;
    words.reserve(restriction_.ranges.size() + restriction_.values.size());
    for (const IntRange& range : restriction_.ranges) words.push_back(number_range(range));
    for (const auto& value : restriction_.values) {
      if (!value) continue;
      if (const auto* const text = std::get_if<std::string>(&*value)) {
        words.push_back(word(*text));
      } else {
        words.push_back(std::holds_alternative<bool>(*value) ? to_text(*value) : "any set");
      }
    }
    const bool is_alone = restriction_.texts.size() == 1 && words.empty();
    for (const TextTerm& term : restriction_.texts)
      words.push_back(text_tests(term, is_alone && !restriction_.is_complement && !lists_absent_));
    return words;
  }

  /// Of texts that are not longer than something, and nothing else.
  [[nodiscard]] std::optional<std::uint32_t> longest() const {
    if (restriction_.texts.size() != 1 || restriction_.texts.front().size() != 1)
      return std::nullopt;
    const TextLiteral& literal = restriction_.texts.front().front();
    const bool is_length = literal.test.kind == TextTest::Kind::LongerThan && literal.holds;
    return is_length ? std::optional(literal.test.length) : std::nullopt;
  }

  /// Lengths in one phrase; in parentheses beside others.
  [[nodiscard]] static std::string text_tests(const TextTerm& term, bool is_alone) {
    std::vector<std::string> phrases;
    std::optional<std::uint32_t> above;
    std::optional<std::uint32_t> most;
    for (const TextLiteral& literal : term) {
      if (literal.test.kind != TextTest::Kind::LongerThan) {
        phrases.push_back((literal.holds ? "" : "not ") + text_test(literal.test));
      } else if (literal.holds) {
        above = std::max(above.value_or(0), literal.test.length);
      } else {
        most = std::min(most.value_or(literal.test.length), literal.test.length);
      }
    }
    if (above || most) phrases.push_back(length_text(above, most));
    const bool is_one = phrases.size() == 1;
    const std::string text = listed(std::move(phrases), " and ");
    return is_one || is_alone ? text : '(' + text + ')';
  }

  [[nodiscard]] static std::string text_test(const TextTest& test) {
    std::string argument = quoted_text(test.argument);
    switch (test.kind) {
      case TextTest::Kind::StartsWith:
        return "starting with " + argument;
      case TextTest::Kind::EndsWith:
        return "ending with " + argument;
      case TextTest::Kind::Contains:
        return "containing " + argument;
      case TextTest::Kind::Matches:
        return "matching " + argument;
      case TextTest::Kind::Below:
        return "before " + argument;
      default:
        return argument;
    }
  }

  [[nodiscard]] static std::string length_text(std::optional<std::uint32_t> above,
                                               std::optional<std::uint32_t> most) {
    const auto characters = [](std::uint64_t count) {
      return std::to_string(count) + (count == 1 ? " character" : " characters");
    };
    if (!most) return "longer than " + characters(*above);
    if (!above) return "at most " + characters(*most) + " long";
    const std::uint64_t least = std::uint64_t{*above} + 1;
    if (least == *most) return characters(least) + " long";
    return std::to_string(least) + " to " + characters(*most) + " long";
  }

  /// Of two ways to name an open end the one with a number that some condition has.
  [[nodiscard]] std::string number_range(const IntRange& range) const {
    const NumberCells& numbers = attribute_.values->numbers();
    if (!range.first && !range.last) return "any number";
    if (!range.first) {
      const bool is_tested = numbers.is_constant(*range.last);
      return is_tested ? "at most " + std::to_string(*range.last)
                       : "below " + std::to_string(*range.last + 1);
    }
    if (!range.last) {
      const bool is_tested = numbers.is_constant(*range.first);
      return is_tested ? "at least " + std::to_string(*range.first)
                       : "above " + std::to_string(*range.first - 1);
    }
    const std::string first = std::to_string(*range.first);
    return range.first == range.last ? first : first + " to " + std::to_string(*range.last);
  }

  const Universe::Attribute& attribute_;
  const Restriction& restriction_;
  const Vocabulary& vocabulary_;
  bool lists_absent_ = false;
  bool takes_absent_ = false;
};

std::string read_aloud(const Universe& universe, const Way& way, const Vocabulary& vocabulary) {
  const std::size_t count = way.term.size();
  const std::size_t told = count > kMostPhrases ? kMostPhrases - 1 : count;
  std::string text;
  for (std::size_t i = 0; i < told; ++i) {
    const Phrase phrase(universe, way.term[i], vocabulary);
    if (!text.empty()) text += ", ";
    text += way.varying == i ? phrase.text_with(way.elements) : phrase.text();
  }
  return told == count ? text : text + ", and " + std::to_string(count - told) + " more conditions";
}

/// `only if device.os linux`, `only if not through cli`, but `only with auth.mfa`.
std::string_view opening(const Universe& universe, const Term& term, const Vocabulary& vocabulary) {
  if (term.empty()) return {};
  const std::string phrase = Phrase(universe, term.front(), vocabulary).text();
  const bool is_clause = phrase.starts_with(term.front().attribute) || phrase.starts_with("not ");
  return is_clause ? "only if " : "only ";
}

std::string read_out(const Universe& universe, FirstTerms first, const Vocabulary& vocabulary) {
  std::string text;
  for (const Way& way : with_alternatives(std::move(first.terms), vocabulary)) {
    text += text.empty() ? opening(universe, way.term, vocabulary) : ", or ";
    text += read_aloud(universe, way, vocabulary);
  }
  return first.more == 0 ? text : text + ", or " + more_ways(first.more);
}

}  // namespace

std::string describe(Universe& universe, Region region, const Vocabulary& vocabulary,
                     std::size_t max_terms) {
  if (region == Diagrams::never()) return "never";
  if (region == universe.care()) return "always";
  return read_out(universe, first_terms(universe, region, vocabulary, {.terms = max_terms}),
                  vocabulary);
}

std::string describe(Universe& universe, Region region, const FirstTerms& told,
                     const Vocabulary& vocabulary, std::size_t max_terms) {
  if (region == Diagrams::never()) return "never";
  if (region == universe.care()) return "always";
  const std::size_t count = std::min(told.terms.size(), max_terms);
  const auto end = told.terms.begin() + static_cast<std::ptrdiff_t>(count);
  const std::uint64_t more = told.more + (told.terms.size() - count);
  return read_out(universe, {{told.terms.begin(), end}, std::min(more, kMostCounted)}, vocabulary);
}

}  // namespace accessdrift
