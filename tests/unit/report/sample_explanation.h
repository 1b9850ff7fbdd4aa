#pragma once

#include <memory>
#include <string>

#include "accessdrift/query/explain.h"

namespace accessdrift::testing {

/// A snapshot of three policies, one user and two groups, made by hand, and a denied request with
/// its trace.
class SampleExplanation {
 public:
  SampleExplanation();
  [[nodiscard]] const Snapshot& snapshot() const { return snapshot_; }
  /// Denied by default: `grafana-sre` fails for the identity, `grafana-oncall` for the identity and
  /// the network.
  [[nodiscard]] Explanation denied() const;
  /// Allowed by `grafana-sre`.
  [[nodiscard]] Explanation allowed() const;

 private:
  [[nodiscard]] Span span_of(std::string_view words, std::string_view after) const;
  [[nodiscard]] CriterionTrace criterion(CriterionKind kind, Mark mark, std::string_view words,
                                         std::string why) const;
  [[nodiscard]] std::vector<PolicyTrace> traces() const;

  std::shared_ptr<const SourceText> text_;
  std::shared_ptr<Declarations> file_;
  Snapshot snapshot_;
};

}  // namespace accessdrift::testing
