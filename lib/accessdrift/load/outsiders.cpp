#include "accessdrift/load/outsiders.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/registry.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {
namespace {

std::string_view domain_of(std::string_view id) {
  const std::size_t at = id.rfind('@');
  return at == id.npos ? std::string_view() : id.substr(at + 1);
}

std::string_view outsiders_of(const Declarations& file) {
  const Format* const format = find_format(file.format);
  return format == nullptr ? std::string_view() : format->outsiders;
}

/// Of accounts that stand in no directory of people; in a name with blanks a reader speaks of
/// somebody whom nothing tells.
bool is_apart(std::string_view id) {
  return id.starts_with("principal://") || id.ends_with(".gserviceaccount.com") ||
         id.find(' ') != id.npos;
}

/// By what a mention names somebody who may be one; empty: it names none.
std::string named_by(const Mention& mention, const Names& names) {
  if (mention.id.is_none()) return {};
  const std::string text(names.text(mention.id));
  if (mention.kind == MentionKind::Domain) return "*@" + text;
  return mention.kind == MentionKind::User ? text : std::string();
}

/// Calls `see(mention)` for whom the policies of a file name, and the lists that their conditions
/// ask for.
template <typename See>
void each_named(const Declarations& file, See&& see) {
  for (const PolicyDeclaration& policy : file.policies) {
    for (const Mention& mention : policy.who) see(mention);
  }
  for (const GroupDeclaration& group : file.groups) {
    for (std::uint32_t i = 0; group.is_list && i < group.members.count; ++i)
      see(file.mentions[group.members.first + i]);
  }
}

/// What the lists of a side have.
struct Listed {
  std::set<Name> names;
  std::set<std::string, std::less<>> domains;

  Listed(const std::vector<DeclarationsPointer>& files, const Names& all) {
    for (const DeclarationsPointer& file : files) {
      for (const UserDeclaration& user : file->users) {
        names.insert(user.id);
        const std::string_view id = all.text(user.id);
        if (!user.is_outsider && !is_apart(id) && !domain_of(id).empty())
          domains.insert(fold_ascii(domain_of(id)));
      }
      for (const NamePlace& alias : file->aliases) names.insert(alias.name);
    }
  }

  [[nodiscard]] bool can_have(std::string_view id) const {
    return !is_apart(id) && (domain_of(id).empty() || domains.contains(domain_of(id)));
  }
};

/// Who is declared where a file first names them, or in the first file of their kind.
class Outsiders {
 public:
  Outsiders(const std::vector<DeclarationsPointer>& files, const Declarations& first, Names& names)
      : first_(first), names_(names) {
    for (const DeclarationsPointer& file : files) {
      if (outsiders_of(*file).empty()) continue;
      each_named(*file, [&](const Mention& mention) {
        places_.try_emplace(named_by(mention, names), file.get(), mention.place);
      });
    }
  }

  void add(const std::string& id) {
    const auto at = places_.find(id);
    UserDeclaration user;
    user.id = user.spelling = names_.intern(id);
    user.is_outsider = true;
    if (at != places_.end()) user.key = user.body = at->second.second;
    added_[at == places_.end() ? &first_ : at->second.first].push_back(user);
  }

  [[nodiscard]] DeclarationsPointer added_to(DeclarationsPointer file) const {
    const auto more = added_.find(file.get());
    if (more == added_.end()) return file;
    auto made = std::make_shared<Declarations>(*file);
    made->users.insert(made->users.end(), more->second.begin(), more->second.end());
    return made;
  }

 private:
  const Declarations& first_;
  Names& names_;
  std::map<std::string, std::pair<const Declarations*, Place>> places_;
  std::map<const Declarations*, std::vector<UserDeclaration>> added_;
};

}  // namespace

std::set<std::string> outsiders_named(const std::vector<DeclarationsPointer>& files,
                                      const Names& names) {
  std::set<std::string> named;
  NameIndex<bool> users, domains;
  for (const DeclarationsPointer& file : files) {
    if (outsiders_of(*file).empty()) continue;
    each_named(*file, [&](const Mention& mention) {
      const bool is_domain = mention.kind == MentionKind::Domain;
      if (mention.id.is_none() || (!is_domain && mention.kind != MentionKind::User)) return;
      NameIndex<bool>& met = is_domain ? domains : users;
      if (met.find(mention.id)) return;
      met.set(mention.id, true);
      named.insert(named_by(mention, names));
    });
  }
  named.erase("");
  return named;
}

std::vector<DeclarationsPointer> with_outsiders(std::vector<DeclarationsPointer> files,
                                                const std::set<std::string>& named, Names& names) {
  const auto first = std::ranges::find_if(
      files, [](const DeclarationsPointer& file) { return !outsiders_of(*file).empty(); });
  if (first == files.end() || !is_closed(files)) return files;
  const Listed listed(files, names);
  Outsiders outsiders(files, **first, names);
  outsiders.add(std::string(outsiders_of(**first)));
  for (const std::string& id : named) {
    if (!listed.can_have(id) && !listed.names.contains(names.intern(id))) outsiders.add(id);
  }
  for (DeclarationsPointer& file : files) file = outsiders.added_to(std::move(file));
  return files;
}

}  // namespace accessdrift
