#include "accessdrift/load/loader.h"

#include <algorithm>
#include <future>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "accessdrift/document/read.h"
#include "accessdrift/format/native/validate.h"
#include "accessdrift/format/read_source.h"
#include "accessdrift/format/registry.h"
#include "accessdrift/format/terraform/terraform.h"
#include "accessdrift/load/condition_checks.h"
#include "accessdrift/load/file_reading.h"
#include "accessdrift/load/given_project.h"
#include "accessdrift/load/source_choice.h"
#include "accessdrift/load/together.h"
#include "accessdrift/load/translated_files.h"
#include "accessdrift/load/version_told.h"
#include "accessdrift/source/zone_files.h"

namespace accessdrift {
namespace {

using Files = std::vector<std::shared_ptr<ReadFile>>;
/// By place in a list of files; null: none.
using SourceOptionsOfFiles = std::vector<std::shared_ptr<const SourceOptions>>;

/// Snapshots of the newest sides, for walks that compare each with its neighbour.
constexpr std::size_t kKeptSnapshots = 2;
/// Sources of the newest sides, likewise.
constexpr std::size_t kKeptSources = 8;

/// The files of one side that are read.
struct SideFiles {
  Files files;  ///< in order of their paths
  SourceChoice choice;
  std::shared_ptr<const Sources> sources = {};
  std::set<const ReadFile*> only_native = {};  ///< chosen as native files
  std::map<const ReadFile*, std::shared_ptr<const SourceOptions>> options = {};
  const ReadFile* plan = nullptr;  ///< that is laid over the others, at this moment
  Moment moment = Moment::After;
  std::size_t unchosen = 0;
  Diagnostics warnings = {};
};

void append(Diagnostics& all, Diagnostics more) {
  std::ranges::move(more, std::back_inserter(all));
}

/// Tables and entries lie in repositories for many ends. One whose content is not here, or is more
/// than can be read, is somebody else's as long as nothing chooses it.
bool may_be_passed_over(const TreeEntry& entry, const SourceChoice::Chosen& chosen,
                        const Diagnostics& problems) {
  const bool is_chosen = !chosen.format.empty() || has_native_extension(entry.path);
  return !is_chosen && std::ranges::all_of(problems, [](const Diagnostic& problem) {
    return problem.code == "lfs-pointer" || problem.code == "too-large";
  });
}

/// Told once, of the first one.
Diagnostic passed_over(const Diagnostic& problem, std::size_t count) {
  Diagnostic warning = problem;
  warning.severity = Severity::Warning;
  const std::string others =
      count == 2 ? "1 other such file" : std::to_string(count - 1) + " other such files";
  warning.message += count == 1 ? "; it is not read" : "; it and " + others + " are not read";
  warning.help = "if it tells who is in which group, name it in `sources`";
  return warning;
}

Diagnostic no_policies(const Side& side, const LoadedSide& loaded) {
  const std::string what = loaded.read.empty() ? "no file with `accessdrift: 1`" : "no policy";
  std::string help =
      loaded.read.empty()
          ? "a native file is YAML or JSON and has the key `accessdrift: 1` at its top level"
          : "write `policies`, or point at the folder that has them";
  if (loaded.ignored > 0)
    help += loaded.ignored == 1
                ? "; 1 file without it was ignored"
                : "; " + std::to_string(loaded.ignored) + " files without it were ignored";
  return error_without_place("no-policies", "`" + side.spec + "` has " + what, std::move(help));
}

/// How names of files end that sources choose for formats which read files of any name, beside
/// those that are wanted anyway. A glob that ends in a wildcard wants all.
std::vector<std::string> further_endings(const Sources* sources, const Names& names) {
  std::vector<std::string> endings;
  if (sources == nullptr) return endings;
  const std::vector<std::string> known = source_extensions();
  for (const SourceSelection& selection : sources->selections) {
    const Format* const format = find_format(names.text(selection.format.name));
    if (format == nullptr || format->parse == read_document) continue;
    const std::string_view glob = names.text(selection.glob.name);
    std::string ending(glob.substr(glob.find_last_of("*?[]{}/") + 1));
    if (!has_extension(ending, known)) endings.push_back(std::move(ending));
  }
  return endings;
}

/// Warnings do not keep a side from being read.
void take_warnings(Diagnostics& diagnostics, Diagnostics& warnings) {
  const auto rest = std::ranges::stable_partition(
      diagnostics, [](const Diagnostic& one) { return one.severity == Severity::Error; });
  std::ranges::move(rest, std::back_inserter(warnings));
  diagnostics.erase(rest.begin(), rest.end());
  sort_diagnostics(warnings);
}

/// By place, code and message: diagnostics that are equal but for their notes.
bool comes_before(const Diagnostic& a, const Diagnostic& b) {
  const auto order = compare_spans(a.span, b.span);
  if (order != std::strong_ordering::equal) return order == std::strong_ordering::less;
  return std::tie(a.code, a.message) < std::tie(b.code, b.message);
}

/// Says of which side a problem is, if the other one does not share it.
void name_side(Diagnostics& diagnostics, const Diagnostics& others, std::string_view which,
               const Side& side) {
  for (Diagnostic& diagnostic : diagnostics) {
    if (std::ranges::binary_search(others, diagnostic, comes_before)) continue;
    diagnostic.notes.push_back({{}, "on the " + std::string(which) + " side, `" + side.spec + "`"});
  }
}

/// What is wrong on both sides is told once.
Diagnostics merge(Diagnostics before, Diagnostics after, const Sides& sides) {
  std::ranges::sort(before, comes_before);
  std::ranges::sort(after, comes_before);
  const Diagnostics only_places = before;
  name_side(before, after, "before", sides.before);
  name_side(after, only_places, "after", sides.after);
  append(before, std::move(after));
  sort_diagnostics(before);
  return before;
}

/// The files at the root of a side that steer the program.
void take_steering(const Files& files, LoadedSide& loaded) {
  for (const std::shared_ptr<ReadFile>& file : files) {
    if (file->project) loaded.project = file->project;
    // A file without entries expects nothing.
    const bool expects =
        file->expected && !(file->expected->changes.empty() && file->expected->approvals.empty());
    if (expects) loaded.expected = file->expected;
  }
}

/// The plan that is laid over a side, among its files.
bool is_plan_again(const SideFiles& side, const ReadFile& file) {
  return side.plan != nullptr && &file != side.plan && side.plan->text &&
         file.format == find_format(terraform::kFormat.name) &&
         file.text->bytes() == side.plan->text->bytes();
}

/// Another system's resources may all be closed.
bool has_foreign_resources(const Snapshot& side) {
  return std::ranges::any_of(side.resources,
                             [](const auto& resource) { return !resource.file->is_native(); });
}

/// A side on its way from files to a snapshot.
struct Judged {
  LoadedSide loaded;
  std::vector<DeclarationsPointer> declarations;
  std::shared_ptr<Snapshot>
      linked;               ///< not checked yet; null if it cannot be linked, or was checked before
  Diagnostics diagnostics;  ///< of its files
  Diagnostics checks;       ///< of what they declare together
  bool is_gathered = false;  ///< all that its files declare is known
};

}  // namespace

struct Loader::State {
  std::shared_ptr<Names> names = std::make_shared<Names>();
  std::shared_ptr<const TimeZones> zones = system_zones();
  std::unordered_map<std::string, Files> files;  // by path, every version that was read
  ConditionChecks conditions;
  std::vector<std::shared_ptr<const Snapshot>> recent;
  struct KnownSource {
    Files files;  ///< of one format
    SourceOptionsOfFiles options;
    SourceVersion version;
    std::shared_ptr<const ReadSource> read;
  };
  std::vector<KnownSource> recent_sources;
  Together together{*names};
  TranslatedFiles translated;
  std::map<const Format*, DeclarationsPointer> built_in;  // null: the format has nothing built in
  GivenProject given;
  std::shared_ptr<const Sources> given_sources;
  GivenVersions versions_before, versions_after;
  std::map<const Format*, std::set<std::string>> told_apart;  // on any side, as `SourceReading` has

  [[nodiscard]] Result<SideFiles> read(const Side& side, FileReading& reading);
  /// `chosen`: the format it is to be read as; none: what it holds.
  [[nodiscard]] Result<std::shared_ptr<ReadFile>> find_or_read(const Tree& tree,
                                                               const TreeEntry& entry,
                                                               std::string_view chosen,
                                                               FileReading& reading);
  [[nodiscard]] Result<std::shared_ptr<const ProjectFile>> read_project_file(
      const Tree& tree, const std::vector<TreeEntry>& entries, FileReading& reading);
  /// What files of one format declare together.
  [[nodiscard]] std::shared_ptr<const ReadSource> read_together(const Files& files_of_format,
                                                                SourceOptionsOfFiles options,
                                                                const SourceVersion& version);
  /// What a format has built in, read once.
  [[nodiscard]] DeclarationsPointer built_in_of(const Format& format);
  /// False: what they declare is not all known, so mentions in other files cannot be judged.
  [[nodiscard]] bool read_sources(const GivenVersions& given, const SideFiles& side,
                                  Judged& judged);
  /// What the files of a side declare.
  [[nodiscard]] Judged gather(const Side& side, const GivenVersions& given_versions,
                              Result<SideFiles>& read);
  /// Links it. `other` is a side of the same comparison; equal ones are linked once.
  void link_gathered(const Side& side, Judged& judged, const Judged* other = nullptr);
  void check_conditions(Judged& judged);
  [[nodiscard]] Result<LoadedSide> settle(const Side& side, Judged judged, bool needs_policies);
  [[nodiscard]] std::shared_ptr<const Snapshot> find_recent(
      const std::vector<DeclarationsPointer>& declarations) const;
};

Result<std::shared_ptr<const ProjectFile>> Loader::State::read_project_file(
    const Tree& tree, const std::vector<TreeEntry>& entries, FileReading& reading) {
  if (given.is_given()) return given.file();
  const auto entry =
      std::ranges::find_if(entries, [](const auto& e) { return is_project_file(e.path); });
  if (entry == entries.end()) return std::shared_ptr<const ProjectFile>();
  const Result<std::shared_ptr<ReadFile>> file = find_or_read(tree, *entry, {}, reading);
  if (!file) return failure(file.error());
  reading.finish();
  return (*file)->project;
}

Result<SideFiles> Loader::State::read(const Side& side, FileReading& reading) {
  std::vector<std::string> extensions = source_extensions();
  Result<std::vector<TreeEntry>> entries = side.tree->list(extensions);
  if (!entries) return failure(entries.error());
  const Result<std::shared_ptr<const ProjectFile>> project =
      read_project_file(*side.tree, *entries, reading);
  if (!project) return failure(project.error());
  const std::shared_ptr<const Sources> sources =
      given_sources || !*project ? given_sources : (*project)->sources;
  std::vector<std::string> further = further_endings(sources.get(), *names);
  if (!further.empty()) {
    std::ranges::move(extensions, std::back_inserter(further));
    entries = side.tree->list(further);
    if (!entries) return failure(entries.error());
  }
  SideFiles found{{}, SourceChoice(sources, *names), sources};
  Diagnostics diagnostics;
  std::optional<Diagnostic> first_passed_over;
  std::size_t count_passed_over = 0;
  if (side.plan) {
    const Result<std::shared_ptr<ReadFile>> plan =
        find_or_read(*side.plan->tree, side.plan->entry, terraform::kFormat.name, reading);
    if (!plan) return failure(plan.error());
    found.files.push_back(*plan);
    found.plan = plan->get();
    found.moment = side.plan->moment;
  }
  for (const TreeEntry& entry : *entries) {
    const bool is_steering = steers(entry.path);
    if (side.reads_chosen_only && !sources && !is_steering) continue;
    const SourceChoice::Chosen chosen =
        is_steering ? SourceChoice::Chosen() : found.choice.choose(entry.path);
    if (!chosen.is_read) {
      if (further.empty() || has_extension(entry.path, source_extensions())) ++found.unchosen;
      continue;
    }
    // What is chosen as native reads the same, if it is native, as what is not chosen.
    const bool is_only_native = chosen.format == kNativeFormat;
    Result<std::shared_ptr<ReadFile>> file = find_or_read(
        *side.tree, entry, is_only_native ? std::string_view() : chosen.format, reading);
    if (file) {
      if (is_only_native) found.only_native.insert(file->get());
      if (chosen.options) found.options.emplace(file->get(), chosen.options);
      found.files.push_back(std::move(*file));
    } else if (may_be_passed_over(entry, chosen, file.error())) {
      if (count_passed_over++ == 0) first_passed_over = file.error().front();
      ++found.unchosen;
    } else {
      append(diagnostics, std::move(file.error()));
    }
  }
  if (!diagnostics.empty()) return failure(std::move(diagnostics));
  if (first_passed_over)
    found.warnings.push_back(passed_over(*first_passed_over, count_passed_over));
  return found;
}

Result<std::shared_ptr<ReadFile>> Loader::State::find_or_read(const Tree& tree,
                                                              const TreeEntry& entry,
                                                              std::string_view chosen,
                                                              FileReading& reading) {
  Files& versions = files[entry.path];
  const auto by_key = std::ranges::find_if(versions, [&](const auto& version) {
    return !entry.content_key.empty() && version->content_key == entry.content_key &&
           version->chosen == chosen;
  });
  if (by_key != versions.end()) return *by_key;

  Result<std::string> bytes = tree.read(entry);
  if (!bytes) return failure(bytes.error());
  const auto by_bytes = std::ranges::find_if(versions, [&](const auto& version) {
    return version->text && version->text->bytes() == *bytes && version->chosen == chosen;
  });
  if (by_bytes != versions.end()) {
    if ((*by_bytes)->content_key.empty()) (*by_bytes)->content_key = entry.content_key;
    return *by_bytes;
  }
  auto file = std::make_shared<ReadFile>();
  file->content_key = entry.content_key;
  file->chosen = chosen;
  file->text = std::make_shared<const SourceText>(entry.path, std::move(*bytes));
  reading.add(file);
  versions.push_back(file);
  return file;
}

std::shared_ptr<const ReadSource> Loader::State::read_together(const Files& files_of_format,
                                                               SourceOptionsOfFiles options,
                                                               const SourceVersion& version) {
  const Format& format = *files_of_format.front()->format;
  std::set<std::string>& told = told_apart[&format];
  const auto known = std::ranges::find_if(recent_sources, [&](const KnownSource& one) {
    return one.files == files_of_format && one.options == options && one.version == version &&
           one.read->told_apart == told;
  });
  if (known != recent_sources.end()) return known->read;
  std::vector<SourceFile> files_read;
  for (std::size_t i = 0; i < files_of_format.size(); ++i)
    files_read.push_back({files_of_format[i]->document.get(), options[i].get(),
                          files_of_format[i]->is_translated, files_of_format[i]->moment});
  auto read =
      std::make_shared<const ReadSource>(read_source(format, files_read, *names, version, told));
  told = read->told_apart;
  if (recent_sources.size() == kKeptSources) recent_sources.erase(recent_sources.begin());
  recent_sources.push_back({files_of_format, std::move(options), version, read});
  return read;
}

DeclarationsPointer Loader::State::built_in_of(const Format& format) {
  const auto [known, is_new] = built_in.try_emplace(&format);
  if (is_new) known->second = read_built_in(format, *names);
  return known->second;
}

bool Loader::State::read_sources(const GivenVersions& given_versions, const SideFiles& side,
                                 Judged& judged) {
  bool are_known = true;
  std::map<const Format*, Files> by_format;
  for (const std::shared_ptr<ReadFile>& file : side.files) {
    const bool is_of_source =
        file->state == ReadFile::State::IsOfSource && !side.only_native.contains(file.get());
    if (!is_of_source || is_plan_again(side, *file)) continue;
    by_format[file->format].push_back(file);
    if (file->format->translate == nullptr) continue;
    const bool is_plan = file.get() == side.plan;
    const TranslatedFiles::Made& made =
        translated.of(file, is_plan ? side.moment : Moment::After, is_plan);
    append(judged.diagnostics, made.problems);
    are_known = are_known && !has_errors(made.problems);
    for (const std::shared_ptr<ReadFile>& one : made.files) by_format[one->format].push_back(one);
  }
  for (const auto& [format, of_format] : by_format) {
    SourceOptionsOfFiles options;
    const bool is_spoken_for = format->translate != nullptr;
    for (const std::shared_ptr<ReadFile>& file : of_format) {
      const auto found = side.options.find(file.get());
      options.push_back(found == side.options.end() ? nullptr : found->second);
    }
    const Result<SourceVersion> version = version_told(*format, given_versions, options, *names);
    if (!version) {
      append(judged.diagnostics, version.error());
      are_known = false;
      continue;
    }
    if (!version->version.empty()) judged.loaded.versions[format->name] = said_of(*version);
    const std::shared_ptr<const ReadSource> read =
        read_together(of_format, std::move(options), *version);
    append(judged.diagnostics, read->problems);
    are_known = are_known && !has_errors(read->problems);
    for (std::size_t i = 0; i < of_format.size(); ++i) {
      if (!is_spoken_for) judged.declarations.push_back(read->declarations[i]);
      if (of_format[i]->is_translated) continue;
      judged.loaded.read.push_back(of_format[i]->text->path());
      ++judged.loaded.files_by_format[format->name];
    }
    if (read->version) judged.declarations.push_back(read->version);
    if (DeclarationsPointer own = built_in_of(*format))
      judged.declarations.push_back(std::move(own));
  }
  if (by_format.empty()) return true;
  std::ranges::sort(judged.declarations, {}, [](const DeclarationsPointer& file) {
    return std::string_view(file->text->path());
  });
  std::ranges::sort(judged.loaded.read);
  return are_known;
}

std::shared_ptr<const Snapshot> Loader::State::find_recent(
    const std::vector<DeclarationsPointer>& declarations) const {
  const auto known =
      std::ranges::find(recent, declarations, [](const auto& snapshot) { return snapshot->files; });
  return known == recent.end() ? nullptr : *known;
}

Judged Loader::State::gather(const Side& side, const GivenVersions& given_versions,
                             Result<SideFiles>& read) {
  Judged judged;
  if (!read) {
    judged.diagnostics = read.error();
    return judged;
  }
  judged.loaded.warnings = side.tree->warnings();
  append(judged.loaded.warnings, read->warnings);
  take_steering(read->files, judged.loaded);
  // Else what is expected of a plan would stand on both sides, and so be spent.
  if (side.plan && side.plan->moment == Moment::Before) judged.loaded.expected.reset();
  if (given.is_given()) judged.loaded.project = given.file();
  judged.loaded.sources = read->sources;
  judged.loaded.ignored = read->unchosen;
  SourceChoice& sources = read->choice;
  bool is_partial = false;
  for (const std::shared_ptr<ReadFile>& file : read->files) {
    if (given.is_given() && is_project_file(*file)) continue;
    const bool is_of_source = file->state == ReadFile::State::IsOfSource;
    if (file->state == ReadFile::State::Ignored ||
        (is_of_source && read->only_native.contains(file.get()))) {
      ++judged.loaded.ignored;
      append(judged.diagnostics, file->diagnostics);
      continue;
    }
    append(judged.diagnostics, file->diagnostics);
    is_partial = is_partial || file->is_partial;
    if (is_of_source) sources.use(file->text->path());
    if (file->state != ReadFile::State::Declares) continue;
    sources.use(file->text->path());
    ++judged.loaded.files_by_format[kNativeFormat];
    judged.declarations.push_back(file->declarations);
    judged.loaded.read.push_back(file->text->path());
  }
  if (is_partial) return judged;
  // Where nothing is, nothing can be chosen.
  if (!read->files.empty() || read->unchosen > 0) append(judged.diagnostics, sources.problems());
  if (!read_sources(given_versions, *read, judged)) return judged;
  judged.is_gathered = true;
  return judged;
}

void Loader::State::link_gathered(const Side& side, Judged& judged, const Judged* other) {
  if (!judged.is_gathered) return;
  const JoinedGroups& made = together.of(std::move(judged.declarations));
  judged.declarations = made.files;
  append(judged.diagnostics, made.warnings);
  if (side.token_holder)
    append(judged.diagnostics, add_token_holder(*side.token_holder, judged.declarations, *names));
  judged.loaded.snapshot = find_recent(judged.declarations);
  if (judged.loaded.snapshot) return;
  const bool is_linked =
      other != nullptr && other->linked && other->declarations == judged.declarations;
  judged.linked = is_linked ? other->linked
                            : std::make_shared<Snapshot>(link(judged.declarations, names, zones));
}

/// Changes nothing but the judged side, so that two may be checked at once.
void check_declarations(Judged& judged) {
  if (judged.linked) append(judged.checks, validate_native(*judged.linked));
}

void Loader::State::check_conditions(Judged& judged) {
  if (judged.linked) append(judged.checks, conditions.check(*judged.linked));
}

Result<LoadedSide> Loader::State::settle(const Side& side, Judged judged, bool needs_policies) {
  LoadedSide& loaded = judged.loaded;
  append(judged.diagnostics, std::move(judged.checks));
  take_warnings(judged.diagnostics, loaded.warnings);
  if (judged.linked && judged.diagnostics.empty()) {
    loaded.snapshot = judged.linked;
    if (recent.size() == kKeptSnapshots) recent.erase(recent.begin());
    recent.push_back(loaded.snapshot);
  }
  if (loaded.snapshot && needs_policies && !side.plan && loaded.snapshot->policies.empty() &&
      !has_foreign_resources(*loaded.snapshot)) {
    judged.diagnostics.push_back(no_policies(side, loaded));
  }
  sort_diagnostics(judged.diagnostics);
  if (!judged.diagnostics.empty()) return failure(std::move(judged.diagnostics));
  return std::move(loaded);
}

Loader::Loader(std::optional<std::string> project_file, const std::vector<SourceWord>& sources,
               const std::vector<VersionWord>& versions)
    : state_(std::make_unique<State>()) {
  state_->given = GivenProject(std::move(project_file));
  state_->given_sources = given_sources(sources, *state_->names);
  for (const VersionWord& one : versions) {
    state_->versions_before[one.format] = one.before;
    state_->versions_after[one.format] = one.after;
  }
}
Loader::~Loader() = default;

Diagnostics Loader::read_given_project() { return state_->given.read(*state_->names); }

std::size_t Loader::count_told_apart() const {
  std::size_t count = 0;
  for (const auto& [format, names] : state_->told_apart) count += names.size();
  return count;
}

Result<LoadedSide> Loader::load(const Side& side, bool needs_policies) {
  if (Diagnostics problems = read_given_project(); !problems.empty())
    return failure(std::move(problems));
  FileReading reading(*state_->names);
  Result<SideFiles> files = state_->read(side, reading);
  reading.finish();
  Judged judged = state_->gather(side, state_->versions_after, files);
  state_->together.note(judged.declarations);
  state_->link_gathered(side, judged);
  check_declarations(judged);
  state_->check_conditions(judged);
  return state_->settle(side, std::move(judged), needs_policies);
}

Result<Loader::Pair> Loader::load(const Sides& sides) {
  if (Diagnostics problems = read_given_project(); !problems.empty())
    return failure(std::move(problems));
  FileReading reading(*state_->names);
  Result<SideFiles> before_files = state_->read(sides.before, reading);
  Result<SideFiles> after_files = state_->read(sides.after, reading);
  reading.finish();
  const auto told_before = state_->told_apart;
  Judged judged_before = state_->gather(sides.before, state_->versions_before, before_files);
  Judged judged_after = state_->gather(sides.after, state_->versions_after, after_files);
  if (state_->told_apart != told_before) {
    judged_before = state_->gather(sides.before, state_->versions_before, before_files);
    judged_after = state_->gather(sides.after, state_->versions_after, after_files);
  }
  state_->together.note(judged_before.declarations);
  state_->together.note(judged_after.declarations);
  state_->link_gathered(sides.before, judged_before);
  state_->link_gathered(sides.after, judged_after, &judged_before);
  const bool are_one = judged_after.linked == judged_before.linked;
  std::future<void> checking = std::async([&] { check_declarations(judged_before); });
  if (!are_one) check_declarations(judged_after);
  checking.get();
  state_->check_conditions(judged_before);
  if (!are_one) state_->check_conditions(judged_after);
  if (are_one) judged_after.checks = judged_before.checks;
  Result<LoadedSide> before = state_->settle(sides.before, std::move(judged_before), false);
  Result<LoadedSide> after = state_->settle(sides.after, std::move(judged_after), true);
  if (before && after) return with_gate({std::move(*before), std::move(*after)});
  Diagnostics wrong_before = before ? Diagnostics() : std::move(before.error());
  Diagnostics wrong_after = after ? Diagnostics() : std::move(after.error());
  return failure(merge(std::move(wrong_before), std::move(wrong_after), sides));
}

Result<Loader::Pair> Loader::with_gate(Pair pair) {
  for (const LoadedSide* const side : {&pair.after, &pair.before})
    if (side->project && side->project->guards()) pair.gate = side->project;
  if (!pair.gate || !pair.gate->always) return pair;
  Judged judged;
  judged.declarations = pair.after.snapshot->files;
  judged.declarations.push_back(pair.gate->always);
  judged.linked =
      std::make_shared<Snapshot>(link(judged.declarations, state_->names, state_->zones));
  check_declarations(judged);
  state_->check_conditions(judged);
  Diagnostics told;  // by the side itself
  take_warnings(judged.checks, told);
  if (!judged.checks.empty()) {
    sort_diagnostics(judged.checks);
    return failure(std::move(judged.checks));
  }
  pair.with_invariants = std::move(judged.linked);
  return pair;
}

}  // namespace accessdrift
