#include "accessdrift/load/outsiders.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
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

class Outsiders {
 public:
  Outsiders(const std::vector<DeclarationsPointer>& files, Names& names) : names_(names) {
    for (const DeclarationsPointer& file : files) {
      for (const UserDeclaration& user : file->users) {
        listed_.insert(user.id);
        domains_.insert(fold_ascii(domain_of(names.text(user.id))));
      }
      for (const NamePlace& alias : file->aliases) listed_.insert(alias.name);
    }
  }

  /// Null if the file names none.
  DeclarationsPointer with(const Declarations& file, std::string_view others) {
    added_.clear();
    if (!others.empty() && !std::exchange(has_others_, true)) add(others, {});
    for (const PolicyDeclaration& policy : file.policies) {
      for (const Mention& mention : policy.who) note(mention);
    }
    if (added_.empty()) return nullptr;
    auto made = std::make_shared<Declarations>(file);
    made->users.insert(made->users.end(), added_.begin(), added_.end());
    return made;
  }

 private:
  void note(const Mention& mention) {
    if (mention.id.is_none()) return;
    const std::string_view text = names_.text(mention.id);
    if (mention.kind == MentionKind::Domain && !domains_.contains(text))
      add("*@" + std::string(text), mention.place);
    if (mention.kind == MentionKind::User && !domains_.contains(domain_of(text)))
      add(std::string(text), mention.place);
  }

  void add(std::string_view id, Place place) {
    UserDeclaration user;
    user.id = user.spelling = names_.intern(id);
    user.key = user.body = place;
    if (listed_.insert(user.id).second) added_.push_back(user);
  }

  Names& names_;
  std::set<Name> listed_;
  std::set<std::string, std::less<>> domains_;
  std::vector<UserDeclaration> added_;
  bool has_others_ = false;
};

}  // namespace

std::vector<DeclarationsPointer> with_outsiders(std::vector<DeclarationsPointer> files,
                                                Names& names) {
  const auto outsiders_of = [](const DeclarationsPointer& file) {
    const Format* const format = find_format(file->format);
    return format == nullptr ? std::string_view() : format->outsiders;
  };
  const bool can_have = std::ranges::any_of(
      files, [&](const DeclarationsPointer& file) { return !outsiders_of(file).empty(); });
  if (!can_have || !is_closed(files)) return files;
  Outsiders outsiders(files, names);
  for (DeclarationsPointer& file : files) {
    const std::string_view others = outsiders_of(file);
    if (others.empty()) continue;
    if (DeclarationsPointer more = outsiders.with(*file, others)) file = std::move(more);
  }
  return files;
}

}  // namespace accessdrift
