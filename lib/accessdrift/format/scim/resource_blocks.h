#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
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
  /// A file of fewer nodes is taken apart before a thread has started.
  static constexpr std::size_t kWorthAThread = 200'000;

  explicit ResourceBlocks(NodeView root, std::size_t worth_a_thread = kWorthAThread);
  ~ResourceBlocks();
  ResourceBlocks(const ResourceBlocks&) = delete;
  ResourceBlocks& operator=(const ResourceBlocks&) = delete;

  /// The next ones, valid until the next call; none: there are no more. Throws what the second
  /// thread threw.
  [[nodiscard]] std::span<const Resource> next();

 private:
  void work();
  void take_apart();
  void hand_over(std::vector<Resource>& block);

  NodeView root_;
  std::vector<Resource> taken_;
  std::vector<Resource> ready_;
  bool is_ready_ = false;
  bool is_over_ = false;
  bool is_stopping_ = false;
  std::exception_ptr problem_;  ///< of the second thread
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<std::thread> worker_;
};

}  // namespace accessdrift::scim
