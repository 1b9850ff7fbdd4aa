#include "accessdrift/report/redact.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "accessdrift/base/diagnostic_rules.h"
#include "accessdrift/drift/compare.h"
#include "accessdrift/report/hidden_names.h"
#include "accessdrift/report/redacted_edit.h"
#include "accessdrift/report/report.h"
#include "accessdrift/report/shrunk_text.h"

namespace accessdrift {
namespace {

constexpr std::string_view kHidden = "(hidden)";

class ReportRedactor {
 public:
  ReportRedactor(const Comparison& comparison, const Redaction& redaction, Report& report)
      : comparison_(comparison),
        hides_all_(redaction.scope == Redaction::Scope::All),
        names_(redaction.key),
        report_(report) {
    hide_people(comparison, names_);
    if (hides_all_) hide_things(comparison, report, names_);
  }

  void redact() {
    side(report_.before);
    side(report_.after);
    for (std::string* const word : {&report_.plan, &report_.onto, &report_.project}) path(*word);
    for (std::string& source : report_.given_sources) path(source);
    for (std::string& source : report_.sources) path(source);
    std::ranges::sort(report_.sources);
    filters();
    texts(report_.population.unknowns);
    for (PairedIds& pair : report_.paired) {
      text(pair.before);
      text(pair.after);
    }
    for (ReportShrunk& shrunk : report_.shrunk) {
      text(shrunk.group);
      place(shrunk.place);
    }
    edits();
    for (ReportFinding& one : report_.findings) finding(one);
    gate();
    texts(report_.limits_hit);
    for (Diagnostic& warning : report_.warnings) diagnostic(warning);
    for (Vocabulary::Network& network : report_.networks) {
      text(network.name);
      if (hides_all_) network.prefixes.clear();
    }
    digest(report_.digest);
  }

 private:
  void text(std::string& told) { told = names_.in(told); }
  void texts(std::vector<std::string>& all) {
    for (std::string& one : all) text(one);
    std::ranges::sort(all);
  }
  void digest(std::string& told) const {
    if (!told.empty()) told = names_.of_digest(told);
  }
  void path(std::string& told) {
    if (told.empty()) return;
    told = hides_all_ ? names_.of(HiddenKind::File, told) : names_.in(told);
  }
  void place(PlaceText& told) { path(told.file); }
  void place(std::optional<PlaceText>& told) {
    if (told) place(*told);
  }

  void side(ReportSide& told) {
    if (!hides_all_) {
      text(told.spec);
      text(told.note);
      return;
    }
    constexpr std::size_t kCommitDigits = 7;
    const bool is_ours = told.commit.empty() && told.spec == "work tree";
    if (is_ours) return;
    told.spec = told.commit.empty() ? names_.of(HiddenKind::File, told.spec)
                                    : told.commit.substr(0, kCommitDigits);
  }

  /// A pattern may tell a part of a name.
  void filters() {
    for (std::string& filter : report_.filters) {
      const std::size_t blank = filter.find(' ');
      const std::string_view what = std::string_view(filter).substr(0, blank);
      const std::string_view pattern = std::string_view(filter).substr(blank + 1);
      if (what == "identity")
        filter = "identity " + names_.of(HiddenKind::User, pattern);
      else if (hides_all_ && (what == "group" || what == "resource"))
        filter = std::string(what) + " " + names_.of(HiddenKind::Text, pattern);
      else
        text(filter);
    }
  }

  void edits() {
    std::map<std::string, std::string> what_of;  // by id, as it was
    for (std::size_t e = 0; e < report_.edits.size(); ++e) {
      const std::string what = redacted_edit(comparison_.edits[e], hides_all_, names_);
      what_of.emplace(report_.edits[e].id, what);
      edit(report_.edits[e], what);
    }
    for (ReportEdit& same : report_.same) edit(same, what_of.at(same.id));
  }

  void edit(ReportEdit& told, const std::string& what) {
    digest(told.id);
    told.what = what;
    place(told.before);
    place(told.after);
    told.lines_before.clear();
    told.lines_after.clear();
    if (told.seen_at) {
      place(told.seen_at->start);
      told.seen_at->line_hash.clear();
    }
    if (!told.origin) return;
    for (ReportCommit& commit : told.origin->commits) {
      commit.author = names_.of(HiddenKind::User, commit.author);
      commit.subject = kHidden;
    }
  }

  void finding(ReportFinding& told) {
    digest(told.digest);
    digest(told.folded_into);
    set(told.identities);
    set(told.resources);
    if (told.owners) {
      text(told.owners->before);
      text(told.owners->after);
    }
    texts(told.unknowns);
    for (UrlText& url : told.urls) {
      text(url.pattern);
      text(url.resource);
    }
    std::ranges::sort(told.urls);
    for (AnswerText* const one :
         {&told.worlds, &told.before, &told.after, &told.gained, &told.lost})
      answer(*one);
    if (told.requests) answer(*told.requests);
    if (told.witness) witness(*told.witness);
    for (PathText& one : told.paths) decided(one);
    if (!told.cause) return;
    for (ReportCause::Own& own : told.cause->own) {
      for (auto& [identity, edit] : own.of) text(identity);
      std::ranges::sort(own.of);
    }
  }

  void set(LabelledSet& told) {
    for (TextList* const list : {&told.ids, &told.rest}) {
      TextList::Texts ids = *list;
      texts(ids);
      *list = std::move(ids);
    }
    for (LabelledSet::Part& part : told.parts) text(part.name);
  }

  void answer(AnswerText& told) {
    text(told.text);
    const std::string whole = told.digest;
    digest(told.digest);
    if (const std::size_t at = told.full.rfind(whole); !whole.empty() && at != std::string::npos)
      told.full.replace(at, whole.size(), told.digest);
    text(told.full);
    for (Term& term : told.terms) {
      for (Restriction& one : term) restriction(one);
    }
  }

  void restriction(Restriction& told) {
    text(told.attribute);
    text(told.element);
    for (auto& one : told.values) {
      if (one) value(*one);
    }
    for (std::string& network : told.networks) text(network);
    if (hides_all_) {
      for (const IpPrefix& prefix : told.prefixes)
        told.networks.push_back(names_.in(to_text(prefix)));
      told.prefixes.clear();
    }
    for (TextTerm& term : told.texts) {
      for (TextLiteral& literal : term) text(literal.test.argument);
    }
    for (RecurringTerm& term : told.recurring) {
      for (RecurringTest& test : term) text(test.zone);
    }
  }

  void value(Value& told) {
    if (auto* const one = std::get_if<std::string>(&told)) text(*one);
    if (const auto* const address = std::get_if<IpAddress>(&told); address != nullptr && hides_all_)
      told = names_.in(to_text(*address));
    if (auto* const all = std::get_if<std::set<std::string>>(&told)) {
      std::set<std::string> hidden;
      for (const std::string& element : *all) hidden.insert(names_.in(element));
      *all = std::move(hidden);
    }
  }

  void witness(WitnessText& told) {
    text(told.identity);
    text(told.resource);
    text(told.url);
    attributes(told.attributes);
    attributes(told.world);
  }
  /// Classes have the names of words that everybody knows.
  void decided(PathText& told) {
    text(told.identity);
    text(told.resource);
    for (SidePath* const side : {&told.before, &told.after}) {
      text(side->gate);
      for (Stop& stop : side->stops) {
        if (stop.kind != Stop::Kind::Class) text(stop.name);
      }
    }
  }
  void attributes(RequestAttributes& told) {
    RequestAttributes hidden;
    for (auto& [name, one] : told) {
      if (one.state == Told::State::Present) value(one.value);
      hidden.emplace(names_.in(name), std::move(one));
    }
    told = std::move(hidden);
  }

  void gate() {
    for (ReportGuardrail& guardrail : report_.guardrails) {
      protection(guardrail.name);
      place(guardrail.place);
    }
    for (ReportInvariant& invariant : report_.invariants) {
      written(invariant.text, "invariant", invariant.place);
      text(invariant.failing);
      if (!invariant.why.empty()) invariant.why = kHidden;
      place(invariant.place);
    }
    for (ReportNeed& need : report_.needs) this->need(need);
    for (ReportTest& test : report_.tests) {
      written(test.text, "test", test.place);
      place(test.place);
    }
    if (report_.approvals) approvals(*report_.approvals);
  }

  /// `limits` and its parts, `always` and `changed` are words of the project file, everybody's.
  static bool is_keyword(std::string_view name) {
    return name == "limits" || name.starts_with("limits.") || name == "always" || name == "changed";
  }
  void protection(std::string& told) {
    if (is_keyword(told)) return;
    if (hides_all_)
      told = names_.of(HiddenKind::Text, told);
    else
      text(told);
  }
  /// What it says starts with its name.
  void need(ReportNeed& told) {
    if (told.code == kShrunkCode) return;  // of a format
    const std::string name = told.name;
    protection(told.name);
    if (told.what.starts_with(name)) told.what = told.name + told.what.substr(name.size());
    text(told.what);
  }
  /// What somebody wrote can hold globs and values that nothing else tells.
  void written(std::string& told, std::string_view kind, const PlaceText& at) {
    text(told);
    if (hides_all_) told = "the " + std::string(kind) + " in line " + std::to_string(at.line);
  }

  /// An entry may name who is nowhere else.
  void approvals(ReportApprovals& told) {
    if (!told.reason.empty()) told.reason = kHidden;
    for (ReportExpected& entry : told.entries) {
      place(entry.place);
      entry.text = "the entry in line " + std::to_string(entry.place.line);
    }
  }

  /// Messages quote what was read.
  static void diagnostic(Diagnostic& told) {
    const DiagnosticRule* const rule = find_rule(told.code);
    told.message = rule == nullptr ? std::string(kHidden) : std::string(rule->summary);
    told.span = {};
    told.label.clear();
    told.notes.clear();
    told.help.clear();
  }

  const Comparison& comparison_;
  bool hides_all_;
  Pseudonyms names_;
  Report& report_;
};

}  // namespace

std::string_view to_text(Redaction::Scope scope) {
  return scope == Redaction::Scope::All ? "all" : "users";
}

void redact(const Comparison& comparison, const Redaction& redaction, Report& report) {
  report.redacted = to_text(redaction.scope);
  ReportRedactor(comparison, redaction, report).redact();
}

}  // namespace accessdrift
