#include "accessdrift/format/reserved_ids.h"

#include <map>
#include <string>

#include "accessdrift/base/text.h"
#include "accessdrift/format/native/reading.h"

namespace accessdrift::source {
namespace {

class SettingApart {
 public:
  SettingApart(SourceReading& reading, std::string_view format)
      : reading_(reading), format_(format) {}

  void run() {
    for (SourceReading::File& file : reading_.files) note(file.declarations);
    if (other_of_.empty()) return;
    for (SourceReading::File& file : reading_.files) rename(file.declarations);
  }

 private:
  void note(const Declarations& declarations) {
    for (const UserDeclaration& user : declarations.users) note(declarations, user.id, user.key);
    for (const NamePlace& alias : declarations.aliases) note(declarations, alias.name, alias.place);
    for (const GroupDeclaration& group : declarations.groups)
      note(declarations, group.id, group.key);
    if (!declarations.users.empty()) return;
    // Members whom the file does not list.
    for (const Mention& mention : declarations.mentions) {
      if (mention.kind == MentionKind::User) note(declarations, mention.id, mention.place);
    }
  }

  void note(const Declarations& declarations, Name id, Place place) {
    const std::string_view text = reading_.names.text(id);
    if (!native::is_reserved_word(text) && native::reserved_prefix(text).empty()) return;
    const auto [known, is_new] = other_of_.try_emplace(id);
    if (!is_new) return;
    const std::string other = std::string(format_) + ":" + std::string(text);
    Diagnostic& problem =
        warn(reading_, "reserved-id", "the id `" + shortened(text) + "` is reserved",
             declarations.span(place));
    problem.label = "it means something else in a policy: here it is `" + shortened(other) + "`";
    known->second = reading_.names.intern(other);
  }

  void rename(Declarations& declarations) const {
    for (UserDeclaration& user : declarations.users) {
      if (!other_of_.contains(user.id)) continue;
      rename(user.id);
      user.spelling = user.id;
    }
    for (NamePlace& alias : declarations.aliases) rename(alias.name);
    for (GroupDeclaration& group : declarations.groups) rename(group.id);
    for (Mention& mention : declarations.mentions) rename(mention);
    for (PolicyDeclaration& policy : declarations.policies) {
      for (Mention& mention : policy.who) rename(mention);
    }
  }

  void rename(Mention& mention) const {
    if (mention.kind == MentionKind::User || mention.kind == MentionKind::Group) rename(mention.id);
  }
  void rename(Name& id) const {
    if (const auto known = other_of_.find(id); known != other_of_.end()) id = known->second;
  }

  SourceReading& reading_;
  std::string_view format_;
  std::map<Name, Name> other_of_;
};

}  // namespace

void set_reserved_ids_apart(SourceReading& reading, std::string_view format) {
  SettingApart(reading, format).run();
}

}  // namespace accessdrift::source
