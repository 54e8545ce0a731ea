import { addressOf, type CodeAddress, conditionPasses, PC, SP, setOf } from "@armstalker/isa";
import { Step } from "@armstalker/relocator";
import type { BlockTables } from "./block-tables.js";

import { registersOf } from "./register-mask.js";

/** The index of CPSR among the words of a thread's core registers. */
const CPSR = 16;
/** CPSR.T: the processor executes T32. */
const CPSR_T = 0x20;
/** N, Z, C, V and Q. */
const FLAGS = 0xf8000000;

/** A thread that stands in generated code. */
export interface SequenceView {
  /** r0 to r15 and CPSR; changed in place. PC has no instruction set bit. */
  readonly core: Uint32Array;
  readWord(address: number): number;
  writeWord(address: number, value: number): void;
  /** True if the registers are the program's at an address of generated code, or control leaves it there. */
  isSurface(address: number): boolean;
}

/**
 * Does the rest of a sequence in the place of the processor: its steps from the thread's PC on, up to where the registers are the program's.
 *
 * @param block - the block whose code the thread stands in
 * @returns false if one of the steps cannot be done so; registers and memory are as before then
 */
export function finishSequence({ blocks, steps }: BlockTables, block: number, view: SequenceView): boolean {
  const { core } = view;
  const before = core.slice();
  const written: [address: number, value: number][] = [];
  const read = (address: number): number => written.findLast(([at]) => at === address)?.[1] ?? view.readWord(address);
  const store = (address: number, value: number): void => void written.push([address >>> 0, value]);
  const base: number = addressOf(blocks.codeOf(block));
  const to = blocks.stepsEndOf(block);
  const offset = core[PC]! - base;
  let at = steps.firstFrom(offset, blocks.stepsOf(block), to);
  // Within a step that is begun anew without harm.
  if ((at === to || steps.beginOf(at) > offset) && at > blocks.stepsOf(block) && isRepeatable(steps.kindOf(at - 1))) {
    if (offset < steps.endOf(at - 1)) at--;
  }
  let next = steps.beginOf(at) > offset ? -1 : at < to ? steps.beginOf(at) : -1;
  for (; at < to && steps.beginOf(at) === next; at++) {
    next = steps.endOf(at);
    core[PC] = base + next;
    if (conditionPasses(steps.conditionOf(at), core[CPSR]!) && !execute(at)) break;
    if (!view.isSurface(core[PC]!)) {
      // Control has gone to code that belongs to no block.
      if (core[PC] !== base + next) break;
      continue;
    }
    for (const [address, value] of written) view.writeWord(address, value);
    return true;
  }
  core.set(before);
  return false;

  function execute(index: number): boolean {
    const a = steps.aOf(index);
    const b = steps.bOf(index);
    const value = steps.constantOf(index);
    switch (steps.kindOf(index)) {
      case Step.other:
        return false;
      case Step.push: {
        const registers = registersOf(value);
        core[SP] = core[SP]! - 4 * registers.length;
        for (const [place, register] of registers.entries()) store(core[SP]! + 4 * place, core[register]!);
        return true;
      }
      case Step.pop: {
        const sp = core[SP]!;
        const registers = registersOf(value);
        core[SP] = sp + 4 * registers.length;
        for (const [place, register] of registers.entries()) set(register, read((sp + 4 * place) >>> 0));
        return true;
      }
      case Step.pushFar:
        store(core[SP]! - value, core[a]!);
        core[SP] = core[SP]! - value;
        return true;
      case Step.popFar:
        set(a, read(core[SP]!));
        core[SP] = core[SP]! + value;
        return true;
      case Step.store:
        store(core[b]! + value, core[a]!);
        return true;
      case Step.load:
        set(a, read((core[b]! + value) >>> 0));
        return true;
      case Step.move:
        core[a] = core[b]!;
        return true;
      case Step.constant:
        set(a, value);
        return true;
      case Step.add:
        core[a] = core[b]! + value;
        return true;
      case Step.keepFlags:
        core[a] = core[CPSR]!;
        return true;
      case Step.restoreFlags:
        restoreFlags(core, a);
        return true;
      case Step.lookUp:
        // The program's address is as good: control goes there when no code is generated for it.
        core[a] = core[b]!;
        return true;
      case Step.append:
        store(core[b]!, core[a]!);
        core[b] = core[b]! + 4;
        return true;
      case Step.pushed:
      case Step.flagsKept:
        return true;
    }
  }

  /** A value that goes to PC has the instruction set in bit 0. */
  function set(register: number, value: number): void {
    core[register] = value;
    if (register !== PC) return;
    const target = (value >>> 0) as CodeAddress;
    core[PC] = addressOf(target);
    core[CPSR] = setOf(target) === "a32" ? core[CPSR]! & ~CPSR_T : core[CPSR]! | CPSR_T;
  }
}

/** True for a step of several instructions that may be executed anew when some of them have been. */
const isRepeatable = (step: Step): boolean => step === Step.constant || step === Step.lookUp;

function restoreFlags(core: Uint32Array, from: number): void {
  core[CPSR] = (core[CPSR]! & ~FLAGS) | (core[from]! & FLAGS);
}

/**
 * Takes back what a sequence has done when it cannot be finished: gives the thread the registers of the sequence's start. Those that the sequence has saved are
 * on the stack, and flags in a register.
 *
 * @param block - the block whose code the thread stands in
 * @param start - where the sequence begins
 */
export function undoSequence({ blocks, steps }: BlockTables, block: number, view: SequenceView, start: number): void {
  const { core } = view;
  const base: number = addressOf(blocks.codeOf(block));
  const to = blocks.stepsEndOf(block);
  const offset = core[PC]! - base;
  let depth = 0;
  /** Where saved registers are, in bytes below the SP of the start. */
  const saved = new Map<number, number>();
  /** The register that the flags are in, where they are. */
  let flags = -1;
  for (let at = steps.firstFrom(start - base, blocks.stepsOf(block), to); at < to; at++) {
    if (steps.endOf(at) > offset) break;
    if (!conditionPasses(steps.conditionOf(at), core[CPSR]!)) continue;
    const a = steps.aOf(at);
    const value = steps.constantOf(at);
    switch (steps.kindOf(at)) {
      case Step.push:
      case Step.pushed: {
        const registers = registersOf(value);
        depth += 4 * registers.length;
        for (const [place, register] of registers.entries()) saved.set(register, depth - 4 * place);
        break;
      }
      case Step.pop: {
        const registers = registersOf(value);
        depth -= 4 * registers.length;
        for (const register of registers) saved.delete(register);
        break;
      }
      case Step.pushFar:
        depth += value;
        saved.set(a, depth);
        break;
      case Step.popFar:
        depth -= value;
        saved.delete(a);
        break;
      case Step.store: {
        // What is stored over a saved register is an address to go to: the register was saved to make room.
        const below = depth - value;
        if (steps.bOf(at) === SP) for (const [register, place] of saved) if (place === below) saved.delete(register);
        break;
      }
      case Step.add:
        if (a === SP && steps.bOf(at) === SP) depth -= value;
        break;
      case Step.keepFlags:
      case Step.flagsKept:
        flags = a;
        break;
      case Step.restoreFlags:
        flags = -1;
        break;
    }
  }
  const sp = (core[SP]! + depth) >>> 0;
  if (flags >= 0) restoreFlags(core, flags);
  for (const [register, below] of saved) core[register] = view.readWord((sp - below) >>> 0);
  core[SP] = sp;
}
