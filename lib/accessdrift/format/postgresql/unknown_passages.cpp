#include "accessdrift/format/postgresql/unknown_passages.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/unknown_server.h"

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
    SetDeclaration& gate = gates[passage.gate];
    gate.combine = Combine::FirstApplicable;
    for (const std::string& id :
         source::declare_unknown_server(reading, file, passage.resource, fact, {}))
      gate.members.push_back({names.intern(id), false, {}});
  }
  for (auto& [id, gate] : gates) {
    gate.id = names.intern(id);
    file.declarations.sets.push_back(std::move(gate));
  }
}

}  // namespace accessdrift::postgresql
