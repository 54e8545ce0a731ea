import type { InstructionSet } from "@armstalker/isa";
import { halves, svcWord, wordsOf, wordsToBytes } from "@armstalker/recompiler";
import { MOST_SIGNALS, SIG_UNBLOCK, SIGACTION_BYTES, SIGNAL_SET_BYTES, SystemCall } from "@armstalker/target";

/** T32: `svc #0`. */
const SVC = svcWord("t32", 0);

/** A32: an SVC, with a number in r7 that no system call has; then traps. */
export const probeRoutine = (immediate: number): Uint8Array =>
  wordsToBytes(
    0xe30071ff, // movw r7, #511
    svcWord("a32", immediate),
    wordsOf("a32").trap,
  );

/** A32: stores the action of each signal from r0 on, `SIGACTION_BYTES` for each, from signal 1 on; those that the kernel refuses are left out. */
export const signalActionsRoutine = (): Uint8Array =>
  wordsToBytes(
    0xe1a05000, // mov r5, r0
    0xe3a04001, // mov r4, #1
    0xe3a07000 | SystemCall.rt_sigaction, // mov r7, #174
    0xe1a00004, // again: mov r0, r4
    0xe3a01000, // mov r1, #0
    0xe1a02005, // mov r2, r5
    0xe3a03000 | SIGNAL_SET_BYTES, // mov r3, #8
    svcWord("a32", 0),
    0xe2855000 | SIGACTION_BYTES, // add r5, r5, #20
    0xe2844001, // add r4, r4, #1
    0xe3540000 | MOST_SIGNALS, // cmp r4, #64
    0xdafffff6, // ble again
    wordsOf("a32").trap,
  );

/** A system call, and a trap of 4 bytes after it: the offset of the trap, and the code. */
export function callAndTrap(set: InstructionSet, immediate: number): { trap: number; code: Uint8Array } {
  const svc = svcWord(set, immediate);
  if (set === "a32") return { trap: 4, code: wordsToBytes(svc, wordsOf(set).trap) };
  const { trap, nop } = wordsOf(set);
  return { trap: 4, code: wordsToBytes(halves(svc, nop), halves(trap, nop)) };
}

/** A32: a system call, then T32 code that {@link forkingCall} made, from behind the call that it begins with. */
export function numberedFork(immediate: number, at: number, forking: Uint8Array): Uint8Array {
  const call = wordsToBytes(
    svcWord("a32", immediate),
    0xe51ff004, // ldr pc, =behind the call
    at + 12 + 2 + 1,
  );
  return Buffer.concat([call, forking]);
}

/**
 * T32: a system call that returns twice. The child, which sees 0, goes on in the program's own code.
 *
 * @param child, parent - the addresses at which the child and the caller go on; bit 0 set: T32
 */
export const forkingCall = (child: number, parent: number): Uint8Array =>
  wordsToBytes(
    halves(SVC, 0xb908), // svc #0; cbnz r0, parent
    halves(0xf8df, 0xf004), // ldr.w pc, =child
    halves(0xf8df, 0xf004), // ldr.w pc, =parent
    child,
    parent,
  );

/** As {@link forkingCall}, for a thread with blocked signals that the child is to unblock: `held`, the first word of a signal set. */
export const forkingCallUnblocking = (child: number, parent: number, held: number): Uint8Array =>
  wordsToBytes(
    halves(SVC, 0xb978), // svc #0; cbnz r0, parent
    halves(0xb48e, 0xf04f), // push {r1, r2, r3, r7}; mov.w r0, #1 (SIG_UNBLOCK)
    halves(SIG_UNBLOCK, 0xa109), // adr r1, held
    halves(0xf04f, 0x0200), // mov.w r2, #0
    halves(0xf04f, 0x0300 | SIGNAL_SET_BYTES), // mov.w r3, #8
    halves(0xf04f, 0x0700 | SystemCall.rt_sigprocmask), // mov.w r7, #175
    halves(SVC, 0xbc8e), // svc #0; pop {r1, r2, r3, r7}
    halves(0xf04f, 0x0000), // mov.w r0, #0
    halves(0xf8df, 0xf004), // ldr.w pc, =child
    halves(0xf8df, 0xf004), // ldr.w pc, =parent
    child,
    parent,
    held >>> 0,
    0,
  );
