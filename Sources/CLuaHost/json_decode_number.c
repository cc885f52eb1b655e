// JSON numbers: integers exactly, floats correctly rounded.
#include "float_text.h"
#include "json_decoder.h"

enum {
  DIGITS_EXACT = 19,       // as many fit in 64 bits
  EXPONENT_MOST = 100000,  // enough to know that a number is out of range
};

typedef struct number {
  const char *start;
  const char *whole;   // its first digit
  uint64_t mantissa;   // the digits, as long as there are no more than DIGITS_EXACT
  int64_t digits;
  int64_t whole_digits;
  int exponent;        // as written
  bool negative;
} number;

static inline bool is_digit(const char *at, const char *end) { return at < end && (unsigned)(*at - '0') < 10; }

static inline const char *read_digits(const char *at, const char *end, number *n) {
  const char *first = at;
  uint64_t mantissa = n->mantissa;
  for (; is_digit(at, end); at++) mantissa = mantissa * 10 + (unsigned)(*at - '0');
  n->mantissa = mantissa;
  n->digits += at - first;
  return at;
}

// Clinger's fast path: both the digits and the power of ten are exact doubles, so one operation rounds once.
static bool exact_real(const number *n, int64_t exponent, double *result) {
  static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (n->digits > DIGITS_EXACT || n->mantissa > (UINT64_C(1) << 53) || exponent < -22 || exponent > 22) return false;
  double value = (double)n->mantissa;
  value = exponent < 0 ? value / powers[-exponent] : value * powers[exponent];
  *result = n->negative ? -value : value;
  return true;
}

// The decimal exponent of the first digit that is not zero says which end of the range was left.
static bool is_large(const number *n) {
  int64_t place = n->whole_digits - 1;
  for (const char *at = n->whole; *at == '0' || *at == '.'; at++) place -= *at == '0';
  return place + n->exponent > 0;
}

static void push_real(lh_decoder *d, const number *n, const char *end) {
  double value = 0;
  if (!exact_real(n, n->exponent - (n->digits - n->whole_digits), &value)) {
    if (lh_float_read(n->start, (size_t)(end - n->start), &value) != LH_FLOAT_READ) {
      if (is_large(n)) lh_decode_fault(d, n->start, "the number is larger than a 64-bit float can be");
      value = n->negative ? -0.0 : 0.0;
    }
  }
  lua_pushnumber(d->L, value);
  d->at = end;
}

static const char *read_fraction(lh_decoder *d, const char *point, number *n) {
  const char *at = point + 1;
  if (!is_digit(at, d->end)) lh_decode_expected(d, at, "a digit after the decimal point");
  return read_digits(at, d->end, n);
}

static const char *read_exponent(lh_decoder *d, const char *e, number *n) {
  const char *at = e + 1;
  bool negative = at < d->end && *at == '-';
  if (at < d->end && (*at == '-' || *at == '+')) at++;
  if (!is_digit(at, d->end)) lh_decode_expected(d, at, "a digit of the exponent");
  int exponent = 0;
  for (; is_digit(at, d->end); at++) {
    if (exponent < EXPONENT_MOST) exponent = exponent * 10 + (*at - '0');
  }
  n->exponent = negative ? -exponent : exponent;
  return at;
}

// No fraction and no exponent: an integer if 64 bits hold it. -0 is a float, for an integer loses its sign.
static void push_whole(lh_decoder *d, const number *n, const char *end) {
  const uint64_t most = n->negative ? UINT64_C(1) << 63 : INT64_MAX;
  if (n->digits > DIGITS_EXACT || n->mantissa > most || (n->negative && n->mantissa == 0)) {
    push_real(d, n, end);
    return;
  }
  lua_pushinteger(d->L, (lua_Integer)(n->negative ? 0 - n->mantissa : n->mantissa));
  d->at = end;
}

void lh_decode_number(lh_decoder *d) {
  number n = {.start = d->at};
  const char *end = d->end, *at = d->at;
  n.negative = *at == '-';
  at += n.negative;
  n.whole = at;
  if (!is_digit(at, end)) lh_decode_expected(d, at, n.negative ? "a digit after '-'" : "a value");
  if (*at == '0' && is_digit(at + 1, end)) lh_decode_fault(d, at, "a number must not begin with a zero");
  at = read_digits(at, end, &n);
  n.whole_digits = n.digits;
  if (at == end || (*at != '.' && *at != 'e' && *at != 'E')) {
    push_whole(d, &n, at);
    return;
  }
  if (*at == '.') at = read_fraction(d, at, &n);
  if (at < end && (*at == 'e' || *at == 'E')) at = read_exponent(d, at, &n);
  push_real(d, &n, at);
}
