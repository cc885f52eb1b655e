// string.find, match and gmatch (manual §6.4).
#include <lauxlib.h>
#include <string.h>

#include "pattern.h"
#include "classes.h"
#include "steps.h"
#include "strings.h"

static bool is_plain(lua_State *L, const char *pattern, size_t length) {
  size_t spent = 0;
  for (size_t i = 0; i < length; i++) {
    if (lh_classes[(unsigned char)pattern[i]] & LH_SPECIAL) return false;
    lh_spend(L, &spent, 1);
  }
  return true;
}

/// A rare first byte is found fastest by memchr; after a few that were not it, memmem is. text is not empty.
static const char *find_in_piece(const char *s, size_t length, const char *text, size_t text_length) {
  enum { TRIES = 8 };
  const char *end = s + length - text_length + 1;
  for (int i = 0; i < TRIES; i++, s++) {
    if (s >= end || !(s = memchr(s, *text, (size_t)(end - s)))) return NULL;
    if (memcmp(s, text, text_length) == 0) return s;
  }
  return s < end ? memmem(s, (size_t)(end - s) + text_length - 1, text, text_length) : NULL;
}

/// Finds text in pieces. Of a long text it looks for the beginning, then compares.
static const char *find_plain(lua_State *L, const char *s, size_t length, const char *text, size_t text_length) {
  enum { PIECE = 64 * LH_STEPS, BEGINNING = 256 };
  const size_t beginning = text_length < BEGINNING ? text_length : BEGINNING;
  size_t spent = 0;
  if (text_length == 0) return s;
  for (const char *end = s + length; (size_t)(end - s) >= text_length;) {
    const size_t rest = (size_t)(end - s);
    const size_t piece = rest < PIECE ? rest : PIECE;
    const char *found = find_in_piece(s, piece, text, beginning);
    lh_spend(L, &spent, 1 + lh_steps_of(found ? (size_t)(found - s) : piece));
    if (!found) {
      s += piece - beginning + 1;
      continue;
    }
    if ((size_t)(end - found) < text_length) return NULL;
    if (memcmp(found + beginning, text + beginning, text_length - beginning) == 0) return found;
    lh_spend(L, &spent, lh_steps_of(text_length));
    s = found + 1;
  }
  return NULL;
}

static int plain_result(
  lua_State *L, const char *s, size_t init, size_t length, const char *text, size_t text_length) {
  const char *found = find_plain(L, s + init, length - init, text, text_length);
  if (!found) return luaL_pushfail(L), 1;
  lua_pushinteger(L, found - s + 1);
  lua_pushinteger(L, found - s + (lua_Integer)text_length);
  return 2;
}

static int pattern_result(lua_State *L, const char *s, size_t init, bool find) {
  lh_match match;
  const char *start;
  lh_match_begin(&match, L, true);
  const char *end = lh_match_search(&match, s + init, &start);
  if (!end) return luaL_pushfail(L), 1;
  if (!find) return lh_match_push_captures(&match, start, end);
  lua_pushinteger(L, start - s + 1);
  lua_pushinteger(L, end - s);
  return 2 + lh_match_push_captures(&match, NULL, NULL);
}

static int search(lua_State *L, bool find) {
  size_t length, pattern_length;
  const char *s = luaL_checklstring(L, 1, &length);
  const char *pattern = luaL_checklstring(L, 2, &pattern_length);
  const size_t init = lh_string_start(luaL_optinteger(L, 3, 1), length) - 1;
  if (init > length) return luaL_pushfail(L), 1;
  if (find && (lua_toboolean(L, 4) || is_plain(L, pattern, pattern_length)))
    return plain_result(L, s, init, length, pattern, pattern_length);
  return pattern_result(L, s, init, find);
}

int lh_string_find(lua_State *L) { return search(L, true); }
int lh_string_match(lua_State *L) { return search(L, false); }

typedef struct iteration {
  lh_match match;
  const char *from;
  const char *last;  // end of the last match: the next one does not end there
} iteration;

static int next_match(lua_State *L) {
  iteration *it = lua_touserdata(L, lua_upvalueindex(3));
  lh_match *match = &it->match;
  match->L = L;
  while (it->from <= match->subject_end) {
    const char *start;
    const char *end = lh_match_search(match, it->from, &start);
    if (!end) break;
    if (end != it->last) {
      it->from = it->last = end;
      return lh_match_push_captures(match, start, end);
    }
    it->from = start + 1;
  }
  return 0;
}

int lh_string_gmatch(lua_State *L) {
  size_t length;
  luaL_checklstring(L, 1, &length);
  luaL_checkstring(L, 2);
  const size_t init = lh_string_start(luaL_optinteger(L, 3, 1), length) - 1;
  lua_settop(L, 2);
  iteration *it = lua_newuserdatauv(L, sizeof *it, 0);
  lh_match_begin(&it->match, L, false);
  it->from = it->match.subject + (init > length ? length + 1 : init);
  it->last = NULL;
  lua_pushcclosure(L, next_match, 3);
  return 1;
}
