#include <fmt/core.h>

namespace accessdrift {
struct Forward;
class Value final {
  int number_ = 0;
};
namespace printing {
struct Value {};
}  // namespace printing
}  // namespace accessdrift
