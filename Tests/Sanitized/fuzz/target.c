// libFuzzer's target: patterns, formats, packing, utf8 and JSON, under a deadline of 20 ms, as scripts meet them.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"

enum { MEMORY = 64 << 20, DEADLINE = 20 * 1000 * 1000, LIVES = 20000 };

static lh_answer_kind no_native(void *host, const lh_call *call) {
  (void)host;
  (void)call;
  return LH_RETURN;
}

// kind, a, b: what to do with the two halves of the input.
static const char program[] =
  "local kind, a, b, n = ...\n"
  "local function try(f, ...) return pcall(f, ...) end\n"
  "if kind == 0 then try(string.find, b, a) try(string.match, b, a, n)\n"
  "elseif kind == 1 then local count = 0 try(function() for x in b:gmatch(a) do count = count + 1 if count > 99 then break end end end)\n"
  "elseif kind == 2 then try(string.gsub, b, a, b:sub(1, 20)) try(string.gsub, b, a, '<%0%1>', n)\n"
  "elseif kind == 3 then try(string.gsub, b, a, function(...) return (...) end) try(string.gsub, b, a, { a = b })\n"
  "  local co = coroutine.wrap(string.gsub) try(co, b, a, coroutine.yield) for i = 1, 9 do try(co, b) end\n"
  "elseif kind == 4 then try(string.format, a, b, n, b, n / 3, {}, true) try(string.format, '%q', b)\n"
  "elseif kind == 5 then try(string.unpack, a, b, n) try(string.packsize, a) try(string.pack, a, n, b, n, b, 1.5)\n"
  "elseif kind == 6 then try(utf8.len, b, n, -n) try(utf8.codepoint, b, 1, -1, true) try(utf8.offset, b, n)\n"
  "  try(function() for p, c in utf8.codes(b, n > 9) do end end)\n"
  "elseif kind == 7 then local t = { b:byte(1, 50) } try(table.sort, t, function(x, y) return (x * n) % 13 < (y + n) % 17 end)\n"
  "  local co = coroutine.wrap(table.sort) try(co, t, coroutine.yield) for i = 1, 99 do try(co, b:byte(i) == 65) end\n"
  "elseif kind == 8 then try(load, b) try(string.rep, b, n % 100, a) try(b.upper, b) try(b.reverse, b) try(b.find, b, a, 1, true)\n"
  "else local ok, v = try(json.decode, b) if ok then try(json.encode, v) end end\n";

static lh_state *state;
static lh_ref function;
static long lives;

static void open_state(void) {
  const lh_options options = {.memory_limit = MEMORY, .native = no_native};
  state = lh_open(&options);
  if (!state) abort();
  lua_createtable(state->L, 0, 1);
  lua_pushglobaltable(state->L);
  lua_rawgetp(state->L, LUA_REGISTRYINDEX, &lh_key_natives);
  lua_getfield(state->L, -1, "json");
  lua_setfield(state->L, -3, "json");
  lua_pop(state->L, 1);
  lua_setfield(state->L, -2, "__index");
  lua_rawsetp(state->L, LUA_REGISTRYINDEX, &lh_key_environment);
  if (lh_load(state, program, sizeof program - 1, "@fuzz.lua", 0, &function) != LH_OK) abort();
  lives = 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 3) return 0;
  if (!state) open_state();
  const size_t rest = size - 3, half = data[1] < rest ? data[1] : rest;
  const lh_value values[] = {
    {.type = LH_INTEGER, .integer = data[0] % 10},
    {.type = LH_STRING, .bytes = (const char *)data + 3, .length = half},
    {.type = LH_STRING, .bytes = (const char *)data + 3 + half, .length = rest - half},
    {.type = LH_INTEGER, .integer = (int8_t)data[2]},
  };
  lh_ref coroutine;
  if (lh_coroutine(state, function, &coroutine) != LH_OK) abort();
  lh_set_deadline(state, lh_now() + DEADLINE);
  if (lh_resume(state, coroutine, 1, values, 4, false) == LH_FAILED) {
    const lh_failure_kind kind = lh_last_failure(state)->kind;
    if (kind != LH_STOPPED && kind != LH_MEMORY) abort();  // all else is caught
    if (lh_last_failure(state)->value) lh_release(state, lh_last_failure(state)->value);
  }
  lh_finish(state, coroutine, 1);
  if (++lives > LIVES) {
    lh_close(state);
    state = NULL;
  }
  return 0;
}
