// A pool for the small blocks of one state: pages of one size class each, cut from mapped spans. One thread uses a state
// at a time, so nothing is locked; what a state had goes back to the system when it is closed.

#ifndef LH_POOL_H
#define LH_POOL_H

#include <stdbool.h>
#include <stddef.h>

enum {
  LH_POOL_PAGE = 4096,
  LH_POOL_GRAIN = 16,  // alignof(max_align_t)
// AddressSanitizer sees overflows of single blocks only where each comes from malloc.
#if defined(__SANITIZE_ADDRESS__) || (defined(__has_feature) && __has_feature(address_sanitizer))
  LH_POOL_LARGEST = 0,
#else
  LH_POOL_LARGEST = 512,
#endif
  LH_POOL_CLASSES = 512 / LH_POOL_GRAIN,
};

typedef struct lh_page lh_page;
typedef struct lh_span lh_span;

typedef struct {
  lh_page *open[LH_POOL_CLASSES];  // pages with room, by size class
  lh_span *roomy, *full;  // spans with pages to give, and those without
  size_t pages;   // that hold blocks
  size_t mapped;  // bytes of all spans
} lh_pool;

static inline bool lh_pool_serves(size_t size) { return size > 0 && size <= LH_POOL_LARGEST; }
static inline unsigned lh_pool_class(size_t size) { return (unsigned)((size - 1) / LH_POOL_GRAIN); }

/// A block of a class that has room; NULL where lh_pool_grow must be called first.
void *lh_pool_get(lh_pool *pool, unsigned class);
/// Gives a class one more page; false where the system has no memory.
bool lh_pool_grow(lh_pool *pool, unsigned class);
void lh_pool_put(lh_pool *pool, void *block);
/// Gives everything back, blocks that are in use included.
void lh_pool_free(lh_pool *pool);

#endif
