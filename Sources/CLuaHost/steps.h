// Steps of loops in C. No hook sees such a loop, so it counts what it does and looks at the deadline now and then.
#ifndef LH_STEPS_H
#define LH_STEPS_H

#include <lua.h>
#include <string.h>

#include "json.h"  // lh_checkpoint

/// A step is about a nanosecond or a few; steps of bytes moved or compared in bulk are counted by lh_steps_of.
enum { LH_STEPS = 1024, LH_BULK = 1 << 20, LH_LONG_TEXT = 256 };

/// Counts steps; every LH_STEPS of them it raises doom when the deadline has passed.
static inline void lh_spend(lua_State *L, size_t *spent, size_t steps) {
  *spent += steps;
  if (__builtin_expect(*spent >= LH_STEPS, 0)) {
    *spent = 0;
    lh_checkpoint(L);
  }
}

/// What a pass over bytes by memcpy, memchr or memcmp counts as.
static inline size_t lh_steps_of(size_t bytes) { return bytes / 64; }

/// Before a value is used as a number or compared: what that may cost is in the length of a string.
static inline void lh_spend_value(lua_State *L, size_t *spent, int index) {
  size_t steps = 1;
  if (lua_type(L, index) == LUA_TSTRING) steps += lua_rawlen(L, index) / 16;
  lh_spend(L, spent, steps);
}

/// memcpy with looks at the deadline between its pieces.
static inline void lh_copy(lua_State *L, size_t *spent, char *to, const char *from, size_t length) {
  for (size_t piece; length > 0; to += piece, from += piece, length -= piece) {
    piece = length < LH_BULK ? length : LH_BULK;
    memcpy(to, from, piece);
    lh_spend(L, spent, lh_steps_of(piece));
  }
}

#endif
