#include "accessdrift/report/json_writer.h"

#include <cassert>
#include <utility>

#include "accessdrift/report/escape.h"

namespace accessdrift {

bool JsonWriter::is_on_own_line() const {
  const std::size_t depth = levels_.size();
  if (depth > broken_levels_) return false;
  const char breaks = depth % 2 == 1 ? '}' : ']';
  return depth == 1 || levels_.back().closer == breaks;
}

void JsonWriter::start_item() {
  Level& level = levels_.back();
  if (!level.is_empty) out_ += ',';
  level.is_empty = false;
  if (is_on_own_line()) {
    out_ += '\n';
    out_.append(levels_.size(), ' ');
  }
}

void JsonWriter::start_value() {
  if (!follows_key_ && !levels_.empty()) start_item();
  follows_key_ = false;
}

void JsonWriter::open(char opener, char closer) {
  start_value();
  out_ += opener;
  levels_.push_back({closer});
}

void JsonWriter::close() {
  assert(!levels_.empty());
  const Level closed = levels_.back();
  if (!closed.is_empty && levels_.size() == 1 && broken_levels_ > 0) out_ += '\n';
  levels_.pop_back();
  out_ += closed.closer;
}

JsonWriter& JsonWriter::begin_object() {
  open('{', '}');
  return *this;
}
JsonWriter& JsonWriter::end_object() {
  close();
  return *this;
}
JsonWriter& JsonWriter::begin_array() {
  open('[', ']');
  return *this;
}
JsonWriter& JsonWriter::end_array() {
  close();
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  assert(!levels_.empty() && !follows_key_);
  start_item();
  out_ += '"';
  out_ += escape_json(name);
  out_ += "\":";
  follows_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  start_value();
  out_ += '"';
  out_ += escape_json(value);
  out_ += '"';
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  start_value();
  out_ += std::to_string(value);
  return *this;
}

JsonWriter& JsonWriter::count(std::size_t value) {
  start_value();
  out_ += std::to_string(value);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  start_value();
  out_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  start_value();
  out_ += "null";
  return *this;
}

JsonWriter& JsonWriter::texts(const TextList& values) {
  begin_array();
  for (const std::string& value : values) text(value);
  return end_array();
}

std::string JsonWriter::take() {
  assert(levels_.empty());
  out_ += '\n';
  return std::move(out_);
}

}  // namespace accessdrift
