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

/// How names of files end that may be meant, beside all others: what listing warns of is the same.
std::vector<std::string> endings_of(const auto& mentions) {
  std::vector<std::string> endings = source_extensions();
  for (const auto& mention : mentions) {
    const std::string& path = mention.file.path;
    std::string ending = mention.file.is_folder ? ".conf" : path.substr(path.rfind('/') + 1);
    if (!ending.empty()) endings.push_back(std::move(ending));
  }
  return endings;
}

/// The files that one means, of which all are listed by path.
std::vector<const TreeEntry*> mentioned(const std::vector<TreeEntry>& entries,
                                        const auto& mention) {
  const auto from = [&](std::string_view path) {
    return std::ranges::lower_bound(entries, path, {}, &TreeEntry::path);
  };
  std::vector<const TreeEntry*> found;
  const NamedFile& named = mention.file;
  if (!named.is_folder) {
    const auto is_there = [&](std::string_view path) {
      const auto at = from(path);
      return at != entries.end() && at->path == path;
    };
    auto path = find_named_file(mention.from, named.path, is_there);
    if (!path) path = find_named_file(mention.from, named.or_else, is_there);
    if (path) found.push_back(&*from(*path));
    return found;
  }
  const auto is_there = [&](std::string_view folder) {
    const auto at = from(folder);
    return at != entries.end() && at->path.starts_with(folder);
  };
  const auto folder = find_named_folder(mention.from, named.path, is_there);
  if (!folder) return found;
  for (auto at = from(*folder); at != entries.end() && at->path.starts_with(*folder); ++at) {
    const std::string_view name = std::string_view(at->path).substr(folder->size());
    if (name.find('/') == std::string_view::npos && is_read_of_folder(name)) found.push_back(&*at);
  }
  return found;
}

bool holds(const SideFiles& found, std::string_view path) {
  return std::ranges::any_of(found.files, [&](const std::shared_ptr<ReadFile>& file) {
    return file->state != ReadFile::State::Ignored && file->text->path() == path;
  });
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

void SideFileReader::add_named(const Side& side, SideFiles& found, FileReading& reading) {
  std::set<const ReadFile*> looked_at;
  while (true) {
    std::set<Mention> mentions;
    for (const std::shared_ptr<ReadFile>& file : found.files) {
      const bool may_name =
          file->state == ReadFile::State::IsOfSource && file->format->names_files != nullptr;
      if (!may_name || !looked_at.insert(file.get()).second) continue;
      for (NamedFile& named : file->format->names_files(*file->document))
        mentions.insert({file->text->path(), std::move(named), file.get()});
    }
    if (mentions.empty()) return;
    add_mentioned(side, mentions, found, reading);
    reading.finish();
  }
}

void SideFileReader::add_mentioned(const Side& side, const std::set<Mention>& mentions,
                                   SideFiles& found, FileReading& reading) {
  const Result<std::vector<TreeEntry>> entries = side.tree->list(endings_of(mentions));
  if (!entries) return append(found.problems, entries.error());
  for (const Mention& mention : mentions) {
    for (const TreeEntry* const entry : mentioned(*entries, mention)) {
      if (steers(entry->path) || holds(found, entry->path)) continue;
      Result<std::shared_ptr<ReadFile>> file =
          find_or_read(*side.tree, *entry, mention.by->format->name, reading);
      if (!file) {
        append(found.problems, std::move(file.error()));
        continue;
      }
      forget_passed_over(entry->path, found);
      const auto options = found.options.find(mention.by);
      if (options != found.options.end()) found.options.emplace(file->get(), options->second);
      const auto at = std::ranges::find_if(found.files, [&](const auto& other) {
        return other->text && other->text->path() > entry->path;
      });
      found.files.insert(at, std::move(*file));
    }
  }
}

/// It was counted as one that says nothing.
void SideFileReader::forget_passed_over(const std::string& path, SideFiles& found) {
  const Files& versions = files_[path];
  const std::size_t passed_over = std::erase_if(found.files, [&](const auto& file) {
    return file->state == ReadFile::State::Ignored &&
           std::ranges::find(versions, file) != versions.end();
  });
  if (passed_over == 0 && found.unchosen > 0 && has_extension(path, source_extensions()))
    --found.unchosen;
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

  Result<FileBytes> bytes = tree.read(entry);
  if (!bytes) return failure(bytes.error());
  const auto by_bytes = std::ranges::find_if(versions, [&](const auto& version) {
    return version->text && version->text->bytes() == bytes->view() && version->chosen == chosen;
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
