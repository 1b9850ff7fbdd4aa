#pragma once

#include <iterator>
#include <map>
#include <memory>
#include <string>

#include "accessdrift/source/tree.h"

namespace accessdrift {

/// A tree some of whose files have other bytes. Nothing is written anywhere.
class OverlayTree final : public Tree {
 public:
  /// `replaced`: path → bytes, of files that `below` has.
  OverlayTree(std::shared_ptr<const Tree> below, std::map<std::string, std::string> replaced)
      : below_(std::move(below)),
        replaced_(std::move_iterator(replaced.begin()), std::move_iterator(replaced.end())) {}

  [[nodiscard]] Result<std::vector<TreeEntry>> list(
      const std::vector<std::string>& extensions) const override;
  [[nodiscard]] Result<FileBytes> read(const TreeEntry& entry) const override;
  [[nodiscard]] Diagnostics warnings() const override { return below_->warnings(); }

 private:
  std::shared_ptr<const Tree> below_;
  std::map<std::string, FileBytes> replaced_;
};

}  // namespace accessdrift
