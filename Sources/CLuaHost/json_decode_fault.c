// Where and why a document is not JSON, in words.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "json_decoder.h"
#include "json_scan.h"

enum { TEXT_MOST = 200 };

static void raise(lh_decoder *d, const char *at, const char *what) {
  size_t line = 1, column = 1;
  for (const char *p = d->start; p < at; p++) {
    if (*p == '\n') {
      line++;
      column = 1;
    } else if (((unsigned char)*p & 0xC0) != 0x80) {
      column++;
    }
  }
  d->faulted = true;
  lua_pushfstring(d->L, "invalid JSON at byte %I (line %I, column %I): %s", (lua_Integer)(at - d->start) + 1,
    (lua_Integer)line, (lua_Integer)column, what);
  lua_error(d->L);
}

void lh_decode_fault(lh_decoder *d, const char *at, const char *format, ...) {
  char what[TEXT_MOST];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(what, sizeof what, format, arguments);
  va_end(arguments);
  raise(d, at, what);
  __builtin_unreachable();
}

// One character, as a reader would name it.
static void describe(const lh_decoder *d, const char *at, char *out, size_t size) {
  if (at >= d->end) {
    snprintf(out, size, "the end of the text");
    return;
  }
  unsigned char byte = (unsigned char)*at;
  size_t wide = byte < 0x80 ? 0 : lh_scan_utf8(at, d->end);
  if (byte > 0x20 && byte < 0x7F) {
    snprintf(out, size, "'%c'", byte);
  } else if (wide > 0) {
    snprintf(out, size, "'%.*s'", (int)wide, at);
  } else {
    snprintf(out, size, "the byte 0x%02X", byte);
  }
}

// The slips that people make when they write JSON by hand.
static const char *advice(const lh_decoder *d, const char *at) {
  if (at >= d->end) return "";
  const char *before = at;
  while (before > d->start && memchr(" \t\r\n", before[-1], 4) != NULL) before--;
  bool after_comma = before > d->start && before[-1] == ',';
  switch (*at) {
    case ']':
    case '}': return after_comma ? " (no comma after the last one)" : "";
    case '\'': return " (strings take double quotes)";
    case '/':
    case '#': return " (JSON has no comments)";
    case 'N':
    case 'I': return " (JSON has no NaN or Infinity)";
    case 'T':
    case 'F': return " (true, false and null are lower case)";
    case '+': return " (a number takes no plus sign)";
    case '.': return " (a number begins with a digit)";
    default: return "";
  }
}

void lh_decode_expected(lh_decoder *d, const char *at, const char *expected) {
  char found[40];
  describe(d, at, found, sizeof found);
  lh_decode_fault(d, at, "expected %s, found %s%s", expected, found, advice(d, at));
}
