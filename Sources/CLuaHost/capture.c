// Values between Lua and the host: copied out into the state's arena, pushed back in.
#include <string.h>

#include "host.h"

static void anchor(lua_State *L, int index, lh_value *value) {
  lua_pushvalue(L, index);
  value->ref = luaL_ref(L, LUA_REGISTRYINDEX);
}

static void capture_other(lua_State *L, int index, unsigned flags, lh_value *value) {
  if (lh_json_is_null(L, index)) {
    value->type = LH_NULL;
    return;
  }
  value->type = LH_OTHER;
  value->bytes = luaL_typename(L, index);
  const int top = lua_gettop(L);
  // The name's string stays anchored by the metatable, the metatable by the value.
  if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) value->bytes = lua_tostring(L, -1);
  lua_settop(L, top);
  value->length = strlen(value->bytes);
  if (flags & LH_SHALLOW && flags & LH_ANCHOR) anchor(L, index, value);
}

static size_t count_pairs(lua_State *L, int index) {
  size_t count = 0;
  for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) count++;
  return count;
}

static void capture_table(lua_State *L, int index, unsigned flags, int depth, lh_value *value) {
  value->type = LH_TABLE;
  if (flags & LH_SHALLOW && depth > 0) {
    if (flags & LH_ANCHOR) anchor(L, index, value);
    return;
  }
  if (depth >= LH_MAX_DEPTH) return;
  luaL_checkstack(L, 6, "a table is nested too deep");
  value->length = count_pairs(L, index);
  lh_pair *pairs = lh_arena_get(&lh_of(L)->arena, (value->length + 1) * sizeof *pairs);
  if (!pairs) lh_raise_memory(L);
  value->pairs = pairs;
  for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
    if (++lh_of(L)->captured > LH_MAX_CAPTURED) {
      luaL_error(L, "a table that is given to the host has more than %d values", LH_MAX_CAPTURED);
    }
    lh_checkpoint(L);
    int top = lua_gettop(L);
    lh_capture(L, top - 1, flags | LH_SHALLOW, depth + 1, &pairs->key);
    lh_capture(L, top, flags, depth + 1, &pairs->value);
    pairs++;
  }
}

void lh_capture(lua_State *L, int index, unsigned flags, int depth, lh_value *value) {
  *value = (lh_value){.type = LH_NIL};
  switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TNONE: break;
    case LUA_TBOOLEAN:
      value->type = LH_BOOLEAN;
      value->integer = lua_toboolean(L, index);
      break;
    case LUA_TNUMBER:
      value->type = lua_isinteger(L, index) ? LH_INTEGER : LH_NUMBER;
      value->integer = lua_isinteger(L, index) ? lua_tointeger(L, index) : 0;
      value->number = lua_tonumber(L, index);
      break;
    case LUA_TSTRING:
      value->type = LH_STRING;
      value->bytes = lua_tolstring(L, index, &value->length);
      break;
    case LUA_TTABLE: capture_table(L, index, flags, depth, value); break;
    case LUA_TFUNCTION:
      value->type = LH_FUNCTION;
      if (flags & LH_ANCHOR) anchor(L, index, value);
      break;
    default: capture_other(L, index, flags, value);
  }
}

/// Pushes a text that stands behind its length, and gives what follows it.
static const char *push_packed(lua_State *L, const char *at) {
  uint32_t length;
  memcpy(&length, at, sizeof length);
  at += sizeof length;
  lua_pushlstring(L, at, length);
  return at + length;
}

static void push_fields(lua_State *L, const lh_value *value) {
  const char *at = value->bytes;
  luaL_checkstack(L, 4, NULL);
  lua_createtable(L, 0, (int)value->integer);
  for (int64_t i = 0; i < value->integer; i++) {
    at = push_packed(L, push_packed(L, at));
    lua_rawset(L, -3);
  }
}

static void push_empty_array(lua_State *L) {
  luaL_checkstack(L, 4, NULL);
  lua_createtable(L, 0, 0);
  lh_json_push_array_mark(L);
  lua_setmetatable(L, -2);
}

void lh_push(lua_State *L, const lh_value *value) {
  static const lh_json_limits limits = {.max_depth = 512};
  switch (value->type) {
    case LH_NULL: lh_json_push_null(L); break;
    case LH_BOOLEAN: lua_pushboolean(L, value->integer != 0); break;
    case LH_INTEGER: lua_pushinteger(L, value->integer); break;
    case LH_NUMBER: lua_pushnumber(L, value->number); break;
    case LH_STRING: lua_pushlstring(L, value->bytes ? value->bytes : "", value->length); break;
    case LH_JSON:
      if (value->length == 2 && memcmp(value->bytes, "[]", 2) == 0) {
        push_empty_array(L);  // the commonest list: it takes no decoder
      } else {
        lh_json_decode(L, value->bytes, value->length, &limits, false);
      }
      break;
    case LH_CHUNK:
      lh_push_chunk(L, value->bytes, value->length, value->name, (unsigned)value->integer);
      break;
    case LH_FIELDS: push_fields(L, value); break;
    case LH_ANCHORED: lua_rawgeti(L, LUA_REGISTRYINDEX, value->ref); break;
    default: lua_pushnil(L);
  }
}
