// The Lua files of stdlib/, inside the binary.
#ifndef CSTANDARDLIBRARY_H
#define CSTANDARDLIBRARY_H

#include <stddef.h>

typedef struct lh_module {
  const char *name;
  const unsigned char *source;
  size_t length;
} lh_module;

/// How many modules there are.
size_t lh_module_count(void);

/// A module by its place in the order of names.
lh_module lh_module_at(size_t index);

/// How many files of stdlib/types there are: for editors, what is written in C.
size_t lh_types_count(void);

/// One of them by its place.
lh_module lh_types_at(size_t index);

/// The JSON Schema of integrations.json.
lh_module lh_catalogue_schema(void);

#endif
