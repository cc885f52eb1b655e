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

static lh_answer_kind no_native(void *host, const lh_call *call) {
  (void)host;
  (void)call;
  return LH_RETURN;
}

static size_t sweep_opening(void) {
  lh_options options = {.native = no_native, .fail_allocation = 1};
  lh_state *state;
  while (!(state = lh_open(&options))) options.fail_allocation++;
  lh_close(state);
  return options.fail_allocation;
}

void sweep_allocations(const char *folder) {
  size_t nth = 1;
  printf("allocation sweep, opening: %zu steps\n", sweep_opening());
  while (run_failing(folder, nth)) nth++;
  printf("allocation sweep: %zu steps, no abort, no leak\n", nth);
}
