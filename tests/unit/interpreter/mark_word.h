#pragma once

#include <string>

#include "accessdrift/interpreter/interpreter.h"

namespace accessdrift {

inline std::string word_of(Mark mark) {
  switch (mark) {
    case Mark::Ok:
      return "ok";
    case Mark::Fail:
      return "fail";
    case Mark::Open:
      return "open";
    case Mark::Error:
      break;
  }
  return "error";
}

}  // namespace accessdrift
