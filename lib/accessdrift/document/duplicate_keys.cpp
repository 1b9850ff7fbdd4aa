#include "accessdrift/document/duplicate_keys.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <string>
#include <tuple>
#include <vector>

#include "accessdrift/base/lists_by_number.h"
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
    // By the upper bits of their hashes.
    const auto bits = static_cast<unsigned>(std::bit_width(keys_.size() / kKeysABucket));
    const std::size_t buckets = std::size_t{1} << bits;
    ListsByNumber<HashedKey> keys(buckets, [&, hashed = hashed_keys()](const auto& see) {
      for (const HashedKey& key : hashed) see(key.hash >> (64U - bits), key);
    });
    for (std::size_t bucket = 0; bucket < buckets; ++bucket) find_in(keys.of(bucket));
  }

 private:
  [[nodiscard]] std::string_view text(std::uint32_t node) const {
    return NodeView(document_, node).scalar();
  }

  [[nodiscard]] std::vector<HashedKey> hashed_keys() const {
    std::vector<HashedKey> hashed;
    hashed.reserve(keys_.size());
    for (const std::uint32_t node : keys_)
      hashed.push_back({std::hash<std::string_view>{}(text(node)), node});
    return hashed;
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
