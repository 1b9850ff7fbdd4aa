#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "accessdrift/base/source_text.h"

namespace accessdrift {

/// Errors point into the text, so it has to outlive them.
inline std::shared_ptr<const SourceText> json_text(std::string bytes) {
  return std::make_shared<const SourceText>("a.json", std::move(bytes));
}

/// Fragments that meet the grammar's corners when they are strung together, or put anywhere.
constexpr std::array<std::string_view, 34> kJsonFragments = {"{",     "}",
                                                             "[",     "]",
                                                             ",",     ":",
                                                             "\"",    "\"a\"",
                                                             "\"b\"", "\"\\u0061\"",
                                                             "\\n",   "\"\\ud83d\\ude00\"",
                                                             "\\",    "\\ud800",
                                                             "\n",    "\t",
                                                             " ",     "0",
                                                             "-",     "1",
                                                             "12.5",  "1e9",
                                                             "e+1",   ".",
                                                             "true",  "false",
                                                             "null",  "tru",
                                                             "\xFF",  "\xC3\xA4",
                                                             "\x01",  "\xE2\x82",
                                                             "\x7F",  "12345678901234567890"};

/// Random texts are made by its choices.
class RandomText {
 public:
  explicit RandomText(unsigned seed) : random_(seed) {}

  /// Below `n`.
  std::size_t pick(std::size_t n) { return static_cast<std::size_t>(random_()) % n; }
  std::string one_of(std::span<const std::string_view> all) {
    return std::string(all[pick(all.size())]);
  }
  std::string one_of(std::initializer_list<std::string_view> all) {
    return one_of(std::span(all.begin(), all.size()));
  }
  /// A fragment more, a few bytes less, or another byte.
  void mutate(std::string& text) {
    const std::size_t at = pick(text.size() + 1);
    switch (pick(3)) {
      case 0:
        text.insert(at, one_of(kJsonFragments));
        return;
      case 1:
        text.erase(at, 1 + pick(3));
        return;
      default:
        if (at < text.size()) text[at] = static_cast<char>(pick(256));
    }
  }
  std::mt19937& engine() { return random_; }

 private:
  std::mt19937 random_;
};

}  // namespace accessdrift
