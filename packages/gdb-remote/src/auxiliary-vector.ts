import { GdbRemoteError } from "./error.js";
import type { Endianness } from "./register-values.js";

/** Names of Linux's entries that a debugger of a program wants (linux/auxvec.h), as keys of an {@link AuxiliaryVector}. */
export const AuxiliaryEntry = {
  PHDR: 3,
  PHENT: 4,
  PHNUM: 5,
  PAGESZ: 6,
  BASE: 7,
  FLAGS: 8,
  ENTRY: 9,
  UID: 11,
  PLATFORM: 15,
  HWCAP: 16,
  RANDOM: 25,
  HWCAP2: 26,
  EXECFN: 31,
  SYSINFO_EHDR: 33,
} as const;

/** Values by the entry's type. */
export type AuxiliaryVector = ReadonlyMap<number, bigint>;

/** @param wordSize bytes of a type and of a value. @throws {GdbRemoteError} `malformed-reply` */
export function parseAuxiliaryVector(bytes: Uint8Array, wordSize: 4 | 8, endianness: Endianness): AuxiliaryVector {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = endianness === "little";
  const word = (at: number): bigint =>
    wordSize === 8 ? view.getBigUint64(at, little) : BigInt(view.getUint32(at, little));
  const entries = new Map<number, bigint>();
  for (let at = 0; at + 2 * wordSize <= bytes.length; at += 2 * wordSize) {
    const type = word(at);
    if (type === 0n) return entries;
    entries.set(Number(type), word(at + wordSize));
  }
  throw new GdbRemoteError({
    code: "malformed-reply",
    message: `the auxiliary vector of ${bytes.length} bytes has no end`,
    hint: `connect with { endianness } unless the target is one of ${wordSize * 8} bits, ${endianness}-endian`,
  });
}
