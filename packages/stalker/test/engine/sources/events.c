/* Keeps accounts of its own calls: built with -finstrument-functions, which calls the first two functions below. */
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define QUIET __attribute__((no_instrument_function))
#define ALONE __attribute__((noinline, noclone))

volatile uint32_t entered, left, order, end_order;
uint32_t counters[8192];

QUIET void __cyg_profile_func_enter(void *function, void *site) {
  (void)site;
  entered++;
  order = order * 31 + (uint32_t)(uintptr_t)function;
}

QUIET void __cyg_profile_func_exit(void *function, void *site) {
  (void)site;
  left++;
  end_order = end_order * 31 + (uint32_t)(uintptr_t)function;
}

ALONE uint32_t leaf(uint32_t value) { return value * 3 + 1; }
ALONE uint32_t tree(uint32_t depth) { return depth == 0 ? leaf(depth) : tree(depth - 1) + tree(depth - 1); }
ALONE uint32_t odd(uint32_t number);
ALONE uint32_t even(uint32_t number) { return number == 0 ? 1 : odd(number - 1) + 1; }
ALONE uint32_t odd(uint32_t number) { return number == 0 ? 0 : even(number - 1) + 1; }
ALONE uint32_t apply(uint32_t (*function)(uint32_t), uint32_t times) {
  uint32_t value = 0;
  for (uint32_t index = 0; index < times; index++) value += function(index & 3);
  return value;
}

static jmp_buf back;
ALONE uint32_t dive(uint32_t depth) {
  if (depth == 0) longjmp(back, 7);
  return dive(depth - 1) + 1;
}
ALONE uint32_t leap(void) { return setjmp(back) == 0 ? dive(40) : 2; }

/* Six instructions a turn, in two blocks. */
QUIET ALONE void counted(uint32_t turns) {
  __asm__ volatile(
      "mov r1, #0\n"
      "b 1f\n"
      ".global turn_begins, turn_ends\n"
      "1:\n"
      "turn_begins:\n"
      "add r1, r1, %0\n"
      "mov r2, r1\n"
      "b 2f\n"
      "2: eor r1, r1, r2\n"
      "subs %0, %0, #1\n"
      "bne 1b\n"
      "turn_ends:\n"
      : "+r"(turns)::"r1", "r2", "cc");
}

QUIET int main(int count, char **arguments) {
  const char *what = count > 1 ? arguments[1] : "";
  uint32_t times = count > 2 ? (uint32_t)atoi(arguments[2]) : 1, value = 0;
  if (strcmp(what, "calls") == 0) value = tree(times) + apply(leaf, 1000) + apply(tree, 200) + even(20000);
  if (strcmp(what, "leaps") == 0) {
    for (uint32_t index = 0; index < times; index++) value += leap();
  }
  if (strcmp(what, "counted") == 0) counted(times);
  return value == 0 ? 24 : 25;
}
