// pcall and xpcall that let doom through, setmetatable that refuses finalizers, rawset that honours frozen tables.
#include "host.h"

// How deep protected calls may nest, as Lua's own limit of C calls (LUAI_MAXCCALLS). Without it a script that recurses
// through pcall could pile up so many that unwinding them takes longer than the deadline it ran into.
enum { MAX_DEPTH = 200 };

/// What a protected call must know when it ends, in a lua_KContext: the depth outside of it, and how many values of
/// its stack are not results.
static lua_KContext context_of(int depth, int skipped) { return depth * 4 + skipped; }

/// After a call that may have raised: doom is raised again, anything else is returned as pcall does.
static int finish(lua_State *L, int status, lua_KContext context) {
  lh_of(L)->protected_depth = (int)(context / 4);
  if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)(context % 4);
  if (lh_of(L)->doomed) lh_raise_doom(L);
  lh_drop_carried(L);
  if (status == LUA_ERRMEM) lh_caught_memory_error(L);
  lua_pushboolean(L, false);
  lua_pushvalue(L, -2);
  return 2;
}

/// Calls what lies on the stack, counted.
static int call(lua_State *L, int arguments, int handler, int skipped) {
  lh_state *state = lh_of(L);
  const int depth = state->protected_depth;
  if (depth >= MAX_DEPTH) return luaL_error(L, "too many protected calls inside each other (limit %d)", MAX_DEPTH);
  state->protected_depth = depth + 1;
  const lua_KContext context = context_of(depth, skipped);
  return finish(L, lua_pcallk(L, arguments, LUA_MULTRET, handler, context, finish), context);
}

static int protected_call(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, true);
  lua_insert(L, 1);
  return call(L, lua_gettop(L) - 2, 0, 0);
}

/// Stands before a script's message handler: doom never reaches it.
static int handle(lua_State *L) {
  if (lh_of(L)->doomed) return 1;
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 1);
  return 1;
}

static int protected_call_with_handler(lua_State *L) {
  int count = lua_gettop(L);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, handle, 1);
  lua_replace(L, 2);
  lua_pushboolean(L, true);
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  return call(L, count - 2, 2, 2);
}

static int set_metatable(lua_State *L) {
  int kind = lua_type(L, 2);
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argexpected(L, kind == LUA_TNIL || kind == LUA_TTABLE, 2, "nil or table");
  if (!lh_json_is_marked(L, 1) && luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
    return luaL_error(L, "cannot change a protected metatable");
  lua_settop(L, 2);
  if (kind == LUA_TTABLE) {
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL) return luaL_error(L, "finalizers (__gc) are not available to scripts");
    lua_pop(L, 1);
  }
  lua_setmetatable(L, 1);
  return 1;
}

static int raw_set(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  luaL_checkany(L, 3);
  if (luaL_getmetafield(L, 1, "__frozen") != LUA_TNIL) return luaL_error(L, "the table is read-only");
  lua_settop(L, 3);
  lua_rawset(L, 1);
  return 1;
}

void lh_open_protected_calls(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"pcall", protected_call}, {"xpcall", protected_call_with_handler}, {"setmetatable", set_metatable},
    {"rawset", raw_set}, {NULL, NULL}};
  lua_pushglobaltable(L);
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}
