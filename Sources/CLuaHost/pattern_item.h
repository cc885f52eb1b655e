// One item of a pattern: a character, a class, or a set; what may repeat it comes after.
#ifndef LH_PATTERN_ITEM_H
#define LH_PATTERN_ITEM_H

#include "classes.h"
#include "pattern.h"

enum { LH_ESCAPE = '%' };

/// Where the set after its [ ends. Raises: a malformed pattern.
const char *lh_set_end(lh_match *match, const char *p);

_Noreturn void lh_raise_escape_at_end(lh_match *match);

/// Where the item at p ends. Raises: a malformed pattern.
static inline const char *lh_item_end(lh_match *match, const char *p) {
  const char first = *p++;
  if (first == '[') return lh_set_end(match, p);
  if (first != LH_ESCAPE) return p;
  if (p == match->pattern_end) lh_raise_escape_at_end(match);
  return p + 1;
}

/// Whether the set from its [ to its ] has the byte.
bool lh_set_has(unsigned char byte, const char *set, const char *last);

/// How many bytes from s the item takes one after the other.
size_t lh_item_run(lh_match *match, const char *s, const char *p, const char *end);

static inline bool lh_item_takes(unsigned char byte, const char *p, const char *end) {
  switch (*p) {
    case '.': return true;
    case LH_ESCAPE: return lh_is_in_class(byte, (unsigned char)p[1]);
    case '[': return lh_set_has(byte, p, end - 1);
    default: return (unsigned char)*p == byte;
  }
}

/// The only byte that the item takes, -1 if it takes several.
static inline int lh_item_literal(const char *p) {
  if (*p == '.' || *p == '[') return -1;
  if (*p != LH_ESCAPE) return (unsigned char)*p;
  return lh_class_of_letter[(unsigned char)p[1]] ? -1 : (unsigned char)p[1];
}

static inline bool lh_may_be_absent(const lh_match *match, const char *end) {
  return end < match->pattern_end && (*end == '*' || *end == '?' || *end == '-');
}

/// Steps that looking at an item costs: those of a set are in its length.
static inline size_t lh_item_steps(const char *p, const char *end) { return 1 + ((size_t)(end - p) >> 4); }

#endif
