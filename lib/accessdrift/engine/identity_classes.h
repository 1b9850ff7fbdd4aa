#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "accessdrift/engine/identity_set.h"

namespace accessdrift {

/// Identities that are in the same ones of some sets. The sets are told apart into *common* ones,
/// which many are in, and *own* ones.
struct IdentityClass {
  IdentitySet identities;
  std::uint32_t common = 0;        ///< which of the common sets they are in, as a number of these
  std::vector<std::uint32_t> own;  ///< sets
};

struct IdentityClasses {
  std::vector<std::vector<std::uint32_t>> commons;  ///< by number: sets
  std::vector<IdentityClass> classes;               ///< by common
};

/// Splits identities by the sets that they are in. Large sets are taken as a whole, as long as few
/// classes come of them; whom another set names is looked at one by one. Cost: the sizes of the
/// own sets, and few operations on sets for each common one.
class IdentitySplitting {
 public:
  explicit IdentitySplitting(std::uint32_t population) : signature_of_(population, 0) {}

  /// REQUIRES: the sets are distinct and not empty.
  [[nodiscard]] IdentityClasses split(const IdentitySet& within, std::span<const IdentitySet> sets);

 private:
  [[nodiscard]] std::uint32_t refined(std::uint32_t signature, std::uint32_t set);
  /// Puts those of `all` who are in own sets into classes of their own, by their signature.
  void take_apart(const IdentitySet& all, std::uint32_t common,
                  std::vector<IdentityClass>& classes);
  [[nodiscard]] std::vector<std::uint32_t> sets_of(std::uint32_t signature) const;

  struct Signature {
    std::uint32_t parent = 0;
    std::uint32_t set = 0;
  };
  std::vector<std::uint32_t> signature_of_;  ///< by identity; 0 but while some are split
  std::vector<Signature> signatures_;        ///< [0]: in no own set
  std::unordered_map<std::uint64_t, std::uint32_t> next_;  ///< (signature, set) → signature
};

/// Gives equal sets one number.
class DistinctSets {
 public:
  /// Cost: linear in the set as it is compressed.
  std::uint32_t number_of(const IdentitySet& set);
  [[nodiscard]] const std::vector<IdentitySet>& sets() const { return sets_; }

 private:
  std::vector<IdentitySet> sets_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> known_;  ///< by size and ends
};

}  // namespace accessdrift
