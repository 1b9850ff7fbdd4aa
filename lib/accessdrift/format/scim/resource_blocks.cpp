#include "accessdrift/format/scim/resource_blocks.h"

#include <algorithm>
#include <cstdint>
#include <system_error>
#include <utility>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::scim {
namespace {

constexpr std::size_t kBlock = 1024;
/// Resources whose texts are fetched together; blocks are so many of these.
constexpr std::size_t kFetchedTogether = 8;
static_assert(kBlock % kFetchedTogether == 0);
/// A group may have any number of members.
constexpr std::uint32_t kMostTexts = 64;

template <typename Visit>
void each_resource(NodeView root, Visit&& visit) {
  if (root.is_sequence()) return source::each_item(root, visit);
  if (is_list_response(root)) return source::each_item(root, "Resources", visit);
  visit(root);
}

/// Texts of a resource lie apart in the file: those of some resources are waited for together.
void fetch_texts(NodeView node) {
  const Document& document = node.document();
  const char* const text = document.text->bytes().data();
  const std::uint32_t first = node.index();
  const std::uint32_t behind = node.is_scalar() ? first : document.nodes[first].link;
  for (std::uint32_t i = first; i < std::min(behind, first + kMostTexts); ++i)
    __builtin_prefetch(text + document.nodes[i].begin);
}

}  // namespace

ResourceBlocks::ResourceBlocks(NodeView root, std::size_t worth_a_thread) : root_(root) {
  if (root.document().nodes.size() < worth_a_thread) return;
  try {
    worker_.emplace([this] { work(); });
  } catch (const std::system_error&) {
    worker_.reset();
  }
}

ResourceBlocks::~ResourceBlocks() {
  {
    const std::scoped_lock lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  if (worker_) worker_->join();
}

std::span<const Resource> ResourceBlocks::next() {
  taken_.clear();
  if (!worker_) {
    if (!std::exchange(is_over_, true))
      each_resource(root_, [this](NodeView node) { taken_.push_back(resource_of(node)); });
    return taken_;
  }
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return is_ready_ || is_over_; });
  if (is_ready_) {
    taken_.swap(ready_);
    is_ready_ = false;
    changed_.notify_all();
  } else if (problem_) {
    std::rethrow_exception(problem_);
  }
  return taken_;
}

void ResourceBlocks::work() {
  std::exception_ptr problem;
  try {
    take_apart();
  } catch (...) {
    problem = std::current_exception();
  }
  const std::scoped_lock lock(mutex_);
  problem_ = problem;
  is_over_ = true;
  changed_.notify_all();
}

void ResourceBlocks::take_apart() {
  std::vector<Resource> block;
  block.reserve(kBlock);
  std::vector<NodeView> fetched;
  const auto take_fetched = [&] {
    for (const NodeView node : fetched) block.push_back(resource_of(node));
    fetched.clear();
    if (block.size() == kBlock) hand_over(block);
  };
  each_resource(root_, [&](NodeView node) {
    fetch_texts(node);
    fetched.push_back(node);
    if (fetched.size() == kFetchedTogether) take_fetched();
  });
  take_fetched();
  if (!block.empty()) hand_over(block);
}

/// Waits until the one before is taken.
void ResourceBlocks::hand_over(std::vector<Resource>& block) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !is_ready_ || is_stopping_; });
  ready_.swap(block);
  block.clear();
  is_ready_ = true;
  changed_.notify_all();
}

}  // namespace accessdrift::scim
