// A growable byte buffer on the state's own allocator, so that its bytes are on the job's memory account.
//
// Ownership: whoever embeds an lh_buffer frees it. Lua errors are longjmps, so a buffer that lives across a
// call that may raise must not be a C local: embed it in a struct that outlives the call, or in a userdata
// whose __gc frees it (lh_buffer_push).
#ifndef LH_BUFFER_H
#define LH_BUFFER_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct lh_buffer {
  char *bytes;      ///< NULL while capacity is 0
  size_t length;
  size_t capacity;
  lua_Alloc allocate;
  void *account;    ///< the allocator's ud
} lh_buffer;

/// An empty buffer that will allocate as L does. Allocates nothing.
void lh_buffer_init(lh_buffer *buffer, lua_State *L);

/// Gives the memory back; the buffer is empty and usable again.
void lh_buffer_free(lh_buffer *buffer);

/// Empties the buffer, and gives its memory back when it holds more than `keep` bytes.
void lh_buffer_reset(lh_buffer *buffer, size_t keep);

/// Room for `extra` more bytes, without raising: false when there is no memory (the buffer is as before).
bool lh_buffer_reserve(lh_buffer *buffer, size_t extra);

/// The same, but collects garbage and tries again, then raises Lua's memory error.
void lh_buffer_grow(lua_State *L, lh_buffer *buffer, size_t extra);

/// Pushes a userdata that owns an empty buffer and frees it when collected.
lh_buffer *lh_buffer_push(lua_State *L);

/// Raises LUA_ERRMEM, as Lua itself does, without allocating.
_Noreturn void lh_raise_memory(lua_State *L);

/// lua_checkstack that raises: not enough memory, or the limit of Lua's stack.
void lh_need_stack(lua_State *L, int slots);

/// Where the next bytes go; at least `extra` of them may be written before lh_buffer.length is moved.
static inline char *lh_buffer_room(lua_State *L, lh_buffer *buffer, size_t extra) {
  if (__builtin_expect(buffer->capacity - buffer->length < extra, 0)) lh_buffer_grow(L, buffer, extra);
  return buffer->bytes + buffer->length;
}

static inline void lh_buffer_append(lua_State *L, lh_buffer *buffer, const char *bytes, size_t length) {
  if (length == 0) return;
  memcpy(lh_buffer_room(L, buffer, length), bytes, length);
  buffer->length += length;
}

#endif
