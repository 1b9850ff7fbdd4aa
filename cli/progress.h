#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "cli/streams.h"

namespace accessdrift::cli {

/// A line on a terminal's standard error that says what is being done, from one second of work on;
/// wiped when the work is done. Does nothing where standard error is not a terminal.
class Progress {
 public:
  Progress(Streams& streams, std::string_view stage);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void stage(std::string_view name);
  /// Wipes the line; nothing is shown any more.
  void stop();

 private:
  void watch();
  void show();

  Streams& streams_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string stage_;
  bool is_done_ = false;
  bool is_shown_ = false;
  std::thread watcher_;
};

}  // namespace accessdrift::cli
