#include "buffer.h"

#include <lauxlib.h>
#include <stdint.h>

enum { LH_BUFFER_FIRST = 256 };

void lh_buffer_init(lh_buffer *buffer, lua_State *L) {
  *buffer = (lh_buffer){0};
  buffer->allocate = lua_getallocf(L, &buffer->account);
}

void lh_buffer_free(lh_buffer *buffer) {
  if (buffer->bytes != NULL) buffer->allocate(buffer->account, buffer->bytes, buffer->capacity, 0);
  buffer->bytes = NULL;
  buffer->length = 0;
  buffer->capacity = 0;
}

void lh_buffer_reset(lh_buffer *buffer, size_t keep) {
  if (buffer->capacity > keep) lh_buffer_free(buffer);
  buffer->length = 0;
}

bool lh_buffer_reserve(lh_buffer *buffer, size_t extra) {
  if (buffer->capacity - buffer->length >= extra) return true;
  if (extra > SIZE_MAX / 2 - buffer->length) return false;
  size_t needed = buffer->length + extra;
  size_t capacity = buffer->capacity + buffer->capacity / 2;
  if (capacity < LH_BUFFER_FIRST) capacity = LH_BUFFER_FIRST;
  if (capacity < needed) capacity = needed;
  char *bytes = buffer->allocate(buffer->account, buffer->bytes, buffer->capacity, capacity);
  // Half as much again may be too much for the account where the bare need still fits.
  if (bytes == NULL && capacity > needed) {
    capacity = needed;
    bytes = buffer->allocate(buffer->account, buffer->bytes, buffer->capacity, capacity);
  }
  if (bytes == NULL) return false;
  buffer->bytes = bytes;
  buffer->capacity = capacity;
  return true;
}

void lh_buffer_grow(lua_State *L, lh_buffer *buffer, size_t extra) {
  if (lh_buffer_reserve(buffer, extra)) return;
  lua_gc(L, LUA_GCCOLLECT);
  if (!lh_buffer_reserve(buffer, extra)) lh_raise_memory(L);
}

void lh_raise_memory(lua_State *L) {
  // This very text is the state's own, pre-allocated string; lua_error knows it and raises LUA_ERRMEM.
  lua_pushliteral(L, "not enough memory");
  lua_error(L);
  __builtin_unreachable();
}

void lh_need_stack(lua_State *L, int slots) {
  // It answers 0 for want of memory as well as past LUAI_MAXSTACK, which the callers' depth limits exclude.
  if (!lua_checkstack(L, slots)) lh_raise_memory(L);
}

static int collect(lua_State *L) {
  lh_buffer_free(lua_touserdata(L, 1));
  return 0;
}

lh_buffer *lh_buffer_push(lua_State *L) {
  lh_buffer *buffer = lua_newuserdatauv(L, sizeof *buffer, 0);
  lh_buffer_init(buffer, L);
  if (luaL_newmetatable(L, "luahost.buffer")) {
    lua_pushcfunction(L, collect);
    lua_setfield(L, -2, "__gc");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
  }
  lua_setmetatable(L, -2);
  return buffer;
}
