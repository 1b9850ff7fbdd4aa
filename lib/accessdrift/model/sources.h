#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "accessdrift/base/source_text.h"
#include "accessdrift/model/declarations.h"

namespace accessdrift {

/// A setting of how files are read: `map: {user: email}`.
struct SourceOption {
  NamePlace name;
  std::vector<std::pair<NamePlace, NamePlace>> entries;  ///< key and value
};

/// The settings of one entry of `sources`.
struct SourceOptions {
  std::shared_ptr<const SourceText> text;
  std::vector<SourceOption> all;

  [[nodiscard]] Span span(Place place) const { return {text.get(), place}; }
};

/// Files of one format, by a glob of their paths.
struct SourceSelection {
  NamePlace format;
  NamePlace glob;
  std::shared_ptr<const SourceOptions> options = {};  ///< null: none
};

/// Which paths are read as files of which format.
struct Sources {
  std::shared_ptr<const SourceText> text;
  std::vector<SourceSelection> selections;

  [[nodiscard]] Span span(Place place) const { return {text.get(), place}; }
};

/// Whether both select alike and read alike, in any order and wherever it stands. Null is
/// everything, by what it holds.
[[nodiscard]] bool are_alike(const Sources* a, const Sources* b);
[[nodiscard]] bool are_alike(const SourceOptions* a, const SourceOptions* b);

}  // namespace accessdrift
