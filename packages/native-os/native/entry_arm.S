/* In-process entry and exit, as a template that entry.cc copies to the END of a code page. The page after it is the data page, so
   that every load and store below reaches it relative to PC: nothing needs a base register, and no register is lost on either way.

   Entry: a C function without arguments. It saves the caller on its own stack, loads the whole context, and jumps.
   Exit: generated code arrives with
       mcr p15, 0, lr, c13, c0, 2      @ the program's LR to TPIDRURW, which Linux switches with the thread and nothing else uses
       bl  exit                        @ blx from Thumb; LR now says which exit site this was, and in which instruction set
   and the exit returns from the entry's call. */
#include "entry_layout.h"

  .syntax unified
  .arch armv7-a
  .fpu neon
  .arm
  .section .rodata.native_os_entry, "a", %progbits
  .balign 4
  .global native_os_entry_template
  .hidden native_os_entry_template
  .global native_os_entry_exit
  .hidden native_os_entry_exit
  .global native_os_entry_load_high
  .hidden native_os_entry_load_high
  .global native_os_entry_save_high
  .hidden native_os_entry_save_high
  .global native_os_entry_end
  .hidden native_os_entry_end

/* PC reads as the instruction's own address + 8. */
#define AT(offset) [pc, #(native_os_entry_end + (offset) - . - 8)]

native_os_entry_template:
  push {r4-r11, lr}
  vpush {d8-d15}
  vmrs r1, fpscr
  mrc p15, 0, r2, c13, c0, 2
  push {r1, r2}
  str sp, AT(DATA_HOST_SP)
  adr r0, native_os_entry_end
  add r1, r0, #CONTEXT_D0
  vldmia r1!, {d0-d15}
native_os_entry_load_high:
  vldmia r1!, {d16-d31}           /* a NOP where the core has 16 registers only */
  ldr r1, [r0, #CONTEXT_FPSCR]
  vmsr fpscr, r1
  ldr r1, [r0, #CONTEXT_CPSR]
  msr APSR_nzcvqg, r1
  ldr sp, [r0, #CONTEXT_SP]
  ldr lr, [r0, #CONTEXT_LR]
  ldmia r0, {r0-r12}
  ldr pc, AT(DATA_TARGET)         /* interworks: bit 0 chooses Thumb */

native_os_entry_exit:
  str r0, AT(CONTEXT_R0)
  adr r0, native_os_entry_end
  stmib r0, {r1-r12}
  str sp, [r0, #CONTEXT_SP]
  str lr, [r0, #DATA_EXIT]
  mrc p15, 0, r1, c13, c0, 2
  str r1, [r0, #CONTEXT_LR]
  mrs r1, APSR
  str r1, [r0, #CONTEXT_CPSR]
  vmrs r1, fpscr
  str r1, [r0, #CONTEXT_FPSCR]
  add r1, r0, #CONTEXT_D0
  vstmia r1!, {d0-d15}
native_os_entry_save_high:
  vstmia r1!, {d16-d31}
  ldr sp, [r0, #DATA_HOST_SP]
  pop {r1, r2}
  vmsr fpscr, r1
  mcr p15, 0, r2, c13, c0, 2
  vpop {d8-d15}
  pop {r4-r11, pc}
native_os_entry_end:

  .section .note.GNU-stack, "", %progbits
