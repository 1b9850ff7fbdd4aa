#include "cli/commands/formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/registry.h"
#include "accessdrift/report/document_head.h"
#include "cli/version.h"

namespace accessdrift::cli {
namespace {

/// As the list tells a format.
struct Told {
  std::string_view name, what, says, takes_effect = {};
  std::span<const FormatOption> options = {};
};

std::vector<Told> told_formats() {
  std::vector<Told> all = {{kNativeFormat, "the program's own: `accessdrift: 1` at the top level",
                            "everything; what is wrong in a file is an error"}};
  for (const accessdrift::Format& format : accessdrift::formats())
    all.push_back({format.name, format.what, format.says, format.takes_effect, format.options});
  return all;
}

std::string format_list() {
  const std::vector<Told> all = told_formats();
  std::size_t width = 0;
  for (const Told& format : all) width = std::max(width, format.name.size());
  std::string out;
  for (const Told& format : all) {
    out += fmt::format("{:<{}}  {}\n", format.name, width, format.what);
    out += fmt::format("{:<{}}  reads {}\n", "", width, format.says);
    if (!format.takes_effect.empty())
      out += fmt::format("{:<{}}  changes take effect {}\n", "", width, format.takes_effect);
    for (const FormatOption& option : format.options)
      out += fmt::format("{:<{}}  option {}: {}\n", "", width, option.name, option.what);
  }
  return out;
}

std::string formats_json() {
  JsonWriter json;
  json.begin_object();
  write_document_head(json, "formats", tool_version());
  json.key("formats").begin_array();
  for (const Told& format : told_formats()) {
    json.begin_object().key("name").text(format.name).key("what").text(format.what);
    json.key("reads").text(format.says);
    if (!format.takes_effect.empty()) json.key("takes_effect").text(format.takes_effect);
    json.key("options").begin_array();
    for (const FormatOption& option : format.options)
      json.begin_object().key("name").text(option.name).key("what").text(option.what).end_object();
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace

ExitCode run(const FormatsOptions& options, Streams& streams) {
  streams.out(options.format == Format::Json ? formats_json() : format_list());
  return ExitCode::Good;
}

}  // namespace accessdrift::cli
