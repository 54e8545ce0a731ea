@ System calls whose number is in the instruction, as the OABI has them, and semihosting. r7 holds the number of another call all the while.
        .syntax unified
        .arm
        .globl _start
_start: mov     r7, #20                 @ getpid
        mov     r0, #1
        ldr     r1, =text
        mov     r2, #5
        svc     0x900004                @ write
        mov     r4, #0
1:      bl      number
        add     r4, r4, r0
        ldr     r1, =page
        ldr     r2, [r1]
        add     r2, r2, #1
        str     r2, [r1]
        mov     r0, r1
        add     r1, r1, #8
        mov     r2, #0
        svc     0x9f0002                @ cacheflush
        cmp     r4, #40
        blt     1b
        mov     r0, #10                 @ SIGUSR1
        ldr     r1, =action
        mov     r2, #0
        svc     0x900043                @ sigaction
        svc     0x900014                @ getpid
        mov     r1, #10
        svc     0x900025                @ kill
        ldr     r1, =handled
        ldr     r1, [r1]
        add     r4, r4, r1
        mov     r5, #0
        subs    r6, r5, #0
        svc     0x900002                @ fork keeps the flags
        bne     4f
        cmp     r0, #0
        moveq   r0, #3
        beq     3f
        sub     sp, sp, #8
        mov     r1, sp
        mov     r2, #0
        mov     r3, #0
        svc     0x900072                @ wait4
        ldr     r0, [sp]
        add     sp, sp, #8
        add     r4, r4, r0, lsr #8
        movs    r6, #3
5:      mov     r0, #4                  @ SYS_WRITE0
        ldr     r1, =told
        svc     0x123456
        ldr     r1, =0xdeadbeef         @ What the emulator leaves in r0.
        cmp     r0, r1
        movne   r4, #0
        subs    r6, r6, #1
        bne     5b
        blx     narrow
        movs    r0, #1
        moveq   r7, #1
        svceq   0x900001                @ not executed
        cmp     r4, #60
        bge     2f
        mov     r0, r4
3:      svc     0x900001                @ exit
4:      mov     r0, #99
        b       3b
2:      mov     r0, #0x18
        ldr     r1, =0x20026            @ ADP_Stopped_ApplicationExit
        svc     0x123456
        mov     r7, #1                  @ Not reached: the one call of the EABI, which the program must have to be followed.
        svc     #0
handler:
        ldr     r1, =handled
        ldr     r0, [r1]
        add     r0, r0, #COUNTED
        str     r0, [r1]
        bx      lr
restore:
        svc     0x900077                @ sigreturn
number: ldr     r3, =page
        bx      r3
        .thumb
        .thumb_func
narrow: movs    r0, #4
        ldr     r1, =told
        svc     0xab
        bx      lr
        .ltorg
        .data
text:   .ascii  "text\n"
told:   .asciz  "told\n"
        .balign 4
action: .word   handler, 0, 0x04000000, restore @ SA_RESTORER
handled:
        .word   0
        .arm
        .balign 4096
page:   mov     r0, #1
        bx      lr
        .balign 4096
