// The table library (manual §6.6), each loop under a deadline. The metamethods that it honours cannot yield: Lua calls
// them from C without a continuation.
#include <lauxlib.h>
#include <limits.h>

#include "host.h"
#include "steps.h"
#include "tables.h"

static bool has_field(lua_State *L, const char *key, int depth) {
  lua_pushstring(L, key);
  return lua_rawget(L, -depth) != LUA_TNIL;
}

void lh_check_table(lua_State *L, int index, int uses) {
  if (lua_type(L, index) == LUA_TTABLE) return;
  int pushed = 1;
  if (lua_getmetatable(L, index) && (!(uses & LH_READS) || has_field(L, "__index", ++pushed)) &&
      (!(uses & LH_WRITES) || has_field(L, "__newindex", ++pushed)) &&
      (!(uses & LH_MEASURES) || has_field(L, "__len", ++pushed))) {
    lua_pop(L, pushed);
  } else {
    luaL_checktype(L, index, LUA_TTABLE);
  }
}

lua_Integer lh_length(lua_State *L, int index, int uses) {
  lh_check_table(L, index, uses | LH_MEASURES);
  return luaL_len(L, index);
}

static int insert(lua_State *L) {
  lua_Integer end = lh_length(L, 1, LH_READS | LH_WRITES);
  end = (lua_Integer)((lua_Unsigned)end + 1);
  lua_Integer position = end;
  size_t spent = 0;
  switch (lua_gettop(L)) {
    case 2: break;
    case 3: {
      position = luaL_checkinteger(L, 2);
      luaL_argcheck(L, (lua_Unsigned)position - 1u < (lua_Unsigned)end, 2, "position out of bounds");
      for (lua_Integer i = end; i > position; i--) {
        lua_geti(L, 1, i - 1);
        lua_seti(L, 1, i);
        lh_spend(L, &spent, 4);
      }
      break;
    }
    default: return luaL_error(L, "wrong number of arguments to 'insert'");
  }
  lua_seti(L, 1, position);
  return 0;
}

static int remove_at(lua_State *L) {
  const lua_Integer size = lh_length(L, 1, LH_READS | LH_WRITES);
  lua_Integer position = luaL_optinteger(L, 2, size);
  size_t spent = 0;
  if (position != size)  // the size plus one is valid as well
    luaL_argcheck(L, (lua_Unsigned)position - 1u <= (lua_Unsigned)size, 1, "position out of bounds");
  lua_geti(L, 1, position);
  for (; position < size; position++) {
    lua_geti(L, 1, position + 1);
    lua_seti(L, 1, position);
    lh_spend(L, &spent, 4);
  }
  lua_pushnil(L);
  lua_seti(L, 1, position);
  return 1;
}

static int move(lua_State *L) {
  const lua_Integer from = luaL_checkinteger(L, 2), end = luaL_checkinteger(L, 3), to = luaL_checkinteger(L, 4);
  const int target = lua_isnoneornil(L, 5) ? 1 : 5;
  size_t spent = 0;
  lh_check_table(L, 1, LH_READS);
  lh_check_table(L, target, LH_WRITES);
  if (end >= from) {
    luaL_argcheck(L, from > 0 || end < LUA_MAXINTEGER + from, 3, "too many elements to move");
    const lua_Integer count = end - from + 1;
    luaL_argcheck(L, to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
    const bool forwards = to > end || to <= from || (target != 1 && !lua_compare(L, 1, target, LUA_OPEQ));
    for (lua_Integer k = 0; k < count; k++) {
      const lua_Integer i = forwards ? k : count - 1 - k;
      lua_geti(L, 1, from + i);
      lua_seti(L, target, to + i);
      lh_spend(L, &spent, 4);
    }
  }
  lua_pushvalue(L, target);
  return 1;
}

static void add_field(lua_State *L, luaL_Buffer *out, size_t *spent, lua_Integer i) {
  const size_t before = out->n;
  lua_geti(L, 1, i);
  if (!lua_isstring(L, -1))
    luaL_error(L, "invalid value (%s) at index %I in table for 'concat'", luaL_typename(L, -1), (LUAI_UACINT)i);
  luaL_addvalue(out);
  lh_spend(L, spent, 4 + lh_steps_of(out->n - before));
}

static int concat(lua_State *L) {
  lua_Integer last = lh_length(L, 1, LH_READS);
  size_t length, spent = 0;
  const char *separator = luaL_optlstring(L, 2, "", &length);
  lua_Integer i = luaL_optinteger(L, 3, 1);
  last = luaL_optinteger(L, 4, last);
  luaL_Buffer out;
  luaL_buffinit(L, &out);
  for (; i < last; i++) {
    add_field(L, &out, &spent, i);
    if (length > 0) luaL_addlstring(&out, separator, length);
  }
  if (i == last) add_field(L, &out, &spent, i);
  luaL_pushresult(&out);
  return 1;
}

static int unpack(lua_State *L) {
  const lua_Integer from = luaL_optinteger(L, 2, 1);
  const lua_Integer last = luaL_opt(L, luaL_checkinteger, 3, luaL_len(L, 1));
  size_t spent = 0;
  if (from > last) return 0;
  const lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)from;  // one less than there are
  if (count >= (unsigned)INT_MAX || !lua_checkstack(L, (int)count + 1))
    return luaL_error(L, "too many results to unpack");
  for (lua_Unsigned i = 0; i <= count; i++) {
    lua_geti(L, 1, (lua_Integer)((lua_Unsigned)from + i));
    lh_spend(L, &spent, 2);
  }
  return (int)count + 1;
}

void lh_open_tables(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"insert", insert}, {"remove", remove_at}, {"move", move}, {"concat", concat},
    {"unpack", unpack}, {"sort", lh_table_sort}, {NULL, NULL}};
  lua_getglobal(L, LUA_TABLIBNAME);
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}
