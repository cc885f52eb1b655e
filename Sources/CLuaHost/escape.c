// The way out of a run that nothing can interrupt. A few of Lua's own operations meet no hook and have no end that anybody
// would wait for: a rehash of keys that all collide, a table that is its own __call, the collector at work on ephemerons.
// The signal handler then jumps to the host's entry point, out of the middle of Lua. What is left behind is not touched
// again: all memory of the state is the account's, which frees it without Lua's help. Nothing else is lost with it, for
// the jump is not made from where the run holds a lock or the heap, or has called Swift: lh_shelter.
#include <signal.h>

#include "host.h"

/// In place of the failures that Lua's data would tell.
lh_status lh_fail_abandoned(lh_state *state) {
  static const char message[] = "the script was inside an operation of Lua that nothing can interrupt";
  state->failure = (lh_failure){
    .kind = LH_STOPPED, .stop = state->abandoned, .message = message, .length = sizeof message - 1};
  return LH_FAILED;
}

static lh_status abandon(lh_state *state) {
  lh_run_abandon(state);
  state->abandoned = state->stop != LH_STOP_NONE ? state->stop : LH_STOP_DEADLINE;
  state->running = state->root = NULL;
  state->parked = false;
  state->json = (lh_buffer){0};
  state->arena.chunks = NULL;
  state->answers = NULL;
  state->frame_count = state->variable_count = 0;
  lh_account_clear(state->account);
  return lh_fail_abandoned(state);
}

lh_status lh_with_escape(lh_state *state, lh_entry entry, void *arguments) {
  if (state->abandoned) return lh_fail_abandoned(state);
  // The mask of signals is not saved, for that takes a call of the system; abandon puts it right.
  if (sigsetjmp(state->escape, 0) != 0) return abandon(state);
  state->escape_is_set = true;
  const lh_status status = entry(state, arguments);
  state->escape_is_set = false;
  return status;
}

void lh_escape(lh_state *state) {
  if (!state->escape_is_set || !state->escapable) return;
  if (state->account->sheltered || state->text_account.sheltered) return;
  state->escapable = state->escape_is_set = false;
  siglongjmp(state->escape, 1);
}

bool lh_is_abandoned(const lh_state *state) { return state->abandoned != LH_STOP_NONE; }
