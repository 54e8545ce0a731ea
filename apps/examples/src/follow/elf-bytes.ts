/** Why bytes are not the ELF file that they should be. */
export type ElfErrorCode =
  /** They do not begin as an ELF file does. */
  | "not-elf"
  /** An ELF file, but not a little-endian one for a 32-bit ARM processor. */
  | "not-arm"
  /** What its headers name is not there. */
  | "malformed";

export class ElfError extends Error {
  override readonly name = "ElfError";
  readonly code: ElfErrorCode;

  constructor(code: ElfErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A damaged file may have the same bytes in many tables. So many times its size is read of a file at most. */
const MOST_READ = 4;

/** The bytes of an ELF file. Reading takes time that is linear in its size: what is read in all is bounded. */
export class ElfBytes {
  readonly view: DataView;
  readonly #bytes: Uint8Array;
  #read = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /**
   * A part of the file.
   *
   * @param what - names it in the error
   * @throws {ElfError} `malformed` if it is not all in the file, or too much was read before
   */
  range(offset: number, size: number, what: string): Uint8Array {
    if (offset + size > this.#bytes.length) throw new ElfError("malformed", `its ${what} are beyond its end`);
    this.#count(size);
    return this.#bytes.subarray(offset, offset + size);
  }

  /** The offsets of the entries of a table. @throws {ElfError} `malformed`, as {@link range} */
  table(offset: number, count: number, entryBytes: number, what: string): number[] {
    this.range(offset, count * entryBytes, what);
    return Array.from({ length: count }, (_, index) => offset + index * entryBytes);
  }

  /** The text at an offset of a part of the file, up to a zero. @throws {ElfError} `malformed` if there is no zero, or too much was read before */
  text(strings: Uint8Array, offset: number, what: string): string {
    const end = strings.indexOf(0, offset);
    if (end === -1) throw new ElfError("malformed", `its ${what} have no end`);
    this.#count(end - offset);
    return Buffer.from(strings.subarray(offset, end)).toString("utf8");
  }

  #count(size: number): void {
    this.#read += size;
    if (this.#read <= MOST_READ * this.#bytes.length) return;
    throw new ElfError("malformed", "its tables or its names overlap each other");
  }
}
