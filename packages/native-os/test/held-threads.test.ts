import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { HeldThreads, memoryMap, NativeOsError } from "@armstalker/native-os";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

// A child of child_process with many threads: Node itself. Not covered: machines where ptrace is not permitted.

const SCRIPT = `
  process.on("SIGUSR2", () => console.log("got it"));
  process.on("SIGTERM", () => process.exit(7));
  setInterval(() => {}, 1000);
  console.log("ready");
`;

let child: ChildProcess;
let threads: HeldThreads;

beforeEach(async () => {
  child = spawn(process.execPath, ["-e", SCRIPT], { stdio: ["ignore", "pipe", "inherit"] });
  expect(await line()).toBe("ready");
  threads = new HeldThreads(child.pid!);
});
afterEach(() => {
  child.kill("SIGKILL");
  threads.releaseAll();
});

async function line(): Promise<string> {
  const [text] = await once(child.stdout!, "data");
  return String(text).trim();
}

function status(id: number, name: string): string {
  const text = readFileSync(`/proc/${child.pid}/task/${id}/status`, "latin1");
  return new RegExp(`^${name}:\\s*(\\S+)`, "m").exec(text)?.[1] ?? "";
}

/** As the kernel tells. */
const traced = (): number[] =>
  readdirSync(`/proc/${child.pid}/task`)
    .map(Number)
    .filter((id) => status(id, "TracerPid") === String(process.pid));

const sorted = (ids: readonly number[]): number[] => [...ids].sort((one, other) => one - other);

describe.runIf(process.arch === "x64" || process.arch === "arm64")("held threads", () => {
  test("are all threads of the process, until they are let go", () => {
    const all = readdirSync(`/proc/${child.pid}/task`).map(Number);
    expect(all.length).toBeGreaterThan(3);
    expect(sorted(threads.all)).toEqual(sorted(all));
    expect(threads.threadCount).toBe(all.length);
    for (let round = 0; round < 20; round++) {
      threads.holdAllBut();
      expect(sorted(threads.ids)).toEqual(sorted(all));
      expect(sorted(traced())).toEqual(sorted(all));
      for (const id of all) expect(status(id, "State")).toBe("t");
      threads.releaseAll();
      expect(threads.ids).toEqual([]);
      expect(traced()).toEqual([]);
    }
  });

  test("are all but those that are exempt, and one can be let go alone", () => {
    const [first, second] = sorted(threads.all) as [number, number];
    threads.holdAllBut();
    threads.holdAllBut([first]);
    expect(sorted(traced())).toEqual(sorted(threads.all.filter((id) => id !== first)));
    threads.release(second);
    threads.release(second);
    expect(sorted(traced())).toEqual(sorted(threads.all.filter((id) => id !== first && id !== second)));
  });

  test("execute somewhere in the process's code", () => {
    threads.holdAllBut();
    const code = memoryMap(child.pid).filter(({ protection }) => protection.endsWith("x"));
    for (const id of threads.ids) {
      const at = threads.programCounter(id)!;
      expect(code.some(({ start, end }) => at >= start && at < end)).toBe(true);
    }
    expect(threads.programCounter(0x3ffffff)).toBeUndefined();
  });

  test("get their signals once they are let go, and nobody notices more", async () => {
    for (let round = 0; round < 20; round++) {
      // Before, between and while: it may come as the thread stops.
      if (round % 3 === 0) child.kill("SIGUSR2");
      threads.holdAllBut();
      if (round % 3 === 1) child.kill("SIGUSR2");
      const got = line();
      threads.releaseAll();
      if (round % 3 === 2) child.kill("SIGUSR2");
      expect(await got).toBe("got it");
    }
    child.kill("SIGTERM");
    threads.holdAllBut();
    threads.releaseAll();
    expect(await once(child, "exit")).toEqual([7, null]);
    expect(threads.threadCount).toBe(0);
    expect(threads.all).toEqual([]);
    threads.holdAllBut();
    expect(threads.ids).toEqual([]);
  });

  test("can be killed, and whoever started the process learns of its end", async () => {
    threads.holdAllBut();
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    threads.releaseAll();
    expect(await exit).toEqual([null, "SIGKILL"]);
  });

  test("are not those that somebody else traces", () => {
    threads.holdAllBut();
    const others = new HeldThreads(child.pid!);
    expect(() => others.holdAllBut()).toThrow(NativeOsError);
    expect(() => others.holdAllBut()).toThrow(expect.objectContaining({ code: "not-permitted" }));
    expect(others.ids).toEqual([]);
  });
});
