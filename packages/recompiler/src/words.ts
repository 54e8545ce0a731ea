import {
  AL,
  a32Table,
  conditionNames,
  type Instruction,
  type InstructionSet,
  once,
  Template,
  t32Table,
} from "@armstalker/isa";

/** Bits of an address that a leaf of the indirect map is indexed by. */
export const LEAF_BITS = 12;

/** The few instructions, the same in both sets, that generated code has besides what an `Emitter` writes. Registers are numbers. */
export interface SetWords {
  /** Reported as SIGTRAP, with PC at it, by every kernel and emulator. */
  readonly trap: number;
  readonly trapSize: 2 | 4;
  readonly nop: number;
  /** A trap padded to the size of a branch, as the word that it is in memory. */
  readonly paddedTrap: number;
  /** `lsr rd, rm, #12` */
  pageOf(rd: number, rm: number): number;
  /** `ubfx rd, rn, #0, #12` */
  offsetOf(rd: number, rn: number): number;
  /** `ldr rt, [rn, rm, lsl #2]` */
  entry(rt: number, rn: number, rm: number): number;
  /** `str rt, [rn], #4` */
  append(rt: number, rn: number): number;
  /** `str rt, [rn, #-4]` */
  storeBelow(rt: number, rn: number): number;
  /** Bit 0 of addresses of code. */
  readonly setBit: 0 | 1;
  /** How far ahead PC reads, in bytes. */
  readonly pcAhead: 4 | 8;
  /** Bits of a load of 4 bytes, as it is in memory, of a literal that stands behind it, and by how much the distance is shifted to be in its place; the distance is counted from the aligned PC. */
  readonly literalBits: number;
  readonly literalShift: number;
  /** The conditional branches of 4 bytes with a distance of 0, by the number of the condition, as words of memory. */
  readonly conditionalBranches: readonly number[];
  /** `ldr pc, [pc, #n]` of the word after it, as the word that it is in memory; in T32 at a multiple of 4. */
  readonly jumpByNextWord: number;
  /** `mcr p15, 0, lr, c13, c0, 2` as the word that it is in memory: LR to TPIDRURW (B4.1.150). */
  readonly keepLr: number;
  /** `ldr pc, [pc, #n]` of 4 bytes, as the word that it is in memory, of a word at most 4092 bytes away from the aligned PC. */
  jumpByWord(from: number, word: number): number;
  /** `bl` or `blx` to A32 code, as the word that it is in memory. */
  callA32(from: number, to: number): number;
  /** An unconditional branch of 4 bytes, as the word that it is in memory. It reaches every place in a code area. */
  branch(from: number, to: number): number;
  /**
   * A conditional branch of 4 bytes, as the word that it is in memory, led to another place.
   *
   * @param stored - the branch, wherever it leads, as the word that it is in memory
   * @returns -1 if it does not reach so far
   */
  conditionalBranch(stored: number, from: number, to: number): number;
}

const LSR = 1;

/** Exchanges halfwords: a 32-bit T32 instruction has its first halfword in the high half, and in memory in the low half. */
export const swapHalfwords = (word: number): number => ((word >>> 16) | (word << 16)) >>> 0;

const a32 = once((): SetWords => {
  const table = a32Table();
  const lsr = new Template(table.row("MOV_r_A1"), ["Rd", "Rm"], { cond: AL, stype: LSR, imm5: LEAF_BITS });
  const ubfx = new Template(table.row("UBFX_A1"), ["Rd", "Rn"], { cond: AL, widthm1: LEAF_BITS - 1, lsb: 0 });
  const ldr = new Template(table.row("LDR_r_A1"), ["Rt", "Rn", "Rm"], {
    cond: AL,
    P: 1,
    U: 1,
    W: 0,
    imm5: 2,
    stype: 0,
  });
  const str = new Template(table.row("STR_i_A1"), ["Rt", "Rn"], { cond: AL, P: 0, U: 1, W: 0, imm12: 4 });
  const below = new Template(table.row("STR_i_A1"), ["Rt", "Rn"], { cond: AL, P: 1, U: 0, W: 0, imm12: 4 });
  return {
    setBit: 0,
    trap: 0xe7f001f0,
    trapSize: 4,
    nop: 0xe320f000,
    paddedTrap: 0xe7f001f0,
    pageOf: (rd, rm) => lsr.encode2(rd, rm) >>> 0,
    offsetOf: (rd, rn) => ubfx.encode2(rd, rn) >>> 0,
    entry: (rt, rn, rm) => ldr.encode3(rt, rn, rm) >>> 0,
    append: (rt, rn) => str.encode2(rt, rn) >>> 0,
    storeBelow: (rt, rn) => below.encode2(rt, rn) >>> 0,
    pcAhead: 8,
    // LDR (literal) A1 (A8.8.64): U is bit 23, imm12 bits 11 to 0.
    literalBits: 1 << 23,
    literalShift: 0,
    conditionalBranches: conditionNames.map((_, condition) => (table.row("B_A1").value | (condition << 28)) >>> 0),
    jumpByNextWord: 0xe51ff004,
    keepLr: 0xee0def50,
    // LDR (literal) A1 (A8.8.64): U is bit 23.
    jumpByWord(from, word) {
      const distance = word - from - 8;
      return (distance < 0 ? 0xe51ff000 - distance : 0xe59ff000 + distance) >>> 0;
    },
    // BL A1 (A8.8.25): as B A1.
    callA32: (from, to) => (0xeb000000 | (((to - from - 8) >> 2) & 0xffffff)) >>> 0,
    // B A1 (A8.8.18): imm24 in words, from the address plus 8. It reaches 32 MiB.
    branch: (from, to) => (0xea000000 | (((to - from - 8) >> 2) & 0xffffff)) >>> 0,
    conditionalBranch: (stored, from, to) => ((stored & 0xff000000) | (((to - from - 8) >> 2) & 0xffffff)) >>> 0,
  };
});

const t32 = once((): SetWords => {
  const table = t32Table();
  const lsr = new Template(table.row("MOV_r_T3"), ["Rd", "Rm"], {
    stype: LSR,
    imm3: LEAF_BITS >> 2,
    imm2: LEAF_BITS & 3,
    S: 0,
  });
  const ubfx = new Template(table.row("UBFX_T1"), ["Rd", "Rn"], { widthm1: LEAF_BITS - 1, imm3: 0, imm2: 0 });
  const ldr = new Template(table.row("LDR_r_T2"), ["Rt", "Rn", "Rm"], { imm2: 2 });
  const str = new Template(table.row("STR_i_T4"), ["Rt", "Rn"], { P: 0, U: 1, W: 1, imm8: 4 });
  const below = new Template(table.row("STR_i_T4"), ["Rt", "Rn"], { P: 1, U: 0, W: 0, imm8: 4 });
  return {
    setBit: 1,
    trap: 0xde01,
    trapSize: 2,
    nop: 0xbf00,
    paddedTrap: 0xbf00de01,
    pageOf: (rd, rm) => lsr.encode2(rd, rm) >>> 0,
    offsetOf: (rd, rn) => ubfx.encode2(rd, rn) >>> 0,
    entry: (rt, rn, rm) => ldr.encode3(rt, rn, rm) >>> 0,
    append: (rt, rn) => str.encode2(rt, rn) >>> 0,
    storeBelow: (rt, rn) => below.encode2(rt, rn) >>> 0,
    pcAhead: 4,
    // LDR (literal) T1 and T2 (A8.8.64). T2: U is bit 7 of the first halfword, imm12 bits 11 to 0 of the second.
    literalBits: 1 << 7,
    literalShift: 16,
    conditionalBranches: conditionNames.map((_, condition) =>
      swapHalfwords((table.row("B_T3").value | (condition << 22)) >>> 0),
    ),
    jumpByNextWord: 0xf000f8df,
    keepLr: 0xef50ee0d,
    // LDR (literal) T2 (A8.8.64): U is bit 7 of the first halfword.
    jumpByWord(from, word) {
      const distance = (word - ((from + 4) & ~3)) | 0;
      return (distance < 0 ? 0xf000f85f - distance * 0x10000 : 0xf000f8df + distance * 0x10000) >>> 0;
    },
    // BLX T2 (A8.8.25): S:I1:I2:imm10H:imm10L in words, from the aligned PC; imm10L is in bits 10 to 1, bit 0 is 0.
    callA32: (from, to) => branchT32(0xc000, to - ((from + 4) & ~3)),
    // B T4 (A8.8.18): S:I1:I2:imm10:imm11 in halfwords, from the address plus 4. It reaches 16 MiB.
    branch: (from, to) => branchT32(0x9000, to - from - 4),
    // B T3 (A8.8.18): S:J2:J1:imm6:imm11 in halfwords. It reaches 1 MiB.
    conditionalBranch(stored, from, to) {
      const distance = (to - from - 4) >> 1;
      if (distance < -0x80000 || distance > 0x7ffff) return -1;
      const first = (stored & 0xfbc0) | (((distance >>> 19) & 1) << 10) | ((distance >>> 11) & 0x3f);
      const second = 0x8000 | (((distance >>> 17) & 1) << 13) | (((distance >>> 18) & 1) << 11) | (distance & 0x7ff);
      return ((second << 16) | first) >>> 0;
    },
  };
});

/** B T4 or BLX T2 over a distance, with I1 = NOT(J1 EOR S). @param second - the fixed bits of the second halfword */
function branchT32(second: number, bytes: number): number {
  const distance = bytes >> 1;
  const s = (distance >>> 23) & 1;
  const j1 = ~((distance >>> 22) ^ s) & 1;
  const j2 = ~((distance >>> 21) ^ s) & 1;
  const first = 0xf000 | (s << 10) | ((distance >>> 11) & 0x3ff);
  return (((second | (j1 << 13) | (j2 << 11) | (distance & 0x7ff)) << 16) | first) >>> 0;
}

/** The instructions of a set. */
export const wordsOf = (set: InstructionSet): SetWords => (set === "a32" ? a32() : t32());

/** True for code that begins with an instruction that is reported as SIGTRAP: the kernel's own trap, and BKPT. */
export function isTrap(set: InstructionSet, code: Uint8Array): boolean {
  const size = set === "t32" ? 2 : 4;
  if (code.length < size) return false;
  let word = 0;
  for (let index = size - 1; index >= 0; index--) word = ((word << 8) | code[index]!) >>> 0;
  if (word === wordsOf(set).trap) return true;
  return set === "t32" ? (word & 0xff00) === 0xbe00 : (word & 0x0ff000f0) === 0x01200070;
}

/** CBZ for CBNZ and the other way round (A8.8.29: op is bit 11, i bit 9, imm5 bits 7 to 3), over so many bytes of code: 4 to 64, an even number. */
export const compareOver = (word: number, size: number): number => {
  const distance = size - 2;
  return ((word ^ 0x800) & ~0x2f8) | ((distance >> 6) << 9) | (((distance >> 1) & 0x1f) << 3);
};

/** An SVC that always executes. */
export const svcWord = (set: InstructionSet, immediate: number): number =>
  (set === "a32" ? 0xef000000 : 0xdf00) + immediate;

/** The immediate of an SVC: 24 bits in A32, 8 in T32. */
export const svcImmediate = ({ facts, number, word }: Pick<Instruction, "facts" | "number" | "word">): number =>
  word & facts.immediateBits[number]!;

/** Reads a little-endian word of code. */
export const wordIn = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;

/** Overwrites a little-endian word of code. */
export function putWordIn(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word;
  bytes[at + 1] = word >>> 8;
  bytes[at + 2] = word >>> 16;
  bytes[at + 3] = word >>> 24;
}
