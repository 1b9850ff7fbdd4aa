#include "accessdrift/format/hba/families.h"

#include <algorithm>

namespace accessdrift::hba {
namespace {

/// Which of IPv4 (1) and IPv6 (2) a rule is about.
int families(const Rule& rule) {
  if (rule.address.kind != Address::Kind::Networks)
    return rule.address.kind == Address::Kind::Local || rule.address.kind == Address::Kind::Nothing
               ? 0
               : 3;
  return rule.address.networks.front().address.is_v4() ? 1 : 2;
}

bool is_whole_family(const Rule& rule) {
  if (rule.address.kind != Address::Kind::Networks || rule.address.networks.size() != 1)
    return false;
  const IpPrefix& network = rule.address.networks.front();
  return network.length == (network.address.is_v4() ? 96 : 0);
}

bool same(const std::vector<NameTerm>& a, const std::vector<NameTerm>& b) {
  return std::ranges::equal(a, b, [](const NameTerm& x, const NameTerm& y) {
    return x.kind == y.kind && x.text == y.text;
  });
}

}  // namespace

std::optional<FamilyGap> family_gap(const std::vector<Rule>& rules, std::size_t number) {
  const Rule& rule = rules[number];
  if (rule.method != Method::Reject || !is_whole_family(rule)) return std::nullopt;
  const int other = families(rule) == 1 ? 2 : 1;
  const bool is_covered = std::ranges::any_of(rules, [&](const Rule& one) {
    return one.method == Method::Reject && (families(one) & other) != 0 &&
           same(one.roles, rule.roles) && same(one.databases, rule.databases);
  });
  if (is_covered) return std::nullopt;
  const auto later = std::find_if(
      rules.begin() + static_cast<std::ptrdiff_t>(number) + 1, rules.end(), [&](const Rule& one) {
        return one.method != Method::Reject && (families(one) & other) != 0;
      });
  if (later == rules.end()) return std::nullopt;
  return FamilyGap{other == 2, &*later};
}

}  // namespace accessdrift::hba
