// Worst inputs past a deadline: each call must end, and be doomed, soon after it.
#include <stdio.h>
#include <string.h>

#include "driver.h"

enum { DEADLINE = 60 * 1000 * 1000, MEMORY = 256 << 20 };

static const char *const scripts[] = {
  "('a'):rep(400):find(('.-'):rep(9) .. 'b')",
  "('a'):rep(5e6):find('.-.-b')",
  "('a'):rep(200000):find(('a*'):rep(20) .. 'b')",
  "('('):rep(1e6):find('%b()')",
  "('a'):rep(3e6):match('(a*)%1b')",
  "('a'):rep(1e6):find(('a'):rep(5e5) .. 'b', 1, true)",
  "local p = '[' .. ('b'):rep(2e6) .. ']' while true do ('a'):rep(1000):find(p) end",
  "('a'):rep(1e6):find('%f[b]' .. ('a-'):rep(5) .. 'b') while true do ('a'):rep(1e6):find('a-a-b') end",
  "for _ in ('a'):rep(1e6):gmatch('.-.-b') do end",
  "('a'):rep(1e6):gsub('.-b', '') while true do ('a'):rep(1e5):gsub('.-b', '') end",
  "while true do ('a'):rep(1e7):gsub('', string.upper) end",
  "while true do ('x'):rep(2e7) end",
  "local s = ('x'):rep(2e7) while true do s:upper() s:reverse() s:lower() end",
  "local s = ('\\1'):rep(5e6) while true do ('%q'):format(s) end",
  "local s = ('1'):rep(1e7) local t = {} for i = 1, 1e5 do t[i] = s end "
  "while true do pcall(string.char, table.unpack(t)) math.max(table.unpack(t)) end",
  "while true do string.packsize((' '):rep(1e7)) end",
  "local t = setmetatable({}, { __len = function() return math.maxinteger - 1 end }) table.insert(t, 1, 1)",
  "local t = setmetatable({}, { __len = function() return math.maxinteger end }) table.remove(t, 1)",
  "table.move({}, 1, math.maxinteger - 1, 2)",
  "table.move({}, 1, 1e17, 2, setmetatable({}, { __newindex = rawlen }))",
  "table.concat(setmetatable({}, { __index = function() return '' end, __len = function() return 1 << 60 end }))",
  "table.concat(setmetatable({}, { __index = type, __len = function() return 1 << 60 end }), '', 1)",
  "table.sort(setmetatable({}, { __index = rawlen, __newindex = rawlen, __len = function() return 1 << 30 end }), function() end)",
  "local s = ('x'):rep(1e7) local t = {} for i = 1, 1e5 do t[i] = s end while true do pcall(table.sort, t) end",
  "local t = {} for i = 1, 1e6 do t[i] = i % 7 end while true do table.sort(t, rawequal) end",
  "while true do pcall(table.unpack, {}, 1, 9e5) end",
  "local s = ('x'):rep(2e7) while true do utf8.len(s) utf8.offset(s, #s) end",
  "local s = 'a' .. ('\\x80'):rep(2e7) while true do utf8.offset(s, -1) end",
  "local b = {} for i = 1, 40000 do b[i] = 'elseif a then x=1 ' end "
  "local s = 'if a then ' .. table.concat(b) .. 'end' while true do load(s) end",
  "load(os.date) load(function() return ' ' end)",
  "while true do string.format(('%%'):rep(5e6)) end",
};

/// What a script needs beside: its environment has no globals here.
static void open_environment(lh_state *state) {
  lua_createtable(state->L, 0, 1);
  lua_pushglobaltable(state->L);
  lua_setfield(state->L, -2, "__index");
  lua_rawsetp(state->L, LUA_REGISTRYINDEX, &lh_key_environment);
}

static double doom(const char *script, lh_failure_kind *kind) {
  lh_state *state = open_state(MEMORY);
  open_environment(state);
  char source[1024];
  // What ends by itself, or for want of memory, goes on until it is stopped.
  const int length = snprintf(source, sizeof source, "while true do pcall(function() %s end) end", script);
  lh_ref function, coroutine;
  need(lh_load(state, source, (size_t)length, "@doom.lua", 0, &function) == LH_OK, script);
  need(lh_coroutine(state, function, &coroutine) == LH_OK, "a coroutine");
  const uint64_t deadline = lh_now() + DEADLINE;
  lh_set_deadline(state, deadline);
  need(lh_resume(state, coroutine, 1, NULL, 0, false) == LH_FAILED, script);
  const double late = (double)(int64_t)(lh_now() - deadline) / 1e6;
  *kind = lh_last_failure(state)->kind;
  if (lh_last_failure(state)->stop == LH_STOP_MEMORY) printf("  out of memory, not of time: %s\n", script);
  lh_close(state);
  return late;
}

void check_doom(void) {
  double worst = 0;
  for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
    lh_failure_kind kind;
    const double late = doom(scripts[i], &kind);
    if (late > 50) printf("  %.0f ms late: %s\n", late, scripts[i]);
    need(kind == LH_STOPPED, scripts[i]);
    need(late < 5000, scripts[i]);
    if (late > worst) worst = late;
  }
  printf("doom: %zu worst inputs, at most %.0f ms late\n", sizeof scripts / sizeof *scripts, worst);
}
