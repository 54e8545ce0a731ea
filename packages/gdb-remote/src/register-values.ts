import { shown } from "./arguments.js";
import { excerpt, GdbRemoteError, invalidArgument } from "./error.js";
import { type RegisterDescription, registerNamed, type TargetDescription } from "./target-description.js";

export type Endianness = "little" | "big";

/** The register's contents as a number. @throws {GdbRemoteError} `invalid-argument` beyond 32 bits. */
export function decodeNumber(bytes: Uint8Array, register: RegisterDescription, endianness: Endianness): number {
  if (register.bits > 32) {
    throw invalidArgument(
      `register ${excerpt(register.name)} has ${register.bits} bits`,
      "ask for it as bigint, or as bytes",
    );
  }
  return Number(decodeBigInt(bytes, endianness));
}

export function decodeBigInt(bytes: Uint8Array, endianness: Endianness): bigint {
  if (bytes.length === 4) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, 4);
    return BigInt(view.getUint32(0, endianness === "little"));
  }
  let value = 0n;
  for (let index = 0; index < bytes.length; index++) {
    value = (value << 8n) | BigInt(bytes[endianness === "big" ? index : bytes.length - 1 - index]!);
  }
  return value;
}

/** @throws {GdbRemoteError} `invalid-argument` for a value that the register's bits do not hold. */
export function encodeValue(value: number | bigint, register: RegisterDescription, endianness: Endianness): Uint8Array {
  const isWhole = typeof value === "bigint" || Number.isSafeInteger(value);
  if (!isWhole || value < 0 || BigInt(value) >= 1n << BigInt(register.bits)) {
    throw invalidArgument(
      `${shown(value)} does not fit register ${excerpt(register.name)} of ${register.bits} bits`,
      "give a whole number of zero or more; a negative n as n >>> 0",
    );
  }
  const bytes = new Uint8Array(register.size);
  let rest = BigInt(value);
  for (let index = 0; index < bytes.length; index++) {
    bytes[endianness === "little" ? index : bytes.length - 1 - index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/**
 * The registers of a thread that one `g` packet holds. A stub may leave out the last of those that it describes (qemu-arm leaves out
 * VFP), and mark some as not to be had.
 */
export class RegisterValues {
  readonly #description: TargetDescription;
  readonly #endianness: Endianness;
  readonly #bytes: Uint8Array;
  readonly #missing: ReadonlySet<RegisterDescription>;

  constructor(
    description: TargetDescription,
    endianness: Endianness,
    bytes: Uint8Array,
    missing: ReadonlySet<RegisterDescription>,
  ) {
    this.#description = description;
    this.#endianness = endianness;
    this.#bytes = bytes;
    this.#missing = missing;
  }

  /** True if the packet held the register's value. */
  has(name: string): boolean {
    const register = this.#description.byName.get(name);
    return register !== undefined && this.#holds(register);
  }

  /** The names of the registers that are held, by ascending number. */
  get names(): string[] {
    return this.#description.registers.filter((register) => this.#holds(register)).map(({ name }) => name);
  }

  /** A register of up to 32 bits, unsigned. */
  get(name: string): number {
    const register = registerNamed(this.#description, name);
    return decodeNumber(this.#view(register), register, this.#endianness);
  }

  /** A register of any width, unsigned. */
  getBigInt(name: string): bigint {
    return decodeBigInt(this.#view(registerNamed(this.#description, name)), this.#endianness);
  }

  /** A copy of the register's bytes in the target's order. */
  getBytes(name: string): Uint8Array {
    return this.#view(registerNamed(this.#description, name)).slice();
  }

  /** Takes effect with `writeRegisters`. */
  set(name: string, value: number | bigint): void {
    const register = registerNamed(this.#description, name);
    this.#view(register).set(encodeValue(value, register, this.#endianness));
  }

  /** The packet's bytes, all of them. */
  toBytes(): Uint8Array {
    return this.#bytes.slice();
  }

  /** True if each register that the packet has a place for has a value. */
  get isComplete(): boolean {
    return this.#missing.size === 0;
  }

  #holds(register: RegisterDescription): boolean {
    return register.offset + register.size <= this.#bytes.length && !this.#missing.has(register);
  }

  #view(register: RegisterDescription): Uint8Array {
    if (!this.#holds(register)) {
      throw new GdbRemoteError({
        code: "unavailable",
        message: `the stub's packet of all registers does not hold ${excerpt(register.name)}`,
        hint: "read it alone, with readRegister, readRegisterBigInt or readRegisterBytes",
      });
    }
    return this.#bytes.subarray(register.offset, register.offset + register.size);
  }
}
