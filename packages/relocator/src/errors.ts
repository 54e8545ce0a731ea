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

const hexBytes = (bytes: Uint8Array): string =>
  Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join(" ");

/** Code that cannot be moved: where it stands, its bytes, and the reason. */
export class RelocationError extends Error {
  override readonly name: string = "RelocationError";
  readonly code: RelocationErrorCode;
  /** The address of the instruction, 0 to 2^32 - 1, without an instruction set bit. */
  readonly address: number;
  /** Its bytes as they stand in memory; empty where it could not be read. */
  readonly bytes: Uint8Array;
  /** Why it cannot be moved, as a sentence part. */
  readonly reason: string;

  constructor(code: RelocationErrorCode, address: number, bytes: Uint8Array, reason: string) {
    const what = bytes.length === 0 ? "" : ` (bytes ${hexBytes(bytes)})`;
    super(`the code at 0x${address.toString(16)}${what} cannot be moved: ${reason}`);
    this.code = code;
    this.address = address;
    this.bytes = bytes;
    this.reason = reason;
  }
}
