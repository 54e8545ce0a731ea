import { isaError } from "./errors.js";
import { isAddress } from "./range.js";
import type { InstructionSet } from "./row.js";

declare const kind: unique symbol;

/** An address of a byte, 0 to 2^32 - 1, without an instruction set bit. As a type only: it is a number at run time. */
export type Address = number & { readonly [kind]: "address" };

/**
 * An address of code with its instruction set in bit 0, as BX takes it and return addresses have it (A2.3.1): 1 for T32, 0 for A32. As a type only: it is a
 * number of 0 to 2^32 - 1 at run time.
 */
export type CodeAddress = number & { readonly [kind]: "code" };

/**
 * The address of code in an instruction set.
 *
 * @param address - of the first byte, 0 to 2^32 - 1: a multiple of 4 for A32, of 2 for T32
 * @throws {IsaError} `out-of-range`, `misaligned`
 */
export function codeAddress(address: number, set: InstructionSet): CodeAddress {
  if (!isAddress(address)) throw isaError("out-of-range", "the address", address, "0 to 2^32 - 1");
  const alignment = set === "a32" ? 4 : 2;
  if ((address & (alignment - 1)) !== 0) {
    throw isaError("misaligned", "the address", address, `a multiple of ${alignment}, as ${set} code has it`);
  }
  return (set === "a32" ? address : address + 1) as CodeAddress;
}

/** The address of the first byte of code: without bit 0 of T32. */
export const addressOf = (code: CodeAddress): Address => ((code & ~1) >>> 0) as Address;

/** The instruction set of code: bit 0 of its address. */
export const setOf = (code: CodeAddress): InstructionSet => ((code & 1) === 1 ? "t32" : "a32");
