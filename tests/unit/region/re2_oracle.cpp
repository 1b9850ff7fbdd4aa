#include "re2_oracle.h"

#include <re2/re2.h>

#include "accessdrift/base/text.h"

namespace accessdrift::text_oracle {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

struct Oracle::Compiled {
  std::vector<std::unique_ptr<RE2>> patterns;  // by test, null unless it is one
};

Oracle::Oracle(const std::vector<TextTest>& tests)
    : tests_(tests), compiled_(std::make_unique<Compiled>()) {
  for (const TextTest& test : tests_) {
    const bool is_pattern = test.kind == TextTest::Kind::Matches;
    compiled_->patterns.push_back(is_pattern ? std::make_unique<RE2>(test.argument, RE2::Quiet)
                                             : nullptr);
  }
}

Oracle::~Oracle() = default;

bool Oracle::holds(std::size_t test, std::string_view text) const {
  const TextTest& asked = tests_[test];
  switch (asked.kind) {
    case TextTest::Kind::Equals:
      return text == asked.argument;
    case TextTest::Kind::StartsWith:
      return text.starts_with(asked.argument);
    case TextTest::Kind::EndsWith:
      return text.ends_with(asked.argument);
    case TextTest::Kind::Contains:
      return text.find(asked.argument) != std::string_view::npos;
    case TextTest::Kind::Below:
      return text < asked.argument;
    case TextTest::Kind::LongerThan:
      return code_points(text) > asked.length;
    case TextTest::Kind::Matches:
      return RE2::PartialMatch(piece(text), *compiled_->patterns[test]);
  }
  return false;
}

bool is_pattern(const std::string& pattern) { return RE2(pattern, RE2::Quiet).ok(); }

bool matches_whole(const std::string& pattern, std::string_view text) {
  return RE2::FullMatch(piece(text), RE2(pattern, RE2::Quiet));
}

}  // namespace accessdrift::text_oracle
