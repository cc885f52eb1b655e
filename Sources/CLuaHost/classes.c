#include "classes.h"

enum {
  PUNCT = LH_PUNCT | LH_GRAPH,
  MARK = PUNCT | LH_SPECIAL,
  NUMERAL = LH_DIGIT | LH_ALNUM | LH_HEX | LH_GRAPH,
  LETTER = LH_ALPHA | LH_ALNUM | LH_GRAPH,
};

const unsigned short lh_classes[256] = {
  [0] = LH_CONTROL | LH_ZERO,
  [1 ... 8] = LH_CONTROL,
  ['\t' ... '\r'] = LH_CONTROL | LH_SPACE,
  [14 ... 31] = LH_CONTROL,
  [' '] = LH_SPACE,
  ['!' ... '#'] = PUNCT,
  ['$' ... '%'] = MARK,
  ['&' ... '\''] = PUNCT,
  ['('] = MARK,
  [')'] = PUNCT,  // by itself it does not make a pattern
  ['*' ... '+'] = MARK,
  [','] = PUNCT,
  ['-' ... '.'] = MARK,
  ['/'] = PUNCT,
  ['0' ... '9'] = NUMERAL,
  [':' ... '>'] = PUNCT,
  ['?'] = MARK,
  ['@'] = PUNCT,
  ['A' ... 'F'] = LETTER | LH_UPPER | LH_HEX,
  ['G' ... 'Z'] = LETTER | LH_UPPER,
  ['['] = MARK,
  ['\\' ... ']'] = PUNCT,
  ['^'] = MARK,
  ['_' ... '`'] = PUNCT,
  ['a' ... 'f'] = LETTER | LH_LOWER | LH_HEX,
  ['g' ... 'z'] = LETTER | LH_LOWER,
  ['{' ... '~'] = PUNCT,
  [127] = LH_CONTROL,
};

const unsigned short lh_class_of_letter[256] = {
  ['a'] = LH_ALPHA, ['A'] = LH_ALPHA, ['c'] = LH_CONTROL, ['C'] = LH_CONTROL, ['d'] = LH_DIGIT, ['D'] = LH_DIGIT,
  ['g'] = LH_GRAPH, ['G'] = LH_GRAPH, ['l'] = LH_LOWER, ['L'] = LH_LOWER, ['p'] = LH_PUNCT, ['P'] = LH_PUNCT,
  ['s'] = LH_SPACE, ['S'] = LH_SPACE, ['u'] = LH_UPPER, ['U'] = LH_UPPER, ['w'] = LH_ALNUM, ['W'] = LH_ALNUM,
  ['x'] = LH_HEX, ['X'] = LH_HEX, ['z'] = LH_ZERO, ['Z'] = LH_ZERO,
};
