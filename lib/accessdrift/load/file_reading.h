#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "accessdrift/load/read_file.h"

namespace accessdrift {

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
