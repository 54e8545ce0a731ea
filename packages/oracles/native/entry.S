/*
 * The way into code under test and the ways out of it.
 *
 * Going in, every register has the value asked for, so the last instruction finds its target in memory relative to PC. Coming
 * out, no register is free and SP is whatever the code left in it, so the first instruction stores R0 relative to PC.
 * A32 reaches 4095 bytes for that: the state is in the page after this code's page. T32 has no such store: its exit
 * goes to A32 first, with BX PC, which needs no register.
 *
 * The page is linked at STUB_PAGE as data, and made executable by the harness when it starts.
 */
#include "protocol.h"

        .syntax unified
        .arch armv7-a
        .fpu neon

        .section .run_page, "aw", %progbits
        .balign 4096
        .arm

/* void run_code(void): runs with the state of the state page, and returns with the state there at exit. */
        .org    0x400                   /* the state page within reach of its last instruction */
        .global run_code
        .type run_code, %function
run_code:
        ldr     r0, =STATE_PAGE
        add     r1, r0, #HARNESS_R4_TO_LR
        stm     r1, {r4-r11, sp, lr}
        add     r1, r0, #HARNESS_D8_TO_D15
        vstmia  r1, {d8-d15}
        add     r1, r0, #STATE_D
        vldmia  r1!, {d0-d15}
        vldmia  r1, {d16-d31}
        ldr     r1, [r0, #STATE_FPSCR]
        vmsr    fpscr, r1
        ldr     r1, [r0, #STATE_CPSR]
        msr     cpsr_fs, r1             /* N, Z, C, V, Q and GE: what user mode may write */
        ldm     r0, {r0-r14}            /* base in the list, no write-back: R0 too is loaded */
        ldr     pc, state_page + STATE_R + 60

/* Where the signal handler resumes, with the state at the signal already in the state page. */
        .global after_signal
        .type after_signal, %function
after_signal:
        ldr     r0, =STATE_PAGE
        b       leave

        .ltorg

        .org    EXIT_A32 - STUB_PAGE
        str     r0, state_page + STATE_R0_AT_EXIT
        mov     r0, #0
        b       save

        .org    EXIT_T32 - STUB_PAGE
        .thumb
        bx      pc
        nop
        .arm
        str     r0, state_page + STATE_R0_AT_EXIT
        mov     r0, #1
        b       save

/* MOV, LDR, STR, STM leave the flags alone until MRS has read them. */
save:
        str     r0, state_page + STATE_THUMB
        ldr     r0, =STATE_PAGE + 4
        stm     r0, {r1-r14}
        sub     r0, r0, #4
        ldr     r1, [r0, #STATE_R0_AT_EXIT]
        str     r1, [r0, #STATE_R]
        mrs     r1, cpsr
        str     r1, [r0, #STATE_CPSR]
        vmrs    r1, fpscr
        str     r1, [r0, #STATE_FPSCR]
        add     r1, r0, #STATE_D
        vstmia  r1!, {d0-d15}
        vstmia  r1, {d16-d31}

leave:
        mov     r1, #0
        vmsr    fpscr, r1
        add     r1, r0, #HARNESS_D8_TO_D15
        vldmia  r1, {d8-d15}
        add     r1, r0, #HARNESS_R4_TO_LR
        ldm     r1, {r4-r11, sp, lr}
        bx      lr
        .ltorg

        .org    4096
        .global state_page
state_page:
        .space  4096

        .section .note.GNU-stack, "", %progbits
