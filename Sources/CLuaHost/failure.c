#include <string.h>

#include "host.h"

static lh_failure_kind kind_of(lua_State *L, int status) {
  if (status == LUA_ERRMEM) return LH_MEMORY;
  if (status == LUA_ERRSYNTAX) return LH_SYNTAX;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_doom);
  bool doom = lua_rawequal(L, -1, -2);
  lua_pop(L, 1);
  return doom ? LH_STOPPED : LH_ERROR;
}

/// The text of an error value: a table without __tostring as JSON, nil as what it means.
static int text_body(lua_State *L) {
  lh_state *state = lh_of(L);
  if (lua_isnil(L, 1)) {
    lua_pushliteral(L, "error() was called without a message");
  } else if (lua_istable(L, 1) && !luaL_getmetafield(L, 1, "__tostring")) {
    static const lh_json_limits limits = {.max_depth = 8, .max_bytes = 400};
    lh_buffer_reset(&state->json, 1 << 20);
    lh_json_encode(L, 1, &state->json, "error", &limits, LH_JSON_SORTED);
    lua_pushlstring(L, state->json.bytes, state->json.length);
  } else {
    lh_tolstring(L, 1, NULL);  // may run the script's __tostring
  }
  return 1;
}

static int plain_text_body(lua_State *L) {
  lua_pushfstring(L, "an error value that is a %s", luaL_typename(L, 1));
  return 1;
}

/// Calls body with the error value below the top; its text is on the top when it is true.
static bool make_text(lh_state *state, lua_State *L, lua_CFunction body) {
  lua_pushcfunction(L, body);
  lua_pushvalue(L, -2);
  lh_grace_begin(state, L);
  const int status = lua_pcall(L, 1, 1, 0);
  lh_grace_end(state);
  if (status == LUA_OK && lua_type(L, -1) == LUA_TSTRING) return true;
  lua_pop(L, 1);
  return false;
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
  if (!make_text(state, L, text_body) && !make_text(state, L, plain_text_body)) return;
  size_t length;
  const char *text = lua_tolstring(L, -1, &length);
  char *copy = lh_arena_get(&state->texts, length + 1);
  if (copy) {
    failure->message = memcpy(copy, text, length + 1);
    failure->length = length;
  }
  lua_pop(L, 1);
}

static void anchor_value(lh_state *state, lua_State *L) {
  if (state->failure.kind == LH_MEMORY || state->failure.kind == LH_STOPPED) return;
  lua_pushcfunction(L, anchor_body);
  lua_pushvalue(L, -2);
  if (lua_pcall(L, 1, 1, 0) == LUA_OK) state->failure.value = (lh_ref)lua_tointeger(L, -1);
  lua_pop(L, 1);
}

/// Fills the failure in from the value on the top of failed, which is popped.
lh_status lh_fail(lh_state *state, int status, lua_State *failed) {
  lua_State *L = state->L;
  if (!state->frames_ready) {
    lh_begin_frames(state, failed);
    lh_collect_frames(state, failed);
    lh_collect_variables(state, failed);
  }
  state->frames_ready = false;
  if (failed != L) lua_xmove(failed, L, 1);
  state->failure = (lh_failure){.kind = kind_of(L, status), .stop = state->doomed};
  keep_message(state, L);
  anchor_value(state, L);
  state->failure.frames = state->frames;
  state->failure.frame_count = state->frame_count;
  state->failure.variables = state->variables;
  state->failure.variable_count = state->variable_count;
  lua_pop(L, 1);
  lh_drop_carried(L);
  return LH_FAILED;
}

/// Calls body(entry) under lua_pcall. The stack of the main thread is empty but for this, so the slots that a light C
/// function and its argument need are there, and pushing them does not allocate.
lh_status lh_protect(lh_state *state, lua_CFunction body, void *entry) {
  if (state->abandoned) return lh_fail_abandoned(state);
  lua_State *L = state->L;
  state->syntax_error = false;
  lua_pushcfunction(L, body);
  lua_pushlightuserdata(L, entry);
  int status = lua_pcall(L, 1, 0, 0);
  if (status == LUA_OK) return LH_OK;
  return lh_fail(state, state->syntax_error && status == LUA_ERRRUN ? LUA_ERRSYNTAX : status, L);
}

lh_status lh_protect_as_run(lh_state *state, lua_CFunction body, void *entry) {
  state->running = state->L;
  lh_run_begin(state);
  const lh_status status = lh_protect(state, body, entry);
  lh_run_end(state);
  state->running = NULL;
  lh_pardon(state);
  return status;
}

const lh_failure *lh_last_failure(const lh_state *state) { return &state->failure; }
