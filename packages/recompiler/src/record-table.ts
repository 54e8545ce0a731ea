import { AddressMap } from "./address-map.js";
import { dropFirst, FIRST_ENTRIES, grown, Numbering } from "./columns.js";
import { RecompilerError } from "./errors.js";

/** The kinds of records that generated code writes: one word that names the record, and for the last three a second word. */
export const RecordKind = {
  /** An instruction executes. */
  exec: 0,
  /** A block is entered. */
  block: 1,
  /** A call of an address that was known when the block was compiled. */
  call: 2,
  /** A call; the second word is its target. */
  indirectCall: 3,
  /** A branch by a form that returns; the second word is its target. */
  return: 4,
  /** Any other branch to a computed address; the second word is its target. */
  jump: 5,
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

/** What the first words of records name: the records that generated code may write, as columns. */
export class RecordTable extends Numbering {
  readonly #byName = new AddressMap();
  #name: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #location: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #second: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #returnAddress: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #kind: Uint8Array = new Uint8Array(FIRST_ENTRIES);

  /** @param name - the word that generated code writes: the value of PC at the record. Returns the number of the record. */
  add(name: number, { kind, location, second, returnAddress }: RecordDescriptor): number {
    if (this.size === this.#name.length) {
      this.#name = grown(this.#name);
      this.#location = grown(this.#location);
      this.#second = grown(this.#second);
      this.#returnAddress = grown(this.#returnAddress);
      this.#kind = grown(this.#kind);
    }
    const at = this.end - this.first;
    this.#name[at] = name;
    this.#location[at] = location;
    this.#second[at] = second;
    this.#returnAddress[at] = returnAddress;
    this.#kind[at] = kind;
    this.#byName.set(name, this.end);
    return this.end++;
  }

  setSecond(record: number, second: number): void {
    this.#second[record - this.first] = second;
  }

  /** The record that a word names. @throws {RecompilerError} `unknown-record` */
  find(name: number): number {
    const record = this.#byName.get(name);
    if (record >= 0) return record;
    throw new RecompilerError({
      code: "unknown-record",
      message: `the event buffer holds 0x${name.toString(16)}, which names no record`,
      hint: "the program has written to the buffer: its addresses are no secret",
    });
  }

  kindOf(record: number): RecordKind {
    return this.#kind[record - this.first] as RecordKind;
  }

  locationOf(record: number): number {
    return this.#location[record - this.first]!;
  }

  secondOf(record: number): number {
    return this.#second[record - this.first]!;
  }

  returnAddressOf(record: number): number {
    return this.#returnAddress[record - this.first]!;
  }

  truncate(end: number): void {
    for (let record = end; record < this.end; record++) this.#byName.delete(this.#name[record - this.first]!);
    this.end = end;
  }

  dropBefore(record: number): void {
    const count = record - this.first;
    if (count <= 0) return;
    for (let at = 0; at < count; at++) this.#byName.delete(this.#name[at]!);
    const { size } = this;
    for (const column of [this.#name, this.#location, this.#second, this.#returnAddress, this.#kind]) {
      dropFirst(column, count, size);
    }
    this.first = record;
  }
}
