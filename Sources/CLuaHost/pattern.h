// Lua's patterns (manual §6.4.1), matched under a deadline.
#ifndef LH_PATTERN_H
#define LH_PATTERN_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

enum { LH_MAX_CAPTURES = 32, LH_CAPTURE_OPEN = -1, LH_CAPTURE_POSITION = -2 };

typedef struct lh_capture_span {
  const char *start;
  ptrdiff_t length;  ///< or LH_CAPTURE_OPEN, LH_CAPTURE_POSITION
} lh_capture_span;

/// A subject and a pattern, and the captures of the last match. The strings must stay on the Lua stack.
typedef struct lh_match {
  lua_State *L;
  const char *subject, *subject_end;
  const char *pattern, *pattern_end;
  bool anchored, head_sought;
  // What every match begins with, where that is one character: others need no try.
  const char *head, *head_end;  ///< NULL: nothing is known
  int literal;                  ///< the head's only character, or -1
  size_t spent;
  int depth;  ///< of the matcher's recursion, still allowed
  int count;  ///< of captures
  lh_capture_span captures[LH_MAX_CAPTURES];
} lh_match;

/// Prepares for the strings at indices 1 and 2. With anchors, a ^ at the start is one.
void lh_match_begin(lh_match *match, lua_State *L, bool anchors);

/// The end of the first match that begins at from or after, NULL if there is none; its start goes to *start.
/// Of an anchored pattern, a match that begins at from. Raises: a malformed pattern, as what is below.
const char *lh_match_search(lh_match *match, const char *from, const char **start);

/// The text of a capture and its length, or LH_CAPTURE_POSITION, whose position is then pushed. [start, end) is the
/// whole match, which a pattern without captures has as its first.
ptrdiff_t lh_match_capture(
  const lh_match *match, int capture, const char *start, const char *end, const char **text);
void lh_match_push_capture(const lh_match *match, int capture, const char *start, const char *end);

/// Pushes all captures; the whole match where there are none, unless start is NULL. Returns how many.
int lh_match_push_captures(const lh_match *match, const char *start, const char *end);

#endif
