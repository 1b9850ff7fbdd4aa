#pragma once

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/drift/printed_ids.h"
#include "accessdrift/drift/roll_up.h"
#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/model/routed.h"

namespace accessdrift {

/// A complete request that the two sides decide differently, and how.
struct Witness {
  IdentityIndex identity;
  AskedAction action;
  SideNames resource;
  std::optional<UrlRequest> by_url;  ///< asked for so; else by the ids
  RequestAttributes attributes;      ///< without those that the URL tells; with the world's, as far
                                     ///< as the finding reads what is not known of identities
  bool serves_all_worlds = true;     ///< the finding's worlds: no world needs another request
  bool before_allows = false;
  bool after_allows = false;
};

/// A witness that the plain interpreter decides otherwise than the engine: a bug of ours.
struct Disagreement {
  std::string what;  ///< the request and the answers, one line
};

/// Finds witnesses and has them decided again by the plain interpreter of each side.
class WitnessCheck {
 public:
  explicit WitnessCheck(const Comparison& comparison);

  /// Of a finding that is not limited: its first identity, resource and action in byte order, a
  /// request that only the after side allows (of what is lost or narrowed: only the before side).
  /// Nothing where opaque tests answer otherwise for all texts that were tried.
  [[nodiscard]] std::optional<Witness> find(const Finding& finding);
  /// Nothing if the interpreter agrees on both sides.
  [[nodiscard]] std::optional<Disagreement> replay(const Witness& witness);
  /// The first of these with which it does not agree. Each side is asked on a thread of its own.
  [[nodiscard]] std::optional<Disagreement> replay(const std::vector<Witness>& witnesses);

  [[nodiscard]] const Interpreter& interpreter(SideOf side) const {
    return side == SideOf::Before ? before_ : after_;
  }
  /// The witness as a side asks it. Nothing where nobody is asked: no resource, or no action of it.
  [[nodiscard]] std::optional<Request> request_on(SideOf side, const Witness& witness) const;
  /// Who asks, and what is told, without what is asked for.
  [[nodiscard]] Request asking_on(SideOf side, const Witness& witness) const;

 private:
  [[nodiscard]] bool ask_by_url(const Finding& finding, Region region, Witness& witness) const;
  void forget_unread(const Finding& finding, RequestAttributes& attributes) const;
  [[nodiscard]] RequestAttributes told_on(SideOf side, RequestAttributes attributes) const;
  [[nodiscard]] Outcome decide(SideOf side, const Witness& witness, bool is_one_of_many);
  [[nodiscard]] std::optional<Disagreement> disagreement(const Witness& witness, Outcome before,
                                                         Outcome after) const;

  const Comparison& comparison_;
  Interpreter before_;
  Interpreter after_;
  std::optional<Interpreter::Series> series_before_, series_after_;
  std::size_t replayed_ = 0;
  PrintedIds printed_;
  std::future<void> preparing_;  ///< of `after_`, beside the first decision of `before_`
};

}  // namespace accessdrift
