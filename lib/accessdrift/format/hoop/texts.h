#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::hoop {

/// The texts of a list, each once; empty ones say nothing. What is no list of texts is an error.
[[nodiscard]] std::vector<NodeView> texts_of(SourceReading& reading, NodeView object,
                                             std::string_view key);
/// Their words.
[[nodiscard]] std::vector<std::string_view> words_of(const std::vector<NodeView>& texts);

/// A text as conditions write it.
[[nodiscard]] std::string quoted_text(std::string_view text);

/// A text as patterns write it.
[[nodiscard]] std::string literal_pattern(std::string_view text);

/// A pattern in RE2's syntax for what Postgres' `ILIKE` matches by a name and anything behind it.
[[nodiscard]] std::string pattern_of_prefix(std::string_view like);

/// Names of request attributes for things that are named more freely: `approval.prod_exec` of
/// `prod-exec`. Each name is given once.
class AttributeNames {
 public:
  [[nodiscard]] std::string name_of(std::string_view prefix, std::string_view thing);

 private:
  std::map<std::string, std::string> given_;
  std::set<std::string> taken_;
};

}  // namespace accessdrift::hoop
