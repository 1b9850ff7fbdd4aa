#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/region/text_test.h"

namespace accessdrift::text_oracle {

/// What RE2 and plain string functions say of texts.
class Oracle {
 public:
  explicit Oracle(const std::vector<TextTest>& tests);
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;
  ~Oracle();

  [[nodiscard]] bool holds(std::size_t test, std::string_view text) const;

 private:
  struct Compiled;
  std::vector<TextTest> tests_;
  std::unique_ptr<Compiled> compiled_;
};

/// Whether RE2 takes the pattern.
[[nodiscard]] bool is_pattern(const std::string& pattern);
/// Whether RE2 matches the whole text.
[[nodiscard]] bool matches_whole(const std::string& pattern, std::string_view text);

}  // namespace accessdrift::text_oracle
