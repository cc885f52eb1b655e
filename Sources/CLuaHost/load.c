// Chunks: text only, each with an environment of its own over the shared, frozen globals.
#include <string.h>

#include "host.h"

/// Pushes a new environment: a table with the metatable that the host's prelude has set.
static void push_environment(lua_State *L) {
  lua_createtable(L, 0, 0);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_environment) == LUA_TTABLE) {
    lua_setmetatable(L, -2);
  } else {
    lua_pop(L, 1);
  }
}

/// A syntax error is raised with LUA_ERRSYNTAX kept: the message starts with chunk and line.
void lh_push_chunk(lua_State *L, const char *source, size_t length, const char *name, unsigned flags) {
  int status = luaL_loadbufferx(L, source, length, name, "t");
  if (status == LUA_ERRMEM) lh_raise_memory(L);
  if (status != LUA_OK) {
    lh_of(L)->syntax_error = true;
    lua_error(L);
  }
  if (flags & LH_TRUSTED) return;
  push_environment(L);
  lua_setupvalue(L, -2, 1);
}

typedef struct load_entry {
  const char *source;
  size_t length;
  const char *name;
  unsigned flags;
  lh_ref ref;
} load_entry;

static int load_body(lua_State *L) {
  load_entry *entry = lua_touserdata(L, 1);
  lh_push_chunk(L, entry->source, entry->length, entry->name, entry->flags);
  entry->ref = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

lh_status lh_load(
  lh_state *state, const char *source, size_t length, const char *name, unsigned flags, lh_ref *function) {
  load_entry entry = {source, length, name, flags, 0};
  lh_status status = lh_protect(state, load_body, &entry);
  *function = entry.ref;
  return status;
}

static int run_body(lua_State *L) {
  load_entry *entry = lua_touserdata(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, entry->ref);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_natives);
  lua_call(L, 1, 1);
  entry->ref = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

lh_status lh_run_trusted(lh_state *state, lh_ref function, lh_ref *result) {
  load_entry entry = {.ref = function};
  lh_status status = lh_protect(state, run_body, &entry);
  *result = status == LH_OK ? entry.ref : 0;
  return status;
}

typedef struct field_entry {
  lh_ref table;
  const char *key;
  lh_ref field;
} field_entry;

static int field_body(lua_State *L) {
  field_entry *entry = lua_touserdata(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, entry->table);
  luaL_checktype(L, -1, LUA_TTABLE);
  lua_pushstring(L, entry->key);
  if (lua_rawget(L, -2) != LUA_TNIL) entry->field = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

lh_status lh_field(lh_state *state, lh_ref table, const char *key, lh_ref *field) {
  field_entry entry = {table, key, 0};
  lh_status status = lh_protect(state, field_body, &entry);
  *field = entry.field;
  return status;
}

static int release_body(lua_State *L) {
  luaL_unref(L, LUA_REGISTRYINDEX, (lh_ref)(intptr_t)lua_touserdata(L, 1));
  return 0;
}

void lh_release(lh_state *state, lh_ref ref) {
  if (ref <= 0) return;
  lua_State *L = state->L;
  lua_pushcfunction(L, release_body);
  lua_pushlightuserdata(L, (void *)(intptr_t)ref);
  if (lua_pcall(L, 1, 0, 0) != LUA_OK) lua_pop(L, 1);  // kept until lh_close
}

static int concat_pieces(lua_State *L) {
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (;;) {
    lua_pushvalue(L, 1);
    lua_call(L, 0, 1);
    size_t length = 0;
    if (lua_isnil(L, -1)) break;
    if (!lua_isstring(L, -1)) return luaL_error(L, "reader function must return a string");
    lua_tolstring(L, -1, &length);
    if (length == 0) break;
    luaL_addvalue(&buffer);
  }
  lua_pop(L, 1);
  luaL_pushresult(&buffer);
  lua_replace(L, 1);
  return 0;
}

/// load for scripts (manual §6.1): text only; without an environment given, the chunk gets one of its own.
static int script_load(lua_State *L) {
  lua_settop(L, lua_gettop(L) < 4 ? 3 : 4);
  const char *mode = luaL_optstring(L, 3, "t");
  if (lua_type(L, 1) == LUA_TFUNCTION) concat_pieces(L);
  size_t length;
  const char *source = luaL_checklstring(L, 1, &length);
  const char *name = luaL_optstring(L, 2, source);
  if (strncmp(name, "=stdlib/", 8) == 0) name = "=(load)";
  if (!strchr(mode, 't')) {
    lua_pushnil(L);
    lua_pushliteral(L, "only text chunks can be loaded (mode must contain \"t\")");
    return 2;
  }
  int status = luaL_loadbufferx(L, source, length, name, "t");
  if (status == LUA_ERRMEM) lh_raise_memory(L);
  if (status != LUA_OK) {
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
  }
  if (lua_gettop(L) == 5) lua_pushvalue(L, 4); else push_environment(L);
  lua_setupvalue(L, -2, 1);
  return 1;
}

void lh_open_load(lua_State *L) {
  lua_pushcfunction(L, script_load);
  lua_setglobal(L, "load");
}
