// Random documents against a second, simple reading of the grammar; random floats against strtod.
#include <lauxlib.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "driver.h"
#include "float_text.h"
#include "json.h"

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
  static const char *const pieces[] = {"{", "}", "[", "]", ",", ":", "\"a\":", "\"b\":", "\"key\"", "1", "-0",
    "0.5", "1e5", "12345678901234567890", "true", "false", "null",
    "\"\\u00e9\\ud83d\\ude00\"", "\"\\ud800\"", "\"é€😀\"", " ", "\n",
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

void try_documents(long rounds) {
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

void try_floats(long rounds) {
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
    int size = snprintf(decimal, sizeof decimal, "%u.%0*ue%d", below(1000), 1 + (int)below(25),
      below(1000000), (int)below(640) - 320);
    double expected = strtod(decimal, NULL);
    if (!isfinite(expected)) continue;
    again = read_back(decimal, (size_t)size, L);
    if (again != expected) fprintf(stderr, "%s %.17g %.17g\n", decimal, again, expected);
    need(again == expected, "rounded as strtod");
  }
  lua_close(L);
  printf("floats: %ld written and read, %ld decimal texts\n", rounds, rounds);
}
