import type { Snippet } from "../bed/snippets.js";

/**
 * A function whose body faults. Its signal handler copies the registers of the frame, all 17 words, to `data` and goes on behind the
 * body. The body has random registers but for r9 to r11; it must come to a fault.
 */
function faulting(set: Snippet["set"], name: string, signal: number, body: string): Snippet {
  return {
    set,
    name,
    text: `
        push    {r4-r11, lr}
        mov     r9, lr
        mov     r11, sp
        ldr     r10, =~back + ${set === "t32" ? 1 : 0}
        ldr     r1, =~action
        mov     r0, #${signal}
        mov     r2, #0
        mov     r3, #8
        mov     r7, #174
        svc     #0
        ldr     r12, =data + 0x100
        ldm     r12, {r0-r8, r12}
        cmp     r0, #0
        ${body}
        .balign 4
~back:  mov     r0, #0
        pop     {r4-r11, pc}
        .ltorg
        .balign 4
        .arm
        @ struct ucontext: flags, link, stack; then trap_no, error_code, oldmask, r0 to r15, cpsr.
~handler:
        push    {r4-r8, lr}
        add     r12, r2, #32
        ldr     r3, =data + 0x800
        ldm     r12!, {r4-r8}
        stmia   r3!, {r4-r8}
        ldm     r12!, {r4-r8}
        stmia   r3!, {r4-r8}
        ldm     r12!, {r4-r8}
        stmia   r3!, {r4-r8}
        ldm     r12!, {r4, r5}
        stmia   r3!, {r4, r5}
        ldr     r4, [r2, #(32 + 40)]
        ldr     r5, [r2, #(32 + 64)]
        bic     r5, r5, #0x0600
        bic     r5, r5, #0x06000000
        bic     r5, r5, #0xfc00
        bic     r5, r5, #0x20
        tst     r4, #1
        orrne   r5, r5, #0x20
        bic     r4, r4, #1
        str     r4, [r2, #(32 + 60)]
        str     r5, [r2, #(32 + 64)]
        ldr     r4, [r2, #(32 + 44)]
        str     r4, [r2, #(32 + 52)]
        pop     {r4-r8, pc}
~restorer:
        mov     r7, #173
        svc     #0
        .ltorg
        .pushsection .slots
        .balign 4
~action: .word  ~handler, 0x04000004, ~restorer, 0, 0
        .popsection
`,
  };
}

const SIGILL = 4;
const SIGSEGV = 11;

// biome-ignore format: one row for each
const bodies: readonly (readonly [set: Snippet["set"], name: string, signal: number, body: string])[] = [
  ["a32", "a load that is the first of its block", SIGSEGV, "mov r1, #0; b 1f; 1: ldr r0, [r1]"],
  ["a32", "a load that is not the first of its block", SIGSEGV, "mov r1, #0; b 1f; 1: add r2, r2, #1; ldr r0, [r1, #4]!"],
  ["a32", "a load of several registers", SIGSEGV, "mov r1, #16; b 1f; 1: ldmib r1!, {r2-r8}"],
  ["a32", "a store", SIGSEGV, "mov r1, #0; b 1f; 1: str r2, [r1], #4"],
  ["a32", "a store under a condition that holds", SIGSEGV, "mov r1, #0; cmp r1, #0; strhne r2, [r1]; strbeq r2, [r1]"],
  ["a32", "a vector load", SIGSEGV, "mov r1, #0; b 1f; 1: vldmia r1!, {d0-d7}"],
  ["a32", "an exclusive load", SIGSEGV, "mov r1, #0; b 1f; 1: ldrex r0, [r1]"],
  ["a32", "an exclusive store", SIGSEGV, "ldr r2, =data; mov r1, #0; ldrex r0, [r2]; add r3, r0, #1; str r3, [r1]; strex r4, r3, [r2]"],
  ["a32", "a load of PC", SIGSEGV, "mov r1, #0; b 1f; 1: ldr pc, [r1, #8]!"],
  ["a32", "a load of PC by two registers", SIGSEGV, "mov r1, #0; mov r2, #4; b 1f; 1: ldr pc, [r1, r2, lsl #2]"],
  ["a32", "a load of several registers and PC", SIGSEGV, "mov r1, #0; b 1f; 1: ldm r1!, {r2, r3, pc}"],
  ["a32", "a load of a literal behind a branch", SIGSEGV, "b 1f; 1: ldr r0, =0x100; ldr r0, [r0]"],
  ["a32", "a branch to where nothing is", SIGSEGV, "ldr r1, =0x30000000; bx r1"],
  ["a32", "a call of where nothing is", SIGSEGV, "ldr r1, =0x30000000; blx r1"],
  ["a32", "an undefined instruction", SIGILL, "b 1f; 1: .inst 0xe7f000f0"],
  ["a32", "a fault in a function that was called", SIGSEGV, "mov r1, #0; bl 1f; 1: push {r2, lr}; ldr r0, [r1]"],
  ["a32", "a signal that the program sends itself", SIGSEGV, "mov r7, #20; svc #0; mov r1, #11; mov r7, #37; svc #0; mov r0, #0; b ~back"],
  ["t32", "a load that is the first of its block", SIGSEGV, "mov r1, #0; b 1f; 1: ldr r0, [r1]"],
  ["t32", "a load that is not the first of its block", SIGSEGV, "mov r1, #0; b 1f; 1: adds r2, #1; ldr r0, [r1, #4]!"],
  ["t32", "a store", SIGSEGV, "mov r1, #0; cbz r1, 1f; nop; 1: str r2, [r1], #4"],
  ["t32", "a store as the last of an IT block", SIGSEGV, "mov r1, #0; cmp r1, #0; ite ne; movne r2, #1; streq r3, [r1]"],
  ["t32", "a load of PC", SIGSEGV, "mov r1, #0; b 1f; 1: ldr.w pc, [r1, #8]!"],
  ["t32", "a table branch", SIGSEGV, "mov r1, #0; mov r2, #0; b 1f; 1: tbb [r1, r2]"],
  ["t32", "a table branch of halfwords", SIGSEGV, "mov r1, #0; mov r2, #3; b 1f; 1: tbh [r1, r2, lsl #1]"],
  ["t32", "an exclusive load", SIGSEGV, "mov r1, #0; b 1f; 1: ldrexd r0, r3, [r1]"],
  ["t32", "a branch to where nothing is", SIGSEGV, "ldr r1, =0x30000001; bx r1"],
  ["t32", "a call of where nothing is", SIGSEGV, "ldr r1, =0x30000001; blx r1"],
  ["t32", "an undefined instruction", SIGILL, "b 1f; 1: udf #0"],
  ["t32", "a load in an IT block, in each place", SIGSEGV, "mov r1, #0; cmp r1, #0; itett eq; moveq r2, #1; movne r2, #2; ldreq r3, [r1]; moveq r4, #3"],
  ["t32", "a load of PC as the last of an IT block", SIGSEGV, "mov r1, #0; cmp r1, #0; itt eq; moveq r2, #1; ldreq.w pc, [r1]"],
  ["t32", "a wide undefined instruction", SIGILL, "b 1f; 1: udf.w #1"],
  ["t32", "an undefined instruction in an IT block", SIGILL, "cmp r0, r0; ite ne; movne r1, #1; udfeq #0"],
];

/** Functions in which something faults, and whose handler looks at all registers. */
export const faults: readonly Snippet[] = bodies.map(([set, name, signal, body]) =>
  faulting(set, name, signal, body.replaceAll("; ", "\n        ")),
);
