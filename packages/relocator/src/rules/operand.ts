import { countOfMask, LR, SP } from "@armstalker/isa";
import type { Emitter } from "../emit/emitter.js";
import { fieldOf } from "../fields.js";
import { borrow } from "../scratch.js";
import type { Site } from "../site.js";
import { substitutionOf } from "../substitution.js";
import type { Rule } from "./rule.js";

const SP_BIT = 1 << SP;
const REGISTERS = 0x7fff;

/**
 * Any other use of PC: a register takes its place.
 *
 * That register is one that the instruction overwrites, or one that is free, or else one that is saved on the stack. If it is
 * saved and the instruction uses SP, then a second one takes the place of SP.
 */
export const operand: Rule = {
  single: () => null,

  put(site, out) {
    putSubstituted(site, out);
  },
};

/** Puts an instruction that reads PC, and writes no PC, with registers in the place of PC and SP. */
export function putSubstituted(site: Site, out: Emitter): void {
  const { instruction } = site;
  const reads = instruction.readMask & REGISTERS;
  const writes = instruction.writtenMask & REGISTERS;
  const { value, put } = substitutionOf(site);
  const destinations = instruction.row.memoryAccess === "write" ? 0 : writes & ~reads & ~SP_BIT;
  const { registers, spilled } = borrow(site, 1, reads | writes, destinations);
  const [pc] = registers as [number];
  const condition = instruction.conditionNumber;

  // pc' := PC
  // instruction
  if (spilled === 0) {
    out.conditionally(condition, false, () => {
      out.constant(pc, value);
      put(out, { pc, sp: SP, result: 15 });
    });
    return;
  }
  if (storesPairWithSp(site)) {
    out.conditionally(condition, false, () => putPair(site, out));
    return;
  }
  const changing = instruction.flagsWritten !== 0;

  // push {pc'}
  // pc' := PC
  // instruction
  // pop {pc'}
  if (((reads | writes) & SP_BIT) === 0) {
    out.conditionally(condition, changing, () => {
      out.push(1 << pc);
      out.constant(pc, value);
      put(out, { pc, sp: SP, result: 15 });
      out.pop(1 << pc);
    });
    return;
  }

  // push {pc', sp'}              pc' and sp' are the same register if SP is only written
  // add sp', sp, #n
  // pc' := PC
  // instruction
  // pop {pc', sp'}
  //
  // and if SP is written, with a word more on the stack (lr only makes room):
  //
  // push {pc', sp', lr}
  // …
  // str sp', [sp, #n]
  // pop {pc', sp'}
  // ldr sp, [sp]
  const sp = (reads & SP_BIT) === 0 ? pc : borrow(site, 2, reads | writes).registers.find((each) => each !== pc)!;
  const saved = (1 << pc) | (1 << sp);
  const writesSp = (writes & SP_BIT) !== 0;
  const room = writesSp ? 1 << LR : 0;
  out.conditionally(condition, changing, () => {
    out.push(saved | room);
    if (sp !== pc) out.addConstant(sp, SP, 4 * countOfMask(saved | room));
    out.constant(pc, value);
    put(out, { pc, sp, result: 15 });
    if (writesSp) out.store(sp, SP, 4 * countOfMask(saved));
    out.pop(saved);
    if (writesSp) out.load(SP, SP, 0);
  });
}

/** STRD of r12 and, as the encoding has it, SP. */
function storesPairWithSp({ set, instruction }: Site): boolean {
  return (
    set === "a32" &&
    instruction.row.class === "store" &&
    instruction.row.memorySize === 8 &&
    fieldOf(instruction, "Rt") === 12
  );
}

// strd r12, sp, [pc …]:
//   push {pc', a, b}          a and b are a pair
//   mov a, r12
//   add b, sp, #12
//   pc' := PC
//   strd a, b, [pc' …]
//   pop {pc', a, b}
function putPair(site: Site, out: Emitter): void {
  const { instruction } = site;
  const used = instruction.readMask | instruction.writtenMask;
  const a = [0, 2, 4].find((each) => ((used >>> each) & 3) === 0)!;
  const pair = 3 << a;
  const [pc] = borrow(site, 1, (used & REGISTERS) | pair).registers as [number];
  const saved = pair | (1 << pc);
  out.push(saved);
  out.move(a, 12);
  out.addConstant(a + 1, SP, 4 * countOfMask(saved));
  out.constant(pc, site.pc);
  substitutionOf(site).put(out, { pc, sp: SP, result: 15, pair: a });
  out.pop(saved);
}
