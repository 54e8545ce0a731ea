import { excerpt, GdbRemoteError, invalidArgument } from "./error.js";

/** A thread as the stub names it. On Linux the numbers are those of the kernel (of the emulator, for qemu-user). */
export interface ThreadId {
  /** 0 where the stub does not tell processes apart. */
  readonly process: number;
  /** Up to 64 bits, unsigned: a bigint from 2^53 on. 0 is {@link NAMELESS_THREAD}. */
  readonly thread: number | bigint;
}

/** The thread of a stub that knows no threads. The protocol's number for it, 0, means any thread. */
export const NAMELESS_THREAD: ThreadId = { process: 0, thread: 0 };

const LONGEST_DIGITS = 16;
const THREAD_PATTERN = /^(?:p([0-9a-fA-F]+)\.)?([0-9a-fA-F]+)$/;

export function isSameThread(one: ThreadId | undefined, other: ThreadId | undefined): boolean {
  return one?.thread === other?.thread && one?.process === other?.process;
}

/** `p1.2a` where the stub tells processes apart, else `2a`. @throws {GdbRemoteError} `invalid-argument` */
export function formatThreadId(id: ThreadId): string {
  const process: unknown = id?.process;
  const thread: unknown = id?.thread;
  if (!isProcess(process) || !isThread(thread)) {
    throw invalidArgument(
      "a thread has no such id",
      "give { process, thread } as threads() returns them: whole numbers of zero or more",
    );
  }
  return process === 0 ? thread.toString(16) : `p${process.toString(16)}.${thread.toString(16)}`;
}

/** @throws {GdbRemoteError} `malformed-reply` for more than 64 bits of a thread, or 53 of a process. */
export function parseThreadId(text: string, packet: string): ThreadId {
  const match = text.length > 2 * LONGEST_DIGITS + 2 ? null : THREAD_PATTERN.exec(text);
  const process = match?.[1] === undefined ? 0 : parseId(match[1]);
  const thread = match === null ? undefined : parseId(match[2]!);
  if (typeof process !== "number" || thread === undefined) {
    throw new GdbRemoteError({
      code: "malformed-reply",
      message: `the stub named a thread "${excerpt(text)}"`,
      hint: "the stub does not keep to the protocol; look for a later version of it",
      packet: excerpt(packet),
      reply: excerpt(text),
    });
  }
  return { process, thread };
}

function parseId(digits: string): number | bigint | undefined {
  if (digits.length > LONGEST_DIGITS) return undefined;
  const value = Number.parseInt(digits, 16);
  return Number.isSafeInteger(value) ? value : BigInt(`0x${digits}`);
}

function isProcess(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isThread(value: unknown): value is number | bigint {
  return typeof value === "bigint" ? value >= 0n && value < 1n << 64n : isProcess(value);
}
