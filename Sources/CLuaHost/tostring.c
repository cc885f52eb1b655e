// tostring without addresses: an object that has no text of its own shows a number, the same as long as it lives.
#include <stdio.h>

#include "host.h"

const char lh_key_ids;

static lua_Integer new_id(lua_State *L, int index) {
  lua_pushvalue(L, index);
  lua_pushinteger(L, lh_of(L)->last_id + 1);
  lua_rawset(L, -3);
  return ++lh_of(L)->last_id;
}

void lh_id_text(lua_State *L, int index, char text[LH_ID_TEXT]) {
  luaL_checkstack(L, 3, NULL);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_ids);
  lua_pushvalue(L, index);
  lua_rawget(L, -2);
  lua_Integer id = lua_tointeger(L, -1);
  lua_pop(L, 1);
  if (id == 0) id = new_id(L, index);
  lua_pop(L, 1);
  snprintf(text, LH_ID_TEXT, "0x%08llx", (unsigned long long)id);
}

const char *lh_tolstring(lua_State *L, int index, size_t *length) {
  const int type = lua_type(L, index);
  index = lua_absindex(L, index);
  if (type == LUA_TNIL || type == LUA_TBOOLEAN || type == LUA_TNUMBER || type == LUA_TSTRING)
    return luaL_tolstring(L, index, length);
  if (luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
    lua_pop(L, 1);
    return luaL_tolstring(L, index, length);
  }
  char id[LH_ID_TEXT];
  lh_id_text(L, index, id);
  const int name = luaL_getmetafield(L, index, "__name");
  const char *kind = name == LUA_TSTRING ? lua_tostring(L, -1) : lua_typename(L, type);
  lua_pushfstring(L, "%s: %s", kind, id);
  if (name != LUA_TNIL) lua_remove(L, -2);
  return lua_tolstring(L, -1, length);
}

static int to_string(lua_State *L) {
  luaL_checkany(L, 1);
  lh_tolstring(L, 1, NULL);
  return 1;
}

void lh_open_tostring(lua_State *L) {
  lua_createtable(L, 0, 0);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "k");
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &lh_key_ids);
  lua_pushcfunction(L, to_string);
  lua_setglobal(L, "tostring");
}
