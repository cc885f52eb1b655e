// The order of an object's members: the bytes of their keys.
#include "json_encoder.h"

enum { INSERTION_MOST = 24 };

const char *lh_member_text(const lh_member *member, char *digits, size_t *length) {
  if (member->length != LH_INTEGER_KEY) {
    *length = member->length;
    return member->key.text;
  }
  char *end = digits + LH_KEY_DIGITS, *start = lh_encode_digits(member->key.integer, end);
  *length = (size_t)(end - start);
  return start;
}

static bool is_before_whole(const lh_member *a, const lh_member *b) {
  char a_digits[LH_KEY_DIGITS], b_digits[LH_KEY_DIGITS];
  size_t a_length = 0, b_length = 0;
  const char *a_text = lh_member_text(a, a_digits, &a_length), *b_text = lh_member_text(b, b_digits, &b_length);
  int order = memcmp(a_text, b_text, a_length < b_length ? a_length : b_length);
  return order != 0 ? order < 0 : a_length < b_length;
}

static inline bool is_before(const lh_member *a, const lh_member *b) {
  return a->prefix != b->prefix ? a->prefix < b->prefix : is_before_whole(a, b);
}

static void sort_few(lh_member *members, size_t count) {
  for (size_t i = 1; i < count; i++) {
    if (!is_before(&members[i], &members[i - 1])) continue;
    lh_member member = members[i];
    size_t to = i;
    do {
      members[to] = members[to - 1];
      to--;
    } while (to > 0 && is_before(&member, &members[to - 1]));
    members[to] = member;
  }
}

static void sift(lh_member *members, size_t root, size_t count) {
  lh_member member = members[root];
  for (size_t child = root * 2 + 1; child < count; child = root * 2 + 1) {
    if (child + 1 < count && is_before(&members[child], &members[child + 1])) child++;
    if (!is_before(&member, &members[child])) break;
    members[root] = members[child];
    root = child;
  }
  members[root] = member;
}

// Heapsort: in place and n log n whatever keys a script chose.
static void sort_many(lua_State *L, lh_member *members, size_t count) {
  for (size_t root = count / 2; root-- > 0;) sift(members, root, count);
  for (size_t last = count - 1; last > 0; last--) {
    if (last % LH_JSON_CHECKPOINT_VALUES == 0) lh_checkpoint(L);
    lh_member member = members[last];
    members[last] = members[0];
    members[0] = member;
    sift(members, 0, last);
  }
}

void lh_sort_members(lua_State *L, lh_member *members, size_t count) {
  if (count <= INSERTION_MOST) {
    sort_few(members, count);
  } else {
    sort_many(L, members, count);
  }
}
