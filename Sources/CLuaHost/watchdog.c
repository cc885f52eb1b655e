// Deadlines that cost a script nothing before they pass. A thread looks every few milliseconds whether a run is past
// its deadline and, if so, signals the thread of that run; the handler arms a count hook on the coroutine that runs
// there (lua_sethook is safe in a signal handler, manual §4.7), and the hook raises doom.
#include <errno.h>
#include <signal.h>
#include <time.h>

#include "host.h"

enum { SIGNAL = SIGURG, PERIOD = 5 * 1000 * 1000, GRACE = 100 * 1000 * 1000 };  // SIGURG is ignored by default: one that comes late does nothing

static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t list_grew = PTHREAD_COND_INITIALIZER;
static lh_state *watched;
static pthread_once_t started = PTHREAD_ONCE_INIT;
static _Thread_local lh_state *volatile here;

uint64_t lh_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void lh_raise_doom(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_key_doom);
  lua_error(L);
  __builtin_unreachable();
}

static void doom_hook(lua_State *L, lua_Debug *ar) {
  (void)ar;
  if (lh_of(L)->doomed) lh_raise_doom(L);
  lua_sethook(L, NULL, 0, 0);  // armed in a run that ended before it struck
}

void lh_checkpoint(lua_State *L) {
  if (lh_of(L)->doomed) lh_raise_doom(L);
}

static bool is_due(const lh_state *state, uint64_t now) {
  return (state->interrupted && !state->in_grace) || (state->deadline && now >= state->deadline);
}

static void on_signal(int number) {
  (void)number;
  int saved = errno;
  lh_state *state = here;
  if (state && state->running && is_due(state, lh_now())) {
    state->doomed = true;
    lua_sethook(state->running, doom_hook, LUA_MASKCOUNT, 1);
  }
  errno = saved;
}

static void look_at(lh_state *state, uint64_t now) {
  pthread_mutex_lock(&state->lock);
  if (state->executing && is_due(state, now)) pthread_kill(state->thread, SIGNAL);
  pthread_mutex_unlock(&state->lock);
}

static void *watch(void *unused) {
  (void)unused;
  pthread_mutex_lock(&list_lock);
  for (;;) {
    while (!watched) pthread_cond_wait(&list_grew, &list_lock);
    uint64_t now = lh_now();
    for (lh_state *state = watched; state; state = state->next_watched) look_at(state, now);
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

void lh_set_deadline(lh_state *state, uint64_t nanoseconds) {
  pthread_mutex_lock(&state->lock);
  bool changed = state->deadline != nanoseconds;
  state->deadline = nanoseconds;
  pthread_mutex_unlock(&state->lock);
  if (nanoseconds && changed) watch_state(state);
}

void lh_interrupt(lh_state *state) {
  pthread_mutex_lock(&state->lock);
  state->interrupted = true;
  pthread_mutex_unlock(&state->lock);
  watch_state(state);
}

bool lh_is_interrupted(const lh_state *state) { return state->interrupted; }

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

/// Dispatch blocks nearly all signals on its threads.
static void unblock_signal(void) {
  static _Thread_local bool unblocked;
  if (unblocked) return;
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGNAL);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  unblocked = true;
}

void lh_run_begin(lh_state *state) {
  unblock_signal();
  here = state;
  pthread_mutex_lock(&state->lock);
  state->thread = pthread_self();
  state->executing = true;
  pthread_mutex_unlock(&state->lock);
}

uint64_t lh_grace_begin(lh_state *state, lua_State *runs) {
  const uint64_t deadline = state->deadline;
  state->doomed = false;
  state->in_grace = true;
  state->running = runs;
  lh_set_deadline(state, lh_now() + GRACE);
  lh_run_begin(state);
  return deadline;
}

void lh_grace_end(lh_state *state, uint64_t deadline) {
  lh_run_end(state);
  state->in_grace = false;
  state->running = NULL;
  state->doomed = false;
  lh_set_deadline(state, deadline);
}

void lh_run_end(lh_state *state) {
  pthread_mutex_lock(&state->lock);
  state->executing = false;
  pthread_mutex_unlock(&state->lock);
  here = NULL;
}
