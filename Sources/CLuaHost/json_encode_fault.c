// Which value has no JSON text, why, and what to do about it.
#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>

#include "json_encoder.h"
#include "json_scan.h"

enum {
  PATH_STEPS = 12,  // longer paths are cut in the middle: a cycle's has hundreds
  KEY_SHOWN = 48,
};

static bool is_name(const char *key, size_t length) {
  if (length == 0 || length > KEY_SHOWN || (key[0] >= '0' && key[0] <= '9')) return false;
  for (size_t i = 0; i < length; i++) {
    unsigned char byte = (unsigned char)key[i];
    bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    if (!letter && byte != '_' && !(byte >= '0' && byte <= '9')) return false;
  }
  return true;
}

// A key in quotes; what a terminal should not see, as escapes.
static void add_quoted(luaL_Buffer *b, const char *key, size_t length) {
  const char *at = key, *end = key + (length < KEY_SHOWN ? length : KEY_SHOWN);
  luaL_addchar(b, '"');
  while (at < end) {
    unsigned char byte = (unsigned char)*at;
    size_t wide = byte < 0x80 ? 0 : lh_scan_utf8(at, key + length);
    if (wide > 0) {
      luaL_addlstring(b, at, wide);
      at += wide;
      continue;
    }
    char text[8];
    bool plain = byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
    int size = plain ? snprintf(text, sizeof text, "%c", byte)
      : byte == '"' || byte == '\\' ? snprintf(text, sizeof text, "\\%c", byte)
                                    : snprintf(text, sizeof text, "\\x%02X", byte);
    luaL_addlstring(b, text, (size_t)size);
    at++;
  }
  if (length > KEY_SHOWN) luaL_addstring(b, "…");
  luaL_addchar(b, '"');
}

static void add_step(luaL_Buffer *b, const lh_level *level) {
  char digits[LH_KEY_DIGITS];
  if (level->step == LH_STEP_INDEX) {
    char *end = digits + sizeof digits, *start = lh_encode_digits(level->index, end);
    luaL_addchar(b, '[');
    luaL_addlstring(b, start, (size_t)(end - start));
    luaL_addchar(b, ']');
  } else if (level->step == LH_STEP_KEY && is_name(level->key, level->length)) {
    luaL_addchar(b, '.');
    luaL_addlstring(b, level->key, level->length);
  } else if (level->step == LH_STEP_KEY) {
    luaL_addchar(b, '[');
    add_quoted(b, level->key, level->length);
    luaL_addchar(b, ']');
  }
}

// Pushes the path down to what level `depth - 1` is at.
static void push_path(lh_encoder *e, size_t depth) {
  luaL_Buffer b;
  luaL_buffinit(e->L, &b);
  luaL_addstring(&b, e->root != NULL ? e->root : "value");
  for (size_t i = 0; i < depth; i++) {
    if (depth > PATH_STEPS && i == PATH_STEPS / 2) {
      luaL_addstring(&b, " … ");
      i = depth - PATH_STEPS / 2;
    }
    add_step(&b, &e->levels[i]);
  }
  luaL_pushresult(&b);
}

// Position in Lua, path, text.
void lh_encode_fault(lh_encoder *e, const char *format, ...) {
  lua_State *L = e->L;
  lh_need_stack(L, LUA_MINSTACK);
  luaL_where(L, 1);
  push_path(e, e->depth);
  lua_pushliteral(L, " ");
  va_list arguments;
  va_start(arguments, format);
  lua_pushvfstring(L, format, arguments);
  va_end(arguments);
  lua_concat(L, 4);
  // What was written so far may be large, and nobody will read it.
  lh_buffer_reset(e->members, 0);
  if (e->out == &e->anchors->text) lh_buffer_reset(e->out, 0);
  lua_error(L);
  __builtin_unreachable();
}

static const char *type_name(lua_State *L, int index) {
  if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) return lua_tostring(L, -1);
  return luaL_typename(L, index);
}

void lh_encode_fault_type(lh_encoder *e, int index) {
  lh_need_stack(e->L, LUA_MINSTACK);
  switch (lua_type(e->L, index)) {
    case LUA_TFUNCTION: lh_encode_fault(e, "is a function, which JSON cannot hold: call it, or leave it out");
    case LUA_TTHREAD: lh_encode_fault(e, "is a coroutine, which JSON cannot hold: leave it out");
    default:
      lh_encode_fault(e, "is a %s, which JSON cannot hold: convert it with tostring(), or leave it out",
        type_name(e->L, index));
  }
}

void lh_encode_fault_depth(lh_encoder *e, const void *table) {
  size_t deepest = e->depth;
  for (size_t inner = 0; inner <= deepest; inner++) {
    const void *found = inner < deepest ? e->levels[inner].table : table;
    for (size_t outer = 0; outer < inner; outer++) {
      if (e->levels[outer].table != found) continue;
      push_path(e, outer);
      const char *same = lua_tostring(e->L, -1);
      e->depth = inner;
      lh_encode_fault(e, "is the same table as %s: a cycle, which JSON cannot hold", same);
    }
  }
  lh_encode_fault(e, "is nested deeper than the limit of %I levels", (lua_Integer)e->max_depth);
}

// Pushes a key as an author would write it.
static const char *push_key(lua_State *L, int index) {
  index = lua_absindex(L, index);
  if (lua_type(L, index) == LUA_TNUMBER || lua_isboolean(L, index)) return luaL_tolstring(L, index, NULL);
  if (lua_type(L, index) != LUA_TSTRING) return lua_pushstring(L, luaL_typename(L, index));  // shows no address
  luaL_Buffer b;
  size_t length = 0;
  const char *key = lua_tolstring(L, index, &length);
  luaL_buffinit(L, &b);
  add_quoted(&b, key, length);
  luaL_pushresult(&b);
  return lua_tostring(L, -1);
}

void lh_encode_fault_key(lh_encoder *e, int index) {
  lua_State *L = e->L;
  lh_need_stack(L, LUA_MINSTACK);
  index = lua_absindex(L, index);
  if (lua_type(L, index) == LUA_TNUMBER) {
    lh_encode_fault(e, "has the key %s: keys in JSON are strings, use tostring() on it", push_key(L, index));
  }
  lh_encode_fault(e, "has a key that is a %s: keys in JSON are strings", luaL_typename(L, index));
}

// What the keys of a table that should be an array are. The lowest string key is named, not the first that
// the hash gives: the same table gives the same error in every run.
typedef struct survey {
  const char *text;   // the lowest string key, or NULL
  size_t length;
  bool has_index;
  lua_Integer lowest, highest;
} survey;

static bool is_before(const char *a, size_t a_length, const char *b, size_t b_length) {
  int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
  return order != 0 ? order < 0 : a_length < b_length;
}

static void note_index(survey *s, lua_Integer index) {
  if (!s->has_index || index < s->lowest) s->lowest = index;
  if (!s->has_index || index > s->highest) s->highest = index;
  s->has_index = true;
}

static survey take_survey(lh_encoder *e, int table) {
  lua_State *L = e->L;
  survey s = {0};
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    if (lua_type(L, -2) == LUA_TSTRING) {
      size_t length = 0;
      const char *text = lua_tolstring(L, -2, &length);
      if (s.text != NULL && !is_before(text, length, s.text, s.length)) continue;
      s.text = text;
      s.length = length;
    } else if (lua_isinteger(L, -2)) {
      note_index(&s, lua_tointeger(L, -2));
    } else {
      lh_encode_fault_key(e, -2);
    }
  }
  return s;
}

void lh_encode_fault_array(lh_encoder *e, int index) {
  lua_State *L = e->L;
  lh_need_stack(L, LUA_MINSTACK);
  index = lua_absindex(L, index);
  survey s = take_survey(e, index);
  if (s.text != NULL) {
    lua_pushlstring(L, s.text, s.length);
    const char *key = push_key(L, -1);
    if (!s.has_index) lh_encode_fault(e, "is marked as an array, but has the key %s: remove one of them", key);
    lh_encode_fault(e, "is a mixed table: it has the key %s and the index %I; JSON has arrays (1 to n) and objects "
      "(string keys): use two tables, or json.object(t) to write indexes as keys", key, s.lowest);
  }
  if (s.lowest < 1) {
    lh_encode_fault(e, "has the index %I, but arrays begin at 1: use tostring() on the keys, or json.object(t) "
      "to write indexes as keys", s.lowest);
  }
  lua_Integer gap = 1;
  while (gap < s.highest && lua_rawgeti(L, index, gap) != LUA_TNIL) {
    lua_pop(L, 1);
    gap++;
  }
  lh_encode_fault(e, "has the index %I but not %I: fill the gap with json.null, or use json.object(t) to write "
    "indexes as keys", s.highest, gap);
}
