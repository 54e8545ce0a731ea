// Uses up the address space, and then calls functions in as many pages as there are.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
static int (*volatile function)(int) = fibonacci;
static int compare(const void *a, const void *b) { return *(const char *)a - *(const char *)b; }

int main(void) {
  unsigned pieces = 0;
  for (size_t size = 256 << 20; size >= 4096; size /= 4) {
    while (mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) != MAP_FAILED) pieces++;
  }
  char text[64];
  snprintf(text, sizeof text, "%d %d %.3f %p", pieces > 8, function(15), 1.25, malloc(100 << 20));
  qsort(text, strlen(text), 1, compare);
  puts(text);
  return 3;
}
