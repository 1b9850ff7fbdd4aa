#include "accessdrift/format/proxysql/remarks.h"

namespace accessdrift::proxysql {

void add_remarks(const Instance& instance) { (void)instance; }

void tell_database(SourceReading& reading, const Instance& configuration, const Instance& dump) {
  const SourceReading::File& file = *configuration.tables.file;
  source::warn(reading, "ignored-configuration",
               "this configuration is not read: there is a dump of the database",
               {file.declarations.text.get(), {0, 0}})
      .label = "`" + dump.tables.file->document.text->path() + "` tells what counts";
}

}  // namespace accessdrift::proxysql
