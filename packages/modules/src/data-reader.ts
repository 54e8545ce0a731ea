import { malformed } from "./errors.js";

/** A bound on the work for one file: damaged data may name the same bytes many times. */
export class Budget {
  #left: number;

  /** @param most - bytes that may be read */
  constructor(most: number) {
    this.#left = most;
  }

  /** @throws {ModulesError} `malformed` if more was read than a sound file takes */
  spend(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw malformed("have parts that overlap each other");
  }
}

/** Reads little-endian data from the front to the back. All methods throw {@link ModulesError} `malformed` at the data's end. */
export class DataReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #budget: Budget;
  readonly #end: number;
  at: number;

  constructor(bytes: Uint8Array, budget: Budget, at = 0, end: number = bytes.length) {
    if (at < 0 || end > bytes.length || at > end) throw malformed("name bytes beyond their end");
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#budget = budget;
    this.at = at;
    this.#end = end;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#end;
  }

  #take(size: number): number {
    const { at } = this;
    if (at + size > this.#end) throw malformed("end too early");
    this.#budget.spend(size);
    this.at = at + size;
    return at;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  i8(): number {
    return this.#view.getInt8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  skip(size: number): void {
    this.#take(size);
  }

  /** A number of 7 bits a byte. Bits from 2^53 on are lost: no address or count of a 32-bit file has them. */
  uleb(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.u8();
      if (shift < 53) value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  /** A signed number of 7 bits a byte. */
  sleb(): number {
    let value = 0;
    for (let shift = 0; ; ) {
      const byte = this.u8();
      if (shift < 53) value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
      if (byte < 0x80) return (byte & 0x40) !== 0 && shift < 53 ? value - 2 ** shift : value;
    }
  }

  /** A text that ends with a zero. */
  text(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0 || end >= this.#end) throw malformed("have a text without an end");
    const start = this.#take(end + 1 - this.at);
    return Buffer.from(this.bytes.subarray(start, end)).toString("utf8");
  }
}
