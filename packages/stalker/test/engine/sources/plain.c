/* Computes, allocates and writes, in one thread. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *left, const void *right) { return *(const int *)left - *(const int *)right; }

int main(void) {
  int *numbers = malloc(500 * sizeof *numbers);
  for (int index = 0; index < 500; index++) numbers[index] = (index * 7919) % 997;
  qsort(numbers, 500, sizeof *numbers, compare);
  unsigned sum = 0;
  for (int index = 0; index < 500; index++) sum = sum * 31 + (unsigned)numbers[index];
  char *text = malloc(1 << 20);
  memset(text, 'x', 1 << 20);
  printf("%u %c\n", sum, text[77777]);
  free(text);
  free(numbers);
  return 19;
}
