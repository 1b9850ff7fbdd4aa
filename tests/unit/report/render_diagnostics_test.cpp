#include "accessdrift/report/render_diagnostics.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace accessdrift {
namespace {

Diagnostic problem(const SourceText& text, std::string_view word) {
  const auto begin = static_cast<std::uint32_t>(text.bytes().find(word));
  Diagnostic made;
  made.code = "unknown-key";
  made.message = "`" + std::string(word) + "` is not a key of a policy";
  made.span = {&text, {begin, begin + static_cast<std::uint32_t>(word.size())}};
  made.label = "expected one of allow, deny";
  return made;
}

TEST_CASE("render_diagnostics: place and excerpt and notes and help") {
  const SourceText text("access/apps.yaml", "a: 1\nb:\n  zoë: {form: [office]}\r\n");
  Diagnostic made = problem(text, "form");
  made.notes.push_back({Span{&text, {0, 1}}, "first here"});
  made.notes.push_back({{}, "no place"});
  made.help = "did you mean `from`?";
  CHECK(render_diagnostics({made}) == R"(error[unknown-key]: `form` is not a key of a policy
 --> access/apps.yaml:3:9
3 |   zoë: {form: [office]}
  |         ^^^^ expected one of allow, deny
note: first here
 --> access/apps.yaml:1:1
1 | a: 1
  | ^
note: no place
help: did you mean `from`?
)");
}

TEST_CASE("render_diagnostics: without a place and as a warning") {
  Diagnostic made = error_without_place("no-such-path", "`x` does not exist");
  made.severity = Severity::Warning;
  CHECK(render_diagnostics({made}) == "warning[no-such-path]: `x` does not exist\n");
}

TEST_CASE("render_diagnostics: tabs and controls of the file do not move the caret") {
  const SourceText text("a.json", "\t\x1b[2J\"form\": 1");
  CHECK(render_diagnostics({problem(text, "form")}) ==
        R"(error[unknown-key]: `form` is not a key of a policy
 --> a.json:1:7
1 |     \u{1b}[2J"form": 1
  |               ^^^^ expected one of allow, deny
)");
}

TEST_CASE("render_diagnostics: a long line is cut around the caret") {
  const SourceText text("a.json",
                        std::string(5'000'000, 'x') + "form" + std::string(5'000'000, 'y'));
  const std::string shown = render_diagnostics({problem(text, "form")});
  CHECK(shown.size() < 600);
  CHECK(shown.find("1 | …" + std::string(60, 'x') + "form" + std::string(56, 'y') + "…\n") !=
        std::string::npos);
  CHECK(shown.find("  | " + std::string(61, ' ') + "^^^^ expected") != std::string::npos);
}

TEST_CASE("render_diagnostics: a span over lines is underlined on its first") {
  const SourceText text("a.yaml", "a:\n  - b\n  - c\n");
  Diagnostic made = problem(text, "- b");
  made.span.place.end = 15;
  CHECK(render_diagnostics({made}).find("2 |   - b\n  |   ^^^ expected") != std::string::npos);
}

TEST_CASE("render_diagnostics: an empty span and one past the end have a caret") {
  const SourceText text("a.yaml", "a:\n");
  Diagnostic made = problem(text, "a");
  made.span.place = {3, 3};
  CHECK(render_diagnostics({made}).find("2 | \n  | ^ expected") != std::string::npos);
  made.span.place = {2, 2};
  CHECK(render_diagnostics({made}).find("1 | a:\n  |   ^ expected") != std::string::npos);
}

TEST_CASE("render_diagnostics: the rest is counted") {
  Diagnostics many(7, error_without_place("c", "m"));
  many.back().severity = Severity::Warning;
  CHECK(render_diagnostics(many, {.max_shown = 2}) ==
        "error[c]: m\nerror[c]: m\n4 more errors and 1 more warning\n");
  CHECK(render_diagnostics(many, {.max_shown = 5})
            .ends_with("error[c]: m\n1 more error and 1 more warning\n"));
  CHECK(render_diagnostics(many, {.max_shown = 6}).ends_with("error[c]: m\n1 more warning\n"));
}

TEST_CASE("diagnostics_json: places and nulls") {
  const SourceText text("a.yaml", "a:\n  form: 1\n");
  const auto read = nlohmann::ordered_json::parse(
      diagnostics_json({problem(text, "form"), error_without_place("c", "m", "h")}));
  CHECK(
      read[0].dump() ==
      R"({"severity":"error","code":"unknown-key","message":"`form` is not a key of a policy","file":"a.yaml",)"
      R"("line":2,"column":3,"end_line":2,"end_column":7,"label":"expected one of allow, deny","notes":[],"help":""})");
  CHECK(
      read[1].dump() ==
      R"({"severity":"error","code":"c","message":"m","file":null,"line":null,"column":null,"end_line":null,)"
      R"("end_column":null,"label":"","notes":[],"help":"h"})");
}

}  // namespace
}  // namespace accessdrift
