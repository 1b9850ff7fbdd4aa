#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "accessdrift/document/document.h"
#include "accessdrift/document/json_reader.h"

namespace accessdrift {

/// Elements of a list that stand one behind the other.
struct JsonPart {
  enum class State : std::uint8_t { Free, BeingRead, Read, Passed };
  State state = State::Free;
  const char* from = nullptr;   ///< the first one begins there or behind it
  const char* until = nullptr;  ///< none begins there or behind it
  const char* begin = nullptr;  ///< of the first one
  const char* end = nullptr;    ///< of the last one; null: they are not read
  std::vector<Node> nodes = {};
  std::deque<std::string> decoded = {};
  SeenKeys keys = {};
};

/// Elements of a list that are read on a thread of their own, ahead of the reader of the list.
///
/// The text of the list is cut into parts. Of every other one is guessed where its first element
/// begins, by how the first element of the list does, and the elements are read from there on as if
/// they were of the list. Whether they are is known when the reader of the list comes to that byte
/// and expects an element: then they are what it would have read. Else it reads on by itself, so
/// that what is read, and what is wrong, hangs on no guess and on no thread.
class JsonAhead {
 public:
  /// `list` has read up to `at`, where the elements of an open list begin, which end before `end`.
  JsonAhead(const JsonReader& list, const char* at, const char* end, JsonSplitting splitting);
  ~JsonAhead();
  JsonAhead(const JsonAhead&) = delete;
  JsonAhead& operator=(const JsonAhead&) = delete;

  /// From where on the reader of the list is to ask; behind the text: it is not.
  [[nodiscard]] const char* asked_from() const { return asked_from_; }
  /// The part whose first element begins at `at`, where the reader of the list expects one; waits
  /// until it is read. Nothing: the reader is to read on, until the next time that it is to ask.
  [[nodiscard]] std::optional<JsonPart> take(const char* at);

 private:
  static constexpr std::size_t kAhead = 8;  ///< parts that wait at most

  void work();
  [[nodiscard]] bool read(JsonPart& part);
  void pass_all();
  [[nodiscard]] const char* find_element(const JsonPart& part) const;
  void ask_next();

  JsonReader reader_;
  const char* begin_;         ///< of the list's elements
  std::string_view opening_;  ///< how the first element begins, up to its first key
  bool are_lines_;
  bool is_patient_;
  const char* asked_from_ = nullptr;
  const char* never_;
  std::size_t asked_ = 1;  ///< the part that is asked for next: the odd ones are read ahead
  std::vector<JsonPart> parts_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_stopping_ = false;
  std::optional<std::thread> worker_;
};

}  // namespace accessdrift
