import { type CodeWriter, type InstructionSet, PC, type Row } from "@armstalker/isa";
import { RelocationError } from "../errors.js";
import { retarget } from "../relative.js";
import type { Destination, Placement } from "../settings.js";
import { Step, type StepObserver } from "./steps.js";

/** How many bytes the rewriting of one instruction has at most. */
export const LONGEST_REWRITING = 72;

/** A branch of one instruction that takes a distance: an encoding and its other bits. */
export interface BranchForm {
  readonly row: Row;
  readonly word: number;
}

/**
 * Writes the instructions that rewritings consist of: what differs between the instruction sets is in the two classes that extend it.
 * Nothing here changes flags. Registers are given by number, lists of them as masks.
 */
export abstract class Emitter {
  abstract readonly set: InstructionSet;
  abstract readonly writer: CodeWriter;
  /** Bit 0 of the address of code of this instruction set. */
  abstract readonly setBit: 0 | 1;
  /** Whether literal pools can be read: not while data are big-endian. */
  literals = true;
  /** Whether a constant that takes two instructions is loaded from a literal pool, by one. */
  prefersLiterals = false;
  /** Where branches go. */
  placement!: Placement;

  /** Is told of each step that is put; null: nobody is. */
  observer: StepObserver | null = null;

  /** Where the next instruction will run. */
  get pc(): number {
    return this.writer.pc;
  }

  /** Puts an instruction as it is, its condition included. The observer is not told. */
  abstract copy(word: number): void;
  /** Puts an instruction; in A32 under the condition of {@link conditionally}. */
  protected abstract putWord(word: number): void;

  /**
   * Runs a body whose instructions execute if a condition holds.
   *
   * @param changing - whether the body changes flags before its last instruction
   */
  abstract conditionally(condition: number, changing: boolean, body: () => void): void;

  /** The instructions, at most two, that set a register to a constant; null if it takes a literal. */
  abstract constantWords(rd: number, value: number, at: number): readonly number[] | null;
  /** A load of a register, PC included, from a literal pool, with a distance of 0. */
  abstract unboundLoad(rd: number): number;
  /** Loads a register, PC included, from the writer's literal pool. */
  protected abstract putLiteral(rd: number, value: number): void;
  protected abstract putPush(mask: number): void;
  protected abstract putPop(mask: number): void;
  protected abstract putPushFar(rt: number, distance: number): void;
  protected abstract putPopFar(rt: number, distance: number): void;
  protected abstract putStore(rt: number, rn: number, offset: number): void;
  protected abstract putLoad(rt: number, rn: number, offset: number): void;
  protected abstract putMove(rd: number, rm: number): void;
  protected abstract putAdd(rd: number, rn: number, rm: number, shift: number): void;
  protected abstract putAddConstant(rd: number, rn: number, value: number): void;
  protected abstract putStayInSet(rd: number): void;
  protected abstract putBranchRegister(rm: number): void;
  protected abstract putCallRegister(rm: number): void;

  /** Tells the observer of a step whose code begins at an offset, and ends here. */
  note(step: Step, begin: number, a = 0, b = 0, value = 0): void {
    this.observer?.step(step, begin, this.writer.offset, this.condition, a, b, value);
  }

  /** Puts an instruction of the program; in A32 under the condition of {@link conditionally}. */
  put(word: number): void {
    const { offset } = this.writer;
    this.putWord(word);
    this.note(Step.other, offset);
  }

  push(mask: number): void {
    const { offset } = this.writer;
    this.putPush(mask);
    this.note(Step.push, offset, 0, 0, mask);
  }

  pop(mask: number): void {
    const { offset } = this.writer;
    this.putPop(mask);
    this.note(Step.pop, offset, 0, 0, mask);
  }

  /** `str rt, [sp, #-distance]!` */
  pushFar(rt: number, distance: number): void {
    const { offset } = this.writer;
    this.putPushFar(rt, distance);
    this.note(Step.pushFar, offset, rt, 0, distance);
  }

  /** `ldr rt, [sp], #distance` */
  popFar(rt: number, distance: number): void {
    const { offset } = this.writer;
    this.putPopFar(rt, distance);
    this.note(Step.popFar, offset, rt, 0, distance);
  }

  store(rt: number, rn: number, displacement: number): void {
    const { offset } = this.writer;
    this.putStore(rt, rn, displacement);
    this.note(Step.store, offset, rt, rn, displacement);
  }

  load(rt: number, rn: number, displacement: number): void {
    const { offset } = this.writer;
    this.putLoad(rt, rn, displacement);
    this.note(Step.load, offset, rt, rn, displacement);
  }

  /** `mov rd, rm`; into PC it stays in the instruction set, in T32. */
  move(rd: number, rm: number): void {
    const { offset, pc } = this.writer;
    this.putMove(rd, rm);
    if (rm === PC) this.note(Step.constant, offset, rd, 0, pc + (this.set === "a32" ? 8 : 4));
    else this.note(rd === PC ? Step.other : Step.move, offset, rd, rm);
  }

  add(rd: number, rn: number, rm: number, shift = 0): void {
    const { offset } = this.writer;
    this.putAdd(rd, rn, rm, shift);
    this.note(Step.other, offset);
  }

  addConstant(rd: number, rn: number, value: number): void {
    const { offset } = this.writer;
    this.putAddConstant(rd, rn, value);
    this.note(Step.add, offset, rd, rn, value);
  }

  /** Makes bits of the address in a register so that it stays in this instruction set. */
  stayInSet(rd: number): void {
    const { offset } = this.writer;
    this.putStayInSet(rd);
    this.note(Step.other, offset);
  }

  branchRegister(rm: number): void {
    const { offset } = this.writer;
    this.putBranchRegister(rm);
    this.note(Step.other, offset);
  }

  callRegister(rm: number): void {
    const { offset } = this.writer;
    this.putCallRegister(rm);
    this.note(Step.other, offset);
  }

  /** The single branches, the shortest first, to an address of this instruction set under a condition outside of an IT block. */
  abstract branchForms(condition: number): readonly BranchForm[];
  /** The condition under which instructions are put now. */
  protected abstract readonly condition: number;
  /** Puts a branch to a label that is not put yet. */
  abstract putBranchToLabel(form: BranchForm, label: string): void;

  /** Sets a register to a constant: one instruction, else MOVW and MOVT, else a literal. */
  constant(rd: number, value: number): void {
    const words = this.constantWords(rd, value >>> 0, this.pc);
    const loads = words === null || (words.length > 1 && this.prefersLiterals && this.literals);
    if (loads) this.literal(rd, value >>> 0);
    else {
      const { offset } = this.writer;
      for (const word of words) this.putWord(word);
      this.note(Step.constant, offset, rd, 0, value >>> 0);
    }
  }

  /** Loads a register, PC included, from a literal pool. */
  literal(rd: number, value: number): void {
    if (!this.literals) {
      throw new RelocationError(
        "unsupported-instruction",
        this.pc,
        new Uint8Array(0),
        "it needs a literal, and data are big-endian after SETEND BE",
      );
    }
    const { offset } = this.writer;
    this.loadLiteral(rd, value);
    this.note(Step.constant, offset, rd, 0, value);
  }

  /** Loads a register, PC included, from the observer's literals or the writer's. No step is told. */
  loadLiteral(rd: number, value: number): void {
    const load = this.unboundLoad(rd);
    const isTaken = this.observer?.takeLiteral?.(this.writer.offset, load > 0xffff ? 4 : 2, rd, value);
    if (isTaken === true) this.putWord(load);
    else this.putLiteral(rd, value);
  }

  /** Puts a branch of one instruction to where it is to go. */
  putBranch(form: BranchForm, index: number, site: number, target: number, destination: Destination): void {
    if (destination.label === null) {
      this.copy(retarget(form.row, form.word, this.pc, destination.address)!);
      return;
    }
    this.placement.refer({ site, form: index, row: form.row, at: this.pc, target });
    this.putBranchToLabel(form, destination.label);
  }

  /** Which of the forms reaches, -1 if none does. The index of the first is `first` for {@link Placement.leastForm}. */
  reachingForm(
    forms: readonly BranchForm[],
    first: number,
    site: number,
    destination: Destination,
    at: number,
  ): number {
    const within = destination.set === this.set;
    if (!within) return -1;
    const least = destination.label === null ? 0 : Math.max(0, this.placement.leastForm(site) - first);
    for (let index = least; index < forms.length; index++) {
      const { row, word } = forms[index]!;
      if (retarget(row, word, at, destination.address) !== null) return index;
    }
    return -1;
  }

  /**
   * Goes to an address, under the condition of {@link conditionally}:
   *
   *     b target    or    ldr pc, =target
   */
  jump(destination: Destination, site: number, target: number, firstForm: number): void {
    const forms = this.branchForms(this.condition);
    const index = this.reachingForm(forms, firstForm, site, destination, this.pc);
    if (index >= 0) {
      this.putBranch(forms[index]!, firstForm + index, site, target, destination);
      return;
    }
    if (destination.label !== null) {
      throw new RelocationError("out-of-range", site, new Uint8Array(0), "its target within the range is out of reach");
    }
    this.literal(PC, destination.address + (destination.set === "t32" ? 1 : 0));
  }

  /** Puts a branch over what a body puts. */
  putOver({ row, word }: BranchForm, body: () => void): void {
    const at = this.pc;
    const { offset } = this.writer;
    this.copy(word);
    body();
    // The view of the bytes is that of the writer's memory.
    const bytes = this.writer.toBytes();
    const reaching = retarget(row, word, at, this.pc)!;
    for (let index = 0; index < row.size; index++) bytes[offset + index] = reaching >>> (8 * index);
  }
}
