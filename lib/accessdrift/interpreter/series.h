#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <vector>

#include "accessdrift/interpreter/asked.h"
#include "accessdrift/interpreter/combine.h"
#include "accessdrift/interpreter/named_by.h"
#include "accessdrift/interpreter/reach.h"
#include "accessdrift/interpreter/set_order.h"

namespace accessdrift::interpreting {

/// Decides complete requests one after the other. Whom policies name is looked up, and what the
/// last question found is kept as far as the next one asks for it again: the policies that cover a
/// resource and action, whom they name, and the conditions that fail. A set is gone through until
/// it is settled, in its order, and only by policies that may apply.
///
/// Not thread-safe. REQUIRES: snapshot and reach outlive it.
class Series {
 public:
  Series(const Snapshot& snapshot, const Reach& reach, std::function<const GroupWalk&()> groups);

  /// What the policies come to; REQUIRES: as `Interpreter::decide`.
  [[nodiscard]] Yield decide(const Request& request);

 private:
  /// A policy that covers what is asked for.
  struct Covering {
    PolicyIndex policy;
    std::uint32_t place = 0;
    SetIndex set;
    bool is_allow = false;
  };
  /// A set that is being gone through; what its members yield lies in `parts_` from `first` on.
  struct Frame {
    SetIndex set;
    Combine how = Combine::DenyOverrides;
    std::uint32_t end = std::numeric_limits<std::uint32_t>::max();
    std::size_t first = 0;
    bool is_gate = false;
  };
  enum class Fails : std::uint8_t { NotAsked, Yes, No };
  /// What is told, and by condition whether it surely fails then.
  struct Facts {
    RequestAttributes told;
    std::vector<Fails> fails;
  };

  void look_at_target(const Asked& asked);
  void look_at_subject(const Asked& asked);
  void look_at_facts(const Request& request);
  [[nodiscard]] Yield go_through(const Asked& asked);
  void take_up(const Asked& asked, const Covering& one);
  [[nodiscard]] Yield yield(const Asked& asked, PolicyIndex policy);
  [[nodiscard]] bool surely_fails(const Asked& asked, PolicyIndex policy);
  void open(SetIndex set);
  void take(Part part);
  void close();
  [[nodiscard]] bool is_settled() const;

  const Snapshot& snapshot_;
  const Reach& reach_;
  std::function<const GroupWalk&()> groups_;
  SetOrder order_;
  NamedBy named_by_;

  ResourceIndex resource_;
  std::optional<std::size_t> action_;
  std::vector<Covering> covering_;  ///< of these, by place

  std::optional<Subject> subject_;
  Memberships memberships_;
  std::vector<std::uint32_t> named_;  ///< by policy: for which subject it was last found
  std::uint32_t subjects_ = 0;

  std::vector<std::uint32_t> condition_of_;  ///< by policy; equal conditions have one number
  std::vector<bool> is_kept_;                ///< by condition: the request alone tells it
  std::vector<Facts> facts_;                 ///< the last ones, the very last one at the end

  std::vector<Frame> frames_;
  std::vector<Part> parts_;
};

}  // namespace accessdrift::interpreting
