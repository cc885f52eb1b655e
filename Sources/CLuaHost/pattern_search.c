#include <lauxlib.h>
#include <string.h>

#include "pattern_item.h"
#include "pattern_match.h"
#include "steps.h"

enum { PIECE = 64 * LH_STEPS };

static bool is_item(const lh_match *match, const char *p) {
  const char *next = p + 1;
  switch (*p) {
    case '(':
    case ')': return false;
    case '$': return next < match->pattern_end;
    case LH_ESCAPE: return *next != 'b' && *next != 'f' && !(lh_classes[(unsigned char)*next] & LH_DIGIT);
    default: return true;
  }
}

/// Finds the head. Raises what the matcher would: it looks at the same item first.
static void find_head(lh_match *match) {
  const char *p = match->pattern;
  match->head_sought = true;
  match->head = NULL;
  match->literal = -1;
  for (int open = 0; p < match->pattern_end && *p == '('; p++) {
    if (++open == LH_MAX_CAPTURES || p + 1 == match->pattern_end || p[1] == ')') return;
  }
  if (p == match->pattern_end || !is_item(match, p)) return;
  const char *end = lh_item_end(match, p);
  if (*p == '.' || lh_may_be_absent(match, end)) return;
  match->head = p;
  match->head_end = end;
  match->literal = lh_item_literal(p);
}

void lh_match_begin(lh_match *match, lua_State *L, bool anchors) {
  size_t length, pattern_length;
  match->L = L;
  match->subject = lua_tolstring(L, 1, &length);
  match->subject_end = match->subject + length;
  match->pattern = lua_tolstring(L, 2, &pattern_length);
  match->pattern_end = match->pattern + pattern_length;
  match->anchored = anchors && *match->pattern == '^';
  match->spent = 0;
  if (match->anchored) match->pattern++;
  match->head_sought = match->anchored;
}

static const char *find_literal(lh_match *match, const char *s) {
  while (s < match->subject_end) {
    const size_t rest = (size_t)(match->subject_end - s);
    const size_t piece = rest < PIECE ? rest : PIECE;
    const char *found = memchr(s, match->literal, piece);
    lh_spend(match->L, &match->spent, lh_steps_of(piece));
    if (found) return found;
    s += piece;
  }
  return NULL;
}

/// The next place from s where a match may begin; NULL: none.
static const char *next_candidate(lh_match *match, const char *s) {
  if (!match->head) return s;
  if (match->literal >= 0) return find_literal(match, s);
  const size_t cost = lh_item_steps(match->head, match->head_end);
  for (; s < match->subject_end; s++) {
    if (lh_item_takes((unsigned char)*s, match->head, match->head_end)) return s;
    lh_spend(match->L, &match->spent, cost);
  }
  return NULL;
}

static const char *match_at(lh_match *match, const char *s) {
  match->count = 0;
  match->depth = LH_PATTERN_DEPTH;
  lh_spend(match->L, &match->spent, 1);
  return lh_match_here(match, s, match->pattern);
}

const char *lh_match_search(lh_match *match, const char *from, const char **start) {
  *start = from;
  if (match->anchored) return match_at(match, from);
  if (!match->head_sought) find_head(match);
  for (const char *s = from; (s = next_candidate(match, s)); s++) {
    const char *end = match_at(match, s);
    *start = s;
    if (end || s == match->subject_end) return end;
  }
  return NULL;
}

ptrdiff_t lh_match_capture(
  const lh_match *match, int capture, const char *start, const char *end, const char **text) {
  if (capture >= match->count) {
    if (capture != 0) luaL_error(match->L, "invalid capture index %%%d", capture + 1);
    *text = start;
    return end - start;
  }
  const lh_capture_span *span = &match->captures[capture];
  if (span->length == LH_CAPTURE_OPEN) luaL_error(match->L, "unfinished capture");
  if (span->length == LH_CAPTURE_POSITION) lua_pushinteger(match->L, span->start - match->subject + 1);
  *text = span->start;
  return span->length;
}

void lh_match_push_capture(const lh_match *match, int capture, const char *start, const char *end) {
  const char *text;
  const ptrdiff_t length = lh_match_capture(match, capture, start, end, &text);
  if (length != LH_CAPTURE_POSITION) lua_pushlstring(match->L, text, (size_t)length);
}

int lh_match_push_captures(const lh_match *match, const char *start, const char *end) {
  const int count = match->count == 0 && start ? 1 : match->count;
  luaL_checkstack(match->L, count, "too many captures");
  for (int i = 0; i < count; i++) lh_match_push_capture(match, i, start, end);
  return count;
}
