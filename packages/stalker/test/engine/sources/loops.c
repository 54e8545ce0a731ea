/*
 * A loop whose parts are first reached at different times, with much code in between: so generated code of them lies in different pages. With an argument the
 * program changes an instruction of the loop while that runs.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#define PAGE 4096u

/* Adds 5 in each round but the first three. In round `middle` it calls `halfway`. */
unsigned around(unsigned rounds, unsigned middle);
extern char added[];

__asm__(
    "  .syntax unified\n  .text\n"
    "  .balign 4096\n"
#ifdef __thumb__
    "  .thumb\n  .thumb_func\n"
#else
    "  .arm\n"
#endif
    "  .type around, %function\n"
    "  .globl around, added\n"
    "around:\n"
    "  push {r4, r5, r6, lr}\n"
    "  mov r4, r0\n"
    "  mov r5, r1\n"
    "  mov r6, #0\n"
    "  mov r2, #0\n"
    "again:\n"
    "  add r2, r2, #1\n"
    "  cmp r2, #3\n"
    "  bhi added\n"
    "  bne again\n"
    /* Many blocks, executed once. */
    "  .rept 1500\n  b 1f\n1:\n  .endr\n"
    "  b again\n"
    "added:\n"
#ifdef __thumb__
    "  add.w r6, r6, #5\n"
#else
    "  add r6, r6, #5\n"
#endif
    "  cmp r2, r5\n"
    "  beq 2f\n"
    "  cmp r2, r4\n"
    "  bne again\n"
    "  mov r0, r6\n"
    "  pop {r4, r5, r6, pc}\n"
    "2:\n"
    "  push {r2, r3}\n"
    "  bl halfway\n"
    "  pop {r2, r3}\n"
    "  cmp r2, r4\n"
    "  bne again\n"
    "  mov r0, r6\n"
    "  pop {r4, r5, r6, pc}\n"
    "  .balign 4096\n");

static int changes;

/* 7 in the place of the 5: the low byte of the immediate, ADD (immediate, A8.8.5, A8.8.6). */
void halfway(void) {
  if (!changes) return;
  char *instruction = (char *)((uintptr_t)added & ~1u);
  char *page = (char *)((uintptr_t)instruction & -PAGE);
  if (mprotect(page, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC) != 0) abort();
#ifdef __thumb__
  instruction[2] = 7;
#else
  instruction[0] = 7;
#endif
  if (mprotect(page, PAGE, PROT_READ | PROT_EXEC) != 0) abort();
  __builtin___clear_cache(instruction, instruction + 4);
}

int main(int argc, char **argv) {
  changes = argc > 2;
  unsigned rounds = strtoul(argv[1], NULL, 10);
  printf("%u\n", around(rounds, rounds / 2));
  return 0;
}
