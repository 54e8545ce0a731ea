import { cutOff, malformed } from "./errors.js";

/** The bytes of an ELF file, wherever they are: on a disk, or in the memory of a program that has loaded it. */
export interface ElfSource {
  /** The number of bytes in all. */
  readonly size: number;
  /** The bytes from an offset on: `size` of them, fewer where they end. */
  read(offset: number, size: number): Uint8Array;
}

/** A damaged file may name the same bytes in many tables. A reader reads at most this many times the file's size. */
const MOST_READ = 4;

/** The bytes of an ELF file. The time for reading is linear in the file's size, as the number of bytes that are read is bounded. */
export class ElfBytes {
  readonly #source: ElfSource;
  #read = 0;

  constructor(file: Uint8Array | ElfSource) {
    this.#source = ArrayBuffer.isView(file) ? sourceOf(file) : file;
  }

  /** The number of bytes in all. */
  get size(): number {
    return this.#source.size;
  }

  /** The first bytes: fewer than asked for if the file is shorter. */
  start(size: number): Uint8Array {
    return this.#source.read(0, Math.min(size, this.size));
  }

  /** A part of the file. @throws {ElfError} `malformed` if it is not all in the file, or too much was read before */
  range(offset: number, size: number): Uint8Array {
    const bytes = this.part(offset, size);
    this.#count(size);
    return bytes;
  }

  /** A part of the file that nothing is made of here: it is not counted. @throws {ElfError} `malformed` if it is not all in the file */
  part(offset: number, size: number): Uint8Array {
    if (offset + size > this.size) throw cutOff(offset + size, this.size);
    const bytes = this.#source.read(offset, size);
    if (bytes.length < size) throw cutOff(offset + size, offset + bytes.length);
    return bytes;
  }

  /** A table of the file, and the offsets of the entries in it. @throws {ElfError} `malformed`, as {@link range} */
  table(offset: number, count: number, entryBytes: number): { readonly view: DataView; readonly entries: number[] } {
    const bytes = this.range(offset, count * entryBytes);
    return { view: viewOf(bytes), entries: Array.from({ length: count }, (_, index) => index * entryBytes) };
  }

  /**
   * The text at an offset of a part of the file, up to a zero.
   *
   * @param what - names the part in the error
   * @throws {ElfError} `malformed` if there is no zero, or too much was read before
   */
  text(strings: Uint8Array, offset: number, what: string): string {
    const end = strings.indexOf(0, offset);
    if (end === -1) throw malformed(`has ${what} without an end`);
    this.#count(end - offset);
    return Buffer.from(strings.subarray(offset, end)).toString("utf8");
  }

  #count(size: number): void {
    this.#read += size;
    if (this.#read > MOST_READ * this.size) throw malformed("has tables or names that overlap each other");
  }
}

function sourceOf(bytes: Uint8Array): ElfSource {
  return { size: bytes.length, read: (offset, size) => bytes.subarray(offset, offset + size) };
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
