// Threads of one program that stop in the same moment, under Debian's qemu-arm. Not covered: machines where ptrace is not permitted, and reports that
// the stub mixes, which nobody can bring about at will (thread-turns.test.ts has them).
import { readdirSync, readFileSync } from "node:fs";
import { type ArmProgram, ArmPrograms } from "@armstalker/oracles";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { QemuUser, type StopReply, type ThreadStop } from "../src/index.js";

const ROUNDS = 20;
let programs: ArmPrograms;
let pair: ArmProgram;
let loop: ArmProgram;
const started: QemuUser[] = [];

beforeAll(() => {
  programs = new ArmPrograms(new URL("programs/", import.meta.url));
  pair = programs.build("pair.c", "-marm");
  loop = programs.build("loop.S");
});
afterAll(() => programs.remove());
afterEach(() => {
  for (const one of started.splice(0)) one.kill();
});

async function start({ path }: ArmProgram): Promise<QemuUser> {
  const target = await QemuUser.spawn(path, [], { oneProcessor: true });
  started.push(target);
  return target;
}

/** The threads of the emulator that this process holds. */
function held(target: QemuUser): number[] {
  const folder = `/proc/${target.processId}/task`;
  return readdirSync(folder)
    .filter((id) => /^TracerPid:\t[^0]/m.test(readFileSync(`${folder}/${id}/status`, "latin1")))
    .map(Number);
}

/** Everything runs on, the thread that stopped with its signal. */
function goOn(target: QemuUser, { signal, thread }: ThreadStop): Promise<StopReply> {
  target.resume([{ kind: "continue", signal, thread: thread! }, { kind: "continue" }]);
  return target.waitForStop();
}

const isStop = (stop: StopReply): stop is ThreadStop => stop.kind === "stopped";

describe("two threads that are signalled in the same moment", () => {
  it("stop one after the other, and what is read and written is of the one that stopped", async () => {
    const target = await start(pair);
    const mark = pair.symbols.get("mark")!;
    const seen: string[] = [];
    let stop = await target.continue();
    for (; isStop(stop); stop = await goOn(target, stop)) {
      const own = stop.signalName === "SIGUSR1" ? 0x1111 : 0x2222;
      expect(target.readRegister("r4")).toBe(own);
      expect(target.readRegister("r5")).toBe(0);
      expect(target.currentThread()).toEqual(stop.thread);
      const value = Uint8Array.of(seen.length, own & 0xff, 3, 4);
      target.writeMemory(mark, value);
      target.writeRegister("r4", own + 1);
      for (const thread of target.threads()) {
        const r4 = target.readRegister("r4", thread);
        if (thread.thread === stop.thread?.thread) expect(r4).toBe(own + 1);
        else expect(r4).not.toBe(own + 1);
      }
      target.writeRegister("r4", own);
      expect([...target.readMemory(mark, 4)]).toEqual([...value]);
      seen.push(stop.signalName);
    }
    expect(stop).toMatchObject({ kind: "exited", status: ROUNDS });
    expect(seen).toHaveLength(2 * ROUNDS);
    for (let round = 0; round < ROUNDS; round++) {
      expect(seen.slice(2 * round, 2 * round + 2).sort()).toEqual(["SIGUSR1", "SIGUSR2"]);
    }
    expect(await target.exited).toEqual({ code: ROUNDS, signal: null });
  });

  it("are held while the other one is stopped, and not while the program runs", async () => {
    const target = await start(pair);
    const stop = await target.continue();
    if (!isStop(stop)) throw new Error(`it ${stop.kind}`);
    expect(held(target)).toContain(target.processId);
    expect(held(target)).not.toContain(stop.thread?.thread);
    const next = await goOn(target, stop);
    expect(next).toMatchObject({ kind: "stopped", signalName: stop.signalName === "SIGUSR1" ? "SIGUSR2" : "SIGUSR1" });
  });
});

it("one processor is what the emulator gets if it is asked for", async () => {
  const target = await start(loop);
  const status = readFileSync(`/proc/${target.processId}/status`, "latin1");
  expect(/^Cpus_allowed_list:\t(.*)$/m.exec(status)?.[1]).toMatch(/^\d+$/);
});

it("a program of one thread is never held", async () => {
  const target = await start(loop);
  expect(held(target)).toEqual([]);
  target.step();
  expect(held(target)).toEqual([]);
  target.resume();
  expect(held(target)).toEqual([]);
  target.interrupt();
  await target.waitForStop();
  expect(held(target)).toEqual([]);
});
