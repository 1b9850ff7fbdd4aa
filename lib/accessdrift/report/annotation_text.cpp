#include "accessdrift/report/annotation_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "accessdrift/report/finding_row.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kNamesTold = 5;
constexpr std::size_t kActionsTold = 3;
constexpr std::size_t kGuardrailsTold = 3;

using Findings = std::vector<const ReportFinding*>;

std::string first_word(const ReportFinding& finding) {
  const std::string kind(to_text(finding.kind));
  if (finding.certainty == Certainty::May) return "May be " + kind;
  return upper_ascii(kind.substr(0, 1)) + kind.substr(1);
}

/// `a, b and 12 more in the report`
std::string some_names(const std::set<std::string_view>& names) {
  std::string out;
  std::size_t told = 0;
  for (const std::string_view name : names) {
    if (told++ == kNamesTold) break;
    out += (out.empty() ? "" : ", ") + shown_name(name);
  }
  if (names.size() <= kNamesTold) return out;
  return out + fmt::format(" and {} more in the report", grouped(names.size() - kNamesTold));
}

/// What is had, by one finding.
std::string object_of(const ReportFinding& finding) {
  const NameStyle style = [](std::string_view name) { return shown_name(name); };
  const std::string actions = finding.is_every_action
                                  ? std::string("every action")
                                  : listed(texts_of(finding.actions), kActionsTold, style);
  return fmt::format("{} on {}", actions, counted_label(finding.resources, kActionsTold, style));
}

std::string object_of(const Findings& findings) {
  if (findings.size() == 1) return object_of(*findings.front());
  std::set<std::string_view> resources;
  for (const ReportFinding* const finding : findings)
    resources.insert(finding->resources.ids.begin(), finding->resources.ids.end());
  return "access to " + counted(resources.size(), "resource", "resources");
}

std::string cause_text(const Report& report, const ReportFinding& finding) {
  if (!finding.cause || finding.cause->because.front().edits.empty()) return {};
  const std::vector<std::size_t>& edits = finding.cause->because.front().edits;
  std::string out = " Because " + shown_text(report.edits[edits.front()].what);
  if (edits.size() > 1)
    out += ", together with " + counted(edits.size() - 1, "other edit", "other edits");
  return out + ".";
}

std::string guards_text(const Report& report, const Findings& findings) {
  std::set<std::size_t> failing;
  for (const ReportFinding* const finding : findings)
    failing.insert(finding->failing.begin(), finding->failing.end());
  std::string out;
  std::size_t told = 0;
  for (const std::size_t one : failing) {
    if (told++ == kGuardrailsTold) break;
    out += (out.empty() ? " Protected: " : ", ") + shown_text(to_text(report.guardrails[one]));
  }
  return out.empty() ? out : out + ".";
}

}  // namespace

std::string annotation_text(const Report& report,
                            const std::vector<const ReportFinding*>& findings) {
  const ReportFinding& first = *findings.front();
  std::set<std::string_view> identities;
  for (const ReportFinding* const finding : findings)
    identities.insert(finding->identities.ids.begin(), finding->identities.ids.end());
  std::string out =
      fmt::format("{}: {} by {} ({})", first_word(first), object_of(findings),
                  counted(identities.size(), "identity", "identities"), some_names(identities));
  if (findings.size() == 1) out += ", " + when_of(first, false);
  return out + "." + cause_text(report, first) + guards_text(report, findings);
}

}  // namespace accessdrift
