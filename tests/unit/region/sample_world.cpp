#include "sample_world.h"

#include <algorithm>
#include <array>
#include <limits>

namespace accessdrift::sample {
namespace {

constexpr std::size_t kMostRequests = 800;
const std::vector<std::string> kTexts{"amber", "blue", "or", "a, b \"c\"", "violet"};
const std::vector<std::string> kElements{"otp", "pwd", "hwk", "a & b"};
const std::vector<std::pair<std::string, std::vector<std::string>>> kNetworks{
    {"everything", {"0.0.0.0/0", "::/0"}},
    {"home", {"198.51.100.0/25"}},
    {"office", {"203.0.113.0/24", "2001:db8::/32"}},
    {"office_lan", {"203.0.113.128/25"}},
    {"one", {"203.0.113.7/32"}},
    {"v6", {"::/0"}},
    {"wide", {"192.0.0.0/3"}},
};

std::uint32_t pick(Random& random, std::size_t count) {
  return static_cast<std::uint32_t>(random() % count);
}

template <typename T>
std::vector<T> some(Random& random, const std::vector<T>& of) {
  std::vector<T> chosen;
  for (const T& one : of) {
    if (random() % 2 == 0) chosen.push_back(one);
  }
  return chosen;
}

bool passes(const std::string& text, const TextTest& test) {
  switch (test.kind) {
    case TextTest::Kind::StartsWith:
      return text.starts_with(test.argument);
    case TextTest::Kind::EndsWith:
      return text.ends_with(test.argument);
    case TextTest::Kind::Contains:
      return text.find(test.argument) != std::string::npos;
    case TextTest::Kind::LongerThan:
      return text.size() > test.length;
    case TextTest::Kind::Below:
      return text < test.argument;
    default:
      return text == test.argument;
  }
}

template <typename T>
const T* get(const std::optional<Value>& value) {
  return value ? std::get_if<T>(&*value) : nullptr;
}

/// Adds what one type brings: tests, atoms, and values to ask about.
struct Builder {
  World& world;
  Random& random;
  std::string name;
  AttributeTests& tests;
  std::vector<std::optional<Value>> values;

  template <typename Holds>
  void add(Holds holds, std::vector<std::string> relevant = {}) {
    world.atoms.push_back({name, holds, std::move(relevant)});
  }

  void add_type(TypeKind kind) {
    AttributeType type{.kind = kind, .values = {}, .is_required = random() % 3 == 0};
    switch (kind) {
      case TypeKind::Bool:
        values.insert(values.end(), {Value{false}, Value{true}});
        add([](const auto& v) { return get<bool>(v) && *get<bool>(v); });
        break;
      case TypeKind::Int:
        add_numbers();
        break;
      case TypeKind::String:
        add_texts(some(random, kTexts), false);
        add_text_tests();
        values.emplace_back(std::string("unheard of"));
        break;
      case TypeKind::Enum:
        type.values = some(random, kTexts);
        add_texts(type.values, true);
        break;
      case TypeKind::Ip:
        add_networks();
        break;
      default:
        type.values = some(random, kElements);
        add_set(type.values);
    }
    tests.types.push_back(type);
  }

  void add_numbers() {
    constexpr std::int64_t kLow = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t kHigh = std::numeric_limits<std::int64_t>::max();
    for (const std::int64_t c : some<std::int64_t>(random, {kLow, -3, 0, 4, 5, 9, kHigh})) {
      tests.constants.emplace_back(c);
      add([c](const auto& v) { return get<std::int64_t>(v) && *get<std::int64_t>(v) <= c; });
      add([c](const auto& v) { return get<std::int64_t>(v) && *get<std::int64_t>(v) == c; });
    }
    for (const std::int64_t c :
         {kLow, kLow + 1, std::int64_t{-4}, std::int64_t{-3}, std::int64_t{0}, std::int64_t{4},
          std::int64_t{5}, std::int64_t{7}, std::int64_t{9}, std::int64_t{10}, kHigh}) {
      values.emplace_back(c);
    }
  }

  void add_texts(const std::vector<std::string>& texts, bool is_enum) {
    for (const std::string& text : texts) {
      if (!is_enum) tests.constants.emplace_back(text);
      values.emplace_back(text);
      add([text](const auto& v) { return get<std::string>(v) && *get<std::string>(v) == text; });
    }
  }

  void add_text_tests() {
    using Kind = TextTest::Kind;
    for (const TextTest& test : some<TextTest>(random, {{Kind::StartsWith, "a"},
                                                        {Kind::EndsWith, "e"},
                                                        {Kind::Contains, "mb"},
                                                        {Kind::LongerThan, "", 4},
                                                        {Kind::Below, "blue"}})) {
      tests.texts.push_back(test);
      add([test](const auto& v) {
        return get<std::string>(v) && passes(*get<std::string>(v), test);
      });
    }
    for (const char* text : {"ae", "alabaster", "mb", "number", "bombe", "aplomb"})
      values.emplace_back(std::string(text));
  }

  void add_networks() {
    for (const auto& network : world.vocabulary.networks) {
      tests.prefix_sets.push_back(network.prefixes);
      const std::vector<IpPrefix> prefixes = network.prefixes;
      add([prefixes](const auto& v) {
        const auto* const address = get<IpAddress>(v);
        return address && std::ranges::any_of(
                              prefixes, [&](const IpPrefix& p) { return contains(p, *address); });
      });
    }
    for (const char* text :
         {"0.0.0.0", "192.0.2.200", "198.51.100.1", "203.0.113.7", "203.0.113.8", "203.0.113.200",
          "255.255.255.255", "2001:db8::9", "2001:db9::", "::1", "::ffff:0:0:1", "ffff::ffff"}) {
      values.emplace_back(ip(text));
    }
  }

  void add_set(const std::vector<std::string>& elements) {
    for (const std::string& element : elements) {
      add(
          [element](const auto& v) {
            const auto* s = get<std::set<std::string>>(v);
            return s && s->contains(element);
          },
          {element});
    }
    add([](const auto& v) { return get<std::set<std::string>>(v) != nullptr; });
    for (std::size_t mask = 0; mask < std::size_t{1} << elements.size(); ++mask) {
      std::set<std::string> set;
      for (std::size_t i = 0; i < elements.size(); ++i) {
        if ((mask >> i & 1U) != 0) set.insert(elements[i]);
      }
      values.emplace_back(std::move(set));
    }
  }
};

bool names(const Restriction& restriction, const std::optional<Value>& value,
           const Vocabulary& vocabulary) {
  const bool is_any_set = value && std::holds_alternative<std::set<std::string>>(*value);
  const std::optional<Value> asked =
      is_any_set ? std::optional<Value>(std::set<std::string>{}) : value;
  if (std::ranges::find_if(restriction.values, [&](const auto& v) { return v == asked; }) !=
      restriction.values.end())
    return true;
  if (const auto* const number = get<std::int64_t>(value)) {
    return std::ranges::any_of(restriction.ranges, [&](const IntRange& r) {
      return (!r.first || *r.first <= *number) && (!r.last || *number <= *r.last);
    });
  }
  if (const auto* const text = get<std::string>(value)) {
    return std::ranges::any_of(restriction.texts, [&](const TextTerm& term) {
      return std::ranges::all_of(term, [&](const TextLiteral& literal) {
        return passes(*text, literal.test) == literal.holds;
      });
    });
  }
  const auto* const address = get<IpAddress>(value);
  if (address == nullptr) return false;
  std::vector<IpPrefix> prefixes = restriction.prefixes;
  for (const std::string& name : restriction.networks) {
    const auto network = std::ranges::find(vocabulary.networks, name, &Vocabulary::Network::name);
    prefixes.insert(prefixes.end(), network->prefixes.begin(), network->prefixes.end());
  }
  return std::ranges::any_of(prefixes, [&](const IpPrefix& p) { return contains(p, *address); });
}

std::optional<Value> value_of(const RequestAttributes& request, const std::string& attribute) {
  const Told& told = request.at(attribute);
  return told.state == Told::State::Present ? std::optional(told.value) : std::nullopt;
}

}  // namespace

IpAddress ip(std::string_view text) { return parse_ip(text).value(); }

IpPrefix prefix(std::string_view text) { return parse_prefix(text).prefix; }

AttributeTests of_type(TypeKind kind, std::vector<std::string> values, bool is_required) {
  return {.types = {{.kind = kind, .values = std::move(values), .is_required = is_required}},
          .constants = {},
          .prefix_sets = {}};
}

World random_world(Random& random) {
  World world;
  for (const auto& [name, texts] : some(random, kNetworks)) {
    Vocabulary::Network network{.name = name, .prefixes = {}};
    for (const std::string& text : texts) network.prefixes.push_back(prefix(text));
    world.vocabulary.networks.push_back(std::move(network));
  }
  constexpr std::array kKinds{TypeKind::Bool, TypeKind::Int,  TypeKind::String,
                              TypeKind::Ip,   TypeKind::Enum, TypeKind::Set};
  world.requests.emplace_back();
  for (const char* const name : {"a", "b.c", "request.ip", "token.scopes"}) {
    if (random() % 4 == 0) continue;
    Builder builder{world, random, name, world.tests[name], {}};
    builder.add_type(kKinds[pick(random, kKinds.size())]);
    if (random() % 3 == 0) builder.add_type(kKinds[pick(random, kKinds.size())]);
    const auto& types = builder.tests.types;
    if (!std::ranges::all_of(types, &AttributeType::is_required)) {
      builder.values.emplace_back();
      builder.add([](const auto& v) { return !v; });
    }
    std::vector<RequestAttributes> longer;
    for (const RequestAttributes& request : world.requests) {
      for (const std::optional<Value>& value : builder.values) {
        longer.push_back(request);
        longer.back()[name] = value ? Told::present(*value) : Told::absent();
      }
    }
    std::ranges::shuffle(longer, random);
    if (longer.size() > kMostRequests) longer.resize(kMostRequests);
    world.requests = std::move(longer);
  }
  return world;
}

Tests with_more_tests(const Tests& tests) {
  Tests more = tests;
  for (auto& [name, of_attribute] : more) {
    std::ranges::reverse(of_attribute.types);
    of_attribute.constants.insert(
        of_attribute.constants.begin(),
        {std::int64_t{-70}, std::int64_t{6}, std::string("aardvark"), std::string("yellow")});
    of_attribute.prefix_sets.insert(
        of_attribute.prefix_sets.begin(),
        {{prefix("203.0.113.64/26")}, {prefix("2001:db8:9::/48"), prefix("10.0.0.0/8")}});
  }
  more["a.a"] = of_type(TypeKind::Bool);
  more["b.b"] = of_type(TypeKind::Set, {"x", "y"});
  more["other.ip"] = of_type(TypeKind::Ip);
  return more;
}

Sample random_sample(const World& world, Universe& universe, Random& random, int depth) {
  Sample sample{Diagrams::never(), std::vector<bool>(world.requests.size())};
  if (world.atoms.empty()) return sample;
  if (depth == 0) {
    const Atom& atom = world.atoms[pick(random, world.atoms.size())];
    sample.region = universe.where(atom.attribute, atom.holds, atom.relevant);
    for (std::size_t i = 0; i < world.requests.size(); ++i)
      sample.answers[i] = atom.holds(value_of(world.requests[i], atom.attribute));
    return sample;
  }
  const Sample a = random_sample(world, universe, random, depth - 1);
  const Sample b = random_sample(world, universe, random, depth - 1);
  Diagrams& d = universe.diagrams();
  const std::uint32_t operation = pick(random, 4);
  if (operation == 0) sample.region = d.unite(a.region, b.region);
  if (operation == 1) sample.region = d.intersect(a.region, b.region);
  if (operation == 2) sample.region = d.subtract(a.region, b.region);
  if (operation == 3) sample.region = d.complement(a.region);
  for (std::size_t i = 0; i < sample.answers.size(); ++i) {
    const bool x = a.answers[i];
    const bool y = b.answers[i];
    sample.answers[i] = operation == 0   ? x || y
                        : operation == 1 ? x && y
                        : operation == 2 ? x && !y
                                         : !x;
  }
  return sample;
}

bool satisfies(const Term& term, const RequestAttributes& request, const Vocabulary& vocabulary) {
  return std::ranges::all_of(term, [&](const Restriction& restriction) {
    const std::optional<Value> value = value_of(request, restriction.attribute);
    if (restriction.element.empty())
      return names(restriction, value, vocabulary) != restriction.is_complement;
    const auto* const set = get<std::set<std::string>>(value);
    const bool has = set != nullptr && set->contains(restriction.element);
    return restriction.values == std::vector<std::optional<Value>>{Value{has}};
  });
}

std::vector<bool> answers(const std::vector<Term>& terms, const World& world) {
  std::vector<bool> answers(world.requests.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    answers[i] = std::ranges::any_of(terms, [&](const Term& term) {
      return satisfies(term, world.requests[i], world.vocabulary);
    });
  }
  return answers;
}

}  // namespace accessdrift::sample
