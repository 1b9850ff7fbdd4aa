#include "accessdrift/document/json_ahead.h"

#include <algorithm>
#include <new>
#include <system_error>
#include <utility>

#include "accessdrift/document/json_bytes.h"

namespace accessdrift {
namespace {

/// `{"id"` of an element that begins so behind `at`, as it is written; empty: it begins otherwise.
std::string_view opening_of(const char* at, const char* end) {
  while (at != end && is_json_blank(*at)) ++at;
  const char* stop = at;
  if (stop == end || *stop++ != '{') return {};
  while (stop != end && is_json_blank(*stop)) ++stop;
  if (stop == end || *stop++ != '"') return {};
  while (stop != end && *stop != '"') ++stop;
  return {at, static_cast<std::size_t>(stop - at)};
}

}  // namespace

JsonAhead::JsonAhead(const JsonReader& list, const char* at, const char* end,
                     JsonSplitting splitting)
    : reader_(&list),
      begin_(at),
      opening_(opening_of(at, end)),
      are_lines_(list.are_lines()),
      is_patient_(splitting.is_patient),
      never_(end + 1) {
  if (!opening_.empty()) {
    const std::size_t bytes = splitting.part_bytes;
    for (const char* from = at; static_cast<std::size_t>(end - from) > bytes;) {
      JsonPart& part = parts_.emplace_back();
      part.from = from;
      part.until = from += bytes;
    }
    if (!parts_.empty()) parts_.back().until = end;
  }
  ask_next();
  if (asked_from_ == never_) return;
  try {
    worker_.emplace([this] { work(); });
  } catch (const std::system_error&) {
    asked_from_ = never_;
  }
}

JsonAhead::~JsonAhead() {
  {
    const std::scoped_lock lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  if (worker_) worker_->join();
}

void JsonAhead::ask_next() { asked_from_ = asked_ < parts_.size() ? parts_[asked_].from : never_; }

std::optional<JsonPart> JsonAhead::take(const char* at) {
  std::unique_lock lock(mutex_);
  while (asked_from_ <= at) {
    JsonPart& part = parts_[asked_];
    if (part.state == JsonPart::State::Free && !is_patient_) part.state = JsonPart::State::Passed;
    changed_.wait(lock, [&] {
      return part.state == JsonPart::State::Read || part.state == JsonPart::State::Passed;
    });
    const bool is_read = part.state == JsonPart::State::Read && part.end != nullptr;
    if (is_read && part.begin > at) {  // another element begins as the reader of the list has it
      asked_from_ = part.begin;
      return std::nullopt;
    }
    asked_ += 2;
    ask_next();
    changed_.notify_all();
    if (is_read && part.begin == at) return std::exchange(part, {});
    part = {};
    part.state = JsonPart::State::Passed;
  }
  return std::nullopt;
}

/// Where an element of the list may begin, at or behind the front of a part.
const char* JsonAhead::find_element(const JsonPart& part) const {
  const std::string_view text(part.from, static_cast<std::size_t>(part.until - part.from));
  for (std::size_t at = text.find(opening_); at != text.npos; at = text.find(opening_, at + 1)) {
    const char* behind = part.from + at;  // of what stands before it and its blanks
    bool is_on_new_line = false;
    for (; behind != begin_ && is_json_blank(behind[-1]); --behind)
      is_on_new_line = is_on_new_line || behind[-1] == '\n';
    const bool is_behind_comma = behind != begin_ && behind[-1] == ',';
    if (are_lines_ ? is_on_new_line : is_behind_comma) return part.from + at;
  }
  return nullptr;
}

void JsonAhead::work() {
  for (std::size_t i = 1; i < parts_.size(); i += 2) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return is_stopping_ || i < asked_ + 2 * kAhead; });
    if (is_stopping_) return;
    if (parts_[i].state != JsonPart::State::Free) continue;
    parts_[i].state = JsonPart::State::BeingRead;
    JsonPart part = parts_[i];
    lock.unlock();
    const bool is_read = read(part);
    lock.lock();
    parts_[i] = std::move(part);
    if (!is_read) pass_all();
    changed_.notify_all();
    if (!is_read) return;
  }
}

/// False: there is no memory for it. Whoever reads the list reads on, and tells.
bool JsonAhead::read(JsonPart& part) {
  try {
    part.begin = find_element(part);
    if (part.begin != nullptr) reader_.read_part(part);
  } catch (const std::bad_alloc&) {
    part = {};
    part.state = JsonPart::State::Passed;
    return false;
  }
  part.state = JsonPart::State::Read;
  return true;
}

void JsonAhead::pass_all() {
  for (JsonPart& part : parts_)
    if (part.state == JsonPart::State::Free) part.state = JsonPart::State::Passed;
}

}  // namespace accessdrift
