// Private to json_decode*.c: the state of one decode, and its parts.
#ifndef LH_JSON_DECODER_H
#define LH_JSON_DECODER_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json.h"

enum {
  LH_KEYS_MOST = 128,
  LH_KEY_TEXT = 32,
};

/// A key seen before. API data repeats its objects: with the key's Lua string at hand and the key that came
/// after it last time as a guess, most keys are one comparison, with no scan, no hash and no look-up.
typedef struct lh_key {
  uint8_t length;  ///< of text; 0: an empty place
  uint8_t first;   ///< place of the first key of the object that was under this key
  uint8_t next;    ///< place of the key that came after this one
  uint32_t bits;   ///< one for each byte of text that counts
  uint32_t objects, arrays;  ///< sizes of the last ones under this key, until they are used as hints
  char text[LH_KEY_TEXT];    ///< the key with its closing quote
} lh_key;

typedef struct lh_decoder {
  lua_State *L;
  const char *start, *at, *end;
  lh_buffer *text;       ///< scratch for strings with escapes
  int null, array_mark;  ///< stack indexes
  int keys_base;         ///< the Lua string of keys[i] is at keys_base + i
  unsigned keys_mask;
  int countdown;         ///< values until the next checkpoint
  size_t depth, max_depth;
  bool trusted;
  bool faulted;          ///< the error raised is about the document
  lh_key keys[LH_KEYS_MOST];
} lh_decoder;

/// Pushes the number at d->at and moves past it.
void lh_decode_number(lh_decoder *d);

/// Pushes the string whose characters begin at `start` and have a plain run up to `stop`; moves past its quote.
void lh_decode_text(lh_decoder *d, const char *start, const char *stop);

/// Raise "invalid JSON at byte …: " and what is wrong at `at`.
_Noreturn void lh_decode_expected(lh_decoder *d, const char *at, const char *expected);
_Noreturn void lh_decode_fault(lh_decoder *d, const char *at, const char *format, ...)
  __attribute__((format(printf, 3, 4)));

#endif
