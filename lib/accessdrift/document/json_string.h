#pragma once

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <bit>
#include <cstddef>
#include <string>

namespace accessdrift {

/// The same as `skip_plain_string`, in words of eight bytes.
[[nodiscard]] const char* skip_plain_words(const char* at, const char* end);

/// The first character at or behind `at` that is a quote, a backslash, below U+0020 or not ASCII;
/// `end` if there is none. REQUIRES: a NUL at `end`.
[[nodiscard]] inline const char* skip_plain_string(const char* at, const char* end) {
#ifdef __SSE2__
  constexpr std::size_t kBlock = sizeof(__m128i);
  for (; static_cast<std::size_t>(end - at) >= kBlock; at += kBlock) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    const __m128i backslashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    const __m128i others = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));  // not ASCII: negative
    const __m128i special = _mm_or_si128(_mm_or_si128(quotes, backslashes), others);
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(special));
    if (mask != 0) return at + std::countr_zero(mask);
  }
#endif
  return skip_plain_words(at, end);
}

/// How many bytes are equal, at most `size`. REQUIRES: a NUL at `end`, and none before it in `a`.
[[nodiscard]] inline std::size_t count_equal_bytes(const char* a, const char* b, std::size_t size,
                                                   const char* end) {
  std::size_t at = 0;
#ifdef __SSE2__
  constexpr std::size_t kBlock = sizeof(__m128i);
  const auto room = static_cast<std::size_t>(end - std::max(a, b));
  for (; at + kBlock <= size && at + kBlock <= room; at += kBlock) {
    const __m128i left = _mm_loadu_si128(reinterpret_cast<const __m128i*>(a + at));
    const __m128i right = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b + at));
    const auto equal = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(left, right)));
    if (equal != 0xFFFFU) return at + static_cast<std::size_t>(std::countr_one(equal));
  }
#endif
  while (at < size && a[at] == b[at]) ++at;
  return at;
}

/// Where a JSON string ends, or what is wrong with it.
struct JsonString {
  enum class Problem { None, Unclosed, Utf8, Control, Escape, Surrogate };
  Problem problem = Problem::None;
  const char* at = nullptr;  ///< the closing quote, or the problem
  bool has_escapes = false;
};

/// Reads on from `special`, the first character of a string that is not plain; `begin` is the one
/// behind the opening quote. With escapes, `decoded` becomes the whole text (RFC 8259 §7; a lone
/// surrogate is a problem). REQUIRES: a NUL at `end`.
[[nodiscard]] JsonString read_json_string(const char* begin, const char* special, const char* end,
                                          std::string& decoded);

}  // namespace accessdrift
