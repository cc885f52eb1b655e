// Between the search for a match and the matcher.
#ifndef LH_PATTERN_MATCH_H
#define LH_PATTERN_MATCH_H

#include "pattern.h"

enum { LH_PATTERN_DEPTH = 200 };

/// The end of the match of the pattern's rest p that begins at s; NULL: none.
const char *lh_match_here(lh_match *match, const char *s, const char *p);

#endif
