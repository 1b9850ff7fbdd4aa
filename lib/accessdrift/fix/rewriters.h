#pragma once

#include <map>
#include <memory>

#include "accessdrift/format/native/rewrite.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// The files of a snapshot, read for rewriting when they are first needed.
class Rewriters {
 public:
  explicit Rewriters(const Snapshot& snapshot) : snapshot_(snapshot) {}
  /// REQUIRES: the span lies in a file of the snapshot.
  [[nodiscard]] const native::Rewriter& of(const Span& span);

 private:
  const Snapshot& snapshot_;
  std::map<const SourceText*, std::unique_ptr<native::Rewriter>> files_;
};

}  // namespace accessdrift
