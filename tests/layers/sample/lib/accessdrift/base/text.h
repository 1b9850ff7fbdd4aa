#include <fmt/core.h>
#include <tl/expected.hpp>
#include "accessdrift/model/value.h"
