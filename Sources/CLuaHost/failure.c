#include <string.h>

#include "host.h"

static lh_failure_kind kind_of(lua_State *L, int status) {
  if (status == LUA_ERRMEM) return LH_MEMORY;
  if (status == LUA_ERRSYNTAX) return LH_SYNTAX;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_doom);
  bool doom = lua_rawequal(L, -1, -2);
  lua_pop(L, 1);
  return doom ? LH_DEADLINE : LH_ERROR;
}

static int text_body(lua_State *L) {
  luaL_tolstring(L, 1, NULL);  // may run the script's __tostring
  return 1;
}

static int anchor_body(lua_State *L) {
  lua_pushinteger(L, luaL_ref(L, LUA_REGISTRYINDEX));
  return 1;
}

static void keep_message(lh_state *state, lua_State *L) {
  const char *fallback = "an error value that has no text";
  lh_failure *failure = &state->failure;
  failure->message = fallback;
  if (failure->kind == LH_MEMORY) failure->message = "not enough memory";
  failure->length = strlen(failure->message);
  if (failure->kind == LH_MEMORY) return;
  lua_pushcfunction(L, text_body);
  lua_pushvalue(L, -2);
  if (lua_pcall(L, 1, 1, 0) == LUA_OK) {
    size_t length;
    const char *text = lua_tolstring(L, -1, &length);
    char *copy = lh_arena_get(&state->texts, length + 1);
    if (copy) {
      failure->message = memcpy(copy, text, length + 1);
      failure->length = length;
    }
  }
  lua_pop(L, 1);
}

static void anchor_value(lh_state *state, lua_State *L) {
  if (state->failure.kind == LH_MEMORY || state->failure.kind == LH_DEADLINE) return;
  lua_pushcfunction(L, anchor_body);
  lua_pushvalue(L, -2);
  if (lua_pcall(L, 1, 1, 0) == LUA_OK) state->failure.value = (lh_ref)lua_tointeger(L, -1);
  lua_pop(L, 1);
}

/// Fills the failure in from the value on the top of failed, which is popped.
lh_status lh_fail(lh_state *state, int status, lua_State *failed) {
  lua_State *L = state->L;
  lh_begin_frames(state, failed);
  lh_collect_frames(state, failed);
  if (failed != L) lua_xmove(failed, L, 1);
  state->failure = (lh_failure){.kind = kind_of(L, status)};
  keep_message(state, L);
  anchor_value(state, L);
  state->failure.frames = state->frames;
  state->failure.frame_count = state->frame_count;
  lua_pop(L, 1);
  lh_drop_carried(L);
  return LH_FAILED;
}

/// Calls body(entry) under lua_pcall. The stack of the main thread is empty but for this, so the slots that a light C
/// function and its argument need are there, and pushing them does not allocate.
lh_status lh_protect(lh_state *state, lua_CFunction body, void *entry) {
  lua_State *L = state->L;
  state->syntax_error = false;
  lua_pushcfunction(L, body);
  lua_pushlightuserdata(L, entry);
  int status = lua_pcall(L, 1, 0, 0);
  if (status == LUA_OK) return LH_OK;
  return lh_fail(state, state->syntax_error && status == LUA_ERRRUN ? LUA_ERRSYNTAX : status, L);
}

const lh_failure *lh_last_failure(const lh_state *state) { return &state->failure; }
