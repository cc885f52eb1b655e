// The string library (manual §6.4), each function under a deadline.
#ifndef LH_STRINGS_H
#define LH_STRINGS_H

#include <lua.h>
#include <stddef.h>

int lh_string_find(lua_State *L);
int lh_string_match(lua_State *L);
int lh_string_gmatch(lua_State *L);
int lh_string_gsub(lua_State *L);
int lh_string_format(lua_State *L);
int lh_string_pack(lua_State *L);
int lh_string_packsize(lua_State *L);
int lh_string_unpack(lua_State *L);

/// A start given by a script as an index from 1: negative ones count from the end, what is before the start is 1.
static inline size_t lh_string_start(lua_Integer position, size_t length) {
  if (position > 0) return (size_t)position;
  if (position == 0 || position < -(lua_Integer)length) return 1;
  return length + (size_t)position + 1;
}

#endif
