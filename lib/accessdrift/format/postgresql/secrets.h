#pragma once

#include "accessdrift/format/source_reading.h"

namespace accessdrift::postgresql {

/// Shows stars in place of passwords, in whatever is printed of the files: those of roles, of LDAP
/// and RADIUS, and in strings that hold one. What was said of a file so far is said of that.
void hide_secrets(SourceReading& reading);

}  // namespace accessdrift::postgresql
