// Random requests to the allocator of a state, each block filled with a pattern of its own that must be there when it is
// resized or freed; the account must count what the blocks need, hold its limit, and come back to nothing.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"

enum { BLOCKS = 20000, LIMIT = 12 << 20 };

typedef struct {
  unsigned char *bytes;
  size_t size;
  unsigned char pattern;
} held;

static uint64_t seed = 0x9e3779b97f4a7c15;

static uint64_t next(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  return seed ^= seed << 17;
}

static size_t random_size(void) {
  switch (next() % 16) {
    case 0: return 513 + next() % 20000;
    case 1: return 500 + next() % 30;
    case 2: return 1 + next() % 512;
    default: return 1 + next() % 96;
  }
}

static void fail(const char *what, size_t size) {
  fprintf(stderr, "pool: %s, of a block of %zu bytes\n", what, size);
  exit(1);
}

static void check(const held *block, size_t size) {
  for (size_t i = 0; i < size; i++) {
    if (block->bytes[i] != block->pattern) fail("other bytes than were written", block->size);
  }
}

static void resize(lh_account *account, held *block, size_t size, size_t *refused) {
  const size_t kept = size < block->size ? size : block->size;
  unsigned char *moved = lh_allocate(account, block->bytes, block->size, size);
  if (!moved && size > 0) {
    if (size <= block->size) fail("a shrink that failed", block->size);
    ++*refused;
    check(block, block->size);
    return;
  }
  *block = (held){moved, size, block->pattern};
  if (size == 0) return;
  if ((uintptr_t)moved % 16) fail("bad alignment", size);
  check(block, kept);
  block->pattern = (unsigned char)next();
  memset(moved, block->pattern, size);
}

static void run(long rounds) {
  static held blocks[BLOCKS];
  lh_account *account = lh_account_new(LIMIT);
  size_t refused = 0, most = 0;
  for (long i = 0; i < rounds; i++) {
    // Waves: now more blocks come than go, now more go than come.
    const bool grows = i / (BLOCKS * 4) % 2 == 0;
    const size_t size = grows || next() % 4 == 0 ? random_size() : 0;
    resize(account, &blocks[next() % BLOCKS], size, &refused);
    const size_t used = account->used;
    // A block that shrinks into another size class gets a page for it at the limit as well.
    if (used > LIMIT + LH_POOL_CLASSES * LH_POOL_PAGE) fail("more than the limit", used);
    if (used > most) most = used;
  }
  size_t bytes = 0;
  for (size_t i = 0; i < BLOCKS; i++) bytes += blocks[i].size;
  if (account->used < bytes) fail("less counted than held", bytes);
  for (size_t i = 0; i < BLOCKS; i++) resize(account, &blocks[i], 0, &refused);
  if (account->used > LH_POOL_CLASSES * LH_POOL_PAGE) fail("more counted than one page a class when all is freed", account->used);
  lh_account_clear(account);
  if (account->used != 0) fail("something counted in the end", account->used);
  lh_account_release(account);
  if (refused == 0) fail("the limit was never reached", most);
  printf("allocator: %ld requests, %zu refused at the limit, %zu KiB at most, no fault\n", rounds, refused, most >> 10);
}

int main(int count, char **arguments) {
  run(count > 1 ? atol(arguments[1]) : 2000000);
  return 0;
}
