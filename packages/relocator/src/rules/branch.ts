import { AL, addressOf, once, type Row, setOf, t32Table } from "@armstalker/isa";
import type { BranchForm, Emitter } from "../emit/emitter.js";
import type { Destination } from "../settings.js";
import type { Site } from "../site.js";
import type { CompareTransfer, DirectTransfer } from "../transfer.js";
import type { Rule, Single } from "./rule.js";

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

const formsOf = (site: Site, out: Emitter, inIt: boolean): readonly BranchForm[] => {
  const { instruction } = site;
  if (site.transfer.kind === "compare-and-branch") return [{ row: instruction.row, word: instruction.word }];
  return out.branchForms(inIt ? AL : instruction.conditionNumber);
};

const destinationOf = ({ transfer, surroundings }: Site): { target: number; destination: Destination } => {
  const { target: code } = transfer as DirectTransfer | CompareTransfer;
  const target = addressOf(code);
  return { target, destination: surroundings.placement.destination(target, setOf(code)) };
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
    if (site.transfer.kind === "compare-and-branch") {
      const opposite = { row: cbz(), word: instruction.word ^ OPPOSITE };
      out.putOver(opposite, () => out.jump(destination, address, target, 1));
      return;
    }
    const condition = instruction.conditionNumber;
    const firstForm = condition === AL || site.set === "a32" ? 0 : out.branchForms(condition).length;
    out.conditionally(condition, false, () => out.jump(destination, address, target, firstForm));
  },
};
