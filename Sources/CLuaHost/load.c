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

static lh_status load_entry_point(lh_state *state, void *entry) { return lh_protect_as_run(state, load_body, entry); }

lh_status lh_load(
  lh_state *state, const char *source, size_t length, const char *name, unsigned flags, lh_ref *function) {
  load_entry entry = {source, length, name, flags, 0};
  const lh_status status = lh_with_escape(state, load_entry_point, &entry);
  *function = status == LH_OK ? entry.ref : 0;
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
  if (ref <= 0 || state->abandoned) return;
  lua_State *L = state->L;
  lua_pushcfunction(L, release_body);
  lua_pushlightuserdata(L, (void *)(intptr_t)ref);
  if (lua_pcall(L, 1, 0, 0) != LUA_OK) lua_pop(L, 1);  // kept until lh_close
}

enum { PIECE = 1024, SOURCE = 1, NAME, MODE, ENVIRONMENT, TEXT };

/// What a script's load reads: a string, or the strings that a function returns. TEXT is what is being read.
typedef struct reading {
  const char *bytes;
  size_t length;
  bool from_function;
} reading;

static bool read_more(lua_State *L, reading *from) {
  if (!from->from_function) return false;
  lua_pushvalue(L, SOURCE);
  lua_call(L, 0, 1);
  if (lua_isnil(L, -1)) return lua_pop(L, 1), false;
  if (!lua_isstring(L, -1)) luaL_error(L, "reader function must return a string");
  lua_replace(L, TEXT);
  from->bytes = lua_tolstring(L, TEXT, &from->length);
  return from->length > 0;
}

/// Gives the parser its source in pieces: no hook sees the parser, and some sources take it seconds.
static const char *read_piece(lua_State *L, void *context, size_t *length) {
  reading *from = context;
  lh_checkpoint(L);
  if (from->length == 0 && !read_more(L, from)) return NULL;
  const char *piece = from->bytes;
  *length = from->length < PIECE ? from->length : PIECE;
  from->bytes += *length;
  from->length -= *length;
  return piece;
}

/// The text of the error that the parser left, as load returns it; doom and want of memory are raised.
static int refuse_chunk(lua_State *L, int status) {
  if (lh_of(L)->doomed) lh_raise_doom(L);
  if (status == LUA_ERRMEM) lh_raise_memory(L);
  lh_drop_carried(L);
  luaL_pushfail(L);
  lua_insert(L, -2);
  return 2;
}

static int load_checked(lua_State *L, reading *from, const char *name, bool environment) {
  // No script can pass for a file of the host or of another integration.
  if (*name == '@' || (*name == '=' && strchr(name, '/'))) name = "=(load)";
  const int status = lua_load(L, read_piece, from, name, "t");
  if (status != LUA_OK) return refuse_chunk(L, status);
  if (environment) lua_pushvalue(L, ENVIRONMENT); else push_environment(L);
  lua_setupvalue(L, -2, 1);
  return 1;
}

/// load for scripts (manual §6.1): text only; without an environment given, the chunk gets one of its own.
static int script_load(lua_State *L) {
  const bool environment = !lua_isnone(L, ENVIRONMENT);
  reading from = {0};
  const char *mode = luaL_optstring(L, MODE, "t");
  from.bytes = lua_tolstring(L, SOURCE, &from.length);
  if (!from.bytes) {
    luaL_checktype(L, SOURCE, LUA_TFUNCTION);
    from.from_function = true;
  }
  const char *name = luaL_optstring(L, NAME, from.bytes ? from.bytes : "=(load)");
  lua_settop(L, TEXT);
  if (strchr(mode, 't')) return load_checked(L, &from, name, environment);
  luaL_pushfail(L);
  lua_pushliteral(L, "only text chunks can be loaded (mode must contain \"t\")");
  return 2;
}

void lh_open_load(lua_State *L) {
  lua_pushcfunction(L, script_load);
  lua_setglobal(L, "load");
}
