#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/cause/caused_findings.h"
#include "accessdrift/cause/edit_units.h"
#include "accessdrift/cause/mixed.h"
#include "naive.h"

namespace accessdrift::property {

/// By id, or by the method `action` for an address. Who and what is asked about may go by another
/// id on the before side.
struct AskedRequest : Request {
  std::string identity_before;
  std::string resource_before;
  std::optional<naive::Address> address;

  /// With what the URL tells.
  [[nodiscard]] RequestAttributes told() const;
};

/// Which of the edits are applied, a bit each.
using Applied = std::uint32_t;

[[nodiscard]] Applied applied_by(const EditSet& set);

/// The configuration with any of its edits applied, evaluated naively.
class Mixtures {
 public:
  explicit Mixtures(const Comparison& comparison);

  [[nodiscard]] Applied all() const { return (Applied{1} << comparison_.edits.size()) - 1; }

  /// Whether the edits can be applied without the others.
  [[nodiscard]] bool is_closed(Applied applied) const;

  /// With what must be applied, too, or left out: what cannot matter is not told.
  [[nodiscard]] Applied closed(Applied applied, bool is_left_out = false) const;

  bool decide(Applied applied, const AskedRequest& request);

 private:
  [[nodiscard]] Applied of_unit(std::size_t unit) const;

  /// By a person's id on a side: its id in a mixture.
  using Ids = std::map<std::string, std::string>;
  struct Mixture {
    std::unique_ptr<Snapshot> snapshot;
    std::unique_ptr<naive::Side> side;
    Ids of_before;
    Ids of_after;
    Ids of_missing;  ///< who is nobody of the mixture but for its open directory
  };

  const Mixture& mixture(Applied applied);
  void pair_people(Mixture& made) const;
  void tell_as_printed(naive::Side& side) const;

  const Comparison& comparison_;
  naive::Side before_;
  naive::Side after_;
  std::map<std::string, std::string> renamed_groups_;
  Kept kept_;
  EditTable table_;
  SetOrders orders_;
  EditUnits units_;
  std::map<Applied, Mixture> known_;
};

}  // namespace accessdrift::property
