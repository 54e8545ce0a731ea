@ The world of code under test. The test sets all registers at a stop and lets the program run up to a trap; the program has no other end.
@ bed.ts appends the code, and says where the sections are.

        .syntax unified
        .arch   armv8-a
        .arch_extension crc
        .fpu    crypto-neon-fp-armv8

        .macro  trap
        .inst   0xe7f001f0
        .endm
        .macro  trap_thumb
        .inst.n 0xde01
        .endm

        .section .bed, "awx", %progbits
        .arm
        .global _start
_start: trap
@ What the target's own system calls go by.
        svc     #0

@ What upstream's tests call their code with: in front of the followed part it would start to follow.
        .balign 0x1000
invoker:
        .rept   6
        trap
        .endr
        ldr     r0, entry_literal
        blx     r0
        ldr     r1, result_literal
        str     r0, [r1]
        ldr     r1, unfollow_literal
        ldr     r0, entry_literal
        blx     r1
        trap
        .balign 8
entry_literal:
        .word   code
result_literal:
        .word   result
unfollow_literal:
        .word   unfollow_me

@ Calls of this end the followed part: the test excludes it, as upstream excludes itself.
        .balign 32
unfollow_me:
        trap
        bx      lr

@ Calls upstream's code over and over, and has a pause after each call, in which the test looks and changes. The test excludes the pause.
        .balign 32
script:
        ldr     r0, entry_literal
        blx     r0
        bl      pause
        b       script

@ The same without pauses, until it returns something else than 0.
loop:
        ldr     r0, entry_literal
        blx     r0
        mov     r4, r0
        mov     r7, #158                @ sched_yield
        svc     #0
        cmp     r4, #0
        beq     loop
        bl      unfollow_me

        .balign 32
pause:
        trap
        bx      lr

@ Excluded from being followed where a test says so; they call nothing.
        .balign 0x1000
        .type   excluded_a32, %function
excluded_a32:
        add     r0, r0, #0x11
        sub     r1, r1, r0
        cmp     r0, r1
        bx      lr
        .thumb
        .type   excluded_t32, %function
excluded_t32:
        adds    r0, #0x22
        eors    r1, r0
        bx      lr
        .balign 0x1000
excluded_end:

@ An address that is an immediate operand of A32 data processing: code that computes it jumps here.
        .section .landing, "awx", %progbits
        .arm
        .type   landing, %function
landing:
        add     r0, r0, #1
        bx      lr

@ Upstream's code goes here.
        .section .code, "awx", %nobits
code:   .space  0x4000

        .section .data
data:   .space  0x1000
result: .space  0x1000
stack:  .space  0x1000
stack_top:
        .space  0x1000
@ Words that code under test reads: addresses of its own.
        .section .slots, "aw", %progbits
slots:
