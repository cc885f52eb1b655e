#include "packing.h"

#include <lauxlib.h>
#include <limits.h>

#include "classes.h"
#include "steps.h"

enum { MAX_INTEGER = 16, NATIVE_ALIGN = 8, NATIVE_LITTLE = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ };

void lh_packing_begin(lh_packing *packing, lua_State *L) {
  *packing = (lh_packing){.L = L, .format = luaL_checkstring(L, 1), .little = NATIVE_LITTLE, .max_align = 1};
}

static bool at_digit(const lh_packing *packing) { return lh_classes[(unsigned char)*packing->format] & LH_DIGIT; }

static int read_number(lh_packing *packing, int otherwise) {
  if (!at_digit(packing)) return otherwise;
  int number = 0;
  do {
    number = number * 10 + (*packing->format++ - '0');
  } while (at_digit(packing) && number <= (INT_MAX - 9) / 10);
  return number;
}

static int read_size(lh_packing *packing, int otherwise) {
  const int size = read_number(packing, otherwise);
  if (size > MAX_INTEGER || size <= 0)
    luaL_error(packing->L, "integral size (%d) out of limits [1,%d]", size, MAX_INTEGER);
  return size;
}

static lh_pack_option sized(lh_pack_kind kind, int size) { return (lh_pack_option){kind, size, 0}; }

/// What changes the packing itself.
static lh_pack_option read_control(lh_packing *packing, char letter) {
  switch (letter) {
    case ' ': break;
    case '<': packing->little = true; break;
    case '>': packing->little = false; break;
    case '=': packing->little = NATIVE_LITTLE; break;
    case '!': packing->max_align = read_size(packing, NATIVE_ALIGN); break;
    default: luaL_error(packing->L, "invalid format option '%c'", letter);
  }
  return sized(LH_PACK_NOTHING, 0);
}

static lh_pack_option read_option(lh_packing *packing) {
  const char letter = *packing->format++;
  lh_spend(packing->L, &packing->spent, 4);
  switch (letter) {
    case 'b': return sized(LH_PACK_INTEGER, sizeof(char));
    case 'B': return sized(LH_PACK_UNSIGNED, sizeof(char));
    case 'h': return sized(LH_PACK_INTEGER, sizeof(short));
    case 'H': return sized(LH_PACK_UNSIGNED, sizeof(short));
    case 'i': return sized(LH_PACK_INTEGER, read_size(packing, sizeof(int)));
    case 'I': return sized(LH_PACK_UNSIGNED, read_size(packing, sizeof(int)));
    case 'l': return sized(LH_PACK_INTEGER, sizeof(long));
    case 'L': return sized(LH_PACK_UNSIGNED, sizeof(long));
    case 'j': return sized(LH_PACK_INTEGER, sizeof(lua_Integer));
    case 'J': return sized(LH_PACK_UNSIGNED, sizeof(lua_Integer));
    case 'T': return sized(LH_PACK_UNSIGNED, sizeof(size_t));
    case 'f': return sized(LH_PACK_FLOAT, sizeof(float));
    case 'd':
    case 'n': return sized(LH_PACK_DOUBLE, sizeof(double));
    case 's': return sized(LH_PACK_COUNTED, read_size(packing, sizeof(size_t)));
    case 'z': return sized(LH_PACK_ZERO, 0);
    case 'x': return sized(LH_PACK_PAD, 1);
    case 'X': return sized(LH_PACK_ALIGN, 0);
    case 'c': {
      const int size = read_number(packing, -1);
      if (size == -1) luaL_error(packing->L, "missing size for format option 'c'");
      return sized(LH_PACK_FIXED, size);
    }
    default: return read_control(packing, letter);
  }
}

/// X takes the alignment of the option after it, which it swallows.
static int align_of_next(lh_packing *packing) {
  lh_pack_option next = {LH_PACK_FIXED, 0, 0};
  if (*packing->format) next = read_option(packing);
  if (next.kind == LH_PACK_FIXED || next.size == 0)
    luaL_argerror(packing->L, 1, "invalid next option for option 'X'");
  return next.size;
}

lh_pack_option lh_packing_next(lh_packing *packing, size_t offset) {
  lh_pack_option option = read_option(packing);
  int align = option.kind == LH_PACK_ALIGN ? align_of_next(packing) : option.size;
  if (align <= 1 || option.kind == LH_PACK_FIXED) return option;
  if (align > packing->max_align) align = packing->max_align;
  if ((align & (align - 1)) != 0) luaL_argerror(packing->L, 1, "format asks for alignment not power of 2");
  option.padding = (align - (int)(offset & (size_t)(align - 1))) & (align - 1);
  return option;
}
