// JSON between bytes and Lua tables, both ways, with nothing in between.
//
// Why a parser of our own and not simdjson (Debian has 3.0): an error must name its byte; an integer beyond
// 64 bits must become a float, not refuse the document; no tape may grow outside of the job's memory account;
// no longjmp may cross C++ frames that hold resources. And building Lua tables is what costs: with tables
// pre-sized and the collector paused this one is as fast (docs/architecture.md).
//
// Every function here may raise a Lua error: call it under lua_pcall or lua_resume. None leaks when it raises.
//
// What becomes what:
//   null ↔ json.null     one userdata per state, never nil: a key with null stays a key
//   []   ↔ a table with the array mark, which it keeps when it is emptied; {} ↔ a table without a mark
//   integers of 64 bits ↔ integers, exactly; larger ones → floats
//   1.0, 1e3, -0 ↔ floats, written with the shortest text that reads back the same
//   duplicate keys: the last one wins; a lone \uD800…\uDFFF becomes U+FFFD, as real APIs do send them
// A table without a mark: keys 1…n make an array, string keys an object, none {}. With the object mark
// (json.object) integer keys are written as text. Other metatables are not asked: raw content is what counts.
#ifndef LH_JSON_H
#define LH_JSON_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"

enum {
  LH_JSON_DEFAULT_DEPTH = 512,
  LH_JSON_DEPTH_CAP = 1000,  ///< both directions recurse in C, some 150 bytes a level
};

typedef struct lh_json_limits {
  size_t max_depth;  ///< open arrays and objects; 0: LH_JSON_DEFAULT_DEPTH; never above LH_JSON_DEPTH_CAP
  size_t max_bytes;  ///< of the text read or written; 0: none
} lh_json_limits;

enum lh_json_flags {
  LH_JSON_PRETTY = 1,  ///< two spaces a level, one line a member
  LH_JSON_SORTED = 2,  ///< members by the bytes of their keys: the same text whatever the hash seed
};

/// Pushes the value of a document. `limits` may be NULL. Raises "invalid JSON at byte 17 (line 2, column 5):
/// expected …, found …" with the position of the Lua code that called the running C function; bytes and
/// columns count from 1, columns in characters. `trusted`: our own output, UTF-8 is not checked again.
void lh_json_decode(lua_State *L, const char *bytes, size_t length, const lh_json_limits *limits, bool trusted);

/// The same; but a document that is not JSON is answered with false and its text of error pushed, without
/// a position in Lua, for callers that have more to say about it. Other errors (memory, deadline) are raised.
bool lh_json_try_decode(lua_State *L, const char *bytes, size_t length, const lh_json_limits *limits, bool trusted);

/// Appends the text of the value at `index`. `root` names the value in errors ("data" gives data.items[3].when;
/// NULL: "value"). What was appended before a raise stays in `out`.
void lh_json_encode(
  lua_State *L, int index, lh_buffer *out, const char *root, const lh_json_limits *limits, unsigned flags);

/// Pushes the module table for scripts.
int luaopen_lh_json(lua_State *L);

void lh_json_push_null(lua_State *L);

/// Never raises once anything else of this header was called in the state.
bool lh_json_is_null(lua_State *L, int index);

/// Whether the metatable of the table at `index` is the array or the object mark. It is hidden from scripts
/// (__metatable), so a setmetatable of the host's own should let it be replaced.
bool lh_json_is_marked(lua_State *L, int index);

/// Raises when the job's deadline has passed. Called every few thousand values. The host implements it.
void lh_checkpoint(lua_State *L);

// Private to the codec, below.

enum { LH_JSON_CHECKPOINT_VALUES = 4096 };

/// What the codec keeps per state, in the registry.
typedef struct lh_json_anchors {
  const void *null;   ///< the userdata's address
  const void *array;  ///< the metatables' addresses, as lua_topointer gives them
  const void *object;
  lh_buffer text;     ///< scratch of decode (strings with escapes) and of the module's encode (output)
  lh_buffer members;  ///< scratch of encode: those of the open objects
} lh_json_anchors;

lh_json_anchors *lh_json_anchors_of(lua_State *L);
void lh_json_push_array_mark(lua_State *L);
void lh_json_push_object_mark(lua_State *L);

/// The limit that holds, from what the caller asked for.
static inline size_t lh_json_depth(const lh_json_limits *limits) {
  size_t depth = limits != NULL && limits->max_depth != 0 ? limits->max_depth : LH_JSON_DEFAULT_DEPTH;
  return depth < LH_JSON_DEPTH_CAP ? depth : LH_JSON_DEPTH_CAP;
}

#endif
