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

bool SideFiles::passes_over(const ReadFile& file) const {
  return file.state == ReadFile::State::Ignored ||
         (file.state == ReadFile::State::IsOfSource && only_native.contains(&file));
}

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

Result<SideFileReader::Listing> SideFileReader::list(const Tree& tree, FileReading& reading) {
  std::vector<std::string> wanted = source_extensions();
  Result<std::vector<TreeEntry>> entries = tree.list(wanted);
  if (!entries) return failure(entries.error());
  const Result<std::shared_ptr<const ProjectFile>> project =
      read_project_file(tree, *entries, reading);
  if (!project) return failure(project.error());
  Listing listing;
  listing.sources = given_sources_ || !*project ? given_sources_ : (*project)->sources;
  std::vector<std::string> further = further_endings(listing.sources.get(), names_);
  listing.has_further = !further.empty();
  if (listing.has_further) {
    std::ranges::move(further, std::back_inserter(wanted));
    entries = tree.list(wanted);
    if (!entries) return failure(entries.error());
  }
  listing.entries = std::move(*entries);
  return listing;
}

Result<SideFiles> SideFileReader::read(const Side& side, FileReading& reading) {
  const Result<Listing> listing = list(*side.tree, reading);
  if (!listing) return failure(listing.error());
  const std::shared_ptr<const Sources>& sources = listing->sources;
  SideReading made{*side.tree, reading, {{}, SourceChoice(sources, names_), sources}};
  if (side.plan && !read_plan(*side.plan, made)) return failure(std::move(made.problems));
  const std::vector<std::string> usual = source_extensions();
  for (const TreeEntry& entry : listing->entries) {
    const bool is_steering = steers(entry.path);
    if (side.reads_chosen_only && !sources && !is_steering) continue;
    const SourceChoice::Chosen chosen =
        is_steering ? SourceChoice::Chosen() : made.found.choice.choose(entry.path);
    if (chosen.is_read) {
      read_chosen(entry, chosen, made);
    } else if (!listing->has_further || has_extension(entry.path, usual)) {
      ++made.found.unchosen;
    }
  }
  if (!made.problems.empty()) return failure(std::move(made.problems));
  if (made.first_passed_over)
    made.found.warnings.push_back(passed_over(*made.first_passed_over, made.count_passed_over));
  return std::move(made.found);
}

bool SideFileReader::read_plan(const PlanFile& plan, SideReading& side) {
  Result<std::shared_ptr<ReadFile>> file =
      find_or_read(*plan.tree, plan.entry, plan.format->name, side.reading);
  if (!file) {
    side.problems = std::move(file.error());
    return false;
  }
  side.found.plan = file->get();
  side.found.moment = plan.moment;
  side.found.files.push_back(std::move(*file));
  return true;
}

void SideFileReader::read_chosen(const TreeEntry& entry, const SourceChoice::Chosen& chosen,
                                 SideReading& side) {
  // What is chosen as native reads the same, if it is native, as what is not chosen.
  const bool is_only_native = chosen.format == kNativeFormat;
  Result<std::shared_ptr<ReadFile>> file = find_or_read(
      side.tree, entry, is_only_native ? std::string_view() : chosen.format, side.reading);
  if (file && file->get() == side.found.plan) return;
  if (file) {
    if (is_only_native) side.found.only_native.insert(file->get());
    if (chosen.options) side.found.options.emplace(file->get(), chosen.options);
    side.found.files.push_back(std::move(*file));
  } else if (may_be_passed_over(entry, chosen, file.error())) {
    if (side.count_passed_over++ == 0) side.first_passed_over = file.error().front();
    ++side.found.unchosen;
  } else {
    append(side.problems, std::move(file.error()));
  }
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
