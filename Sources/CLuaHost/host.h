// What the files of CLuaHost share. Only this target sees lua.h.
#ifndef LH_HOST_H
#define LH_HOST_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <pthread.h>
#include <setjmp.h>

#include "arena.h"
#include "buffer.h"
#include "include/CLuaHost.h"
#include "json.h"
#include "pool.h"

enum { LH_MAX_FRAMES = 64, LH_MAX_VARIABLES = 64, LH_MAX_DEPTH = 32, LH_MAX_CAPTURED = 200000 };

/// How the call that parked goes on: by returning, or by raising its first value.
typedef enum lh_raising {
  LH_RAISE_NOTHING = 0,
  LH_RAISE_POSITIONED,  // with the author's position in front
  LH_RAISE_VERBATIM,    // an anchored value, such as an error from elsewhere
} lh_raising;

/// A state's account of memory: Lua's, the host's buffers for it, and what the host keeps elsewhere. The first three
/// are read by other threads; used and limit are written by the state's thread alone.
typedef struct lh_large lh_large;
typedef struct lh_coverage lh_coverage;

struct lh_account {
  _Atomic size_t used;
  _Atomic size_t limit;
  _Atomic size_t charged;
  _Atomic size_t holders;
  lh_state *state;  // whose frames tell where memory ran out; NULL: nobody's
  lh_pool pool;  // of small blocks; its pages are what counts as used
  lh_large *large;  // the other blocks
  volatile int sheltered;  // lh_shelter
  size_t peak;
  size_t allocations;
  size_t fail_at;  // the allocation that fails, counted like allocations; 0: none
  bool has_failed;
};

struct lh_state {
  lua_State *L;
  lh_account *account;
  void *host;
  lh_native native;
  void (*inspect)(void *host);

  lh_arena arena;  // the call under way, or the last capture
  size_t captured;  // values since the capture began
  lh_value *answers;
  size_t answer_count;
  lh_buffer json;
  lua_Integer last_id;  // given to an object by tostring

  // The run under way. The watchdog reads what stands below lock under it; the signal handler, on the thread itself,
  // reads running and stop.
  lua_State *volatile running;
  lua_State *root;  // the host's coroutine that runs; running may be one inside it
  int64_t tag;
  bool parked;
  lh_raising raise_on_resume;
  bool syntax_error;
  int protected_depth;  // of pcall and xpcall, across the coroutines that run
  int closing_depth;    // of coroutines that close each other
  volatile lh_stop doomed;  // why the run is over; nothing catches that
  volatile bool striking;   // the next look at it raises doom: not so in the grace after it was first raised
  int memory_errors;  // caught by scripts
  size_t coroutine_limit;
  size_t coroutines;  // made since those that live were counted
  uint64_t grace;     // what is left of the time for __close and __tostring of runs that are over

  pthread_mutex_t lock;
  bool executing;
  pthread_t thread;
  uint64_t deadline;
  uint64_t slice_limit;
  uint64_t cpu_limit;
  uint64_t cpu_used;      // by runs that ended
  uint64_t run_start;     // CLOCK_MONOTONIC
  uint64_t sample_cpu;    // the thread's clock when the watchdog first saw this run; 0: not yet
  uint64_t sample_wall;   // how long it had been running then
  uint64_t grace_end;     // CLOCK_MONOTONIC, while in_grace
  uint64_t overdue;       // when the run was first told to stop; 0: it was not
  volatile bool in_grace;
  _Atomic bool interrupted;
  _Atomic bool inspection;
  _Atomic lh_stop stop;   // what the watchdog has found
  uint64_t overdue_cpu;   // the thread's clock then
  bool graced;            // and the run has had its grace since

  // How a run is left that nothing can interrupt: see escape.c.
  sigjmp_buf escape;
  bool escape_is_set;
  volatile bool escapable;        // a run is under way
  _Atomic bool escape_requested;  // by the watchdog
  lh_stop abandoned;  // why it was left: Lua's data is gone, and no entry point does anything any more

  lh_coverage *coverage;  // NULL: nobody asked

  bool watched;
  lh_state *next_watched;

  lh_failure failure;
  lh_frame frames[LH_MAX_FRAMES];
  size_t frame_count;
  lh_variable variables[LH_MAX_VARIABLES];  // of the author's innermost frame
  size_t variable_count;
  bool frames_ready;  // they were collected where the error was raised
  size_t carried;  // how many of frames belong to an error on its way through an outer coroutine
  lh_arena texts;  // of failure and frames
  lh_account text_account;  // has no limit: an error is reported also when memory is out
};

/// How deep coroutines may close each other: lua_resetthread of 5.4.4 does not add that to the depth of C calls.
enum { LH_MAX_CLOSING = 10 };

/// Registry keys: the addresses of these.
extern const char lh_key_natives, lh_key_environment, lh_key_doom, lh_key_parked, lh_key_carried, lh_key_coroutines,
  lh_key_ids;

static inline lh_state *lh_of(lua_State *L) { return *(lh_state **)lua_getextraspace(L); }

/// Raises the doom of the run under way. It does not allocate.
_Noreturn void lh_raise_doom(lua_State *L);

// account.c
void *lh_allocate(void *account, void *block, size_t old_size, size_t new_size);
lh_account *lh_account_new(size_t limit);
/// Frees all blocks, those in use included.
void lh_account_clear(lh_account *account);

/// Between these the run holds what others need as well, such as the heap or a lock, or it is in a Swift frame: it is not
/// left from there. They nest.
static inline void lh_shelter(lh_account *account) { account->sheltered = account->sheltered + 1; }
static inline void lh_unshelter(lh_account *account) { account->sheltered = account->sheltered - 1; }
/// A script caught a memory error, whose value is on the top: it is put in words. The second one dooms the job.
void lh_caught_memory_error(lua_State *L);

// capture.c: may raise
void lh_capture(lua_State *L, int index, unsigned flags, int depth, lh_value *value);
void lh_push(lua_State *L, const lh_value *value);

// load.c: may raise
void lh_push_chunk(lua_State *L, const char *source, size_t length, const char *name, unsigned flags);

// position.c
/// Pushes "file:line: " of the innermost frame of an author, or "".
void lh_push_position(lua_State *L);
void lh_collect_frames(lh_state *state, lua_State *L);
/// Forgets the frames and variables that the state has collected.
void lh_forget_frames(lh_state *state);
/// Remembers the frames of a coroutine that failed with the value on its top, for the coroutine that passes it on.
void lh_carry_frames(lua_State *L, lua_State *failed);
/// Starts the frames of a failure whose value is on the top of failed: those carried with the same value stay.
void lh_begin_frames(lh_state *state, lua_State *failed);
/// Remembers where the script is: a memory error calls no handler that could.
void lh_note_refusal(lh_state *state);
/// Forgets the frames carried: their error was caught.
void lh_drop_carried(lua_State *L);

// variables.c
/// Notes what the variables of the author's innermost function hold, unless some are noted. It neither raises nor allocates
/// in Lua.
void lh_collect_variables(lh_state *state, lua_State *L);

// failure.c
lh_status lh_protect(lh_state *state, lua_CFunction body, void *entry);
/// The same for what takes long with the data of scripts: their limits hold here too.
lh_status lh_protect_as_run(lh_state *state, lua_CFunction body, void *entry);
lh_status lh_fail(lh_state *state, int status, lua_State *failed);

// escape.c
typedef lh_status (*lh_entry)(lh_state *state, void *arguments);
/// Calls an entry point during which scripts run. What they do that nothing can interrupt is left in the middle: then the
/// state is abandoned.
lh_status lh_with_escape(lh_state *state, lh_entry entry, void *arguments);
/// On the thread that runs the script, in a signal handler: leaves the run, unless it is sheltered.
void lh_escape(lh_state *state);
/// LH_FAILED, where the state is abandoned.
lh_status lh_fail_abandoned(lh_state *state);

/// Raises that what cannot wait where it was called, and names the construct that Lua cannot suspend.
int lh_refuse_to_wait(lua_State *L, const char *what);
void lh_mark_root(lua_State *L, lua_State *co);
/// Counts the coroutine on the top, which a script has made; raises where there are too many.
void lh_count_coroutine(lua_State *L);

// natives.c, coroutines.c, protected_calls.c, load.c, debug_library.c: library functions for scripts
int lh_trampoline(lua_State *L);
void lh_open_coroutines(lua_State *L);
void lh_open_protected_calls(lua_State *L);
void lh_open_load(lua_State *L);
void lh_open_objects(lua_State *L);
void lh_open_debug(lua_State *L);

// inspection.c
void lh_inspect(lua_State *L);

// coverage.c
/// Gives a coroutine the hook of one that no limit strikes: none, or the one that notes lines.
void lh_rest(lua_State *L);
void lh_coverage_free(lh_coverage *coverage);

// tostring.c
enum { LH_ID_TEXT = 24 };
/// The text of the object's id, the same as long as it lives: "0x00000001". May raise: memory.
void lh_id_text(lua_State *L, int index, char text[LH_ID_TEXT]);
/// As luaL_tolstring, with an id where that shows an address.
const char *lh_tolstring(lua_State *L, int index, size_t *length);

// The standard library's functions, made to end when the deadline passes: each takes the place of Lua's own.
void lh_open_strings(lua_State *L);
void lh_open_tables(lua_State *L);
void lh_open_utf8(lua_State *L);
void lh_open_tostring(lua_State *L);
void lh_open_guards(lua_State *L);

// watchdog.c
/// Raises doom where it is due.
static inline void lh_obey(lua_State *L) {
  if (lh_of(L)->striking) lh_raise_doom(L);
}

/// Dooms the run under way from the thread that runs it.
void lh_doom(lh_state *state, lh_stop stop);
void lh_run_begin(lh_state *state);
void lh_run_end(lh_state *state);
/// The run was left by lh_escape.
void lh_run_abandon(lh_state *state);
/// Around script code that runs when its run is over, such as __close and __tostring: all of it shares a moment of its
/// own, which lh_grace_refill gives.
void lh_grace_refill(lh_state *state);
void lh_grace_begin(lh_state *state, lua_State *runs);
void lh_grace_end(lh_state *state);
/// The run that was doomed is over.
void lh_pardon(lh_state *state);
void lh_unwatch(lh_state *state);

#endif
