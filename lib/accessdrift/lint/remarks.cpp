#include "accessdrift/lint/checks.h"

namespace accessdrift {

void check_remarks(Linting& linting) {
  for (const DeclarationsPointer& file : linting.snapshot().files) {
    for (const Diagnostic& remark : file->remarks)
      linting.add(remark, {file->format, remark.message});
  }
}

}  // namespace accessdrift
