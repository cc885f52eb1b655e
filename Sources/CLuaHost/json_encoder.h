// Private to json_encode*.c: the state of one encode, and its parts.
#ifndef LH_JSON_ENCODER_H
#define LH_JSON_ENCODER_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json.h"

typedef enum lh_step { LH_STEP_NONE, LH_STEP_KEY, LH_STEP_INDEX } lh_step;

/// An open array or object, and which of its values is being written: the path of an error.
typedef struct lh_level {
  const void *table;
  const char *key;     ///< LH_STEP_KEY; the table keeps it alive
  size_t length;
  lua_Integer index;   ///< LH_STEP_INDEX
  lh_step step;
} lh_level;

/// A member of an object that is to be written in the order of its keys.
typedef struct lh_member {
  uint64_t prefix;     ///< the key's first 8 bytes, big-endian, padded with zeros: compares as the key does
  union {
    const char *text;
    lua_Integer integer;
  } key;
  uint32_t length;     ///< LH_INTEGER_KEY for an integer
  int slot;            ///< stack index of the value; 0: to be looked up by its key
} lh_member;

#define LH_INTEGER_KEY UINT32_MAX

enum { LH_KEY_DIGITS = 24 };

typedef struct lh_encoder {
  lua_State *L;
  lh_buffer *out;
  lh_buffer *members;  ///< of all open objects, one after the other
  const lh_json_anchors *anchors;
  const char *root;
  size_t begin;        ///< length of out before this encode
  size_t max_bytes;
  size_t depth, max_depth;
  unsigned flags;
  int countdown;
  lh_level levels[LH_JSON_DEPTH_CAP];
} lh_encoder;

/// Appends a string in quotes. `is_key`: only for the words of an error.
void lh_encode_text(lh_encoder *e, const char *text, size_t length, bool is_key);
void lh_encode_integer(lh_encoder *e, lua_Integer integer);
void lh_encode_number(lh_encoder *e, lua_Number number);

/// The text of an integer, written so that it ends at `end`; answers where it begins (LH_KEY_DIGITS suffice).
char *lh_encode_digits(lua_Integer integer, char *end);

/// lh_buffer_grow, but raises when the text is longer than it may be.
void lh_encode_grow(lh_encoder *e, size_t extra);

/// Sorts by the bytes of the keys.
void lh_sort_members(lua_State *L, lh_member *members, size_t count);
/// The key as text; `digits` has LH_KEY_DIGITS bytes.
const char *lh_member_text(const lh_member *member, char *digits, size_t *length);

/// Raises "<path> <what is wrong>"; the format is lua_pushfstring's.
_Noreturn void lh_encode_fault(lh_encoder *e, const char *format, ...);
/// Why the value at `index` has no JSON text, whatever it is.
_Noreturn void lh_encode_fault_type(lh_encoder *e, int index);
_Noreturn void lh_encode_fault_depth(lh_encoder *e, const void *table);
/// The key at `index` fits neither an array nor an object.
_Noreturn void lh_encode_fault_key(lh_encoder *e, int index);
/// The table at `index` is not exactly 1…n.
_Noreturn void lh_encode_fault_array(lh_encoder *e, int index);

static inline char *lh_encode_room(lh_encoder *e, size_t extra) {
  if (__builtin_expect(e->out->capacity - e->out->length < extra, 0)) lh_encode_grow(e, extra);
  return e->out->bytes + e->out->length;
}

static inline void lh_encode_byte(lh_encoder *e, char byte) {
  *lh_encode_room(e, 1) = byte;
  e->out->length++;
}

#endif
