#include "cli/commands/validate.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/report/document_head.h"
#include "accessdrift/report/render_diagnostics.h"
#include "accessdrift/report/text_layout.h"
#include "cli/failure.h"
#include "cli/one_side.h"
#include "cli/progress.h"
#include "cli/version.h"

namespace accessdrift::cli {
namespace {

struct Tally {
  std::string_view key, one, many;
  std::size_t count;
};

/// Declared or mentioned.
std::size_t known(const Snapshot& snapshot) {
  return snapshot.declared_users() +
         static_cast<std::size_t>(
             std::ranges::count(snapshot.unlisted, Unlisted::Kind::Mentioned, &Unlisted::kind));
}

std::vector<Tally> tallies_of(const OneSide& side) {
  const Snapshot& snapshot = side.snapshot();
  return {{"files", "file", "files", side.loaded.read.size()},
          {"identities", "identity", "identities", known(snapshot) + snapshot.clients.size()},
          {"groups", "group", "groups", snapshot.groups.size()},
          {"resources", "resource", "resources", snapshot.resources.size()},
          {"policies", "policy", "policies", snapshot.policies.size()},
          {"sets", "set", "sets", snapshot.sets.size()}};
}

std::string valid_line(const OneSide& side) {
  std::string out = "valid: ";
  for (const Tally& tally : tallies_of(side)) {
    if (!out.ends_with(": ")) out += ", ";
    out += counted(tally.count, tally.one, tally.many);
  }
  for (const auto& [format, files] : side.loaded.files_by_format) {
    if (format != kNativeFormat)
      out += fmt::format("; {} read as {}", counted(files.size(), "file", "files"), format);
  }
  if (side.loaded.ignored > 0)
    out += fmt::format("; {} ignored", counted(side.loaded.ignored, "file", "files"));
  return out + "\n";
}

std::string validation_json(const Result<OneSide>& side) {
  JsonWriter json;
  json.begin_object();
  write_document_head(json, "validate", tool_version());
  json.key("valid").boolean(side.has_value());
  if (side) {
    json.key("counts").begin_object();
    for (const Tally& tally : tallies_of(*side)) json.key(tally.key).count(tally.count);
    json.key("ignored").count(side->loaded.ignored).end_object();
  }
  json.key("diagnostics");
  write_diagnostics(json, side ? side->loaded.warnings : side.error());
  json.end_object();
  return json.take();
}

}  // namespace

ExitCode run(const ValidateOptions& options, Streams& streams) {
  Progress progress(streams, "reading");
  Loader loader(options.project, options.sources, options.versions);
  const Result<OneSide> side = load_one_side(loader, options.side);
  progress.stop();
  if (options.format == Format::Json) {
    streams.out(validation_json(side));
    return side ? ExitCode::Good : ExitCode::NoAnswer;
  }
  if (!side) return fail(streams, side.error(), options.color);
  warn(streams, side->loaded.warnings, options.color);
  streams.out(valid_line(*side));
  return ExitCode::Good;
}

}  // namespace accessdrift::cli
