/* A library for libraries.c; NUMBER makes each build of it different. */
#include <stdio.h>

static int calls = NUMBER * 100;

__attribute__((constructor)) static void enter(void) { printf("plugin %d enters\n", NUMBER); }
__attribute__((destructor)) static void leave(void) { printf("plugin %d leaves after %d\n", NUMBER, calls); }

int work(int value, int (*callback)(int)) {
  calls++;
#if NUMBER == 1
  return callback(value + 1) * 2;
#else
  int total = 0;
  for (int round = 0; round < NUMBER + 2; round++) total += callback(value * round);
  return total;
#endif
}
