/* Runs code in memory that it unmaps, maps over and moves. Writes each range before it goes. With an argument it aborts instead. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#define SIZE 0x4000

static void *code(void *at, int flags) {
  uint32_t *words = mmap(at, SIZE, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
  words[0] = 0xe2800001; /* add r0, r0, #1 */
  words[1] = 0xe12fff1e; /* bx lr */
  __builtin___clear_cache((char *)words, (char *)(words + 2));
  return words;
}

static void tell(void *base, unsigned size) {
  printf("%x %x\n", (unsigned)(uintptr_t)base, size);
  fflush(stdout);
}

int main(int count, char **arguments) {
  (void)arguments;
  if (count > 1) abort();
  int (*first)(int) = code(NULL, 0);
  int sum = first(1);
  tell(first, SIZE);
  munmap(first, SIZE);

  int (*second)(int) = code(NULL, 0);
  sum += second(2);
  tell(second, SIZE);
  second = code(second, MAP_FIXED);
  sum += second(3);

  void *place = mmap(NULL, SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  sum += second(4);
  tell(second, SIZE);
  tell(place, SIZE);
  int (*moved)(int) = mremap(second, SIZE, SIZE, MREMAP_MAYMOVE | MREMAP_FIXED, place);
  return sum + moved(5);
}
