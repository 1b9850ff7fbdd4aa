#include "accessdrift/report/finding_order.h"

#include <tuple>

namespace accessdrift {

std::weak_ordering outline_order(const ReportFinding& a, const ReportFinding& b) {
  const auto key = [](const ReportFinding& f) {
    const int level = f.level ? -static_cast<int>(*f.level) : 1;
    return std::tuple(
        !f.is_public, level,
        std::tie(f.kind, f.certainty, f.surface, f.resources.ids, f.actions, f.identities.ids));
  };
  return key(a) <=> key(b);
}

bool begin_alike(const ReportFinding& a, const ReportFinding& b) {
  const auto key = [](const ReportFinding& f) {
    return std::tie(f.is_public, f.level, f.kind, f.certainty, f.surface);
  };
  const auto& first = a.resources.ids;
  const auto& second = b.resources.ids;
  const bool are_of_none = first.empty() && second.empty();
  return key(a) == key(b) &&
         (are_of_none || (!first.empty() && !second.empty() && first.front() == second.front()));
}

bool comes_before(const ReportFinding& a, const ReportFinding& b) {
  if (const auto order = outline_order(a, b); order != 0) return order < 0;
  const auto key = [](const ReportFinding& f) {
    return std::tie(f.before.full, f.after.full, f.digest, f.part, f.cause);
  };
  return key(a) < key(b);
}

}  // namespace accessdrift
