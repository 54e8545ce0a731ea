import { CORE_WORDS, CPSR, CPSR_T, VECTOR_BYTES } from "@armstalker/target";
import type { Region } from "./bed.js";

/** N, Z, C, V, Q and GE. */
export const FLAGS = 0xf80f0000;
/** The bits of FPSCR that programs set: flags, QC, AHP, DN, FZ, rounding, cumulative exceptions. */
const FPSCR_BITS = 0xffc0009f;

/** What a thread's processor holds, as `Target` has it. */
export interface Processor {
  /** r0 to r15, CPSR. */
  readonly core: Uint32Array;
  /** d0 to d31, FPSCR. */
  readonly vector: Uint8Array;
}

/** Processor and memory where a run begins, or how it left them. */
export interface World extends Processor {
  /** The contents of the bed's regions, in their order. */
  readonly memory: readonly Uint8Array[];
}

/** A generator of 32-bit numbers that is the same for the same seed everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

/**
 * A world of random contents, but for `slots`, which keeps those given.
 *
 * @param pc - bit 0 set: T32
 */
export function randomWorld(
  next: () => number,
  { pc, sp, regions, slots }: { pc: number; sp: number; regions: readonly Region[]; slots: Uint8Array },
): World {
  const core = Uint32Array.from({ length: CORE_WORDS }, next);
  core[13] = sp;
  core[15] = pc & ~1;
  core[CPSR] = (next() & FLAGS) | ((pc & 1) === 0 ? 0 : CPSR_T);
  const noise = (size: number): Uint8Array => new Uint8Array(Uint32Array.from({ length: size / 4 }, next).buffer);
  const vector = noise(VECTOR_BYTES);
  const fpscr = new DataView(vector.buffer);
  // Flush-to-zero, default NaN and rounding would be taken as they are, but are the exception in programs.
  const isPlain = (next() & 1) === 0;
  fpscr.setUint32(256, next() & (isPlain ? 0xf800009f : FPSCR_BITS), true);
  return { core, vector, memory: regions.map(({ name, size }) => (name === "slots" ? slots : noise(size))) };
}

const names = [...Array.from({ length: 13 }, (_, index) => `r${index}`), "sp", "lr", "pc"];
const hex = (value: number): string => `0x${(value >>> 0).toString(16)}`;

/**
 * In words, where a world is not as it should be. Below SP the stack is not compared: signal handlers write there too, and so does the
 * stalker.
 */
export function differences(expected: World, actual: World, regions: readonly Region[]): string[] {
  const found: string[] = [];
  const about = (what: string, right: number, wrong: number): void => {
    if (right !== wrong) found.push(`${what} is ${hex(wrong)}, must be ${hex(right)}`);
  };
  for (const [index, name] of names.entries()) about(name, expected.core[index]!, actual.core[index]!);
  const flags = FLAGS | CPSR_T;
  about("cpsr", (expected.core[CPSR]! & flags) >>> 0, (actual.core[CPSR]! & flags) >>> 0);
  for (let at = 0; at < VECTOR_BYTES; at += 4) {
    const word = ({ vector }: World): number => new DataView(vector.buffer, vector.byteOffset).getUint32(at, true);
    about(at === 256 ? "fpscr" : `word ${(at >> 2) & 1} of d${at >> 3}`, word(expected), word(actual));
  }
  for (const [index, { name, base }] of regions.entries()) {
    const from = name === "stack" ? Math.max(0, expected.core[13]! - base) : 0;
    const right = expected.memory[index]!.subarray(from);
    const wrong = actual.memory[index]!.subarray(from);
    const first = right.findIndex((byte, at) => byte !== wrong[at]);
    if (first >= 0) {
      const count = right.filter((byte, at) => byte !== wrong[at]).length;
      found.push(
        `${count} bytes differ in ${name}, the first at ${hex(base + from + first)} (sp ${hex(expected.core[13]!)})`,
      );
    }
  }
  return found;
}
