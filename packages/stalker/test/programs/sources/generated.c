/* Generates code, runs it, writes other code to the same place, unmaps it, maps other code there. A32 and T32. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef uint32_t (*Function)(uint32_t);

/* add r0, r0, #number; bx lr */
static Function write_a32(void *at, uint32_t number) {
  uint32_t code[] = {0xe2800000 | number, 0xe12fff1e};
  memcpy(at, code, sizeof code);
  __builtin___clear_cache((char *)at, (char *)at + sizeof code);
  return (Function)(uintptr_t)at;
}

/* adds r0, #number; bx lr */
static Function write_t32(void *at, uint32_t number) {
  uint16_t code[] = {(uint16_t)(0x3000 | number), 0x4770};
  memcpy(at, code, sizeof code);
  __builtin___clear_cache((char *)at, (char *)at + sizeof code);
  return (Function)((uintptr_t)at + 1);
}

int main(void) {
  long size = sysconf(_SC_PAGESIZE);
  const int writable = PROT_READ | PROT_WRITE, executable = PROT_READ | PROT_EXEC;
  char *room = mmap(NULL, (size_t)size, writable | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  uint32_t value = 0;
  for (uint32_t round = 0; round < 40; round++) {
    value = write_a32(room, round)(value);
    value = write_t32(room, round + 1)(value);
    value = write_a32(room + 16 * (round % 8), 3)(value);
  }
  printf("rewritten: %u\n", value);

  for (uint32_t round = 0; round < 10; round++) {
    mprotect(room, (size_t)size, writable);
    Function function = round & 1 ? write_t32(room, round) : write_a32(room, round);
    mprotect(room, (size_t)size, executable);
    value = function(value);
  }
  printf("protected: %u\n", value);

  for (uint32_t round = 0; round < 10; round++) {
    munmap(room, (size_t)size);
    char *again = mmap(room, (size_t)size, writable, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    Function function = round & 1 ? write_a32(again, round * 2) : write_t32(again, round * 2);
    mprotect(again, (size_t)size, executable);
    value = function(value);
  }
  printf("mapped again: %u\n", value);

  char *moved = mremap(room, (size_t)size, (size_t)size, MREMAP_MAYMOVE | MREMAP_FIXED, room + 64 * size);
  mprotect(moved, (size_t)size, writable | PROT_EXEC);
  value = write_a32(moved, 100)(value);
  printf("moved: %u\n", value);
  return (int)(value & 0x7f);
}
