#include "cli/commands/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "accessdrift/base/text.h"
#include "cli/failure.h"
#include "cli/schemas.h"

namespace accessdrift::cli {
namespace {

std::string schema_list() {
  std::size_t width = 0;
  for (const SchemaFile& file : schema_files()) width = std::max(width, file.name.size());
  std::string out;
  for (const SchemaFile& file : schema_files()) {
    const SchemaHead head = schema_head(file);
    out += fmt::format("{:<{}}  {:<3}  {}\n", file.name, width, head.version, head.title);
  }
  return out;
}

Diagnostic unknown_schema(const std::string& name) {
  std::vector<std::string_view> known;
  for (const SchemaFile& file : schema_files()) known.push_back(file.name);
  const auto near = nearest(name, known);
  return error_without_place(
      "unknown-format", fmt::format("`{}` is not a format that has a schema", shortened(name)),
      near ? fmt::format("did you mean `{}`?", *near) : "accessdrift schema lists them");
}

}  // namespace

ExitCode run(const SchemaOptions& options, Streams& streams) {
  if (!options.name) {
    streams.out(schema_list());
    return ExitCode::Good;
  }
  const auto files = schema_files();
  const auto found = std::ranges::find(files, *options.name, &SchemaFile::name);
  if (found == files.end()) return fail(streams, {unknown_schema(*options.name)}, options.color);
  streams.out(whole_schema(*found));
  return ExitCode::Good;
}

}  // namespace accessdrift::cli
