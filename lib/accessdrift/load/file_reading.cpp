#include "accessdrift/load/file_reading.h"

#include <system_error>
#include <utility>

namespace accessdrift {
namespace {

/// Less is parsed before a thread has started.
constexpr std::size_t kWorthAThread = std::size_t{256} * 1024;
/// Bytes of files that are parsed while another has its turn; a tree takes up to twice as much.
constexpr std::size_t kBytesAhead = std::size_t{8} * 1024 * 1024;

}  // namespace

FileReading::~FileReading() {
  {
    const std::scoped_lock lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  if (worker_) worker_->join();
}

void FileReading::add(std::shared_ptr<ReadFile> file) {
  if (!needs_parsing(*file)) return;
  const std::size_t size = file->text->bytes().size();
  bytes_added_ += size;
  std::unique_lock lock(mutex_);
  jobs_.push_back({std::move(file), std::nullopt, size});
  if (worker_) changed_.notify_all();
  if (!worker_ && bytes_added_ >= kWorthAThread) start_worker();
  while (next_to_settle_ < jobs_.size() && jobs_[next_to_settle_].parsed) settle_next(lock);
}

void FileReading::start_worker() {
  try {
    worker_.emplace([this] { work(); });
  } catch (const std::system_error&) {
    worker_.reset();
  }
}

bool FileReading::can_take() const {
  if (next_to_parse_ == jobs_.size()) return false;
  if (next_to_parse_ == next_to_settle_) return true;
  const std::size_t bytes_waiting = bytes_ahead_ - jobs_[next_to_settle_].bytes;
  return bytes_waiting + jobs_[next_to_parse_].bytes <= kBytesAhead;
}

FileReading::Job& FileReading::take() {
  Job& job = jobs_[next_to_parse_++];
  bytes_ahead_ += job.bytes;
  return job;
}

void FileReading::parse(Job& job, std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  Result<Document> parsed = accessdrift::parse(*job.file);
  lock.lock();
  job.parsed = std::move(parsed);
  changed_.notify_all();
}

void FileReading::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return is_stopping_ || can_take(); });
    if (is_stopping_) return;
    parse(take(), lock);
  }
}

void FileReading::finish() {
  std::unique_lock lock(mutex_);
  while (next_to_settle_ < jobs_.size()) {
    Job& job = jobs_[next_to_settle_];
    if (!job.parsed && can_take()) {
      parse(take(), lock);
      continue;
    }
    changed_.wait(lock, [&] { return job.parsed.has_value(); });
    settle_next(lock);
  }
  for (const std::shared_ptr<ReadFile>& file : ignored_) file->text.reset();
  ignored_.clear();
}

void FileReading::settle_next(std::unique_lock<std::mutex>& lock) {
  Job& job = jobs_[next_to_settle_];
  lock.unlock();
  // Another side may hold the same bytes.
  std::shared_ptr<const SourceText> text = job.file->text;
  Result<Document> parsed = std::move(*job.parsed);
  job.parsed.reset();
  settle(*job.file, std::move(parsed), names_);
  if (!job.file->text) {
    job.file->text = std::move(text);
    ignored_.push_back(job.file);
  }
  lock.lock();
  ++next_to_settle_;
  bytes_ahead_ -= job.bytes;
  changed_.notify_all();
}

}  // namespace accessdrift
