#pragma once

#include <string>
#include <vector>

namespace accessdrift {

/// A case of JUnit's XML, in plain text.
struct JunitCase {
  enum class Result { Passed, Failed, Skipped };
  std::string classname;
  std::string name;
  Result result = Result::Passed;
  std::string message = {};  ///< why it did not pass
  std::string details = {};  ///< of a failure; lines for a terminal
  std::string output = {};   ///< likewise
};

/// One test suite; of several cases of one class and name the later ones are numbered, since their
/// readers drop them.
[[nodiscard]] std::string junit_xml(const std::vector<JunitCase>& cases);

}  // namespace accessdrift
