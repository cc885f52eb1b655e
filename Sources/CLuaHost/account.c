#include <stdatomic.h>
#include <stdlib.h>

#include "host.h"

// What a job gets beyond its limit once a script has caught that memory is out: room to report it.
enum { RESERVE = 1 << 20 };

static size_t get(const _Atomic size_t *value) { return atomic_load_explicit(value, memory_order_relaxed); }
static void set(_Atomic size_t *value, size_t to) { atomic_store_explicit(value, to, memory_order_relaxed); }

lh_account *lh_account_new(size_t limit) {
  lh_account *account = calloc(1, sizeof *account);
  if (!account) return NULL;
  set(&account->limit, limit);
  set(&account->holders, 1);
  return account;
}

lh_account *lh_account_of(lh_state *state) {
  atomic_fetch_add(&state->account->holders, 1);
  return state->account;
}

void lh_account_release(lh_account *account) {
  if (atomic_fetch_sub(&account->holders, 1) == 1) free(account);
}

static bool has_room(lh_account *account, size_t growth) {
  const size_t limit = get(&account->limit), used = get(&account->used) + get(&account->charged);
  return !limit || (growth <= limit && used <= limit - growth);
}

static bool refuses(lh_account *account, size_t growth) {
  account->allocations++;
  if (account->fail_at && account->allocations >= account->fail_at) {
    account->has_failed = true;
    return true;
  }
  if (has_room(account, growth)) return false;
  if (account->state) lh_note_refusal(account->state);
  return true;
}

/// The allocator of a state (lua_Alloc, manual §4.6): counts, and refuses to grow past the limit.
void *lh_allocate(void *context, void *block, size_t old_size, size_t new_size) {
  lh_account *account = context;
  if (!block) old_size = 0;  // Lua passes the kind of object there
  if (new_size == 0) {
    free(block);
    set(&account->used, get(&account->used) - old_size);
    return NULL;
  }
  if (new_size > old_size && refuses(account, new_size - old_size)) return NULL;
  void *grown = realloc(block, new_size);
  if (!grown) {
    if (new_size > old_size) return NULL;
    grown = block;  // Lua relies on a block that shrinks never failing
  }
  const size_t used = get(&account->used) + new_size - old_size;
  set(&account->used, used);
  if (used > account->peak) account->peak = used;
  return grown;
}

bool lh_charge(lh_account *account, size_t bytes) {
  if (!has_room(account, bytes)) return false;
  atomic_fetch_add_explicit(&account->charged, bytes, memory_order_relaxed);
  return true;
}

void lh_discharge(lh_account *account, size_t bytes) {
  atomic_fetch_sub_explicit(&account->charged, bytes, memory_order_relaxed);
}

size_t lh_account_limit(const lh_account *account) { return get(&account->limit); }

void lh_caught_memory_error(lua_State *L) {
  lh_state *state = lh_of(L);
  lh_account *account = state->account;
  const size_t limit = get(&account->limit);
  if (!limit) return;
  if (state->memory_errors++ > 0) {
    lh_doom(state, LH_STOP_MEMORY);
    lh_raise_doom(L);
  }
  set(&account->limit, limit + RESERVE);
  lua_pop(L, 1);
  lua_pushfstring(L, "not enough memory: the job has reached its limit of %d MiB (limit memory)", (int)(limit >> 20));
}

void lh_fail_allocation(lh_state *state, size_t nth) {
  state->account->fail_at = nth ? state->account->allocations + nth : 0;
  state->account->has_failed = false;
}

bool lh_has_failed(const lh_state *state) { return state->account->has_failed; }

size_t lh_memory_used(const lh_state *state) { return get(&state->account->used) + get(&state->account->charged); }
size_t lh_memory_peak(const lh_state *state) { return state->account->peak; }
