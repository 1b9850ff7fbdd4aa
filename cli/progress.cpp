#include "cli/progress.h"

#include <chrono>
#include <system_error>

namespace accessdrift::cli {
namespace {

constexpr std::chrono::seconds kPatience{1};

}  // namespace

Progress::Progress(Streams& streams, std::string_view stage) : streams_(streams), stage_(stage) {
  if (!streams.err_is_terminal()) return;
  try {
    watcher_ = std::thread([this] { watch(); });
  } catch (const std::system_error&) {
    // No thread to be had: the work goes on without a progress line.
  }
}

Progress::~Progress() { stop(); }

void Progress::watch() {
  std::unique_lock lock(mutex_);
  if (changed_.wait_for(lock, kPatience, [this] { return is_done_; })) return;
  show();
  changed_.wait(lock, [this] { return is_done_; });
}

void Progress::show() {
  is_shown_ = true;
  set_progress_shown(true);
  streams_.err("\r\x1b[K" + stage_ + " ...");
}

void Progress::stage(std::string_view name) {
  const std::lock_guard lock(mutex_);
  stage_ = name;
  if (is_shown_ && !is_done_) show();
}

void Progress::stop() {
  if (!watcher_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_done_ = true;
  }
  changed_.notify_one();
  watcher_.join();
  if (is_shown_) streams_.err("\r\x1b[K");
  is_shown_ = false;
  set_progress_shown(false);
}

}  // namespace accessdrift::cli
