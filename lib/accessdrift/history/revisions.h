#pragma once

#include <memory>
#include <string>
#include <vector>

#include "accessdrift/load/loader.h"
#include "accessdrift/model/snapshot.h"
#include "accessdrift/source/repository.h"

namespace accessdrift {

/// What the commits of a repository declare, each read as one side of a comparison is: from the
/// root, or at a path. One thread at a time.
class Revisions {
 public:
  Revisions(std::shared_ptr<const Repository> repository, Loader& loader, std::string path = {})
      : repository_(std::move(repository)), loader_(loader), path_(std::move(path)) {}

  /// Where the path is missing nothing is declared, and a commit may have no policy. Errors: those
  /// of `Repository::tree` and `Loader::load`.
  [[nodiscard]] Result<std::shared_ptr<const Snapshot>> read(const Commit& commit);
  /// What a commit without any file declares.
  [[nodiscard]] Result<std::shared_ptr<const Snapshot>> nothing();
  [[nodiscard]] const Repository& repository() const { return *repository_; }
  /// As of `Loader`.
  [[nodiscard]] ToldByFormat told_so_far() const { return loader_.told_so_far(); }

 private:
  [[nodiscard]] Result<std::shared_ptr<const Snapshot>> load(std::string spec,
                                                             std::unique_ptr<Tree> tree);

  std::shared_ptr<const Repository> repository_;
  Loader& loader_;
  std::string path_;
};

}  // namespace accessdrift
