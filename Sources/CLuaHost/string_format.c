// string.format (manual §6.4), with the checks and the texts of Lua's own; objects show ids instead of addresses.
#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "classes.h"
#include "host.h"
#include "steps.h"
#include "strings.h"

enum { MAX_SPEC = 32, MAX_ITEM = 120, MAX_FLOAT_ITEM = 110 + 308 };

static const char float_flags[] = "-+ #0", hex_flags[] = "-#0", integer_flags[] = "-+ 0", unsigned_flags[] = "-0",
                  text_flags[] = "-";

typedef struct formatting {
  lua_State *L;
  luaL_Buffer out;
  size_t spent;
  int arg;
  char spec[MAX_SPEC];  // of the conversion under way, from its %
} formatting;

/// Copies the specification that begins after a %; returns where its letter is.
static const char *read_spec(formatting *f, const char *format) {
  size_t length = 0;
  while (length < MAX_SPEC && format[length] && strchr("-+ #0123456789.", format[length])) length++;
  length++;
  if (length >= MAX_SPEC - 10) luaL_error(f->L, "invalid format (too long)");
  f->spec[0] = '%';
  memcpy(f->spec + 1, format, length);
  f->spec[length + 1] = '\0';
  return format + length - 1;
}

static const char *skip_two_digits(const char *s) {
  for (int i = 0; i < 2 && lh_classes[(unsigned char)*s] & LH_DIGIT; i++) s++;
  return s;
}

static void check_spec(formatting *f, const char *flags, bool precision) {
  const char *s = f->spec + 1;
  s += strspn(s, flags);
  if (*s != '0') {
    s = skip_two_digits(s);
    if (*s == '.' && precision) s = skip_two_digits(s + 1);
  }
  if (!(lh_classes[(unsigned char)*s] & LH_ALPHA)) luaL_error(f->L, "invalid conversion specification: '%s'", f->spec);
}

static void lengthen_spec(formatting *f, const char *modifier) {
  const size_t length = strlen(f->spec), added = strlen(modifier);
  const char letter = f->spec[length - 1];
  memcpy(f->spec + length - 1, modifier, added);
  f->spec[length + added - 1] = letter;
  f->spec[length + added] = '\0';
}

static void add_integer(formatting *f, const char *flags) {
  const lua_Integer n = luaL_checkinteger(f->L, f->arg);
  check_spec(f, flags, true);
  lengthen_spec(f, LUA_INTEGER_FRMLEN);
  char *room = luaL_prepbuffsize(&f->out, MAX_ITEM);
  luaL_addsize(&f->out, (size_t)snprintf(room, MAX_ITEM, f->spec, (LUAI_UACINT)n));
}

static void add_float(formatting *f) {
  const lua_Number n = luaL_checknumber(f->L, f->arg);
  check_spec(f, float_flags, true);
  lengthen_spec(f, LUA_NUMBER_FRMLEN);
  char *room = luaL_prepbuffsize(&f->out, MAX_FLOAT_ITEM);
  luaL_addsize(&f->out, (size_t)snprintf(room, MAX_FLOAT_ITEM, f->spec, (LUAI_UACNUMBER)n));
}

static void add_hex_float(formatting *f) {
  check_spec(f, float_flags, true);
  add_float(f);
}

static void add_character(formatting *f) {
  check_spec(f, text_flags, false);
  const int n = (int)luaL_checkinteger(f->L, f->arg);
  char *room = luaL_prepbuffsize(&f->out, MAX_ITEM);
  luaL_addsize(&f->out, (size_t)snprintf(room, MAX_ITEM, f->spec, n));
}

/// Whether a text with modifiers is added as it is: it is too long for its width to matter.
static bool is_kept_whole(formatting *f, const char *text, size_t length) {
  luaL_argcheck(f->L, !memchr(text, '\0', length), f->arg, "string contains zeros");
  check_spec(f, text_flags, true);
  return !strchr(f->spec, '.') && length >= 100;
}

static void add_text(formatting *f) {
  size_t length;
  const char *text = lh_tolstring(f->L, f->arg, &length);
  lh_spend(f->L, &f->spent, lh_steps_of(length));
  if (f->spec[2] == '\0' || is_kept_whole(f, text, length)) {
    luaL_addvalue(&f->out);
    return;
  }
  char room[MAX_ITEM];
  const int written = snprintf(room, sizeof room, f->spec, text);
  lua_pop(f->L, 1);
  luaL_addlstring(&f->out, room, (size_t)written);
}

static void add_id(formatting *f) {
  char id[LH_ID_TEXT] = "(null)";
  const int type = lua_type(f->L, f->arg);
  if (type == LUA_TTABLE || type == LUA_TFUNCTION || type == LUA_TTHREAD || type == LUA_TUSERDATA)
    lh_id_text(f->L, f->arg, id);
  check_spec(f, text_flags, false);
  f->spec[strlen(f->spec) - 1] = 's';
  char *room = luaL_prepbuffsize(&f->out, MAX_ITEM);
  luaL_addsize(&f->out, (size_t)snprintf(room, MAX_ITEM, f->spec, id));
}

static bool needs_escape(unsigned char byte) {
  return byte == '"' || byte == '\\' || lh_classes[byte] & LH_CONTROL;
}

static void add_escaped(formatting *f, const char *s) {
  char room[8] = {'\\', *s};
  if (*s == '"' || *s == '\\' || *s == '\n') {
    luaL_addlstring(&f->out, room, 2);
    return;
  }
  const bool digit_follows = lh_classes[(unsigned char)s[1]] & LH_DIGIT;
  const int length = snprintf(room, sizeof room, digit_follows ? "\\%03d" : "\\%d", (unsigned char)*s);
  luaL_addlstring(&f->out, room, (size_t)length);
}

static void add_quoted(formatting *f, const char *s, size_t length) {
  luaL_addchar(&f->out, '"');
  for (const char *end = s + length; s < end;) {
    const char *plain = s;
    while (s < end && s - plain < LH_STEPS && !needs_escape((unsigned char)*s)) s++;
    luaL_addlstring(&f->out, plain, (size_t)(s - plain));
    if (s < end && needs_escape((unsigned char)*s)) add_escaped(f, s++);
    lh_spend(f->L, &f->spent, 4 + (size_t)(s - plain));
  }
  luaL_addchar(&f->out, '"');
}

static void add_number_literal(formatting *f) {
  char *room = luaL_prepbuffsize(&f->out, MAX_ITEM);
  int length;
  if (lua_isinteger(f->L, f->arg)) {
    const lua_Integer n = lua_tointeger(f->L, f->arg);
    length = snprintf(room, MAX_ITEM, n == LUA_MININTEGER ? "0x%llx" : "%lld", (long long)n);
  } else {
    const lua_Number n = lua_tonumber(f->L, f->arg);
    const char *special = n == HUGE_VAL ? "1e9999" : n == -HUGE_VAL ? "-1e9999" : n != n ? "(0/0)" : NULL;
    length = special ? snprintf(room, MAX_ITEM, "%s", special) : snprintf(room, MAX_ITEM, "%a", n);
  }
  luaL_addsize(&f->out, (size_t)length);
}

static void add_literal(formatting *f) {
  if (f->spec[2] != '\0') luaL_error(f->L, "specifier '%%q' cannot have modifiers");
  size_t length;
  switch (lua_type(f->L, f->arg)) {
    case LUA_TSTRING: {
      const char *text = lua_tolstring(f->L, f->arg, &length);
      add_quoted(f, text, length);
      break;
    }
    case LUA_TNUMBER: add_number_literal(f); break;
    case LUA_TNIL:
    case LUA_TBOOLEAN:
      luaL_tolstring(f->L, f->arg, NULL);
      luaL_addvalue(&f->out);
      break;
    default: luaL_argerror(f->L, f->arg, "value has no literal form");
  }
}

static void add_item(formatting *f, char letter) {
  switch (letter) {
    case 'c': add_character(f); break;
    case 'd':
    case 'i': add_integer(f, integer_flags); break;
    case 'u': add_integer(f, unsigned_flags); break;
    case 'o':
    case 'x':
    case 'X': add_integer(f, hex_flags); break;
    case 'a':
    case 'A': add_hex_float(f); break;
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G': add_float(f); break;
    case 'p': add_id(f); break;
    case 'q': add_literal(f); break;
    case 's': add_text(f); break;
    default: luaL_error(f->L, "invalid conversion '%s' to 'format'", f->spec);
  }
}

int lh_string_format(lua_State *L) {
  formatting f = {.L = L, .arg = 1};
  size_t length;
  const int top = lua_gettop(L);
  const char *format = luaL_checklstring(L, 1, &length), *end = format + length;
  luaL_buffinit(L, &f.out);
  while (format < end) {
    const char *mark = memchr(format, '%', (size_t)(end - format));
    if (!mark) mark = end;
    luaL_addlstring(&f.out, format, (size_t)(mark - format));
    if (mark == end) break;
    lh_spend(L, &f.spent, 16);
    format = mark + 1;
    if (*format == '%') {
      luaL_addchar(&f.out, *format++);
      continue;
    }
    if (++f.arg > top) return luaL_argerror(L, f.arg, "no value");
    format = read_spec(&f, format);
    lh_spend_value(L, &f.spent, f.arg);
    add_item(&f, *format++);
  }
  luaL_pushresult(&f.out);
  return 1;
}
