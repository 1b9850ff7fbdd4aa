#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/base/result.h"
#include "accessdrift/document/document.h"
#include "accessdrift/format/format.h"
#include "accessdrift/model/declarations.h"
#include "accessdrift/model/expected.h"
#include "accessdrift/model/guardrail.h"

namespace accessdrift {

/// One version of one file, and what came of reading it.
struct ReadFile {
  enum class State : std::uint8_t { Pending, Declares, IsOfSource, Steers, Ignored, Broken };

  State state = State::Pending;
  std::string_view
      chosen;  ///< the name of the other format that it was chosen for; none: what it holds
  std::string content_key;                 ///< empty if only the bytes tell
  std::shared_ptr<const SourceText> text;  ///< dropped when the file turns out to be none of ours
  DeclarationsPointer declarations;  ///< of one that declares something, as far as it could be read
  // Of one of another format than the native one, which is read together with others of it.
  const Format* format = nullptr;
  std::shared_ptr<const Document> document;
  bool is_translated = false;  ///< made from a file of another format, at this moment
  Moment moment = Moment::After;
  // Of one that steers the program one of these.
  std::shared_ptr<const ProjectFile> project;
  std::shared_ptr<const ExpectedChanges> expected;
  Diagnostics diagnostics;
  bool is_partial =
      false;  ///< what it declares is not all known, so mentions in other files cannot be judged
};

using Files = std::vector<std::shared_ptr<ReadFile>>;

inline constexpr std::string_view kProjectFileName = "accessdrift.yaml";
/// The file at the root of a side that says what is read of it.
[[nodiscard]] bool is_project_file(std::string_view path);
/// Whether it is that one or another at the root that steers the program.
[[nodiscard]] bool steers(std::string_view path);
/// Whether it is the project file of its side, however broken.
[[nodiscard]] bool is_project_file(const ReadFile& file);

/// Turns the bytes of files into declarations: parses with two threads, interns on the one that
/// calls, in the order in which the files were added.
///
/// Trees are dropped at once, and only so many are parsed ahead as keeps memory low. REQUIRES: one
/// thread calls, and `finish` before the end.
class FileReading {
 public:
  explicit FileReading(Names& names) : names_(names) {}
  ~FileReading();
  FileReading(const FileReading&) = delete;
  FileReading& operator=(const FileReading&) = delete;

  /// `file` has its text; parsing may start at once. Those before it that are parsed are settled.
  void add(std::shared_ptr<ReadFile> file);
  /// Every added file is settled when it returns; more may be added then.
  void finish();

 private:
  struct Job {
    std::shared_ptr<ReadFile> file;
    std::optional<Result<Document>> parsed;
    std::size_t bytes = 0;
  };

  [[nodiscard]] bool can_take() const;
  [[nodiscard]] Job& take();
  void parse(Job& job, std::unique_lock<std::mutex>& lock);
  void work();
  void start_worker();
  void settle(Job& job);
  /// The next one, which is parsed.
  void settle_next(std::unique_lock<std::mutex>& lock);

  Names& names_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  std::size_t next_to_parse_ = 0;
  std::size_t next_to_settle_ = 0;
  std::size_t bytes_ahead_ = 0;
  std::size_t bytes_added_ = 0;
  bool is_stopping_ = false;
  Files ignored_;  ///< those that were parsed, with their texts until all are settled
  std::optional<std::thread> worker_;
};

}  // namespace accessdrift
