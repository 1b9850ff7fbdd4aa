#pragma once

#include "accessdrift/region/diagram.h"

namespace accessdrift {

/// While it lives, the diagrams work on a budget of their own; then they take up the target's
/// again.
class OwnBudget {
 public:
  explicit OwnBudget(Diagrams& diagrams) : diagrams_(diagrams), of_target_(diagrams.budget()) {
    diagrams_.start_target();
  }
  ~OwnBudget() { diagrams_.resume(of_target_); }
  OwnBudget(const OwnBudget&) = delete;
  OwnBudget& operator=(const OwnBudget&) = delete;

 private:
  Diagrams& diagrams_;
  Diagrams::Budget of_target_;
};

}  // namespace accessdrift
