#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace accessdrift {

/// A number of a key's text: equal texts have equal numbers, others hardly ever.
[[nodiscard]] std::uint64_t signature_of(std::string_view key);

/// Which keys the mappings of a document have, as far as that can be told cheaply: one that is not
/// among them is nowhere in it. Of a document that does not count its keys any key may be.
class SeenKeys {
 public:
  /// From now on keys are counted.
  void begin() { are_counted_ = true; }
  void add(std::uint64_t signature) {
    bits_.set(one_of(signature));
    bits_.set(other_of(signature));
  }
  void add(const SeenKeys& others) { bits_ |= others.bits_; }

  [[nodiscard]] bool may_have(std::string_view key) const {
    if (!are_counted_) return true;
    const std::uint64_t signature = signature_of(key);
    return bits_.test(one_of(signature)) && bits_.test(other_of(signature));
  }

 private:
  static constexpr unsigned kBits = 10;

  static std::size_t one_of(std::uint64_t signature) { return signature >> (64U - kBits); }
  static std::size_t other_of(std::uint64_t signature) {
    return (signature >> (64U - 2 * kBits)) & ((1U << kBits) - 1);
  }

  bool are_counted_ = false;
  std::bitset<std::size_t{1} << kBits> bits_;
};

}  // namespace accessdrift
