#include "accessdrift/format/postgresql/unknown_passages.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "accessdrift/format/named_unknown.h"

namespace accessdrift::postgresql {

void declare_unknown_passages(SourceReading& reading) {
  SourceReading::File& file = reading.files.front();
  Names& names = reading.names;
  std::map<std::string, SetDeclaration> gates;
  std::set<std::pair<std::string_view, std::string_view>> told;
  for (const Passage& passage : reading.beside.passages) {
    if (!told.emplace(passage.gate, passage.resource).second) continue;
    const std::string fact = "postgresql.lets_in_" + source::attribute_word(passage.resource) +
                             '_' + source::digits_of(passage.resource);
    AttributeType type{TypeKind::Bool, {}, true};
    type.is_world = true;
    source::declare_attribute(reading, file, fact, type, {});
    SetDeclaration& gate = gates[passage.gate];
    gate.combine = Combine::FirstApplicable;
    for (const Effect effect : {Effect::Allow, Effect::Deny}) {
      PolicyDeclaration made;
      const bool is_allow = effect == Effect::Allow;
      made.id =
          names.intern("the server behind " + passage.resource + (is_allow ? "" : ", otherwise"));
      made.effect = effect;
      made.who = {{names.intern("anyone"), MentionKind::Anyone, false, {}}};
      made.to = {{names.intern(passage.resource), {}}};
      if (is_allow) made.when = ConditionText{fact, {}, 0, false};
      made.is_implied = true;
      gate.members.push_back({made.id, false, {}});
      file.declarations.policies.push_back(std::move(made));
    }
  }
  for (auto& [id, gate] : gates) {
    gate.id = names.intern(id);
    file.declarations.sets.push_back(std::move(gate));
  }
}

}  // namespace accessdrift::postgresql
