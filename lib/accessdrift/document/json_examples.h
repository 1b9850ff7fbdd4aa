#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/document/document.h"

namespace accessdrift {

/// A mapping of a JSON text that was read and has nothing wrong, against which others are held: one
/// that differs from it within values alone has a tree like its own. So of a mapping that a program
/// wrote nothing is looked at closely but the values which are others.
struct JsonExample {
  /// A value that is not a collection: what others may have otherwise.
  struct Value {
    enum class Kind : std::uint8_t { PlainText, OtherText, Integer, Boolean };
    std::uint32_t begin = 0;  ///< of a text: behind its opening quote
    std::uint32_t end = 0;    ///< of a text: its closing quote
    Kind kind = Kind::PlainText;
    bool has_node = false;  ///< of a text
  };
  /// How many values end before a node begins and ends.
  struct Before {
    std::uint16_t begin = 0, end = 0;
  };
  /// Where it stood: only there others are the same.
  struct Level {
    std::uint32_t depth = 0, lists = 0;
    bool has_no_node = false;
    bool is_hollow = false;  ///< it has one, and what it holds has none
    friend bool operator==(const Level&, const Level&) = default;
  };

  Level level;
  std::string_view text;  ///< from its brace to behind the other one
  std::vector<Value> values;
  std::vector<Node> nodes;  ///< with places and links from 0 on
  std::vector<Before> before;
  std::vector<std::uint64_t> keys;  ///< signatures of those that have a node
  std::uint32_t keys_told_in = 0;   ///< the part that has them
};

/// The examples of a text, by the shape of mappings: a place among those of `JsonShapes`, of which
/// there are few.
class JsonExamples {
 public:
  static constexpr std::size_t kMostValues = 512;

  /// Begins a part, of which nobody knows the keys yet.
  void begin_part() { ++part_; }

  /// The end of the mapping at `at`, if it is like an example; else null. Its nodes and keys go to
  /// `document` then. REQUIRES: a NUL at `end`, and what `JsonReader` asks of a text.
  [[nodiscard]] const char* read_alike(std::uint32_t shape, JsonExample::Level level,
                                       const char* at, const char* end, Document& document);
  /// Whether a mapping that is like none shall become one.
  [[nodiscard]] bool wants(std::uint32_t shape);
  /// `text` was read; its nodes are those from `first` on. `keys`: of its own nodes.
  void learn(std::uint32_t shape, JsonExample::Level level, std::string_view text,
             const Document& document, std::uint32_t first);

 private:
  /// What programs leave out makes a few kinds of mappings.
  static constexpr std::size_t kMost = 4;
  static constexpr std::size_t kLongest = 16384;
  // Where mappings are not alike, they are not held against each other for long.
  static constexpr int kTries = 256;
  static constexpr int kTriesAHit = 8;
  static constexpr std::uint32_t kMissesALesson = 32;

  struct OfShape {
    std::vector<JsonExample> all;
    int tries = kTries;
    std::uint32_t misses = 0;
    std::size_t next = 0;  ///< that is forgotten for another
  };

  [[nodiscard]] const char* hold_against(const JsonExample& example, const char* at,
                                         const char* end);
  [[nodiscard]] const char* read_value(const JsonExample::Value& value, const char* begin,
                                       const char* differs, const char* end);
  void tell(JsonExample& example, const char* at, Document& document) const;

  std::vector<OfShape> shapes_;
  std::uint32_t part_ = 1;
  /// By how much what stands behind so many values stands elsewhere than in the example.
  std::array<std::uint32_t, kMostValues + 1> moved_{};
  std::string decoded_;
};

}  // namespace accessdrift
