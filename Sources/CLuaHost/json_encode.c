// Lua tables to bytes: a walk by raw access, which calls no metamethod and so no script.
#include <lauxlib.h>

#include "json_encoder.h"

enum {
  STACKED_MOST = 64,         // members whose values wait on Lua's stack; those of larger objects are looked up
  MEMBERS_KEPT = 16 * 1024,  // bytes of scratch, from one encode to the next
};

static void write_value(lh_encoder *e, int index);

static void write_line(lh_encoder *e) {
  if (!(e->flags & LH_JSON_PRETTY)) return;
  size_t width = e->depth * 2;
  char *out = lh_encode_room(e, width + 1);
  *out = '\n';
  memset(out + 1, ' ', width);
  e->out->length += width + 1;
}

static inline void write_word(lh_encoder *e, const char *word, size_t length) {
  memcpy(lh_encode_room(e, length), word, length);
  e->out->length += length;
}

static lh_level *open(lh_encoder *e, int index, char bracket) {
  lh_encode_byte(e, bracket);
  lh_level *level = &e->levels[e->depth++];
  level->table = lua_topointer(e->L, index);
  level->step = LH_STEP_NONE;
  return level;
}

static void close(lh_encoder *e, char bracket) {
  e->depth--;
  write_line(e);
  lh_encode_byte(e, bracket);
}

static void separate(lh_encoder *e, bool first) {
  if (!first) lh_encode_byte(e, ',');
  write_line(e);
}

// Whether the keys are 1…n, by counting: for tables whose keys `next` does not give in that order.
static bool is_sequence(lh_encoder *e, int index) {
  lua_State *L = e->L;
  lua_Unsigned length = lua_rawlen(L, index), count = 0;
  for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
    if (!lua_isinteger(L, -2) || (lua_Unsigned)lua_tointeger(L, -2) - 1 >= length) {
      lua_pop(L, 2);
      return false;
    }
    count++;
  }
  return count == length;
}

// Writes the elements from `from` on, without regard to the order of the hash.
static void write_rest(lh_encoder *e, int index, lh_level *level, lua_Integer from) {
  lua_State *L = e->L;
  level->step = LH_STEP_NONE;
  if (!is_sequence(e, index)) lh_encode_fault_array(e, index);
  lua_Integer length = (lua_Integer)lua_rawlen(L, index);
  level->step = LH_STEP_INDEX;
  for (lua_Integer i = from; i <= length; i++) {
    separate(e, i == 1);
    level->index = i;
    lua_rawgeti(L, index, i);
    write_value(e, lua_gettop(L));
    lua_pop(L, 1);
  }
}

// With the first key and value on the stack; takes them off. An array is walked with `next`, not by index, so
// that a key which does not belong is seen without a second pass.
static void write_array(lh_encoder *e, int index) {
  lua_State *L = e->L;
  lh_level *level = open(e, index, '[');
  int value = lua_gettop(L);
  for (lua_Integer i = 1;; i++) {
    if (!lua_isinteger(L, value - 1) || lua_tointeger(L, value - 1) != i) {
      lua_settop(L, value - 2);
      write_rest(e, index, level, i);
      break;
    }
    separate(e, i == 1);
    level->step = LH_STEP_INDEX;
    level->index = i;
    write_value(e, value);
    lua_settop(L, value - 1);
    if (!lua_next(L, index)) break;
  }
  close(e, ']');
}

static inline void write_member(lh_encoder *e, lh_level *level, const char *key, size_t length, int value, bool first) {
  separate(e, first);
  level->step = LH_STEP_NONE;
  lh_encode_text(e, key, length, true);
  level->step = LH_STEP_KEY;
  level->key = key;
  level->length = length;
  lh_encode_byte(e, ':');
  if (e->flags & LH_JSON_PRETTY) lh_encode_byte(e, ' ');
  write_value(e, value);
}

// With the first key and value on the stack, as write_array.
static void write_unsorted(lh_encoder *e, int index) {
  lua_State *L = e->L;
  lh_level *level = open(e, index, '{');
  int value = lua_gettop(L);
  bool first = true;
  do {
    level->step = LH_STEP_NONE;
    if (lua_type(L, value - 1) != LUA_TSTRING) lh_encode_fault_array(e, index);
    size_t length = 0;
    const char *key = lua_tolstring(L, value - 1, &length);
    write_member(e, level, key, length, value, first);
    first = false;
    lua_settop(L, value - 1);
  } while (lua_next(L, index));
  close(e, '}');
}

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "prefix_of turns bytes around");

// Put together from loads of fixed size: a copy of `length` bytes into a word stalls the load that follows.
static inline uint64_t prefix_of(const char *text, size_t length) {
  uint64_t prefix = 0;
  uint32_t low = 0, high = 0;
  if (length >= 8) {
    memcpy(&prefix, text, 8);
  } else if (length >= 4) {
    memcpy(&low, text, 4);
    memcpy(&high, text + length - 4, 4);
    prefix = low | (uint64_t)high << (length - 4) * 8;
  } else {
    for (size_t i = 0; i < length; i++) prefix |= (uint64_t)(unsigned char)text[i] << i * 8;
  }
  return __builtin_bswap64(prefix);
}

static void read_key(lh_encoder *e, int index, int key, bool marked, lh_member *member) {
  lua_State *L = e->L;
  if (lua_type(L, key) == LUA_TSTRING) {
    size_t length = 0;
    member->key.text = lua_tolstring(L, key, &length);
    if (length >= LH_INTEGER_KEY) lh_encode_fault(e, "has a key of 4 GiB or more");
    member->length = (uint32_t)length;
    member->prefix = prefix_of(member->key.text, length);
    return;
  }
  if (!marked) lh_encode_fault_array(e, index);
  if (!lua_isinteger(L, key)) lh_encode_fault_key(e, key);
  char digits[LH_KEY_DIGITS];
  size_t length = 0;
  member->key.integer = lua_tointeger(L, key);
  member->length = LH_INTEGER_KEY;
  const char *text = lh_member_text(member, digits, &length);
  member->prefix = prefix_of(text, length);
}

// Asks for the memory of a string or table that is to be written soon: waiting for it is a large part of the time.
static inline void prefetch(lua_State *L, int value) {
  __builtin_prefetch(lua_topointer(L, value));
}

// Takes the members of the table at `index`, whose first key and value are on the stack, into e->members. Keys
// stay valid without being on the stack, for the table holds them. Answers how many there are.
static size_t gather(lh_encoder *e, int index, bool marked) {
  lua_State *L = e->L;
  size_t count = 0;
  int value = lua_gettop(L);
  do {
    if (__builtin_expect(count == STACKED_MOST / 2, 0)) lh_need_stack(L, STACKED_MOST * 2);
    lh_member *member = (lh_member *)(void *)lh_buffer_room(L, e->members, sizeof *member);
    read_key(e, index, value - 1, marked, member);
    e->members->length += sizeof *member;
    member->slot = 0;
    if (count < STACKED_MOST) {
      member->slot = value;
      prefetch(L, value);
      lua_pushvalue(L, value - 1);
      value += 2;
    } else {
      lua_settop(L, value - 1);
      if (count % LH_JSON_CHECKPOINT_VALUES == 0) lh_checkpoint(L);
    }
    count++;
  } while (lua_next(L, index));
  return count;
}

// The stack index of a member's value; pushes it when it was not kept there.
static int find_value(lua_State *L, int index, const lh_member *member) {
  if (member->slot != 0) return member->slot;
  if (member->length == LH_INTEGER_KEY) {
    lua_rawgeti(L, index, member->key.integer);
  } else {
    lua_pushlstring(L, member->key.text, member->length);
    lua_rawget(L, index);
  }
  return lua_gettop(L);
}

// json.object{[1] = …, ["1"] = …} has two members of the same name.
static void refuse_twin(lh_encoder *e, const lh_member *a, const lh_member *b) {
  if ((a->length == LH_INTEGER_KEY) == (b->length == LH_INTEGER_KEY) || a->prefix != b->prefix) return;
  char a_digits[LH_KEY_DIGITS], b_digits[LH_KEY_DIGITS];
  size_t a_length = 0, b_length = 0;
  const char *a_text = lh_member_text(a, a_digits, &a_length), *b_text = lh_member_text(b, b_digits, &b_length);
  if (a_length != b_length || memcmp(a_text, b_text, a_length) != 0) return;
  lua_Integer integer = a->length == LH_INTEGER_KEY ? a->key.integer : b->key.integer;
  lh_encode_fault(e, "has both the index %I and the key \"%I\", which are one in JSON", integer, integer);
}

static void write_sorted(lh_encoder *e, int index, bool marked) {
  lua_State *L = e->L;
  int top = lua_gettop(L) - 2;
  size_t begin = e->members->length;
  lh_level *level = open(e, index, '{');
  size_t count = gather(e, index, marked);
  lh_sort_members(L, (lh_member *)(void *)(e->members->bytes + begin), count);
  for (size_t i = 0; i < count; i++) {
    // A copy: members of inner objects may move the buffer.
    lh_member member = ((lh_member *)(void *)(e->members->bytes + begin))[i];
    char digits[LH_KEY_DIGITS];
    size_t length = 0;
    const char *key = lh_member_text(&member, digits, &length);
    level->step = LH_STEP_NONE;
    if (marked && i > 0) refuse_twin(e, (lh_member *)(void *)(e->members->bytes + begin) + i - 1, &member);
    int value = find_value(L, index, &member);
    write_member(e, level, key, length, value, i == 0);
    if (member.slot == 0) lua_settop(L, value - 1);
  }
  e->members->length = begin;
  lua_settop(L, top);
  close(e, '}');
}

typedef enum mark { PLAIN, ARRAY, OBJECT } mark;

static mark mark_of(lh_encoder *e, int index) {
  if (!lua_getmetatable(e->L, index)) return PLAIN;
  const void *metatable = lua_topointer(e->L, -1);
  lua_pop(e->L, 1);
  return metatable == e->anchors->array ? ARRAY : metatable == e->anchors->object ? OBJECT : PLAIN;
}

static void write_table(lh_encoder *e, int index) {
  lua_State *L = e->L;
  if (e->depth == e->max_depth) lh_encode_fault_depth(e, lua_topointer(L, index));
  lh_need_stack(L, STACKED_MOST + 8);
  mark mark = mark_of(e, index);
  lua_pushnil(L);
  if (!lua_next(L, index)) {
    write_word(e, mark == ARRAY ? "[]" : "{}", 2);
  } else if (mark == ARRAY || (mark == PLAIN && lua_type(L, -2) != LUA_TSTRING)) {
    write_array(e, index);
  } else if (mark == OBJECT || (e->flags & LH_JSON_SORTED)) {
    write_sorted(e, index, mark == OBJECT);
  } else {
    write_unsorted(e, index);
  }
}

static void write_value(lh_encoder *e, int index) {
  lua_State *L = e->L;
  if (__builtin_expect(--e->countdown <= 0, 0)) {
    e->countdown = LH_JSON_CHECKPOINT_VALUES;
    lh_checkpoint(L);
  }
  switch (lua_type(L, index)) {
    case LUA_TSTRING: {
      size_t length = 0;
      const char *text = lua_tolstring(L, index, &length);
      lh_encode_text(e, text, length, false);
      return;
    }
    case LUA_TTABLE: write_table(e, index); return;
    case LUA_TNUMBER:
      if (lua_isinteger(L, index)) {
        lh_encode_integer(e, lua_tointeger(L, index));
      } else {
        lh_encode_number(e, lua_tonumber(L, index));
      }
      return;
    case LUA_TBOOLEAN:
      if (lua_toboolean(L, index)) {
        write_word(e, "true", 4);
      } else {
        write_word(e, "false", 5);
      }
      return;
    case LUA_TNIL: write_word(e, "null", 4); return;
    default:
      if (lua_touserdata(L, index) != e->anchors->null) lh_encode_fault_type(e, index);
      write_word(e, "null", 4);
  }
}

void lh_json_encode(
  lua_State *L, int index, lh_buffer *out, const char *root, const lh_json_limits *limits, unsigned flags) {
  index = lua_absindex(L, index);
  lh_need_stack(L, LUA_MINSTACK);
  lh_json_anchors *anchors = lh_json_anchors_of(L);
  lh_encoder e;  // not initialised as a whole: its levels are many
  e.L = L;
  e.out = out;
  e.members = &anchors->members;
  e.anchors = anchors;
  e.root = root;
  e.begin = out->length;
  e.max_bytes = limits != NULL ? limits->max_bytes : 0;
  e.depth = 0;
  e.max_depth = lh_json_depth(limits);
  e.flags = flags;
  e.countdown = LH_JSON_CHECKPOINT_VALUES;
  e.members->length = 0;  // an error may have left some
  write_value(&e, index);
  if (e.max_bytes != 0 && out->length - e.begin > e.max_bytes) {
    lh_encode_fault(&e, "is %I bytes of JSON text; the limit is %I: return less data",
      (lua_Integer)(out->length - e.begin), (lua_Integer)e.max_bytes);
  }
  lh_buffer_reset(e.members, MEMBERS_KEPT);
}
