#include "accessdrift/format/unknown_server.h"

#include <utility>

#include "accessdrift/format/named_unknown.h"

namespace accessdrift::source {

std::array<std::string, 2> declare_unknown_server(SourceReading& reading, SourceReading::File& file,
                                                  std::string_view resource,
                                                  const std::string& fact, Place place) {
  AttributeType type{TypeKind::Bool, {}, true};
  type.is_world = true;
  declare_attribute(reading, file, fact, type, place);
  Names& names = reading.names;
  std::array<std::string, 2> ids;
  ids[0] = "the server behind " + std::string(resource);
  ids[1] = ids[0] + ", otherwise";
  for (const std::string& id : ids) {
    const bool is_allow = id == ids[0];
    PolicyDeclaration made;
    made.id = names.intern(id);
    made.effect = is_allow ? Effect::Allow : Effect::Deny;
    made.key = made.body = made.effect_place = made.to_place = place;
    made.who = {{names.intern("anyone"), MentionKind::Anyone, false, place}};
    made.to = {{names.intern(resource), place}};
    if (is_allow) made.when = ConditionText{fact, place, place.begin, false};
    made.is_implied = true;
    file.declarations.policies.push_back(std::move(made));
  }
  return ids;
}

}  // namespace accessdrift::source
