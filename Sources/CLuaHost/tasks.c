// The host's coroutines: the tasks of a job and what they run side by side.
#include "host.h"

typedef struct coroutine_entry {
  lh_ref function;
  lh_ref coroutine;
} coroutine_entry;

/// The frames of an error, collected where it was raised: above root_function the stack is gone.
static int collect_handler(lua_State *L) {
  lh_state *state = lh_of(L);
  lh_begin_frames(state, L);
  lh_collect_frames(state, L);
  lh_collect_variables(state, L);
  state->frames_ready = true;
  return 1;
}

static int root_ended(lua_State *L, int status, lua_KContext context) {
  (void)context;
  if (status != LUA_OK && status != LUA_YIELD) {
    lh_state *state = lh_of(L);
    if (state->doomed) lh_raise_doom(L);
    if (status == LUA_ERRMEM) {
      state->frames_ready = state->frame_count > 0;  // lh_note_refusal has them
      lh_raise_memory(L);
    }
    return lua_error(L);
  }
  return lua_gettop(L) - 1;
}

/// Stands below the function of a host's coroutine. What an error leaves open is closed inside of it, where hooks still
/// work: after one that a hook has raised, lua_resume leaves them off for good.
static int root_function(lua_State *L) {
  lua_pushcfunction(L, collect_handler);
  lua_insert(L, 1);
  return root_ended(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 1, 0, root_ended), 0);
}

static int coroutine_body(lua_State *L) {
  coroutine_entry *entry = lua_touserdata(L, 1);
  lua_State *co = lua_newthread(L);
  lua_pushcfunction(L, root_function);
  lua_rawgeti(L, LUA_REGISTRYINDEX, entry->function);
  lua_xmove(L, co, 2);
  lh_mark_root(L, co);
  entry->coroutine = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

lh_status lh_coroutine(lh_state *state, lh_ref function, lh_ref *coroutine) {
  coroutine_entry entry = {function, 0};
  lh_status status = lh_protect(state, coroutine_body, &entry);
  *coroutine = entry.coroutine;
  return status;
}

static lua_State *thread_of(lh_state *state, lh_ref coroutine) {
  if (state->abandoned) return NULL;
  lua_rawgeti(state->L, LUA_REGISTRYINDEX, coroutine);
  lua_State *co = lua_tothread(state->L, -1);
  lua_pop(state->L, 1);
  return co;
}

typedef struct resume_entry {
  lh_state *state;
  lua_State *co;
  const lh_value *values;
  size_t count;
  int status;
} resume_entry;

/// Values are made on the main thread, where raising is safe, and moved.
static int resume_body(lua_State *L) {
  resume_entry *entry = lua_touserdata(L, 1);
  lh_state *state = entry->state;
  const int count = (int)entry->count;
  luaL_checkstack(L, count + 2, "too many values to resume with");
  for (int i = 0; i < count; i++) lh_push(L, &entry->values[i]);
  if (!lua_checkstack(entry->co, count + 1)) lh_raise_memory(L);
  lua_xmove(L, entry->co, count);
  int results = 0;
  lh_run_begin(state);
  // A coroutine that has not begun has root_function and its function on the stack: both take part in the call.
  const bool begins = lua_status(entry->co) == LUA_OK;
  entry->status = lua_resume(entry->co, L, count + (begins ? 1 : 0), &results);
  lh_run_end(state);
  return 0;
}

static lh_status yielded(lh_state *state) {
  if (state->parked) return LH_PARKED;
  static const char message[] = "the task yielded without waiting for anything";
  lh_forget_frames(state);
  state->failure = (lh_failure){.kind = LH_UNPARKED, .message = message, .length = sizeof message - 1};
  return LH_FAILED;
}

static lh_status resume(lh_state *state, void *argument) {
  resume_entry *entry = argument;
  state->root = state->running = entry->co;
  const lh_status status = lh_protect(state, resume_body, entry);
  state->root = state->running = NULL;
  state->raise_on_resume = LH_RAISE_NOTHING;
  if (status != LH_OK) return status;
  if (entry->status == LUA_OK) return LH_OK;
  if (entry->status == LUA_YIELD) return yielded(state);
  const bool is_syntax = state->syntax_error && entry->status == LUA_ERRRUN;
  return lh_fail(state, is_syntax ? LUA_ERRSYNTAX : entry->status, entry->co);
}

lh_status lh_resume(
  lh_state *state, lh_ref coroutine, int64_t tag, const lh_value *values, size_t count, bool raise) {
  resume_entry entry = {state, thread_of(state, coroutine), values, count, LUA_OK};
  state->tag = tag;
  state->parked = false;
  lh_pardon(state);
  state->protected_depth = state->closing_depth = 0;
  state->frames_ready = false;
  lh_grace_refill(state);
  state->raise_on_resume =
    !raise ? LH_RAISE_NOTHING : values->type == LH_ANCHORED ? LH_RAISE_VERBATIM : LH_RAISE_POSITIONED;
  return lh_with_escape(state, resume, &entry);
}

typedef struct finish_entry {
  lua_State *co;
  lh_ref ref;
} finish_entry;

static int finish_body(lua_State *L) {
  finish_entry *entry = lua_touserdata(L, 1);
  lua_Debug ar;
  if (lua_status(entry->co) != LUA_OK || lua_getstack(entry->co, 0, &ar)) {
    lh_state *state = lh_of(L);
    lh_grace_begin(state, entry->co);
    lua_resetthread(entry->co);
    lh_grace_end(state);
  }
  luaL_unref(L, LUA_REGISTRYINDEX, entry->ref);
  return 0;
}

static lh_status finish(lh_state *state, void *entry) { return lh_protect(state, finish_body, entry); }

void lh_finish(lh_state *state, lh_ref coroutine, int64_t tag) {
  finish_entry entry = {thread_of(state, coroutine), coroutine};
  state->tag = tag;
  state->parked = false;
  lh_pardon(state);
  state->raise_on_resume = LH_RAISE_NOTHING;
  if (entry.co) lh_with_escape(state, finish, &entry);
}

typedef struct result_entry {
  lh_state *state;
  lua_State *co;
  unsigned flags;
  lh_value *value;
  const char *key;
  lh_json_limits limits;
} result_entry;

static void push_result(lua_State *L, lua_State *co) {
  if (lua_gettop(co) == 0 || !lua_checkstack(co, 1)) {
    lua_pushnil(L);
    return;
  }
  lua_pushvalue(co, 1);
  lua_xmove(co, L, 1);
}

static int result_body(lua_State *L) {
  result_entry *entry = lua_touserdata(L, 1);
  push_result(L, entry->co);
  lh_capture(L, lua_gettop(L), entry->flags, 0, entry->value);
  return 0;
}

lh_status lh_result(lh_state *state, lh_ref coroutine, unsigned flags, lh_value *value) {
  result_entry entry = {.state = state, .co = thread_of(state, coroutine), .flags = flags, .value = value};
  lh_arena_reset(&state->arena);
  state->captured = 0;
  return lh_protect(state, result_body, &entry);
}

static int json_body(lua_State *L) {
  result_entry *entry = lua_touserdata(L, 1);
  push_result(L, entry->co);
  luaL_checktype(L, -1, LUA_TTABLE);
  lua_pushstring(L, entry->key);
  if (lua_rawget(L, -2) == LUA_TNIL) return 0;
  lh_json_encode(L, lua_gettop(L), &entry->state->json, entry->key, &entry->limits, LH_JSON_SORTED);
  return 0;
}

static lh_status write_json(lh_state *state, void *entry) { return lh_protect_as_run(state, json_body, entry); }

lh_status lh_result_json(
  lh_state *state, lh_ref coroutine, const char *key, size_t max_bytes, const char **bytes, size_t *length) {
  result_entry entry = {
    .state = state, .co = thread_of(state, coroutine), .key = key,
    // Below the 512 of decoding: a result is read again inside larger ones.
    .limits = {.max_depth = 500, .max_bytes = max_bytes}};
  lh_buffer_reset(&state->json, 1 << 20);
  lh_status status = lh_with_escape(state, write_json, &entry);
  *bytes = state->json.bytes;
  *length = state->json.length;
  return status;
}

lh_status lh_frames(lh_state *state, lh_ref coroutine, const lh_frame **frames, size_t *count) {
  lh_forget_frames(state);
  lua_State *co = thread_of(state, coroutine);
  if (co) lh_collect_frames(state, co);
  *frames = state->frames;
  *count = state->frame_count;
  return LH_OK;
}
