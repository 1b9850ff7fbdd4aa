#pragma once

#include <set>
#include <string>
#include <string_view>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::google_iap {

/// Request attributes that no file declares and that conditions need: declared where they are met
/// first, each once.
class Attributes {
 public:
  explicit Attributes(SourceReading& reading) : reading_(reading) {}

  /// Something about a request: whether an access level is met.
  void declare_flag(SourceReading::File& file, const std::string& name, Place place);
  /// Likewise a text.
  void declare_text(SourceReading::File& file, const std::string& name, Place place);
  /// What cannot be read, fixed but not known. The name is told by `what`, and by the same in every
  /// run.
  [[nodiscard]] std::string declare_unknown(SourceReading::File& file, std::string_view what,
                                            Place place);
  /// Likewise of a part of a condition, an unknown function of the request; with a warning.
  [[nodiscard]] std::string unknown_condition(SourceReading::File& file, std::string message,
                                              std::string_view what, Place place);

 private:
  /// Whether it is new.
  bool declare(SourceReading::File& file, const std::string& name, AttributeType type, Place place);

  SourceReading& reading_;
  std::set<std::string, std::less<>> declared_;
};

/// Letters, digits and `_` of a text, at most 48.
[[nodiscard]] std::string as_name(std::string_view text);

}  // namespace accessdrift::google_iap
