// Every allocation of a script that calls everything fails in turn: no abort, no leak.
#include <stdio.h>

#include "driver.h"

static bool run_failing(const char *folder, size_t nth) {
  lh_state *state = open_state(0);
  char path[1024];
  snprintf(path, sizeof path, "%s/everything.lua", folder);
  need(luaL_loadfile(state->L, path) == LUA_OK, "everything.lua compiles");
  lh_fail_allocation(state, nth);
  const int status = lua_pcall(state->L, 0, 0, 0);
  const bool reached = lh_has_failed(state);
  lh_fail_allocation(state, 0);
  if (status != LUA_OK && status != LUA_ERRMEM) fprintf(stderr, "%s\n", lua_tostring(state->L, -1));
  need(status == LUA_OK || status == LUA_ERRMEM, "done, or want of memory");
  need(reached || status == LUA_OK, "done when nothing failed");
  lh_close(state);
  return reached;
}

void sweep_allocations(const char *folder) {
  size_t nth = 1;
  while (run_failing(folder, nth)) nth++;
  printf("allocation sweep: %zu steps, no abort, no leak\n", nth);
}
