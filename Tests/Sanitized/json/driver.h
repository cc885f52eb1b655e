// What the parts of the driver share.
#ifndef DRIVER_H
#define DRIVER_H

#include <lua.h>
#include <stdbool.h>

/// An allocator that counts, and that fails when told to.
typedef struct account {
  long live, calls, fail_at;
  bool fail_on;  // and every later one
} account;

void need(bool condition, const char *what);
lua_State *open_state(account *a, bool with_json);

void try_documents(long rounds);
void try_floats(long rounds);

#endif
