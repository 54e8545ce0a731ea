import { ArmstalkerError, type ArmstalkerErrorFields } from "@armstalker/errors";

/** Why code could not be moved, for programs. */
export type RelocationErrorCode =
  | "undefined-instruction"
  | "unpredictable"
  | "unsupported-instruction"
  | "missing-feature"
  | "exclusive-sequence"
  | "it-block"
  | "truncated"
  | "misaligned"
  | "wrong-output"
  | "out-of-range";

const hints: Record<RelocationErrorCode, string> = {
  "undefined-instruction": "check that these bytes are code, and of this instruction set",
  unpredictable: "check that these bytes are code, or run them where they stand",
  "unsupported-instruction": "run it where it stands: leave it out of what is moved",
  "missing-feature": "give the writer the features of a CPU that has what is missing",
  "exclusive-sequence": "move the whole sequence, or none of it",
  "it-block": "move the whole IT block, and enter it at its IT instruction",
  truncated: "give the whole instruction or IT block, or readable memory",
  misaligned: "give the address of an instruction, without bit 0 of T32",
  "wrong-output": "use the relocator of the other instruction set, or the other writer",
  "out-of-range": "give an address from 0 to 2^32 - 1, and an output that the code's targets can be reached from",
};

/** The parts of a {@link RelocationError}. */
interface RelocationErrorFields extends ArmstalkerErrorFields {
  readonly code: RelocationErrorCode;
  readonly address: number;
  readonly bytes: Uint8Array;
  readonly reason: string;
}

const hexBytes = (bytes: Uint8Array): string =>
  Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join(" ");

/** Code that cannot be moved: where it stands, its bytes, and the reason. */
export class RelocationError extends ArmstalkerError<RelocationErrorFields> {
  override readonly name: string = "RelocationError";
  /** The address of the instruction, 0 to 2^32 - 1, without an instruction set bit. */
  declare readonly address: number;
  /** Its bytes as they stand in memory; empty where it could not be read. */
  declare readonly bytes: Uint8Array;
  /** Why it cannot be moved, as a sentence part. */
  declare readonly reason: string;

  constructor(code: RelocationErrorCode, address: number, bytes: Uint8Array, reason: string) {
    const what = bytes.length === 0 ? "" : ` (bytes ${hexBytes(bytes)})`;
    const message = `the code at 0x${address.toString(16)}${what} cannot be moved: ${reason}`;
    super({ code, message, hint: hints[code], address, bytes, reason });
  }
}
