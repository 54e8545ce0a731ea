import { countOfMask, Feature, LR, PC, SP } from "@armstalker/isa";
import type { Emitter } from "../emit/emitter.js";
import { borrow } from "../scratch.js";
import type { Site } from "../site.js";
import { substitutionOf } from "../substitution.js";
import { constantOf, literal } from "./literal.js";
import type { Rule } from "./rule.js";

const REGISTERS = 0x7fff;

/** Writes of PC that also read it: data processing such as `add pc, pc, r0, lsl #2`, loads such as `ldr pc, [pc, #n]`. */
export const jump: Rule = {
  // ldr pc, <distance>    if the data are still in reach
  single: (site, out, at, inIt) => (constantOf(site, out) === null ? literal.single(site, out, at, inIt) : null),

  put(site, out) {
    out.conditionally(site.instruction.conditionNumber, false, () => {
      const constant = constantOf(site, out);
      if (constant === null) putJump(site, out);
      // ldr pc, =value    if the data never change
      else out.literal(PC, constant.value);
    });
  },
};

function putJump(site: Site, out: Emitter): void {
  const { instruction } = site;
  const reads = instruction.readMask & REGISTERS;
  const { value, put } = substitutionOf(site);
  const { registers, spilled } = borrow(site, 1, reads);
  const [pc] = registers as [number];

  // pc' := PC
  // instruction        `add pc, rm` of T32 is add pc', rm; mov pc, pc'
  if (spilled === 0) {
    out.constant(pc, value);
    put(out, { pc, sp: SP, result: PC });
    return;
  }

  // push {pc', sp', lr}        lr only makes room; sp' only if SP is read
  // add sp', sp, #n
  // pc' := PC
  // instruction                with pc' in the place of PC
  // orr pc', pc', #1           where the instruction does not interwork: T32, and A32 (bic #3) before ARMv7
  // str pc', [sp, #n]
  // pop {pc', sp', pc}
  const readsSp = (reads & (1 << SP)) !== 0;
  const sp = readsSp ? borrow(site, 2, reads).registers.find((each) => each !== pc)! : pc;
  const saved = (1 << pc) | (1 << sp);
  const bytes = 4 * countOfMask(saved);
  out.push(saved | (1 << LR));
  if (readsSp) out.addConstant(sp, SP, bytes + 4);
  out.constant(pc, value);
  put(out, { pc, sp: readsSp ? sp : SP, result: pc });
  const interworks = site.transfer.kind === "load" || (site.set === "a32" && (out.writer.features & Feature.v7) !== 0);
  if (!interworks) out.stayInSet(pc);
  out.store(pc, SP, bytes);
  out.pop(saved | (1 << PC));
}
