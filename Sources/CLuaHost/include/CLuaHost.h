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
  LH_FIELDS,    ///< to Lua only: texts by name. bytes: name, value, name, …, each behind its length, a uint32_t; integer:
                ///< how many names
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

// ---- Natives: Swift functions that scripts call ----

/// A call of a native. Arguments, and all that they point to, are valid until the native answers.
typedef struct lh_call {
  int native;    ///< the number given to lh_define
  int64_t tag;   ///< the tag of the lh_resume under which the script runs
  const lh_value *arguments;
  size_t count;
} lh_call;

typedef enum lh_answer_kind {
  LH_RETURN = 0,  ///< the values given by lh_answer are returned
  LH_RAISE,       ///< the value given by lh_answer is raised; a string gets the author's position in front
  LH_PARK,        ///< the coroutine waits until lh_resume; its values are what the call returns
} lh_answer_kind;

/// Answers a native call. It runs between two C frames: it must not call entry points other than lh_answer*.
typedef lh_answer_kind (*lh_native)(void *host, const lh_call *call);

/// Room for the answer to the call under way; NULL when memory is out (the call then raises that by itself).
lh_value *lh_answer(lh_state *state, size_t count);

/// Bytes for a string of that answer, valid as long; NULL when memory is out.
char *lh_answer_bytes(lh_state *state, size_t length);

// ---- States ----

typedef struct lh_options {
  size_t memory_limit;      ///< bytes, of the state and of the host's buffers for it; 0: none
  size_t coroutine_limit;   ///< coroutines of scripts that may live at once; 0: none
  void *host;               ///< handed to native and inspect
  lh_native native;
  void (*inspect)(void *host);  ///< answers lh_request_inspection while a script runs; as a native, it must not raise
  size_t fail_allocation;   ///< for tests: the n-th allocation fails, and all after it; 0: none
} lh_options;

/// Opens a state with the libraries that scripts may use; NULL when memory is out.
lh_state *lh_open(const lh_options *options);
void lh_close(lh_state *state);

/// For tests: the n-th allocation from now on fails, and all after it; 0: none.
void lh_fail_allocation(lh_state *state, size_t nth);
/// For tests: whether an allocation was made to fail since lh_fail_allocation.
bool lh_has_failed(const lh_state *state);

size_t lh_memory_used(const lh_state *state);
size_t lh_memory_peak(const lh_state *state);

/// The account of a state's memory, which outlives the state for as long as somebody holds it. What the host keeps
/// for the state elsewhere, such as the body of a response, is charged to it from any thread.
typedef struct lh_account lh_account;
lh_account *lh_account_of(lh_state *state);  ///< held: lh_account_release ends that
void lh_account_release(lh_account *account);
/// False, and nothing is charged, where the limit leaves no room.
bool lh_charge(lh_account *account, size_t bytes);
void lh_discharge(lh_account *account, size_t bytes);
size_t lh_account_limit(const lh_account *account);

/// Runs the collector to the end.
lh_status lh_collect(lh_state *state);

// ---- Functions and values ----

enum {
  LH_TRUSTED = 1,  ///< lh_load: the chunk is the host's own: it sees the real globals, and its frames are hidden
  LH_ANCHOR = 2,   ///< captures, lh_define: functions are anchored; with LH_SHALLOW also tables and userdata
  LH_SHALLOW = 4,  ///< captures: tables inside the value are not entered
};

/// Adds a native to the table that trusted chunks get as their first argument.
lh_status lh_define(lh_state *state, const char *name, int native, unsigned flags);

/// Compiles a text chunk (binary ones are refused). name is Lua's chunk name: "@path".
lh_status lh_load(
  lh_state *state, const char *source, size_t length, const char *name, unsigned flags, lh_ref *function);

/// Runs a trusted chunk to its end with the table of natives as its argument; it may not park. The result is
/// anchored: one value.
lh_status lh_run_trusted(lh_state *state, lh_ref function, lh_ref *result);

/// Anchors the field of an anchored table; 0 when it is nil.
lh_status lh_field(lh_state *state, lh_ref table, const char *key, lh_ref *field);

void lh_release(lh_state *state, lh_ref ref);

// ---- Coroutines ----

/// A suspended coroutine that will call function.
lh_status lh_coroutine(lh_state *state, lh_ref function, lh_ref *coroutine);

/// Starts a coroutine, or goes on with a parked one, on the calling thread until it ends, parks or fails. The values
/// are the arguments of the function, or the results of the call that parked; with raise, the first of them is
/// raised there. LH_OK: results are kept for lh_result*. Pointers in values need to live for the call only.
lh_status lh_resume(
  lh_state *state, lh_ref coroutine, int64_t tag, const lh_value *values, size_t count, bool raise);

/// Ends a coroutine, whatever its state: pending to-be-closed variables are closed, the anchor is released.
/// Natives that they call see the tag. They get a tenth of a second.
void lh_finish(lh_state *state, lh_ref coroutine, int64_t tag);

/// Copies the first result of a finished coroutine. Its pointers live until the next call on the state.
lh_status lh_result(lh_state *state, lh_ref coroutine, unsigned flags, lh_value *value);

/// Encodes a field of the first result as JSON, keys sorted; errors name the path below key. length 0: no such field.
/// The bytes live until the next call on the state.
lh_status lh_result_json(
  lh_state *state, lh_ref coroutine, const char *key, size_t max_bytes, const char **bytes, size_t *length);

/// Frames of a parked coroutine, for reports. They live until the next call on the state.
typedef struct lh_frame {
  const char *source;   ///< chunk name without its mark
  const char *function; ///< the best name known, or ""
  int line;             ///< -1 where there is none
  bool native;          ///< a C function
  bool trusted;         ///< a chunk of the host's own
} lh_frame;
lh_status lh_frames(lh_state *state, lh_ref coroutine, const lh_frame **frames, size_t *count);

// ---- Failures ----

typedef enum lh_failure_kind {
  LH_ERROR = 0,   ///< a script's error, or a library function's
  LH_SYNTAX,      ///< a chunk that does not compile
  LH_MEMORY,      ///< the memory limit, or the machine's
  LH_STOPPED,     ///< a limit ended the script, which cannot catch that: see lh_failure.stop
  LH_UNPARKED,    ///< a task's own coroutine yielded without a wait
} lh_failure_kind;

/// Which limit ended a script.
typedef enum lh_stop {
  LH_STOP_NONE = 0,
  LH_STOP_DEADLINE,   ///< lh_set_deadline
  LH_STOP_INTERRUPT,  ///< lh_interrupt
  LH_STOP_SLICE,      ///< CPU time since the script last waited
  LH_STOP_CPU,        ///< CPU time of the state in all
  LH_STOP_MEMORY,     ///< memory ran out again after a script had caught that once
} lh_stop;

/// A local variable or upvalue of the author's innermost function, as it was when the error was raised.
typedef struct lh_variable {
  const char *name;
  const char *text;  ///< a short text of its value; what looks secret is not in it
} lh_variable;

/// Why the last entry point failed. It lives until the next call on the state.
typedef struct lh_failure {
  lh_failure_kind kind;
  lh_stop stop;
  const char *message;
  size_t length;
  const lh_frame *frames;  ///< innermost first, across coroutines
  size_t frame_count;
  const lh_variable *variables;  ///< upvalues first; the last one of a name is the one in scope
  size_t variable_count;
  lh_ref value;            ///< the error value, anchored: the caller releases it; 0: none
} lh_failure;
const lh_failure *lh_last_failure(const lh_state *state);

// ---- Coverage ----

/// Lines of one file: bit n says something about line n.
typedef struct lh_covered {
  char *source;  ///< its path, without the mark of a chunk name; NULL from lh_code_lines
  uint8_t *bits;
  size_t lines;  ///< how many bits there are
} lh_covered;

/// Notes from now on which lines of chunks named "@path" run. It makes scripts slower. False where memory is out.
bool lh_cover(lh_state *state);
/// What was noted. It lives until the state runs again.
const lh_covered *lh_covered_files(const lh_state *state, size_t *count);
/// The lines of a source that hold code; false where it does not compile.
bool lh_code_lines(const char *source, size_t length, lh_covered *lines);
void lh_free_lines(lh_covered *lines);

// ---- Time ----

/// The instant (CLOCK_MONOTONIC, nanoseconds) at which a running script is interrupted; 0: none. Holds until changed.
/// A script cannot catch the interruption; the coroutine fails with LH_STOPPED.
void lh_set_deadline(lh_state *state, uint64_t nanoseconds);

/// CPU time in nanoseconds that scripts may use between two waits, and in all; 0: none.
void lh_set_cpu_limits(lh_state *state, uint64_t slice, uint64_t total);

/// Whether a script was left in the middle of an operation of Lua's own that nothing can interrupt, a tenth of a second of
/// CPU time after it was told to stop. The state's data is gone then: every entry point fails with LH_STOPPED.
bool lh_is_abandoned(const lh_state *state);

/// What is done about a script that goes on ten seconds after it was told to stop, in a place that it cannot be made to
/// leave. The handler runs on a thread of its own, for the whole process; NULL: none.
void lh_set_last_resort(void (*handler)(void));

/// CPU time that scripts have used in runs that ended, in nanoseconds. A run below 5 ms is counted by the clock on the
/// wall, for reading a thread's own clock takes longer than most runs.
uint64_t lh_cpu_used(const lh_state *state);

/// Has lh_options.inspect called, from within the script that runs. From any thread, until lh_close begins.
void lh_request_inspection(lh_state *state);
/// For inspect: the frames of what runs, innermost first, across coroutines. They live until the next call.
size_t lh_running_frames(lh_state *state, const lh_frame **frames);

/// Interrupts the script that runs, or any that will, as a deadline does. From any thread, until lh_close begins.
void lh_interrupt(lh_state *state);
bool lh_is_interrupted(const lh_state *state);

/// CLOCK_MONOTONIC now, in nanoseconds.
uint64_t lh_now(void);

#ifdef __cplusplus
}
#endif
#endif
