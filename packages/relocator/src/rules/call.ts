import { AL, a32Table, addressOf, LR, once, type Row, setOf, t32Table } from "@armstalker/isa";
import type { BranchForm, Emitter } from "../emit/emitter.js";
import { retarget } from "../relative.js";
import { borrow } from "../scratch.js";
import type { Destination } from "../settings.js";
import type { Site } from "../site.js";
import type { DirectTransfer } from "../transfer.js";
import { type Rule, type Single, singleWord } from "./rule.js";

const direct = once(() => ({
  a32: { within: a32Table().row("BL_i_A1") as Row, beyond: a32Table().row("BL_i_A2") as Row },
  t32: { within: t32Table().row("BL_i_T1") as Row, beyond: t32Table().row("BL_i_T2") as Row },
}));

const movesReturn = (site: Site): boolean => site.surroundings.settings.returnAddress === "moved";

/** Where BL or BLX (immediate) goes. */
function destinationOf(site: Site): { target: number; destination: Destination } {
  const { target: code } = site.transfer as DirectTransfer;
  const target = addressOf(code);
  return { target, destination: site.surroundings.placement.destination(target, setOf(code)) };
}

/** The call of one instruction that a moved return address allows. */
function directCall(site: Site, at: number, inIt: boolean): Single | null {
  const { target, destination } = destinationOf(site);
  const { within, beyond } = direct()[site.set];
  if (destination.set !== site.set) {
    // BLX (immediate) of A32 has no condition.
    if (site.set === "a32" && site.instruction.conditionNumber !== AL) return null;
    const word = retarget(beyond, beyond.value, at, destination.address);
    return word === null ? null : singleWord(site, word);
  }
  // BL of T32 has no condition of its own.
  if (site.set === "t32" && !inIt && site.instruction.conditionNumber !== AL) return null;
  const condition = site.set === "a32" ? site.instruction.conditionNumber << 28 : 0;
  const form: BranchForm = { row: within, word: (within.value | condition) >>> 0 };
  if (retarget(within, form.word, at, destination.address) === null) return null;
  return { size: 4, put: (out) => out.putBranch(form, 0, site.address, target, destination) };
}

/** BL and BLX. */
export const call: Rule = {
  // With a moved return address:
  //   bl target    or    blx target    or    blx rm
  single(site, _out, at, inIt) {
    if (!movesReturn(site)) return null;
    if (site.transfer.kind === "register") return singleWord(site, site.instruction.word);
    return directCall(site, at, inIt);
  },

  put(site, out) {
    const { transfer } = site;
    out.conditionally(transfer.condition, false, () => {
      if (transfer.kind === "register") putRegisterCall(site, transfer.register, out);
      else if (movesReturn(site)) putFarCall(site, out);
      else putDirectCall(site, out);
    });
  },
};

// lr := return address; b target    or    ldr pc, =target
function putDirectCall(site: Site, out: Emitter): void {
  const { target, destination } = destinationOf(site);
  out.constant(LR, site.returnAddress);
  out.jump(destination, site.address, target, 0);
}

// With a moved return address:
//   lr := target; blx lr    or, in T32 under a condition,    bl target
function putFarCall(site: Site, out: Emitter): void {
  const single = directCall(site, out.pc, true);
  if (single !== null && site.set === "t32") {
    single.put(out);
    return;
  }
  const { destination } = destinationOf(site);
  if (destination.label !== null) throw site.refuse("out-of-range", "its target within the range is out of reach");
  out.constant(LR, destination.address + (destination.set === "t32" ? 1 : 0));
  out.callRegister(LR);
}

// blx rm:  lr := return address; bx rm
// blx lr:  mov scratch, lr; lr := return address; bx scratch
//     or:  push {lr}; lr := return address; pop {pc}
function putRegisterCall(site: Site, rm: number, out: Emitter): void {
  if (movesReturn(site)) {
    out.callRegister(rm);
    return;
  }
  if (rm !== LR) {
    out.constant(LR, site.returnAddress);
    out.branchRegister(rm);
    return;
  }
  const { registers, spilled } = borrow(site, 1, 1 << LR);
  const [scratch] = registers as [number];
  if (spilled === 0) {
    out.move(scratch, LR);
    out.constant(LR, site.returnAddress);
    out.branchRegister(scratch);
    return;
  }
  out.push(1 << LR);
  out.constant(LR, site.returnAddress);
  out.pop(1 << 15);
}
