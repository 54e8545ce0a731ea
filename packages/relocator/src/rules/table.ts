import { countOfMask, LR, PC, SP } from "@armstalker/isa";
import type { Emitter } from "../emit/emitter.js";
import type { ThumbEmitter } from "../emit/thumb-emitter.js";
import { borrow } from "../scratch.js";
import type { Site } from "../site.js";
import type { TableTransfer } from "../transfer.js";
import type { Rule } from "./rule.js";

/** TBB and TBH: the table is read where it stands, and counts from where the instruction stood. */
export const table: Rule = {
  single: () => null,
  put(site, out) {
    out.conditionally(site.transfer.condition, false, () => putTableBranch(site, out as ThumbEmitter));
  },
};

function putTableBranch(site: Site, out: ThumbEmitter & Emitter): void {
  const { base: rn, index: rm, entrySize: entry } = site.transfer as TableTransfer;
  const value = site.pc;
  const { registers, spilled } = borrow(site, 2, (1 << rn) | (1 << rm));
  const [target, offset] = registers as [number, number];
  const load = (base: number): void => {
    if (rn === PC) {
      out.constant(target, value);
      out.loadEntry(offset, target, rm, entry);
    } else {
      out.loadEntry(offset, base, rm, entry);
      out.constant(target, value);
    }
    out.add(target, target, offset, 1);
  };

  // target := PC
  // ldrb offset, [rn, rm]             before the line above if rn is not PC
  // add target, target, offset, lsl #1
  // mov pc, target
  if (spilled === 0) {
    load(rn);
    out.move(PC, target);
    return;
  }

  // push {target, offset, lr}         lr only makes room
  // add offset, sp, #12               if rn is SP
  // …
  // orr target, target, #1
  // str target, [sp, #8]
  // pop {target, offset, pc}
  const bytes = 4 * countOfMask(spilled);
  out.push(spilled | (1 << LR));
  if (rn === SP) out.addConstant(offset, SP, bytes + 4);
  load(rn === SP ? offset : rn);
  out.stayInSet(target);
  out.store(target, SP, bytes);
  out.pop(spilled | (1 << PC));
}
