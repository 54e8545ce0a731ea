/* Calls helpers of the kernel, jumps to them, returns from them to T32. */
        .syntax unified
        .globl _start
        .arm
_start: ldr     r3, =0xffff0fe0         @ kuser_get_tls
        blx     r3
        mov     lr, pc
        ldr     pc, =0xffff0fe0
        bl      tls
        bl      tls_by_register
        mov     r0, #7
        mov     r1, #9
        ldr     r2, =word
        mov     lr, pc
        ldr     pc, =0xffff0fc0         @ kuser_cmpxchg
        bl      barrier
        ldr     r3, =thumb + 1
        blx     r3
        ldr     r2, =word
        ldr     r0, [r2]
        mov     r7, #1
        svc     #0

tls:    ldr     pc, =0xffff0fe0
tls_by_register:
        ldr     r12, =0xffff0fe0
        bx      r12
barrier:
        ldr     r12, =0xffff0fa0        @ kuser_memory_barrier
        mov     pc, r12
        .ltorg

        .thumb
        .thumb_func
thumb:  push    {r4, lr}
        movs    r0, #9
        movs    r1, #42
        ldr     r2, =word
        ldr     r3, =0xffff0fc0
        blx     r3
        sbcs    r4, r4                  @ C is set where it was exchanged
        pop     {r4, pc}
        .ltorg

        .data
        .balign 4
word:   .word   7
