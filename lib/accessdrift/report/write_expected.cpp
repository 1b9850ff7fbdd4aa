#include "accessdrift/report/write_expected.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "accessdrift/base/text.h"
#include "accessdrift/report/escape.h"

namespace accessdrift {
namespace {

/// Longer situations are told by the digest alone.
constexpr std::size_t kLongestWhen = 120;

/// Plain words that YAML reads as something else than a text, in one version or another.
constexpr std::array<std::string_view, 12> kNoTexts = {
    "true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "none", "inf"};

/// A YAML scalar in a flow mapping that is read as this text.
std::string scalar(std::string_view text) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::string_view kOthers = "0123456789._@/+-:";
  const auto is_plain_letter = [&](char c) {
    return kLetters.find(c) != std::string_view::npos || kOthers.find(c) != std::string_view::npos;
  };
  const bool is_plain = !text.empty() && kLetters.find(text.front()) != std::string_view::npos &&
                        text.back() != ':' && std::ranges::all_of(text, is_plain_letter) &&
                        std::ranges::find(kNoTexts, fold_ascii(text)) == kNoTexts.end();
  return is_plain ? std::string(text) : '"' + escape_json(text) + '"';
}

std::string list(const std::vector<std::string>& texts) {
  if (texts.size() == 1) return scalar(texts.front());
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + scalar(text);
  return '[' + out + ']';
}

/// The groups that a label names, and the rest by name.
std::vector<std::string> who_of(const LabelledSet& set) {
  if (set.parts.empty()) return set.ids;
  std::vector<std::string> who;
  who.reserve(set.parts.size() + set.rest.size());
  for (const LabelledSet::Part& part : set.parts) who.push_back(part.name);
  who.insert(who.end(), set.rest.begin(), set.rest.end());
  return who;
}

std::vector<std::string> resources_of(const ReportFinding& finding) {
  if (!finding.owners) return finding.resources.ids;
  std::vector<std::string> both;
  for (const std::string& owner : {finding.owners->before, finding.owners->after}) {
    if (!owner.empty()) both.push_back(owner);
  }
  return both;
}

std::vector<std::string> actions_of(const ReportFinding& finding) {
  std::vector<std::string> names;
  for (const NamedText& action : finding.actions)
    names.insert(names.end(), action.names.begin(), action.names.end());
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
  return names;
}

std::string entry_of(const ReportFinding& finding) {
  std::string out = "  - {" + std::string(to_text(finding.kind)) + ": " +
                    list(who_of(finding.identities)) + ", on: " + list(resources_of(finding)) +
                    ", actions: [";
  const std::vector<std::string> actions = actions_of(finding);
  for (std::size_t i = 0; i < actions.size(); ++i) out += (i == 0 ? "" : ", ") + scalar(actions[i]);
  out += "],\n     users: " + std::to_string(finding.identities.ids.size());
  const AnswerText& when = changed_situations(finding);
  const bool is_told =
      when.kind == AnswerText::Kind::When && !finding.requests && when.full.size() <= kLongestWhen;
  if (is_told) out += ", when: \"" + escape_json(when.full) + '"';
  return out + ", digest: \"" + finding.digest + "\"}\n";
}

}  // namespace

std::string write_expected(const Report& report) {
  std::string entries;
  for (const ReportFinding& finding : report.findings) {
    const bool is_open = finding.certainty == Certainty::Must && finding.part == 0 &&
                         !finding.is_expected.value_or(false);
    if (is_open) entries += entry_of(finding);
  }
  for (const ReportNeed& need : report.needs) {
    if (!need.is_approved) entries += "  - {" + need.key + ": " + scalar(need.name) + "}\n";
  }
  if (entries.empty()) return {};
  return "# accessdrift.expect.yaml: what this change does on purpose; owners of this file approve "
         "it.\n"
         "change: \"\"   # why\n"
         "expires: \"\"  # until which day\n"
         "expect:\n" +
         entries;
}

}  // namespace accessdrift
