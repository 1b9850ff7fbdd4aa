#include "accessdrift/report/html/packed.h"

#include <zlib.h>

#include <cassert>

#include "accessdrift/base/digest.h"

namespace accessdrift {

std::string packed(std::string_view text) {
  uLongf size = compressBound(text.size());
  std::string bytes(size, '\0');
  [[maybe_unused]] const int done =
      compress2(reinterpret_cast<Bytef*>(bytes.data()), &size,
                reinterpret_cast<const Bytef*>(text.data()), text.size(), Z_BEST_COMPRESSION);
  assert(done == Z_OK);
  bytes.resize(size);
  return base64(bytes);
}

}  // namespace accessdrift
