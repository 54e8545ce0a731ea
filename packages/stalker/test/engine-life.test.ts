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
    expect(output.text).toBe(native.text);
    // The child's and the second thread's ends are not among them: those run unfollowed.
    expect(seen).toEqual([
      { kind: "process", thread },
      { kind: "thread", thread },
      { kind: "exec", thread, path: "/no/such/program" },
      { kind: "exit", thread, status: 21 },
    ]);
  });
});
