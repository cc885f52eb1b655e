#include "output.h"

#include "steps.h"

void lh_output_grow(lua_State *L, lh_output *output, size_t extra) {
  lh_buffer *buffer = lua_touserdata(L, output->slot);
  lh_checkpoint(L);
  if (!buffer) {
    lh_need_stack(L, 4);
    buffer = lh_buffer_push(L);
    lua_replace(L, output->slot);
    lh_buffer_append(L, buffer, output->bytes, output->length);
  }
  buffer->length = output->length;
  lh_buffer_grow(L, buffer, extra);
  output->bytes = buffer->bytes;
  output->capacity = buffer->capacity;
}

void lh_output_push(lua_State *L, lh_output *output) {
  lua_pushlstring(L, output->bytes, output->length);
  if (output->bytes != output->first) lh_buffer_free(lua_touserdata(L, output->slot));
}
