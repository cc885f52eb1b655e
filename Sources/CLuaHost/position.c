// Where a script is: positions in messages, frames of tracebacks.
#include <string.h>

#include "host.h"

static bool is_trusted(const lua_Debug *ar) { return strncmp(ar->source, "=stdlib/", 8) == 0; }

void lh_push_position(lua_State *L) {
  lua_Debug ar;
  for (int level = 0; lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "Sl", &ar);
    if (ar.currentline > 0 && !is_trusted(&ar)) {
      lua_pushfstring(L, "%s:%d: ", ar.short_src, ar.currentline);
      return;
    }
  }
  lua_pushliteral(L, "");
}

static const char *keep(lh_state *state, const char *text) {
  size_t size = strlen(text) + 1;
  char *copy = lh_arena_get(&state->texts, size);
  return copy ? memcpy(copy, text, size) : "";
}

static const char *source_of(lh_state *state, const lua_Debug *ar) {
  char mark = ar->source[0];
  return keep(state, mark == '@' || mark == '=' ? ar->source + 1 : ar->short_src);
}

static void add_frame(lh_state *state, const lua_Debug *ar) {
  const char *name = *ar->what == 'm' ? "main chunk" : ar->name ? ar->name : "";
  state->frames[state->frame_count++] = (lh_frame){
    .source = source_of(state, ar),
    .function = keep(state, name),
    .line = ar->currentline,
    .native = *ar->what == 'C',
    .trusted = is_trusted(ar),
  };
}

static int count_levels(lua_State *L) {
  lua_Debug ar;
  int low = 0, high = 1;
  while (lua_getstack(L, high, &ar)) low = high, high *= 2;
  while (low + 1 < high) {
    int middle = low + (high - low) / 2;
    if (lua_getstack(L, middle, &ar)) low = middle; else high = middle;
  }
  return lua_getstack(L, 0, &ar) ? low + 1 : 0;
}

/// Appends the frames of L, innermost first; of a deep stack the middle is left out, as luaL_traceback does.
void lh_collect_frames(lh_state *state, lua_State *L) {
  enum { LAST = 8 };
  lua_Debug ar;
  const int levels = count_levels(L);
  for (int level = 0; level < levels && state->frame_count < LH_MAX_FRAMES; level++) {
    const int room = (int)(LH_MAX_FRAMES - state->frame_count);
    if (levels - level > room && room == LAST + 1) {
      state->frames[state->frame_count++] = (lh_frame){.source = "...", .function = "", .line = -1};
      level = levels - LAST;
    }
    if (!lua_getstack(L, level, &ar)) return;
    lua_getinfo(L, "Sln", &ar);
    add_frame(state, &ar);
  }
}

void lh_forget_frames(lh_state *state) {
  lh_arena_reset(&state->texts);
  state->frame_count = 0;
  state->variable_count = 0;
}

void lh_note_refusal(lh_state *state) {
  if (!state->running || state->frames_ready) return;
  lh_forget_frames(state);
  lh_collect_frames(state, state->running);
}

static bool carries_top_of(lua_State *failed) {
  lua_rawgetp(failed, LUA_REGISTRYINDEX, &lh_key_carried);
  bool same = lua_rawequal(failed, -1, -2);
  lua_pop(failed, 1);
  return same;
}

void lh_carry_frames(lua_State *L, lua_State *failed) {
  lh_state *state = lh_of(L);
  if (!lua_checkstack(failed, 2)) return;
  if (!carries_top_of(failed)) lh_forget_frames(state);
  lh_collect_frames(state, failed);
  lh_collect_variables(state, failed);
  lua_pushvalue(failed, -1);
  lua_rawsetp(failed, LUA_REGISTRYINDEX, &lh_key_carried);  // the key is there: no allocation
}

/// Starts the frames of a failure whose value is on the top of failed: those carried with the same value stay.
void lh_begin_frames(lh_state *state, lua_State *failed) {
  if (lua_checkstack(failed, 2) && carries_top_of(failed)) return;
  lh_forget_frames(state);
}

void lh_drop_carried(lua_State *L) {
  // A state that fails while it opens may not have the key yet; adding it here would allocate, unprotected.
  bool present = lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_carried) != LUA_TNIL;
  lua_pop(L, 1);
  if (!present) return;
  lua_pushboolean(L, false);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &lh_key_carried);
}
