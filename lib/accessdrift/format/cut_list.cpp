#include "accessdrift/format/cut_list.h"

#include "accessdrift/format/named_unknown.h"
#include "accessdrift/model/schema.h"

namespace accessdrift::source {

void open_directory(SourceReading& reading, SourceReading::File& file, Place place) {
  if (file.declarations.directory) return;
  file.declarations.directory = DirectoryDeclaration{false, place, place, true};
  declare_attribute(reading, file, kPeopleLeftOut, {TypeKind::Bool, {}, true, true}, place);
}

void open_directory(SourceReading& reading, Span said) {
  for (SourceReading::File& file : reading.files)
    if (file.document.text.get() == said.text) open_directory(reading, file, said.place);
}

}  // namespace accessdrift::source
