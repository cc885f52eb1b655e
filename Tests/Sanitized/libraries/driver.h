// What the parts of the driver share.
#ifndef DRIVER_H
#define DRIVER_H

#include "host.h"

void need(bool condition, const char *what);

/// A state as the host opens it; Lua's own libraries are in the global table "stock".
lh_state *open_state(size_t memory_limit);

/// Runs a file on the state's main thread and stops the test when it fails.
void run_file(lh_state *state, const char *folder, const char *name);

void check_doom(void);
void sweep_allocations(const char *folder);

#endif
