// Text of floats without the C locale: std::to_chars and std::from_chars behind C names.
#ifndef LH_FLOAT_TEXT_H
#define LH_FLOAT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { LH_FLOAT_TEXT_MAX = 32 };

/// Writes the shortest text that reads back as exactly `number`, always with a "." or an exponent so that it
/// stays a float: 1.0, 0.1, 1e22, -0.0. At most LH_FLOAT_TEXT_MAX bytes, no NUL. `number` must be finite.
size_t lh_float_write(double number, char *out);

typedef enum lh_float_read_status { LH_FLOAT_READ = 0, LH_FLOAT_OUT_OF_RANGE, LH_FLOAT_BAD } lh_float_read_status;

/// Reads a JSON number, correctly rounded. The whole of [text, text + length) must be that number.
/// LH_FLOAT_OUT_OF_RANGE: too large, or so small that it rounds to zero; `number` is unchanged.
lh_float_read_status lh_float_read(const char *text, size_t length, double *number);

#ifdef __cplusplus
}
#endif
#endif
