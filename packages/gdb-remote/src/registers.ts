import { GdbRemoteError } from "./error.js";
import { bytesToHex, hexToBytes } from "./hex.js";
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
  /** Whether the stub takes `p` and `P`; undefined until it was asked. */
  #readsOne: boolean | undefined;
  #writesOne: boolean | undefined;

  constructor(requester: Requester, description: TargetDescription, endianness: Endianness) {
    this.#requester = requester;
    this.description = description;
    this.#endianness = endianness;
  }

  /** Whether one register is written without reading and writing all others: true until the stub was asked. */
  get writesOne(): boolean {
    return this.#writesOne !== false;
  }

  readAll(): RegisterValues {
    if (this.description.registers.length === 0) registerNamed(this.description, "pc");
    let text = this.#requester.text("g");
    const size = text.length >> 1;
    const missing = new Set<RegisterDescription>();
    if (text.includes("x")) {
      for (const register of this.description.registers) {
        const start = 2 * register.offset;
        const digits = text.slice(start, start + 2 * register.size);
        if (/^x+$/.test(digits) && digits.length === 2 * register.size) {
          missing.add(register);
          text = text.slice(0, start) + "0".repeat(digits.length) + text.slice(start + digits.length);
        }
      }
    }
    const bytes = hexToBytes(text, "g");
    const { registers } = this.description;
    if (!registers.some(({ offset, size: width }) => offset + width === size)) {
      const last = registers.at(-1)!;
      throw unexpectedReply("g", text, `a whole number of registers, of ${last.offset + last.size} bytes in all,`);
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
    const size = digits.length >> 1;
    const taken = Math.min(size, into.length);
    for (let at = 0; at < taken; at++) {
      const value = (digitValue(digits[2 * at]!) << 4) | digitValue(digits[2 * at + 1]!);
      into[at] = value;
      if (value >= 0) continue;
      if (unavailable === undefined || digits[2 * at] !== UNAVAILABLE || digits[2 * at + 1] !== UNAVAILABLE) {
        throw unexpectedReply("g", latin(digits), "digits of registers that can all be had");
      }
      into[at] = 0;
      unavailable(at);
    }
    return size;
  }

  writeBlock(bytes: Uint8Array): void {
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
            message: `the stub cannot tell register ${register.name}`,
            hint: "it may be there at another stop",
            packet,
          });
        }
        const bytes = hexToBytes(digits, packet);
        if (bytes.length !== register.size) {
          throw unexpectedReply(packet, digits, `${register.size} bytes of ${register.name}`);
        }
        return bytes;
      }
      if (this.#readsOne === undefined) this.#readsOne = false;
      else this.#requester.text(packet);
    }
    return this.readAll().getBytes(register.name);
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

/** What stands in a report of a stop: the registers that the stub sent along, by name. */
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
