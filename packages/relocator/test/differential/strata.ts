import { a32Decoder, type Decoder, type Instruction, type InstructionSet, type Row, t32Decoder } from "@armstalker/isa";
import type { Random } from "@armstalker/oracles";

/*
 * A stratum is a row together with the register fields that hold PC and whether PC is written: each gets its share of the
 * instances, however rare it is among random words.
 */
export interface Stratum {
  readonly set: InstructionSet;
  readonly row: Row;
  /** Names of fields that are 15. */
  readonly pcFields: readonly string[];
  readonly readsPc: boolean;
  readonly writesPc: boolean;
  /** For reports: `LDR_r_A1 Rn=pc reads`. */
  readonly name: string;
}

export const decoderOf = (set: InstructionSet): Decoder => (set === "a32" ? a32Decoder() : t32Decoder());

const registerField = /^R[a-z]/;

/**
 * A random word of a row. Conditions of A32 are "always" half of the time, constants are small half of the time, and of
 * registers those in `pcFields` are 15, the others are not.
 */
export function randomWord(row: Row, random: Random, pcFields: readonly string[] | null): number {
  let word = row.value | row.shouldValue | (random.word() & ~(row.mask | row.shouldMask));
  for (const [name, { shift, width }] of row.fields) {
    const mask = 2 ** width - 1;
    const put = (value: number): void => {
      word = (word & ~(mask << shift)) | ((value & mask) << shift);
    };
    if (name === "cond") put(random.chance(0.5) ? (row.set === "a32" ? 14 : random.below(14)) : random.below(14));
    else if (width === 4 && registerField.test(name)) {
      if (pcFields === null) put(random.chance(0.3) ? 15 : random.below(16));
      else put(pcFields.includes(name) ? 15 : random.below(15));
    } else if (width > 3 && name.startsWith("imm") && random.chance(0.5)) put(random.below(Math.min(mask + 1, 64)));
    else if (name.startsWith("register_list") && random.chance(0.5)) put(random.word() & random.word() & mask);
  }
  if (row.id.startsWith("SVC")) word &= row.set === "a32" ? 0xff000000 : 0xff00;
  if (row.size === 2) return word & 0xffff;
  return word >>> 0;
}

/** Whether a word is a valid instance of its row that user mode may execute, and that does nothing to the test itself. */
export function isUsable(instruction: Instruction, row: Row): boolean {
  if (instruction.row !== row || row.privileged) return false;
  if (instruction.validity !== "valid" && !isShiftedByPc(instruction)) return false;
  switch (row.class) {
    case "exception":
      // System calls with a number of their own (OABI) and HLT talk to the emulator.
      if (row.id.startsWith("SVC")) return (instruction.word & (row.set === "a32" ? 0xffffff : 0xff)) === 0;
      return row.id.startsWith("UDF") || row.id.startsWith("BKPT");
    case "coprocessor": {
      // QEMU, like Linux, emulates the floating point of coprocessors 1 and 2 of old. Counters differ from run to run.
      const coprocessor = (instruction.word >>> 8) & 15;
      if (instruction.writesPc) return false;
      return (
        (coprocessor < 8 && coprocessor !== 1 && coprocessor !== 2) ||
        (coprocessor === 15 && ((instruction.word >>> 16) & 15) === 13)
      );
    }
    case "hint":
      return !row.id.startsWith("WF");
    case "status":
      // The byte order may be set that way, too, from a register.
      return !row.id.startsWith("MSR") || ((instruction.word >>> (row.set === "a32" ? 17 : 9)) & 1) === 0;
    default:
      return row.class !== "it";
  }
}

/** What the manual calls UNPREDICTABLE, but the relocator moves all the same: PC as an operand where a register shifts. */
function isShiftedByPc({ row, word, readMask }: Instruction): boolean {
  if (row.class !== "data-processing" || !row.id.endsWith("_rr_A1") || (readMask & 0x8000) === 0) return false;
  return !row.fields.has("Rd") || ((word >>> 12) & 15) !== 15;
}

/** All strata of an instruction set, found by trying. */
export function findStrata(set: InstructionSet, random: Random): Stratum[] {
  const decoder = decoderOf(set);
  const strata = new Map<string, Stratum>();
  for (const row of decoder.rows) {
    for (let round = 0; round < 600; round++) {
      const instruction = decoder.instruction(randomWord(row, random, null), row.size, 0x8000);
      if (!isUsable(instruction, row)) continue;
      const pcFields = [...row.fields]
        .filter(([name, { shift, width }]) => {
          return width === 4 && registerField.test(name) && ((instruction.word >>> shift) & 15) === 15;
        })
        .map(([name]) => name);
      const { readsPc, writesPc } = instruction;
      const marks =
        pcFields.map((name) => ` ${name}=pc`).join("") + (readsPc ? " reads" : "") + (writesPc ? " writes" : "");
      const name = `${row.id}${marks}`;
      if (!strata.has(name)) strata.set(name, { set, row, pcFields, readsPc, writesPc, name });
    }
  }
  return [...strata.values()];
}
