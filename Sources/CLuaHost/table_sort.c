// table.sort (manual §6.6), whose comparator may yield: the sort is a machine that asks for one comparison after the
// other, and where it is lies in a userdata. It is the quicksort of Lua's ltablib.c (MIT licence) in the order of its
// comparisons, so equal elements end up where Lua's own sort puts them.
#include <lauxlib.h>
#include <limits.h>
#include <stdint.h>

#include "host.h"
#include "steps.h"
#include "tables.h"

enum { TABLE = 1, COMPARATOR, STATE, MAX_PENDING = 40, LARGE = 100 };

typedef enum phase { ENDS, MIDDLE_AND_LOW, MIDDLE_AND_HIGH, SCAN_UP, SCAN_DOWN } phase;

typedef unsigned place;

typedef struct range {
  place low, high;
  uint64_t random;  // of its pivot; 0: the middle
} range;

typedef struct sorting {
  range now;
  phase phase;
  bool compares;  // by the script's function
  bool is_plain;  // the table has no metamethods: to read an element twice is not seen
  place pivot, up, down;
  size_t spent, cost;  // of a comparison with the pivot
  int pending;
  range ranges[MAX_PENDING];
} sorting;

/// t[i], t[j] = what is on the top, what is below.
static void set_two(lua_State *L, place i, place j) {
  lua_seti(L, TABLE, i);
  lua_seti(L, TABLE, j);
}

static place choose_pivot(const range *now) {
  const place quarter = (now->high - now->low) / 4;
  if (now->high - now->low < LARGE || now->random == 0) return now->low + (now->high - now->low) / 2;
  return (place)(now->random % (quarter * 2)) + now->low + quarter;
}

/// Goes on with a range that waits; false when all are sorted.
static bool next_range(sorting *sort) {
  do {
    if (sort->pending == 0) return false;
    sort->now = sort->ranges[--sort->pending];
  } while (sort->now.low >= sort->now.high);
  sort->phase = ENDS;
  return true;
}

/// The pivot is in its place: the smaller side goes first, so that few ranges wait.
static void split(sorting *sort, place pivot) {
  const range now = sort->now;
  range left = {now.low, pivot - 1, now.random}, right = {pivot + 1, now.high, now.random};
  const bool left_first = pivot - now.low < now.high - pivot;
  range *later = left_first ? &right : &left;
  const place size = left_first ? pivot - now.low : now.high - pivot;
  if ((later->high - later->low) / 128 > size)  // badly balanced
    later->random = (now.random + pivot) * 6364136223846793005u + 1442695040888963407u;
  sort->ranges[sort->pending++] = *later;
  sort->ranges[sort->pending++] = left_first ? left : right;
}

/// Low, middle and high are in order: moves the middle to the place before high, and leaves it on the stack.
static bool begin_partition(lua_State *L, sorting *sort) {
  const range *now = &sort->now;
  if (now->high - now->low == 2) return next_range(sort);
  lua_geti(L, TABLE, sort->pivot);
  lua_pushvalue(L, -1);
  lua_geti(L, TABLE, now->high - 1);
  set_two(L, sort->pivot, now->high - 1);
  sort->up = now->low;
  sort->down = now->high - 1;
  sort->cost = lua_type(L, -1) == LUA_TSTRING ? 4 + lua_rawlen(L, -1) / 16 : 4;
  sort->phase = SCAN_UP;
  return true;
}

static int invalid_order(lua_State *L) { return luaL_error(L, "invalid order function for sorting"); }

/// Pushes what a phase before the scans compares.
static void fetch(lua_State *L, sorting *sort) {
  switch (sort->phase) {
    case ENDS:
      lua_geti(L, TABLE, sort->now.low);
      lua_geti(L, TABLE, sort->now.high);
      break;
    case MIDDLE_AND_LOW:
      lua_geti(L, TABLE, sort->pivot);
      lua_geti(L, TABLE, sort->now.low);
      break;
    default: lua_geti(L, TABLE, sort->now.high);
  }
}

static bool end_scan_down(lua_State *L, sorting *sort) {
  if (sort->down >= sort->up) {
    set_two(L, sort->up, sort->down);
    sort->phase = SCAN_UP;
    return true;
  }
  lua_pop(L, 1);
  set_two(L, sort->now.high - 1, sort->up);
  split(sort, sort->up);
  return next_range(sort);
}

static bool apply_ends(lua_State *L, sorting *sort, bool less) {
  const range *now = &sort->now;
  if (less) set_two(L, now->low, now->high); else lua_pop(L, 2);
  if (now->high - now->low == 1) return next_range(sort);
  sort->pivot = choose_pivot(now);
  sort->phase = MIDDLE_AND_LOW;
  return true;
}

/// Does what the outcome of the comparison asks for; false when all is sorted.
static bool apply(lua_State *L, sorting *sort, bool less) {
  switch (sort->phase) {
    case SCAN_UP:
      if (less && sort->up == sort->now.high - 1) invalid_order(L);
      if (less) lua_pop(L, 1); else sort->phase = SCAN_DOWN;
      return true;
    case SCAN_DOWN:
      if (less && sort->down < sort->up) invalid_order(L);
      if (!less) return end_scan_down(L, sort);
      lua_pop(L, 1);
      return true;
    case ENDS: return apply_ends(L, sort, less);
    case MIDDLE_AND_LOW:
      if (less) {
        set_two(L, sort->pivot, sort->now.low);
        return begin_partition(L, sort);
      }
      lua_pop(L, 1);
      sort->phase = MIDDLE_AND_HIGH;
      return true;
    default:
      if (less) set_two(L, sort->pivot, sort->now.high); else lua_pop(L, 2);
      return begin_partition(L, sort);
  }
}

static int go_on(lua_State *L, sorting *sort);

static bool take_outcome(lua_State *L) {
  const bool less = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return less;
}

static int resumed(lua_State *L, int status, lua_KContext context) {
  (void)status;
  (void)context;
  sorting *sort = lua_touserdata(L, STATE);
  const bool less = take_outcome(L);
  if (sort->is_plain && sort->phase == SCAN_UP) lua_geti(L, TABLE, sort->up);
  if (sort->is_plain && sort->phase == SCAN_DOWN) lua_geti(L, TABLE, sort->down);
  return apply(L, sort, less) ? go_on(L, sort) : 0;
}

/// Compares what fetch has pushed.
static bool compare(lua_State *L, sorting *sort) {
  const int a = sort->phase == MIDDLE_AND_LOW ? -2 : -1, b = -3 - a;
  lh_spend(L, &sort->spent, lua_type(L, -1) == LUA_TSTRING ? 4 + lua_rawlen(L, -1) / 16 : 4);
  if (!sort->compares) return lua_compare(L, a, b, LUA_OPLT);
  lua_pushvalue(L, COMPARATOR);
  lua_pushvalue(L, a - 1);
  lua_pushvalue(L, b - 2);
  lua_callk(L, 2, 1, 0, resumed);
  return take_outcome(L);
}

/// Whether t[i] is less than the pivot at an index of the stack, or the other way round, by the script's function. Most of
/// the time goes here: the element goes to the function without a copy that stays.
static inline bool is_less(lua_State *L, sorting *sort, place i, int pivot, bool pivot_first) {
  lh_spend(L, &sort->spent, sort->cost);
  lua_pushvalue(L, COMPARATOR);
  if (pivot_first) lua_pushvalue(L, pivot - 1);
  lua_geti(L, TABLE, i);
  if (!pivot_first) lua_pushvalue(L, pivot - 2);
  lua_callk(L, 2, 1, 0, resumed);
  return take_outcome(L);
}

/// The same for any table and either comparison; t[i] stays on the top where the answer is no.
static bool is_less_keeping(lua_State *L, sorting *sort, place i, int pivot, bool pivot_first) {
  lh_spend(L, &sort->spent, sort->cost);
  lua_geti(L, TABLE, i);
  const int a = pivot_first ? pivot - 1 : -1, b = pivot_first ? -1 : pivot - 1;
  bool less;
  if (sort->compares) {
    lua_pushvalue(L, COMPARATOR);
    lua_pushvalue(L, a - 1);
    lua_pushvalue(L, b - 2);
    lua_callk(L, 2, 1, 0, resumed);
    less = take_outcome(L);
  } else {
    less = lua_compare(L, a, b, LUA_OPLT);
  }
  if (less) lua_pop(L, 1);
  return less;
}

static void scan_up(lua_State *L, sorting *sort) {
  const place last = sort->now.high - 1;
  if (sort->is_plain) {
    while (is_less(L, sort, ++sort->up, -1, false))
      if (sort->up == last) invalid_order(L);
    lua_geti(L, TABLE, sort->up);
  } else {
    while (is_less_keeping(L, sort, ++sort->up, -1, false))
      if (sort->up == last) invalid_order(L);
  }
}

static void scan_down(lua_State *L, sorting *sort) {
  if (sort->is_plain) {
    while (is_less(L, sort, --sort->down, -2, true))
      if (sort->down < sort->up) invalid_order(L);
    lua_geti(L, TABLE, sort->down);
  } else {
    while (is_less_keeping(L, sort, --sort->down, -2, true))
      if (sort->down < sort->up) invalid_order(L);
  }
}

/// Goes on with the scans of a partition until they meet somewhere.
static bool scan(lua_State *L, sorting *sort) {
  if (sort->phase == SCAN_UP) {
    scan_up(L, sort);
    sort->phase = SCAN_DOWN;
  }
  scan_down(L, sort);
  return end_scan_down(L, sort);
}

static int go_on(lua_State *L, sorting *sort) {
  for (bool more = true; more;) {
    if (sort->phase == SCAN_UP || sort->phase == SCAN_DOWN) {
      more = scan(L, sort);
    } else {
      fetch(L, sort);
      more = apply(L, sort, compare(L, sort));
    }
  }
  return 0;
}

int lh_table_sort(lua_State *L) {
  sorting local, *sort = &local;
  const lua_Integer length = lh_length(L, TABLE, LH_READS | LH_WRITES);
  if (length < 2) return 0;
  luaL_argcheck(L, length < INT_MAX, TABLE, "array too big");
  const bool compares = !lua_isnoneornil(L, COMPARATOR);
  if (compares) luaL_checktype(L, COMPARATOR, LUA_TFUNCTION);
  const bool is_plain = compares && !lua_getmetatable(L, TABLE);
  lua_settop(L, COMPARATOR);
  if (compares) sort = lua_newuserdatauv(L, sizeof *sort, 0);
  sort->now = (range){1, (place)length, 0};
  sort->phase = ENDS;
  sort->compares = compares;
  sort->is_plain = is_plain;
  sort->spent = 0;
  sort->pending = 0;
  return go_on(L, sort);
}
