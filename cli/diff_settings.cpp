#include "cli/diff_settings.h"

#include "accessdrift/report/write_diff.h"

namespace accessdrift::cli {
namespace {

static_assert(kLeastBudget == kLeastMarkdownBudget);

/// Puts the values of a project file where the command line has none.
class Settling {
 public:
  explicit Settling(DiffOptions& options) : options_(options) {}

  template <typename Said, typename Value>
  void take(std::string_view name, const std::optional<Located<Said>>& said, Value& value) {
    if (said && !options_.told.contains(name)) value = static_cast<Value>(said->value);
  }

 private:
  DiffOptions& options_;
};

}  // namespace

const ReportSettings* report_settings(const Loader::Pair& loaded) {
  for (const LoadedSide* const side : {&loaded.before, &loaded.after}) {
    if (side->project && !side->project->report.are_none()) return &side->project->report;
  }
  return nullptr;
}

Result<DiffOptions> settled(DiffOptions options, const Loader::Pair& loaded) {
  const ReportSettings* const said = report_settings(loaded);
  if (said == nullptr || options.is_expect) return options;
  Settling settling(options);
  settling.take("limit", said->limit, options.limit);
  settling.take("expand", said->expand, options.expand);
  settling.take("causes", said->causes, options.causes);
  settling.take("commits", said->commits, options.commits);
  settling.take("budget", said->budget, options.budget);
  settling.take("comment_key", said->comment_key, options.comment_key);
  if (!said->format || options.told.contains("format")) return options;
  const Result<Format> format = parse_format(said->format->value, kDiffFormats);
  if (!format) return failure(format.error());
  options.format = *format;
  return options;
}

}  // namespace accessdrift::cli
