#include "float_text.h"

#include <charconv>
#include <cstring>
#include <system_error>

namespace {

// Fixed notation for exponents in this range, as most languages print floats; scientific outside.
constexpr int smallestFixed = -5;
constexpr int largestFixed = 16;

struct Digits {
  char text[24];
  int count;
  int exponent;  // of the first digit: d.ddd × 10^exponent
};

// Takes "d.dddde±xx" apart: the digits without the point, and the exponent as a number.
Digits shortest(double magnitude) {
  char text[40];
  const auto end = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific).ptr;
  Digits digits{};
  const char *at = text;
  for (; at < end && *at != 'e'; at++) {
    if (*at != '.') digits.text[digits.count++] = *at;
  }
  const bool negative = at[1] == '-';
  for (at += 2; at < end; at++) digits.exponent = digits.exponent * 10 + (*at - '0');
  if (negative) digits.exponent = -digits.exponent;
  return digits;
}

char *fill(char *out, char byte, int count) {
  if (count <= 0) return out;
  std::memset(out, byte, static_cast<std::size_t>(count));
  return out + count;
}

char *copy(char *out, const char *from, int count) {
  if (count <= 0) return out;
  std::memcpy(out, from, static_cast<std::size_t>(count));
  return out + count;
}

char *writeFixed(const Digits &digits, char *out) {
  const int whole = digits.exponent + 1;
  if (whole <= 0) {
    *out++ = '0';
    *out++ = '.';
    out = fill(out, '0', -whole);
    return copy(out, digits.text, digits.count);
  }
  if (digits.count <= whole) {
    out = copy(out, digits.text, digits.count);
    out = fill(out, '0', whole - digits.count);
    *out++ = '.';
    *out++ = '0';
    return out;
  }
  out = copy(out, digits.text, whole);
  *out++ = '.';
  return copy(out, digits.text + whole, digits.count - whole);
}

char *writeScientific(const Digits &digits, char *out) {
  *out++ = digits.text[0];
  if (digits.count > 1) {
    *out++ = '.';
    out = copy(out, digits.text + 1, digits.count - 1);
  }
  *out++ = 'e';
  return std::to_chars(out, out + 5, digits.exponent).ptr;
}

}  // namespace

extern "C" size_t lh_float_write(double number, char *out) {
  char *at = out;
  if (__builtin_signbit(number)) {
    *at++ = '-';
    number = -number;
  }
  const Digits digits = shortest(number);
  const bool fixed = digits.exponent >= smallestFixed && digits.exponent <= largestFixed;
  at = fixed ? writeFixed(digits, at) : writeScientific(digits, at);
  return static_cast<size_t>(at - out);
}

extern "C" lh_float_read_status lh_float_read(const char *text, size_t length, double *number) {
  double result = 0;
  const auto [end, fault] = std::from_chars(text, text + length, result);
  // Some library versions answer "out of range", others an infinity or a zero.
  if (fault == std::errc::result_out_of_range || __builtin_isinf(result)) return LH_FLOAT_OUT_OF_RANGE;
  if (fault != std::errc() || end != text + length) return LH_FLOAT_BAD;
  *number = result;
  return LH_FLOAT_READ;
}
