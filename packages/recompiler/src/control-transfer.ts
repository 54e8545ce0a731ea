import { type CodeAddress, classNumber, PC, SP } from "@armstalker/isa";
import {
  type CompareTransfer,
  type ControlTransfer,
  type DirectTransfer,
  type LoadTransfer,
  type MultipleTransfer,
  type Site,
  substitutionOf,
  type TableTransfer,
} from "@armstalker/relocator";
import type { Generator } from "./generator.js";
import { type IndirectOptions, putBranchToRegister, putComputedBranch, putMultipleLoad, putPop } from "./indirect.js";

const SYSTEM = classNumber("system");

/** A transfer that the recompiler can put. */
export type PutTransfer = DirectTransfer | CompareTransfer | IndirectTransfer;

/** A transfer to an address that is known when it executes. */
export type IndirectTransfer = Exclude<
  ControlTransfer,
  DirectTransfer | CompareTransfer | { readonly kind: "misaligned" | "exception-return" }
>;

/**
 * What a control transfer does, if code can be made for it. A load of an address that never changes is a direct transfer.
 *
 * @param constant - the word at an address, if it never changes; else null
 * @throws {RelocationError} if it cannot be put
 */
export function transferAt(site: Site, constant: (address: number) => number | null): PutTransfer {
  const { instruction } = site;
  const { facts, number } = instruction;
  if (facts.privileged[number] === 1 || facts.class[number] === SYSTEM) throw fromException(site);
  if (instruction.validity === "unpredictable") {
    throw site.refuse("unpredictable", `${instruction} is UNPREDICTABLE, and writes PC`);
  }
  const { transfer } = site;
  if (transfer.kind === "misaligned") throw site.refuse("unpredictable", transfer.reason);
  if (transfer.kind === "exception-return") throw fromException(site);
  const loaded = transfer.kind === "load" && transfer.literal !== null ? constant(transfer.literal) : null;
  return loaded === null ? transfer : { ...transfer, kind: "direct", target: loaded as CodeAddress };
}

const fromException = (site: Site): Error =>
  site.refuse(
    "unsupported-instruction",
    `${site.instruction.mnemonic} returns from an exception, which User mode cannot`,
  );

/** Puts a transfer to an address that is known when it executes, without its condition. */
export function putIndirect(to: Generator, site: Site, transfer: IndirectTransfer, options: IndirectOptions): void {
  switch (transfer.kind) {
    case "register":
      putBranchToRegister(to, transfer.register, transfer.setAfter === "bit 0" ? "bit 0" : "t32", options);
      break;
    case "load-multiple":
      if (pops(transfer.load)) putPop(to, transfer.load.list, options);
      else putMultipleLoad(to, transfer.load, options);
      break;
    case "table":
      putTableBranch(to, site, transfer, options);
      break;
    case "load":
      if (popsPc(transfer)) putPop(to, 1 << PC, options);
      else if (site.set === "a32") putSubstituted(to, site, options);
      else if (transfer.literal !== null) putLiteral(to, transfer.literal, options);
      else putThumbLoad(to, site, transfer, options);
      break;
    case "compute":
      if (transfer.addend < 0) putSubstituted(to, site, options);
      else putAddition(to, site, transfer.addend, options);
  }
}

/** POP, and LDM of the same form. */
const pops = ({ base, list, writesBack, first, change }: MultipleTransfer): boolean =>
  base === SP && writesBack && first === 0 && change > 0 && (list & (1 << SP)) === 0;

/** `ldr pc, [sp], #4` */
const popsPc = ({ base, index, displacement, mode }: LoadTransfer): boolean =>
  base === SP && index < 0 && displacement === 4 && mode === "post-indexed";

/** The registers that an instruction reads or writes, without PC, as a mask. */
const usesOf = ({ instruction }: Site): number => (instruction.readMask | instruction.writtenMask) & 0x7fff;

const writesSp = ({ instruction }: Site): boolean => (instruction.writtenMask & (1 << SP)) !== 0;

// A32: the instruction itself, with registers in the place of PC and SP.
function putSubstituted(to: Generator, site: Site, options: IndirectOptions): void {
  const { value, put } = substitutionOf(site);
  const readsPc = (site.instruction.readMask & (1 << PC)) !== 0;
  putComputedBranch(
    to,
    usesOf(site),
    options,
    (target, sp, scratch) => {
      if (readsPc) to.out.constant(scratch, value);
      put(to.out, { pc: scratch, sp: sp < 0 ? SP : sp, result: target });
    },
    writesSp(site),
  );
}

// add pc, rm of T32, which stays in T32
function putAddition(to: Generator, site: Site, addend: number, options: IndirectOptions): void {
  putComputedBranch(to, 1 << addend, options, (target, sp) => {
    to.out.constant(target, site.pc);
    to.out.add(target, target, addend === SP ? sp : addend);
    to.out.stayInSet(target);
  });
}

function putLiteral(to: Generator, address: number, options: IndirectOptions): void {
  putComputedBranch(to, 0, options, (target) => {
    to.out.constant(target, address);
    to.out.load(target, target, 0);
  });
}

// T32: the load itself, its registers in bits 19 to 16, 15 to 12 and, of the index, 3 to 0 (A6.3.7).
function putThumbLoad(to: Generator, site: Site, { base, index }: LoadTransfer, options: IndirectOptions): void {
  const { word } = site.instruction;
  putComputedBranch(
    to,
    usesOf(site),
    options,
    (target, sp) => {
      let changed = ((word & ~0xf000) | (target << 12)) >>> 0;
      if (base === SP) changed = ((changed & ~0xf0000) | (sp << 16)) >>> 0;
      if (index === SP) changed = ((changed & ~15) | sp) >>> 0;
      to.out.copy(changed);
    },
    writesSp(site),
  );
}

// target := entry; scratch := PC with bit 0 set; target := scratch + 2 * entry
function putTableBranch(
  to: Generator,
  site: Site,
  { base, index, entrySize }: TableTransfer,
  options: IndirectOptions,
): void {
  const uses = ((1 << base) | (1 << index)) & 0x7fff;
  putComputedBranch(to, uses, options, (target, _sp, scratch) => {
    const { out } = to;
    if (base === PC) out.constant(scratch, site.pc);
    out.copy(tableLoad(entrySize, target, base === PC ? scratch : base, index));
    out.constant(scratch, site.pc + 1);
    out.add(target, scratch, target, 1);
  });
}

/** `ldrb rt, [rn, rm]` or `ldrh rt, [rn, rm, lsl #1]`, as TBB and TBH load. */
const tableLoad = (entrySize: 1 | 2, rt: number, rn: number, rm: number): number =>
  ((entrySize === 2 ? 0xf8300010 : 0xf8100000) | (rn << 16) | (rt << 12) | rm) >>> 0;
