import type { InstructionSet } from "../row.js";
import type { TextPlace } from "./assembly-error.js";
import type { Program } from "./program.js";

/** @internal A part of a section that is put as one: an instruction, data, a gap. */
export abstract class Item {
  readonly section: Section;
  readonly place: TextPlace;
  /** Where it begins in its section, as far as that is known. */
  offset = 0;
  /** Its length in bytes, as far as that is known. */
  size = 0;

  constructor(section: Section, place: TextPlace) {
    this.section = section;
    this.place = place;
  }

  /** Looks whether it still fits its length, with all places as they are, before any of them moves. */
  fit(_program: Program): void {}

  /** Works out the length where the item stands. */
  measure(_program: Program): number {
    return this.size;
  }

  /** Puts the bytes at `offset`. */
  abstract emit(program: Program, bytes: Uint8Array): void;
}

/** @internal Puts a number, least significant byte first. */
export function putNumber(bytes: Uint8Array, offset: number, value: number, width: number): void {
  let rest = value;
  for (let index = 0; index < width; index++) {
    bytes[offset + index] = rest & 0xff;
    rest = Math.floor(rest / 256);
  }
}

/** @internal One section of the code: its parts in order. */
export class Section {
  readonly name: string;
  /** True if it holds instructions, so that gaps are filled with NOPs. */
  readonly isCode: boolean;
  readonly items: Item[] = [];
  size = 0;
  alignment = 1;
  /** Where it will lie; null where that is left to a linker. */
  address: number | null = null;
  /** Bytes that are defined are none where a section is only reserved. */
  readonly isReserved: boolean;
  /** True if a linker may merge what is alike, so that it must know the symbols. */
  isMerged = false;

  constructor(name: string) {
    this.name = name;
    this.isCode = /^\.(text|init|fini|plt)/.test(name);
    this.isReserved = /^\.t?bss/.test(name);
  }

  /** Where the item of an index begins; behind the last one for an index of none. */
  offsetOf(index: number): number {
    return this.items[index]?.offset ?? this.size;
  }

  /** Places the items one after the other. @returns true if any moved or changed its length */
  layOut(program: Program): boolean {
    let offset = 0;
    let changed = false;
    for (const item of this.items) {
      if (item.offset !== offset) changed = true;
      item.offset = offset;
      const size = item.measure(program);
      if (size !== item.size) changed = true;
      item.size = size;
      offset += size;
    }
    if (this.size !== offset) changed = true;
    this.size = offset;
    return changed;
  }

  emit(program: Program): Uint8Array {
    const bytes = new Uint8Array(this.isReserved ? 0 : this.size);
    if (!this.isReserved) for (const item of this.items) item.emit(program, bytes);
    return bytes;
  }
}

/** @internal Bytes as they are. */
export class BytesItem extends Item {
  readonly #bytes: Uint8Array;

  constructor(section: Section, place: TextPlace, bytes: Uint8Array) {
    super(section, place);
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  override emit(_program: Program, bytes: Uint8Array): void {
    bytes.set(this.#bytes, this.offset);
  }
}

const NOP_A32 = 0xe320f000;
const NOP_T32 = 0xbf00;
const NOP_T32_WIDE = [0xf3af, 0x8000];

/** @internal Fills up to a multiple of so many bytes. */
export class AlignItem extends Item {
  readonly #alignment: number;
  readonly #fill: number | null;
  readonly #most: number;
  readonly #set: InstructionSet;

  /**
   * @param fill - the byte; null for NOPs in code, else 0
   * @param most - nothing is filled if it would take more bytes
   */
  constructor(
    section: Section,
    place: TextPlace,
    alignment: number,
    fill: number | null,
    most: number,
    set: InstructionSet,
  ) {
    super(section, place);
    this.#alignment = alignment;
    this.#fill = fill;
    this.#most = most;
    this.#set = set;
    section.alignment = Math.max(section.alignment, alignment);
  }

  override measure(): number {
    const gap = (this.#alignment - (this.offset % this.#alignment)) % this.#alignment;
    return gap > this.#most ? 0 : gap;
  }

  override emit(_program: Program, bytes: Uint8Array): void {
    const { size } = this;
    let at = this.offset;
    const end = at + size;
    if (this.#fill !== null || !this.section.isCode) {
      bytes.fill(this.#fill ?? 0, at, end);
      return;
    }
    // Odd bytes are none of an instruction; then NOPs, the long ones last.
    const step = this.#set === "a32" ? 4 : 2;
    at += (end - at) % step;
    if (this.#set === "a32") for (; at < end; at += 4) putNumber(bytes, at, NOP_A32, 4);
    else {
      if ((end - at) % 4 === 2) {
        putNumber(bytes, at, NOP_T32, 2);
        at += 2;
      }
      for (; at < end; at += 4) for (const half of [0, 1]) putNumber(bytes, at + 2 * half, NOP_T32_WIDE[half]!, 2);
    }
  }
}
