#include "accessdrift/format/pgbouncer/asked_connection.h"

#include <algorithm>
#include <array>
#include <functional>
#include <span>

#include "accessdrift/cel/pattern.h"
#include "accessdrift/format/postgresql/pattern.h"

namespace accessdrift::pgbouncer {
namespace {

using hba::Rule;
using TermKind = hba::NameTerm::Kind;
using Numbers = std::vector<std::uint32_t>;

bool is_placeholder(std::string_view name) { return name == kSomebody || name == kSomewhere; }

Fits fits_pattern(const std::string& pattern, std::string_view name) {
  const auto plain = is_placeholder(name) ? std::nullopt : postgresql::plain_pattern(pattern);
  if (!plain) return Fits::Unknown;
  return cel::pattern_matches(*plain, name) ? Fits::Yes : Fits::No;
}

Fits fits_name(const hba::NameTerm& term, std::string_view name, std::string_view other) {
  switch (term.kind) {
    case TermKind::All:
      return Fits::Yes;
    case TermKind::Name:
      return term.text == name ? Fits::Yes : Fits::No;
    case TermKind::SameUser:
      return name == other ? Fits::Yes : Fits::No;
    case TermKind::Replication:
      return Fits::No;
    case TermKind::Member:
      return term.text == name ? Fits::Yes : Fits::Unknown;
    case TermKind::SameRole:
      return name == other ? Fits::Yes : Fits::Unknown;
    case TermKind::Pattern:
      return fits_pattern(term.text, name);
  }
  return Fits::Unknown;
}

Fits fits_names(const std::vector<hba::NameTerm>& terms, std::string_view name,
                std::string_view other) {
  Fits all = Fits::No;
  for (const hba::NameTerm& term : terms) {
    const Fits one = fits_name(term, name, other);
    if (one == Fits::Yes) return one;
    if (one == Fits::Unknown) all = one;
  }
  return all;
}

bool fits_connection(const Rule& rule, const AskedConnection& asked) {
  switch (rule.connection) {
    case hba::Connection::Local:
      return !asked.address;
    case hba::Connection::Host:
    case hba::Connection::HostNoGssEnc:
      return asked.address.has_value();
    case hba::Connection::HostSsl:
      return asked.address && asked.has_tls;
    case hba::Connection::HostNoSsl:
      return asked.address && !asked.has_tls;
    case hba::Connection::HostGssEnc:
      return false;
  }
  return false;
}

Fits fits_address(const hba::Address& address, const AskedConnection& asked) {
  switch (address.kind) {
    case hba::Address::Kind::Local:
    case hba::Address::Kind::All:
      return Fits::Yes;
    case hba::Address::Kind::Networks:
      return std::ranges::any_of(
                 address.networks,
                 [&](const IpPrefix& prefix) { return contains(prefix, *asked.address); })
                 ? Fits::Yes
                 : Fits::No;
    case hba::Address::Kind::Nothing:
      return Fits::No;
    default:
      return Fits::Unknown;
  }
}

using ByName = std::unordered_map<std::string_view, Numbers>;

void index(std::uint32_t number, const std::vector<hba::NameTerm>& terms, ByName& by_name,
           Numbers& of_any) {
  if (!are_names(terms)) {
    of_any.push_back(number);
    return;
  }
  for (const hba::NameTerm& term : terms) {
    if (term.kind != TermKind::Name) continue;
    Numbers& numbers = by_name[term.text];
    if (numbers.empty() || numbers.back() != number) numbers.push_back(number);
  }
}

/// No name has a line feed in it.
constexpr std::string_view kAny = "\n";

std::vector<std::string_view> names_or_any(const std::vector<hba::NameTerm>& terms) {
  if (!are_names(terms)) return {kAny};
  std::vector<std::string_view> names;
  for (const hba::NameTerm& term : terms)
    if (term.kind == TermKind::Name) names.emplace_back(term.text);
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
  return names;
}

const Numbers& of_name(const ByName& by_name, std::string_view name) {
  static const Numbers kNone;
  const auto found = by_name.find(name);
  return found == by_name.end() ? kNone : found->second;
}

}  // namespace

bool are_names(const std::vector<hba::NameTerm>& terms) {
  return std::ranges::all_of(terms, [](const hba::NameTerm& term) {
    return term.kind == TermKind::Name || term.kind == TermKind::Replication;
  });
}

Fits fits(const Rule& rule, const AskedConnection& asked) {
  if (!fits_connection(rule, asked)) return Fits::No;
  const Fits from = fits_address(rule.address, asked);
  if (from == Fits::No) return from;
  const Fits to = fits_names(rule.databases, asked.database, asked.role);
  if (to == Fits::No) return to;
  const Fits who = fits_names(rule.roles, asked.role, asked.database);
  if (who == Fits::No) return who;
  const bool is_known = from == Fits::Yes && to == Fits::Yes && who == Fits::Yes;
  return is_known ? Fits::Yes : Fits::Unknown;
}

std::string way_of(const AskedConnection& asked) {
  if (!asked.address) return "by a Unix socket";
  return "from " + accessdrift::to_text(*asked.address) +
         (asked.has_tls ? " with TLS" : " without TLS");
}

Decider::Decider(const std::vector<Rule>& rules) : rules_(rules) {
  for (std::uint32_t number = 0; number < rules.size(); ++number) {
    index(number, rules[number].roles, by_role_, of_any_role_);
    index(number, rules[number].databases, by_database_, of_any_database_);
    add(number);
  }
}

std::size_t Decider::HashPair::operator()(const Pair& pair) const {
  const std::hash<std::string_view> hash;
  constexpr std::size_t kFactor = 31;
  return hash(pair.first) * kFactor + hash(pair.second);
}

void Decider::add(std::uint32_t number) {
  const Rule& rule = rules_[number];
  std::vector<std::string_view> roles = names_or_any(rule.roles);
  std::vector<std::string_view> databases = names_or_any(rule.databases);
  constexpr std::size_t kMostPairs = 64;
  if (roles.size() * databases.size() > kMostPairs) {
    std::vector<std::string_view>& shorter = roles.size() < databases.size() ? roles : databases;
    shorter = {kAny};
  }
  for (const std::string_view role : roles)
    for (const std::string_view database : databases) by_both_[{role, database}].push_back(number);
}

const Numbers& Decider::about(std::string_view role, std::string_view database) const {
  static const Numbers kNone;
  const auto found = by_both_.find({role, database});
  return found == by_both_.end() ? kNone : found->second;
}

std::size_t Decider::decide(const AskedConnection& asked, Decision& decision) const {
  decision.possible.clear();
  decision.rule = nullptr;
  std::array<std::span<const std::uint32_t>, 4> lists = {
      about(asked.role, asked.database), about(asked.role, kAny), about(kAny, asked.database),
      about(kAny, kAny)};
  std::size_t count = 0;
  for (;; ++count) {
    std::span<const std::uint32_t>* next = nullptr;
    for (std::span<const std::uint32_t>& list : lists)
      if (!list.empty() && (next == nullptr || list.front() < next->front())) next = &list;
    if (next == nullptr) return count;
    const Rule& rule = rules_[next->front()];
    *next = next->subspan(1);
    const Fits one = fits(rule, asked);
    if (one == Fits::Unknown) decision.possible.push_back(&rule);
    if (one != Fits::Yes) continue;
    decision.rule = &rule;
    return count + 1;
  }
}

std::vector<std::uint32_t> Decider::beside(const Rule& rule) const {
  const bool is_by_role = are_names(rule.roles);
  Numbers numbers;
  if (!is_by_role && !are_names(rule.databases)) {
    numbers.resize(rules_.size());
    for (std::uint32_t number = 0; number < numbers.size(); ++number) numbers[number] = number;
    return numbers;
  }
  numbers = is_by_role ? of_any_role_ : of_any_database_;
  for (const hba::NameTerm& term : is_by_role ? rule.roles : rule.databases) {
    const Numbers& named = of_name(is_by_role ? by_role_ : by_database_, term.text);
    numbers.insert(numbers.end(), named.begin(), named.end());
  }
  std::ranges::sort(numbers);
  const auto repeated = std::ranges::unique(numbers);
  numbers.erase(repeated.begin(), repeated.end());
  return numbers;
}

}  // namespace accessdrift::pgbouncer
