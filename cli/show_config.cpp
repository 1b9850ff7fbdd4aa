#include "cli/show_config.h"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

#include "accessdrift/gate/tests.h"
#include "accessdrift/report/escape.h"
#include "accessdrift/report/report.h"
#include "accessdrift/report/text_layout.h"
#include "cli/diff_settings.h"

namespace accessdrift::cli {
namespace {

struct Row {
  std::string name, value, origin;
};

constexpr std::string_view kDefault = "default";
constexpr std::string_view kCommandLine = "command line";

std::string origin_of(const Span& span, std::string_view side) {
  const LineColumn start = span.start();
  std::string out = fmt::format("{}:{}:{}", shown_name(span.path()), start.line, start.column);
  return side.empty() ? out : out + ", " + std::string(side);
}

/// What is configured, row by row.
class Config {
 public:
  Config(const DiffOptions& options, const Loader::Pair& loaded)
      : options_(options), loaded_(loaded) {}

  std::vector<Row> rows() {
    projects();
    sources(loaded_.before, "before");
    sources(loaded_.after, "after");
    if (loaded_.gate) guardrails(*loaded_.gate);
    report();
    exits();
    color();
    return std::move(rows_);
  }

 private:
  void add(std::string name, std::string value, std::string_view origin) {
    rows_.push_back({std::move(name), std::move(value), std::string(origin)});
  }

  /// Which side a project file is of; nothing where one was given.
  [[nodiscard]] std::string_view side_of(const ProjectFile* project) const {
    if (options_.project) return {};
    return project == loaded_.before.project.get() ? "before" : "after";
  }

  void projects() {
    if (options_.project) {
      const bool is_variable = options_.is_project_of_environment;
      return add("project", shown_name(*options_.project),
                 is_variable ? "environment, ACCESSDRIFT_PROJECT" : kCommandLine);
    }
    for (const auto& [side, name] :
         {std::pair(&loaded_.before, "before"), std::pair(&loaded_.after, "after")}) {
      const bool has_one = side->project != nullptr;
      add(fmt::format("project of {}", name), has_one ? "accessdrift.yaml" : "none",
          has_one ? fmt::format("the side {}", name) : std::string(kDefault));
    }
  }

  void sources(const LoadedSide& side, std::string_view name) {
    const std::string row = fmt::format("sources of {}", name);
    if (!side.sources) return add(row, "everything", kDefault);
    const std::vector<SourceSelection>& all = side.sources->selections;
    const Snapshot& names = *side.snapshot;
    for (std::size_t i = 0; i < all.size(); ++i) {
      add(row,
          fmt::format("{}: {}", names.text(all[i].format.name),
                      shown_name(names.text(all[i].glob.name))),
          origin_of_source(side, name, all[i].glob.place));
      const bool is_last = i + 1 == all.size() || all[i + 1].options != all[i].options;
      if (all[i].options && is_last) source_options(side, name, *all[i].options);
    }
  }

  void source_options(const LoadedSide& side, std::string_view name, const SourceOptions& options) {
    const Snapshot& names = *side.snapshot;
    for (const SourceOption& option : options.all) {
      const std::string row = fmt::format("  {}", names.text(option.name.name));
      for (const auto& [key, value] : option.entries)
        add(key.name == option.name.name
                ? row
                : fmt::format("{}.{}", row, shown_name(names.text(key.name))),
            shown_name(names.text(value.name)), origin_of_source(side, name, value.place));
    }
  }

  [[nodiscard]] std::string origin_of_source(const LoadedSide& side, std::string_view name,
                                             Place place) const {
    if (side.sources->text->path() == kGivenSources) return std::string(kCommandLine);
    return origin_of(side.sources->span(place), options_.project ? "" : name);
  }

  void number(std::string name, const std::optional<ChangeLimit::Number>& most, GuardLevel level) {
    if (!most) return;
    add(std::move(name), fmt::format("{}, {}", grouped(most->most), to_text(level)),
        origin_of(gate_->span(most->place), side_of(gate_)));
  }

  void limit(const std::string& name, const std::optional<ChangeLimit>& limit) {
    if (!limit) return;
    number(name + ".users", limit->users, limit->level);
    number(name + ".entitlements", limit->entitlements, limit->level);
    number(name + ".percent", limit->percent, limit->level);
  }

  void guardrails(const ProjectFile& gate) {
    gate_ = &gate;
    const Guardrails& rails = gate.guardrails;
    const Snapshot& names = *loaded_.after.snapshot;
    for (const Protection& protection : rails.protect) {
      const std::string name = "protect." + shown_name(names.text(protection.name));
      limit(name + ".gained", protection.gained);
      limit(name + ".lost", protection.lost);
    }
    limit("limits.gained", rails.gained);
    limit("limits.lost", rails.lost);
    number("limits.unknown.findings", rails.unknown_findings, rails.unknown_level);
    number("limits.public.findings", rails.public_findings, rails.public_level);
    if (!rails.are_none() && !rails.public_findings)
      add("limits.public.findings", fmt::format("0, {}", to_text(rails.public_level)), kDefault);
    if (loaded_.with_invariants) invariants(*loaded_.with_invariants);
  }

  void invariants(const Snapshot& snapshot) {
    for (std::size_t t = 0; t < snapshot.tests.size(); ++t) {
      if (snapshot.tests[t].file != gate_->always.get()) continue;
      add("always", escape_terminal(test_text(snapshot, t)),
          origin_of(snapshot.tests[t].key(), side_of(gate_)));
    }
  }

  template <typename Said>
  void setting(std::string_view name, std::string value,
               std::optional<Located<Said>> ReportSettings::*said) {
    const ReportSettings* const settings = report_settings(loaded_);
    std::string origin(kDefault);
    if (options_.told.contains(name)) {
      origin = kCommandLine;
    } else if (settings != nullptr && settings->*said) {
      const bool is_before = loaded_.before.project && settings == &loaded_.before.project->report;
      const ProjectFile* const project =
          is_before ? loaded_.before.project.get() : loaded_.after.project.get();
      origin = origin_of((settings->*said)->span, side_of(project));
    }
    add(fmt::format("report.{}", name), std::move(value), origin);
  }

  void report() {
    const auto flag = [](bool is_on) { return std::string(is_on ? "true" : "false"); };
    setting("format", std::string(word_of(options_.format)), &ReportSettings::format);
    setting("limit", grouped(options_.limit), &ReportSettings::limit);
    setting("expand", flag(options_.expand), &ReportSettings::expand);
    setting("causes", flag(options_.causes), &ReportSettings::causes);
    setting("commits", flag(options_.commits), &ReportSettings::commits);
    setting("budget", grouped(options_.budget), &ReportSettings::budget);
    setting("comment_key", options_.comment_key, &ReportSettings::comment_key);
  }

  void exits() {
    constexpr std::array<std::string_view, 3> kWords = {"warn", "fail", "ignore"};
    const OnUnknown on_unknown = options_.exits.on_unknown;
    add("on-unknown", std::string(kWords.at(static_cast<std::size_t>(on_unknown))),
        options_.told.contains("on_unknown") ? kCommandLine : kDefault);
    if (options_.exits.exit_zero) add("exit-zero", "true", kCommandLine);
    if (options_.exit_code) add("exit-code", "true", kCommandLine);
  }

  void color() {
    const ColorEnvironment environment = read_color_environment();
    if (options_.color != ColorChoice::Auto)
      return add("color", options_.color == ColorChoice::Always ? "always" : "never", kCommandLine);
    if (environment.no_color) return add("color", "never", "environment, NO_COLOR");
    if (environment.forces_color) return add("color", "always", "environment");
    add("color", "auto", kDefault);
  }

  const DiffOptions& options_;
  const Loader::Pair& loaded_;
  const ProjectFile* gate_ = nullptr;
  std::vector<Row> rows_;
};

}  // namespace

std::string config_text(const DiffOptions& settled, const Loader::Pair& loaded) {
  const std::vector<Row> rows = Config(settled, loaded).rows();
  const auto width_of = [&](std::string Row::*column) {
    constexpr std::size_t kMostColumns = 40;
    std::vector<std::string> cells;
    cells.reserve(rows.size());
    for (const Row& row : rows) cells.push_back(row.*column);
    return column_width(cells, kMostColumns);
  };
  const std::size_t names = width_of(&Row::name), values = width_of(&Row::value);
  std::string out;
  for (const Row& row : rows)
    out += padded(row.name, names) + "  " + padded(row.value, values) + "  " + row.origin + "\n";
  return out;
}

}  // namespace accessdrift::cli
