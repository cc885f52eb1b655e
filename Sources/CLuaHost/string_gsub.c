// string.gsub (manual §6.4). Its callback may yield: what is under way then lies in a userdata on the Lua stack.
#include <lauxlib.h>
#include <stddef.h>
#include <stdint.h>

#include "classes.h"
#include "output.h"
#include "pattern.h"
#include "steps.h"
#include "strings.h"

enum { SUBJECT = 1, PATTERN, REPLACEMENT, LIMIT, STATE, BUFFER };
enum { FIRST = 128 };  // bytes of output that a userdata has room for

typedef struct substitution {
  size_t from;        // offset in the subject: what is before is done
  size_t start, end;  // the match whose replacement is asked for
  size_t last;        // end of the last match; SIZE_MAX: none
  lua_Integer count, limit;
  int kind;  // type of the replacement
  bool changed;
  lh_output output;  // last, as of a userdata its end is left out
} substitution;

/// Adds the replacement on the top, and pops it.
static void add_value(lua_State *L, substitution *sub) {
  if (!lua_toboolean(L, -1)) {
    lh_output_add(L, &sub->output, lua_tostring(L, SUBJECT) + sub->start, sub->end - sub->start);
  } else if (lua_isstring(L, -1)) {
    size_t length;
    const char *text = lua_tolstring(L, -1, &length);
    lh_output_add(L, &sub->output, text, length);
    sub->changed = true;
  } else {
    luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  }
  lua_pop(L, 1);
}

static void add_capture(
  lua_State *L, lh_output *output, const lh_match *match, int capture, const char *start, const char *end) {
  const char *text;
  ptrdiff_t length = lh_match_capture(match, capture, start, end, &text);
  if (length != LH_CAPTURE_POSITION) {
    lh_output_add(L, output, text, (size_t)length);
    return;
  }
  size_t digits;
  text = lua_tolstring(L, -1, &digits);
  lh_output_add(L, output, text, digits);
  lua_pop(L, 1);
}

static void add_template(lua_State *L, lh_output *output, lh_match *match, const char *start, const char *end) {
  size_t length;
  const char *text = lua_tolstring(L, REPLACEMENT, &length);
  for (const char *escape; (escape = memchr(text, '%', length));) {
    lh_output_add(L, output, text, (size_t)(escape - text));
    lh_spend(L, &match->spent, 1);
    const char what = escape[1];
    if (what == '%') lh_output_add_byte(L, output, what);
    else if (what == '0') lh_output_add(L, output, start, (size_t)(end - start));
    else if (lh_classes[(unsigned char)what] & LH_DIGIT) add_capture(L, output, match, what - '1', start, end);
    else luaL_error(L, "invalid use of '%%' in replacement string");
    length -= (size_t)(escape + 2 - text);
    text = escape + 2;
  }
  lh_spend(L, &match->spent, lh_steps_of(length));
  lh_output_add(L, output, text, length);
}

static int go_on(lua_State *L, substitution *sub);

static int resumed(lua_State *L, int status, lua_KContext context) {
  (void)status;
  (void)context;
  substitution *sub = lua_touserdata(L, STATE);
  add_value(L, sub);
  return go_on(L, sub);
}

static void replace(lua_State *L, substitution *sub, lh_match *match, const char *start, const char *end) {
  sub->start = (size_t)(start - match->subject);
  sub->end = sub->from = sub->last = (size_t)(end - match->subject);
  sub->count++;
  if (sub->kind == LUA_TFUNCTION) {
    lua_pushvalue(L, REPLACEMENT);
    const int captures = lh_match_push_captures(match, start, end);
    lua_callk(L, captures, 1, 0, resumed);
    add_value(L, sub);
  } else if (sub->kind == LUA_TTABLE) {
    lh_match_push_capture(match, 0, start, end);
    lua_gettable(L, REPLACEMENT);
    add_value(L, sub);
  } else {
    add_template(L, &sub->output, match, start, end);
    sub->changed = true;
  }
}

static int finish(lua_State *L, substitution *sub, const lh_match *match) {
  if (sub->changed) {
    const char *rest = match->subject + sub->from;
    lh_output_add(L, &sub->output, rest, (size_t)(match->subject_end - rest));
    lh_output_push(L, &sub->output);
  } else {
    lua_pushvalue(L, SUBJECT);
  }
  lua_pushinteger(L, sub->count);
  return 2;
}

static int go_on(lua_State *L, substitution *sub) {
  lh_match match;
  lh_match_begin(&match, L, true);
  const bool once = match.anchored;
  if (once && sub->count > 0) return finish(L, sub, &match);
  while (sub->count < sub->limit) {
    const char *from = match.subject + sub->from, *start;
    const char *end = lh_match_search(&match, from, &start);
    if (!end) break;
    lh_output_add(L, &sub->output, from, (size_t)(start - from));
    sub->from = (size_t)(start - match.subject);
    if ((size_t)(end - match.subject) != sub->last) {
      replace(L, sub, &match, start, end);
    } else if (start < match.subject_end) {  // an empty match where the last one ended
      lh_output_add_byte(L, &sub->output, *start);
      sub->from++;
    } else {
      break;
    }
    if (once) break;
  }
  return finish(L, sub, &match);
}

int lh_string_gsub(lua_State *L) {
  substitution local, *sub = &local;
  const int kind = lua_type(L, REPLACEMENT);
  size_t length;
  luaL_checklstring(L, SUBJECT, &length);
  luaL_checkstring(L, PATTERN);
  const lua_Integer limit = luaL_optinteger(L, LIMIT, (lua_Integer)length + 1);
  luaL_argexpected(
    L, kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == LUA_TTABLE, REPLACEMENT,
    "string/function/table");
  lua_settop(L, BUFFER);
  if (kind == LUA_TFUNCTION) {
    sub = lua_newuserdatauv(L, offsetof(substitution, output.first) + FIRST, 0);
    lua_replace(L, STATE);
  }
  lh_output_begin(&sub->output, BUFFER, kind == LUA_TFUNCTION ? FIRST : LH_OUTPUT_FIRST);
  sub->from = 0;
  sub->last = SIZE_MAX;
  sub->count = 0;
  sub->limit = limit;
  sub->kind = kind;
  sub->changed = false;
  return go_on(L, sub);
}
