// The JSON codec without the host, under the sanitizers: behaviours (behaviours.lua), the failure of every
// allocation, a raise at every checkpoint, and random documents against a second, simple reading of the grammar.
#include <lauxlib.h>
#include <lualib.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "float_text.h"
#include "json.h"

static long checkpoint_fails_at = -1, checkpoints;

void lh_checkpoint(lua_State *L) {
  if (++checkpoints == checkpoint_fails_at) {
    lua_pushliteral(L, "deadline");
    lua_error(L);
  }
}

typedef struct account {
  long live, calls, fail_at;
  bool fail_on;  // and every later one
} account;

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

static void need(bool condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "FAILED: %s\n", what);
  abort();
}

static lua_State *open_state(account *a, bool with_json) {
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
  "{\"a\":{\"a\":{\"a\":{\"a\":[[[[[1,2,3,4,5,6,7,8,9]]]]]}}},\"z\":\"a long string beyond forty bytes, so not interned\"}",
  NULL,  // a large one, made below
};
static char large[80 * 1024];

static void make_large(void) {
  char *at = large;
  at += sprintf(at, "[");
  for (int i = 0; i < 900; i++) {
    at += sprintf(at, "%s{\"id\":%d,\"name\":\"item %d\\n\",\"tags\":[\"x\",\"y\"],\"k%d\":1.5}", i ? "," : "", i, i, i);
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

// ---- random documents

static uint64_t seed = 88172645463325252u;

static uint64_t random_bits(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return seed;
}

static unsigned below(unsigned n) { return (unsigned)(random_bits() >> 33) % n; }

// A second reading of RFC 8259, as plain as can be; UTF-8 is left to Lua's utf8.len.
static const char *skip_space(const char *p) {
  while (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r') p++;
  return p;
}

static bool digit(char c) { return c >= '0' && c <= '9'; }

static const char *check_string(const char *p, const char *end) {
  for (p++; p < end && *p != '"'; p++) {
    if ((unsigned char)*p < 0x20) return NULL;
    if (*p != '\\') continue;
    p++;
    if (*p == 'u') {
      for (int i = 1; i <= 4; i++) {
        if (!digit(p[i]) && !((p[i] | 32) >= 'a' && (p[i] | 32) <= 'f')) return NULL;
      }
      p += 4;
    } else if (*p == 0 || strchr("\"\\/bfnrt", *p) == NULL) {
      return NULL;
    }
  }
  return p < end ? p + 1 : NULL;
}

static const char *check_number(const char *p) {
  if (*p == '-') p++;
  if (!digit(*p)) return NULL;
  if (*p == '0') p++;
  else while (digit(*p)) p++;
  if (*p == '.') {
    if (!digit(*++p)) return NULL;
    while (digit(*p)) p++;
  }
  if (*p == 'e' || *p == 'E') {
    p++;
    if (*p == '+' || *p == '-') p++;
    if (!digit(*p)) return NULL;
    while (digit(*p)) p++;
  }
  return p;
}

static const char *check_value(const char *p, const char *end, int depth) {
  p = skip_space(p);
  if (*p == '"') return check_string(p, end);
  if (strncmp(p, "true", 4) == 0 || strncmp(p, "null", 4) == 0) return p + 4;
  if (strncmp(p, "false", 5) == 0) return p + 5;
  if (*p != '[' && *p != '{') return check_number(p);
  char close = *p == '[' ? ']' : '}';
  if (depth == LH_JSON_DEFAULT_DEPTH) return NULL;
  p = skip_space(p + 1);
  if (*p == close) return p + 1;
  for (;;) {
    if (close == '}') {
      p = skip_space(p);
      if (*p != '"' || (p = check_string(p, end)) == NULL) return NULL;
      p = skip_space(p);
      if (*p++ != ':') return NULL;
    }
    if ((p = check_value(p, end, depth + 1)) == NULL) return NULL;
    p = skip_space(p);
    if (*p == close) return p + 1;
    if (*p++ != ',') return NULL;
  }
}

static bool is_json(lua_State *L, const char *text, size_t length) {
  const char *end = check_value(text, text + length, 0);
  if (end == NULL || skip_space(end) != text + length) return false;
  lua_getglobal(L, "utf8");
  lua_getfield(L, -1, "len");
  lua_pushlstring(L, text, length);
  lua_call(L, 1, 1);
  bool valid = lua_isinteger(L, -1);
  lua_pop(L, 2);
  return valid;
}

static size_t make_document(char *out, size_t size) {
  static const char *const pieces[] = {"{", "}", "[", "]", ",", ":", "\"a\":", "\"b\":", "\"key\"", "1", "-0", "0.5", "1e5",
    "12345678901234567890", "true", "false", "null", "\"\\u00e9\\ud83d\\ude00\"", "\"\\ud800\"", "\"é€😀\"", " ", "\n",
    "\"plain text of some length\"", "[]", "{}", "\"\\n\\\"\"", "9223372036854775807", "-9223372036854775808"};
  size_t length = 0;
  unsigned count = below(40);
  for (unsigned i = 0; i < count; i++) {
    const char *piece = pieces[below(sizeof pieces / sizeof *pieces)];
    size_t n = strlen(piece);
    if (length + n >= size) break;
    memcpy(out + length, piece, n);
    length += n;
  }
  return length;
}

// A valid document, so that the mutations below start from something deep.
static size_t make_valid(char *out, int depth) {
  static const char *const leaves[] = {"1", "-17", "0.25", "1e-7", "true", "null", "\"a\"", "\"é\\n\"", "[]", "{}",
    "\"some longer text that needs two blocks\"", "1234567890123", "-0.0", "\"\\u20ac\""};
  if (depth > 5 || below(3) == 0) return (size_t)sprintf(out, "%s", leaves[below(sizeof leaves / sizeof *leaves)]);
  bool object = below(2);
  size_t length = 0;
  out[length++] = object ? '{' : '[';
  for (unsigned i = 0, n = below(5); i < n; i++) {
    if (i > 0) out[length++] = ',';
    if (below(6) == 0) out[length++] = ' ';
    if (object) length += (size_t)sprintf(out + length, "\"k%u\":", below(30));
    length += make_valid(out + length, depth + 1);
  }
  out[length++] = object ? '}' : ']';
  out[length] = 0;
  return length;
}

static size_t mutate(char *text, size_t length) {
  for (unsigned i = 0, n = below(4); i < n && length > 0; i++) {
    unsigned at = below((unsigned)length);
    switch (below(4)) {
      case 0: text[at] = (char)random_bits(); break;
      case 1: text[at] = "{}[]\",:0e.-\\u "[below(14)]; break;
      case 2: memmove(text + at, text + at + 1, length - at - 1), length--; break;
      default: length = at; break;
    }
  }
  return length;
}

// Decodes; a value must encode, and its text must be a fixed point.
static bool round_trip(lua_State *L, const char *text, size_t length) {
  lua_getglobal(L, "round_trip");
  lua_pushlstring(L, text, length);
  if (lua_pcall(L, 1, 2, 0) != LUA_OK) {
    fprintf(stderr, "%.*s\n%s\n", (int)length, text, lua_tostring(L, -1));
    need(false, "round trip");
  }
  bool valid = lua_toboolean(L, -2);
  if (!valid) need(strstr(lua_tostring(L, -1), "invalid JSON at byte ") != NULL, "an error with its place");
  lua_pop(L, 2);
  return valid;
}

static void fuzz(long rounds) {
  account a;
  lua_State *L = open_state(&a, true);
  need(luaL_dostring(L, "function round_trip(s) local ok, v = pcall(json.decode, s) if not ok then return false, v end "
    "local t = json.encode(v) local u = json.encode(json.decode(t)) assert(t == u, t) "
    "local p = json.encode(json.decode(json.encode(v, { pretty = true }))) assert(p == t, p) "
    "local n = json.decode(json.encode(v, { sort = false })) assert(json.encode(n) == t) return true, t end") == LUA_OK,
    "round_trip");
  long valid = 0;
  static char text[1 << 16];
  for (long i = 0; i < rounds; i++) {
    size_t length = below(4) == 0 ? make_document(text, 2000) : make_valid(text, 0);
    length = mutate(text, length);
    // A copy of exactly its size, so that a read beyond it is seen.
    char *exact = malloc(length + 1);
    memcpy(exact, text, length);
    exact[length] = 0;
    bool expected = memchr(exact, 0, length) == NULL && is_json(L, exact, length);
    bool huge = false;
    if (round_trip(L, exact, length) != expected) {
      huge = strchr(exact, 'e') != NULL || strchr(exact, 'E') != NULL;  // 1e999: right by the grammar
      if (!huge) fprintf(stderr, "%s\nexpected %d\n", exact, expected);
      need(huge, "both readings agree");
    }
    // Trusted text skips one check; nothing may be read beyond it for that.
    lh_json_try_decode(L, exact, length, NULL, true);
    lua_settop(L, 0);
    free(exact);
    valid += expected;
  }
  lua_close(L);
  need(a.live == 0, "every byte was given back");
  printf("random documents: %ld, of which valid %ld\n", rounds, valid);
}

static double read_back(const char *text, size_t length, lua_State *L) {
  lh_json_decode(L, text, length, NULL, false);
  need(lua_type(L, -1) == LUA_TNUMBER && !lua_isinteger(L, -1), "a float stays a float");
  double value = lua_tonumber(L, -1);
  lua_settop(L, 0);
  return value;
}

static void floats(long rounds) {
  account a;
  lua_State *L = open_state(&a, true);
  for (long i = 0; i < rounds; i++) {
    uint64_t bits = random_bits();
    double number;
    if (below(3) == 0) number = (double)(int64_t)(bits >> below(60)) / (double)(1 + below(1000));
    else memcpy(&number, &bits, 8);
    if (!isfinite(number)) continue;
    char text[64];
    size_t length = lh_float_write(number, text);
    need(length <= LH_FLOAT_TEXT_MAX, "the text fits");
    text[length] = 0;
    double again = read_back(text, length, L);
    need(memcmp(&again, &number, 8) == 0 && strtod(text, NULL) == number, "the same float");
    char decimal[64];
    int size = snprintf(decimal, sizeof decimal, "%u.%0*ue%d", below(1000), 1 + (int)below(25), below(1000000), (int)below(640) - 320);
    double expected = strtod(decimal, NULL);
    if (!isfinite(expected)) continue;
    again = read_back(decimal, (size_t)size, L);
    if (again != expected) fprintf(stderr, "%s %.17g %.17g\n", decimal, again, expected);
    need(again == expected, "rounded as strtod");
  }
  lua_close(L);
  printf("floats: %ld written and read, %ld decimal texts\n", rounds, rounds);
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
  floats(rounds);
  fuzz(rounds);
  return 0;
}
