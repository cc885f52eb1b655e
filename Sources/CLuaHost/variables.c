// What the variables of a function held when an error was raised in it: short texts, made without running a script,
// without raising and without touching Lua's memory.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "json.h"

enum {
  MOST_TEXT = 160,    // bytes of one text
  MOST_STRING = 60,   // bytes of a string that is shown
  MOST_ITEMS = 4,     // of a list
  MOST_FIELDS = 6,
  MOST_LOOKED_AT = 64,  // fields of a table, of which the first by name are shown
  DEEPEST = 2,
  SLOTS = 4 * (DEEPEST + 2),  // of Lua's stack
};

typedef struct text {
  char bytes[MOST_TEXT];
  size_t length;
  bool is_full;
} text;

static void add(text *text, const char *bytes, size_t length) {
  if (text->is_full || length > sizeof text->bytes - 8 - text->length) {
    if (!text->is_full) memcpy(text->bytes + text->length, "…", 3), text->length += 3;
    text->is_full = true;
    return;
  }
  memcpy(text->bytes + text->length, bytes, length);
  text->length += length;
}

static void add_literal(text *text, const char *literal) { add(text, literal, strlen(literal)); }

/// Whether a name says that what it names is nobody's business.
static bool is_secret_name(const char *name) {
  static const char *const parts[] = {"token", "secret", "passw", "authorization", "apikey", "privatekey", "accesskey",
                                      "cookie", "session", "credential", "signature", "bearer"};
  char plain[64];
  size_t length = 0;
  for (; *name && length < sizeof plain - 1; name++)
    if (isalnum((unsigned char)*name)) plain[length++] = (char)tolower((unsigned char)*name);
  plain[length] = '\0';
  for (size_t index = 0; index < sizeof parts / sizeof *parts; index++)
    if (strstr(plain, parts[index])) return true;
  return false;
}

/// Whether a string looks made by a machine to be kept: long, of one word, of letters and digits.
static bool looks_secret(const char *bytes, size_t length) {
  bool digits = false, letters = false;
  for (size_t index = 0; index < length; index++) {
    const unsigned char byte = (unsigned char)bytes[index];
    if (isdigit(byte)) digits = true;
    else if (isalpha(byte)) letters = true;
    else if (!strchr("+/=_-.", byte)) return false;
  }
  return length >= 20 && digits && letters;
}

static void add_string(text *text, const char *bytes, size_t length) {
  char note[48];
  if (length > MOST_STRING || looks_secret(bytes, length) || memchr(bytes, '\0', length)) {
    snprintf(note, sizeof note, "a string of %zu bytes", length);
    add_literal(text, note);
    return;
  }
  // In one piece: a mask that looks for a secret finds it whole, or it is not there.
  char quoted[MOST_STRING + 2];
  quoted[0] = quoted[length + 1] = '"';
  memcpy(quoted + 1, bytes, length);
  add(text, quoted, length + 2);
}

static void add_value(text *text, lua_State *L, const char *name, int depth);

static int by_name(const void *left, const void *right) {
  return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool is_name(const char *name, size_t length) {
  for (size_t index = 0; index < length; index++)
    if (!isalnum((unsigned char)name[index]) && name[index] != '_') return false;
  return length > 0 && length <= 40 && !isdigit((unsigned char)*name);
}

/// The names of up to MOST_LOOKED_AT fields of the table on the top, sorted.
static size_t field_names(lua_State *L, const char **names, bool *has_others) {
  size_t count = 0, seen = 0;
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    size_t length = 0;
    const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tolstring(L, -2, &length) : NULL;
    if (name && is_name(name, length) && !lua_isfunction(L, -1)) names[count++] = name;
    else if (!name && !lua_isinteger(L, -2)) *has_others = true;
    lua_pop(L, 1);
    if (++seen < MOST_LOOKED_AT) continue;
    *has_others = true;
    lua_pop(L, 1);
    break;
  }
  qsort(names, count, sizeof *names, by_name);
  return count;
}

/// Pushes the field of the table on the top whose name is that very string. A look-up by name would push the name, which
/// may allocate.
static bool push_field(lua_State *L, const char *name) {
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    if (lua_type(L, -2) == LUA_TSTRING && lua_tostring(L, -2) == name) {
      lua_remove(L, -2);
      return true;
    }
    lua_pop(L, 1);
  }
  return false;
}

static void add_items(text *text, lua_State *L, lua_Integer length, int depth, const char **separator) {
  for (lua_Integer index = 1; index <= length && index <= MOST_ITEMS; index++) {
    add_literal(text, *separator);
    *separator = ", ";
    lua_rawgeti(L, -1, index);
    add_value(text, L, "", depth + 1);
    lua_pop(L, 1);
  }
  if (length > MOST_ITEMS) add_literal(text, ", …");
}

static void add_fields(text *text, lua_State *L, int depth, const char **separator) {
  const char *names[MOST_LOOKED_AT];
  bool has_others = false;
  const size_t count = field_names(L, names, &has_others);
  for (size_t index = 0; index < count && index < MOST_FIELDS; index++) {
    add_literal(text, *separator);
    *separator = ", ";
    add_literal(text, names[index]);
    add_literal(text, " = ");
    if (!push_field(L, names[index])) continue;
    add_value(text, L, names[index], depth + 1);
    lua_pop(L, 1);
  }
  if (count > MOST_FIELDS || has_others) add_literal(text, *separator), add_literal(text, "…");
}

static void add_table(text *text, lua_State *L, int depth) {
  if (depth >= DEEPEST) {
    lua_pushnil(L);
    const bool is_empty = !lua_next(L, -2);
    if (!is_empty) lua_pop(L, 2);
    add_literal(text, is_empty ? "{}" : "{…}");
    return;
  }
  const size_t before = text->length;
  const char *separator = "{ ";
  add_items(text, L, (lua_Integer)lua_rawlen(L, -1), depth, &separator);
  add_fields(text, L, depth, &separator);
  add_literal(text, text->length == before ? "{}" : " }");
}

/// The value on the top, which stays.
static void add_value(text *text, lua_State *L, const char *name, int depth) {
  char number[48];
  size_t length;
  const char *bytes;
  if (is_secret_name(name) && !lua_isnil(L, -1) && !lua_isboolean(L, -1)) {
    add_literal(text, "(hidden)");
    return;
  }
  switch (lua_type(L, -1)) {
    case LUA_TNIL: add_literal(text, "nil"); break;
    case LUA_TBOOLEAN: add_literal(text, lua_toboolean(L, -1) ? "true" : "false"); break;
    case LUA_TNUMBER:
      if (lua_isinteger(L, -1)) snprintf(number, sizeof number, LUA_INTEGER_FMT, lua_tointeger(L, -1));
      else snprintf(number, sizeof number, LUA_NUMBER_FMT, lua_tonumber(L, -1));
      add_literal(text, number);
      break;
    case LUA_TSTRING:
      bytes = lua_tolstring(L, -1, &length);
      add_string(text, bytes, length);
      break;
    case LUA_TTABLE: add_table(text, L, depth); break;
    default: add_literal(text, lh_json_is_null(L, -1) ? "json.null" : lua_typename(L, lua_type(L, -1)));
  }
}

/// Notes the variable whose value is on the top, and pops that. Functions are not worth a line.
static void note(lh_state *state, lua_State *L, const char *name) {
  if (!lua_isfunction(L, -1) && *name && *name != '(') {
    text text = {.length = 0};
    add_value(&text, L, name, 0);
    const size_t name_size = strlen(name) + 1;
    char *copy = lh_arena_get(&state->texts, name_size + text.length + 1);
    if (copy) {
      memcpy(copy, name, name_size);
      memcpy(copy + name_size, text.bytes, text.length);
      copy[name_size + text.length] = '\0';
      state->variables[state->variable_count++] = (lh_variable){.name = copy, .text = copy + name_size};
    }
  }
  lua_pop(L, 1);
}

static void note_all(lh_state *state, lua_State *L, lua_Debug *ar) {
  const char *name;
  lua_getinfo(L, "f", ar);
  for (int index = 1; state->variable_count < LH_MAX_VARIABLES / 2 && (name = lua_getupvalue(L, -1, index)); index++) {
    if (strcmp(name, "_ENV") == 0) lua_pop(L, 1); else note(state, L, name);
  }
  lua_pop(L, 1);
  for (int index = 1; state->variable_count < LH_MAX_VARIABLES && (name = lua_getlocal(L, ar, index)); index++)
    note(state, L, name);
}

void lh_collect_variables(lh_state *state, lua_State *L) {
  if (state->variable_count > 0 || state->doomed || !lua_checkstack(L, SLOTS)) return;
  lua_Debug ar;
  for (int level = 0; level < LH_MAX_FRAMES && lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "S", &ar);
    if (*ar.what == 'C' || strncmp(ar.source, "=stdlib/", 8) == 0) continue;
    note_all(state, L, &ar);
    return;
  }
}
