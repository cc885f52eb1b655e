// Which lines of authors' files run, for `luahost test --coverage`. A line hook notes them; it is set for good when that
// is asked for, and is what a state goes back to where the watchdog's hook ends (lh_rest). A state that is not asked has no
// hook. Coroutines get the hook of the one that makes them.
#include <stdlib.h>
#include <string.h>

#include "host.h"

enum { MOST_FILES = 10000, MOST_LINES = 1 << 20, MOST_LEVELS = 250 };

struct lh_coverage {
  lh_covered *files;
  size_t count;
  const char *last_source;  // as Lua has it: files[last] unless the chunk has gone and another has its place
  size_t last;
};

/// Makes room for a line; the heap is not left by lh_escape meanwhile. False where there is none.
static bool grow(lh_covered *file, size_t line) {
  if (line < file->lines) return true;
  if (line >= MOST_LINES) return false;
  size_t lines = file->lines ? file->lines : 512;
  while (lines <= line) lines *= 2;
  uint8_t *bits = realloc(file->bits, lines / 8);
  if (!bits) return false;
  memset(bits + file->lines / 8, 0, (lines - file->lines) / 8);
  file->bits = bits;
  file->lines = lines;
  return true;
}

static lh_covered *add_file(lh_coverage *coverage, const char *source) {
  if (coverage->count == MOST_FILES) return NULL;
  lh_covered *files = realloc(coverage->files, (coverage->count + 1) * sizeof *files);
  if (!files) return NULL;
  coverage->files = files;
  lh_covered *file = &files[coverage->count];
  *file = (lh_covered){.source = strdup(source)};
  if (!file->source) return NULL;
  coverage->count++;
  return file;
}

static lh_covered *file_of(lh_coverage *coverage, const char *source) {
  const char *name = source + 1;
  if (source == coverage->last_source && strcmp(coverage->files[coverage->last].source, name) == 0) {
    return &coverage->files[coverage->last];
  }
  lh_covered *file = NULL;
  for (size_t i = 0; i < coverage->count && !file; i++) {
    if (strcmp(coverage->files[i].source, name) == 0) file = &coverage->files[i];
  }
  if (!file) file = add_file(coverage, name);
  if (!file) return NULL;
  coverage->last_source = source;
  coverage->last = (size_t)(file - coverage->files);
  return file;
}

static void note_line(lua_State *L, lua_Debug *ar) {
  lh_state *state = lh_of(L);
  if (ar->currentline < 0 || !lua_getinfo(L, "S", ar) || *ar->source != '@') return;
  const size_t line = (size_t)ar->currentline;
  lh_shelter(state->account);
  lh_covered *file = file_of(state->coverage, ar->source);
  if (file && grow(file, line)) file->bits[line / 8] |= (uint8_t)(1u << (line % 8));
  lh_unshelter(state->account);
}

void lh_rest(lua_State *L) {
  if (lh_of(L)->coverage) {
    lua_sethook(L, note_line, LUA_MASKLINE, 0);
  } else {
    lua_sethook(L, NULL, 0, 0);
  }
}

bool lh_cover(lh_state *state) {
  if (!state->coverage) state->coverage = calloc(1, sizeof *state->coverage);
  if (!state->coverage) return false;
  lh_rest(state->L);
  return true;
}

const lh_covered *lh_covered_files(const lh_state *state, size_t *count) {
  *count = state->coverage ? state->coverage->count : 0;
  return state->coverage ? state->coverage->files : NULL;
}

void lh_coverage_free(lh_coverage *coverage) {
  if (!coverage) return;
  for (size_t i = 0; i < coverage->count; i++) {
    free(coverage->files[i].source);
    free(coverage->files[i].bits);
  }
  free(coverage->files);
  free(coverage);
}

// ---- The lines that hold code ----

// lua_getinfo tells the lines of one function, and gives no way to those inside it. The binary form of the chunk has them
// all; its layout is that of ldump.c, which is the same in every Lua 5.4.
typedef struct reader {
  const uint8_t *at;
  size_t left;
  bool failed;
  lh_covered *lines;
} reader;

typedef struct dumped {
  uint8_t *bytes;
  size_t length;
} dumped;

static int write_dump(lua_State *L, const void *bytes, size_t length, void *context) {
  (void)L;
  dumped *dump = context;
  uint8_t *grown = realloc(dump->bytes, dump->length + length);
  if (!grown) return 1;
  memcpy(grown + dump->length, bytes, length);
  dump->bytes = grown;
  dump->length += length;
  return 0;
}

static const uint8_t *take(reader *from, size_t count) {
  static const uint8_t nothing[8];
  if (from->failed || count > from->left) {
    from->failed = true;
    return nothing;
  }
  const uint8_t *bytes = from->at;
  from->at += count;
  from->left -= count;
  return bytes;
}

static size_t take_size(reader *from) {
  size_t value = 0;
  for (;;) {
    const uint8_t byte = *take(from, 1);
    value = value << 7 | (byte & 0x7f);
    if (byte & 0x80 || from->failed) return value;
  }
}

static void skip_text(reader *from) {
  const size_t size = take_size(from);
  if (size > 0) take(from, size - 1);
}

static void skip_constants(reader *from) {
  enum { INTEGER = 3, SHORT_TEXT = 4, FLOAT = 19, LONG_TEXT = 20 };
  for (size_t count = take_size(from); count > 0 && !from->failed; count--) {
    switch (*take(from, 1)) {
      case INTEGER: take(from, sizeof(lua_Integer)); break;
      case FLOAT: take(from, sizeof(lua_Number)); break;
      case SHORT_TEXT: case LONG_TEXT: skip_text(from); break;
    }
  }
}

/// A difference of this stands for a line that the list of absolute lines has.
enum { ABSOLUTE = -0x80 };

static void read_lines(reader *from, size_t line, bool is_vararg) {
  const size_t count = take_size(from);
  const int8_t *differences = (const int8_t *)take(from, count);
  size_t absolute = take_size(from);
  for (size_t i = 0; i < count && !from->failed; i++) {
    if (differences[i] != ABSOLUTE) {
      line += (size_t)(ptrdiff_t)differences[i];
    } else if (absolute > 0) {
      absolute--;
      take_size(from);
      line = take_size(from);
    }
    // The first instruction of a vararg function is no code of its author's.
    if (i == 0 && is_vararg) continue;
    if (grow(from->lines, line)) from->lines->bits[line / 8] |= (uint8_t)(1u << (line % 8));
  }
  for (; absolute > 0 && !from->failed; absolute--) {
    take_size(from);
    take_size(from);
  }
}

static void read_function(reader *from, int depth) {
  if (depth > MOST_LEVELS) from->failed = true;
  skip_text(from);
  const size_t line = take_size(from);
  take_size(from);
  const bool is_vararg = take(from, 3)[1];
  take(from, 4 * take_size(from));
  skip_constants(from);
  take(from, 3 * take_size(from));
  for (size_t count = take_size(from); count > 0 && !from->failed; count--) read_function(from, depth + 1);
  read_lines(from, line, is_vararg);
  for (size_t count = take_size(from); count > 0 && !from->failed; count--) {
    skip_text(from);
    take_size(from);
    take_size(from);
  }
  for (size_t count = take_size(from); count > 0 && !from->failed; count--) skip_text(from);
}

bool lh_code_lines(const char *source, size_t length, lh_covered *lines) {
  enum { HEADER = 4 + 1 + 1 + 6 + 3 + 8 + 8 + 1 };
  *lines = (lh_covered){0};
  dumped dump = {0};
  lua_State *L = luaL_newstate();
  const bool compiles = L && luaL_loadbufferx(L, source, length, "=", "t") == LUA_OK;
  const bool is_dumped = compiles && lua_dump(L, write_dump, &dump, 0) == 0;
  if (L) lua_close(L);
  reader from = {.at = dump.bytes, .left = dump.length, .failed = !is_dumped, .lines = lines};
  if (is_dumped) {
    take(&from, HEADER);
    read_function(&from, 0);
  }
  free(dump.bytes);
  if (from.failed) lh_free_lines(lines);
  return !from.failed;
}

void lh_free_lines(lh_covered *lines) {
  free(lines->bits);
  *lines = (lh_covered){0};
}
