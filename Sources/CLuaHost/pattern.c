// The matcher. It follows the one of Lua's lstrlib.c (5.4, MIT licence), down to the order in which faults of a pattern
// are found and the depth at which it is too complex; what is its own are the steps and the shortcuts.
#include "pattern.h"

#include <lauxlib.h>
#include <string.h>

#include "pattern_item.h"
#include "pattern_match.h"
#include "steps.h"

static const char *match_balance(lh_match *match, const char *s, const char *p) {
  if (p >= match->pattern_end - 1)
    luaL_error(match->L, "malformed pattern (missing arguments to '%%b')");
  if (s == match->subject_end || *s != *p) return NULL;
  const char open = p[0], close = p[1];
  size_t depth = 1;
  while (++s < match->subject_end) {
    lh_spend(match->L, &match->spent, 1);
    if (*s == close) {
      if (--depth == 0) return s + 1;
    } else if (*s == open) {
      depth++;
    }
  }
  return NULL;
}

static const char *expand_most(lh_match *match, const char *s, const char *p, const char *end) {
  const bool takes = s < match->subject_end && lh_item_takes((unsigned char)*s, p, end);
  const ptrdiff_t run = takes ? (ptrdiff_t)lh_item_run(match, s, p, end) : 0;
  for (ptrdiff_t count = run; count >= 0; count--) {
    const char *result = lh_match_here(match, s + count, end + 1);
    if (result) return result;
  }
  return NULL;
}

/// The byte that what comes at p must begin with, behind the bounds of captures; -1: more than one may.
static int literal_after(lh_match *match, const char *p) {
  while (p < match->pattern_end && (*p == '(' || *p == ')')) p++;
  if (p == match->pattern_end || (*p == '$' && p + 1 == match->pattern_end)) return -1;
  if (*p == LH_ESCAPE && (p[1] == 'b' || p[1] == 'f' || lh_classes[(unsigned char)p[1]] & LH_DIGIT)) return -1;
  const int literal = lh_item_literal(p);
  if (literal < 0 || lh_may_be_absent(match, lh_item_end(match, p))) return -1;
  return literal;
}

static const char *skip_to(lh_match *match, const char *s, const char *p, const char *end, int literal) {
  const char *last = match->subject_end;
  const size_t cost = lh_item_steps(p, end);
  while (s < last && (unsigned char)*s != literal) {
    lh_spend(match->L, &match->spent, cost);
    if (!lh_item_takes((unsigned char)*s, p, end)) return NULL;
    s++;
  }
  return s < last ? s : NULL;
}

static const char *expand_least(lh_match *match, const char *s, const char *p, const char *end) {
  const char *result = lh_match_here(match, s, end + 1);
  // That try has found the faults of what comes after, if there are any.
  const int literal = result ? -1 : literal_after(match, end + 1);
  while (!result) {
    if (s == match->subject_end || !lh_item_takes((unsigned char)*s, p, end)) return NULL;
    lh_spend(match->L, &match->spent, lh_item_steps(p, end));
    s++;
    if (literal >= 0 && !(s = skip_to(match, s, p, end, literal))) return NULL;
    result = lh_match_here(match, s, end + 1);
  }
  return result;
}

static const char *open_capture(lh_match *match, const char *s, const char *p, ptrdiff_t what) {
  if (match->count >= LH_MAX_CAPTURES) luaL_error(match->L, "too many captures");
  match->captures[match->count++] = (lh_capture_span){s, what};
  const char *result = lh_match_here(match, s, p);
  if (!result) match->count--;
  return result;
}

static const char *close_capture(lh_match *match, const char *s, const char *p) {
  int open = match->count - 1;
  while (open >= 0 && match->captures[open].length != LH_CAPTURE_OPEN) open--;
  if (open < 0) luaL_error(match->L, "invalid pattern capture");
  match->captures[open].length = s - match->captures[open].start;
  const char *result = lh_match_here(match, s, p);
  if (!result) match->captures[open].length = LH_CAPTURE_OPEN;
  return result;
}

static const char *match_again(lh_match *match, const char *s, unsigned char digit) {
  const int capture = digit - '1';
  if (capture < 0 || capture >= match->count || match->captures[capture].length == LH_CAPTURE_OPEN)
    luaL_error(match->L, "invalid capture index %%%d", capture + 1);
  const size_t length = (size_t)match->captures[capture].length;  // a position is longer than any rest
  if ((size_t)(match->subject_end - s) < length) return NULL;
  lh_spend(match->L, &match->spent, lh_steps_of(length));
  return memcmp(match->captures[capture].start, s, length) == 0 ? s + length : NULL;
}

/// The frontier %f at p: where the set after it ends, NULL where s is not at one.
static const char *pass_frontier(lh_match *match, const char *s, const char *p) {
  p += 2;
  if (p == match->pattern_end || *p != '[') luaL_error(match->L, "missing '[' after '%%f' in pattern");
  const char *end = lh_item_end(match, p);
  const unsigned char before = s == match->subject ? '\0' : (unsigned char)s[-1];
  const unsigned char here = s == match->subject_end ? '\0' : (unsigned char)*s;
  lh_spend(match->L, &match->spent, 2 * lh_item_steps(p, end));
  return !lh_set_has(before, p, end - 1) && lh_set_has(here, p, end - 1) ? end : NULL;
}

/// What an item and the mark after it make of s: the matcher goes on at the s and p that it leaves, unless it is done.
static inline __attribute__((always_inline)) bool match_item(lh_match *match, const char **s, const char **p) {
  const char *end = lh_item_end(match, *p);
  lh_spend(match->L, &match->spent, lh_item_steps(*p, end));
  const char mark = end < match->pattern_end ? *end : '\0';
  const bool takes = *s < match->subject_end && lh_item_takes((unsigned char)**s, *p, end);
  switch (mark) {
    case '*': *s = expand_most(match, *s, *p, end); return true;
    case '+': *s = takes ? expand_most(match, *s + 1, *p, end) : NULL; return true;
    case '-': *s = expand_least(match, *s, *p, end); return true;
    case '?': {
      const char *result = takes ? lh_match_here(match, *s + 1, end + 1) : NULL;
      if (result) *s = result; else *p = end + 1;
      return result != NULL;
    }
    default:
      *s = takes ? *s + 1 : NULL;
      *p = end;
      return !takes;
  }
}

/// What the escapes that are no items make of s, as match_item.
static bool match_special(lh_match *match, const char **s, const char **p) {
  const unsigned char what = (unsigned char)(*p)[1];
  if (what == 'f') {
    const char *end = pass_frontier(match, *s, *p);
    if (end) *p = end; else *s = NULL;
  } else {
    *s = what == 'b' ? match_balance(match, *s, *p + 2) : match_again(match, *s, what);
    *p += what == 'b' ? 4 : 2;
  }
  return !*s;
}

static const char *match_open(lh_match *match, const char *s, const char *p) {
  if (p[1] == ')') return open_capture(match, s, p + 2, LH_CAPTURE_POSITION);
  return open_capture(match, s, p + 1, LH_CAPTURE_OPEN);
}

static const char *match_from(lh_match *match, const char *s, const char *p) {
  for (bool done = false; !done && p != match->pattern_end;) {
    const char first = *p;
    if (first == '(') return match_open(match, s, p);
    if (first == ')') return close_capture(match, s, p + 1);
    if (first == '$' && p + 1 == match->pattern_end) return s == match->subject_end ? s : NULL;
    const unsigned char second = first == LH_ESCAPE ? (unsigned char)p[1] : '\0';
    if (second == 'b' || second == 'f' || lh_classes[second] & LH_DIGIT) done = match_special(match, &s, &p);
    else done = match_item(match, &s, &p);
  }
  return s;
}

const char *lh_match_here(lh_match *match, const char *s, const char *p) {
  if (match->depth-- == 0) luaL_error(match->L, "pattern too complex");
  const char *result = match_from(match, s, p);
  match->depth++;
  return result;
}
