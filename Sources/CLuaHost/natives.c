// The way from a script to Swift and back. Swift runs between lh_trampoline's two halves: its frame has gone before
// anything is raised or yielded.
#include <string.h>

#include "host.h"

lh_value *lh_answer(lh_state *state, size_t count) {
  state->answers = lh_arena_get(&state->arena, (count + 1) * sizeof(lh_value));
  state->answer_count = state->answers ? count : 0;
  if (state->answers) memset(state->answers, 0, (count + 1) * sizeof(lh_value));
  return state->answers;
}

char *lh_answer_bytes(lh_state *state, size_t length) {
  char *bytes = lh_arena_get(&state->arena, length + 1);
  if (!bytes) state->answers = NULL;  // the trampoline raises that memory is out
  return bytes;
}

/// Raises the value on the top; a string gets the author's position in front, unless a position is there.
static int raise_top(lua_State *L) {
  if (lua_type(L, -1) == LUA_TSTRING) {
    lh_push_position(L);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

/// What a call that parked goes on with: the values of lh_resume are above the base.
static int resumed(lua_State *L, int status, lua_KContext base) {
  (void)status;
  lh_state *state = lh_of(L);
  if (state->raise_on_resume != LH_RAISE_NOTHING) {
    bool verbatim = state->raise_on_resume == LH_RAISE_VERBATIM;
    state->raise_on_resume = LH_RAISE_NOTHING;
    lua_settop(L, (int)base + 1);
    return verbatim ? lua_error(L) : raise_top(L);
  }
  return lua_gettop(L) - (int)base;
}

/// Pushes the name under which a library has the function on the top, or nil.
static void push_library_name(lua_State *L) {
  static const char *const libraries[] = {LUA_TABLIBNAME, LUA_STRLIBNAME, LUA_GNAME};
  const int function = lua_gettop(L);
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
    lua_getglobal(L, libraries[i]);
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
      if (lua_type(L, -2) == LUA_TSTRING && lua_rawequal(L, -1, function)) {
        lua_pushvalue(L, -2);
        return;
      }
    }
    lua_pop(L, 1);
  }
  lua_pushnil(L);
}

/// The innermost construct around the running C function that Lua cannot suspend.
static const char *nearest_construct(lua_State *L) {
  lua_Debug ar;
  for (int level = 1; lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "Snf", &ar);
    if (strcmp(ar.namewhat, "metamethod") == 0) return lua_pushfstring(L, "__%s", ar.name);
    if (*ar.what != 'C') {
      lua_pop(L, 1);
      continue;
    }
    push_library_name(L);
    if (lua_type(L, -1) == LUA_TSTRING) return lua_tostring(L, -1);
    return ar.name ? ar.name : "a C function";
  }
  return "a C function";
}

/// Raises "sleep cannot wait inside sort": names the native and the construct that Lua cannot suspend.
int lh_refuse_to_wait(lua_State *L, const char *what) {
  luaL_checkstack(L, 10, NULL);
  lua_pushfstring(
    L, "%s cannot wait inside %s: Lua cannot suspend it; call it before, and use its result there", what,
    nearest_construct(L));
  return raise_top(L);
}

static int give_answer(lua_State *L, lh_state *state, lh_answer_kind kind) {
  if (!state->answers && kind != LH_PARK) lh_raise_memory(L);
  int count = (int)state->answer_count;
  luaL_checkstack(L, count + 2, "too many results of a native");
  for (int i = 0; i < count; i++) lh_push(L, &state->answers[i]);
  return kind == LH_RAISE ? raise_top(L) : count;
}

static const lh_value *capture_arguments(lua_State *L, lh_state *state, int count, unsigned flags) {
  static const lh_value none;
  if (count == 0) return &none;
  lh_value *arguments = lh_arena_get(&state->arena, (size_t)count * sizeof *arguments);
  if (!arguments) lh_raise_memory(L);
  for (int i = 0; i < count; i++) lh_capture(L, i + 1, flags, 0, &arguments[i]);
  return arguments;
}

int lh_trampoline(lua_State *L) {
  lh_state *state = lh_of(L);
  lh_arena_reset(&state->arena);
  state->captured = 0;
  const int count = lua_gettop(L);
  lh_call call = {
    .native = (int)lua_tointeger(L, lua_upvalueindex(1)),
    .tag = state->tag,
    .arguments = capture_arguments(L, state, count, (unsigned)lua_tointeger(L, lua_upvalueindex(3))),
    .count = (size_t)count,
  };
  lh_answer(state, 0);
  lh_shelter(state->account);
  lh_answer_kind kind = state->native(state->host, &call);
  lh_unshelter(state->account);
  if (kind != LH_PARK) return give_answer(L, state, kind);
  if (!lua_isyieldable(L)) return lh_refuse_to_wait(L, lua_tostring(L, lua_upvalueindex(2)));
  state->parked = true;
  return lua_yieldk(L, 0, count, resumed);
}

typedef struct define_entry {
  const char *name;
  int native;
  unsigned flags;
} define_entry;

static int define_body(lua_State *L) {
  const define_entry *entry = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_natives);
  lua_pushinteger(L, entry->native);
  lua_pushstring(L, entry->name);
  lua_pushinteger(L, entry->flags);
  lua_pushcclosure(L, lh_trampoline, 3);
  lua_setfield(L, -2, entry->name);
  return 0;
}

lh_status lh_define(lh_state *state, const char *name, int native, unsigned flags) {
  define_entry entry = {name, native, flags};
  return lh_protect(state, define_body, &entry);
}

static int raise_value(lua_State *L) {
  lua_settop(L, 1);
  return raise_top(L);
}

/// The author's file and line that runs; nil where there is none.
static int where(lua_State *L) {
  lua_Debug ar;
  for (int level = 1; lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "Sl", &ar);
    if (ar.currentline > 0 && *ar.source == '@') {
      lua_pushstring(L, ar.source + 1);
      lua_pushinteger(L, ar.currentline);
      return 2;
    }
  }
  return 0;
}

static int new_object(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_newuserdatauv(L, 0, 0);
  lua_pushvalue(L, 1);
  lua_setmetatable(L, -2);
  return 1;
}

static int set_environment(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &lh_key_environment);
  return 0;
}

/// Gives a chunk, which has not run yet, another environment than the one that it was loaded with.
static int set_chunk_environment(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  lua_setupvalue(L, 1, 1);
  return 0;
}

void lh_open_objects(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"raise", raise_value}, {"where", where}, {"object", new_object}, {"set_environment", set_environment},
    {"set_chunk_environment", set_chunk_environment}, {NULL, NULL}};
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_natives);
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}
