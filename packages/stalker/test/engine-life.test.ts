import { describe, expect, it } from "vitest";
import { type LifeEvent, Stalker } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";

describe.each(Object.entries(instructionSets))("what a thread does to itself and the program, in %s", (_, flags) => {
  it("is told before it does it", async () => {
    const program = new Program("life.c", ...flags);
    const native = program.native();
    expect(native).toEqual({ text: "child 3, thread 1\n", status: 21 });

    const { target, output } = await program.start();
    const seen: LifeEvent[] = [];
    const stalker = new Stalker(target, { onLifeEvent: (event) => seen.push(event) });
    const thread = target.mainThread;
    stalker.follow(thread, { events: { call: true }, onReceive: () => {} });
    expect(await target.resume()).toEqual({ kind: "exited", status: native.status });
    await output.closed;
    expect(output.stdout).toBe(native.text);
    // The child's and the second thread's ends are not among them: those run unfollowed.
    expect(seen).toEqual([
      { kind: "process", thread },
      { kind: "thread", thread },
      { kind: "exec", thread, path: "/no/such/program" },
      { kind: "exit", thread, status: 21 },
    ]);
  });
});

describe.each(Object.entries(instructionSets))("memory that is unmapped or mapped over, in %s", (_, flags) => {
  it("is told while it is still mapped, after the events of the code in it", async () => {
    const program = new Program("unmap.c", ...flags);
    const { target, output } = await program.start();
    let blocks: number[] = [];
    const seen: { text: string; ran: boolean; mapped: boolean }[] = [];
    const stalker = new Stalker(target, {
      queueDrainInterval: 0,
      onLifeEvent(event) {
        if (event.kind !== "unmap") return;
        const { base, size } = event;
        seen.push({
          text: `${base.toString(16)} ${size.toString(16)}`,
          ran: blocks.includes(base),
          mapped: target.mappings().some((each) => each.base <= base && base < each.base + each.size),
        });
        blocks = [];
      },
    });
    stalker.follow(target.mainThread, {
      events: { block: true },
      onReceive(events) {
        for (const [start] of Stalker.parse(events, { annotate: false })) blocks.push(start as number);
      },
    });
    expect(await target.resume()).toEqual({ kind: "exited", status: program.native().status });
    await output.closed;
    const told = output.stdout.trim().split("\n");
    expect(told.length).toBe(4);
    const ofCode = seen.filter(({ text }) => told.includes(text));
    expect(ofCode.map(({ text }) => text)).toEqual(told);
    expect(ofCode.map(({ ran, mapped }) => ran && mapped)).toEqual([true, true, true, false]);
    // No code has run at the place that memory moves to.
    expect(ofCode.every(({ mapped }) => mapped)).toBe(true);
  });
});

it("events of before a signal that ends the program are delivered while its mappings can be read", async () => {
  const program = new Program("unmap.c", ...instructionSets.A32);
  const { target, output } = await program.start("abort");
  const mapped: boolean[] = [];
  const stalker = new Stalker(target, { queueDrainInterval: 0 });
  stalker.follow(target.mainThread, {
    events: { block: true },
    onReceive: () =>
      mapped.push(target.state === "stopped" && target.mappings().some(({ path }) => path === program.path)),
  });
  expect(await target.resume()).toEqual({ kind: "terminated", signal: 6 });
  await output.closed;
  expect(mapped.length).toBeGreaterThan(0);
  expect(mapped).not.toContain(false);
});
