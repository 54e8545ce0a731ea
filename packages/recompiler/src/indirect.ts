import { LR, PC, SP } from "@armstalker/isa";
import type { MultipleTransfer } from "@armstalker/relocator";
import { Frame, type Generator, lowRegisters } from "./generator.js";
import type { RecordDescriptor } from "./record-table.js";
import { countOf, lowestOf, registersOf } from "./register-mask.js";

/** How control goes to an address that is known when the code runs. */
export interface IndirectOptions {
  /** What LR is set to, as calls do; 0: it stays. */
  readonly link: number;
  /** The record that is written, with the address as its second word; null: none. */
  readonly record: RecordDescriptor | null;
}

/**
 * Goes to the address that a register holds:
 *
 *     push {leaf, code, lr}           lr only makes room
 *     <look up>
 *     str code, [sp, #8]
 *     pop {leaf, code, pc}
 *
 * @param goesTo - `bit 0`: bit 0 of the register is the instruction set; `t32`: it is of no account, as the instruction stays in T32
 */
export function putBranchToRegister(
  to: Generator,
  rm: number,
  goesTo: "bit 0" | "t32",
  options: IndirectOptions,
): void {
  const { out } = to;
  const stays = goesTo === "t32";
  const copies = stays || rm === SP || (rm === LR && options.link !== 0);
  if (copies) {
    putComputedBranch(to, 1 << rm, options, (target, sp) => {
      out.move(target, rm === SP ? sp : rm);
      if (stays) out.stayInSet(target);
    });
    return;
  }
  const frame = new Frame(lowRegisters(1 << rm, options.record === null ? 2 : 3));
  out.push(frame.mask | (1 << LR));
  putEnd(to, frame, rm, frame.registers, options);
}

/**
 * Goes to an address that a body computes into a register:
 *
 *     push {target, leaf, code, …, lr}
 *     target := …
 *     <look up>
 *     str code, [sp, #n]
 *     pop {target, leaf, code, …, pc}
 *
 * @param uses - the registers, as a mask, that the body reads or writes
 * @param compute - is given the register that takes the address; one with the value of SP, if SP is among those used; and one to work with
 */
export function putComputedBranch(
  to: Generator,
  uses: number,
  options: IndirectOptions,
  compute: (target: number, sp: number, scratch: number) => void,
  writesSp = false,
): void {
  const { out } = to;
  const usesSp = (uses & (1 << SP)) !== 0;
  const frame = new Frame(lowRegisters(uses, 3 + (options.record === null ? 0 : 1) + (usesSp ? 1 : 0)));
  const [target, leaf, code] = frame.registers as [number, number, number];
  const sp = usesSp ? frame.registers.at(-1)! : -1;
  out.push(frame.mask | (1 << LR));
  if (usesSp) out.addConstant(sp, SP, frame.size);
  compute(target, sp, leaf);
  const rest = options.record === null ? [leaf, code] : [leaf, code, frame.registers[3]!];
  if (writesSp) putEndWithSp(to, frame, target, rest, sp, options);
  else putEnd(to, frame, target, rest, options);
}

function putEnd(
  to: Generator,
  frame: Frame,
  target: number,
  scratch: readonly number[],
  options: IndirectOptions,
): void {
  const { out } = to;
  putLookup(to, target, scratch, options);
  out.store(scratch[1]!, SP, frame.slot);
  if (options.link !== 0) out.literal(LR, options.link);
  out.pop(frame.mask | (1 << PC));
}

// The frame goes below where SP will be, for the last POP to set SP too.
function putEndWithSp(
  to: Generator,
  frame: Frame,
  target: number,
  scratch: readonly number[],
  sp: number,
  options: IndirectOptions,
): void {
  const { out } = to;
  putLookup(to, target, scratch, options);
  out.store(scratch[1]!, SP, frame.slot);
  putFrameBelow(to, frame, sp, scratch[1]!);
}

/** Moves a frame to below the address in a register, and leaves by it. From the last word to the first, as SP rises as a rule. */
function putFrameBelow(to: Generator, frame: Frame, sp: number, scratch: number): void {
  const { out } = to;
  out.addConstant(sp, sp, -frame.size);
  for (let offset = frame.size - 4; offset >= 0; offset -= 4) {
    out.load(scratch, SP, offset);
    out.store(scratch, sp, offset);
  }
  out.move(SP, sp);
  out.pop(frame.mask | (1 << PC));
}

function putLookup(to: Generator, target: number, scratch: readonly number[], { link, record }: IndirectOptions): void {
  const [leaf, code] = scratch as [number, number];
  if (record !== null) to.append(record, target, leaf, code, scratch[2]!);
  to.lookup(target, leaf, code, link !== 0 ? "call" : "jump");
}

/**
 * Pops registers and PC. What is popped serves to work with; the address on the stack is replaced, and the program's own POP
 * executed:
 *
 *     push {extra}                    registers below those of the list, as far as needed
 *     ldr target, [sp, #n]
 *     <look up>
 *     str code, [sp, #n]
 *     pop {extra, list, pc}
 */
export function putPop(to: Generator, list: number, options: IndirectOptions): void {
  const { out } = to;
  const wanted = options.record === null ? 3 : 4;
  const others = list & ~(1 << PC);
  const scratch = registersOf(others & 0xff).slice(0, wanted);
  const below = others === 0 ? 8 : lowestOf(others);
  const missing = wanted - scratch.length;
  const joined = below >= missing;
  const extra = missing === 0 ? [] : joined ? range(missing) : lowRegisters(others, missing);
  scratch.push(...extra);
  const extraMask = extra.reduce((mask, register) => mask | (1 << register), 0);
  const slot = 4 * (extra.length + countOf(others));

  if (extraMask !== 0) out.push(extraMask);
  const [target, leaf, code] = scratch as [number, number, number];
  out.load(target, SP, slot);
  putLookup(to, target, options.record === null ? [leaf, code] : [leaf, code, scratch[3]!], options);
  out.store(code, SP, slot);
  if (!joined) out.pop(extraMask);
  out.pop((joined ? extraMask : 0) | others | (1 << PC));
}

/**
 * Loads registers and PC from anywhere:
 *
 *     push {target, leaf, code, lr}
 *     ldr target, [rn, #n]
 *     <look up>
 *     str code, [sp, #12]
 *     pop {target, leaf, code}        the address of the code stays on the stack
 *     ldr …                           the other registers; Rn at last if it is one of them
 *     add rn, rn, #n                  with write-back
 *     pop {pc}
 */
export function putMultipleLoad(to: Generator, load: MultipleTransfer, options: IndirectOptions): void {
  const { out } = to;
  const { base: rn, list, first, change } = load;
  if ((list & (1 << SP)) !== 0 || (rn === SP && load.writesBack)) {
    putMultipleLoadOfSp(to, load, options);
    return;
  }
  const registers = registersOf(list & ~(1 << PC));
  const frame = new Frame(lowRegisters(1 << rn, options.record === null ? 3 : 4));
  const [target, leaf, code] = frame.registers as [number, number, number];
  const last = first + 4 * registers.length;
  out.push(frame.mask | (1 << LR));
  out.load(target, rn, last + (rn === SP ? frame.size : 0));
  putLookup(to, target, options.record === null ? [leaf, code] : [leaf, code, frame.registers[3]!], options);
  out.store(code, SP, frame.slot);
  out.pop(frame.mask);
  // A word more is on the stack now.
  const base = first + (rn === SP ? 4 : 0);
  for (const [index, register] of registers.entries()) {
    if (register !== rn) out.load(register, rn, base + 4 * index);
  }
  const own = registers.indexOf(rn);
  if (own >= 0) out.load(rn, rn, base + 4 * own);
  else if (load.writesBack) out.addConstant(rn, rn, change);
  out.pop(1 << PC);
}

// As above; but SP is one of the registers, so all that is on the stack goes to below its new value at last.
function putMultipleLoadOfSp(to: Generator, load: MultipleTransfer, options: IndirectOptions): void {
  const { out } = to;
  const { base: rn, list, first, change, writesBack } = load;
  const registers = registersOf(list & ~(1 << PC));
  const frame = new Frame(lowRegisters(1 << rn, options.record === null ? 4 : 5));
  const [target, leaf, code, base] = frame.registers as [number, number, number, number];
  out.push(frame.mask | (1 << LR));
  if (rn === SP) out.addConstant(base, SP, frame.size);
  else out.move(base, rn);
  out.load(target, base, first + 4 * registers.length);
  putLookup(to, target, options.record === null ? [leaf, code] : [leaf, code, frame.registers[4]!], options);
  out.store(code, SP, frame.slot);
  let newSp = change;
  for (const [index, register] of registers.entries()) {
    const offset = first + 4 * index;
    const place = frame.registers.indexOf(register);
    if (register === SP) newSp = offset;
    else if (place < 0) out.load(register, base, offset);
    else {
      out.load(target, base, offset);
      out.store(target, SP, 4 * place);
    }
  }
  const loadsSp = (list & (1 << SP)) !== 0;
  if (writesBack && rn !== SP && (list & (1 << rn)) === 0) out.addConstant(rn, rn, change);
  if (loadsSp) out.load(base, base, newSp);
  else out.addConstant(base, base, change);
  putFrameBelow(to, frame, base, target);
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
