#include "accessdrift/report/filter.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "accessdrift/model/request.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {
namespace {

bool selects_any(const std::vector<std::string>& patterns, std::string_view id,
                 bool (*selects)(std::string_view, std::string_view)) {
  return patterns.empty() || std::ranges::any_of(patterns, [&](const std::string& pattern) {
           return selects(pattern, id);
         });
}

/// Removes what `keeps` refuses; a label that no longer fits goes with it.
void narrow(LabelledSet& set, const std::function<bool(const std::string&)>& keeps) {
  TextList::Texts kept;
  std::ranges::copy_if(set.ids, std::back_inserter(kept), keeps);
  if (kept.size() == set.ids.size()) return;
  set.ids = std::move(kept);
  set.parts.clear();
  set.rest = {};
  set.is_everybody = false;
}

bool keeps_identity(const ReportFilter& filter, const std::string& id) {
  if (!selects_any(filter.identities, id, selects_identity)) return false;
  if (filter.groups.empty()) return true;
  return std::ranges::any_of(filter.groups,
                             [&](const std::string& group) { return filter.is_member(id, group); });
}

bool holds(const TextList& ids, const std::string& id) {
  return std::ranges::binary_search(ids, id);
}

/// All parts of a finding have the same regions, so the request of one serves any other; but a URL
/// asks for one of them.
void retarget_witness(ReportFinding& finding) {
  if (!finding.witness) return;
  WitnessText& witness = *finding.witness;
  if (!holds(finding.identities.ids, witness.identity))
    witness.identity = finding.identities.ids.front();
  const bool has_resource = holds(finding.resources.ids, witness.resource);
  const bool has_action = std::ranges::any_of(
      finding.actions, [&](const NamedText& action) { return action.text == witness.action; });
  if (!witness.url.empty()) {
    if (!has_resource || !has_action) finding.witness.reset();
    return;
  }
  if (!has_resource) witness.resource = finding.resources.ids.front();
  if (!has_action) witness.action = finding.actions.front().text;
}

/// Those of who and what is left, the example's first: they are about the action of the example as
/// it was.
void narrow_paths(ReportFinding& finding, const std::string& action) {
  if (!finding.witness || finding.witness->action != action) {
    finding.paths.clear();
    return;
  }
  std::erase_if(finding.paths, [&](const PathText& path) {
    return !holds(finding.identities.ids, path.identity) ||
           !holds(finding.resources.ids, path.resource);
  });
  std::ranges::stable_partition(finding.paths, [&](const PathText& path) {
    return path.identity == finding.witness->identity && path.resource == finding.witness->resource;
  });
}

/// Own edits of who is left; the first of them stands for all.
void narrow_cause(const TextList& identities, ReportCause& cause) {
  for (ReportCause::Own& own : cause.own) {
    std::erase_if(own.of, [&](const auto& one) { return !holds(identities, one.first); });
    if (own.of.empty()) continue;
    const std::size_t edit =
        std::ranges::min(own.of, {}, &std::pair<std::string, std::size_t>::second).second;
    const auto replace = [&](std::vector<std::size_t>& edits) {
      std::ranges::replace(edits, own.edit, edit);
    };
    for (ReportEditSet& set : cause.because) {
      replace(set.edits);
      replace(set.prerequisites);
    }
    replace(cause.undo.edits);
    replace(cause.undo.prerequisites);
    own.edit = edit;
  }
}

bool narrow_finding(ReportFinding& finding, const ReportFilter& filter) {
  if (!filter.kinds.empty() && std::ranges::find(filter.kinds, finding.kind) == filter.kinds.end())
    return false;
  narrow(finding.identities, [&](const std::string& id) { return keeps_identity(filter, id); });
  const auto selects = [](const std::vector<std::string>& patterns, const std::string& id) {
    return selects_any(patterns, id, glob_matches);
  };
  narrow(finding.resources, [&](const std::string& id) {
    return selects(filter.resources, id) ||
           (finding.owners && (selects(filter.resources, finding.owners->before) ||
                               selects(filter.resources, finding.owners->after)));
  });
  std::erase_if(finding.urls,
                [&](const UrlText& url) { return !holds(finding.resources.ids, url.resource); });
  const auto dropped = std::erase_if(finding.actions, [&](const NamedText& action) {
    return std::ranges::none_of(
        action.names, [&](const std::string& name) { return selects(filter.actions, name); });
  });
  if (dropped > 0) finding.is_every_action = false;
  if (finding.identities.ids.empty() || finding.resources.ids.empty() || finding.actions.empty())
    return false;
  const bool has_anonymous = holds(finding.identities.ids, std::string(kAnonymous));
  finding.is_public = finding.is_public && (finding.identities.is_everybody || has_anonymous);
  const std::string action = finding.witness ? finding.witness->action : std::string();
  retarget_witness(finding);
  narrow_paths(finding, action);
  if (finding.cause) narrow_cause(finding.identities.ids, *finding.cause);
  return true;
}

void say_filters(Report& report, const ReportFilter& filter) {
  const auto say = [&](std::string_view what, const std::vector<std::string>& patterns) {
    for (const std::string& pattern : patterns)
      report.filters.push_back(std::string(what) + " " + pattern);
  };
  say("identity", filter.identities);
  say("group", filter.groups);
  say("resource", filter.resources);
  say("action", filter.actions);
  for (const ChangeKind kind : filter.kinds)
    report.filters.push_back("kind " + std::string(to_text(kind)));
}

struct Counted {
  std::set<std::string_view> resources;
  std::size_t entitlements = 0;

  void add(const ReportFinding& finding) {
    resources.insert(finding.resources.ids.begin(), finding.resources.ids.end());
    entitlements += accessdrift::entitlements(finding);
  }
  [[nodiscard]] Report::Count count(std::size_t identities) const {
    return {identities, resources.size(), entitlements};
  }
};

IdentityCounts identities_told(const Report& report) {
  std::map<ChangeKind, std::set<std::string_view>> must;
  std::set<std::string_view> may;
  for (const ReportFinding& finding : report.findings) {
    const TextList& ids = finding.identities.ids;
    (finding.certainty == Certainty::May ? may : must[finding.kind]).insert(ids.begin(), ids.end());
  }
  IdentityCounts counts{{}, may.size()};
  for (const auto& [kind, ids] : must) counts.must[kind] = ids.size();
  return counts;
}

}  // namespace

bool selects_identity(std::string_view pattern, std::string_view id) {
  std::string pattern_buffer;
  std::string id_buffer;
  return glob_matches(folded_identity(pattern, pattern_buffer), folded_identity(id, id_buffer));
}

void count_summary(Report& report) { count_summary(report, identities_told(report)); }

void count_summary(Report& report, const IdentityCounts& identities) {
  std::map<ChangeKind, Counted> must;
  Counted may;
  for (const ReportFinding& finding : report.findings) {
    (finding.certainty == Certainty::May ? may : must[finding.kind]).add(finding);
  }
  for (const ChangeKind kind : {ChangeKind::Lost, ChangeKind::Gained, ChangeKind::Shifted,
                                ChangeKind::Widened, ChangeKind::Narrowed}) {
    const auto known = identities.must.find(kind);
    report.summary[kind] = must[kind].count(known == identities.must.end() ? 0 : known->second);
  }
  report.may = may.count(identities.may);
}

void apply_filter(Report& report, const ReportFilter& filter) {
  if (filter.is_empty()) return;
  std::erase_if(report.findings,
                [&](ReportFinding& finding) { return !narrow_finding(finding, filter); });
  say_filters(report, filter);
  count_summary(report);
}

}  // namespace accessdrift
