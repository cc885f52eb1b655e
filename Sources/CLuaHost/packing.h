// Formats of string.pack (manual §6.4.2).
#ifndef LH_PACKING_H
#define LH_PACKING_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum lh_pack_kind {
  LH_PACK_INTEGER,
  LH_PACK_UNSIGNED,
  LH_PACK_FLOAT,
  LH_PACK_DOUBLE,
  LH_PACK_FIXED,    // c
  LH_PACK_COUNTED,  // s
  LH_PACK_ZERO,     // z
  LH_PACK_PAD,      // x
  LH_PACK_ALIGN,    // X
  LH_PACK_NOTHING,
} lh_pack_kind;

typedef struct lh_packing {
  lua_State *L;
  const char *format;  // its rest
  bool little;
  int max_align;
  size_t spent;
} lh_packing;

typedef struct lh_pack_option {
  lh_pack_kind kind;
  int size;
  int padding;  // before it
} lh_pack_option;

void lh_packing_begin(lh_packing *packing, lua_State *L);

/// The next option of the format, to be put at an offset. Raises: a malformed format.
lh_pack_option lh_packing_next(lh_packing *packing, size_t offset);

#endif
