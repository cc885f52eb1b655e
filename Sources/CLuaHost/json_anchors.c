// What the codec keeps per state: json.null, the two marks, and scratch memory that is reused.
#include <lauxlib.h>
#include <stddef.h>

#include "json.h"

enum { NULL_VALUE = 1, ARRAY_VALUE, OBJECT_VALUE, VALUES = OBJECT_VALUE };

static const char registry_key = 0;

static int collect(lua_State *L) {
  lh_json_anchors *anchors = lua_touserdata(L, 1);
  lh_buffer_free(&anchors->text);
  lh_buffer_free(&anchors->members);
  return 0;
}

static int null_text(lua_State *L) {
  lua_pushliteral(L, "null");
  return 1;
}

// An author meets this one when an API answers null where an object was expected: the commonest slip.
static int null_index(lua_State *L) {
  const char *place = "a field";
  if (lua_type(L, 2) == LUA_TSTRING) {
    place = lua_pushfstring(L, "field '%s'", lua_tostring(L, 2));
  } else if (lua_isinteger(L, 2)) {
    place = lua_pushfstring(L, "index %I", lua_tointeger(L, 2));
  }
  return luaL_error(
    L, "attempt to index json.null (%s): the data has null here, not an object; test with x == json.null", place);
}

static void push_null(lua_State *L) {
  static const luaL_Reg methods[] = {
    {"__index", null_index}, {"__newindex", null_index}, {"__tostring", null_text}, {NULL, NULL}};
  lua_newuserdatauv(L, 0, 0);
  luaL_newlib(L, methods);
  lua_pushliteral(L, "json.null");
  lua_setfield(L, -2, "__name");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}

// Scripts must not reach a mark: a __gc or __index put there would be every array's.
static void push_mark(lua_State *L, const char *name) {
  lua_createtable(L, 0, 2);
  lua_pushstring(L, name);
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "__name");
  lua_setfield(L, -2, "__metatable");
}

// Leaves the new anchors on the stack. They go into the registry last, when nothing can fail any more.
static lh_json_anchors *install(lua_State *L) {
  lh_json_anchors *anchors = lua_newuserdatauv(L, sizeof *anchors, VALUES);
  lh_buffer_init(&anchors->text, L);
  lh_buffer_init(&anchors->members, L);
  push_null(L);
  anchors->null = lua_touserdata(L, -1);
  lua_setiuservalue(L, -2, NULL_VALUE);
  push_mark(L, "json.array");
  anchors->array = lua_topointer(L, -1);
  lua_setiuservalue(L, -2, ARRAY_VALUE);
  push_mark(L, "json.object");
  anchors->object = lua_topointer(L, -1);
  lua_setiuservalue(L, -2, OBJECT_VALUE);
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, collect);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &registry_key);
  return anchors;
}

static lh_json_anchors *push_anchors(lua_State *L) {
  lh_need_stack(L, 8);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &registry_key) == LUA_TUSERDATA) return lua_touserdata(L, -1);
  lua_pop(L, 1);
  return install(L);
}

static void push_value(lua_State *L, int value) {
  push_anchors(L);
  lua_getiuservalue(L, -1, value);
  lua_remove(L, -2);
}

lh_json_anchors *lh_json_anchors_of(lua_State *L) {
  lh_json_anchors *anchors = push_anchors(L);
  lua_pop(L, 1);
  return anchors;
}

void lh_json_push_null(lua_State *L) { push_value(L, NULL_VALUE); }

void lh_json_push_array_mark(lua_State *L) { push_value(L, ARRAY_VALUE); }

void lh_json_push_object_mark(lua_State *L) { push_value(L, OBJECT_VALUE); }

bool lh_json_is_null(lua_State *L, int index) {
  return lua_type(L, index) == LUA_TUSERDATA && lua_touserdata(L, index) == lh_json_anchors_of(L)->null;
}

bool lh_json_is_marked(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return false;
  const void *metatable = lua_topointer(L, -1);
  lua_pop(L, 1);
  const lh_json_anchors *anchors = lh_json_anchors_of(L);
  return metatable == anchors->array || metatable == anchors->object;
}
