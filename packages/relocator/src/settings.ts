import type { Row } from "@armstalker/isa";
import { type CoreRegisterLike, coreRegisterNumber, type InstructionSet, requireWordOf } from "@armstalker/isa";
import type { RelocationOptions } from "./options.js";

/** The names of RelocationOptions. */
export const relocationOptions = "returnAddress scratch scratchFrom constantSource";

/** The options of a move with all defaults filled in. */
export interface Settings {
  readonly returnAddress: "original" | "moved";
  /** The registers that are free throughout, as a mask. */
  readonly free: number;
  readonly findsDead: boolean;
  isConstant(address: number, size: number): boolean;
}

// SP and PC are never free.
const FREE = 0x5fff;

/** @throws {IsaError} `unknown-register`, `unknown-option` */
export function settingsOf({
  returnAddress = "original",
  scratch = [],
  scratchFrom = "decoded",
  constantSource = false,
}: RelocationOptions): Settings {
  requireWordOf("returnAddress", returnAddress, "original", "moved");
  requireWordOf("scratchFrom", scratchFrom, "decoded", "spilled");
  return {
    returnAddress,
    free: FREE & maskOf(scratch),
    findsDead: scratchFrom === "decoded",
    isConstant: typeof constantSource === "function" ? constantSource : () => constantSource,
  };
}

const maskOf = (registers: readonly CoreRegisterLike[]): number =>
  registers.reduce((mask, each) => mask | (1 << coreRegisterNumber(each)), 0);

/** An address to branch to. */
export interface Destination {
  /** Without an instruction set bit. Where there is a label, only an estimate. */
  readonly address: number;
  readonly set: InstructionSet;
  /** The label that will be put there, null if the address is known. */
  readonly label: string | null;
}

/** A branch to a label, whose distance is only known later. */
export interface LabelReference {
  /** Where the instruction stood. */
  readonly site: number;
  /** Which of the forms it has. */
  readonly form: number;
  readonly row: Row;
  /** Where it was put. */
  readonly at: number;
  /** Where it goes, in the source. */
  readonly target: number;
}

/** Knows where branches are to go. */
export interface Placement {
  destination(address: number, set: InstructionSet): Destination;
  /** The first form that a branch to a label may have. */
  leastForm(site: number): number;
  refer(reference: LabelReference): void;
}

/** All branches go where they went. */
export const inPlace: Placement = {
  destination: (address, set) => ({ address, set, label: null }),
  leastForm: () => 0,
  refer: () => {},
};
