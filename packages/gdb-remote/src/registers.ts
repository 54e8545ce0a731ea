import { excerpt, GdbRemoteError, invalidArgument } from "./error.js";
import { badHex, bytesToHex, hexToBytes } from "./hex.js";
import { decodeBigInt, decodeNumber, type Endianness, encodeValue, RegisterValues } from "./register-values.js";
import { latin, type Requester, unexpectedReply } from "./requester.js";
import { type RegisterDescription, registerNamed, type TargetDescription } from "./target-description.js";

/** "x" stands for digits of what cannot be had. */
const UNAVAILABLE = 0x78;

/** The registers of the thread that is selected. */
export class Registers {
  readonly #requester: Requester;
  readonly #endianness: Endianness;
  readonly description: TargetDescription;
  /** True if the stub takes `p` and `P`; undefined until it was asked. */
  #readsOne: boolean | undefined;
  #writesOne: boolean | undefined;

  constructor(requester: Requester, description: TargetDescription, endianness: Endianness) {
    this.#requester = requester;
    this.description = description;
    this.#endianness = endianness;
  }

  /** True if one register is written without reading and writing all others: true until the stub was asked. */
  get writesOne(): boolean {
    return this.#writesOne !== false;
  }

  readAll(): RegisterValues {
    if (this.description.registers.length === 0) registerNamed(this.description, "pc");
    const { registers } = this.description;
    const last = registers.at(-1)!;
    const digits = this.#requester.tryBytes("g") ?? unsupportedBlock("g");
    const size = digits.length / 2;
    if (!registers.some(({ offset, size: width }) => offset + width === size)) {
      const wanted = `a whole number of registers, of ${last.offset + last.size} bytes in all,`;
      throw unexpectedReply("g", latin(digits), wanted);
    }
    const bytes = new Uint8Array(size);
    const isMissing = new Uint8Array(size);
    decodeBlock(digits, bytes, (at) => {
      isMissing[at] = 1;
    });
    const missing = new Set<RegisterDescription>();
    for (const register of registers) {
      const end = register.offset + register.size;
      if (end > size) break;
      let count = 0;
      for (let at = register.offset; at < end; at++) count += isMissing[at]!;
      if (count === 0) continue;
      if (count < register.size)
        throw unexpectedReply("g", latin(digits), `all of ${excerpt(register.name)}, or none,`);
      missing.add(register);
    }
    return new RegisterValues(this.description, this.#endianness, bytes, missing);
  }

  /** Zeros stand for what the stub could not tell, as GDB sends them: it has no place for it either. */
  writeAll(values: RegisterValues): void {
    this.#requester.ok(`G${bytesToHex(values.toBytes())}`);
  }

  /**
   * The bytes of a `g` packet, as many as `into` takes. Returns how many the packet held.
   * @param unavailable - gets the place of each byte that cannot be had, which becomes 0; without it such a byte is an error
   */
  readBlock(into: Uint8Array, unavailable?: (at: number) => void): number {
    const digits = this.#requester.tryBytes("g") ?? unsupportedBlock("g");
    decodeBlock(digits, into, unavailable);
    return digits.length >> 1;
  }

  writeBlock(bytes: Uint8Array): void {
    const last = this.description.registers.at(-1);
    if (last !== undefined && bytes.length > last.offset + last.size) {
      throw invalidArgument(
        `bytes has ${bytes.length} bytes`,
        `the target's registers have ${last.offset + last.size}: give what readRegisterBlock read`,
      );
    }
    this.#requester.ok(`G${bytesToHex(bytes)}`);
  }

  read(name: string): number {
    const register = registerNamed(this.description, name);
    return decodeNumber(this.#readBytes(register), register, this.#endianness);
  }

  readBigInt(name: string): bigint {
    return decodeBigInt(this.#readBytes(registerNamed(this.description, name)), this.#endianness);
  }

  readBytes(name: string): Uint8Array {
    return this.#readBytes(registerNamed(this.description, name));
  }

  write(name: string, value: number | bigint): void {
    const register = registerNamed(this.description, name);
    const digits = bytesToHex(encodeValue(value, register, this.#endianness));
    if (this.#writesOne !== false) {
      this.#writesOne = this.#requester.tryOk(`P${register.number.toString(16)}=${digits}`) || this.#writesOne === true;
      if (this.#writesOne) return;
    }
    const all = this.readAll();
    all.set(name, value);
    this.writeAll(all);
  }

  #readBytes(register: RegisterDescription): Uint8Array {
    if (this.#readsOne !== false) {
      const packet = `p${register.number.toString(16)}`;
      const digits = this.#requester.tryText(packet);
      if (digits !== undefined) {
        this.#readsOne = true;
        if (/^x+$/.test(digits)) {
          throw new GdbRemoteError({
            code: "unavailable",
            message: `the stub cannot tell register ${excerpt(register.name)}`,
            hint: "it may be there at another stop",
            packet,
          });
        }
        const bytes = hexToBytes(digits, packet);
        if (bytes.length !== register.size) {
          throw unexpectedReply(packet, digits, `${register.size} bytes of ${excerpt(register.name)}`);
        }
        return bytes;
      }
      if (this.#readsOne === undefined) this.#readsOne = false;
      else this.#requester.text(packet);
    }
    return this.readAll().getBytes(register.name);
  }
}

/**
 * The bytes of a `g` packet, as many as `into` takes.
 * @param unavailable - gets the place of each byte that the stub does not know, which becomes 0; without it such a byte is an error
 */
function decodeBlock(digits: Uint8Array, into: Uint8Array, unavailable?: (at: number) => void): void {
  const taken = Math.min(digits.length >> 1, into.length);
  for (let at = 0; at < taken; at++) {
    const value = (digitValue(digits[2 * at]!) << 4) | digitValue(digits[2 * at + 1]!);
    into[at] = value;
    if (value >= 0) continue;
    if (digits[2 * at] !== UNAVAILABLE || digits[2 * at + 1] !== UNAVAILABLE) throw badHex(latin(digits), "g");
    if (unavailable === undefined) throw unexpectedReply("g", latin(digits), "digits of registers that are all known");
    into[at] = 0;
    unavailable(at);
  }
}

function digitValue(character: number): number {
  if (character >= 0x30 && character <= 0x39) return character - 0x30;
  const letter = character | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function unsupportedBlock(packet: string): never {
  throw new GdbRemoteError({
    code: "unsupported",
    message: "the stub does not tell all registers at once",
    hint: "read them one by one",
    packet,
  });
}

/** The registers that the stub has sent with the report of a stop, by name. */
export function namedRegisters(
  values: ReadonlyMap<number, Uint8Array>,
  description: TargetDescription,
): Map<string, Uint8Array> {
  const named = new Map<string, Uint8Array>();
  for (const { name, number } of description.registers) {
    const bytes = values.get(number);
    if (bytes !== undefined) named.set(name, bytes);
  }
  return named;
}
