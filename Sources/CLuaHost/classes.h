// The character classes of patterns (manual §6.4.1), as in the C locale.
#ifndef LH_CLASSES_H
#define LH_CLASSES_H

#include <stdbool.h>

enum {
  LH_ALPHA = 1, LH_CONTROL = 2, LH_DIGIT = 4, LH_GRAPH = 8, LH_LOWER = 16, LH_PUNCT = 32, LH_SPACE = 64, LH_UPPER = 128,
  LH_ALNUM = 256, LH_HEX = 512, LH_ZERO = 1024, LH_SPECIAL = 2048,
};

/// The classes of a byte. LH_SPECIAL marks what is not itself in a pattern.
extern const unsigned short lh_classes[256];

/// The class that a letter names after %, either case; 0: none, and the character stands for itself.
extern const unsigned short lh_class_of_letter[256];

static inline bool lh_is_in_class(unsigned char byte, unsigned char letter) {
  const unsigned short class = lh_class_of_letter[letter];
  if (!class) return byte == letter;
  return ((lh_classes[byte] & class) != 0) != (letter < 'a');
}

#endif
