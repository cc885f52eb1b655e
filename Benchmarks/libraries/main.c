// Runs compare.lua in a state of the host's, with Lua's own libraries in the global table "stock".
#include <stdio.h>

#include "host.h"

static lh_answer_kind no_native(void *host, const lh_call *call) {
  (void)host;
  (void)call;
  return LH_RETURN;
}

static int say(lua_State *L) {
  puts(luaL_checkstring(L, 1));
  return 0;
}

static void open_stock(lua_State *L) {
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);  // opening Lua's own library puts another in its place
  lua_createtable(L, 0, 3);
  static const luaL_Reg libraries[] = {{"string", luaopen_string}, {"table", luaopen_table}, {"utf8", luaopen_utf8}};
  for (int i = 0; i < 3; i++) {
    lua_pushcfunction(L, libraries[i].func);
    lua_call(L, 0, 1);
    lua_setfield(L, -2, libraries[i].name);
  }
  lua_setglobal(L, "stock");
  lua_setmetatable(L, -2);
}

int main(int count, char **arguments) {
  const lh_options options = {.native = no_native};
  lh_state *state = lh_open(&options);
  if (!state || count < 2) return 1;
  open_stock(state->L);
  lua_register(state->L, "say", say);
  if (luaL_loadfile(state->L, arguments[1]) == LUA_OK) {
    lua_pushstring(state->L, count > 2 ? arguments[2] : "7");
    if (lua_pcall(state->L, 1, 0, 0) == LUA_OK) return 0;
  }
  fprintf(stderr, "%s\n", lua_tostring(state->L, -1));
  return 1;
}
