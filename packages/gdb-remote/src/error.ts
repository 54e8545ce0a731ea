import { ArmstalkerError, type ArmstalkerErrorFields, hasCodeOf } from "@armstalker/errors";

/** The kinds of errors, for programs. The README has a table of what to do. */
export type GdbRemoteErrorCode =
  | "bad-checksum"
  | "closed"
  | "connect-failed"
  | "exited"
  | "garbage"
  | "hang-up"
  | "invalid-argument"
  | "limit-exceeded"
  | "malformed-reply"
  | "memory-fault"
  | "not-running"
  | "oversized-packet"
  | "running"
  | "spawn-failed"
  | "target-error"
  | "timeout"
  | "truncated-packet"
  | "unavailable"
  | "unexpected-reply"
  | "unexpected-stop"
  | "unknown-register"
  | "unsupported";

/** The parts of a {@link GdbRemoteError}. */
export interface GdbRemoteErrorFields extends ArmstalkerErrorFields {
  readonly code: GdbRemoteErrorCode;
  readonly packet?: string;
  readonly reply?: string;
  readonly targetError?: string;
  readonly address?: number;
}

/** Everything that this package refuses, and everything that a stub refused it or did wrong. */
export class GdbRemoteError extends ArmstalkerError<GdbRemoteErrorFields> {
  override readonly name: string = "GdbRemoteError";
  /** The packet that was sent, as text without framing, cut where it is long. */
  declare readonly packet?: string;
  /** The reply, as text without framing, cut where it is long. */
  declare readonly reply?: string;
  /** The stub's reason: `14` for a reply of `E14`, or the text after `E.`, cut where it is very long. The numbers are the stub's own. */
  declare readonly targetError?: string;
  /** The address in the target's memory, for `memory-fault`. */
  declare readonly address?: number;

  constructor(fields: GdbRemoteErrorFields) {
    const { message, hint, packet, reply, targetError } = fields;
    super({
      ...fields,
      message: `${shortened(message)}${packet === undefined ? "" : ` (packet: ${shortened(packet)})`}`,
      hint: shortened(hint),
      ...(packet === undefined ? {} : { packet: shortened(packet) }),
      ...(reply === undefined ? {} : { reply: shortened(reply) }),
      ...(targetError === undefined ? {} : { targetError: shortened(targetError) }),
    });
  }
}

/** True for a GdbRemoteError with this code, whichever build of the package (ESM or CommonJS) made it. */
export function hasCode(error: unknown, code: GdbRemoteErrorCode): error is GdbRemoteError {
  return hasCodeOf(error, "GdbRemoteError", code);
}

export function invalidArgument(message: string, hint: string): GdbRemoteError {
  return new GdbRemoteError({ code: "invalid-argument", message, hint });
}

const LONGEST_EXCERPT = 100;
/** Characters of a part of a message: a stub's words and a caller's arguments stand in them, too. */
const LONGEST_PART = 1000;

function shortened(text: string): string {
  return text.length <= LONGEST_PART ? text : `${text.slice(0, LONGEST_PART)}… (${text.length} characters)`;
}

/** Bytes as text for a message: one line, nothing unprintable, cut where it is long. */
export function excerpt(bytes: Uint8Array | string): string {
  const latin = typeof bytes === "string" ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text =
    typeof latin === "string" ? latin.slice(0, LONGEST_EXCERPT) : latin.toString("latin1", 0, LONGEST_EXCERPT);
  const printable = text.replace(/[^ -~]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return latin.length > LONGEST_EXCERPT ? `${printable}… (${latin.length} bytes)` : printable;
}
