#include "pool.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

// A state that has grown large gets spans of huge pages, where the system gives them: with one class a page, an object
// and its parts are far from each other, which costs many look-ups of addresses otherwise.
enum { SMALLEST_SPAN = 16 * LH_POOL_PAGE, HUGE_PAGE = 512 * LH_POOL_PAGE, LARGE_STATE = HUGE_PAGE };

typedef struct block {
  struct block *next;
} block;

/// The head of a page; its blocks follow.
struct lh_page {
  lh_page *next, *previous;  // in the list of its class, or of its span's spare pages
  lh_span *span;
  block *free;
  unsigned class;
  unsigned capacity, used;
  unsigned untouched;  // blocks from here on were never given out
};

enum { HEAD = (sizeof(lh_page) + LH_POOL_GRAIN - 1) / LH_POOL_GRAIN * LH_POOL_GRAIN };

/// Consecutive pages that are mapped, and unmapped, together.
struct lh_span {
  lh_span *next, *previous;
  char *bytes;
  size_t size;
  size_t touched;  // bytes of pages that were in use once
  size_t pages;    // that hold blocks
  lh_page *spare;  // touched pages that hold none
};

static size_t block_size(unsigned class) { return (class + 1) * (size_t)LH_POOL_GRAIN; }

static bool has_page(const lh_span *span) { return span->spare || span->touched < span->size; }

static void push_span(lh_span **list, lh_span *span) {
  span->previous = NULL;
  span->next = *list;
  if (span->next) span->next->previous = span;
  *list = span;
}

static void drop_span(lh_span **list, lh_span *span) {
  if (span->next) span->next->previous = span->previous;
  if (span->previous) span->previous->next = span->next;
  else *list = span->next;
}

static char *map_pages(size_t size) {
  char *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return bytes == MAP_FAILED ? NULL : bytes;
}

static char *map_huge_page(void) {
  char *bytes = map_pages(2 * HUGE_PAGE);
  if (!bytes) return NULL;
  const size_t before = -(uintptr_t)bytes % HUGE_PAGE;
  if (before > 0) munmap(bytes, before);
  munmap(bytes + before + HUGE_PAGE, HUGE_PAGE - before);
  madvise(bytes + before, HUGE_PAGE, MADV_HUGEPAGE);
  return bytes + before;
}

static size_t next_span_size(const lh_pool *pool) {
  if (pool->mapped >= LARGE_STATE) return HUGE_PAGE;
  if (pool->mapped < SMALLEST_SPAN) return SMALLEST_SPAN;
  return pool->mapped < HUGE_PAGE / 2 ? pool->mapped : HUGE_PAGE / 2;
}

static lh_span *map_span(lh_pool *pool) {
  const size_t size = next_span_size(pool);
  lh_span *span = calloc(1, sizeof *span);
  if (!span) return NULL;
  span->bytes = size == HUGE_PAGE ? map_huge_page() : map_pages(size);
  if (!span->bytes) {
    free(span);
    return NULL;
  }
  span->size = size;
  pool->mapped += size;
  push_span(&pool->roomy, span);
  return span;
}

static void unmap_span(lh_pool *pool, lh_span **list, lh_span *span) {
  drop_span(list, span);
  pool->mapped -= span->size;
  munmap(span->bytes, span->size);
  free(span);
}

static lh_page *take_page(lh_pool *pool) {
  lh_span *span = pool->roomy ? pool->roomy : map_span(pool);
  if (!span) return NULL;
  lh_page *page = span->spare;
  if (page) {
    span->spare = page->next;
  } else {
    page = (lh_page *)(span->bytes + span->touched);
    span->touched += LH_POOL_PAGE;
  }
  page->span = span;
  span->pages++;
  pool->pages++;
  if (!has_page(span)) {
    drop_span(&pool->roomy, span);
    push_span(&pool->full, span);
  }
  return page;
}

static void give_page_back(lh_pool *pool, lh_page *page) {
  lh_span *span = page->span;
  if (!has_page(span)) {
    drop_span(&pool->full, span);
    push_span(&pool->roomy, span);
  }
  page->next = span->spare;
  span->spare = page;
  span->pages--;
  pool->pages--;
  // One that is empty stays, lest a page that comes and goes maps a span each time.
  if (span->pages == 0 && (span->next || span->previous)) unmap_span(pool, &pool->roomy, span);
}

static void open_page(lh_pool *pool, lh_page *page) {
  page->previous = NULL;
  page->next = pool->open[page->class];
  if (page->next) page->next->previous = page;
  pool->open[page->class] = page;
}

static void shut_page(lh_pool *pool, lh_page *page) {
  if (page->next) page->next->previous = page->previous;
  if (page->previous) page->previous->next = page->next;
  else pool->open[page->class] = page->next;
}

bool lh_pool_grow(lh_pool *pool, unsigned class) {
  lh_page *page = take_page(pool);
  if (!page) return false;
  page->free = NULL;
  page->class = class;
  page->capacity = (unsigned)((LH_POOL_PAGE - HEAD) / block_size(class));
  page->used = page->untouched = 0;
  open_page(pool, page);
  return true;
}

void *lh_pool_get(lh_pool *pool, unsigned class) {
  lh_page *page = pool->open[class];
  if (!page) return NULL;
  block *given = page->free;
  if (given) page->free = given->next;
  else given = (block *)((char *)page + HEAD + page->untouched++ * block_size(class));
  if (++page->used == page->capacity) shut_page(pool, page);
  return given;
}

void lh_pool_put(lh_pool *pool, void *taken) {
  lh_page *page = (lh_page *)((uintptr_t)taken & ~(uintptr_t)(LH_POOL_PAGE - 1));
  block *freed = taken;
  freed->next = page->free;
  page->free = freed;
  if (page->used-- == page->capacity) {
    open_page(pool, page);
  } else if (page->used == 0 && (page->next || page->previous)) {
    // The last page of a class stays: the next block of that size comes soon.
    shut_page(pool, page);
    give_page_back(pool, page);
  }
}

void lh_pool_free(lh_pool *pool) {
  while (pool->roomy) unmap_span(pool, &pool->roomy, pool->roomy);
  while (pool->full) unmap_span(pool, &pool->full, pool->full);
  *pool = (lh_pool){0};
}
