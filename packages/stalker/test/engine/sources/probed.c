/* Calls functions that call probes are put on, and prints what comes of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALONE __attribute__((noinline, noclone))

ALONE unsigned six(unsigned a, unsigned b, unsigned c, unsigned d, unsigned e, unsigned f) {
  return a + 3 * b + 5 * c + 7 * d + 11 * e + 13 * f;
}

/* Control falls from `enters` into `falls`. */
__asm__(
    ".syntax unified\n .text\n .balign 4\n"
#ifdef __thumb__
    ".thumb\n .thumb_func\n"
#else
    ".arm\n"
#endif
    ".global enters\n .type enters, %function\n"
    "enters: adds r0, r0, #1\n"
#ifdef __thumb__
    ".thumb_func\n"
#endif
    ".global falls\n .type falls, %function\n"
    "falls: adds r0, r0, #2\n"
    "bx lr\n");
unsigned enters(unsigned value), falls(unsigned value);

/* Arguments: how often, and what is added to the first and to the fifth argument. */
int main(int count, char **arguments) {
  unsigned turns = atoi(arguments[1]), first = count > 2 ? atoi(arguments[2]) : 0, fifth = count > 2 ? atoi(arguments[3]) : 0;
  unsigned (*volatile by_pointer)(unsigned, unsigned, unsigned, unsigned, unsigned, unsigned) = six;
  unsigned sum = 0, other = 0;
  for (unsigned turn = 0; turn < turns; turn++) {
    sum = sum * 31 + six(turn + first, 2, 3, 4, 5 + fifth, 6);
    sum = sum * 31 + by_pointer(turn + first, 7, 8, 9, 10 + fifth, 11);
    other += enters(turn) + falls(turn) + atoi("5");
  }
  printf("%u %u\n", sum, other);
  return 23;
}
