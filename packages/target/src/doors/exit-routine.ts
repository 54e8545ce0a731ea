import type { Address } from "@armstalker/isa";
import { TargetError } from "../errors.js";
import { FUTEX_WAIT, FUTEX_WAKE, SystemCall } from "../linux-arm.js";
import { wordsToBytes } from "../words.js";
import { CONTEXT_BYTES, ContextWord, DoorCommand } from "./context-page.js";

/** What PC reads as: this many bytes ahead. */
const PC_AHEAD = 8;
/** The longest distance that an instruction of the routine can name in bytes: 8 bits of words. */
const LONGEST_DISTANCE = 1020;

/** The code that a door leads to. Offsets are in bytes from its start. */
export interface ExitRoutine {
  readonly code: Uint8Array;
  /** From here on all registers of the program are in the context. */
  readonly saved: number;
  /** From here on the thread has arrived. */
  readonly counted: number;
  /** The trap of {@link DoorCommand.trap}. */
  readonly trap: number;
  /** Where a routine returns to that was called. */
  readonly returned: number;
}

/** An instruction, or for one that is relative to PC what makes it: of the distance in bytes from the context up to what PC reads as. */
type Part = number | ((distance: number) => number);

/** An A32 load or store with an offset below PC, of a word of the context. No register is free to hold the context's address. */
const near =
  (instruction: number, word: number) =>
  (distance: number): number =>
    instruction | (distance - word);

/** `sub rd, pc, #distance`: the context's address. A constant is 8 bits that are rotated right by an even number, here by 30. */
const addressOfContext = (rd: number) => (distance: number) => 0xe24f0f00 | (rd << 12) | (distance >> 2);

// The code is written as words, for the reason that ../routines.ts has, and compared with GNU as in a test as well.

const saving: readonly Part[] = [
  near(0xe50fe000, ContextWord.link), // str lr, link
  0xee1def50, // mrc p15, 0, lr, c13, c0, 2
  near(0xe50fe000, ContextWord.lr), // str lr, lr
  near(0xe50f0000, ContextWord.r0), // str r0, r0
  addressOfContext(0), // sub r0, pc, #distance
  0xe9801ffe, // stmib r0, {r1-r12}
  0xe580d000 | ContextWord.sp, // str sp, [r0, #sp]
  0xe10f1000, // mrs r1, CPSR
  0xe5801000 | ContextWord.cpsr, // str r1, [r0, #cpsr]
];

const arriving: readonly Part[] = [
  addressOfContext(4), // arrive: sub r4, pc, #distance
  0xe5945000 | ContextWord.arrived, // ldr r5, [r4, #arrived]
  0xe2855001, // add r5, r5, #1
  0xe5845000 | ContextWord.arrived, // str r5, [r4, #arrived]
];

const waiting: readonly Part[] = [
  0xe2840000 | ContextWord.arrived, // add r0, r4, #arrived
  0xe3a01000 | FUTEX_WAKE, // mov r1, #FUTEX_WAKE
  0xe3a02001, // mov r2, #1
  0xe3a07000 | SystemCall.futex, // mov r7, #futex
  0xef000000, // svc #0
  // How often a thread looks whether its door was opened before it sleeps: some 20 µs under an emulator.
  0xe3a06a01, // mov r6, #4096
  0xe5942000 | ContextWord.opened, // again: ldr r2, [r4, #opened]
  0xe1520005, // cmp r2, r5
  0x0a00000c, // beq opened
  0xe2566001, // subs r6, r6, #1
  0x1afffffa, // bne again
  // The kernel looks at the word once more before the thread sleeps, and does that after the store.
  0xe3a01001, // sleep: mov r1, #1
  0xe5841000 | ContextWord.threadSleeps, // str r1, [r4, #threadSleeps]
  0xe5942000 | ContextWord.opened, // ldr r2, [r4, #opened]
  0xe1520005, // cmp r2, r5
  0x0a000005, // beq opened
  0xe2840000 | ContextWord.opened, // add r0, r4, #opened
  0xe3a01000 | FUTEX_WAIT, // mov r1, #FUTEX_WAIT
  0xe3a03000, // mov r3, #0
  0xe3a07000 | SystemCall.futex, // mov r7, #futex
  0xef000000, // svc #0
  0xeafffff4, // b sleep
];

const opened: readonly Part[] = [
  0xe3a01000, // opened: mov r1, #0
  0xe5841000 | ContextWord.threadSleeps, // str r1, [r4, #threadSleeps]
  0xe5941000 | ContextWord.command, // ldr r1, [r4, #command]
  0xe3510000 | DoorCommand.trap, // cmp r1, #trap
  0x0a000007, // beq trap
  0x8a000007, // bhi call
  0xe5940000 | ContextWord.cpsr, // ldr r0, [r4, #cpsr]
  0xe12cf000, // msr apsr_nzcvqg, r0
  0xe594d000 | ContextWord.sp, // ldr sp, [r4, #sp]
  0xe1a0e004, // mov lr, r4
  0xe89e1fff, // ldm lr, {r0-r12}
  0xe59ee000 | ContextWord.lr, // ldr lr, [lr, #lr]
  near(0xe51ff000, ContextWord.onward), // ldr pc, onward
];

const trapping: readonly Part[] = [0xe7f001f0]; // trap: udf #16

const calling: readonly Part[] = [
  0xe2848000 | ContextWord.arguments, // call: add r8, r4, #arguments
  0xe89800ff, // ldm r8, {r0-r7}
  0xe1a0e00f, // mov lr, pc
  near(0xe51ff000, ContextWord.routine), // ldr pc, routine
];

const returning: readonly Part[] = [
  addressOfContext(4), // sub r4, pc, #distance
  0xe5840000 | ContextWord.result, // str r0, [r4, #result]
  0xeaffffd0, // b arrive
];

const whole: readonly Part[] = [saving, arriving, waiting, opened, trapping, calling, returning].flat();
/** The offset of what comes behind some parts. */
const behind = (...before: readonly (readonly Part[])[]): number => 4 * before.flat().length;
const saved = behind(saving);
const counted = behind(saving, arriving);
const trap = behind(saving, arriving, waiting, opened);
const returned = behind(saving, arriving, waiting, opened, trapping, calling);

/**
 * A32 code that saves the thread's core registers to its context, waits until this process opens the door, takes the registers of the context, and
 * goes on. It uses no stack. Doors come here with the program's LR in TPIDRURW (`c13, c0, 2`), and their own place in LR. It wakes
 * this process whether that sleeps or not. To tell would take a barrier: processors before ARMv7 have no instruction for one, and an exclusive access would have the
 * program's own fail.
 *
 * @param exit - where the code will be
 * @param context - where the context is: less than 800 bytes below the start of the code, a multiple of 4 bytes
 * @throws {TargetError} `invalid-argument` for a context elsewhere
 */
export function exitRoutine(exit: Address, context: Address): ExitRoutine {
  const distance = exit + PC_AHEAD - context;
  if (exit - context < CONTEXT_BYTES || distance % 4 !== 0 || distance + returned > LONGEST_DISTANCE) {
    throw new TargetError({
      code: "invalid-argument",
      message: `the exit routine at 0x${exit.toString(16)} does not reach a context at 0x${context.toString(16)}`,
      hint: "put the context less than 800 bytes below the routine",
      address: context,
    });
  }
  const words = whole.map((part, index) => (typeof part === "number" ? part : part(distance + 4 * index) >>> 0));
  return { code: wordsToBytes(words), saved, counted, trap, returned };
}
