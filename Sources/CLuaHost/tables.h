// The table library's parts.
#ifndef LH_TABLES_H
#define LH_TABLES_H

#include <lua.h>

enum { LH_READS = 1, LH_WRITES = 2, LH_MEASURES = 4 };

/// Checks that the argument is a table, or has the metamethods that its uses need.
void lh_check_table(lua_State *L, int index, int uses);

/// The same, and #argument.
lua_Integer lh_length(lua_State *L, int index, int uses);

int lh_table_sort(lua_State *L);

#endif
