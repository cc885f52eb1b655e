// What a script is doing, told while it runs.
#include "host.h"

void lh_inspect(lua_State *L) {
  lh_state *state = lh_of(L);
  if (!state->inspection || !state->inspect) return;
  state->inspection = false;
  lh_shelter(state->account);
  state->inspect(state->host);
  lh_unshelter(state->account);
}

size_t lh_running_frames(lh_state *state, const lh_frame **frames) {
  lh_forget_frames(state);
  lua_State *running = state->running;
  if (running) lh_collect_frames(state, running);
  if (state->root && state->root != running) lh_collect_frames(state, state->root);
  *frames = state->frames;
  return state->frame_count;
}
