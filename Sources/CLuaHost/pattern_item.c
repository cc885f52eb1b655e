#include "pattern_item.h"

#include <lauxlib.h>

#include "steps.h"

const char *lh_set_end(lh_match *match, const char *p) {
  if (*p == '^') p++;
  do {  // what comes first is in the set, also a ]
    if (p == match->pattern_end) luaL_error(match->L, "malformed pattern (missing ']')");
    if (*p++ == LH_ESCAPE && p < match->pattern_end) p++;
    lh_spend(match->L, &match->spent, 1);
  } while (p == match->pattern_end || *p != ']');
  return p + 1;
}

void lh_raise_escape_at_end(lh_match *match) {
  luaL_error(match->L, "malformed pattern (ends with '%%')");
  __builtin_unreachable();
}

bool lh_set_has(unsigned char byte, const char *set, const char *last) {
  bool has = true;
  if (set[1] == '^') {
    has = false;
    set++;
  }
  while (++set < last) {
    if (*set == LH_ESCAPE) {
      set++;
      if (lh_is_in_class(byte, (unsigned char)*set)) return has;
    } else if (set[1] == '-' && set + 2 < last) {
      set += 2;
      if ((unsigned char)set[-2] <= byte && byte <= (unsigned char)*set) return has;
    } else if ((unsigned char)*set == byte) {
      return has;
    }
  }
  return !has;
}

static size_t run_of_class(const char *s, size_t limit, unsigned char letter) {
  const unsigned short class = lh_class_of_letter[letter];
  const bool wanted = letter >= 'a';
  size_t count = 0;
  while (count < limit && ((lh_classes[(unsigned char)s[count]] & class) != 0) == wanted) count++;
  return count;
}

static size_t run_of_item(const char *s, size_t limit, const char *p, const char *end) {
  const int literal = lh_item_literal(p);
  size_t count = 0;
  if (literal >= 0) {
    while (count < limit && (unsigned char)s[count] == literal) count++;
  } else if (*p == LH_ESCAPE) {
    count = run_of_class(s, limit, (unsigned char)p[1]);
  } else {
    while (count < limit && lh_set_has((unsigned char)s[count], p, end - 1)) count++;
  }
  return count;
}

size_t lh_item_run(lh_match *match, const char *s, const char *p, const char *end) {
  const size_t room = (size_t)(match->subject_end - s);
  if (*p == '.') return room;
  const size_t cost = lh_item_steps(p, end);
  const size_t piece = cost < LH_STEPS ? LH_STEPS / cost : 1;
  for (size_t count = 0;;) {
    const size_t limit = room - count < piece ? room - count : piece;
    const size_t taken = run_of_item(s + count, limit, p, end);
    count += taken;
    lh_spend(match->L, &match->spent, taken * cost);
    if (taken < limit || limit == 0) return count;
  }
}
