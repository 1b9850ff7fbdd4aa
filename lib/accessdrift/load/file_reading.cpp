#include "accessdrift/load/file_reading.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "accessdrift/document/read.h"
#include "accessdrift/format/native/read.h"
#include "accessdrift/format/project/read_expected.h"
#include "accessdrift/format/project/read_project.h"

namespace accessdrift {
namespace {

constexpr std::size_t kTooManyBytes = 200'000'000;
/// Less is parsed before a thread has started.
constexpr std::size_t kWorthAThread = std::size_t{256} * 1024;
/// Bytes of files that are parsed while another has its turn; a tree takes up to twice as much.
constexpr std::size_t kBytesAhead = std::size_t{8} * 1024 * 1024;

// Files at the root of a side that steer the program; they are known by name.
constexpr std::string_view kProjectFile = "accessdrift.yaml";
constexpr std::string_view kExpectedChanges = "accessdrift.expect.yaml";

bool steers(const ReadFile& file) {
  return file.text->path() == kProjectFile || file.text->path() == kExpectedChanges;
}

void ignore(ReadFile& file) {
  file.state = ReadFile::State::Ignored;
  file.text.reset();
}

void fail(ReadFile& file, Diagnostics diagnostics) {
  file.state = ReadFile::State::Broken;
  file.is_partial = true;
  file.diagnostics = std::move(diagnostics);
}

/// Keeps what a file says that is read by a function of its own.
template <typename Said, typename Read>
void keep(ReadFile& file, std::shared_ptr<const Said> ReadFile::*said, Read read) {
  file.state = ReadFile::State::Steers;
  file.*said = std::make_shared<const Said>(std::move(read.file));
  file.diagnostics = std::move(read.diagnostics);
}

void settle_steering(ReadFile& file, const Document& document, Names& names) {
  if (file.text->path() == kProjectFile)
    return keep(file, &ReadFile::project, read_project(document, names));
  keep(file, &ReadFile::expected, read_expected(document, names));
}

/// A file that cannot be parsed is somebody else's unless it claims to be ours.
void settle_unparsed(ReadFile& file, Diagnostics diagnostics) {
  if (!steers(file) && !claims_native_header(file.text->path(), file.text->bytes()))
    return ignore(file);
  fail(file, std::move(diagnostics));
}

Diagnostic too_large(const ReadFile& file) {
  Diagnostic diagnostic;
  diagnostic.code = "too-large";
  diagnostic.message = "the file has " + std::to_string(file.text->bytes().size()) + " bytes";
  diagnostic.span = {file.text.get(), {0, 0}};
  diagnostic.label = "expected fewer than " + std::to_string(kTooManyBytes);
  diagnostic.help = "split it: all files of a side are read as one";
  return diagnostic;
}

}  // namespace

bool is_project_file(const ReadFile& file) {
  return file.text && file.text->path() == kProjectFile && !file.declarations;
}

FileReading::~FileReading() {
  {
    const std::scoped_lock lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  if (worker_) worker_->join();
}

void FileReading::add(std::shared_ptr<ReadFile> file) {
  const std::string_view bytes = file->text->bytes();
  if (!steers(*file) && !may_hold_native_header(bytes)) return ignore(*file);
  if (bytes.size() >= kTooManyBytes) return settle_unparsed(*file, {too_large(*file)});
  bytes_added_ += bytes.size();
  {
    const std::scoped_lock lock(mutex_);
    jobs_.push_back({std::move(file), std::nullopt, bytes.size()});
  }
  if (worker_) return changed_.notify_all();
  if (bytes_added_ >= kWorthAThread) start_worker();
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
  Result<Document> parsed = read_document(job.file->text);
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
    lock.unlock();
    settle(job);
    lock.lock();
    ++next_to_settle_;
    bytes_ahead_ -= job.bytes;
    changed_.notify_all();
  }
}

void FileReading::settle(Job& job) {
  ReadFile& file = *job.file;
  Result<Document> parsed = std::move(*job.parsed);
  job.parsed.reset();
  if (!parsed) return settle_unparsed(file, std::move(parsed.error()));
  std::optional<NativeFile> native = read_native(*parsed, names_);
  if (!native) return steers(file) ? settle_steering(file, *parsed, names_) : ignore(file);
  file.state = ReadFile::State::Declares;
  file.declarations = std::make_shared<const Declarations>(std::move(native->declarations));
  file.diagnostics = std::move(native->diagnostics);
  file.is_partial = native->is_partial;
}

}  // namespace accessdrift
