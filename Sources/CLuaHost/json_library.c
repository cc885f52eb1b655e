// The module that scripts see: json.decode, json.encode, json.null, json.array, json.object, json.is_*.
#include <lauxlib.h>
#include <string.h>

#include "json.h"

enum { OUTPUT_KEPT = 64 * 1024 };

static int decode(lua_State *L) {
  size_t length = 0;
  luaL_checktype(L, 1, LUA_TSTRING);
  const char *text = lua_tolstring(L, 1, &length);
  lh_json_decode(L, text, length, NULL, false);
  return 1;
}

static unsigned read_option(lua_State *L, const char *name, unsigned flag, unsigned flags) {
  lua_getfield(L, 2, name);
  if (!lua_isnil(L, -1)) {
    luaL_argexpected(L, lua_isboolean(L, -1), 2, lua_pushfstring(L, "a boolean as the option '%s'", name));
    flags = lua_toboolean(L, -1) ? flags | flag : flags & ~flag;
  }
  lua_pop(L, 1);
  return flags;
}

static void refuse_unknown_options(lua_State *L) {
  for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) {
    const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : luaL_typename(L, -2);
    if (strcmp(name, "pretty") == 0 || strcmp(name, "sort") == 0) continue;
    luaL_argerror(L, 2, lua_pushfstring(L, "unknown option '%s'; known are 'pretty' and 'sort'", name));
  }
}

static unsigned read_options(lua_State *L) {
  unsigned flags = LH_JSON_SORTED;
  if (lua_isnoneornil(L, 2)) return flags;
  luaL_checktype(L, 2, LUA_TTABLE);
  refuse_unknown_options(L);
  flags = read_option(L, "pretty", LH_JSON_PRETTY, flags);
  return read_option(L, "sort", LH_JSON_SORTED, flags);
}

static int encode(lua_State *L) {
  luaL_checkany(L, 1);
  unsigned flags = read_options(L);
  // No script runs while a value is encoded, so one output buffer a state is enough.
  lh_buffer *out = &lh_json_anchors_of(L)->text;
  lh_buffer_reset(out, OUTPUT_KEPT);
  lh_json_encode(L, 1, out, NULL, NULL, flags);
  lua_pushlstring(L, out->bytes, out->length);
  lh_buffer_reset(out, OUTPUT_KEPT);
  return 1;
}

// Sets a mark on the table given, or on a new one.
static int mark(lua_State *L, void (*push_mark)(lua_State *)) {
  if (lua_isnone(L, 1)) {
    lua_newtable(L);
    lua_insert(L, 1);
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  if (lua_getmetatable(L, 1)) {
    luaL_argcheck(L, lh_json_is_marked(L, 1), 1, "the table has a metatable already");
  }
  push_mark(L);
  lua_setmetatable(L, 1);
  lua_settop(L, 1);
  return 1;
}

static int array(lua_State *L) { return mark(L, lh_json_push_array_mark); }

static int object(lua_State *L) { return mark(L, lh_json_push_object_mark); }

// Whether encode writes the table as an array, as far as its mark and its first key tell.
static bool is_array(lua_State *L) {
  if (lua_type(L, 1) != LUA_TTABLE) return false;
  if (lh_json_is_marked(L, 1)) {
    lua_getmetatable(L, 1);
    return lua_topointer(L, -1) == lh_json_anchors_of(L)->array;
  }
  lua_pushnil(L);
  return lua_next(L, 1) && lua_type(L, -2) != LUA_TSTRING;
}

static int answer_is_array(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, is_array(L));
  return 1;
}

static int answer_is_object(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, lua_type(L, 1) == LUA_TTABLE && !is_array(L));
  return 1;
}

static int answer_is_null(lua_State *L) {
  lua_pushboolean(L, lh_json_is_null(L, 1));
  return 1;
}

int luaopen_lh_json(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"decode", decode}, {"encode", encode}, {"array", array}, {"object", object},
    {"is_array", answer_is_array}, {"is_object", answer_is_object}, {"is_null", answer_is_null}, {NULL, NULL}};
  luaL_newlib(L, functions);
  lh_json_push_null(L);
  lua_setfield(L, -2, "null");
  return 1;
}
