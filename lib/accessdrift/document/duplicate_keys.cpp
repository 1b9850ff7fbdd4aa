#include "accessdrift/document/duplicate_keys.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <string>
#include <tuple>
#include <vector>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

constexpr std::size_t kFewKeys = 16;
constexpr std::size_t kKeysABucket = 4;

struct HashedKey {
  std::size_t hash = 0;
  std::uint32_t node = 0;
};

class DuplicateKeys {
 public:
  DuplicateKeys(const Document& document, std::span<const std::uint32_t> keys,
                Diagnostics& problems)
      : document_(document), keys_(keys), problems_(problems) {}

  void find_by_pairs() {
    for (std::size_t later = 1; later < keys_.size(); ++later) {
      const std::string_view key = text(keys_[later]);
      const auto earlier = std::ranges::find_if(
          keys_.first(later), [&](std::uint32_t node) { return text(node) == key; });
      if (earlier != keys_.begin() + static_cast<std::ptrdiff_t>(later))
        report(*earlier, keys_[later]);
    }
  }

  [[nodiscard]] bool ascends() const {
    std::string_view before = text(keys_.front());
    for (const std::uint32_t node : keys_.subspan(1)) {
      const std::string_view key = text(node);
      if (before >= key) return false;
      before = key;
    }
    return true;
  }

  void find_by_hash() {
    std::vector<std::uint32_t> starts;
    std::vector<HashedKey> hashed = sort_into_buckets(starts);
    for (std::size_t bucket = 0; bucket + 1 < starts.size(); ++bucket) {
      find_in(std::span(hashed).subspan(starts[bucket], starts[bucket + 1] - starts[bucket]));
    }
  }

 private:
  [[nodiscard]] std::string_view text(std::uint32_t node) const {
    return NodeView(document_, node).scalar();
  }

  /// Counting sort by the hash's upper bits; bucket b is [starts[b], starts[b + 1]).
  [[nodiscard]] std::vector<HashedKey> sort_into_buckets(std::vector<std::uint32_t>& starts) const {
    const auto bits = std::bit_width(keys_.size() / kKeysABucket);
    const auto shift = static_cast<unsigned>(64 - bits);
    std::vector<HashedKey> hashed;
    hashed.reserve(keys_.size());
    starts.assign((std::size_t{1} << static_cast<unsigned>(bits)) + 2, 0);
    for (const std::uint32_t node : keys_) {
      hashed.push_back({std::hash<std::string_view>{}(text(node)), node});
      ++starts[(hashed.back().hash >> shift) + 2];
    }
    for (std::size_t i = 2; i < starts.size(); ++i) starts[i] += starts[i - 1];
    std::vector<HashedKey> sorted(hashed.size());
    for (const HashedKey& key : hashed) sorted[starts[(key.hash >> shift) + 1]++] = key;
    starts.pop_back();
    return sorted;
  }

  void find_in(std::span<HashedKey> bucket) {
    std::ranges::sort(bucket, [&](const HashedKey& a, const HashedKey& b) {
      if (a.hash != b.hash) return a.hash < b.hash;
      const int order = text(a.node).compare(text(b.node));
      return order != 0 ? order < 0 : a.node < b.node;
    });
    for (std::size_t first = 0, next = 1; next < bucket.size(); ++next) {
      const bool is_same = bucket[next].hash == bucket[first].hash &&
                           text(bucket[next].node) == text(bucket[first].node);
      if (is_same) {
        report(bucket[first].node, bucket[next].node);
      } else {
        first = next;
      }
    }
  }

  void report(std::uint32_t first, std::uint32_t again) {
    Diagnostic problem;
    problem.code = "duplicate-key";
    problem.message = "the key `" + shortened(text(again)) + "` stands twice in one mapping";
    problem.span = NodeView(document_, again).span();
    problem.label = "a key may stand once";
    problem.notes.push_back({NodeView(document_, first).span(), "first here"});
    problems_.push_back(std::move(problem));
  }

  const Document& document_;
  std::span<const std::uint32_t> keys_;
  Diagnostics& problems_;
};

}  // namespace

void find_duplicate_keys(const Document& document, std::span<const std::uint32_t> keys,
                         Diagnostics& problems) {
  if (keys.size() < 2) return;
  DuplicateKeys finder(document, keys, problems);
  if (keys.size() <= kFewKeys) return finder.find_by_pairs();
  if (!finder.ascends()) finder.find_by_hash();
}

}  // namespace accessdrift
