import { excerpt, GdbRemoteError } from "./error.js";

/** A thread as the stub names it. On Linux the numbers are those of the kernel (of the emulator, for qemu-user). */
export interface ThreadId {
  /** 0 where the stub does not tell processes apart. */
  readonly process: number;
  readonly thread: number;
}

export function isSameThread(one: ThreadId | undefined, other: ThreadId | undefined): boolean {
  return one?.thread === other?.thread && one?.process === other?.process;
}

/** `p1.2a` where the stub tells processes apart, else `2a`. */
export function formatThreadId(id: ThreadId): string {
  const thread = id.thread.toString(16);
  return id.process === 0 ? thread : `p${id.process.toString(16)}.${thread}`;
}

/** @throws {GdbRemoteError} `malformed-reply` */
export function parseThreadId(text: string, packet: string): ThreadId {
  const match = /^(?:p([0-9a-fA-F]{1,13})\.)?([0-9a-fA-F]{1,13})$/.exec(text);
  if (match === null) {
    throw new GdbRemoteError({
      code: "malformed-reply",
      message: `the stub named a thread "${excerpt(text)}"`,
      hint: "the stub does not keep to the protocol; look for a later version of it",
      packet: excerpt(packet),
      reply: excerpt(text),
    });
  }
  return {
    process: match[1] === undefined ? 0 : Number.parseInt(match[1], 16),
    thread: Number.parseInt(match[2]!, 16),
  };
}
