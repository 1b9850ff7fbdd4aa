#pragma once

#include <string>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/source/tree.h"

namespace accessdrift::test {

/// An empty folder that goes with the object, and the real git in it: fixed names and dates, no
/// settings but the defaults, so that every run makes the same commits.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string at(const std::string& inside) const { return path_ + "/" + inside; }
  /// Makes the folders on the way.
  void write(const std::string& inside, const std::string& bytes) const;
  /// Runs a shell command in the folder and gives what it prints, the last line break cut. A
  /// command that fails fails the test.
  std::string run(const std::string& command) const;

 private:
  std::string path_;
};

/// What programs started by tests, and libgit2 in the test itself, take for the user's home.
[[nodiscard]] const std::string& home();

inline const std::vector<std::string> kYaml = {".yaml"};

/// `path:content` of each listed file; the codes, if it fails.
[[nodiscard]] std::vector<std::string> contents(const Tree& tree);
/// The paths of the listed files; the codes, if it fails.
[[nodiscard]] std::vector<std::string> paths(const Tree& tree);
/// `code: message` of each.
[[nodiscard]] std::vector<std::string> texts(const Diagnostics& diagnostics);

/// The only problem of something that must have failed.
template <typename T>
[[nodiscard]] Diagnostic problem(const Result<T>& result) {
  if (result) return error_without_place("no-error", "it worked");
  return result.error().front();
}

}  // namespace accessdrift::test
