/* Where the kernel begins: argc, argv and the rest are on the stack, r0 is a function for exit. */
        .syntax unified
        .arm
        .global _start
        .type _start, %function
_start:
        mov     r11, #0
        mov     lr, #0
        ldr     r1, [sp], #4            @ argc
        mov     r2, sp                  @ argv
        push    {r2}                    @ the end of the stack
        push    {r0}                    @ rtld_fini
        mov     r3, #0                  @ fini
        push    {r3}
        ldr     r0, =main               @ main, argc, argv, init
        bl      __libc_start_main
        udf     #0
        .ltorg
        .section .note.GNU-stack, "", %progbits
