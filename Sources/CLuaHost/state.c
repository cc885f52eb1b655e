#include <stdlib.h>
#include <string.h>

#include "host.h"

const char lh_key_natives, lh_key_environment, lh_key_doom, lh_key_parked, lh_key_carried, lh_key_coroutines;

static const luaL_Reg libraries[] = {
  {LUA_GNAME, luaopen_base},      {LUA_COLIBNAME, luaopen_coroutine}, {LUA_TABLIBNAME, luaopen_table},
  {LUA_STRLIBNAME, luaopen_string}, {LUA_MATHLIBNAME, luaopen_math},  {LUA_UTF8LIBNAME, luaopen_utf8},
  {LUA_OSLIBNAME, luaopen_os},    {LUA_DBLIBNAME, luaopen_debug},
};

static int doom_text(lua_State *L) {
  lua_pushliteral(L, "a limit of the job was reached");
  return 1;
}

/// Values that are raised when nothing can be allocated any more are made beforehand.
static void anchor_raised_values(lua_State *L) {
  lua_newuserdatauv(L, 0, 0);
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, doom_text);
  lua_setfield(L, -2, "__tostring");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &lh_key_doom);
  lua_pushboolean(L, false);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &lh_key_carried);
}

static void open_weak_table(lua_State *L, const char *mode, const void *key) {
  lua_createtable(L, 0, 0);
  lua_createtable(L, 0, 1);
  lua_pushstring(L, mode);
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

static int open_body(lua_State *L) {
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
    luaL_requiref(L, libraries[i].name, libraries[i].func, 1);
    lua_pop(L, 1);
  }
  anchor_raised_values(L);
  open_weak_table(L, "k", &lh_key_parked);
  open_weak_table(L, "v", &lh_key_coroutines);
  lua_createtable(L, 0, 48);
  luaopen_lh_json(L);
  lua_setfield(L, -2, "json");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &lh_key_natives);
  lh_open_coroutines(L);
  lh_open_protected_calls(L);
  lh_open_load(L);
  lh_open_objects(L);
  lh_open_debug(L);
  lh_open_strings(L);
  lh_open_tables(L);
  lh_open_utf8(L);
  lh_open_tostring(L);
  lh_open_guards(L);
  return 0;
}

lh_state *lh_open(const lh_options *options) {
  lh_state *state = calloc(1, sizeof *state);
  if (!state) return NULL;
  state->account = lh_account_new(options->memory_limit);
  if (!state->account) {
    free(state);
    return NULL;
  }
  state->account->fail_at = options->fail_allocation;
  state->coroutine_limit = options->coroutine_limit;
  state->host = options->host;
  state->native = options->native;
  state->inspect = options->inspect;
  state->arena.account = state->account;
  state->texts.account = &state->text_account;
  pthread_mutex_init(&state->lock, NULL);
  state->L = lua_newstate(lh_allocate, state->account);
  if (state->L) {
    *(lh_state **)lua_getextraspace(state->L) = state;
    state->account->state = state;
    lh_buffer_init(&state->json, state->L);
    if (lh_protect(state, open_body, NULL) == LH_OK) return state;
  }
  lh_close(state);
  return NULL;
}

void lh_close(lh_state *state) {
  state->account->state = NULL;
  lh_unwatch(state);
  if (state->L && !state->abandoned) {
    lh_buffer_free(&state->json);
    lua_close(state->L);
  }
  lh_arena_free(&state->arena);
  lh_arena_free(&state->texts);
  lh_account_clear(state->account);
  pthread_mutex_destroy(&state->lock);
  lh_account_release(state->account);
  lh_coverage_free(state->coverage);
  free(state);
}

static int collect_body(lua_State *L) {
  lua_gc(L, LUA_GCCOLLECT);
  return 0;
}

lh_status lh_collect(lh_state *state) { return lh_protect(state, collect_body, NULL); }
