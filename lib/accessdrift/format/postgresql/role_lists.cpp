#include <utility>

#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/postgresql/roles.h"

namespace accessdrift::postgresql {

const std::vector<Roles::FileList>& Roles::file_lists() {
  if (file_lists_) return *file_lists_;
  std::map<std::string_view, FileList> by_path;
  std::set<Name> known;
  for (const Role& role : roles_) {
    const Mention one = mention(role.name, role.key);
    if (!is_account(role) || !known.insert(one.id).second) continue;
    FileList& list = by_path[role.file->document.text->path()];
    list.file = role.file;
    list.roles.push_back(one);
  }
  file_lists_.emplace();
  for (auto& [path, list] : by_path) {
    list.id = "postgresql_roles";
    if (!file_lists_->empty()) list.id += "_in_" + source::attribute_word(path);
    file_lists_->push_back(std::move(list));
  }
  return *file_lists_;
}

std::string Roles::is_listed() {
  std::string any;
  for (const FileList& list : file_lists())
    any += (any.empty() ? "lists." : " || lists.") + list.id;
  return any.empty() ? "false" : "(" + any + ")";
}

void Roles::declare_lists() {
  for (const FileList& list : *file_lists_) {
    declare_group(*list.file, list.id, list.roles.front().place, list.roles, false);
    GroupDeclaration& declared = list.file->declarations.groups.back();
    declared.is_list = declared.is_made = declared.is_derived = true;
  }
}

}  // namespace accessdrift::postgresql
