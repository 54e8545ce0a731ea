import { countOfMask, lowestOfMask, PC, SP } from "@armstalker/isa";
import type { Emitter } from "../emit/emitter.js";
import { fieldOf } from "../fields.js";
import { borrow } from "../scratch.js";
import type { Site } from "../site.js";
import { type Substitution, substitutionOf } from "../substitution.js";
import { multipleTransferOf } from "../transfer.js";
import { putSubstituted } from "./operand.js";
import type { Rule } from "./rule.js";

// Only A32 has these: in T32 a store of PC is UNPREDICTABLE.

/** STR, STRT and STM of PC. */
export const stored: Rule = {
  single: () => null,

  put(site, out) {
    out.conditionally(site.instruction.conditionNumber, false, () => {
      if (site.instruction.row.class === "store-multiple") putMultiple(site, out);
      else putOne(site, out);
    });
  },
};

/** Stores a value on the stack by means of a register that is saved meanwhile, `gap` bytes below SP or more. */
function patchStack(site: Site, out: Emitter, register: number, offset: number, gap: number, spilled: boolean): void {
  // str r, [sp, #-(gap + 4)]!
  // r := PC
  // str r, [sp, #offset + gap + 4]
  // ldr r, [sp], #(gap + 4)
  const room = spilled ? gap + 4 : 0;
  if (spilled) out.pushFar(register, room);
  out.constant(register, site.pc);
  out.store(register, SP, offset + room);
  if (spilled) out.popFar(register, room);
}

function putOne(site: Site, out: Emitter): void {
  const { instruction } = site;
  const used = (instruction.readMask | instruction.writtenMask) & 0x7fff;
  const substitution = substitutionOf(site);
  const { registers, spilled } = borrow(site, 1, used);
  const [register] = registers as [number];
  // r := PC
  // str r, …
  if (spilled === 0) {
    out.constant(register, substitution.value);
    substitution.put(out, { pc: register, sp: SP, result: PC });
    return;
  }
  const onStack = fieldOf(instruction, "Rn") === SP;
  const indexed = instruction.row.fields.has("Rm");
  const isPost = !instruction.row.fields.has("P") || fieldOf(instruction, "P") === 0;
  const isPre = !isPost && fieldOf(instruction, "W") === 1;
  if (onStack && isPost) putPostIndexed(site, out, register);
  else if (onStack && isPre) putPreIndexed(site, out, register, substitution);
  else if (onStack && !indexed) putOffset(site, out, register, substitution);
  // As for an operand: push {r}; r := PC; str r, …; pop {r}, with a register in the place of SP if it is the index, or the base.
  else putSubstituted(site, out);
}

const distanceOf = (site: Site): number =>
  (fieldOf(site.instruction, "U") === 0 ? -1 : 1) * fieldOf(site.instruction, "imm12");

// str pc, [sp], #n:
//   the word that SP points to := PC, by patchStack
//   add sp, sp, #n
function putPostIndexed(site: Site, out: Emitter, register: number): void {
  const { instruction } = site;
  patchStack(site, out, register, 0, 0, true);
  if (!instruction.row.fields.has("Rm")) {
    const distance = distanceOf(site);
    if (distance !== 0) out.addConstant(SP, SP, distance);
    return;
  }
  // add sp, sp, rm, <shift> or sub: the index and its shift stand in the same bits as in the store.
  const opcode = fieldOf(instruction, "U") === 0 ? 0x004dd000 : 0x008dd000;
  out.put(((instruction.word & 0xf0000fef) | opcode) >>> 0);
}

// str pc, [sp, …]!:
//   the same store of another register, which moves SP
//   the word that SP points to := PC, by patchStack
function putPreIndexed(site: Site, out: Emitter, register: number, substitution: Substitution): void {
  substitution.put(out, { pc: register, sp: SP, result: PC });
  patchStack(site, out, register, 0, 0, true);
}

// str pc, [sp, #n]:
//   push {r, s}; add s, sp, #8; r := PC; str r, [s, #n]; pop {r, s}
// or by patchStack where it would store to the saved registers
function putOffset(site: Site, out: Emitter, register: number, { value, put }: Substitution): void {
  const distance = distanceOf(site);
  if (distance > -12 && distance < 0) {
    patchStack(site, out, register, distance, 12, true);
    return;
  }
  if (distance >= 0 && distance < 4088) {
    patchStack(site, out, register, distance, 0, true);
    return;
  }
  const { readMask } = site.instruction;
  const [pc, sp] = borrow(site, 2, readMask & 0x7fff).registers as [number, number];
  const saved = (1 << pc) | (1 << sp);
  out.push(saved);
  out.addConstant(sp, SP, 8);
  out.constant(pc, value);
  put(out, { pc, sp, result: PC });
  out.pop(saved);
}

function putMultiple(site: Site, out: Emitter): void {
  const { instruction } = site;
  const { word } = instruction;
  const { base: rn, list, writesBack, first, change } = multipleTransferOf(word);
  const others = list & ~(1 << PC);
  // r := PC
  // stm rn, {…, r}         where r is free and comes after the other registers
  const above = site.free & ~((1 << (32 - Math.clz32(others))) - 1) & ~(1 << rn) & 0x5fff;
  if (above !== 0) {
    const register = lowestOfMask(above);
    out.constant(register, site.pc);
    out.put(((word & ~(1 << PC)) | (1 << register)) >>> 0);
    return;
  }
  // stm rn, {…, pc}        as it is
  // push {r}; r := PC; str r, [rn, #the last word]; pop {r}
  const { registers, spilled } = borrow(site, 1, 1 << rn);
  const [register] = registers as [number];
  const count = countOfMask(list);
  // Where the last word is, from what RN is before; and from what it is after.
  const last = first + 4 * (count - 1);
  const offset = last - (writesBack ? change : 0);
  out.put(word);
  if (rn === SP) {
    const lowest = offset - 4 * (count - 1);
    patchStack(site, out, register, offset, Math.max(0, -lowest), spilled !== 0);
    return;
  }
  if (spilled !== 0) out.push(spilled);
  out.constant(register, site.pc);
  out.store(register, rn, offset);
  if (spilled !== 0) out.pop(spilled);
}
