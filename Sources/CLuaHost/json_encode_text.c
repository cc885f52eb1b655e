// Strings and numbers as JSON text.
#include <math.h>

#include "float_text.h"
#include "json_encoder.h"
#include "json_scan.h"

enum { LONG_TEXT = 64 * 1024, SPARE = 64 };

static const char hex_digits[] = "0123456789abcdef";

void lh_encode_grow(lh_encoder *e, size_t extra) {
  size_t written = e->out->length - e->begin;
  // Before memory is taken for it. Room is asked for with some to spare, so the exact check is at the end.
  if (e->max_bytes != 0 && written + extra > e->max_bytes + SPARE) {
    lh_encode_fault(e, "is where the JSON text passes its limit of %I bytes: return less data",
      (lua_Integer)e->max_bytes);
  }
  lh_buffer_grow(e->L, e->out, extra);
}

static char *write_escape(char *out, unsigned char byte) {
  *out++ = '\\';
  switch (byte) {
    case '"':
    case '\\': *out++ = (char)byte; return out;
    case '\b': *out++ = 'b'; return out;
    case '\f': *out++ = 'f'; return out;
    case '\n': *out++ = 'n'; return out;
    case '\r': *out++ = 'r'; return out;
    case '\t': *out++ = 't'; return out;
    default:
      memcpy(out, "u00", 3);
      out[3] = hex_digits[byte >> 4];
      out[4] = hex_digits[byte & 15];
      return out + 5;
  }
}

#if defined(__SSE2__)
// 4 to 15 plain bytes with two loads that overlap; false when one of them is not plain. Never reads beyond the text.
static inline bool copy_short(const char *at, size_t length, char *to) {
  uint64_t low = 0, high = 0;
  if (length >= 8) {
    memcpy(&low, at, 8);
    memcpy(&high, at + length - 8, 8);
    if (lh_scan_mask(_mm_set_epi64x((long long)high, (long long)low)) != 0) return false;
    memcpy(to, &low, 8);
    memcpy(to + length - 8, &high, 8);
    return true;
  }
  memcpy(&low, at, 4);
  memcpy(&high, at + length - 4, 4);
  uint64_t both = high << 32 | low;
  if (lh_scan_mask(_mm_set1_epi64x((long long)both)) != 0) return false;
  memcpy(to, &low, 4);
  memcpy(to + length - 4, &high, 4);
  return true;
}
#endif

// Copies the plain run at `at` and answers where it ends. `out` has room for the whole text and 16 bytes more.
static inline const char *copy_plain(const char *at, const char *end, char **out) {
  char *to = *out;
#if defined(__SSE2__)
  for (; end - at >= 16; at += 16, to += 16) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    _mm_storeu_si128((__m128i *)(void *)to, bytes);
    unsigned mask = lh_scan_mask(bytes);
    if (mask != 0) {
      unsigned plain = (unsigned)__builtin_ctz(mask);
      *out = to + plain;
      return at + plain;
    }
  }
  size_t left = (size_t)(end - at);
  if (left >= 4 && copy_short(at, left, to)) {
    *out = to + left;
    return end;
  }
#endif
  while (at < end && !lh_scan_stops((unsigned char)*at)) *to++ = *at++;
  *out = to;
  return at;
}

static _Noreturn void fault_utf8(lh_encoder *e, const char *text, const char *at, bool is_key) {
  char byte[8] = "0x00";
  byte[2] = "0123456789ABCDEF"[(unsigned char)*at >> 4];
  byte[3] = "0123456789ABCDEF"[(unsigned char)*at & 15];
  lh_encode_fault(e, "%s not UTF-8 (byte %I is %s): encode binary data as base64 or hex",
    is_key ? "has a key that is" : "is a string that is", (lua_Integer)(at - text) + 1, byte);
}

void lh_encode_text(lh_encoder *e, const char *text, size_t length, bool is_key) {
  const char *at = text, *end = text + length;
  char *out = lh_encode_room(e, length + 2 + 16);
  *out++ = '"';
  for (;;) {
    at = copy_plain(at, end, &out);
    if (at == end) break;
    unsigned char byte = (unsigned char)*at;
    if (byte >= 0x80) {
      bool valid = true;
      const char *stop = lh_scan_wide(at, end, &valid);
      if (!valid) fault_utf8(e, text, stop, is_key);
      memcpy(out, at, (size_t)(stop - at));
      out += stop - at;
      at = stop;
      continue;
    }
    out = write_escape(out, byte);
    at++;
    // An escape is longer than what it stands for: renew the promise that the rest fits.
    e->out->length = (size_t)(out - e->out->bytes);
    out = lh_encode_room(e, (size_t)(end - at) + 2 + 16);
  }
  *out++ = '"';
  e->out->length = (size_t)(out - e->out->bytes);
  if (length > LONG_TEXT) lh_checkpoint(e->L);
}

char *lh_encode_digits(lua_Integer integer, char *end) {
  static const char pairs[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354"
    "555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
  uint64_t rest = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
  for (; rest >= 100; rest /= 100) {
    end -= 2;
    memcpy(end, pairs + rest % 100 * 2, 2);
  }
  if (rest >= 10) {
    end -= 2;
    memcpy(end, pairs + rest * 2, 2);
  } else {
    *--end = (char)('0' + rest);
  }
  if (integer < 0) *--end = '-';
  return end;
}

void lh_encode_integer(lh_encoder *e, lua_Integer integer) {
  char digits[LH_KEY_DIGITS];
  char *end = digits + sizeof digits;
  const char *start = lh_encode_digits(integer, end);
  size_t length = (size_t)(end - start);
  memcpy(lh_encode_room(e, sizeof digits), start, length);
  e->out->length += length;
}

void lh_encode_number(lh_encoder *e, lua_Number number) {
  if (isnan(number)) {
    lh_encode_fault(e, "is NaN (0/0, not a number), which JSON cannot hold: use json.null or a string");
  }
  if (isinf(number)) {
    lh_encode_fault(e, "is %s, which JSON cannot hold: use json.null or a string",
      number > 0 ? "infinity (math.huge)" : "minus infinity (-math.huge)");
  }
  e->out->length += lh_float_write(number, lh_encode_room(e, LH_FLOAT_TEXT_MAX));
}
