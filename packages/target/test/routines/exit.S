@ The routine of src/doors/exit-routine.ts, as GNU as is to make it, for a context that lies DISTANCE below it: GNU as has one form only of the constants there. The test gives the numbers: WORD_ is a word of the context.
#include <asm/unistd.h>
#include "numbers.h"
  .syntax unified
  .arch armv7-a
  .arm
  .macro context_to rd
    sub \rd, pc, #(. + 8 - context)
  .endm

  .global _start, saved, counted, trap, returned, end
context:
  .space DISTANCE
_start:
  str lr, context + WORD_link
  mrc p15, 0, lr, c13, c0, 2
  str lr, context + WORD_lr
  str r0, context + WORD_r0
  context_to r0
  stmib r0, {r1-r12}
  str sp, [r0, #WORD_sp]
  mrs r1, CPSR
  str r1, [r0, #WORD_cpsr]
saved:
  context_to r4
  ldr r5, [r4, #WORD_arrived]
  add r5, r5, #1
  str r5, [r4, #WORD_arrived]
counted:
  add r0, r4, #WORD_arrived
  mov r1, #FUTEX_WAKE
  mov r2, #1
  mov r7, #__NR_futex
  svc #0
  mov r6, #4096
again:
  ldr r2, [r4, #WORD_opened]
  cmp r2, r5
  beq opened
  subs r6, r6, #1
  bne again
sleep:
  mov r1, #1
  str r1, [r4, #WORD_threadSleeps]
  ldr r2, [r4, #WORD_opened]
  cmp r2, r5
  beq opened
  add r0, r4, #WORD_opened
  mov r1, #FUTEX_WAIT
  mov r3, #0
  mov r7, #__NR_futex
  svc #0
  b sleep
opened:
  mov r1, #0
  str r1, [r4, #WORD_threadSleeps]
  ldr r1, [r4, #WORD_command]
  cmp r1, #COMMAND_trap
  beq trap
  bhi call
  ldr r0, [r4, #WORD_cpsr]
  msr apsr_nzcvqg, r0
  ldr sp, [r4, #WORD_sp]
  mov lr, r4
  ldm lr, {r0-r12}
  ldr lr, [lr, #WORD_lr]
  ldr pc, context + WORD_onward
trap:
  udf #16
call:
  add r8, r4, #WORD_arguments
  ldm r8, {r0-r7}
  mov lr, pc
  ldr pc, context + WORD_routine
returned:
  context_to r4
  str r0, [r4, #WORD_result]
  b saved
end:
