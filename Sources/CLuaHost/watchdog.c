// Time limits that cost a script nothing before they pass. A thread looks every few milliseconds whether a run is past
// one of its limits and, if so, signals the thread of that run; the handler arms a count hook on the coroutine that
// runs there (lua_sethook is safe in a signal handler, manual §4.7), and the hook raises doom. C functions, which no
// hook sees, poll: lh_checkpoint.
#include <errno.h>
#include <signal.h>
#include <time.h>

#include "host.h"

enum {
  SIGNAL = SIGURG,            // ignored by default: one that comes late does nothing
  PERIOD = 5 * 1000 * 1000,   // between two looks
  GRACE = 100 * 1000 * 1000,  // for what runs when a run is over
  // CPU time that a run may go on for after it was told to stop, the grace not counted. Most meet the hook at once; this
  // is for long steps of the collector.
  PATIENCE = 100 * 1000 * 1000,
};
#define LAST_RESORT UINT64_C(10000000000)  // a run that still goes on so long after it was told to stop will not stop

static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t list_grew = PTHREAD_COND_INITIALIZER;
static lh_state *watched;
static pthread_once_t started = PTHREAD_ONCE_INIT;
static _Thread_local lh_state *volatile here;
static void (*_Atomic last_resort)(void);

static uint64_t read_clock(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t lh_now(void) { return read_clock(CLOCK_MONOTONIC); }

// ---- On the thread that runs a script ----

static void lock(lh_state *state) {
  lh_shelter(state->account);
  pthread_mutex_lock(&state->lock);
}

static void unlock(lh_state *state) {
  pthread_mutex_unlock(&state->lock);
  lh_unshelter(state->account);
}

// When doom is first raised, what the script closes on the way out (manual §3.3.8) gets a moment: the hook is off until
// the watchdog strikes again. doomed stays, so that nothing catches the error.
void lh_raise_doom(lua_State *L) {
  lh_state *state = lh_of(L);
  if (state->striking && !state->in_grace && state->grace > 0) {
    state->striking = false;
    lock(state);
    state->in_grace = state->graced = true;
    state->grace_end = lh_now() + state->grace;
    state->stop = LH_STOP_NONE;
    unlock(state);
    lh_rest(L);
  }
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_doom);
  lua_error(L);
  __builtin_unreachable();
}

static void strike(lua_State *L, lua_Debug *ar) {
  (void)ar;
  lh_obey(L);
  lh_rest(L);  // armed to inspect, or in a run that ended before it struck
  lh_inspect(L);
}

void lh_checkpoint(lua_State *L) {
  lh_obey(L);
  lh_inspect(L);
}

/// lua_sethook visits every frame of the stack, of which there may be 200,000: done at each signal, a script that is so
/// deep would get no time to meet the hook.
static void arm(lua_State *L) {
  if (L && lua_gethook(L) != strike) lua_sethook(L, strike, LUA_MASKCOUNT, 1);
}

void lh_doom(lh_state *state, lh_stop stop) {
  if (!state->doomed) state->doomed = stop;
  state->striking = true;
  arm(state->running);
}

void lh_pardon(lh_state *state) {
  state->doomed = LH_STOP_NONE;
  state->striking = false;
}

static void on_signal(int number) {
  (void)number;
  int saved = errno;
  lh_state *state = here;
  if (state && state->running) {
    if (state->escape_requested) lh_escape(state);
    if (state->stop != LH_STOP_NONE) {
      lh_doom(state, state->stop);
    } else if (state->inspection) {
      arm(state->running);
    }
  }
  errno = saved;
}

// ---- On the watchdog's thread, under the state's lock ----

/// CPU time of the thread that runs; 0 where it is not told.
static uint64_t cpu_of_thread(const lh_state *state) {
  clockid_t clock;
  return pthread_getcpuclockid(state->thread, &clock) == 0 ? read_clock(clock) : 0;
}

/// CPU time of the run under way. The thread's clock is read only for runs that the watchdog meets: they are long.
static uint64_t cpu_of_run(lh_state *state, uint64_t now) {
  const uint64_t cpu = cpu_of_thread(state);
  if (cpu == 0) return now - state->run_start;
  if (state->sample_cpu == 0) {
    state->sample_cpu = cpu;
    state->sample_wall = now - state->run_start;
  }
  return state->sample_wall + (cpu - state->sample_cpu);
}

static lh_stop limit_reached(lh_state *state, uint64_t now) {
  if (state->in_grace) return now >= state->grace_end ? LH_STOP_DEADLINE : LH_STOP_NONE;
  if (state->deadline && now >= state->deadline) return LH_STOP_DEADLINE;
  if (state->interrupted) return LH_STOP_INTERRUPT;
  const uint64_t cpu = cpu_of_run(state, now);
  if (state->slice_limit && cpu >= state->slice_limit) return LH_STOP_SLICE;
  if (state->cpu_limit && state->cpu_used + cpu >= state->cpu_limit) return LH_STOP_CPU;
  return LH_STOP_NONE;
}

/// What is done about a run that was told to stop and goes on.
static void press(lh_state *state, uint64_t now) {
  const uint64_t cpu = cpu_of_thread(state);
  if (!state->overdue) {
    state->overdue = now;
    state->overdue_cpu = cpu;
  }
  const uint64_t patience = PATIENCE + (state->graced ? GRACE : 0);
  if (cpu - state->overdue_cpu > patience) state->escape_requested = true;
  if (now - state->overdue > LAST_RESORT && last_resort) last_resort();
}

static void look_at(lh_state *state) {
  pthread_mutex_lock(&state->lock);
  if (state->executing) {
    const uint64_t now = lh_now();
    state->stop = limit_reached(state, now);
    if (state->stop != LH_STOP_NONE) press(state, now);
    if (state->stop != LH_STOP_NONE || state->inspection) pthread_kill(state->thread, SIGNAL);
  }
  pthread_mutex_unlock(&state->lock);
}

static void *watch(void *unused) {
  (void)unused;
  pthread_mutex_lock(&list_lock);
  for (;;) {
    while (!watched) pthread_cond_wait(&list_grew, &list_lock);
    for (lh_state *state = watched; state; state = state->next_watched) look_at(state);
    pthread_mutex_unlock(&list_lock);
    nanosleep(&(struct timespec){.tv_nsec = PERIOD}, NULL);
    pthread_mutex_lock(&list_lock);
  }
  return NULL;
}

static void start(void) {
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
  sigaction(SIGNAL, &action, NULL);
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 64 * 1024);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_create(&thread, &attributes, watch, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
}

static void watch_state(lh_state *state) {
  pthread_once(&started, start);
  pthread_mutex_lock(&list_lock);
  if (!state->watched) {
    state->next_watched = watched;
    watched = state;
    state->watched = true;
    pthread_cond_signal(&list_grew);
  }
  pthread_mutex_unlock(&list_lock);
}

void lh_unwatch(lh_state *state) {
  pthread_mutex_lock(&list_lock);
  for (lh_state **link = &watched; *link; link = &(*link)->next_watched) {
    if (*link == state) {
      *link = state->next_watched;
      break;
    }
  }
  state->watched = false;
  pthread_mutex_unlock(&list_lock);
}

// ---- Limits ----

void lh_set_deadline(lh_state *state, uint64_t nanoseconds) {
  pthread_mutex_lock(&state->lock);
  bool changed = state->deadline != nanoseconds;
  state->deadline = nanoseconds;
  pthread_mutex_unlock(&state->lock);
  if (nanoseconds && changed) watch_state(state);
}

void lh_set_cpu_limits(lh_state *state, uint64_t slice, uint64_t total) {
  pthread_mutex_lock(&state->lock);
  state->slice_limit = slice;
  state->cpu_limit = total;
  pthread_mutex_unlock(&state->lock);
  if (slice || total) watch_state(state);
}

void lh_set_last_resort(void (*handler)(void)) { last_resort = handler; }

uint64_t lh_cpu_used(const lh_state *state) { return state->cpu_used; }

void lh_interrupt(lh_state *state) {
  state->interrupted = true;
  watch_state(state);
}

bool lh_is_interrupted(const lh_state *state) { return state->interrupted; }

void lh_request_inspection(lh_state *state) {
  state->inspection = true;
  watch_state(state);
}

// ---- Runs ----

static void allow_signal(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGNAL);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

/// Dispatch blocks nearly all signals on its threads.
static void unblock_signal(void) {
  static _Thread_local bool unblocked;
  if (unblocked) return;
  allow_signal();
  unblocked = true;
}

void lh_run_begin(lh_state *state) {
  unblock_signal();
  here = state;
  pthread_mutex_lock(&state->lock);
  state->thread = pthread_self();
  state->run_start = lh_now();
  state->sample_cpu = 0;
  state->stop = LH_STOP_NONE;
  state->overdue = 0;
  state->graced = false;
  state->escape_requested = false;
  state->executing = true;
  pthread_mutex_unlock(&state->lock);
  state->escapable = true;
}

static void end_run(lh_state *state) {
  pthread_mutex_lock(&state->lock);
  const uint64_t now = lh_now();
  state->cpu_used += state->sample_cpu ? cpu_of_run(state, now) : now - state->run_start;
  if (state->in_grace) state->grace = now < state->grace_end ? state->grace_end - now : 0;
  state->in_grace = false;
  state->executing = false;
  pthread_mutex_unlock(&state->lock);
  here = NULL;
}

void lh_run_end(lh_state *state) {
  state->escapable = false;
  end_run(state);
}

void lh_run_abandon(lh_state *state) {
  allow_signal();  // the handler, during which it is blocked, did not return
  end_run(state);
}
void lh_grace_refill(lh_state *state) { state->grace = GRACE; }

void lh_grace_begin(lh_state *state, lua_State *runs) {
  lh_pardon(state);
  state->running = runs;
  lh_run_begin(state);
  pthread_mutex_lock(&state->lock);
  state->in_grace = true;
  state->grace_end = lh_now() + state->grace;
  pthread_mutex_unlock(&state->lock);
  if (state->grace == 0) lh_doom(state, LH_STOP_DEADLINE);
}

void lh_grace_end(lh_state *state) {
  lh_run_end(state);
  state->running = NULL;
  lh_pardon(state);
}
