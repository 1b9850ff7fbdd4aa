#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "accessdrift/document/document.h"
#include "accessdrift/format/scim/resource.h"

namespace accessdrift::scim {

/// The resources of a file, in order and some at a time. Of a large file a second thread takes them
/// apart ahead of the one that asks; what they are is the same.
class ResourceBlocks {
 public:
  explicit ResourceBlocks(NodeView root);
  ~ResourceBlocks();
  ResourceBlocks(const ResourceBlocks&) = delete;
  ResourceBlocks& operator=(const ResourceBlocks&) = delete;

  /// The next ones, valid until the next call; none: there are no more.
  [[nodiscard]] std::span<const Resource> next();

 private:
  void work();
  void hand_over(std::vector<Resource>& block);

  NodeView root_;
  std::vector<Resource> taken_;
  std::vector<Resource> ready_;
  bool is_ready_ = false;
  bool is_over_ = false;
  bool is_stopping_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<std::thread> worker_;
};

}  // namespace accessdrift::scim
