#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

static void use(lh_account *account, size_t bytes) {
  const size_t used = get(&account->used) + bytes;
  set(&account->used, used);
  if (used > account->peak) account->peak = used;
}

static void unuse(lh_account *account, size_t bytes) { set(&account->used, get(&account->used) - bytes); }

/// Takes room for more; a block that shrinks always gets it, for Lua relies on that never failing.
static bool takes(lh_account *account, size_t growth, bool shrinks) {
  if (!shrinks && !has_room(account, growth)) {
    if (account->state) lh_note_refusal(account->state);
    return false;
  }
  use(account, growth);
  return true;
}

static bool is_made_to_fail(lh_account *account) {
  account->allocations++;
  if (!account->fail_at || account->allocations < account->fail_at) return false;
  account->has_failed = true;
  return true;
}

static void *obtain_small(lh_account *account, size_t size, bool shrinks) {
  const unsigned class = lh_pool_class(size);
  void *block = lh_pool_get(&account->pool, class);
  if (block) return block;
  if (!takes(account, LH_POOL_PAGE, shrinks)) return NULL;
  if (lh_pool_grow(&account->pool, class)) return lh_pool_get(&account->pool, class);
  // Of a process that has no 64 KiB left nothing can be saved, and Lua must not be told of a shrink that failed.
  if (shrinks) abort();
  unuse(account, LH_POOL_PAGE);
  return NULL;
}

/// The head of a large block: they are listed, so that all of them can be freed without Lua's help.
struct lh_large {
  lh_large *next, *previous;
};

_Static_assert(sizeof(lh_large) % LH_POOL_GRAIN == 0, "what follows the head is aligned for any type");

static void link_large(lh_account *account, lh_large *head) {
  *head = (lh_large){.next = account->large};
  if (head->next) head->next->previous = head;
  account->large = head;
}

static void unlink_large(lh_account *account, lh_large *head) {
  if (head->next) head->next->previous = head->previous;
  if (head->previous) head->previous->next = head->next;
  else account->large = head->next;
}

/// malloc or realloc of a large block; NULL, and the block as it was, where the system has no memory.
static void *place_large(lh_account *account, void *block, size_t size) {
  if (size > SIZE_MAX - sizeof(lh_large)) return NULL;
  lh_large *head = block ? (lh_large *)block - 1 : NULL;
  if (head) unlink_large(account, head);
  lh_large *placed = realloc(head, sizeof(lh_large) + size);
  if (placed || head) link_large(account, placed ? placed : head);
  return placed ? placed + 1 : NULL;
}

static void *obtain(lh_account *account, size_t size, bool shrinks) {
  if (lh_pool_serves(size)) return obtain_small(account, size, shrinks);
  if (!takes(account, size, shrinks)) return NULL;
  void *block = place_large(account, NULL, size);
  if (!block) unuse(account, size);
  return block;
}

static void release(lh_account *account, void *block, size_t size) {
  if (!block) return;
  if (!lh_pool_serves(size)) {
    unlink_large(account, (lh_large *)block - 1);
    free((lh_large *)block - 1);
    unuse(account, size);
    return;
  }
  const size_t pages = account->pool.pages;
  lh_pool_put(&account->pool, block);
  if (account->pool.pages < pages) unuse(account, LH_POOL_PAGE);
}

static void *resize_large(lh_account *account, void *block, size_t old_size, size_t new_size) {
  if (new_size > old_size && !takes(account, new_size - old_size, false)) return NULL;
  void *resized = place_large(account, block, new_size);
  if (!resized && new_size > old_size) {
    unuse(account, new_size - old_size);
    return NULL;
  }
  if (!resized) resized = block;
  if (new_size < old_size) unuse(account, old_size - new_size);
  return resized;
}

static void *reallocate(lh_account *account, void *block, size_t old_size, size_t new_size) {
  if (!block) old_size = 0;  // Lua passes the kind of object there
  if (new_size == 0) {
    release(account, block, old_size);
    return NULL;
  }
  const bool shrinks = new_size <= old_size;
  if (!shrinks && is_made_to_fail(account)) return NULL;
  if (block && lh_pool_serves(old_size) && lh_pool_serves(new_size)
      && lh_pool_class(old_size) == lh_pool_class(new_size)) {
    return block;
  }
  if (block && !lh_pool_serves(old_size) && !lh_pool_serves(new_size)) {
    return resize_large(account, block, old_size, new_size);
  }
  void *moved = obtain(account, new_size, shrinks);
  if (moved && block) {
    memcpy(moved, block, shrinks ? new_size : old_size);
    release(account, block, old_size);
  }
  return moved;
}

/// The allocator of a state (lua_Alloc, manual §4.6): counts, and refuses to grow past the limit. Small blocks come from
/// a pool: malloc of a thread other than the main one takes locks and shares its caches with the whole process.
void *lh_allocate(void *context, void *block, size_t old_size, size_t new_size) {
  lh_account *account = context;
  lh_shelter(account);
  void *placed = reallocate(account, block, old_size, new_size);
  lh_unshelter(account);
  return placed;
}

void lh_account_clear(lh_account *account) {
  while (account->large) {
    lh_large *head = account->large;
    account->large = head->next;
    free(head);
  }
  lh_pool_free(&account->pool);
  set(&account->used, 0);
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
