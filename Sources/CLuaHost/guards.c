// Lua's own functions that one call can keep for long: the same, with a look at what they are given.
#include <lauxlib.h>
#include <string.h>

#include "host.h"
#include "steps.h"

enum { MAX_NUMERAL = 64 * 1024, MAX_DATE_FORMAT = 4096, MAX_FIELD = 64 };

/// Does what Lua's function does, as if it had been called: its frame is this one.
static int do_stock(lua_State *L) { return lua_tocfunction(L, lua_upvalueindex(1))(L); }

/// tonumber (manual §6.1). What is longer than any numeral is none.
static int to_number(lua_State *L) {
  if (lua_type(L, 1) == LUA_TSTRING && lua_rawlen(L, 1) > MAX_NUMERAL) {
    lua_settop(L, 2);
    if (!lua_isnil(L, 2)) {  // let a bad base be found
      lua_pushliteral(L, "!");
      lua_replace(L, 1);
      return do_stock(L);
    }
    return luaL_pushfail(L), 1;
  }
  return do_stock(L);
}

/// os.date (manual §6.9): strftime is called for every conversion of the format.
static int date(lua_State *L) {
  if (lua_type(L, 1) == LUA_TSTRING)
    luaL_argcheck(L, lua_rawlen(L, 1) <= MAX_DATE_FORMAT, 1, "format longer than 4096 bytes");
  return do_stock(L);
}

/// os.time (manual §6.9): a field may be the text of a number.
static int time_of(lua_State *L) {
  static const char *const fields[] = {"year", "month", "day", "hour", "min", "sec"};
  for (size_t i = 0; lua_istable(L, 1) && i < sizeof fields / sizeof *fields; i++) {
    if (lua_getfield(L, 1, fields[i]) == LUA_TSTRING && lua_rawlen(L, -1) > MAX_FIELD)
      return luaL_error(L, "field '%s' is not an integer", fields[i]);
    lua_pop(L, 1);
  }
  return do_stock(L);
}

/// math.max and math.min (manual §6.7).
static int extreme(lua_State *L, bool greatest) {
  const int count = lua_gettop(L);
  size_t spent = 0;
  int best = 1;
  luaL_argcheck(L, count >= 1, 1, "value expected");
  for (int i = 1; i <= count; i++) {
    lh_spend_value(L, &spent, i);
    if (i > 1 && lua_compare(L, greatest ? best : i, greatest ? i : best, LUA_OPLT)) best = i;
  }
  lua_pushvalue(L, best);
  return 1;
}

static int greatest(lua_State *L) { return extreme(L, true); }
static int least(lua_State *L) { return extreme(L, false); }

/// Puts a function before the one of the table on the top, which it has as its upvalue.
static void put_before(lua_State *L, const char *name, lua_CFunction guard) {
  lua_getfield(L, -1, name);
  lua_pushcclosure(L, guard, 1);
  lua_setfield(L, -2, name);
}

void lh_open_guards(lua_State *L) {
  lua_pushglobaltable(L);
  put_before(L, "tonumber", to_number);
  lua_getfield(L, -1, LUA_OSLIBNAME);
  put_before(L, "date", date);
  put_before(L, "time", time_of);
  lua_getfield(L, -2, LUA_MATHLIBNAME);
  put_before(L, "max", greatest);
  put_before(L, "min", least);
  lua_pop(L, 3);
}
