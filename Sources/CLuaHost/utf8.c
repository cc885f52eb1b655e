// The utf8 library (manual §6.5), its loops under a deadline; the limits and the texts are those of Lua 5.4.4.
#include <lauxlib.h>
#include <limits.h>
#include <stdint.h>

#include "host.h"
#include "steps.h"

static const char invalid[] = "invalid UTF-8 code";

enum { MAX_CODE = 0x10FFFF, MAX_LAX = 0x7FFFFFFF };

static bool continues(char byte) { return ((unsigned char)byte & 0xC0) == 0x80; }

/// A position from 1; negative ones count from the end. 0: before the start.
static lua_Integer position_of(lua_Integer position, size_t length) {
  if (position >= 0) return position;
  return (size_t)-(lua_Unsigned)position > length ? 0 : (lua_Integer)length + position + 1;
}

/// Reads a sequence; the end of the string stops it, as no continuation follows. NULL: invalid.
static const char *decode(const char *s, uint32_t *code, bool strict) {
  static const uint32_t least[] = {UINT32_MAX, 0x80, 0x800, 0x10000, 0x200000, 0x4000000};
  unsigned lead = (unsigned char)*s;
  if (lead < 0x80) {
    *code = lead;
    return s + 1;
  }
  uint32_t value = 0;
  int count = 0;
  for (; lead & 0x40; lead <<= 1) {
    const char next = s[++count];
    if (!continues(next) || count > 5) return NULL;
    value = value << 6 | ((unsigned char)next & 0x3F);
  }
  value |= (uint32_t)(lead & 0x7F) << (count * 5);
  if (value > MAX_LAX || value < least[count]) return NULL;
  if (strict && (value > MAX_CODE || (value >= 0xD800 && value <= 0xDFFF))) return NULL;
  *code = value;
  return s + count + 1;
}

static int length_of(lua_State *L) {
  size_t length, spent = 0;
  const char *s = luaL_checklstring(L, 1, &length);
  lua_Integer at = position_of(luaL_optinteger(L, 2, 1), length);
  lua_Integer last = position_of(luaL_optinteger(L, 3, -1), length);
  const bool lax = lua_toboolean(L, 4);
  luaL_argcheck(L, 1 <= at && --at <= (lua_Integer)length, 2, "initial position out of bounds");
  luaL_argcheck(L, --last < (lua_Integer)length, 3, "final position out of bounds");
  lua_Integer count = 0;
  while (at <= last) {
    uint32_t code;
    const char *next = decode(s + at, &code, !lax);
    if (!next) {
      luaL_pushfail(L);
      lua_pushinteger(L, at + 1);
      return 2;
    }
    at = next - s;
    count++;
    lh_spend(L, &spent, 1);
  }
  lua_pushinteger(L, count);
  return 1;
}

static int codepoint(lua_State *L) {
  size_t length, spent = 0;
  const char *s = luaL_checklstring(L, 1, &length);
  const lua_Integer from = position_of(luaL_optinteger(L, 2, 1), length);
  const lua_Integer last = position_of(luaL_optinteger(L, 3, from), length);
  const bool lax = lua_toboolean(L, 4);
  luaL_argcheck(L, from >= 1, 2, "out of bounds");
  luaL_argcheck(L, last <= (lua_Integer)length, 3, "out of bounds");
  if (from > last) return 0;
  if (last - from >= INT_MAX) return luaL_error(L, "string slice too long");
  luaL_checkstack(L, (int)(last - from) + 1, "string slice too long");
  int count = 0;
  for (const char *at = s + from - 1, *end = s + last; at < end; count++) {
    uint32_t code;
    at = decode(at, &code, !lax);
    if (!at) return luaL_error(L, invalid);
    lua_pushinteger(L, code);
    lh_spend(L, &spent, 1);
  }
  return count;
}

static void push_sequence(lua_State *L, size_t *spent, int arg) {
  lh_spend_value(L, spent, arg);
  const lua_Unsigned code = (lua_Unsigned)luaL_checkinteger(L, arg);
  luaL_argcheck(L, code <= MAX_LAX, arg, "value out of range");
  lua_pushfstring(L, "%U", (long)code);
}

static int from_codes(lua_State *L) {
  const int count = lua_gettop(L);
  size_t spent = 0;
  if (count == 1) {
    push_sequence(L, &spent, 1);
    return 1;
  }
  luaL_Buffer out;
  luaL_buffinit(L, &out);
  for (int i = 1; i <= count; i++) {
    push_sequence(L, &spent, i);
    luaL_addvalue(&out);
  }
  luaL_pushresult(&out);
  return 1;
}

/// Moves at to where the sequence starts that is count sequences away, and returns how many are missing.
static lua_Integer walk(lua_State *L, const char *s, lua_Integer *at, lua_Integer length, lua_Integer count) {
  size_t spent = 0;
  while (count < 0 && *at > 0) {
    do {
      (*at)--;
      lh_spend(L, &spent, 1);
    } while (*at > 0 && continues(s[*at]));
    count++;
  }
  while (count > 0 && *at < length) {
    do {
      (*at)++;
      lh_spend(L, &spent, 1);
    } while (continues(s[*at]));  // it does not pass the final '\0'
    count--;
  }
  return count;
}

static int offset(lua_State *L) {
  size_t length, spent = 0;
  const char *s = luaL_checklstring(L, 1, &length);
  const lua_Integer n = luaL_checkinteger(L, 2);
  const lua_Integer otherwise = n >= 0 ? 1 : (lua_Integer)length + 1;
  lua_Integer at = position_of(luaL_optinteger(L, 3, otherwise), length);
  luaL_argcheck(L, 1 <= at && --at <= (lua_Integer)length, 3, "position out of bounds");
  lua_Integer missing = 0;
  if (n == 0) {
    for (; at > 0 && continues(s[at]); at--) lh_spend(L, &spent, 1);
  } else {
    if (continues(s[at])) return luaL_error(L, "initial position is a continuation byte");
    missing = walk(L, s, &at, (lua_Integer)length, n > 0 ? n - 1 : n);
  }
  if (missing == 0) lua_pushinteger(L, at + 1); else luaL_pushfail(L);
  return 1;
}

static int next_code(lua_State *L, bool strict) {
  size_t length, spent = 0;
  const char *s = luaL_checklstring(L, 1, &length);
  lua_Unsigned at = (lua_Unsigned)lua_tointeger(L, 2);
  if (at < length) {
    for (; continues(s[at]); at++) lh_spend(L, &spent, 1);
  }
  if (at >= length) return 0;  // also when it was negative
  uint32_t code;
  if (!decode(s + at, &code, strict)) return luaL_error(L, invalid);
  lua_pushinteger(L, (lua_Integer)at + 1);
  lua_pushinteger(L, code);
  return 2;
}

static int next_strict(lua_State *L) { return next_code(L, true); }
static int next_lax(lua_State *L) { return next_code(L, false); }

static int codes(lua_State *L) {
  const bool lax = lua_toboolean(L, 2);
  luaL_checkstring(L, 1);
  lua_pushcfunction(L, lax ? next_lax : next_strict);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

void lh_open_utf8(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"len", length_of}, {"codepoint", codepoint}, {"char", from_codes}, {"offset", offset}, {"codes", codes},
    {NULL, NULL}};
  lua_getglobal(L, LUA_UTF8LIBNAME);
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}
