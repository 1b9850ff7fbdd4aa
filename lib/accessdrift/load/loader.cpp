#include "accessdrift/load/loader.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <optional>
#include <utility>

#include "accessdrift/format/native/validate.h"
#include "accessdrift/load/condition_checks.h"
#include "accessdrift/load/side_files.h"
#include "accessdrift/load/side_problems.h"
#include "accessdrift/load/source_reader.h"
#include "accessdrift/load/together.h"
#include "accessdrift/source/zone_files.h"

namespace accessdrift {
namespace {

/// Snapshots of the newest sides, for walks that compare each with its neighbour.
constexpr std::size_t kKeptSnapshots = 2;

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
  explicit State(std::optional<std::string> project_file) : given(std::move(project_file)) {}

  std::shared_ptr<Names> names = std::make_shared<Names>();
  std::shared_ptr<const TimeZones> zones = system_zones();
  GivenProject given;
  SideFileReader files{*names, given};
  SourceReader sources{*names};
  Together together{*names};
  ConditionChecks conditions;
  std::vector<std::shared_ptr<const Snapshot>> recent;
  GivenVersions versions_before, versions_after;

  /// What the files of a side declare.
  [[nodiscard]] Judged gather(const Side& side, const GivenVersions& given_versions,
                              Result<SideFiles>& read);
  /// With what files say of how others are read and judged.
  [[nodiscard]] Judged steered(const Side& side, const SideFiles& read) const;
  /// What a file declares itself; what is of a source is read later.
  static void take(const ReadFile& file, SideFiles& side, Judged& judged);
  /// False: what they declare is not all known, so mentions in other files cannot be judged.
  [[nodiscard]] bool read_sources(const SideFiles& side, const GivenVersions& given_versions,
                                  Judged& judged);
  /// Links it. `other` is a side of the same comparison; equal ones are linked once.
  void link_gathered(const Side& side, Judged& judged, const Judged* other = nullptr);
  void check_conditions(Judged& judged);
  [[nodiscard]] Result<LoadedSide> settle(const Side& side, Judged judged, bool needs_policies);
  [[nodiscard]] std::shared_ptr<const Snapshot> find_recent(
      const std::vector<DeclarationsPointer>& declarations) const;
};

std::shared_ptr<const Snapshot> Loader::State::find_recent(
    const std::vector<DeclarationsPointer>& declarations) const {
  const auto known =
      std::ranges::find(recent, declarations, [](const auto& snapshot) { return snapshot->files; });
  return known == recent.end() ? nullptr : *known;
}

Judged Loader::State::steered(const Side& side, const SideFiles& read) const {
  Judged judged;
  judged.loaded.warnings = side.tree->warnings();
  append(judged.loaded.warnings, read.warnings);
  take_steering(read.files, judged.loaded);
  // Else what is expected of a plan would stand on both sides, and so be spent.
  if (side.plan && side.plan->moment == Moment::Before) judged.loaded.expected.reset();
  if (given.is_given()) judged.loaded.project = given.file();
  judged.loaded.sources = read.sources;
  judged.loaded.ignored = read.unchosen;
  return judged;
}

Judged Loader::State::gather(const Side& side, const GivenVersions& given_versions,
                             Result<SideFiles>& read) {
  if (!read) {
    Judged judged;
    judged.diagnostics = read.error();
    return judged;
  }
  Judged judged = steered(side, *read);
  append(judged.diagnostics, read->problems);
  bool is_partial = !read->problems.empty();
  for (const std::shared_ptr<ReadFile>& file : read->files) {
    if (given.is_given() && is_project_file(*file)) continue;
    append(judged.diagnostics, file->diagnostics);
    const bool is_passed_over = read->passes_over(*file);
    if (is_passed_over) ++judged.loaded.ignored;
    if (!is_passed_over) take(*file, *read, judged);
    is_partial = is_partial || (!is_passed_over && file->is_partial);
  }
  if (is_partial) return judged;
  // Where nothing is, nothing can be chosen.
  if (!read->files.empty() || read->unchosen > 0)
    append(judged.diagnostics, read->choice.problems());
  if (!read_sources(*read, given_versions, judged)) return judged;
  judged.is_gathered = true;
  return judged;
}

void Loader::State::take(const ReadFile& file, SideFiles& side, Judged& judged) {
  const bool declares = file.state == ReadFile::State::Declares;
  if (declares || file.state == ReadFile::State::IsOfSource) side.choice.use(file.text->path());
  if (!declares) return;
  judged.loaded.files_by_format[kNativeFormat].push_back(file.text->path());
  judged.declarations.push_back(file.declarations);
  judged.loaded.read.push_back(file.text->path());
}

bool Loader::State::read_sources(const SideFiles& side, const GivenVersions& given_versions,
                                 Judged& judged) {
  SourcesOfSide made = sources.read(side, given_versions);
  append(judged.diagnostics, std::move(made.problems));
  if (made.files_by_format.empty() && made.declarations.empty()) return made.are_known;
  std::ranges::move(made.declarations, std::back_inserter(judged.declarations));
  std::ranges::sort(judged.declarations, {}, [](const DeclarationsPointer& file) {
    return std::string_view(file->text->path());
  });
  for (const auto& [format, paths] : made.files_by_format)
    judged.loaded.read.insert(judged.loaded.read.end(), paths.begin(), paths.end());
  std::ranges::sort(judged.loaded.read);
  judged.loaded.files_by_format.merge(made.files_by_format);
  judged.loaded.versions = std::move(made.versions);
  return made.are_known;
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
    append(judged.diagnostics, loaded.warnings);  // which may say why
    judged.diagnostics.push_back(no_policies(side, loaded));
  }
  sort_diagnostics(judged.diagnostics);
  if (!judged.diagnostics.empty()) return failure(std::move(judged.diagnostics));
  return std::move(loaded);
}

Loader::Loader(std::optional<std::string> project_file, const std::vector<SourceWord>& sources,
               const std::vector<VersionWord>& versions)
    : state_(std::make_unique<State>(std::move(project_file))) {
  state_->files.set_sources(given_sources(sources, *state_->names));
  for (const VersionWord& one : versions) {
    state_->versions_before[one.format] = one.before;
    state_->versions_after[one.format] = one.after;
  }
}
Loader::~Loader() = default;

Diagnostics Loader::read_given_project() { return state_->given.read(*state_->names); }

void Loader::tell_apart(std::string_view resource) { state_->sources.tell_apart(resource); }

ToldByFormat Loader::told_so_far() const { return state_->sources.told_so_far(); }

Result<LoadedSide> Loader::load(const Side& side, bool needs_policies) {
  if (Diagnostics problems = read_given_project(); !problems.empty())
    return failure(std::move(problems));
  FileReading reading(*state_->names);
  Result<SideFiles> files = state_->files.read(side, reading);
  reading.finish();
  if (files) state_->files.add_named(side, *files, reading);
  Judged judged;
  Rounds rounds(told_so_far());
  do {  // what a server names a pool in front of it tells apart, too
    judged = state_->gather(side, state_->versions_after, files);
  } while (rounds.is_another_needed(told_so_far()));
  append(judged.diagnostics, rounds.problems());
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
  Result<SideFiles> before_files = state_->files.read(sides.before, reading);
  Result<SideFiles> after_files = state_->files.read(sides.after, reading);
  reading.finish();
  if (before_files) state_->files.add_named(sides.before, *before_files, reading);
  if (after_files) state_->files.add_named(sides.after, *after_files, reading);
  Judged judged_before;
  Judged judged_after;
  Rounds rounds(told_so_far());
  do {  // what one side names is there on the other, too
    judged_before = state_->gather(sides.before, state_->versions_before, before_files);
    judged_after = state_->gather(sides.after, state_->versions_after, after_files);
  } while (rounds.is_another_needed(told_so_far()));
  append(judged_after.diagnostics, rounds.problems());
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
  return failure(merged(std::move(wrong_before), std::move(wrong_after), sides));
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
