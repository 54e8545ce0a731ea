import { readFileSync } from "node:fs";
import { NativeOsError } from "./error.js";
import { requireLinux } from "./linux.js";

/** One mapping of a process's address space. */
export interface MemoryMapping {
  /** First address. */
  start: number;
  /** The address after the last. */
  end: number;
  /** `rwx` with `-` for what is not allowed. */
  protection: string;
  shared: boolean;
  /** Offset in the file, in bytes. */
  offset: number;
  /** `major:minor` of the file's device, in hexadecimal. */
  device: string;
  inode: number;
  /** A file's path, a name in brackets as `[stack]`, or empty. Without the kernel's ` (deleted)`. */
  path: string;
  /** True if the file is gone from its path. */
  deleted: boolean;
}

const LINE = /^([0-9a-f]+)-([0-9a-f]+) ([r-][w-][x-])([sp]) ([0-9a-f]+) ([0-9a-f]+:[0-9a-f]+) (\d+) *(.*)$/;

/**
 * Reads the text of a `/proc/PID/maps`. Ranges beyond 2^53, which is x86-64's `[vsyscall]` only, are left out: a number cannot hold them.
 * Throws a `NativeOsError` with the code `malformed` for a line that is none.
 */
export function parseMemoryMap(text: string): MemoryMapping[] {
  const ranges: MemoryMapping[] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const found = LINE.exec(line);
    if (found === null) {
      throw new NativeOsError({
        code: "malformed",
        call: "parseMemoryMap",
        message: `not a line of a memory map: ${line}`,
      });
    }
    const [, start, end, protection, sharing, offset, device, inode, name] = found as unknown as string[];
    const range = { start: Number.parseInt(start!, 16), end: Number.parseInt(end!, 16) };
    if (range.end > Number.MAX_SAFE_INTEGER) continue;
    const deleted = name!.endsWith(" (deleted)");
    ranges.push({
      ...range,
      protection: protection!,
      shared: sharing === "s",
      offset: Number.parseInt(offset!, 16),
      device: device!,
      inode: Number(inode),
      // The kernel writes a newline in a file's name as \012, and nothing else so.
      path: (deleted ? name!.slice(0, -" (deleted)".length) : name!).replaceAll("\\012", "\n"),
      deleted,
    });
  }
  return ranges;
}

/** The mappings of this process, or of the process `pid`, in the order of their addresses. */
export function memoryMap(pid?: number): MemoryMapping[] {
  requireLinux("memoryMap");
  if (pid !== undefined && !(Number.isInteger(pid) && pid > 0)) {
    throw new NativeOsError({ code: "invalid-argument", call: "memoryMap", message: `${pid} is no process id` });
  }
  try {
    return parseMemoryMap(readFileSync(`/proc/${pid ?? "self"}/maps`, "utf8"));
  } catch (error) {
    if (error instanceof NativeOsError) throw error;
    const { code, errno } = error as NodeJS.ErrnoException;
    throw new NativeOsError({
      code: code === "ENOENT" || code === "ESRCH" ? "no-such-thread" : "not-permitted",
      call: "memoryMap",
      message: `the memory map of process ${pid ?? process.pid}: ${(error as Error).message}`,
      ...(errno === undefined ? {} : { errno: Math.abs(errno) }),
      cause: error,
    });
  }
}
