#include "accessdrift/load/source_reader.h"

#include <algorithm>
#include <utility>

#include "accessdrift/format/registry.h"
#include "accessdrift/load/side_problems.h"

namespace accessdrift {
namespace {

/// Sources of the newest sides, for walks that compare each with its neighbour.
constexpr std::size_t kMostKept = 8;

/// The plan that is laid over a side, among its files.
bool is_plan_again(const SideFiles& side, const ReadFile& file) {
  return side.plan != nullptr && &file != side.plan && side.plan->text &&
         file.format == side.plan->format && file.text->bytes() == side.plan->text->bytes();
}

}  // namespace

SourcesOfSide SourceReader::read(const SideFiles& side, const GivenVersions& versions) {
  SourcesOfSide made;
  const ByFormat all = by_format(side, made);
  // What leads to others is read before them, and who is listed before it is asked.
  std::vector<const Format*> order;
  for (const auto& [format, files] : all) order.push_back(format);
  std::ranges::stable_partition(order, [](const Format* one) { return !one->heeds_lists; });
  std::ranges::stable_partition(order, [](const Format* one) { return !one->leads_to.empty(); });
  heeds_lists_ = heeds_lists_ || std::ranges::any_of(order, &Format::heeds_lists);
  formats_.insert(order.begin(), order.end());
  for (const std::shared_ptr<ReadFile>& file : side.files) {
    if (file->declarations == nullptr) continue;
    const Declarations& native = *file->declarations;
    have_native_lists_ = have_native_lists_ || !native.users.empty() || native.directory;
    if (heeds_lists_) note_listed(native);
  }
  Ways ways;
  for (const Format* const format : order) ways.formats.insert(format);
  for (const Format* const format : order) {
    const Files& files = all.at(format);
    OptionsOfFiles options;
    for (const std::shared_ptr<ReadFile>& file : files) {
      const auto found = side.options.find(file.get());
      options.push_back(found == side.options.end() ? nullptr : found->second);
    }
    read_format(files, std::move(options), versions, ways, made);
  }
  add_built_in_of_others(all, made);
  return made;
}

/// What other sides have by their formats is no edit of theirs.
void SourceReader::add_built_in_of_others(const ByFormat& own, SourcesOfSide& made) const {
  for (const auto& [format, declarations] : built_in_)
    if (declarations != nullptr && !own.contains(format)) made.declarations.push_back(declarations);
}

Beside SourceReader::beside(const Format& format, const OptionsOfFiles& options,
                            const Ways& ways) const {
  Beside beside;
  if (const auto found = ways.to.find(format.name); found != ways.to.end())
    beside.passages = found->second;
  if (format.heeds_lists) beside.listed = listed_;
  beside.is_alone = formats_.size() == 1 && !have_native_lists_;
  const bool has_backend = std::ranges::any_of(options, [&](const auto& one) {
    return one != nullptr && std::ranges::any_of(one->all, [&](const SourceOption& option) {
             return names_.text(option.name.name) == kBackendOption;
           });
  });
  if (!has_backend) return beside;
  const Format* const server = find_format(format.leads_to);
  beside.has_server = ways.formats.contains(server);
  if (const auto found = passages_.find(&format); found != passages_.end())
    beside.known = found->second;
  if (const auto found = told_apart_.find(server); beside.has_server && found != told_apart_.end())
    beside.databases = found->second;
  return beside;
}

void SourceReader::tell_apart(std::string_view resource) {
  for (const Format& format : formats()) {
    const bool is_of_format = !format.tells_apart.empty() &&
                              resource.starts_with(format.tells_apart) &&
                              resource.size() > format.tells_apart.size();
    if (!is_of_format) continue;
    const std::string_view name = resource.substr(format.tells_apart.size());
    // Of those that files do name, and of what stands for all others.
    const bool is_plain = !name.starts_with('(') && name.find(" of ") == std::string_view::npos;
    if (is_plain) told_apart_[&format].emplace(name);
  }
}

ToldByFormat SourceReader::told_so_far() const {
  ToldByFormat told;
  for (const auto& [format, declarations] : built_in_) ++told[format->name];
  for (const auto& [format, names] : told_apart_) told[format->name] += names.size();
  for (const auto& [format, between] : between_) told[format->name] += between.count();
  for (const auto& [format, versions] : versions_) told[format->name] += versions.size();
  for (const auto& [format, passages] : passages_) told[format->name] += passages.size();
  for (const Format& format : formats())
    if (format.heeds_lists) told[format.name] += listed_count_;
  for (const Format* const format : formats_)
    told[format->name] += formats_.size() + (have_native_lists_ ? 1 : 0);
  return told;
}

SourceReader::ByFormat SourceReader::by_format(const SideFiles& side, SourcesOfSide& made) {
  ByFormat all;
  for (const std::shared_ptr<ReadFile>& file : side.files) {
    const bool is_of_source =
        file->state == ReadFile::State::IsOfSource && !side.only_native.contains(file.get());
    if (!is_of_source || is_plan_again(side, *file)) continue;
    all[file->format].push_back(file);
    if (file->format->translate == nullptr) continue;
    const bool is_plan = file.get() == side.plan;
    const TranslatedFiles::Made& translated =
        translated_.of(file, is_plan ? side.moment : Moment::After, is_plan);
    append(made.problems, translated.problems);
    made.are_known = made.are_known && !has_errors(translated.problems);
    for (const std::shared_ptr<ReadFile>& one : translated.files) all[one->format].push_back(one);
  }
  return all;
}

void SourceReader::note_passages(const Format& format, const ReadSource& read, Ways& ways) {
  std::vector<Passage>& to = ways.to[format.leads_to];
  to.insert(to.end(), read.passages.begin(), read.passages.end());
  std::vector<Passage>& known = passages_[&format];
  for (const Passage& passage : read.passages) {
    const bool is_known =
        std::ranges::any_of(known, [&](const Passage& one) { return one.leads_as(passage); });
    if (is_known) continue;
    known.push_back(passage);
    known.back().when.clear();
    known.back().is_here = true;
  }
}

void SourceReader::note_listed(const Declarations& file) {
  for (const UserDeclaration& user : file.users) {
    if (user.id.index() >= listed_.size()) listed_.resize(names_.size());
    listed_count_ += listed_[user.id.index()] ? 0 : 1;
    listed_[user.id.index()] = true;
  }
}

void SourceReader::read_format(const Files& files, OptionsOfFiles options,
                               const GivenVersions& versions, Ways& ways, SourcesOfSide& made) {
  const Format& format = *files.front()->format;
  const Result<SourceVersion> version = version_told(format, versions, options, names_);
  if (!version) {
    append(made.problems, version.error());
    made.are_known = false;
    return;
  }
  if (!version->version.empty()) made.versions[format.name] = said_of(*version);
  Beside beside = this->beside(format, options, ways);
  const std::shared_ptr<const ReadSource> read =
      read_together(files, std::move(options), *version, std::move(beside));
  if (!format.leads_to.empty()) note_passages(format, *read, ways);
  if (heeds_lists_ && !format.heeds_lists)
    for (const DeclarationsPointer& file : read->declarations) note_listed(*file);
  append(made.problems, read->problems);
  made.are_known = made.are_known && !has_errors(read->problems);
  const bool is_spoken_for = format.translate != nullptr;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!is_spoken_for) made.declarations.push_back(read->declarations[i]);
    if (!files[i]->is_translated)
      made.files_by_format[format.name].push_back(files[i]->text->path());
  }
  if (read->version) made.declarations.push_back(read->version);
  if (DeclarationsPointer own = built_in_of(format)) made.declarations.push_back(std::move(own));
}

std::shared_ptr<const ReadSource> SourceReader::read_together(const Files& files,
                                                              OptionsOfFiles options,
                                                              const SourceVersion& version,
                                                              Beside beside) {
  const Format& format = *files.front()->format;
  std::set<std::string>& told_apart = told_apart_[&format];
  BetweenSides& between = between_[&format];
  if (!version.version.empty()) versions_[&format].insert(version.version);
  const std::set<std::string> versions =
      version.version.empty() ? std::set<std::string>() : versions_[&format];
  const auto known = std::ranges::find_if(recent_, [&](const Known& one) {
    return one.files == files && one.options == options && one.version == version &&
           one.versions == versions && one.beside == beside && one.read->told_apart == told_apart &&
           one.read->between == between;
  });
  if (known != recent_.end()) return known->read;
  std::vector<SourceFile> sources;
  for (std::size_t i = 0; i < files.size(); ++i)
    sources.push_back(
        {files[i]->document.get(), options[i].get(), files[i]->is_translated, files[i]->moment});
  auto read = std::make_shared<const ReadSource>(
      read_source(format, sources, names_,
                  {version, versions, std::move(told_apart), std::move(between), beside}));
  told_apart = read->told_apart;
  between = read->between;
  if (recent_.size() == kMostKept) recent_.erase(recent_.begin());
  recent_.push_back({files, std::move(options), version, versions, std::move(beside), read});
  return read;
}

DeclarationsPointer SourceReader::built_in_of(const Format& format) {
  const auto [known, is_new] = built_in_.try_emplace(&format);
  if (is_new) known->second = read_built_in(format, names_);
  return known->second;
}

}  // namespace accessdrift
