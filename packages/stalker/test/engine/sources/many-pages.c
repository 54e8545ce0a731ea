// Uses up the address space, and then calls a function in each of as many pages as are named, several times: code that is in writable memory has to prove itself.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE = 4096, ROUNDS = 4 };

int main(int count, char **arguments) {
  unsigned pages = count > 1 ? atoi(arguments[1]) : 1;
  char *code = mmap(0, pages * PAGE, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  // add r0, r0, #1; bx lr
  for (unsigned i = 0; i < pages; i++) {
    unsigned *at = (unsigned *)(code + i * PAGE);
    at[0] = 0xe2800001;
    at[1] = 0xe12fff1e;
  }
  __builtin___clear_cache(code, code + pages * PAGE);
  setvbuf(stdout, 0, _IONBF, 0);
  for (size_t size = 256 << 20; size >= PAGE; size /= 4) {
    while (mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) != MAP_FAILED) continue;
  }
  int sum = 0;
  for (unsigned round = 0; round < ROUNDS; round++) {
    for (unsigned i = 0; i < pages; i++) sum = ((int (*)(int))(code + i * PAGE))(sum);
  }
  printf("%d\n", sum);
  return 3;
}
