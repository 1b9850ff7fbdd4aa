#pragma once

#include "accessdrift/format/google_iap/bindings.h"

namespace accessdrift::google_iap {

/// Of a search whose last page is not here: what policies on further pages may allow, of resources
/// of which none is here. When all resources are declared.
void declare_missing(SourceReading& reading, const Bindings& bindings);

}  // namespace accessdrift::google_iap
