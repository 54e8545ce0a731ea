import { once, PC, SP, t32Table } from "@armstalker/isa";
import type { Emitter } from "./emit/emitter.js";
import { fieldOf } from "./fields.js";
import { distanceMask, isRelative } from "./relative.js";
import type { Site } from "./site.js";

/** The registers that take the place of PC and SP in an instruction. */
export interface Substitutes {
  /** In the place of PC where it is read. */
  readonly pc: number;
  /** In the place of SP; 13 if it stays. */
  readonly sp: number;
  /** In the place of PC where it is written; 15 if it stays. */
  readonly result: number;
  /** In the place of r12 and SP, the pair of STRD, the first of another pair. */
  readonly pair?: number;
}

/** An instruction with a register in the place of PC. */
export interface Substitution {
  /** What that register must hold. */
  readonly value: number;
  put(out: Emitter, substitutes: Substitutes): void;
}

/** How an instruction that reads PC is put with other registers. */
export const substitutionOf = (site: Site): Substitution =>
  site.set === "a32" ? substitutionOfA32(site) : substitutionOfT32(site);

const registerFields = ["Rn", "Rd", "Rt", "Rm", "Rs"] as const;

// A32: the same instruction, its fields filled with other registers, and the value of PC in one.
function substitutionOfA32(site: Site): Substitution {
  const { instruction } = site;
  const { row, word } = instruction;
  const written = row.memoryAccess === "write" || row.class === "preload" ? "" : row.fields.has("Rd") ? "Rd" : "Rt";
  return {
    value: site.pc,
    put(out, { pc, sp, result, pair }) {
      let changed = word;
      // The base of a literal load is fixed, not a field.
      if (!row.fields.has("Rn") && (row.memoryAccess !== "none" || row.class === "preload"))
        changed = put4(changed, 16, pc);
      for (const name of registerFields) {
        const field = row.fields.get(name);
        if (field === undefined) continue;
        const number = fieldOf(instruction, name);
        if (number === PC) changed = put4(changed, field.shift, name === written ? result : pc);
        else if (number === SP) changed = put4(changed, field.shift, sp);
      }
      if (pair !== undefined) changed = put4(changed, 12, pair);
      out.put(changed >>> 0);
    },
  };
}

const put4 = (word: number, shift: number, value: number): number => (word & ~(15 << shift)) | (value << shift);

const UP = 1 << 23;

/** The 16-bit loads that do not extend the sign, by the bytes that they load. */
const narrowLoads = once(() => {
  const table = t32Table();
  return new Map([
    [1, table.row("LDRB_i_T1")],
    [2, table.row("LDRH_i_T1")],
    [4, table.row("LDR_i_T1")],
  ]);
});

// T32: literal loads with their whole address in a register; ADD with a register in the place of PC.
function substitutionOfT32(site: Site): Substitution {
  const { instruction } = site;
  const { row, word, facts, number } = instruction;
  if (isRelative(instruction)) {
    return {
      value: instruction.relativeAddress,
      put(out, { pc, sp, result }) {
        const rt = fieldOf(instruction, "Rt");
        const target = rt === PC ? result : rt === SP ? sp : rt;
        const isUnsigned = row.class === "load" && facts.signed[number] === 0;
        const narrow = isUnsigned ? narrowLoads().get(row.memorySize) : undefined;
        if (narrow !== undefined && target < 8 && pc < 8) {
          out.put(narrow.value | (pc << 3) | target);
          return;
        }
        const wide = row.size === 2 ? (0xf8df << 16) | (rt << 12) : word;
        let changed = (put4(wide, 16, pc) & ~(row.size === 2 ? 0 : distanceMask(row))) | UP;
        if (row.fields.has("Rt")) changed = put4(changed, 12, target);
        out.put(changed >>> 0);
      },
    };
  }
  // add rdn, rm: either may be PC
  const rm = (word >>> 3) & 15;
  const rdn = (word & 7) | ((word >>> 4) & 8);
  return {
    value: site.pc,
    put(out, { pc, sp, result }) {
      const replaced = (number: number): number => (number === PC ? pc : number === SP ? sp : number);
      out.add(replaced(rdn), replaced(rdn), replaced(rm));
      // `mov pc` stays in T32, as `add pc` does.
      if (rdn === PC && result === PC) out.move(PC, pc);
    },
  };
}
