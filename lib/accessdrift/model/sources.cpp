#include "accessdrift/model/sources.h"

#include <set>
#include <tuple>

namespace accessdrift {
namespace {

/// What options say, wherever it stands.
using Told = std::set<std::tuple<Name, Name, Name>>;

Told told_by(const SourceOptions* options) {
  Told told;
  if (options == nullptr) return told;
  for (const SourceOption& option : options->all) {
    for (const auto& [key, value] : option.entries)
      told.emplace(option.name.name, key.name, value.name);
  }
  return told;
}

std::set<std::tuple<Name, Name, Told>> told_by(const Sources& sources) {
  std::set<std::tuple<Name, Name, Told>> told;
  for (const SourceSelection& one : sources.selections)
    told.emplace(one.format.name, one.glob.name, told_by(one.options.get()));
  return told;
}

}  // namespace

bool are_alike(const SourceOptions* a, const SourceOptions* b) {
  return a == b || told_by(a) == told_by(b);
}

bool are_alike(const Sources* a, const Sources* b) {
  if (a == nullptr || b == nullptr) return a == b;
  return a == b || told_by(*a) == told_by(*b);
}

}  // namespace accessdrift
