// The JSON codec without the host, under the sanitizers: behaviours (behaviours.lua), the failure of every
// allocation, a raise at every checkpoint, and random documents against a second, simple reading of the grammar.
#include "driver.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>

#include "json.h"

static long checkpoint_fails_at = -1, checkpoints;

void lh_checkpoint(lua_State *L) {
  if (++checkpoints == checkpoint_fails_at) {
    lua_pushliteral(L, "deadline");
    lua_error(L);
  }
}

static void *allocate(void *ud, void *block, size_t old_size, size_t size) {
  account *a = ud;
  long before = block != NULL ? (long)old_size : 0;
  if (size == 0) {
    a->live -= before;
    free(block);
    return NULL;
  }
  if (block == NULL || size > old_size) {  // Lua counts on shrinking to succeed
    a->calls++;
    if (a->fail_at > 0 && (a->fail_on ? a->calls >= a->fail_at : a->calls == a->fail_at)) return NULL;
  }
  void *answer = realloc(block, size);
  if (answer != NULL) a->live += (long)size - before;
  return answer;
}

void need(bool condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "FAILED: %s\n", what);
  abort();
}

lua_State *open_state(account *a, bool with_json) {
  *a = (account){0};
  lua_State *L = lua_newstate(allocate, a);
  luaL_openlibs(L);
  if (with_json) luaL_requiref(L, "json", luaopen_lh_json, 1);
  lua_settop(L, 0);
  return L;
}

// ---- sweeps

static const char *const documents[] = {
  "[1,2.5,\"a\",{\"b\":null,\"c\":[true,false,{}],\"longer key than any that is remembered by place\":\"\\u00e9\\n\"}]",
  "{\"a\":{\"a\":{\"a\":{\"a\":[[[[[1,2,3,4,5,6,7,8,9]]]]]}}},"
  "\"z\":\"a long string beyond forty bytes, so not interned\"}",
};
static char large[80 * 1024];

static void make_large(void) {
  char *at = large;
  at += sprintf(at, "[");
  for (int i = 0; i < 900; i++) {
    at += sprintf(at, "%s{\"id\":%d,\"name\":\"item %d\\n\",\"tags\":[\"x\",\"y\"],\"k%d\":1.5}", i ? "," : "",
      i, i, i);
  }
  sprintf(at, "]");
}

typedef struct errand {
  const char *text;
  lh_buffer out;
  unsigned flags;
} errand;

static int do_decode(lua_State *L) {
  errand *e = lua_touserdata(L, 1);
  lh_json_decode(L, e->text, strlen(e->text), NULL, false);
  return 1;
}

static int do_encode(lua_State *L) {
  errand *e = lua_touserdata(L, 1);
  lh_json_encode(L, 2, &e->out, "data", NULL, e->flags);
  return 0;
}

static int do_buffer(lua_State *L) {
  lh_buffer *b = lh_buffer_push(L);
  for (int i = 0; i < 100; i++) lh_buffer_append(L, b, "0123456789abcdefghij", 20);
  return 0;
}

static int do_library(lua_State *L) {
  luaL_requiref(L, "json", luaopen_lh_json, 0);
  lua_getfield(L, -1, "encode");
  lua_getfield(L, -2, "decode");
  lua_pushliteral(L, "{\"b\":[],\"a\":\"\\u0041\"}");
  lua_call(L, 1, 1);
  lua_call(L, 1, 1);
  return 0;
}

static long steps;

// Fails the N-th allocation for N = 1, 2, … until the errand is done without a failure.
static void sweep(const char *name, lua_CFunction function, const char *text, const char *value, unsigned flags,
  bool with_json, bool fail_on, bool faults) {
  long n = 0;
  for (bool reached = true; reached;) {
    account a;
    lua_State *L = open_state(&a, with_json);
    errand e = {.text = text, .flags = flags};
    lh_buffer_init(&e.out, L);
    if (value != NULL) need(luaL_dostring(L, value) == LUA_OK, "value of a sweep");
    lua_pushcfunction(L, function);
    lua_insert(L, 1);
    lua_pushlightuserdata(L, &e);
    lua_insert(L, 2);
    a.calls = 0;
    a.fail_at = ++n;
    a.fail_on = fail_on;
    int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
    reached = a.calls >= n;
    a.fail_at = 0;
    if (faults) {
      need(status == LUA_ERRMEM || status == LUA_ERRRUN, "a fault, or want of memory");
    } else {
      need(status == LUA_OK || status == LUA_ERRMEM, "done, or want of memory");
      need(reached || status == LUA_OK, "done when nothing failed");
    }
    need(lua_gc(L, LUA_GCISRUNNING), "the collector runs again");
    lh_buffer_free(&e.out);
    lua_close(L);
    need(a.live == 0, "every byte was given back");
  }
  steps += n;
  printf("  %-18s %-12s %-10s %6ld steps\n", name, with_json ? "" : "(first use)", fail_on ? "from N on" : "only N", n);
}

static const char built[] =
  "local t = {} for i = 1, 200 do t['key' .. i] = { i, i / 3, 'é\\n' .. i, json and json.null } end "
  "t.big = ('x'):rep(5000) return t";
static const char faulty[] = "return { list = { 1, 2, { when = print } } }";

static void sweep_all(void) {
  make_large();
  for (int fail_on = 0; fail_on < 2; fail_on++) {
    for (int fresh = 0; fresh < 2; fresh++) {
      sweep("decode, small", do_decode, documents[0], NULL, 0, !fresh, fail_on, false);
      sweep("decode, nested", do_decode, documents[1], NULL, 0, !fresh, fail_on, false);
      sweep("encode, sorted", do_encode, NULL, built, LH_JSON_SORTED, !fresh, fail_on, false);
      sweep("encode, pretty", do_encode, NULL, built, LH_JSON_PRETTY, !fresh, fail_on, false);
      sweep("encode, a fault", do_encode, NULL, faulty, LH_JSON_SORTED, !fresh, fail_on, true);
      sweep("decode, a fault", do_decode, "[1,{\"a\":[\"\\u00e9\", x]}]", NULL, 0, !fresh, fail_on, true);
    }
    sweep("decode, large", do_decode, large, NULL, 0, true, fail_on, false);
    sweep("buffer", do_buffer, NULL, NULL, 0, false, fail_on, false);
    sweep("library", do_library, NULL, NULL, 0, false, fail_on, false);
  }
  printf("allocation sweep: %ld steps, no abort, no leak\n", steps);
}

// ---- limits

static int encode_limited(lua_State *L) {
  lh_buffer *out = lh_buffer_push(L);
  lh_json_limits limits = {.max_depth = 3, .max_bytes = (size_t)lua_tointeger(L, 2)};
  lh_json_encode(L, 1, out, "data", &limits, LH_JSON_SORTED);
  lua_pushlstring(L, out->bytes, out->length);
  return 1;
}

static int decode_limited(lua_State *L) {
  size_t length = 0;
  const char *text = lua_tolstring(L, 1, &length);
  lh_json_limits limits = {.max_depth = 3, .max_bytes = (size_t)lua_tointeger(L, 2)};
  if (!lh_json_try_decode(L, text, length, &limits, false)) lua_error(L);
  return 1;
}

static void check_limits(void) {
  account a;
  lua_State *L = open_state(&a, true);
  lua_register(L, "encode", encode_limited);
  lua_register(L, "decode", decode_limited);
  const char *script =
    "local function fails(text, f, ...) local ok, e = pcall(f, ...) assert(not ok and e:find(text, 1, true), e) end "
    "assert(encode({ 1, 2 }, 5) == '[1,2]') fails('data is 5 bytes of JSON text; the limit is 4', encode, { 1, 2 }, 4) "
    "fails('data.b is where the JSON text passes its limit of 100 bytes', encode, { a = 1, b = ('x'):rep(1000) }, 100) "
    "fails('data[1][1][1] is nested deeper than the limit of 3', encode, { { { {} } } }, 0) "
    "assert(#encode({ { {} } }, 0) == 6) decode('[[[]]]', 6) fails('has 6 bytes; the limit is 5', decode, '[[[]]]', 5) "
    "fails('invalid JSON at byte 4 (line 1, column 4): nested deeper than 3 levels', decode, '[[[[]]]]', 0)";
  if (luaL_dostring(L, script)) fprintf(stderr, "%s\n", lua_tostring(L, -1)), need(false, "limits");
  lua_close(L);
  need(a.live == 0, "every byte was given back");
}

// ---- checkpoints

static void sweep_checkpoints(void) {
  account a;
  lua_State *L = open_state(&a, true);
  const char *script =
    "local big = '[' .. ('{\"k\":1},'):rep(20000) .. '\"' .. ('x'):rep(100000) .. '\"]' "
    "local v = json.decode(big) local many = {} for i = 1, 20000 do many['k' .. i] = i end "
    "json.encode(v) json.encode(many) json.encode(v, { sort = false })";
  checkpoints = 0;
  need(luaL_dostring(L, script) == LUA_OK, "runs to its end");
  long all = checkpoints;
  for (checkpoint_fails_at = 1; checkpoint_fails_at <= all; checkpoint_fails_at++) {
    checkpoints = 0;
    need(luaL_dostring(L, script), "stops at its deadline");
    need(strcmp(lua_tostring(L, -1), "deadline") == 0, "with the value raised, unchanged");
    need(lua_gc(L, LUA_GCISRUNNING), "the collector runs again");
    lua_settop(L, 0);
  }
  checkpoint_fails_at = -1;
  lua_close(L);
  need(a.live == 0, "every byte was given back");
  printf("checkpoints: %ld raises, collector restarted after each\n", all);
}

int main(int count, char **arguments) {
  long rounds = count > 2 ? atol(arguments[2]) : 100000;
  account a;
  lua_State *L = open_state(&a, true);
  lua_pushstring(L, count > 3 ? arguments[3] : "");
  lua_setglobal(L, "y_folder");
  if (luaL_dofile(L, arguments[1]) != LUA_OK) {
    fprintf(stderr, "%s\n", lua_tostring(L, -1));
    return 1;
  }
  lua_close(L);
  need(a.live == 0, "every byte was given back");
  check_limits();
  sweep_all();
  sweep_checkpoints();
  try_floats(rounds);
  try_documents(rounds);
  return 0;
}
