import { Step, type StepObserver } from "@armstalker/relocator";
import { dropFirst, FIRST_ENTRIES, grown, Numbering } from "./columns.js";

/** Words of a row. */
const ROW = 3;
const OFFSET_BITS = 18;
const OFFSET_MASK = (1 << OFFSET_BITS) - 1;
const STEP_SHIFT = OFFSET_BITS;
const CONDITION_SHIFT = STEP_SHIFT + 4;
const A_SHIFT = CONDITION_SHIFT + 4;
const SIZE_MASK = 0xffff;
const B_SHIFT = 16;

/**
 * The steps of generated sequences: what each instruction of them does, written as the code is. A row of three words holds the offset of the step's
 * code in the code of its block (18 bits), the kind of step, the condition and the register `a` (4 bits each); the size of the code (16 bits) and the register
 * `b`; and the value. Steps of a block are in the order of their offsets.
 */
export class StepTable extends Numbering implements StepObserver {
  #words: Uint32Array = new Uint32Array(ROW * FIRST_ENTRIES);
  /** The first step of the instruction that steps are added for. */
  begun = 0;
  /** The offset in the writer at which the block's code begins. */
  base = 0;

  step(step: Step, begin: number, end: number, condition: number, a: number, b: number, value: number): void {
    const at = ROW * (this.end - this.first);
    if (at + ROW > this.#words.length) this.#words = grown(this.#words);
    this.#words[at] = (begin - this.base) | (step << STEP_SHIFT) | (condition << CONDITION_SHIFT) | (a << A_SHIFT);
    this.#words[at + 1] = (end - begin) | (b << B_SHIFT);
    this.#words[at + 2] = value;
    this.end++;
  }

  /** The rows of the steps from one on. */
  rowsFrom(index: number): Uint32Array {
    return this.#words.slice(ROW * (index - this.first), ROW * (this.end - this.first));
  }

  /** Adds rows for code that begins at an offset of the writer, and with another word in the place of a value. */
  append(rows: Uint32Array, offset: number, placeholder: number, value: number): void {
    let at = ROW * (this.end - this.first);
    while (at + rows.length > this.#words.length) this.#words = grown(this.#words);
    for (let index = 0; index < rows.length; index += ROW) {
      this.#words[at++] = rows[index]! + offset - this.base;
      this.#words[at++] = rows[index + 1]!;
      this.#words[at++] = rows[index + 2] === placeholder ? value : rows[index + 2]!;
    }
    this.end += rows.length / ROW;
  }

  /**
   * Begins the steps of the next instruction. Those of the last one are kept if they tell more than that it can be begun anew: a constant alone, and what
   * is not known, do not.
   */
  settle(): void {
    const begun = Math.min(this.begun, this.end);
    let isOfUse = this.end - begun > 1;
    if (isOfUse) {
      isOfUse = false;
      for (let index = begun; index < this.end; index++) isOfUse ||= this.kindOf(index) !== Step.other;
    } else if (this.end > begun) isOfUse = this.kindOf(begun) !== Step.other && this.kindOf(begun) !== Step.constant;
    if (!isOfUse) this.end = begun;
    this.begun = this.end;
  }

  kindOf(index: number): Step {
    return ((this.#words[ROW * (index - this.first)]! >>> STEP_SHIFT) & 15) as Step;
  }

  /** Offset of the step's code from the start of the block's code. */
  beginOf(index: number): number {
    return this.#words[ROW * (index - this.first)]! & OFFSET_MASK;
  }

  /** Offset of what follows the step's code. */
  endOf(index: number): number {
    return this.beginOf(index) + (this.#words[ROW * (index - this.first) + 1]! & SIZE_MASK);
  }

  conditionOf(index: number): number {
    return (this.#words[ROW * (index - this.first)]! >>> CONDITION_SHIFT) & 15;
  }

  aOf(index: number): number {
    return (this.#words[ROW * (index - this.first)]! >>> A_SHIFT) & 15;
  }

  bOf(index: number): number {
    return (this.#words[ROW * (index - this.first) + 1]! >>> B_SHIFT) & 15;
  }

  /** Signed, as displacements are. */
  constantOf(index: number): number {
    return this.#words[ROW * (index - this.first) + 2]! | 0;
  }

  /** The first step, of those from `from` up to `to`, that begins at an offset or after it; `to` if none does. */
  firstFrom(offset: number, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.beginOf(middle) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  truncate(end: number): void {
    this.end = end;
  }

  dropBefore(index: number): void {
    const count = index - this.first;
    if (count <= 0) return;
    dropFirst(this.#words, ROW * count, ROW * this.size);
    this.first = index;
  }
}
