// The codec as a module of lua5.4, without the host around it.
#include "json.h"

void lh_checkpoint(lua_State *L) { (void)L; }

int luaopen_luahost_json(lua_State *L) { return luaopen_lh_json(L); }
