#include <fmt/format.h>

#include "accessdrift/base/digest.h"
#include "accessdrift/report/escape.h"
#include "accessdrift/report/html/causes_html.h"
#include "accessdrift/report/html/findings_html.h"
#include "accessdrift/report/html/markup.h"
#include "accessdrift/report/html/packed.h"
#include "accessdrift/report/html/page_assets.h"
#include "accessdrift/report/html/page_data.h"
#include "accessdrift/report/html/verdict_html.h"
#include "accessdrift/report/side_text.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift {
namespace {

/// Nothing is loaded, and nothing runs but our own style and script: whatever a name might smuggle
/// in has no way to do anything.
std::string content_policy() {
  return fmt::format(
      "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; "
      "base-uri 'none'; form-action 'none'",
      sha256_base64(page_style()), sha256_base64(page_script()));
}

std::string head_html(const Report& report) {
  const std::string sides = side_text(report.before) + " → " + side_text(report.after);
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
         content_policy() +
         "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"referrer\" content=\"no-referrer\">\n" +
         text_tag("title", "Access drift " + sides) + "\n<style>" + std::string(page_style()) +
         "</style>\n</head>\n<body>\n<header>\n<h1>Access drift</h1>\n" +
         text_tag("p", sides, "sides") + "\n</header>\n";
}

std::string about_html(std::string_view tool_version) {
  return section_tag(
      "about", "About this page",
      "<dl>\n" +
          fact_tag("Method",
                   "Both sides were evaluated for every identity, resource, action and request "
                   "that conditions can tell apart. Every example was decided again, one request "
                   "at a time, by a second evaluation.") +
          fact_tag("Entitlement", "One identity, one action and one resource.") +
          fact_tag("Signs",
                   "+ gained, − lost, ~ widened, narrowed or shifted, ? hangs on what is not "
                   "known. A group stands for its members only where all of them are meant.") +
          fact_tag("Path",
                   "By which groups and policies the request of the example is decided. Dashed "
                   "is what is not there on the other side; of several ways one with such a step "
                   "is shown, else a shortest one.") +
          fact_tag("Digest",
                   "Equal for equal changes: it holds while lines move, and not when people, "
                   "resources or conditions of the change become others.") +
          fact_tag("Made by", text_tag("span", fmt::format("accessdrift {}, Apache-2.0; this page "
                                                           "loads nothing and sends nothing.",
                                                           tool_version))) +
          "</dl>\n");
}

/// Data for the script. What is large is packed: a browser unpacks it faster than it parses it.
std::string data_html(const std::string& json) {
  constexpr std::size_t kMostUnpacked = 2'000'000;
  const bool is_packed = json.size() > kMostUnpacked;
  return fmt::format("<script type=\"application/json\" id=\"data\"{}>{}</script>\n",
                     is_packed ? " data-packed=\"deflate\"" : "",
                     is_packed ? packed(json) : escape_json_in_html(json));
}

}  // namespace

std::string write_html(const Report& report, std::string_view tool_version) {
  const std::vector<ToldFinding> findings = told_apart(report);
  std::string out = head_html(report) + "<main>\n" + verdict_html(report);
  out += review_first_html(report, findings);
  out += "<section id=\"grid\" hidden></section>\n";
  out += findings_table_html(report, findings) + causes_html(report);
  out += other_edits_html(report) + tests_html(report) + about_html(tool_version);
  out += "</main>\n<dialog id=\"detail\" aria-labelledby=\"detail-title\"></dialog>\n";
  out += data_html(page_data(report, findings)) + "<script>";
  out += page_script();
  return out + "</script>\n</body>\n</html>\n";
}

}  // namespace accessdrift
