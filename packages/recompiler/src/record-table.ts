import { FIRST_ENTRIES, grown, Numbering } from "./columns.js";
import { RecompilerError } from "./errors.js";

/**
 * The kinds of records that generated code writes: one word that names the record, and for the last three a second word. Those that are an event as they are have the number
 * of its type in Frida's GumEvent.
 */
export const RecordKind = {
  /** A call of an address that was known when the block was compiled. */
  call: 1,
  /** An instruction executes. */
  exec: 4,
  /** A block is entered. */
  block: 8,
  /** A call; the second word is its target. */
  indirectCall: 32,
  /** A branch by a form that returns; the second word is its target. */
  return: 33,
  /** Any other branch to a computed address; the second word is its target. */
  jump: 34,
} as const;

export type RecordKind = (typeof RecordKind)[keyof typeof RecordKind];

/** True for records of two words. */
export const hasSecondWord = (kind: RecordKind): boolean => kind >= RecordKind.indirectCall;

/** What a record says besides its second word. Addresses have bit 0 set for T32. */
export interface RecordDescriptor {
  readonly kind: RecordKind;
  /** Address of the instruction, or start of the block. */
  readonly location: number;
  /** `block`: its end. `call`: its target. */
  readonly second: number;
  /** Calls: what is left in LR; 0 if the callee does not run under the stalker, so that no frame is recorded. */
  readonly returnAddress: number;
}

/** Words of a row: kind, location, second, return address. */
const ROW = 4;
/** Names that there is room for at first, and the bytes that a name's place in the range of names is rounded down to. */
const FIRST_NAMES = 1 << 16;

/**
 * What the first words of records name: the records that generated code may write. A name is an even address of generated code, and has an entry at its distance from the lowest one: there
 * is nothing to search, as a buffer holds names by the million.
 */
export class RecordTable extends Numbering {
  /** For each even address from `#lowest` on: the number of the record that it names, plus 1; 0 for what is no name. */
  #entries: Int32Array = new Int32Array(0);
  #lowest = 0;
  #rows: Int32Array = new Int32Array(ROW * FIRST_ENTRIES);
  #name: Uint32Array = new Uint32Array(FIRST_ENTRIES);

  /** @param name - the word that generated code writes: the value of PC at the record, an even number. Returns the number of the record. */
  add(name: number, { kind, location, second, returnAddress }: RecordDescriptor): number {
    if (this.size === this.#name.length) {
      this.#name = grown(this.#name);
      this.#rows = grown(this.#rows);
    }
    const at = this.end - this.first;
    this.#name[at] = name;
    const row = ROW * at;
    this.#rows[row] = kind;
    this.#rows[row + 1] = location;
    this.#rows[row + 2] = second;
    this.#rows[row + 3] = returnAddress;
    this.#makeRoomFor(name);
    this.#entries[(name - this.#lowest) >>> 1] = this.end + 1;
    return this.end++;
  }

  /** Sees to it that there is an entry for a name. What is new is not touched, so that the system need not provide it yet. */
  #makeRoomFor(name: number): void {
    const { length } = this.#entries;
    const end = this.#lowest + 2 * length;
    if (name >= this.#lowest && name < end) return;
    const low = Math.min(length === 0 ? name : this.#lowest, name) & -FIRST_NAMES;
    const lowest = low >>> 0;
    const count = Math.max(2 * length, (Math.max(end, name + 2) - lowest) >>> 1, FIRST_NAMES);
    const entries = new Int32Array(count);
    entries.set(this.#entries, length === 0 ? 0 : (this.#lowest - lowest) >>> 1);
    this.#entries = entries;
    this.#lowest = lowest;
  }

  #forget(at: number): void {
    const entry = (this.#name[at]! - this.#lowest) >>> 1;
    // Another record may stand there by now.
    if (this.#entries[entry] === this.first + at + 1) this.#entries[entry] = 0;
  }

  setSecond(record: number, second: number): void {
    this.#rows[ROW * (record - this.first) + 2] = second;
  }

  /** The record that a word names. @throws {RecompilerError} `unknown-record` */
  find(name: number): number {
    const distance = name - this.#lowest;
    const record = (distance & 1) === 0 ? (this.#entries[distance / 2] ?? 0) - 1 : -1;
    if (record >= 0) return record;
    throw unknown(name);
  }

  /**
   * Writes the rows of records that are one word each: for each four words, the kind, the location, what is second, and 0.
   *
   * @param words - holds the records from one position up to another
   * @param into - has room for the rows from `at` on
   * @throws {RecompilerError} `unknown-record`
   */
  copyRows(words: Int32Array, from: number, to: number, into: Int32Array, at: number): void {
    const entries = this.#entries;
    const rows = this.#rows;
    const lowest = this.#lowest | 0;
    const before = this.first + 1;
    let put = at;
    for (let index = from; index < to; index++) {
      const distance = (words[index]! - lowest) | 0;
      const number = (entries[distance >>> 1]! | 0) - before;
      // One test for both: not in the range of names, or no name, or odd.
      if ((number | (distance << 31)) < 0) throw unknown(words[index]! >>> 0);
      const row = ROW * number;
      into[put] = rows[row]!;
      into[put + 1] = rows[row + 1]!;
      into[put + 2] = rows[row + 2]!;
      into[put + 3] = 0;
      put += ROW;
    }
  }

  kindOf(record: number): RecordKind {
    return this.#rows[ROW * (record - this.first)] as RecordKind;
  }

  locationOf(record: number): number {
    return this.#rows[ROW * (record - this.first) + 1]! >>> 0;
  }

  secondOf(record: number): number {
    return this.#rows[ROW * (record - this.first) + 2]! >>> 0;
  }

  returnAddressOf(record: number): number {
    return this.#rows[ROW * (record - this.first) + 3]! >>> 0;
  }

  truncate(end: number): void {
    for (let record = end; record < this.end; record++) this.#forget(record - this.first);
    this.end = end;
  }

  dropBefore(record: number): void {
    const count = record - this.first;
    if (count <= 0) return;
    for (let at = 0; at < count; at++) this.#forget(at);
    this.#name.copyWithin(0, count, this.size);
    this.#rows.copyWithin(0, ROW * count, ROW * this.size);
    this.first = record;
  }
}

const unknown = (name: number): RecompilerError =>
  new RecompilerError({
    code: "unknown-record",
    message: `the event buffer holds 0x${name.toString(16)}, which names no record`,
    hint: "the program has written to the buffer: its addresses are no secret",
  });
