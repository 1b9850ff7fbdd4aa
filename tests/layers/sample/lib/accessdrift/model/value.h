#include <string>
#include <accessdrift/base/text.h>
#include "text.h"
#include <nlohmann/json_fwd.hpp>

namespace accessdrift {
struct Value {
  int number = 0;
};
struct Forward;
}  // namespace accessdrift
