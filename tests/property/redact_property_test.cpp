#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/drift/compare.h"
#include "accessdrift/report/make_report.h"
#include "accessdrift/report/redact.h"
#include "accessdrift/report/write_ci.h"
#include "accessdrift/report/write_diff.h"
#include "environment.h"
#include "loaded_world.h"
#include "vocabulary.h"
#include "worlds.h"

/// Reports of random worlds, redacted, in every format: no name of the world is left in any.
namespace accessdrift::property {
namespace of_redact {

using Names = std::vector<std::string>;

void add(const Names& some, Names& all) {
  for (const std::string& name : some) all.push_back(fold_ascii(name));
}

Names people() {
  Names all;
  for (const Names* const some : {&kUserIds, &kServiceIds, &kAliases}) add(*some, all);
  return all;
}

/// Without what is also an action, a type or a path of somewhere else.
Names things() {
  Names all = people();
  for (const Names* const some : {&kGroupIds, &kNetworks, &kResourceIds, &kPolicyIds, &kSetIds,
                                  &kClients, &kWindows, &kToldHosts, &kDomains, &kPrefixes})
    add(*some, all);
  return all;
}

bool is_of_a_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || !is_of_a_word(text[at - 1]) || !is_of_a_word(word.front());
    const bool ends = end == text.size() || !is_of_a_word(text[end]) || !is_of_a_word(word.back());
    if (starts && ends) return true;
  }
  return false;
}

/// What a page says, without its own style sheet, script and tags.
std::string text_of_page(std::string page) {
  using Marks = std::pair<std::string_view, std::string_view>;
  for (const auto& [from, to] : {Marks("<style>", "</style>"), Marks("\n<script>", "</script>")}) {
    const std::size_t begin = page.rfind(from);
    page.erase(begin, page.find(to, begin) - begin);
  }
  std::string text;
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t tag = std::min(page.find('<', at), page.size());
    text += page.substr(at, tag - at) + ' ';
    at = std::min(page.find('>', tag), page.size() - 1) + 1;
  }
  return text;
}

std::vector<std::pair<std::string_view, std::string>> in_every_format(const Report& report) {
  TextOptions whole;
  whole.limit = 0;
  whole.expand = whole.causes = whole.same = true;
  const std::string text = write_text(report, whole);
  return {{"text", text},
          {"stat", write_stat(report, whole)},
          {"oneline", write_oneline(report, whole)},
          {"name-only", write_name_only(report)},
          {"markdown", write_markdown(report, {"default", 10'000'000, "0.0"})},
          {"github", write_github(report, text)},
          {"sarif", write_sarif(report, {0, "0.0"})},
          {"gitlab", write_gitlab(report)},
          {"rdjsonl", write_rdjsonl(report)},
          {"junit", write_diff_junit(report)},
          {"json", write_json(report, 0, "0.0")},
          {"jsonl", write_jsonl(report, 0, "0.0")},
          {"csv", write_csv(report)},
          {"html", text_of_page(write_html(report, "0.0"))}};
}

/// What conditions compare with, people's attributes and hours are words of several kinds, which
/// only `all` takes for names.
std::string check_redacted(const Report& report, const Names& names) {
  for (const auto& [format, text] : in_every_format(report)) {
    const std::string folded = fold_ascii(text);
    for (const std::string& name : names) {
      if (has_word(folded, name)) return std::string(format) + " tells " + name;
    }
  }
  return {};
}

TEST_CASE("redact: no name is left in any format") {
  const std::uint64_t worlds = number_from_environment("ACCESSDRIFT_REDACT_WORLDS", 150);
  const Names users = people();
  const Names all = things();
  std::size_t told = 0;
  int failures = 0;
  for (std::uint64_t seed = 1; seed <= worlds && failures < 3; ++seed) {
    const World made = make_world(seed, false);
    const Rendering rendering = rendering_of(made);
    const LoadedWorld world =
        load_world(render(made.before, rendering), render(made.after, rendering));
    if (world.is_refused()) continue;
    Comparison comparison = compare(world.before, world.after, made.from);
    const auto report = make_report(comparison, {}, {true, seed % 3 == 0, true, true});
    REQUIRE(report);
    told += report->findings.size();
    for (const auto& [scope, names] :
         {std::pair(Redaction::Scope::Users, &users), std::pair(Redaction::Scope::All, &all)}) {
      Report redacted = *report;
      redact(comparison, {scope, "0123456789abcdef"}, redacted);
      const std::string wrong = check_redacted(redacted, *names);
      if (wrong.empty()) continue;
      ++failures;
      FAIL_CHECK("seed " << seed << ", " << to_text(scope) << ": " << wrong);
    }
  }
  MESSAGE(told << " findings");
  CHECK(told > worlds);
}

TEST_CASE("redact: as many findings, people and entitlements, by equal names under one key") {
  const World made = make_world(4, false);
  const Rendering rendering = rendering_of(made);
  const LoadedWorld world =
      load_world(render(made.before, rendering), render(made.after, rendering));
  REQUIRE(!world.is_refused());
  Comparison comparison = compare(world.before, world.after, made.from);
  const auto report = make_report(comparison, {});
  REQUIRE(report);
  const auto redacted = [&](const std::string& key) {
    Report made_of = *report;
    redact(comparison, {Redaction::Scope::All, key}, made_of);
    return made_of;
  };
  const Report one = redacted("0123456789abcdef");
  CHECK(write_json(one, 0, "0.0") == write_json(redacted("0123456789abcdef"), 0, "0.0"));
  CHECK(write_json(one, 0, "0.0") != write_json(redacted("fedcba9876543210"), 0, "0.0"));
  REQUIRE(one.findings.size() == report->findings.size());
  for (std::size_t f = 0; f < one.findings.size(); ++f) {
    CHECK(one.findings[f].identities.ids.size() == report->findings[f].identities.ids.size());
    CHECK(std::ranges::adjacent_find(one.findings[f].identities.ids) ==
          one.findings[f].identities.ids.end());
    CHECK(entitlements(one.findings[f]) == entitlements(report->findings[f]));
    CHECK(one.findings[f].digest != report->findings[f].digest);
  }
}

}  // namespace of_redact
}  // namespace accessdrift::property
