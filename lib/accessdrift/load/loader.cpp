#include "accessdrift/load/loader.h"

#include <algorithm>
#include <future>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "accessdrift/format/native/validate.h"
#include "accessdrift/load/condition_checks.h"
#include "accessdrift/load/file_reading.h"
#include "accessdrift/load/given_project.h"
#include "accessdrift/load/source_globs.h"
#include "accessdrift/source/zone_files.h"

namespace accessdrift {
namespace {

using Files = std::vector<std::shared_ptr<ReadFile>>;

/// Snapshots of the newest sides, for walks that compare each with its neighbour.
constexpr std::size_t kKeptSnapshots = 2;

void append(Diagnostics& all, Diagnostics more) {
  std::ranges::move(more, std::back_inserter(all));
}

Diagnostic no_policies(const Side& side, const LoadedSide& loaded) {
  const std::string what = loaded.read.empty() ? "no file with `accessdrift: 1`" : "no policy";
  std::string help =
      loaded.read.empty()
          ? "a native file is YAML or JSON and has the key `accessdrift: 1` at its top level"
          : "write `policies`, or point at the folder that has them";
  if (loaded.ignored > 0)
    help += ", " + std::to_string(loaded.ignored) + " files without it were ignored";
  return error_without_place("no-policies", "`" + side.spec + "` has " + what, std::move(help));
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
    if (file->expected) loaded.expected = file->expected;
  }
}

/// A side on its way from files to a snapshot.
struct Judged {
  LoadedSide loaded;
  std::vector<DeclarationsPointer> declarations;
  std::shared_ptr<Snapshot>
      linked;               ///< not checked yet; null if it cannot be linked, or was checked before
  Diagnostics diagnostics;  ///< of its files
  Diagnostics checks;       ///< of what they declare together
};

}  // namespace

struct Loader::State {
  std::shared_ptr<Names> names = std::make_shared<Names>();
  std::shared_ptr<const TimeZones> zones = system_zones();
  std::unordered_map<std::string, Files> files;  // by path, every version that was read
  ConditionChecks conditions;
  std::vector<std::shared_ptr<const Snapshot>> recent;
  GivenProject given;

  [[nodiscard]] Result<Files> read(const Side& side, FileReading& reading);
  [[nodiscard]] Result<std::shared_ptr<ReadFile>> find_or_read(const Tree& tree,
                                                               const TreeEntry& entry,
                                                               FileReading& reading);
  /// `other` is a side of the same comparison; equal ones are linked once.
  [[nodiscard]] Judged link_files(const Side& side, const Result<Files>& read,
                                  const Judged* other = nullptr);
  void check_conditions(Judged& judged);
  [[nodiscard]] Result<LoadedSide> settle(const Side& side, Judged judged, bool needs_policies);
  [[nodiscard]] std::shared_ptr<const Snapshot> find_recent(
      const std::vector<DeclarationsPointer>& declarations) const;
};

Result<Files> Loader::State::read(const Side& side, FileReading& reading) {
  const Result<std::vector<TreeEntry>> entries = side.tree->list({".yaml", ".yml", ".json"});
  if (!entries) return failure(entries.error());
  Files found;
  Diagnostics diagnostics;
  for (const TreeEntry& entry : *entries) {
    Result<std::shared_ptr<ReadFile>> file = find_or_read(*side.tree, entry, reading);
    if (file) {
      found.push_back(std::move(*file));
    } else {
      append(diagnostics, std::move(file.error()));
    }
  }
  if (!diagnostics.empty()) return failure(std::move(diagnostics));
  return found;
}

Result<std::shared_ptr<ReadFile>> Loader::State::find_or_read(const Tree& tree,
                                                              const TreeEntry& entry,
                                                              FileReading& reading) {
  Files& versions = files[entry.path];
  const auto by_key = std::ranges::find_if(versions, [&](const auto& version) {
    return !entry.content_key.empty() && version->content_key == entry.content_key;
  });
  if (by_key != versions.end()) return *by_key;

  Result<std::string> bytes = tree.read(entry);
  if (!bytes) return failure(bytes.error());
  const auto by_bytes = std::ranges::find_if(versions, [&](const auto& version) {
    return version->text && version->text->bytes() == *bytes;
  });
  if (by_bytes != versions.end()) {
    if ((*by_bytes)->content_key.empty()) (*by_bytes)->content_key = entry.content_key;
    return *by_bytes;
  }
  auto file = std::make_shared<ReadFile>();
  file->content_key = entry.content_key;
  file->text = std::make_shared<const SourceText>(entry.path, std::move(*bytes));
  reading.add(file);
  versions.push_back(file);
  return file;
}

std::shared_ptr<const Snapshot> Loader::State::find_recent(
    const std::vector<DeclarationsPointer>& declarations) const {
  const auto known =
      std::ranges::find(recent, declarations, [](const auto& snapshot) { return snapshot->files; });
  return known == recent.end() ? nullptr : *known;
}

Judged Loader::State::link_files(const Side& side, const Result<Files>& read, const Judged* other) {
  Judged judged;
  if (!read) {
    judged.diagnostics = read.error();
    return judged;
  }
  judged.loaded.warnings = side.tree->warnings();
  take_steering(*read, judged.loaded);
  if (given.is_given()) judged.loaded.project = given.file();
  SourceGlobs sources(judged.loaded.project.get(), *names);
  bool is_partial = false;
  for (const std::shared_ptr<ReadFile>& file : *read) {
    const bool declares = file->declarations || file->state == ReadFile::State::Broken;
    if (given.is_given() && is_project_file(*file)) continue;
    if (file->state == ReadFile::State::Ignored ||
        (declares && !sources.select(file->text->path()))) {
      ++judged.loaded.ignored;
      continue;
    }
    append(judged.diagnostics, file->diagnostics);
    is_partial = is_partial || file->is_partial;
    if (file->state != ReadFile::State::Declares) continue;
    judged.declarations.push_back(file->declarations);
    judged.loaded.read.push_back(file->text->path());
  }
  if (is_partial) return judged;
  append(judged.diagnostics, sources.problems());
  if (side.token_holder)
    append(judged.diagnostics, add_token_holder(*side.token_holder, judged.declarations, *names));
  judged.loaded.snapshot = find_recent(judged.declarations);
  if (judged.loaded.snapshot) return judged;
  const bool is_linked =
      other != nullptr && other->linked && other->declarations == judged.declarations;
  judged.linked = is_linked ? other->linked
                            : std::make_shared<Snapshot>(link(judged.declarations, names, zones));
  return judged;
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
  if (judged.linked && judged.diagnostics.empty()) {
    loaded.snapshot = judged.linked;
    if (recent.size() == kKeptSnapshots) recent.erase(recent.begin());
    recent.push_back(loaded.snapshot);
  }
  if (loaded.snapshot && needs_policies && loaded.snapshot->policies.empty()) {
    judged.diagnostics.push_back(no_policies(side, loaded));
  }
  sort_diagnostics(judged.diagnostics);
  if (!judged.diagnostics.empty()) return failure(std::move(judged.diagnostics));
  return std::move(loaded);
}

Loader::Loader(std::optional<std::string> project_file) : state_(std::make_unique<State>()) {
  state_->given = GivenProject(std::move(project_file));
}
Loader::~Loader() = default;

Result<LoadedSide> Loader::load(const Side& side, bool needs_policies) {
  if (Diagnostics problems = state_->given.read(*state_->names); !problems.empty())
    return failure(std::move(problems));
  FileReading reading(*state_->names);
  const Result<Files> files = state_->read(side, reading);
  reading.finish();
  Judged judged = state_->link_files(side, files);
  check_declarations(judged);
  state_->check_conditions(judged);
  return state_->settle(side, std::move(judged), needs_policies);
}

Result<Loader::Pair> Loader::load(const Sides& sides) {
  if (Diagnostics problems = state_->given.read(*state_->names); !problems.empty())
    return failure(std::move(problems));
  FileReading reading(*state_->names);
  const Result<Files> before_files = state_->read(sides.before, reading);
  const Result<Files> after_files = state_->read(sides.after, reading);
  reading.finish();
  Judged judged_before = state_->link_files(sides.before, before_files);
  Judged judged_after = state_->link_files(sides.after, after_files, &judged_before);
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
  if (!judged.checks.empty()) {
    sort_diagnostics(judged.checks);
    return failure(std::move(judged.checks));
  }
  pair.with_invariants = std::move(judged.linked);
  return pair;
}

}  // namespace accessdrift
