import { type InstructionSet, isWideThumb } from "@armstalker/isa";
import type { CodeSource } from "./options.js";

/** What a look-up of an instruction found. The object is reused by the next look-up. */
export interface Fetched {
  /** Its bits; of a 32-bit T32 instruction the first halfword is in the high half. */
  word: number;
  size: 2 | 4;
}

const CHUNK = 64;
const NOTHING = new Uint8Array(0);

/** Reads instructions from bytes or from a target's memory. */
export class Source {
  readonly set: InstructionSet;
  /** The address at which reading begins, without an instruction set bit. */
  readonly start: number;
  readonly #read: ((address: number, size: number) => Uint8Array) | null;
  #code: Uint8Array;
  #base: number;
  readonly #fetched: Fetched = { word: 0, size: 4 };

  constructor(set: InstructionSet, source: CodeSource) {
    this.set = set;
    this.start = set === "t32" ? source.address - (source.address % 2) : source.address;
    this.#base = this.start;
    if ("code" in source) {
      this.#code = source.code;
      this.#read = null;
    } else {
      this.#code = NOTHING;
      this.#read = source.read.bind(source);
    }
  }

  /** Forgets what was read: the memory may have changed. */
  forget(): void {
    if (this.#read !== null) this.#code = NOTHING;
  }

  /** The bytes from an address on: as many as asked for, or fewer where the source ends. */
  bytes(address: number, size: number): Uint8Array {
    const offset = address - this.#base;
    if (offset >= 0 && offset + size <= this.#code.length) return this.#code.subarray(offset, offset + size);
    if (this.#read !== null) return this.#read(address, size);
    return offset < 0 || offset >= this.#code.length ? new Uint8Array(0) : this.#code.subarray(offset);
  }

  /** The instruction at an address, null if the source does not have the whole of it. */
  fetch(address: number): Fetched | null {
    let offset = address - this.#base;
    if (this.#read !== null && (offset < 0 || offset + 4 > this.#code.length)) {
      this.#fill(address);
      offset = 0;
    }
    const code = this.#code;
    const left = offset < 0 ? 0 : code.length - offset;
    const fetched = this.#fetched;
    if (this.set === "a32") {
      if (left < 4) return null;
      fetched.size = 4;
      fetched.word =
        (code[offset]! | (code[offset + 1]! << 8) | (code[offset + 2]! << 16) | (code[offset + 3]! << 24)) >>> 0;
      return fetched;
    }
    if (left < 2) return null;
    const first = code[offset]! | (code[offset + 1]! << 8);
    if (!isWideThumb(first)) {
      fetched.size = 2;
      fetched.word = first;
      return fetched;
    }
    if (left < 4) return null;
    fetched.size = 4;
    fetched.word = ((first << 16) | code[offset + 2]! | (code[offset + 3]! << 8)) >>> 0;
    return fetched;
  }

  // Memory may end within a chunk, or between an instruction's halves.
  #fill(address: number): void {
    for (const size of [CHUNK, 4, 2]) {
      const code = this.#read!(address, size);
      this.#base = address;
      this.#code = code;
      if (code.length >= 2) return;
    }
  }
}
