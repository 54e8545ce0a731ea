/* Works round after round until it is told that it is enough, and counts the rounds that came out other than the first. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

volatile uint32_t enough, rounds, differences, most = UINT32_MAX;

#define ALONE __attribute__((noinline, noclone))

ALONE uint32_t fib(uint32_t n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

ALONE static uint32_t add(uint32_t a, uint32_t b) { return a + b; }
ALONE static uint32_t rotate(uint32_t a, uint32_t b) { return a << 5 | (a ^ b) >> 27; }
ALONE static uint32_t mix(uint32_t a, uint32_t b) { return a * 2654435761u ^ b; }

/* A jump table. */
ALONE uint32_t choose(uint32_t what, uint32_t value) {
  switch (what % 7) {
    case 0: return value + 3;
    case 1: return value ^ 0x55aa;
    case 2: return value * 9;
    case 3: return rotate(value, what);
    case 4: return add(value, what);
    case 5: return value - what;
    default: return ~value;
  }
}

static int by_value(const void *a, const void *b) { return (int)*(const uint16_t *)a - *(const uint16_t *)b; }

/* All that goes from block to block by linked branches alone. */
ALONE uint32_t hot(uint32_t count, uint32_t value) {
  for (uint32_t index = 0; index < count; index++) {
    if (value & 1) value = value * 3 + index;
    else value = value >> 1 ^ index << 7;
  }
  return value;
}

ALONE uint32_t round_of_work(void) {
  static uint32_t (*const functions[])(uint32_t, uint32_t) = {add, rotate, mix};
  uint32_t sum = fib(9), shared = 0;
  double x = 1.25;
  for (uint32_t index = 0; index < 30; index++) {
    sum = functions[index % 3](sum, index) + choose(index, sum);
    __atomic_fetch_add(&shared, sum & 0xff, __ATOMIC_SEQ_CST);
    x = x * 1.5 + (double)index / 7;
    if (x > 1e6) x /= 1e6;
  }
  uint16_t numbers[24];
  for (uint32_t index = 0; index < 24; index++) numbers[index] = (uint16_t)(sum >> (index & 15));
  qsort(numbers, 24, sizeof *numbers, by_value);
  char text[64];
  memset(text, 0, sizeof text);
  snprintf(text, sizeof text, "%u %.3f %llu", sum, x, (unsigned long long)sum * sum / 1000003);
  for (const char *at = text; *at; at++) sum = sum * 33 + (unsigned char)*at;
  return hot(200, sum) ^ shared ^ numbers[5];
}

int main(void) {
  uint32_t first = round_of_work();
  while (!enough && rounds < most) {
    differences += round_of_work() != first;
    rounds++;
  }
  printf("%u differences, %08x\n", differences, first);
  return rounds > 0 ? 21 : 1;
}
