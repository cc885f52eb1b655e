// Runs a file by Debian's Lua library as it is: the peer of a job's state, which uses the same library. (The program
// lua5.4 has a copy of the library inside it, built without position-independent code, and is faster by that.)

#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>

int main(int count, char **arguments) {
  lua_State *L = luaL_newstate();
  luaL_openlibs(L);
  if (count < 2 || luaL_dofile(L, arguments[1]) != LUA_OK) {
    fprintf(stderr, "%s\n", count < 2 ? "usage: stock FILE" : lua_tostring(L, -1));
    return 1;
  }
  lua_close(L);
  return 0;
}
