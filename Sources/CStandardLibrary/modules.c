// A file that is added to stdlib/ is added here; a test compares the two.
#include "CStandardLibrary.h"

static const unsigned char async_source[] = {
#embed "../../stdlib/async.lua"
};

static const unsigned char http_source[] = {
#embed "../../stdlib/http.lua"
};

static const unsigned char prelude_source[] = {
#embed "../../stdlib/prelude.lua"
};

static const lh_module modules[] = {
  {"async", async_source, sizeof async_source},
  {"http", http_source, sizeof http_source},
  {"prelude", prelude_source, sizeof prelude_source},
};

static const unsigned char catalogue_schema[] = {
#embed "../../docs/schemas/integrations.schema.json"
};

lh_module lh_catalogue_schema(void) {
  return (lh_module){"integrations.schema.json", catalogue_schema, sizeof catalogue_schema};
}

size_t lh_module_count(void) { return sizeof modules / sizeof *modules; }

lh_module lh_module_at(size_t index) { return modules[index]; }
