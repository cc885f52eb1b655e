// JSON strings that are more than a plain run: escapes, characters beyond ASCII, and faults.
#include "json_decoder.h"
#include "json_scan.h"

enum { REPLACEMENT = 0xFFFD, LONG_TEXT = 64 * 1024 };

static unsigned hex(lh_decoder *d, const char *escape) {
  unsigned value = 0;
  for (int i = 2; i < 6; i++) {
    const char *at = escape + i;
    unsigned char byte = at < d->end ? (unsigned char)*at : 0;
    unsigned digit = byte - '0' < 10u ? byte - '0' : (byte | 0x20u) - 'a' + 10;
    if (byte - '0' >= 10u && (byte | 0x20u) - 'a' >= 6u) lh_decode_expected(d, at, "four hexadecimal digits after \\u");
    value = value << 4 | digit;
  }
  return value;
}

// A surrogate without its partner is no character, but real APIs send it: it becomes U+FFFD.
static const char *read_unicode(lh_decoder *d, const char *escape, unsigned *character) {
  unsigned value = hex(d, escape);
  *character = value;
  if (value < 0xD800 || value > 0xDFFF) return escape + 6;
  *character = REPLACEMENT;
  const char *next = escape + 6;
  if (value > 0xDBFF || d->end - next < 2 || next[0] != '\\' || next[1] != 'u') return next;
  unsigned low = hex(d, next);
  if (low < 0xDC00 || low > 0xDFFF) return next;
  *character = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
  return next + 6;
}

static void append_character(lh_decoder *d, unsigned character) {
  char *out = lh_buffer_room(d->L, d->text, 4);
  size_t length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
  for (size_t i = length - 1; i > 0; i--, character >>= 6) out[i] = (char)(0x80 | (character & 0x3F));
  out[0] = (char)(leads[length] | character);
  d->text->length += length;
}

// Appends what the escape at `at` stands for; answers where it ends.
static const char *read_escape(lh_decoder *d, const char *at) {
  unsigned character = 0;
  switch (at + 1 < d->end ? at[1] : 0) {
    case '"': character = '"'; break;
    case '\\': character = '\\'; break;
    case '/': character = '/'; break;
    case 'b': character = '\b'; break;
    case 'f': character = '\f'; break;
    case 'n': character = '\n'; break;
    case 'r': character = '\r'; break;
    case 't': character = '\t'; break;
    case 'u':
      at = read_unicode(d, at, &character);
      append_character(d, character);
      return at;
    default: lh_decode_expected(d, at + 1, "one of \" \\ / b f n r t u after the backslash");
  }
  append_character(d, character);
  return at + 2;
}

static const char *read_wide(lh_decoder *d, const char *at) {
  bool valid = true;
  if (d->trusted) {
    while (at < d->end && (unsigned char)*at >= 0x80) at++;
  } else {
    at = lh_scan_wide(at, d->end, &valid);
  }
  if (!valid) lh_decode_fault(d, at, "the string is not UTF-8: unexpected byte 0x%02X", (unsigned char)*at);
  return at;
}

void lh_decode_text(lh_decoder *d, const char *start, const char *stop) {
  const char *run = start;  // what was read, and is not in the scratch buffer yet
  d->text->length = 0;
  for (;; stop = lh_scan_plain(stop, d->end)) {
    if (stop == d->end) {
      lh_decode_fault(d, stop, "the text ends inside the string that begins at byte %zu", (size_t)(start - d->start));
    }
    unsigned char byte = (unsigned char)*stop;
    if (byte == '"') break;
    if (byte >= 0x80) {
      stop = read_wide(d, stop);
    } else if (byte == '\\') {
      lh_buffer_append(d->L, d->text, run, (size_t)(stop - run));
      run = stop = read_escape(d, stop);
    } else {
      lh_decode_fault(d, stop, "a string must not hold the control character 0x%02X: write \\u%04X", byte, byte);
    }
  }
  if (stop - start > LONG_TEXT) lh_checkpoint(d->L);
  d->at = stop + 1;
  if (run == start) {
    lua_pushlstring(d->L, start, (size_t)(stop - start));
    return;
  }
  lh_buffer_append(d->L, d->text, run, (size_t)(stop - run));
  lua_pushlstring(d->L, d->text->bytes, d->text->length);
}
