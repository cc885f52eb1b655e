// Scanning of text that both directions of the JSON codec need: plain runs by 16 bytes, and UTF-8.
#ifndef LH_JSON_SCAN_H
#define LH_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Whether a byte ends a plain run: a quote, a backslash, a control character, or not ASCII.
static inline bool lh_scan_stops(unsigned char byte) {
  return byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\';
}

#if defined(__SSE2__)
/// A bit for each of the 16 bytes that ends a plain run. Signed comparison: bytes from 0x80 are below 0x20 too.
static inline unsigned lh_scan_mask(__m128i bytes) {
  __m128i low = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));
  __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
  __m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
  return (unsigned)_mm_movemask_epi8(_mm_or_si128(low, _mm_or_si128(quote, backslash)));
}
#endif

/// The first byte from `at` that ends a plain run, or `end`.
static inline const char *lh_scan_plain(const char *at, const char *end) {
#if defined(__SSE2__)
  for (; end - at >= 16; at += 16) {
    unsigned mask = lh_scan_mask(_mm_loadu_si128((const __m128i *)(const void *)at));
    if (mask != 0) return at + __builtin_ctz(mask);
  }
#endif
  while (at < end && !lh_scan_stops((unsigned char)*at)) at++;
  return at;
}

/// The length of the UTF-8 sequence at `at`, of a character beyond ASCII: 2 to 4; 0 when it is not well formed
/// (Unicode 15, table 3-7: no overlong form, no surrogate, nothing above U+10FFFF).
static inline size_t lh_scan_utf8(const char *at, const char *end) {
  const unsigned char *byte = (const unsigned char *)at;
  size_t available = (size_t)(end - at);
  unsigned first = byte[0];
  if (first < 0xC2 || first > 0xF4 || available < 2) return 0;
  unsigned second = byte[1];
  if (first < 0xE0) return (second & 0xC0) == 0x80 ? 2 : 0;
  if (available < 3 || (byte[2] & 0xC0) != 0x80) return 0;
  if (first < 0xF0) {
    unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    unsigned high = first == 0xED ? 0x9F : 0xBF;
    return second >= low && second <= high ? 3 : 0;
  }
  if (available < 4 || (byte[3] & 0xC0) != 0x80) return 0;
  unsigned low = first == 0xF0 ? 0x90 : 0x80;
  unsigned high = first == 0xF4 ? 0x8F : 0xBF;
  return second >= low && second <= high ? 4 : 0;
}

/// The first ill-formed byte of a run of characters beyond ASCII at `at`, or where the run ends.
static inline const char *lh_scan_wide(const char *at, const char *end, bool *valid) {
  *valid = true;
  while (at < end && (unsigned char)*at >= 0x80) {
    size_t length = lh_scan_utf8(at, end);
    if (length == 0) {
      *valid = false;
      return at;
    }
    at += length;
  }
  return at;
}

#endif
