import type { Instruction } from "@armstalker/isa";
import { type Site, substitutionOf, targetOf, targetOfBxPc } from "@armstalker/relocator";
import type { Generator } from "./generator.js";
import { PC, SP } from "./generator.js";
import {
  type IndirectOptions,
  multipleLoadOf,
  putBranchToRegister,
  putComputedBranch,
  putMultipleLoad,
  putPop,
} from "./indirect.js";

/** Where an instruction that writes PC goes. */
export type ControlTransfer = DirectTransfer | IndirectTransfer;

/** To an address that is known. */
export interface DirectTransfer {
  readonly kind: "direct";
  /** Bit 0 set: T32. */
  readonly target: number;
  readonly isCall: boolean;
  /** CBZ, CBNZ: the instruction branches under a condition of its own. */
  readonly comparesWithZero: boolean;
}

/** To an address that is known when it executes. */
export interface IndirectTransfer {
  readonly kind: "indirect";
  readonly isCall: boolean;
  /** Whether its form is one that returns from functions. */
  readonly isReturn: boolean;
  /** Puts it, without its condition. */
  put(to: Generator, options: IndirectOptions): void;
}

const LOAD_FORMS = /^LDR_[irl]_/;

/**
 * How an instruction that writes PC is put.
 *
 * @param constant - the word at an address, if it never changes; else null
 * @throws {RelocationError} if it cannot be
 */
export function transferOf(site: Site, constant: (address: number) => number | null): ControlTransfer {
  const { instruction } = site;
  const { row } = instruction;
  if (row.privileged || row.class === "system") {
    throw site.refuse(
      "unsupported-instruction",
      `${instruction.mnemonic} returns from an exception, which User mode cannot`,
    );
  }
  if (instruction.validity === "unpredictable") {
    throw site.refuse("unpredictable", `${instruction} is UNPREDICTABLE, and writes PC`);
  }
  const direct = directTargetOf(site, constant);
  if (direct >= 0) {
    return {
      kind: "direct",
      target: direct,
      isCall: row.branch === "call",
      comparesWithZero: row.id === "CBZ_T1",
    };
  }
  const isCall = row.branch === "call";
  const isReturn = !isCall && isReturnForm(instruction);
  return { kind: "indirect", isCall, isReturn, put: putterOf(site) };
}

/** The address that a direct branch goes to, its instruction set in bit 0; -1 if it is not direct. */
function directTargetOf(site: Site, constant: (address: number) => number | null): number {
  const { instruction, set } = site;
  const { row } = instruction;
  const bit = set === "t32" ? 1 : 0;
  if (row.branch === "call" || row.branch === "jump") {
    if (row.id.startsWith("BX_") || row.id.startsWith("BXJ_")) {
      return registerOf(instruction) === PC ? targetOfBxPc(site) : -1;
    }
    if (row.id.startsWith("BLX_r")) return -1;
    const exchanges = row.id === "BL_i_A2" || row.id === "BL_i_T2";
    return (targetOf(instruction) + (exchanges ? 1 - bit : bit)) >>> 0;
  }
  if (row.id.startsWith("ADR_")) return targetOf(instruction);
  const movesPc =
    (row.id === "MOV_r_T1" || (row.id === "MOV_r_A1" && (instruction.word & 0xff0) === 0)) &&
    registerOf(instruction) === PC;
  if (movesPc) return site.pc + bit;
  if (/^LDR_l_/.test(row.id)) {
    const value = constant(targetOf(instruction));
    if (value !== null) return value;
  }
  return -1;
}

/** The register that BX, BLX and MOV name. */
const registerOf = ({ row, word }: Instruction): number =>
  (row.size === 2 ? word >>> 3 : row.set === "t32" ? word >>> 16 : word) & 15;

// BX LR and MOV PC, LR; loads of PC from the stack; loads of several registers, which end functions wherever they load from.
function isReturnForm(instruction: Instruction): boolean {
  const { row } = instruction;
  return row.class === "load-multiple" || row.id === "POP_T1" || instruction.branch?.kind === "return";
}

function putterOf(site: Site): IndirectTransfer["put"] {
  const { instruction } = site;
  const { row, word } = instruction;
  if (row.branch === "table") return (to, options) => putTableBranch(to, site, options);
  if (row.id === "POP_T1") return (to, options) => putPop(to, (word & 0xff) | (1 << PC), options);
  if (row.class === "load-multiple") {
    const load = multipleLoadOf(instruction);
    const pops = load.rn === SP && load.writesBack && load.first === 0 && load.change > 0;
    return pops && (load.list & (1 << SP)) === 0
      ? (to, options) => putPop(to, load.list, options)
      : (to, options) => putMultipleLoad(to, load, options);
  }
  if (row.branch !== "none" || isPlainMove(instruction)) {
    // In T32, MOV PC stays in T32; BX and BLX do not.
    const stays = site.set === "t32" && row.branch === "none";
    return (to, options) => putBranchToRegister(to, registerOf(instruction), stays, options);
  }
  if (site.set === "t32") return putterOfT32(site);
  if (isPopOfPc(instruction)) return (to, options) => putPop(to, 1 << PC, options);
  return (to, options) => {
    const uses = (instruction.readMask | instruction.writtenMask) & 0x7fff;
    const writesSp = (instruction.writtenMask & (1 << SP)) !== 0;
    const { value, put } = substitutionOf(site);
    const readsPc = (instruction.readMask & (1 << PC)) !== 0 || row.id.includes("_l_");
    putComputedBranch(
      to,
      uses,
      options,
      (target, sp, scratch) => {
        if (readsPc) to.out.constant(scratch, value);
        put(to.out, { pc: scratch, sp: sp < 0 ? SP : sp, result: target });
      },
      writesSp,
    );
  };
}

const isPlainMove = ({ row, word }: Instruction): boolean =>
  row.id === "MOV_r_T1" || (row.id === "MOV_r_A1" && (word & 0xff0) === 0);

/** `ldr pc, [sp], #4` */
const isPopOfPc = ({ row, word }: Instruction): boolean =>
  (row.set === "a32" && (word & 0x0fffffff) === 0x049df004) || (row.set === "t32" && word === 0xf85dfb04);

function putterOfT32(site: Site): IndirectTransfer["put"] {
  const { instruction } = site;
  const { row, word } = instruction;
  if (isPopOfPc(instruction)) return (to, options) => putPop(to, 1 << PC, options);
  if (row.id === "ADD_r_T2") {
    // add pc, rm: stays in T32
    const rm = (word >>> 3) & 15;
    return (to, options) =>
      putComputedBranch(to, 1 << rm, options, (target, sp) => {
        to.out.constant(target, site.pc);
        to.out.add(target, target, rm === SP ? sp : rm);
        to.out.stayInSet(target);
      });
  }
  if (!LOAD_FORMS.test(row.id)) {
    throw site.refuse("unsupported-instruction", `${instruction} writes PC in a way that is not known`);
  }
  if (/^LDR_l_/.test(row.id)) {
    return (to, options) =>
      putComputedBranch(to, 0, options, (target) => {
        to.out.constant(target, targetOf(instruction));
        to.out.load(target, target, 0);
      });
  }
  const uses = (instruction.readMask | instruction.writtenMask) & 0x7fff;
  const writesSp = (instruction.writtenMask & (1 << SP)) !== 0;
  return (to, options) =>
    putComputedBranch(
      to,
      uses,
      options,
      (target, sp) => {
        let changed = ((word & ~0xf000) | (target << 12)) >>> 0;
        if (((word >>> 16) & 15) === SP) changed = ((changed & ~0xf0000) | (sp << 16)) >>> 0;
        if (row.id === "LDR_r_T2" && (word & 15) === SP) changed = ((changed & ~15) | sp) >>> 0;
        to.out.copy(changed);
      },
      writesSp,
    );
}

// target := entry; scratch := PC with bit 0 set; target := scratch + 2 * entry
function putTableBranch(to: Generator, site: Site, options: IndirectOptions): void {
  const { instruction } = site;
  const { word } = instruction;
  const rn = (word >>> 16) & 15;
  const rm = word & 15;
  const uses = ((1 << rn) | (1 << rm)) & 0x7fff;
  putComputedBranch(to, uses, options, (target, _sp, scratch) => {
    const { out } = to;
    if (rn === PC) out.constant(scratch, site.pc);
    const base = rn === PC ? scratch : rn;
    out.copy(tableLoad(word, target, base, rm));
    out.constant(scratch, site.pc + 1);
    out.add(target, scratch, target, 1);
  });
}

/** `ldrb rt, [rn, rm]` or `ldrh rt, [rn, rm, lsl #1]`, as TBB and TBH load. */
function tableLoad(word: number, rt: number, rn: number, rm: number): number {
  const halves = (word & 0x10) !== 0;
  return ((halves ? 0xf8300010 : 0xf8100000) | (rn << 16) | (rt << 12) | rm) >>> 0;
}
