#include "accessdrift/load/side_files.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "accessdrift/document/read.h"
#include "accessdrift/format/registry.h"
#include "accessdrift/load/side_problems.h"

namespace accessdrift {
namespace {

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

}  // namespace

Result<std::shared_ptr<const ProjectFile>> SideFileReader::read_project_file(
    const Tree& tree, const std::vector<TreeEntry>& entries, FileReading& reading) {
  if (given_.is_given()) return given_.file();
  const auto entry =
      std::ranges::find_if(entries, [](const auto& e) { return is_project_file(e.path); });
  if (entry == entries.end()) return std::shared_ptr<const ProjectFile>();
  const Result<std::shared_ptr<ReadFile>> file = find_or_read(tree, *entry, {}, reading);
  if (!file) return failure(file.error());
  reading.finish();
  return (*file)->project;
}

Result<SideFiles> SideFileReader::read(const Side& side, FileReading& reading) {
  std::vector<std::string> extensions = source_extensions();
  Result<std::vector<TreeEntry>> entries = side.tree->list(extensions);
  if (!entries) return failure(entries.error());
  const Result<std::shared_ptr<const ProjectFile>> project =
      read_project_file(*side.tree, *entries, reading);
  if (!project) return failure(project.error());
  const std::shared_ptr<const Sources> sources =
      given_sources_ || !*project ? given_sources_ : (*project)->sources;
  std::vector<std::string> further = further_endings(sources.get(), names_);
  if (!further.empty()) {
    std::ranges::move(extensions, std::back_inserter(further));
    entries = side.tree->list(further);
    if (!entries) return failure(entries.error());
  }
  SideFiles found{{}, SourceChoice(sources, names_), sources};
  Diagnostics diagnostics;
  std::optional<Diagnostic> first_passed_over;
  std::size_t count_passed_over = 0;
  if (side.plan) {
    const Result<std::shared_ptr<ReadFile>> plan =
        find_or_read(*side.plan->tree, side.plan->entry, side.plan->format->name, reading);
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

Result<std::shared_ptr<ReadFile>> SideFileReader::find_or_read(const Tree& tree,
                                                               const TreeEntry& entry,
                                                               std::string_view chosen,
                                                               FileReading& reading) {
  Files& versions = files_[entry.path];
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

}  // namespace accessdrift
