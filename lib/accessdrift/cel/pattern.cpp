#include "accessdrift/cel/pattern.h"

#include <re2/re2.h>

#include <map>
#include <memory>

namespace accessdrift::cel {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

std::optional<std::string> pattern_problem(std::string_view pattern) {
  const RE2 compiled(piece(pattern), RE2::Quiet);
  if (compiled.ok()) return std::nullopt;
  return compiled.error();
}

bool pattern_matches(const std::string& pattern, std::string_view text) {
  thread_local std::map<std::string, std::unique_ptr<RE2>> compiled;
  std::unique_ptr<RE2>& regex = compiled[pattern];
  if (!regex) regex = std::make_unique<RE2>(pattern, RE2::Quiet);
  return regex->ok() && RE2::PartialMatch(piece(text), *regex);
}

}  // namespace accessdrift::cel
