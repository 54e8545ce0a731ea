// Code that madvise discards: it is its file's again, or zero. What calls return is compared with what the program reads as data.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGE = 4096, CALLS = 20 };

typedef unsigned (*function)(unsigned);

static unsigned calls, wrong;

// mov r0, #value; bx lr
static void put(volatile unsigned *code, unsigned value) {
  code[0] = 0xe3a00000 | value;
  code[1] = 0xe12fff1e;
  __builtin___clear_cache((char *)code, (char *)(code + 2));
}

// Zero is andeq r0, r0, r0: a call of it returns its argument.
static void call(volatile unsigned *code) {
  for (unsigned i = 0; i < CALLS; i++) {
    unsigned wanted = code[0] == 0 ? i + 300 : code[0] & 0xff;
    wrong += ((function)code)(i + 300) != wanted;
    calls++;
  }
}

static volatile unsigned *map(int file, int sharing) {
  void *code = mmap(0, 2 * PAGE, PROT_READ | PROT_WRITE | PROT_EXEC, sharing, file, 0);
  if (code == MAP_FAILED) exit(1);
  return code;
}

int main(void) {
  unsigned page[2 * PAGE / 4] = {0};
  page[0] = 0xe3a00005; // mov r0, #5
  page[1] = 0xe12fff1e; // bx lr
  page[PAGE / 4] = 0xe12fff1e;
  int file = memfd_create("code", 0);
  if (write(file, page, sizeof page) != sizeof page) return 2;

  volatile unsigned *own = map(file, MAP_PRIVATE);
  volatile unsigned *shared = map(file, MAP_SHARED);
  for (unsigned i = 0; i < 4; i++) {
    put(own, 20 + i);
    call(own);
    if (madvise((void *)own, PAGE, MADV_WILLNEED) != 0) return 3;
    call(own);
    if (madvise((void *)own, PAGE, MADV_DONTNEED) != 0) return 4;
    call(own);
  }
  for (unsigned i = 0; i < 4; i++) {
    put(shared, 30 + i);
    call(shared);
    if (madvise((void *)shared, PAGE, MADV_REMOVE) != 0) return 5;
    call(shared);
  }
  printf("%u calls, %u wrong\n", calls, wrong);
  return 6;
}
