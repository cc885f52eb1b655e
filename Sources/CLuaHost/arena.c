#include "arena.h"

#include <stdalign.h>

#include "host.h"

enum { CHUNK = 2048 };

struct lh_chunk {
  lh_chunk *older;
  size_t size;
  size_t used;
  alignas(max_align_t) char bytes[];
};

static lh_chunk *add_chunk(lh_arena *arena, size_t size) {
  size_t room = size > CHUNK ? size : CHUNK;
  if (room > SIZE_MAX - sizeof(lh_chunk)) return NULL;
  lh_chunk *chunk = lh_allocate(arena->account, NULL, 0, sizeof(lh_chunk) + room);
  if (!chunk) return NULL;
  *chunk = (lh_chunk){.older = arena->chunks, .size = room};
  arena->chunks = chunk;
  return chunk;
}

void *lh_arena_get(lh_arena *arena, size_t size) {
  const size_t mask = alignof(max_align_t) - 1;
  if (size > SIZE_MAX - mask) return NULL;
  size = (size + mask) & ~mask;
  lh_chunk *chunk = arena->chunks;
  if (!chunk || chunk->size - chunk->used < size) {
    chunk = add_chunk(arena, size);
    if (!chunk) return NULL;
  }
  void *piece = chunk->bytes + chunk->used;
  chunk->used += size;
  return piece;
}

static void free_chunk(lh_arena *arena, lh_chunk *chunk) {
  lh_allocate(arena->account, chunk, sizeof(lh_chunk) + chunk->size, 0);
}

void lh_arena_reset(lh_arena *arena) {
  lh_chunk *kept = NULL;
  lh_chunk *chunk = arena->chunks;
  while (chunk) {
    lh_chunk *older = chunk->older;
    if (!kept && chunk->size == CHUNK) {
      kept = chunk;
      kept->older = NULL;
      kept->used = 0;
    } else {
      free_chunk(arena, chunk);
    }
    chunk = older;
  }
  arena->chunks = kept;
}

void lh_arena_free(lh_arena *arena) {
  while (arena->chunks) {
    lh_chunk *chunk = arena->chunks;
    arena->chunks = chunk->older;
    free_chunk(arena, chunk);
  }
}
