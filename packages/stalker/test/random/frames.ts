/** How functions begin and end. */

import type { InstructionSet } from "@armstalker/isa";
import type { Random } from "@armstalker/oracles";
import { COUNTERS } from "./scope.js";

export interface Frame {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly lrIsFree: boolean;
  /** The counters that it keeps. */
  readonly counters: readonly string[];
  /** The way out with a condition. */
  readonly leave: ((condition: string) => string[]) | null;
}

const both: readonly string[] = COUNTERS;

const leaves = (...name: string[]): Frame => ({
  before: [],
  after: [`${name[0]} lr`],
  lrIsFree: false,
  counters: [],
  leave: (c) => [`bx${c} lr`],
});

const common: readonly Frame[] = [
  {
    before: ["push {r6, r8, lr}"],
    after: ["pop {r6, r8, pc}"],
    lrIsFree: true,
    counters: both,
    leave: (c) => [`pop${c} {r6, r8, pc}`],
  },
  {
    before: ["push {r6, r8, lr}"],
    after: ["pop {r6, r8, lr}", "bx lr"],
    lrIsFree: true,
    counters: both,
    leave: (c) => [`pop${c} {r6, r8, lr}`, `bx${c} lr`],
  },
  {
    before: ["str lr, [sp, #-4]!", "push {r6, r8}"],
    after: ["pop {r6, r8}", "ldr pc, [sp], #4"],
    lrIsFree: true,
    counters: both,
    leave: (c) => [`pop${c} {r6, r8}`, `ldr${c} pc, [sp], #4`],
  },
  {
    before: ["push {r6, r8, lr}", "vpush {d8-d9}"],
    after: ["vpop {d8-d9}", "ldmia sp!, {r6, r8, pc}"],
    lrIsFree: true,
    counters: both,
    leave: null,
  },
  {
    before: ["push {r6, r8, lr}"],
    after: ["mov r3, sp", "ldmia r3!, {r6, r8, r12}", "mov sp, r3", "bx r12"],
    lrIsFree: true,
    counters: both,
    leave: null,
  },
];

const arm: readonly Frame[] = [
  leaves("bx"),
  leaves("mov pc,"),
  {
    before: ["mov r12, sp", "push {r6, r8, r12, lr}"],
    after: ["ldm sp, {r6, r8, sp, pc}"],
    lrIsFree: true,
    counters: both,
    leave: (c) => [`ldm${c} sp, {r6, r8, sp, pc}`],
  },
  {
    before: ["stmdb sp!, {r6, r8, lr}"],
    after: ["ldmia sp!, {r6, r8, lr}", "mov pc, lr"],
    lrIsFree: true,
    counters: both,
    leave: (c) => [`ldm${c} sp!, {r6, r8, lr}`, `mov${c} pc, lr`],
  },
];

const thumb: readonly Frame[] = [
  leaves("bx"),
  {
    before: ["push {r6, lr}"],
    after: ["pop {r6, pc}"],
    lrIsFree: true,
    counters: ["r6"],
    leave: (c) => [`pop${c} {r6, pc}`],
  },
  {
    before: ["push {r5, r6, lr}"],
    after: ["pop {r2, r6}", "pop {r3}", "bx r3"],
    lrIsFree: true,
    counters: ["r6"],
    leave: null,
  },
];

export function pickFrame(random: Random, instructionSet: InstructionSet): Frame {
  return random.pick(random.chance(0.5) ? common : instructionSet === "a32" ? arm : thumb);
}
