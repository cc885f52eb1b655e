// Bytes that a library function puts together. They grow into an lh_buffer at a place of the Lua stack, so that they
// are on the account and nothing leaks when something raises; in a userdata they outlive a yield as well.
#ifndef LH_OUTPUT_H
#define LH_OUTPUT_H

#include <lua.h>
#include <string.h>

#include "buffer.h"

enum { LH_OUTPUT_FIRST = 512 };

typedef struct lh_output {
  char *bytes;
  size_t length, capacity;
  int slot;  ///< of the Lua stack, for the buffer
  char first[LH_OUTPUT_FIRST];
} lh_output;

/// The slot must hold nil. At least room bytes of first are there: whoever allocates may leave out the rest.
static inline void lh_output_begin(lh_output *output, int slot, size_t room) {
  output->bytes = output->first;
  output->length = 0;
  output->capacity = room;
  output->slot = slot;
}

void lh_output_grow(lua_State *L, lh_output *output, size_t extra);

/// Pushes the bytes as a string, and gives the memory back.
void lh_output_push(lua_State *L, lh_output *output);

static inline void lh_output_add(lua_State *L, lh_output *output, const char *bytes, size_t length) {
  if (__builtin_expect(output->capacity - output->length < length, 0)) lh_output_grow(L, output, length);
  memcpy(output->bytes + output->length, bytes, length);
  output->length += length;
}

static inline void lh_output_add_byte(lua_State *L, lh_output *output, char byte) {
  lh_output_add(L, output, &byte, 1);
}

#endif
