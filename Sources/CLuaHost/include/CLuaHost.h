// CLuaHost: what Swift sees of Lua. lua.h is not included here, on purpose: no Swift frame may call a
// function that raises, for a raise is a longjmp. Every entry point below runs under lua_pcall, memory
// errors included, and answers with a status. See docs/architecture.md, "The Lua boundary".
#ifndef CLUAHOST_H
#define CLUAHOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One Lua state with its limits, its records and its anchored values. Not thread-safe: one thread at a time.
typedef struct lh_state lh_state;

/// An anchored Lua value: valid until lh_release, or lh_close. 0 is none.
typedef int lh_ref;

typedef enum lh_status {
  LH_OK = 0,      ///< done
  LH_PARKED = 1,  ///< the coroutine waits for the host (lh_resume only)
  LH_FAILED = 2,  ///< lh_failure_of says why
} lh_status;

typedef enum lh_type {
  LH_NIL = 0,
  LH_NULL,      ///< json.null
  LH_BOOLEAN,   ///< integer: 0 or 1
  LH_INTEGER,
  LH_NUMBER,
  LH_STRING,    ///< bytes, length
  LH_TABLE,     ///< pairs, length (of pairs); pairs is NULL where the capture stopped at its depth
  LH_FUNCTION,  ///< ref, if the capture anchors functions
  LH_OTHER,     ///< userdata, coroutine; bytes: its type name
  LH_JSON,      ///< to Lua only: bytes are a JSON document, decoded straight into tables
  LH_CHUNK,     ///< to Lua only: bytes are Lua source, name its chunk name; becomes a function with an _ENV of its own
  LH_ANCHORED,  ///< to Lua only: the value behind ref
} lh_type;

struct lh_pair;

/// A value on its way between Swift and Lua. Pointers stay valid as the function that gives the value says.
typedef struct lh_value {
  lh_type type;
  lh_ref ref;
  int64_t integer;
  double number;
  const char *bytes;
  size_t length;
  const char *name;              ///< LH_CHUNK: chunk name, NUL-terminated
  const struct lh_pair *pairs;
} lh_value;

typedef struct lh_pair {
  lh_value key;
  lh_value value;
} lh_pair;

#ifdef __cplusplus
}
#endif
#endif
