#include "accessdrift/load/joined_groups.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

/// Where a group is declared.
struct Declaration {
  std::size_t file = 0;
  std::size_t group = 0;
};

class Joiner {
 public:
  Joiner(std::vector<DeclarationsPointer> files, Names& names)
      : names_(names), files_(std::move(files)) {}

  JoinedGroups join() {
    for (const DeclarationsPointer& file : files_) {
      if (!file->is_native()) continue;
      for (const GroupDeclaration& group : file->groups) native_.insert(group.id);
    }
    for (std::size_t f = 0; f < files_.size(); ++f) {
      if (files_[f]->is_native()) continue;
      for (std::size_t g = 0; g < files_[f]->groups.size(); ++g) meet({f, g});
    }
    for (auto& [file, copy] : copies_) files_[file] = std::move(copy);
    return {std::move(files_), std::move(warnings_)};
  }

 private:
  void meet(Declaration here) {
    const Declarations& file = *files_[here.file];
    const GroupDeclaration& group = file.groups[here.group];
    const Name id = group.id;
    if (native_.contains(id)) {
      if (group.members.count == 0 && !group.is_open && !group.rule)
        copy_of(here.file).groups[here.group].id = name_within(id, file);
      return;
    }
    const auto [known, is_new] = first_.try_emplace(id, here);
    const Declarations& first = *files_[known->second.file];
    if (is_new || first.format == file.format) return;
    const Name renamed = name_within(id, file);
    copy_of(here.file).groups[here.group].id = renamed;
    if (inside_.emplace(id, renamed).second) add_member(known->second, renamed);
    tell(std::string(names_.text(id)), first, known->second, file, here);
  }

  Name name_within(Name id, const Declarations& file) {
    return names_.intern(std::string(names_.text(id)) + " (" + std::string(file.format) + ')');
  }

  Declarations& copy_of(std::size_t file) {
    std::shared_ptr<Declarations>& copy = copies_[file];
    if (!copy) copy = std::make_shared<Declarations>(*files_[file]);
    return *copy;
  }

  /// The members of a group lie side by side, so they move.
  void add_member(Declaration where, Name inside) {
    Declarations& file = copy_of(where.file);
    GroupDeclaration& group = file.groups[where.group];
    const auto first = static_cast<std::uint32_t>(file.mentions.size());
    for (std::uint32_t i = 0; i < group.members.count; ++i) {
      const Mention member = file.mentions[group.members.first + i];
      if (member.has_until) {
        const Until until = file.until_of(file.mentions[group.members.first + i]);
        file.membership_ends.emplace_back(static_cast<std::uint32_t>(file.mentions.size()), until);
      }
      file.mentions.push_back(member);
    }
    file.mentions.push_back({inside, MentionKind::Group, false, group.key});
    group.members = {first, group.members.count + 1};
  }

  void tell(const std::string& id, const Declarations& first, Declaration there,
            const Declarations& file, Declaration here) {
    if (!told_.emplace(first.format, file.format).second) return;
    Diagnostic& warning = warnings_.emplace_back();
    warning.severity = Severity::Warning;
    warning.code = "joined-group";
    warning.message = "group `" + shortened(id) + "` is told by " + std::string(first.format) +
                      " and by " + std::string(file.format) + ", and maybe others are";
    warning.span = file.span(file.groups[here.group].key);
    warning.label = "who is in it by either is in it";
    warning.notes.push_back({first.span(first.groups[there.group].key), "here, too"});
  }

  Names& names_;
  std::vector<DeclarationsPointer> files_;
  std::set<Name> native_;
  std::unordered_map<Name, Declaration> first_;
  std::map<std::size_t, std::shared_ptr<Declarations>> copies_;
  std::set<std::pair<Name, Name>> inside_;
  std::set<std::pair<std::string_view, std::string_view>> told_;
  Diagnostics warnings_;
};

}  // namespace

JoinedGroups with_joined_groups(std::vector<DeclarationsPointer> files, Names& names) {
  std::set<std::string_view> formats;
  for (const DeclarationsPointer& file : files) {
    if (!file->is_native() && !file->groups.empty()) formats.insert(file->format);
  }
  const bool has_native_groups = std::ranges::any_of(files, [](const DeclarationsPointer& file) {
    return file->is_native() && !file->groups.empty();
  });
  if (formats.size() < 2 && !(has_native_groups && !formats.empty())) return {std::move(files), {}};
  return Joiner(std::move(files), names).join();
}

}  // namespace accessdrift
