import type { InstructionSet } from "@armstalker/isa";
import type { Random } from "@armstalker/oracles";

/** A function that can be called, and how many instructions that executes. */
export interface Callee {
  readonly name: string;
  readonly instructionSet: InstructionSet;
  readonly cost: number;
  /** It calls itself as often as the word at {@link DEPTH} says. */
  readonly isRecursive: boolean;
}

/** Where a piece stands: what it may use. */
export interface Scope {
  readonly random: Random;
  readonly instructionSet: InstructionSet;
  /** A label that is new in the whole program. */
  readonly label: () => string;
  /** Whether LR has been saved, so that it is a register like others. */
  readonly lrIsFree: boolean;
  /** How often the piece is executed. */
  readonly weight: number;
  /** How many instructions may still be executed. */
  readonly budget: { left: number };
  /** The registers that still can count a loop. */
  readonly counters: readonly string[];
  readonly callees: readonly Callee[];
  /** A way to leave the function from here, under a condition or an empty one; none where the stack is not as it was. */
  readonly leave: ((condition: string) => string[]) | null;
  /** Pieces within pieces. */
  readonly nesting: number;
}

/** Holds the address of the memory that functions load from and store to. */
export const BASE = "r7";
/** Bytes there. */
export const AREA_SIZE = 256;
/** Behind them: how often a recursive function calls itself. */
export const DEPTH: number = AREA_SIZE;
/** Bytes of that area that are compared. */
export const COMPARED_AREA_SIZE: number = AREA_SIZE + 8;
/** Count loops; functions keep them. */
export const COUNTERS = ["r6", "r8"] as const;

const LOW = ["r0", "r1", "r2", "r3", "r4", "r5"] as const;
const HIGH = ["r9", "r10", "r11", "r12"] as const;

export const CONDITIONS = ["eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le"] as const;
export type Condition = (typeof CONDITIONS)[number];

export const inverseOf = (condition: Condition): Condition => CONDITIONS[CONDITIONS.indexOf(condition) ^ 1]!;

/** Registers whose values do not matter for where the program goes. */
export function freeRegisters({ instructionSet, random, lrIsFree }: Scope): readonly string[] {
  // Many 16-bit forms have but the low ones.
  if (instructionSet === "t32" && random.chance(0.6)) return LOW;
  return lrIsFree ? [...LOW, ...HIGH, "lr"] : [...LOW, ...HIGH];
}

export const register = (scope: Scope): string => scope.random.pick(freeRegisters(scope));
export const lowRegister = (scope: Scope): string => scope.random.pick(LOW);

/** So many different registers. */
export function registers(scope: Scope, count: number): string[] {
  const few = freeRegisters(scope);
  return scope.random.sample(few.length < count ? [...LOW, ...HIGH] : few, count);
}

/** In ascending order, as lists have them. */
export function registerList(scope: Scope, least: number, most: number, without: readonly string[] = []): string[] {
  const { random } = scope;
  const all = [...LOW, ...HIGH].filter((name) => !without.includes(name));
  const chosen = new Set(random.sample(all, random.between(least, most)));
  return all.filter((name) => chosen.has(name));
}

const remarkable = [0, 1, 2, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe, 0x55555555];

export function constant({ random }: Scope): string {
  return `0x${(random.chance(0.3) ? random.pick(remarkable) : random.word()).toString(16)}`;
}

/** An immediate that data processing instructions of the set can encode. */
export function immediate({ random, instructionSet }: Scope): string {
  const byte = random.below(256);
  if (random.chance(0.5)) return `#${byte}`;
  if (instructionSet === "a32") {
    const rotation = 2 * random.below(16);
    const rotated = (byte << rotation) | (rotation === 0 ? 0 : byte >>> (32 - rotation));
    return `#0x${(rotated >>> 0).toString(16)}`;
  }
  switch (random.below(4)) {
    case 0:
      return `#0x${(byte * 0x00010001).toString(16)}`;
    case 1:
      return `#0x${(byte * 0x01000100).toString(16)}`;
    case 2:
      return `#0x${(byte * 0x01010101).toString(16)}`;
    default:
      return `#0x${(((byte | 0x80) << random.between(1, 24)) >>> 0).toString(16)}`;
  }
}
