/*
 * What compilers make of ordinary C: switches, recursion, function pointers, variable arguments, 64-bit and floating-point
 * arithmetic, structures by value, bit fields, arrays of variable length, the C library's callbacks. Prints checksums.
 */
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t state = 12345;

static uint32_t word(void) {
  state = state * 1664525u + 1013904223u;
  return state >> 8;
}

static int dense(uint32_t value) {
  switch (value % 16) {
    case 0: return 3;
    case 1: return 1;
    case 2: return 4;
    case 3: return 15;
    case 4: return 92;
    case 5: return 65;
    case 6: return 35;
    case 7: return 89;
    case 8: return (int)(value >> 3);
    case 9: return 32;
    case 10: return 38 + (int)(value & 1);
    case 11: return 462;
    case 12: return 643;
    case 13: return 38;
    default: return 327;
  }
}

static int sparse(uint32_t value) {
  switch (value & 0xfff) {
    case 1: return 10;
    case 17: return 11;
    case 300: return 12;
    case 301: return 13;
    case 1000: return 14;
    case 2047: return 15;
    case 4000: return 16;
    default: return (int)(value & 7);
  }
}

static uint32_t fibonacci(uint32_t n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

static uint32_t ackermann(uint32_t m, uint32_t n) {
  if (m == 0) return n + 1;
  return n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

static uint32_t rotate(uint32_t value) { return value << 7 | value >> 25; }
static uint32_t mix(uint32_t value) { return value * 0x9e3779b1u ^ value >> 15; }
static uint32_t swap(uint32_t value) { return __builtin_bswap32(value); }
static uint32_t (*const steps[])(uint32_t) = {rotate, mix, swap};

static double sum(int count, ...) {
  va_list rest;
  double total = 0;
  va_start(rest, count);
  for (int index = 0; index < count; index++) {
    if (index % 3 == 0) total += va_arg(rest, int);
    if (index % 3 == 1) total += va_arg(rest, double);
    if (index % 3 == 2) total += (double)va_arg(rest, long long);
  }
  va_end(rest);
  return total;
}

struct shape {
  unsigned kind : 3, flags : 5, size : 24;
  double area;
  char name[12];
};

static struct shape grow(struct shape shape, unsigned by) {
  shape.size += by;
  shape.kind++;
  shape.area *= 1.5;
  shape.name[by % 11] ^= 1;
  return shape;
}

static int ascending(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return a < b ? -1 : a > b;
}

static uint32_t variable(uint32_t size) {
  uint32_t numbers[size], total = 0;
  for (uint32_t index = 0; index < size; index++) numbers[index] = index * size;
  for (uint32_t index = 0; index < size; index++) total ^= rotate(numbers[(index * 7) % size]);
  return total;
}

static uint64_t wide(uint64_t value, unsigned by) {
  value = value * 6364136223846793005ull + by;
  value ^= value >> (by & 63);
  return value / (by | 1) + value % (by + 3) + (uint64_t)((int64_t)value >> 5);
}

int main(void) {
  uint32_t checks[12] = {0};
  for (int round = 0; round < 100; round++) {
    checks[0] = checks[0] * 31 + (uint32_t)dense(word());
    checks[1] = checks[1] * 31 + (uint32_t)sparse(word());
    checks[2] = steps[word() % 3](checks[2] + (uint32_t)round);
  }
  printf("switches %08x %08x, pointers %08x\n", checks[0], checks[1], checks[2]);
  printf("recursion %u %u\n", fibonacci(9), ackermann(2, 4));
  printf("arguments %.3f\n", sum(9, 1, 2.5, 3ll, 4, 5.25, 6000000000ll, -7, -8.125, -9ll));

  struct shape shape = {1, 2, 3, 4.5, "shape"};
  for (unsigned by = 0; by < 20; by++) shape = grow(shape, by);
  printf("shape %u %u %u %.4f %s\n", shape.kind, shape.flags, shape.size, shape.area, shape.name);

  uint32_t numbers[200];
  for (int index = 0; index < 200; index++) numbers[index] = word();
  qsort(numbers, 200, sizeof *numbers, ascending);
  for (int index = 0; index < 200; index++) checks[3] = checks[3] * 33 + numbers[index];
  uint32_t *found = bsearch(&numbers[77], numbers, 200, sizeof *numbers, ascending);
  printf("sorted %08x, found %d\n", checks[3], (int)(found - numbers));

  uint64_t number = 88172645463325252ull;
  for (unsigned by = 0; by < 100; by++) number = wide(number, by);
  printf("wide %llu\n", (unsigned long long)number);

  double real = 0.5;
  float single = 0.25f;
  for (int round = 1; round < 50; round++) {
    real = sin(real) * round + sqrt(real * real + 1) - floor(real) + pow(1.01, round);
    single = fabsf(single * 1.7f - (float)round) / 3.0f + fmaf(single, 0.5f, 1.0f);
  }
  printf("real %.9g %.6g %d\n", real, (double)single, (int)(real * 1000) % 977);

  for (uint32_t size = 1; size < 40; size++) checks[4] += variable(size);
  printf("variable %08x\n", checks[4]);

  char text[256] = "", *rest = text;
  for (int index = 0; index < 12; index++) rest += sprintf(rest, "%d:%x;", index * index, (unsigned)dense((uint32_t)index));
  char *token = strtok_r(text, ";", &rest);
  for (; token != NULL; token = strtok_r(NULL, ";", &rest)) checks[5] = checks[5] * 17 + (uint32_t)strlen(token) + (uint32_t)strtoul(token, NULL, 10);
  printf("strings %08x %d\n", checks[5], memcmp(text, "0:3", 3));
  return 9;
}
