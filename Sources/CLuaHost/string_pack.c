// string.pack, packsize and unpack (manual §6.4).
#include <lauxlib.h>
#include <limits.h>
#include <string.h>

#include "packing.h"
#include "steps.h"
#include "strings.h"

enum { WHOLE = sizeof(lua_Integer) };

static void copy_ordered(char *to, const char *from, size_t size, bool same) {
  for (size_t i = 0; i < size; i++) to[same ? i : size - 1 - i] = from[i];
}

static bool is_native(bool little) { return little == (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__); }

static void add_zeros(lh_packing *packing, luaL_Buffer *out, size_t count) {
  for (size_t piece; count > 0; count -= piece) {
    piece = count < LUAL_BUFFERSIZE ? count : LUAL_BUFFERSIZE;
    memset(luaL_prepbuffsize(out, piece), 0, piece);
    luaL_addsize(out, piece);
    lh_spend(packing->L, &packing->spent, 1 + lh_steps_of(piece));
  }
}

static void add_integer(const lh_packing *packing, luaL_Buffer *out, lua_Unsigned n, int size, bool negative) {
  char *room = luaL_prepbuffsize(out, (size_t)size);
  for (int i = 0; i < size; i++) {
    const unsigned char byte = i < WHOLE ? (unsigned char)(n >> (i * CHAR_BIT)) : negative ? UCHAR_MAX : 0;
    room[packing->little ? i : size - 1 - i] = (char)byte;
  }
  luaL_addsize(out, (size_t)size);
}

static void add_float(const lh_packing *packing, luaL_Buffer *out, int size, lua_Number n) {
  const float single = (float)n;
  const char *bytes = size == sizeof single ? (const char *)&single : (const char *)&n;
  copy_ordered(luaL_prepbuffsize(out, (size_t)size), bytes, (size_t)size, is_native(packing->little));
  luaL_addsize(out, (size_t)size);
}

static void pack_integer(lh_packing *packing, luaL_Buffer *out, lh_pack_option option, int arg) {
  lua_State *L = packing->L;
  const lua_Integer n = luaL_checkinteger(L, arg);
  const int bits = option.size * CHAR_BIT;
  if (option.kind == LH_PACK_INTEGER) {
    if (option.size < WHOLE) {
      const lua_Integer limit = (lua_Integer)1 << (bits - 1);
      luaL_argcheck(L, -limit <= n && n < limit, arg, "integer overflow");
    }
    add_integer(packing, out, (lua_Unsigned)n, option.size, n < 0);
  } else {
    if (option.size < WHOLE) luaL_argcheck(L, (lua_Unsigned)n < (lua_Unsigned)1 << bits, arg, "unsigned overflow");
    add_integer(packing, out, (lua_Unsigned)n, option.size, false);
  }
}

/// Returns by how much the text is longer than the option's size says.
static size_t pack_text(lh_packing *packing, luaL_Buffer *out, lh_pack_option option, int arg) {
  lua_State *L = packing->L;
  size_t length;
  const char *text = luaL_checklstring(L, arg, &length);
  const size_t size = (size_t)option.size;
  lh_spend(L, &packing->spent, lh_steps_of(length));
  switch (option.kind) {
    case LH_PACK_FIXED:
      luaL_argcheck(L, length <= size, arg, "string longer than given size");
      luaL_addlstring(out, text, length);
      add_zeros(packing, out, size - length);
      return 0;
    case LH_PACK_COUNTED:
      luaL_argcheck(
        L, size >= sizeof(size_t) || length < (size_t)1 << (size * CHAR_BIT), arg,
        "string length does not fit in given size");
      add_integer(packing, out, length, option.size, false);
      luaL_addlstring(out, text, length);
      return length;
    default:
      luaL_argcheck(L, !memchr(text, '\0', length), arg, "string contains zeros");
      luaL_addlstring(out, text, length + 1);
      return length + 1;
  }
}

int lh_string_pack(lua_State *L) {
  lh_packing packing;
  luaL_Buffer out;
  size_t total = 0;
  lh_packing_begin(&packing, L);
  lua_pushnil(L);  // or a missing last argument would be the buffer
  luaL_buffinit(L, &out);
  for (int arg = 1; *packing.format;) {
    const lh_pack_option option = lh_packing_next(&packing, total);
    total += (size_t)option.padding + (size_t)option.size;
    add_zeros(&packing, &out, (size_t)option.padding);
    if (option.kind < LH_PACK_PAD) lh_spend_value(L, &packing.spent, ++arg);
    switch (option.kind) {
      case LH_PACK_INTEGER:
      case LH_PACK_UNSIGNED: pack_integer(&packing, &out, option, arg); break;
      case LH_PACK_FLOAT:
      case LH_PACK_DOUBLE: add_float(&packing, &out, option.size, luaL_checknumber(L, arg)); break;
      case LH_PACK_FIXED:
      case LH_PACK_COUNTED:
      case LH_PACK_ZERO: total += pack_text(&packing, &out, option, arg); break;
      case LH_PACK_PAD: luaL_addchar(&out, '\0'); break;
      default: break;
    }
  }
  luaL_pushresult(&out);
  return 1;
}

int lh_string_packsize(lua_State *L) {
  lh_packing packing;
  size_t total = 0;
  lh_packing_begin(&packing, L);
  while (*packing.format) {
    const lh_pack_option option = lh_packing_next(&packing, total);
    luaL_argcheck(L, option.kind != LH_PACK_COUNTED && option.kind != LH_PACK_ZERO, 1, "variable-length format");
    const size_t size = (size_t)option.size + (size_t)option.padding;
    luaL_argcheck(L, total <= INT_MAX - size, 1, "format result too large");
    total += size;
  }
  lua_pushinteger(L, (lua_Integer)total);
  return 1;
}

static lua_Integer read_integer(const lh_packing *packing, const char *bytes, int size, bool is_signed) {
  const int whole = size < WHOLE ? size : WHOLE;
  lua_Unsigned n = 0;
  for (int i = whole - 1; i >= 0; i--)
    n = n << CHAR_BIT | (unsigned char)bytes[packing->little ? i : size - 1 - i];
  if (size < WHOLE && is_signed) {
    const lua_Unsigned sign = (lua_Unsigned)1 << (size * CHAR_BIT - 1);
    return (lua_Integer)((n ^ sign) - sign);
  }
  const int rest = is_signed && (lua_Integer)n < 0 ? UCHAR_MAX : 0;
  for (int i = whole; i < size; i++) {
    if ((unsigned char)bytes[packing->little ? i : size - 1 - i] != rest)
      luaL_error(packing->L, "%d-byte integer does not fit into Lua Integer", size);
  }
  return (lua_Integer)n;
}

static void push_float(const lh_packing *packing, const char *bytes, int size) {
  float single;
  double whole;
  const bool same = is_native(packing->little);
  copy_ordered(size == sizeof single ? (char *)&single : (char *)&whole, bytes, (size_t)size, same);
  lua_pushnumber(packing->L, size == sizeof single ? (lua_Number)single : whole);
}

/// Pushes the value that begins at bytes; returns by how much it is longer than the option's size says.
static size_t push_value(lh_packing *packing, lh_pack_option option, const char *bytes, size_t rest) {
  lua_State *L = packing->L;
  switch (option.kind) {
    case LH_PACK_INTEGER:
    case LH_PACK_UNSIGNED:
      lua_pushinteger(L, read_integer(packing, bytes, option.size, option.kind == LH_PACK_INTEGER));
      return 0;
    case LH_PACK_FLOAT:
    case LH_PACK_DOUBLE: push_float(packing, bytes, option.size); return 0;
    case LH_PACK_FIXED: lua_pushlstring(L, bytes, (size_t)option.size); return 0;
    case LH_PACK_COUNTED: {
      const size_t length = (size_t)read_integer(packing, bytes, option.size, false);
      luaL_argcheck(L, length <= rest - (size_t)option.size, 2, "data string too short");
      lua_pushlstring(L, bytes + option.size, length);
      lh_spend(L, &packing->spent, lh_steps_of(length));
      return length;
    }
    default: {
      const char *end = memchr(bytes, '\0', rest);
      luaL_argcheck(L, end, 2, "unfinished string for format 'z'");
      lua_pushlstring(L, bytes, (size_t)(end - bytes));
      lh_spend(L, &packing->spent, lh_steps_of((size_t)(end - bytes)));
      return (size_t)(end - bytes) + 1;
    }
  }
}

int lh_string_unpack(lua_State *L) {
  lh_packing packing;
  size_t length;
  lh_packing_begin(&packing, L);
  const char *data = luaL_checklstring(L, 2, &length);
  size_t at = lh_string_start(luaL_optinteger(L, 3, 1), length) - 1;
  int count = 0;
  luaL_argcheck(L, at <= length, 3, "initial position out of string");
  while (*packing.format) {
    const lh_pack_option option = lh_packing_next(&packing, at);
    luaL_argcheck(
      L, (size_t)option.padding + (size_t)option.size <= length - at, 2, "data string too short");
    at += (size_t)option.padding;
    luaL_checkstack(L, 2, "too many results");
    if (option.kind < LH_PACK_PAD) {
      at += push_value(&packing, option, data + at, length - at);
      count++;
    }
    at += (size_t)option.size;
  }
  lua_pushinteger(L, (lua_Integer)at + 1);
  return count + 1;
}
