// The standard library's functions under the sanitizers: against Lua's own (differential.lua, tables.lua), across
// yields (yields.lua), past a deadline (doom.c), and with every allocation failing (sweep.c).
#include "driver.h"

#include <stdio.h>
#include <stdlib.h>

void need(bool condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "FAILED: %s\n", what);
  abort();
}

static lh_answer_kind no_native(void *host, const lh_call *call) {
  (void)host;
  (void)call;
  return LH_RETURN;
}

static void open_stock(lua_State *L) {
  static const luaL_Reg libraries[] = {
    {"string", luaopen_string}, {"table", luaopen_table}, {"utf8", luaopen_utf8}, {"math", luaopen_math},
    {"os", luaopen_os}, {NULL, NULL}};
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);  // opening Lua's own library puts another in its place
  lua_createtable(L, 0, 8);
  for (const luaL_Reg *library = libraries; library->name; library++) {
    lua_pushcfunction(L, library->func);
    lua_call(L, 0, 1);
    lua_setfield(L, -2, library->name);
  }
  lua_setglobal(L, "stock");
  lua_setmetatable(L, -2);
  lua_settop(L, 0);
}

lh_state *open_state(size_t memory_limit) {
  const lh_options options = {.memory_limit = memory_limit, .native = no_native};
  lh_state *state = lh_open(&options);
  need(state != NULL, "a state opens");
  open_stock(state->L);
  return state;
}

void run_file(lh_state *state, const char *folder, const char *name) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  if (luaL_dofile(state->L, path) != LUA_OK) {
    fprintf(stderr, "%s\n", lua_tostring(state->L, -1));
    need(false, name);
  }
  lua_settop(state->L, 0);
}

static void run_on_fresh_state(const char *folder, const char *name, long rounds) {
  lh_state *state = open_state(0);
  lua_pushinteger(state->L, rounds);
  lua_setglobal(state->L, "rounds");
  run_file(state, folder, name);
  lua_getglobal(state->L, "cases");
  printf("%s: %ld cases\n", name, (long)lua_tointeger(state->L, -1));
  lua_settop(state->L, 0);
  lh_close(state);
}

int main(int count, char **arguments) {
  need(count == 3, "usage: driver FOLDER ROUNDS");
  setvbuf(stdout, NULL, _IOLBF, 0);
  const char *folder = arguments[1];
  run_on_fresh_state(folder, "differential.lua", atol(arguments[2]));
  run_on_fresh_state(folder, "tables.lua", atol(arguments[2]));
  run_on_fresh_state(folder, "yields.lua", 0);
  check_doom();
  sweep_allocations(folder);
  return 0;
}
