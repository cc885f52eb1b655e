#include <stdlib.h>

#include "host.h"

static bool refuses(lh_account *account, size_t growth) {
  account->allocations++;
  if (account->fail_at && account->allocations >= account->fail_at) {
    account->has_failed = true;
    return true;
  }
  return account->limit && (growth > account->limit || account->used > account->limit - growth);
}

/// The allocator of a state (lua_Alloc, manual §4.6): counts, and refuses to grow past the limit.
void *lh_allocate(void *context, void *block, size_t old_size, size_t new_size) {
  lh_account *account = context;
  if (!block) old_size = 0;  // Lua passes the kind of object there
  if (new_size == 0) {
    free(block);
    account->used -= old_size;
    return NULL;
  }
  if (new_size > old_size && refuses(account, new_size - old_size)) return NULL;
  void *grown = realloc(block, new_size);
  if (!grown) {
    if (new_size > old_size) return NULL;
    grown = block;  // Lua relies on a block that shrinks never failing
  }
  account->used += new_size - old_size;
  if (account->used > account->peak) account->peak = account->used;
  return grown;
}

void lh_fail_allocation(lh_state *state, size_t nth) {
  state->account.fail_at = nth ? state->account.allocations + nth : 0;
  state->account.has_failed = false;
}

bool lh_has_failed(const lh_state *state) { return state->account.has_failed; }

size_t lh_memory_used(const lh_state *state) { return state->account.used; }
size_t lh_memory_peak(const lh_state *state) { return state->account.peak; }
