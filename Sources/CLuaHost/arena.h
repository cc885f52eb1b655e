// A bump arena: many small pieces that are freed together. It allocates through the state's account.
#ifndef LH_ARENA_H
#define LH_ARENA_H

#include <stddef.h>

typedef struct lh_chunk lh_chunk;

typedef struct lh_arena {
  lh_chunk *chunks;  // newest first
  void *account;
} lh_arena;

/// NULL when memory is out. The bytes are aligned for any type.
void *lh_arena_get(lh_arena *arena, size_t size);

/// Forgets all pieces; keeps one chunk for the next ones.
void lh_arena_reset(lh_arena *arena);
void lh_arena_free(lh_arena *arena);

#endif
