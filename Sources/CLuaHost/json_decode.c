// Bytes to Lua tables: recursive descent that pushes as it reads.
#include <lauxlib.h>
#include <string.h>

#include "json_decoder.h"
#include "json_scan.h"

enum {
  SMALL_DOCUMENT = 1024,        // fewer places for keys: clearing them would cost more than they save
  SMALL_KEYS = 16,
  COLLECTOR_FROM = 32 * 1024,   // below, pausing the collector costs more (a step at each restart) than it saves
  TEXT_KEPT = 16 * 1024,        // of scratch, from one document to the next
  LEVELS_AT_ONCE = 16,          // for which Lua's stack is reserved
  BYTES_A_MEMBER = 5,           // "":0,
  BYTES_AN_ITEM = 2,            // 0,
};

static void read_value(lh_decoder *d, lh_key *under);

static inline void skip_space(lh_decoder *d) {
  const char *at = d->at;
  if (__builtin_expect(at < d->end && (unsigned char)*at > ' ', 1)) return;
  while (at < d->end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) at++;
  d->at = at;
}

// Moves past white space and over `byte`, or answers false.
static inline bool skip(lh_decoder *d, char byte) {
  skip_space(d);
  if (d->at == d->end || *d->at != byte) return false;
  d->at++;
  return true;
}

// The next byte that is no white space; 0 at the end.
static inline char peek(lh_decoder *d) {
  skip_space(d);
  return d->at < d->end ? *d->at : 0;
}

static inline void push_text(lh_decoder *d) {
  const char *start = d->at + 1;
  const char *stop = lh_scan_plain(start, d->end);
  if (__builtin_expect(stop == d->end || *stop != '"', 0)) {
    lh_decode_text(d, start, stop);
    return;
  }
  lua_pushlstring(d->L, start, (size_t)(stop - start));
  d->at = stop + 1;
}

// A hint is used once: what a text can make us reserve is at most what it has already filled.
static inline int take_hint(uint32_t *hint, const lh_decoder *d, int bytes) {
  size_t size = *hint, most = (size_t)(d->end - d->at) / (unsigned)bytes;
  *hint = 0;
  return (int)(size < most ? size : most);
}

static inline bool key_is(const lh_decoder *d, const lh_key *key, const char *start) {
#if defined(__SSE2__)
  if (__builtin_expect(d->end - start >= LH_KEY_TEXT, 1)) {
    const __m128i *there = (const __m128i *)(const void *)start, *here = (const __m128i *)(const void *)key->text;
    __m128i low = _mm_cmpeq_epi8(_mm_loadu_si128(there), _mm_loadu_si128(here));
    __m128i high = _mm_cmpeq_epi8(_mm_loadu_si128(there + 1), _mm_loadu_si128(here + 1));
    uint32_t same = (uint32_t)_mm_movemask_epi8(high) << 16 | (uint32_t)_mm_movemask_epi8(low);
    return key->length != 0 && (~same & key->bits) == 0;
  }
#endif
  return key->length != 0 && (size_t)(d->end - start) >= key->length && memcmp(start, key->text, key->length) == 0;
}

static inline unsigned place_of(const lh_decoder *d, const char *start, size_t length) {
  const unsigned char *bytes = (const unsigned char *)start;
  unsigned hash = (unsigned)length * 31 + bytes[0];
  hash = (hash * 31 + bytes[length / 2]) * 31 + bytes[length - 1];
  return (hash ^ hash >> 7) & d->keys_mask;
}

static lh_key *remember(lh_decoder *d, unsigned place, const char *start, size_t length) {
  lh_key *key = &d->keys[place];
  key->length = (uint8_t)(length + 1);
  key->bits = UINT32_MAX >> (LH_KEY_TEXT - key->length);
  key->first = key->next = 0;
  key->objects = key->arrays = 0;
  memcpy(key->text, start, length + 1);
  lua_pushvalue(d->L, -1);
  lua_replace(d->L, d->keys_base + (int)place);
  return key;
}

// Pushes the key at d->at and moves past it. Place 0 stands for keys that are not remembered.
static inline lh_key *push_key(lh_decoder *d, unsigned guess) {
  const char *start = d->at + 1;
  lh_key *key = &d->keys[guess];
  if (key_is(d, key, start)) {
    d->at = start + key->length;
    lua_pushvalue(d->L, d->keys_base + (int)guess);
    return key;
  }
  const char *stop = lh_scan_plain(start, d->end);
  size_t length = (size_t)(stop - start);
  if (stop == d->end || *stop != '"') {
    lh_decode_text(d, start, stop);
    return &d->keys[0];
  }
  d->at = stop + 1;
  unsigned place = length == 0 || length >= LH_KEY_TEXT ? 0 : place_of(d, start, length);
  key = &d->keys[place];
  if (key_is(d, key, start)) {
    lua_pushvalue(d->L, d->keys_base + (int)place);
    return key;
  }
  lua_pushlstring(d->L, start, length);
  return place == 0 ? key : remember(d, place, start, length);
}

static void enter(lh_decoder *d) {
  if (d->depth == d->max_depth) lh_decode_fault(d, d->at, "nested deeper than %zu levels", d->max_depth);
  // A container and a key a level, a value, and what pushing a message takes.
  if (d->depth % LEVELS_AT_ONCE == 0) lh_need_stack(d->L, LEVELS_AT_ONCE * 2 + LUA_MINSTACK);
  d->depth++;
  d->at++;
}

static void read_object(lh_decoder *d, lh_key *under) {
  lua_State *L = d->L;
  enter(d);
  if (skip(d, '}')) {
    lua_createtable(L, 0, 0);
    d->depth--;
    return;
  }
  lua_createtable(L, 0, take_hint(&under->objects, d, BYTES_A_MEMBER));
  uint8_t *guess = &under->first;
  for (uint32_t size = 1;; size++) {
    if (peek(d) != '"') lh_decode_expected(d, d->at, size == 1 ? "a key in quotes or '}'" : "a key in quotes");
    lh_key *key = push_key(d, *guess);
    *guess = (uint8_t)(key - d->keys);
    guess = &key->next;
    if (!skip(d, ':')) lh_decode_expected(d, d->at, "':' after the key");
    read_value(d, key);
    lua_rawset(L, -3);
    if (skip(d, ',')) continue;
    if (!skip(d, '}')) lh_decode_expected(d, d->at, "',' or '}' after a value");
    under->objects = size;
    d->depth--;
    return;
  }
}

static void read_array(lh_decoder *d, lh_key *under) {
  lua_State *L = d->L;
  enter(d);
  bool empty = skip(d, ']');
  lua_createtable(L, empty ? 0 : take_hint(&under->arrays, d, BYTES_AN_ITEM), 0);
  lua_pushvalue(L, d->array_mark);
  lua_setmetatable(L, -2);
  for (uint32_t size = 1; !empty; size++) {
    read_value(d, under);
    lua_rawseti(L, -2, size);
    if (skip(d, ',')) continue;
    if (!skip(d, ']')) lh_decode_expected(d, d->at, "',' or ']' after a value");
    under->arrays = size;
    break;
  }
  d->depth--;
}

static void read_word(lh_decoder *d, const char *word, size_t length) {
  size_t available = (size_t)(d->end - d->at);
  for (size_t i = 1; i < length; i++) {
    if (i < available && d->at[i] == word[i]) continue;
    char expected[32] = "the word ";
    strcat(expected, word);
    lh_decode_expected(d, d->at + (i < available ? i : available), expected);
  }
  d->at += length;
}

static void read_value(lh_decoder *d, lh_key *under) {
  if (__builtin_expect(--d->countdown <= 0, 0)) {
    d->countdown = LH_JSON_CHECKPOINT_VALUES;
    lh_checkpoint(d->L);
  }
  switch (peek(d)) {
    case '"': push_text(d); return;
    case '{': read_object(d, under); return;
    case '[': read_array(d, under); return;
    case '-':
    case '0': case '1': case '2': case '3': case '4':
    case '5': case '6': case '7': case '8': case '9':
      lh_decode_number(d);
      return;
    case 't':
      read_word(d, "true", 4);
      lua_pushboolean(d->L, 1);
      return;
    case 'f':
      read_word(d, "false", 5);
      lua_pushboolean(d->L, 0);
      return;
    case 'n':
      read_word(d, "null", 4);
      lua_pushvalue(d->L, d->null);
      return;
    default: lh_decode_expected(d, d->at, "a value");
  }
}

// Under lua_pcall, with the decoder as its argument: leaves the value.
static int run(lua_State *L) {
  lh_decoder *d = lua_touserdata(L, 1);
  d->L = L;
  int places = (int)d->keys_mask + 1;
  lh_json_push_null(L);
  d->null = lua_gettop(L);
  lh_json_push_array_mark(L);
  d->array_mark = lua_gettop(L);
  d->keys_base = d->array_mark + 1;
  lh_need_stack(L, places + LUA_MINSTACK);
  lua_settop(L, d->array_mark + places);
  memset(d->keys, 0, (size_t)places * sizeof d->keys[0]);
  if (d->end - d->start >= 3 && memcmp(d->start, "\xEF\xBB\xBF", 3) == 0) {
    lh_decode_fault(d, d->start, "the text begins with a byte order mark; JSON has none: remove the first 3 bytes");
  }
  if (peek(d) == 0 && d->at == d->end) lh_decode_fault(d, d->start, "the text is empty; expected a value");
  read_value(d, &d->keys[0]);
  skip_space(d);
  if (d->at != d->end) lh_decode_expected(d, d->at, "the end of the text after the value");
  return 1;
}

bool lh_json_try_decode(
  lua_State *L, const char *bytes, size_t length, const lh_json_limits *limits, bool trusted) {
  lh_need_stack(L, LUA_MINSTACK);
  if (limits != NULL && limits->max_bytes != 0 && length > limits->max_bytes) {
    lua_pushfstring(L, "the JSON text has %I bytes; the limit is %I", (lua_Integer)length,
      (lua_Integer)limits->max_bytes);
    return false;
  }
  lh_json_anchors *anchors = lh_json_anchors_of(L);
  lh_decoder d;  // not initialised as a whole: its table of keys is large
  d.start = d.at = length > 0 ? bytes : "";
  d.end = d.start + length;
  d.text = &anchors->text;
  d.keys_mask = length < SMALL_DOCUMENT ? SMALL_KEYS - 1 : LH_KEYS_MOST - 1;
  d.countdown = LH_JSON_CHECKPOINT_VALUES;
  d.depth = 0;
  d.max_depth = lh_json_depth(limits);
  d.trusted = trusted;
  d.faulted = false;
  // The pcall is there for the collector alone: whatever is raised, it must run again.
  bool pause = length >= COLLECTOR_FROM && lua_gc(L, LUA_GCISRUNNING);
  if (pause) lua_gc(L, LUA_GCSTOP);
  lua_pushcfunction(L, run);
  lua_pushlightuserdata(L, &d);
  int status = lua_pcall(L, 1, 1, 0);
  if (pause) lua_gc(L, LUA_GCRESTART);
  lh_buffer_reset(&anchors->text, TEXT_KEPT);
  if (status == LUA_OK) return true;
  if (!d.faulted) lua_error(L);
  return false;
}

void lh_json_decode(lua_State *L, const char *bytes, size_t length, const lh_json_limits *limits, bool trusted) {
  if (lh_json_try_decode(L, bytes, length, limits, trusted)) return;
  luaL_where(L, 1);
  lua_insert(L, -2);
  lua_concat(L, 2);
  lua_error(L);
}
