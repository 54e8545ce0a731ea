import { AL, a32Table, type Instruction, type InstructionSet, once, Template, t32Table } from "@armstalker/isa";
import { LEAF_BITS } from "../engine/indirect-map.js";

/** The few instructions, the same in both sets, that generated code has besides what an `Emitter` writes. Registers are numbers. */
export interface SetWords {
  /** Reported as SIGTRAP, with PC at it, by every kernel and emulator. */
  readonly trap: number;
  readonly trapSize: 2 | 4;
  readonly nop: number;
  /** `lsr rd, rm, #12` */
  pageOf(rd: number, rm: number): number;
  /** `ubfx rd, rn, #0, #12` */
  offsetOf(rd: number, rn: number): number;
  /** `ldr rt, [rn, rm, lsl #2]` */
  entry(rt: number, rn: number, rm: number): number;
  /** `str rt, [rn], #4` */
  append(rt: number, rn: number): number;
  /** `ldr pc, [pc, #n]` of the word after it; in T32 at a multiple of 4. */
  readonly jumpByNextWord: number;
}

const LSR = 1;

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
  return {
    trap: 0xe7f001f0,
    trapSize: 4,
    nop: 0xe320f000,
    pageOf: (rd, rm) => lsr.encode2(rd, rm) >>> 0,
    offsetOf: (rd, rn) => ubfx.encode2(rd, rn) >>> 0,
    entry: (rt, rn, rm) => ldr.encode3(rt, rn, rm) >>> 0,
    append: (rt, rn) => str.encode2(rt, rn) >>> 0,
    jumpByNextWord: 0xe51ff004,
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
  return {
    trap: 0xde01,
    trapSize: 2,
    nop: 0xbf00,
    pageOf: (rd, rm) => lsr.encode2(rd, rm) >>> 0,
    offsetOf: (rd, rn) => ubfx.encode2(rd, rn) >>> 0,
    entry: (rt, rn, rm) => ldr.encode3(rt, rn, rm) >>> 0,
    append: (rt, rn) => str.encode2(rt, rn) >>> 0,
    jumpByNextWord: 0xf8dff000,
  };
});

export const wordsOf = (set: InstructionSet): SetWords => (set === "a32" ? a32() : t32());

/** Whether code begins with an instruction that is reported as SIGTRAP: the kernel's own, and BKPT. */
export function isTrap(set: InstructionSet, code: Uint8Array): boolean {
  const size = set === "t32" ? 2 : 4;
  if (code.length < size) return false;
  let word = 0;
  for (let index = size - 1; index >= 0; index--) word = ((word << 8) | code[index]!) >>> 0;
  if (word === wordsOf(set).trap) return true;
  return set === "t32" ? (word & 0xff00) === 0xbe00 : (word & 0x0ff000f0) === 0x01200070;
}

/** An SVC that always executes. */
export const svcWord = (set: InstructionSet, immediate: number): number =>
  (set === "a32" ? 0xef000000 : 0xdf00) + immediate;

/** The immediate of an SVC. */
export const svcImmediate = ({ row, word }: Instruction): number => word & (row.set === "a32" ? 0xffffff : 0xff);

/** Overwrites a 32-bit instruction in code. */
export function putWord(bytes: Uint8Array, at: number, word: number, set: InstructionSet): void {
  const stored = set === "t32" ? ((word >>> 16) | (word << 16)) >>> 0 : word;
  for (let index = 0; index < 4; index++) bytes[at + index] = stored >>> (8 * index);
}
