// Debian's liblua5.4-dev; its include path comes from pkg-config.
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
