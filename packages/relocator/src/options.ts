import type { CoreRegisterLike, InstructionSet, ItState } from "@armstalker/isa";
import type { RelocationError } from "./errors.js";
import type { RewritingKind } from "./kinds.js";

/** Code to read: its bytes, or a function that reads them from a target's memory. */
export type CodeSource =
  | {
      readonly code: Uint8Array;
      /** Where its first byte stands, 0 to 2^32 - 1. A set bit 0, as T32 addresses have it, is left out. */
      readonly address: number;
    }
  | {
      /** The bytes at an address: as many as are asked for, or fewer where memory ends. */
      read(address: number, size: number): Uint8Array;
      readonly address: number;
    };

/** How code is moved. */
export interface RelocationOptions {
  /**
   * What BL and BLX leave in LR: the address after the call where it stood (the default: callees, unwinders and the program itself
   * see no difference, and a return leaves the moved code), or after the call in the moved code.
   */
  readonly returnAddress?: "original" | "moved";
  /** Registers that the caller knows to be free throughout the moved code. */
  readonly scratch?: readonly CoreRegisterLike[];
  /**
   * Whether a register that the following code overwrites before it reads it serves as a scratch register (`"decoded"`, the default), or
   * every scratch register is spilled (`"spilled"`): for who looks at registers between two instructions.
   */
  readonly scratchFrom?: "decoded" | "spilled";
  /**
   * Whether data that instructions read from near the code never change, so that they can be copied: never (the default), always, or as
   * a function says of the address and size in bytes.
   */
  readonly constantSource?: boolean | ((address: number, size: number) => boolean);
}

/** A range of addresses: `start` is in it, `end` is not. */
export interface AddressRange {
  readonly start: number;
  readonly end: number;
}

/** How a whole range is moved by `relocate`. */
export interface RelocateOptions extends RelocationOptions {
  /** Where the code stands, 0 to 2^32 - 1. */
  readonly from: number;
  /** Where it will run. */
  readonly to: number;
  readonly set: InstructionSet;
  /** The IT state before the first instruction; outside of an IT block by default. */
  readonly it?: ItState;
  /** The features that the CPU has, as a mask of `Feature` bits; all of ARMv8-A by default. */
  readonly features?: number;
  /**
   * Where direct branches into the range go: to the code where it stood (the default), or to where it was moved. With `"moved"` calls
   * leave the moved return address in LR unless `returnAddress` says otherwise.
   */
  readonly branchesWithin?: "original" | "moved";
  /** Ranges that are data, such as literals and tables. They are not moved: what reads them reads them where they stand. */
  readonly data?: readonly AddressRange[];
  /**
   * Where control goes that runs off the end of the range: to the end of the moved code (the default), or to the address after the range
   * where it stood.
   */
  readonly after?: "end-of-code" | "original";
  /** What to do with an instruction that cannot be moved: throw (the default), or put a permanently undefined instruction in its place. */
  readonly refused?: "throw" | "trap";
}

/** A range that was moved. */
export interface Relocated {
  /** The moved code and its literals. */
  readonly code: Uint8Array;
  /** Where each instruction went, in order; instructions of an IT block that was kept included. */
  readonly map: readonly { readonly from: number; readonly to: number }[];
  /** How many instructions need no rewriting. */
  readonly kept: number;
  /** How many need it, by kind. */
  readonly rewritten: Readonly<Record<RewritingKind, number>>;
  /** The instructions that could not be moved, with `refused: "trap"`. */
  readonly refused: readonly RelocationError[];
}
