// The short functions of the string library (manual §6.4). Those that take one bounded pass of the C library are
// Lua's own: len, sub and byte.
#include <lauxlib.h>
#include <limits.h>
#include <string.h>

#include "host.h"
#include "steps.h"
#include "strings.h"

/// Fills the room with copies of its first bytes: of all that is done, until that is a block of a good size.
static void fill(lua_State *L, char *room, size_t length, size_t unit) {
  size_t spent = 0, done = unit, block = unit;
  while (done < length) {
    const size_t piece = block < length - done ? block : length - done;
    lh_copy(L, &spent, room + done, room, piece);
    done += piece;
    if (done < LH_BULK) block = done;
  }
}

static int repeat(lua_State *L) {
  size_t length, gap;
  const char *text = luaL_checklstring(L, 1, &length);
  const lua_Integer count = luaL_checkinteger(L, 2);
  const char *separator = luaL_optlstring(L, 3, "", &gap);
  if (count <= 0) return lua_pushliteral(L, ""), 1;
  if (length + gap < length || length + gap > (size_t)INT_MAX / (size_t)count)
    return luaL_error(L, "resulting string too large");
  const size_t total = (size_t)count * length + (size_t)(count - 1) * gap;
  luaL_Buffer out;
  char *room = luaL_buffinitsize(L, &out, total);
  memcpy(room, text, length);
  if (count > 1) {
    memcpy(room + length, separator, gap);
    if (length + gap > 0) fill(L, room, total, length + gap);
  }
  luaL_pushresultsize(&out, total);
  return 1;
}

typedef void (*transform)(char *to, const char *from, size_t length);

static void raise_case(char *to, const char *from, size_t length) {
  for (size_t i = 0; i < length; i++) to[i] = (char)(from[i] - ((unsigned char)(from[i] - 'a') < 26 ? 'a' - 'A' : 0));
}

static void lower_case(char *to, const char *from, size_t length) {
  for (size_t i = 0; i < length; i++) to[i] = (char)(from[i] + ((unsigned char)(from[i] - 'A') < 26 ? 'a' - 'A' : 0));
}

static int transformed(lua_State *L, transform change) {
  size_t length, spent = 0;
  const char *text = luaL_checklstring(L, 1, &length);
  luaL_Buffer out;
  char *room = luaL_buffinitsize(L, &out, length);
  for (size_t done = 0, piece; done < length; done += piece) {
    piece = length - done < LH_BULK ? length - done : LH_BULK;
    change(room + done, text + done, piece);
    lh_spend(L, &spent, piece);
  }
  luaL_pushresultsize(&out, length);
  return 1;
}

static int upper(lua_State *L) { return transformed(L, raise_case); }
static int lower(lua_State *L) { return transformed(L, lower_case); }

static int reverse(lua_State *L) {
  size_t length, spent = 0;
  const char *text = luaL_checklstring(L, 1, &length);
  luaL_Buffer out;
  char *room = luaL_buffinitsize(L, &out, length);
  for (size_t done = 0, end; done < length; done = end) {
    end = length - done < LH_BULK ? length : done + LH_BULK;
    for (size_t i = done; i < end; i++) room[i] = text[length - i - 1];
    lh_spend(L, &spent, end - done);
  }
  luaL_pushresultsize(&out, length);
  return 1;
}

static int from_bytes(lua_State *L) {
  const int count = lua_gettop(L);
  size_t spent = 0;
  luaL_Buffer out;
  char *room = luaL_buffinitsize(L, &out, (size_t)count);
  for (int i = 1; i <= count; i++) {
    lh_spend_value(L, &spent, i);
    const lua_Unsigned byte = (lua_Unsigned)luaL_checkinteger(L, i);
    luaL_argcheck(L, byte <= UCHAR_MAX, i, "value out of range");
    room[i - 1] = (char)byte;
  }
  luaL_pushresultsize(&out, (size_t)count);
  return 1;
}

void lh_open_strings(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"find", lh_string_find}, {"match", lh_string_match}, {"gmatch", lh_string_gmatch}, {"gsub", lh_string_gsub},
    {"format", lh_string_format}, {"pack", lh_string_pack}, {"packsize", lh_string_packsize},
    {"unpack", lh_string_unpack}, {"rep", repeat}, {"upper", upper}, {"lower", lower}, {"reverse", reverse},
    {"char", from_bytes}, {NULL, NULL}};
  lua_getglobal(L, LUA_STRLIBNAME);
  luaL_setfuncs(L, functions, 0);
  lua_pushnil(L);
  lua_setfield(L, -2, "dump");
  lua_pop(L, 1);
}
