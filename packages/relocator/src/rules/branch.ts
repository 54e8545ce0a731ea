import { AL, type Instruction, Operation, once, type Row, Transfer, t32Table } from "@armstalker/isa";
import type { BranchForm, Emitter } from "../emit/emitter.js";
import { targetOfBxPc } from "../kinds.js";
import { targetOf } from "../relative.js";
import type { Destination } from "../settings.js";
import type { Site } from "../site.js";
import type { Rule, Single } from "./rule.js";

/** Where a branch at a constant distance goes. */
function targetOfBranch(site: Site): { address: number; set: "a32" | "t32" } {
  const { instruction, set, pc } = site;
  const { facts, number } = instruction;
  if (facts.transfer[number] === Transfer.register) return { address: targetOfBxPc(site), set: "a32" };
  if (facts.transfer[number] === Transfer.move) return { address: pc, set };
  const target = targetOf(instruction);
  if (facts.operation[number] !== Operation.address) return { address: target, set };
  // A write of PC by data processing interworks in A32 (A2.3.1, ALUWritePC).
  if (target % 4 === 2)
    throw site.refuse("unpredictable", "its target is A32 code at an address that is no multiple of 4");
  return target % 2 === 1 ? { address: target - 1, set: "t32" } : { address: target, set: "a32" };
}

/** A branch to a place, as single instruction of one of some forms. */
function singleOf(
  forms: readonly BranchForm[],
  site: Site,
  out: Emitter,
  at: number,
  target: number,
  destination: Destination,
): Single | null {
  const index = out.reachingForm(forms, 0, site.address, destination, at);
  if (index < 0) return null;
  const form = forms[index]!;
  return {
    size: form.row.size,
    put: () => out.putBranch(form, index, site.address, target, destination),
  };
}

const cbz = once((): Row => t32Table().row("CBZ_T1"));
const OPPOSITE = 0x800;

const isCompareAndBranch = ({ facts, number }: Instruction): boolean =>
  facts.operation[number] === Operation.compareAndBranch;

const formsOf = (site: Site, out: Emitter, inIt: boolean): readonly BranchForm[] => {
  const { instruction } = site;
  if (isCompareAndBranch(instruction)) return [{ row: instruction.row, word: instruction.word }];
  return out.branchForms(inIt ? AL : instruction.conditionNumber);
};

const destinationOf = (site: Site): { target: number; destination: Destination } => {
  const { address, set } = targetOfBranch(site);
  return { target: address, destination: site.surroundings.placement.destination(address, set) };
};

/** B, CBZ, CBNZ; BX PC, MOV PC, PC and ADD PC, PC, #n. */
export const branch: Rule = {
  // b<c> target            the shortest form that reaches
  single(site, out, at, inIt) {
    const { target, destination } = destinationOf(site);
    return singleOf(formsOf(site, out, inIt), site, out, at, target, destination);
  },

  // A32:                ldr<c> pc, =target
  // T32:                b<inverse> over; b.w target or ldr.w pc, =target; over:
  // T32, CBZ and CBNZ:  cb(n)z rn, over; b target or ldr.w pc, =target; over:
  put(site, out) {
    const { instruction, address } = site;
    const { target, destination } = destinationOf(site);
    if (isCompareAndBranch(instruction)) {
      const opposite = { row: cbz(), word: instruction.word ^ OPPOSITE };
      out.putOver(opposite, () => out.jump(destination, address, target, 1));
      return;
    }
    const condition = instruction.conditionNumber;
    const firstForm = condition === AL || site.set === "a32" ? 0 : out.branchForms(condition).length;
    out.conditionally(condition, false, () => out.jump(destination, address, target, firstForm));
  },
};
