// The scripts' coroutine library. A host call that parks inside a coroutine of the script's must suspend the whole
// task, not just that coroutine: resume passes the park on outwards, and what the host answers inwards.
#include "host.h"

static bool is_root(lua_State *L) {
  lh_state *state = lh_of(L);
  return L == state->L || L == state->root;
}

/// Marks a coroutine of the host's, so that scripts cannot resume or close it.
void lh_mark_root(lua_State *L, lua_State *co) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_parked);
  lua_pushthread(co);
  lua_xmove(co, L, 1);
  lua_pushinteger(L, 1);
  lua_rawset(L, -3);
  lua_pop(L, 1);
}

static void mark_parked(lua_State *L, lua_State *co, bool parked) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_parked);
  lua_pushthread(co);
  if (co != L) lua_xmove(co, L, 1);
  if (parked) lua_pushboolean(L, true); else lua_pushnil(L);
  lua_rawset(L, -3);
  lua_pop(L, 1);
}

static int mark_of(lua_State *L, lua_State *co) {
  if (!lua_checkstack(co, 1)) return LUA_TNIL;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_parked);
  lua_pushthread(co);
  if (co != L) lua_xmove(co, L, 1);
  const int mark = lua_rawget(L, -2);
  lua_pop(L, 2);
  return mark;
}

static bool is_parked(lua_State *L, lua_State *co) { return mark_of(L, co) == LUA_TBOOLEAN; }
static bool is_host_root(lua_State *L, lua_State *co) { return mark_of(L, co) == LUA_TNUMBER; }

/// Fills the weak list on the top with those of its coroutines that live, and gives their number.
static size_t compact(lua_State *L, size_t count) {
  size_t alive = 0;
  for (size_t i = 1; i <= count; i++) {
    if (lua_rawgeti(L, -1, (lua_Integer)i) == LUA_TNIL) {
      lua_pop(L, 1);
      continue;
    }
    lua_rawseti(L, -2, (lua_Integer)++alive);
  }
  for (size_t i = alive + 1; i <= count; i++) {
    lua_pushnil(L);
    lua_rawseti(L, -2, (lua_Integer)i);
  }
  return alive;
}

// Those that live are counted only when the limit has been made once more since they were last counted: a full
// collection each time would be dear. So twice the limit can be there for a moment.
void lh_count_coroutine(lua_State *L) {
  lh_state *state = lh_of(L);
  const size_t limit = state->coroutine_limit;
  if (!limit) return;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_coroutines);
  if (state->coroutines >= 2 * limit) {
    lua_gc(L, LUA_GCCOLLECT);
    state->coroutines = compact(L, state->coroutines);
    if (state->coroutines > limit) {
      luaL_error(L, "too many coroutines: more than %d live (limit coroutines)", (int)limit);
    }
  }
  lua_pushvalue(L, -2);
  lua_rawseti(L, -2, (lua_Integer)++state->coroutines);
  lua_pop(L, 1);
}

typedef enum { RESUME, WRAP } caller;

/// Closes a coroutine's pending variables as what runs, so that a deadline reaches them.
static int close_thread(lh_state *state, lua_State *L, lua_State *co) {
  if (state->closing_depth >= LH_MAX_CLOSING) {
    return luaL_error(L, "too many coroutines that close each other (limit %d)", LH_MAX_CLOSING);
  }
  const int protected_depth = state->protected_depth;
  state->closing_depth++;
  state->running = co;
  const int status = lua_resetthread(co);
  state->running = L;
  state->closing_depth--;
  state->protected_depth = protected_depth;
  return status;
}

/// After lua_resume has failed, or has refused: then co lives elsewhere, and only its message is taken.
static int fail(lua_State *L, lua_State *co, caller who) {
  lh_state *state = lh_of(L);
  const int status = lua_status(co);
  const bool refused = status == LUA_OK || status == LUA_YIELD;
  if (state->doomed) {
    if (!refused) lh_carry_frames(L, co);
    lh_raise_doom(L);
  }
  if (who == WRAP && !refused) {
    lh_carry_frames(L, co);
    close_thread(state, L, co);  // an error in closing takes the place of this one
    if (state->doomed) lh_raise_doom(L);
    if (status == LUA_ERRMEM) lh_raise_memory(L);
  }
  if (co != L) lua_xmove(co, L, 1);
  if (who == WRAP) return lua_error(L);
  if (!refused && status == LUA_ERRMEM) lh_caught_memory_error(L);
  lua_pushboolean(L, false);
  lua_insert(L, -2);
  return 2;
}

static int return_values(lua_State *L, lua_State *co, int count, caller who) {
  if (!lua_checkstack(L, count + 1)) {
    lua_pop(co, count);
    return luaL_error(L, "too many results to resume");
  }
  if (who == RESUME) lua_pushboolean(L, true);
  lua_xmove(co, L, count);
  return count + (who == RESUME);
}

static int go_on(lua_State *L, int status, lua_KContext who);

/// Resumes co with the top values of L. It stands at index 1 of L.
static int run(lua_State *L, lua_State *co, int count, caller who) {
  lh_state *state = lh_of(L);
  for (;;) {
    int results = 0;
    const int depth = state->protected_depth;
    lua_xmove(L, co, count);
    state->running = co;
    int status = lua_resume(co, L, count, &results);
    state->running = L;
    state->protected_depth = depth;
    if (status != LUA_OK && status != LUA_YIELD) return fail(L, co, who);
    if (status == LUA_OK || !state->parked) return return_values(L, co, results, who);
    if (lua_isyieldable(L)) {
      mark_parked(L, co, true);
      lua_settop(L, 1);
      return lua_yieldk(L, 0, (lua_KContext)who, go_on);
    }
    // Nobody outside can wait: the call inside fails instead.
    state->parked = false;
    state->raise_on_resume = LH_RAISE_POSITIONED;
    lua_pushliteral(L, "the host cannot wait here: an outer function cannot be suspended by Lua");
    count = 1;
  }
}

static int go_on(lua_State *L, int status, lua_KContext who) {
  (void)status;
  lua_State *co = lua_tothread(L, 1);
  int count = lua_gettop(L) - 1;
  mark_parked(L, co, false);
  if (!lua_checkstack(co, count)) return luaL_error(L, "too many arguments to resume");
  return run(L, co, count, (caller)who);
}

/// As Lua's own auxresume, up to the call: co is at index 1, its arguments above.
static int start(lua_State *L, lua_State *co, caller who) {
  int count = lua_gettop(L) - 1;
  const char *refusal = NULL;
  if (!lua_checkstack(co, count + 2)) {
    refusal = "too many arguments to resume";
  } else if (is_host_root(L, co)) {
    refusal = "cannot resume a task";
  } else if (is_parked(L, co)) {
    refusal = "cannot resume a coroutine that waits for the host";
  } else if (lua_status(co) == LUA_OK && lua_gettop(co) == 0) {
    refusal = "cannot resume dead coroutine";
  } else if (lua_status(co) != LUA_OK && lua_status(co) != LUA_YIELD) {
    refusal = "cannot resume dead coroutine";
  }
  if (!refusal) return run(L, co, count, who);
  if (who == WRAP) return luaL_error(L, "%s", refusal);
  lua_pushboolean(L, false);
  lua_pushstring(L, refusal);
  return 2;
}

static int co_resume(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTHREAD);
  return start(L, lua_tothread(L, 1), RESUME);
}

static int wrapped(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  return start(L, lua_tothread(L, 1), WRAP);
}

static int co_create(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *co = lua_newthread(L);
  lh_count_coroutine(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  return 1;
}

static int co_wrap(lua_State *L) {
  co_create(L);
  lua_pushcclosure(L, wrapped, 1);
  return 1;
}

static int co_yield(lua_State *L) {
  if (is_root(L)) return luaL_error(L, "attempt to yield from outside a coroutine");
  if (!lua_isyieldable(L)) return lh_refuse_to_wait(L, "coroutine.yield");
  return lua_yield(L, lua_gettop(L));
}

/// coroutine.close (manual §6.2), but not of a task, nor of what waits for the host.
static int co_close(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTHREAD);
  lua_State *co = lua_tothread(L, 1);
  lua_Debug ar;
  const bool suspended = lua_status(co) == LUA_YIELD || (lua_status(co) == LUA_OK && !lua_getstack(co, 0, &ar));
  const bool dead = lua_status(co) != LUA_OK && lua_status(co) != LUA_YIELD;
  if (co == L || is_host_root(L, co) || is_parked(L, co) || !(suspended || dead)) {
    return luaL_error(L, "cannot close a coroutine that runs, or that waits for the host");
  }
  const int status = close_thread(lh_of(L), L, co);
  if (lh_of(L)->doomed) lh_raise_doom(L);
  lua_pushboolean(L, status == LUA_OK);
  if (status == LUA_OK) return 1;
  lua_xmove(co, L, 1);
  return 2;
}

static int co_isyieldable(lua_State *L) {
  lua_State *co = lua_isthread(L, 1) ? lua_tothread(L, 1) : L;
  lua_pushboolean(L, !is_root(co) && lua_isyieldable(co));
  return 1;
}

void lh_open_coroutines(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"create", co_create}, {"resume", co_resume}, {"wrap", co_wrap}, {"yield", co_yield}, {"isyieldable", co_isyieldable},
    {"close", co_close}, {NULL, NULL}};
  lua_getglobal(L, LUA_COLIBNAME);
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}
