#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>

#include "accessdrift/cel/check.h"
#include "accessdrift/document/read.h"
#include "accessdrift/format/native/read.h"
#include "accessdrift/format/native/validate.h"
#include "accessdrift/interpreter/interpreter.h"
#include "machine_zones.h"

namespace accessdrift {

/// A linked and checked snapshot of one native file.
class SampleWorld {
 public:
  explicit SampleWorld(std::string yaml) {
    text_ = std::make_shared<SourceText>("access.yaml", "accessdrift: 1\n" + std::move(yaml));
    const auto document = read_yaml(text_);
    REQUIRE(document.has_value());
    const auto names = std::make_shared<Names>();
    auto file = read_native(*document, *names);
    REQUIRE(file.has_value());
    require_none(file->diagnostics);
    auto declarations = std::make_shared<Declarations>(std::move(file->declarations));
    declarations->text = text_;
    snapshot_ = link({declarations}, names, machine_zones());
    require_none(validate_native(snapshot_));
    check_conditions();
  }

  [[nodiscard]] const Snapshot& snapshot() const { return snapshot_; }
  [[nodiscard]] std::string_view text_of(const Span& span) const {
    return text_->bytes().substr(span.place.begin, span.place.end - span.place.begin);
  }
  [[nodiscard]] std::string policy_id(PolicyIndex policy) const {
    return std::string(snapshot_.text(snapshot_.policies[policy.index()]->id));
  }

 private:
  static void require_none(const Diagnostics& diagnostics) {
    for (const Diagnostic& problem : diagnostics) FAIL(problem.code << ": " << problem.message);
  }

  void check_conditions() {
    snapshot_.conditions.resize(snapshot_.policies.size());
    for (std::size_t i = 0; i < snapshot_.policies.size(); ++i) {
      const auto& when = snapshot_.policies[i]->when;
      if (when) snapshot_.conditions[i] = checked(*when, cel::Use::Condition);
    }
    snapshot_.rules.resize(snapshot_.groups.size());
    for (std::size_t i = 0; i < snapshot_.groups.size(); ++i) {
      const auto& rule = snapshot_.groups[i]->rule;
      if (rule) snapshot_.rules[i] = checked(*rule, cel::Use::GroupRule);
    }
  }

  [[nodiscard]] std::shared_ptr<const Expression> checked(const ConditionText& text,
                                                          cel::Use use) const {
    auto expression = cel::check(text, text_.get(), snapshot_.schema, use);
    if (!expression) require_none(expression.error());
    return std::make_shared<const Expression>(*std::move(expression));
  }

  std::shared_ptr<const SourceText> text_;
  Snapshot snapshot_;
};

}  // namespace accessdrift
