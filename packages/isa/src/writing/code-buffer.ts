import { writerError } from "./writer-error.js";

const FIRST_CAPACITY = 256;

/** @internal Bytes that are written one after the other: into memory that grows, or into a given array. */
export class CodeBuffer {
  #bytes: Uint8Array;
  #view: DataView;
  readonly #growing: boolean;
  #bound = Number.POSITIVE_INFINITY;
  /** What the fast puts may fill: the bytes that there are, up to the bound. */
  #limit: number;
  /** How many bytes are written. */
  length = 0;

  constructor(output: Uint8Array | null) {
    this.#growing = output === null;
    this.#bytes = output ?? new Uint8Array(FIRST_CAPACITY);
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
    this.#limit = this.#bytes.length;
  }

  /** Sets the offset up to which nothing but room has to be thought of. */
  set bound(offset: number) {
    this.#bound = offset;
    this.#limit = Math.min(this.#bytes.length, offset);
  }

  /** A view, without a copy, of what is written. It is outdated once a growing buffer has grown. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  /**
   * Makes room for more bytes.
   *
   * @throws {WriterError} `out-of-space`
   */
  ensure(more: number): void {
    const needed = this.length + more;
    if (needed > this.#bytes.length) this.#grow(needed);
  }

  #grow(needed: number): void {
    if (!this.#growing)
      throw writerError(
        "out-of-space",
        "the code's size",
        needed,
        `at most ${this.#bytes.length}`,
        ", or a larger output",
      );
    const bytes = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    bytes.set(this.bytes);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
    this.#limit = Math.min(bytes.length, this.#bound);
  }

  /** Puts a halfword if it is within the bound and there is room for it; else says no. */
  tryPut16(halfword: number): boolean {
    const at = this.length;
    if (at + 2 > this.#limit) return false;
    this.#view.setUint16(at, halfword, true);
    this.length = at + 2;
    return true;
  }

  /** Puts a word if it is within the bound and there is room for it; else says no. */
  tryPut32(word: number): boolean {
    const at = this.length;
    if (at + 4 > this.#limit) return false;
    this.#view.setUint32(at, word, true);
    this.length = at + 4;
    return true;
  }

  put16(halfword: number): void {
    this.ensure(2);
    this.#view.setUint16(this.length, halfword, true);
    this.length += 2;
  }

  put32(word: number): void {
    this.ensure(4);
    this.#view.setUint32(this.length, word, true);
    this.length += 4;
  }

  /** Puts the bytes of an array from one index up to another. */
  putRange(data: Uint8Array, from: number, to: number): void {
    const count = to - from;
    this.ensure(count);
    const bytes = this.#bytes;
    const at = this.length;
    for (let index = 0; index < count; index++) bytes[at + index] = data[from + index]!;
    this.length = at + count;
  }

  /** Leaves bytes as they are in a given output, zero in a growing one. */
  skip(count: number): void {
    this.ensure(count);
    this.length += count;
  }

  get16(offset: number): number {
    return this.#view.getUint16(offset, true);
  }

  get32(offset: number): number {
    return this.#view.getUint32(offset, true);
  }

  set16(offset: number, halfword: number): void {
    this.#view.setUint16(offset, halfword, true);
  }

  set32(offset: number, word: number): void {
    this.#view.setUint32(offset, word, true);
  }

  /** Takes back what was written after an offset. In a growing buffer it is cleared, for `skip`. */
  truncate(length: number): void {
    if (this.#growing) this.#bytes.fill(0, length, this.length);
    this.length = length;
  }
}
