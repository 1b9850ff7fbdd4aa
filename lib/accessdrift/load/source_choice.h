#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/base/names.h"
#include "accessdrift/model/sources.h"

namespace accessdrift {

/// Which files of a side are read as what; where nothing says that, all, as what they hold.
class SourceChoice {
 public:
  /// REQUIRES: `names` outlives it. `sources` may be null.
  SourceChoice(std::shared_ptr<const Sources> sources, const Names& names);

  /// What a path is chosen for.
  struct Chosen {
    bool is_read = true;
    std::string_view format;  ///< none: as what it holds
    std::shared_ptr<const SourceOptions> options = {};
  };
  /// A file that is chosen as two formats, or with other options, is a problem.
  [[nodiscard]] Chosen choose(std::string_view path);

  /// The file was read as what it was chosen for.
  void use(std::string_view path);
  /// `unknown-selector` of each glob by which nothing was read, which is a mistake.
  [[nodiscard]] Diagnostics problems() const;

 private:
  [[nodiscard]] std::string_view text(Name name) const { return names_.text(name); }

  void add_clash(std::string_view path, const SourceSelection& first, const SourceSelection& other);

  std::shared_ptr<const Sources> sources_;
  const Names& names_;
  std::vector<bool> used_;  ///< by selection
  Diagnostics clashes_;
};

}  // namespace accessdrift
