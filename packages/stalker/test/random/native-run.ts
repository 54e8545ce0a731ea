import { spawn } from "node:child_process";
import { createReadStream, rmSync } from "node:fs";
import { constants } from "node:os";
import type { Readable } from "node:stream";
import { Numbers } from "./numbers.js";
import { OutputFile } from "./output-file.js";

/** What a bed did. */
export interface BedRun {
  /** What it wrote. */
  readonly output: Buffer;
  /** Its exit status, or the signal that ended it. */
  readonly end: string;
}

/** What the emulator says of each instruction that it came to. */
export interface NativeRun extends BedRun {
  /** Addresses, with bit 0 for T32. */
  readonly locations: Uint32Array;
  /** CPSR before each: flags and ITSTATE. */
  readonly statuses: Uint32Array;
}

/**
 * Runs a bed under plain `qemu-arm`, one instruction per translation block, and reads the emulator's own log of what it executed: for
 * each block a line with its address, and the registers.
 */
export async function runNatively(path: string): Promise<NativeRun> {
  const log = `${path}.log`;
  const options = ["-singlestep", "-d", "exec,cpu,nochain", "-D", log];
  const output = new OutputFile(path);
  const child = spawn("qemu-arm", [...options, path], { stdio: ["ignore", output.descriptor, "ignore"] });
  const ended = new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) =>
      resolve(signal === null ? String(status) : `signal ${constants.signals[signal]}`),
    );
  });
  try {
    const end = await ended;
    const trace = await readLog(createReadStream(log, { highWaterMark: 1 << 20 }));
    return { ...trace, output: output.read(), end };
  } finally {
    output.remove();
    rmSync(log, { force: true });
  }
}

const CORE_START = "R15=";
/** `R15=00020018`, a line's end, `PSR=60001430`. */
const CORE_SIZE = 25;
const PSR_OFFSET = 17;

async function readLog(log: Readable): Promise<{ locations: Uint32Array; statuses: Uint32Array }> {
  const locations = new Numbers();
  const statuses = new Numbers();
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of log) {
    const text = Buffer.concat([rest, chunk as Buffer]);
    // A block that was logged and then not executed: without threads and signals there is none.
    if (text.includes("Stopped execution")) throw new Error("the emulator's log has a block that was not executed");
    let at = 0;
    for (;;) {
      const start = text.indexOf(CORE_START, at, "latin1");
      if (start < 0 || start + CORE_SIZE > text.length) break;
      const pc = hexadecimal(text, start + CORE_START.length);
      const psr = hexadecimal(text, start + PSR_OFFSET);
      locations.push((pc | ((psr >>> 5) & 1)) >>> 0);
      statuses.push(psr);
      at = start + CORE_SIZE;
    }
    rest = text.subarray(at);
  }
  return { locations: locations.values, statuses: statuses.values };
}

function hexadecimal(text: Buffer, at: number): number {
  let value = 0;
  for (let end = at + 8; at < end; at++) {
    const digit = text[at]!;
    value = (value << 4) | (digit <= 0x39 ? digit - 0x30 : digit - 0x57);
  }
  return value >>> 0;
}
