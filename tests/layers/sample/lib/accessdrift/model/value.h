#include <string>
#include <accessdrift/base/text.h>
#include "text.h"
#include <nlohmann/json_fwd.hpp>
