// debug for scripts: what libraries need of it, and nothing by which a script could see or change the host. The frames of
// the host's own chunks are not there; levels count the others.
#include <string.h>

#include "host.h"

static bool is_trusted(const lua_Debug *ar) { return strncmp(ar->source, "=stdlib/", 8) == 0; }

/// The frame at a level of those that scripts may see; false where there is none. In the running thread level 1 is
/// whoever called, in another one level 0 is what it runs. lua_getstack walks to its level each time, so that frames
/// far out are not looked for.
static bool get_frame(lua_State *L, lua_State *of, int level, lua_Debug *ar) {
  enum { FARTHEST = 500 };
  const int first = of == L ? 1 : 0;
  for (int real = level < first ? level : first, seen = real; real >= 0 && real < FARTHEST; real++) {
    if (!lua_getstack(of, real, ar)) return false;
    lua_getinfo(of, "Slnut", ar);
    if (!is_trusted(ar) && seen++ == level) return true;
  }
  return false;
}

static void set_text(lua_State *L, const char *key, const char *text) {
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

static void set_number(lua_State *L, const char *key, int number) {
  lua_pushinteger(L, number);
  lua_setfield(L, -2, key);
}

static void set_flag(lua_State *L, const char *key, bool flag) {
  lua_pushboolean(L, flag);
  lua_setfield(L, -2, key);
}

/// Pushes the table of getinfo, with the fields that options (manual §6.10) ask for.
static void push_info(lua_State *L, const lua_Debug *ar, const char *options) {
  lua_createtable(L, 0, 12);
  if (strchr(options, 'S')) {
    set_text(L, "source", ar->source);
    set_text(L, "short_src", ar->short_src);
    set_text(L, "what", ar->what);
    set_number(L, "linedefined", ar->linedefined);
    set_number(L, "lastlinedefined", ar->lastlinedefined);
  }
  if (strchr(options, 'l')) set_number(L, "currentline", ar->currentline);
  if (strchr(options, 'n')) {
    set_text(L, "name", ar->name);
    set_text(L, "namewhat", ar->namewhat);
  }
  if (strchr(options, 'u')) {
    set_number(L, "nups", ar->nups);
    set_number(L, "nparams", ar->nparams);
    set_flag(L, "isvararg", ar->isvararg);
  }
  if (strchr(options, 't')) set_flag(L, "istailcall", ar->istailcall);
}

/// A function of the host looks as one of C.
static void hide(lua_Debug *ar) {
  ar->source = "=[C]";
  ar->what = "C";
  ar->linedefined = ar->lastlinedefined = ar->currentline = -1;
  strcpy(ar->short_src, "[C]");
}

/// debug.getinfo([thread,] level or function [, what]): without the fields func and activelines.
static int get_info(lua_State *L) {
  const int base = lua_isthread(L, 1) ? 1 : 0;
  lua_State *of = base ? lua_tothread(L, 1) : L;
  const char *options = luaL_optstring(L, base + 2, "Slnut");
  luaL_argcheck(L, options[strspn(options, "SlnutfLr")] == '\0', base + 2, "invalid option");
  lua_Debug ar;
  if (lua_isfunction(L, base + 1)) {
    lua_pushvalue(L, base + 1);
    lua_getinfo(L, ">Su", &ar);
    if (is_trusted(&ar)) hide(&ar);
    ar.name = NULL;
    ar.namewhat = "";
    ar.currentline = -1;
    ar.istailcall = 0;
  } else if (!get_frame(L, of, (int)luaL_checkinteger(L, base + 1), &ar)) {
    luaL_pushfail(L);
    return 1;
  }
  push_info(L, &ar, options);
  return 1;
}

static void add_frame(luaL_Buffer *buffer, lua_State *L, const lua_Debug *ar) {
  lua_pushfstring(L, "\n\t%s:", ar->short_src);
  luaL_addvalue(buffer);
  if (ar->currentline > 0) {
    lua_pushfstring(L, "%d:", ar->currentline);
    luaL_addvalue(buffer);
  }
  if (*ar->namewhat) {
    lua_pushfstring(L, " in %s '%s'", ar->namewhat, ar->name);
  } else if (*ar->what == 'm') {
    lua_pushliteral(L, " in main chunk");
  } else if (*ar->what == 'C') {
    lua_pushliteral(L, " in ?");
  } else {
    lua_pushfstring(L, " in function <%s:%d>", ar->short_src, ar->linedefined);
  }
  luaL_addvalue(buffer);
}

/// debug.traceback([thread,] [message [, level]]) (manual §6.10): at most 40 frames, the host's left out.
static int traceback(lua_State *L) {
  enum { MOST = 40 };
  const int base = lua_isthread(L, 1) ? 1 : 0;
  lua_State *of = base ? lua_tothread(L, 1) : L;
  if (!lua_isnoneornil(L, base + 1) && !lua_isstring(L, base + 1)) {
    lua_pushvalue(L, base + 1);
    return 1;
  }
  int level = (int)luaL_optinteger(L, base + 2, of == L ? 1 : 0);
  luaL_Buffer buffer;
  lua_Debug ar;
  luaL_buffinit(L, &buffer);
  if (lua_isstring(L, base + 1)) {
    lua_pushvalue(L, base + 1);
    luaL_addvalue(&buffer);
    luaL_addchar(&buffer, '\n');
  }
  luaL_addstring(&buffer, "stack traceback:");
  for (int count = 0; count < MOST && get_frame(L, of, level, &ar); count++, level++) add_frame(&buffer, L, &ar);
  luaL_pushresult(&buffer);
  return 1;
}

void lh_open_debug(lua_State *L) {
  static const luaL_Reg functions[] = {{"getinfo", get_info}, {"traceback", traceback}, {NULL, NULL}};
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_natives);
  luaL_newlib(L, functions);
  lua_setfield(L, -2, "debug");
  lua_pop(L, 1);
}
