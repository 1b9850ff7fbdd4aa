#include <doctest/doctest.h>

#include <array>

#include "accessdrift/model/declarations.h"

namespace accessdrift {
namespace {

TEST_CASE("folded_identity: ids with exactly one @ fold and others stay") {
  const std::array<std::array<const char*, 2>, 8> rows{{
      {"Ana@Corp.Example", "ana@corp.example"},
      {"ana@corp.example", "ana@corp.example"},
      {"Backup-Bot", "Backup-Bot"},
      {"A@B@C", "A@B@C"},
      {"", ""},
      {"@", "@"},
      {"JOSÉ@X", "josÉ@x"},
      {"K@[Z]", "k@[z]"},
  }};
  for (const auto& [id, folded] : rows) {
    CAPTURE(id);
    std::string buffer;
    CHECK(folded_identity(id, buffer) == folded);
  }
}

}  // namespace
}  // namespace accessdrift
