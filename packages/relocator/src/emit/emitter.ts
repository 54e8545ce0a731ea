import type { CodeWriter, InstructionSet, Row } from "@armstalker/isa";
import { RelocationError } from "../errors.js";
import { retarget } from "../relative.js";
import type { Destination, Placement } from "../settings.js";

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

  /** Where the next instruction will run. */
  get pc(): number {
    return this.writer.pc;
  }

  /** Puts an instruction; in A32 under the condition of {@link conditionally}. */
  abstract put(word: number): void;
  /** Puts an instruction as it is, its condition included. */
  abstract copy(word: number): void;

  /**
   * Runs a body whose instructions execute if a condition holds.
   *
   * @param changing - whether the body changes flags before its last instruction
   */
  abstract conditionally(condition: number, changing: boolean, body: () => void): void;

  /** The instructions, at most two, that set a register to a constant; null if it takes a literal. */
  abstract constantWords(rd: number, value: number, at: number): readonly number[] | null;
  protected abstract putLiteral(rd: number, value: number): void;

  abstract push(mask: number): void;
  abstract pop(mask: number): void;
  /** `str rt, [sp, #-distance]!` */
  abstract pushFar(rt: number, distance: number): void;
  /** `ldr rt, [sp], #distance` */
  abstract popFar(rt: number, distance: number): void;
  abstract store(rt: number, rn: number, offset: number): void;
  abstract load(rt: number, rn: number, offset: number): void;
  /** `mov rd, rm`; into PC it stays in the instruction set, in T32. */
  abstract move(rd: number, rm: number): void;
  abstract add(rd: number, rn: number, rm: number, shift?: number): void;
  abstract addConstant(rd: number, rn: number, value: number): void;
  /** Makes bits of the address in a register so that it stays in this instruction set. */
  abstract stayInSet(rd: number): void;
  abstract branchRegister(rm: number): void;
  abstract callRegister(rm: number): void;

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
    else for (const word of words) this.put(word);
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
    this.putLiteral(rd, value);
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
    this.literal(15, destination.address + (destination.set === "t32" ? 1 : 0));
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
