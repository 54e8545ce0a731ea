import { GdbRemoteError, invalidArgument } from "./error.js";
import { bytesToHex, hexToBytes } from "./hex.js";
import { decodeBigInt, decodeNumber, type Endianness, encodeValue, RegisterValues } from "./register-values.js";
import { type Requester, unexpectedReply } from "./requester.js";
import { type RegisterDescription, registerNamed, type TargetDescription } from "./target-description.js";

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

  writeAll(values: RegisterValues): void {
    if (!values.isComplete) {
      throw invalidArgument("the stub marked some of these registers as not to be had", "write registers one by one");
    }
    this.#requester.ok(`G${bytesToHex(values.toBytes())}`);
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
