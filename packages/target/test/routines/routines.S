@ The routines of src/routines.ts, as GNU as is to make them. The test gives the numbers of Linux.
#include <asm/unistd.h>
#include "numbers.h"
  .syntax unified
  .arch armv7-a
  .fpu neon
  .arm
  .equ FLAGS_OF_ACTION, 4

  .global _start, trap, systemCallAtDoor, readFile, mapFile, restartCalls, readVector, writeVector, end
_start:
  svc #0
trap:
  udf #16
systemCallAtDoor:
  svc #0
  bx lr

readFile:
  mov r4, r1
  mov r5, r2
  mov r6, r1
  mov r1, #O_RDONLY
  mov r2, #0
  mov r7, #__NR_open
  svc #0
  cmp r0, #0
  blt 2f
  mov r8, r0
1:
  mov r0, r8
  mov r1, r4
  mov r2, r5
  mov r7, #__NR_read
  svc #0
  cmp r0, #0
  addgt r4, r4, r0
  subgt r5, r5, r0
  bgt 1b
  mov r9, r0
  mov r0, r8
  mov r7, #__NR_close
  svc #0
  mov r0, r9
  cmp r9, #0
  subeq r0, r4, r6
2:
  bx lr

mapFile:
  mov r5, r1
  mov r6, r2
  mov r8, r3
  mov r9, r4
  mov r1, #O_CLOEXEC
  orr r1, r1, #O_RDWR
  mov r2, #0
  mov r7, #__NR_open
  svc #0
  cmp r0, #0
  bxlt lr
  mov r4, r0
  mov r10, r0
  mov r0, r5
  mov r1, r6
  mov r2, r8
  mov r3, r9
  mov r5, #0
  mov r7, #__NR_mmap2
  svc #0
  mov r5, r0
  mov r0, r10
  mov r7, #__NR_close
  svc #0
  mov r0, r5
  bx lr

restartCalls:
  mov r4, r0
  mov r5, r1
  mov r1, #0
  mov r2, r5
  mov r3, #SIGNAL_SET_BYTES
  mov r7, #__NR_rt_sigaction
  svc #0
  ldr r2, [r5, #FLAGS_OF_ACTION]
  orr r2, r2, #SA_RESTART
  str r2, [r5, #FLAGS_OF_ACTION]
  mov r0, r4
  mov r1, r5
  mov r2, #0
  svc #0
  bx lr

readVector:
  vstmia r0!, {d0-d15}
  vstmia r0!, {d16-d31}
  vmrs r1, fpscr
  str r1, [r0]
  bx lr

writeVector:
  vldmia r0!, {d0-d15}
  vldmia r0!, {d16-d31}
  ldr r1, [r0]
  vmsr fpscr, r1
  bx lr
end:
