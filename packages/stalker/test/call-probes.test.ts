import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { type CallDetails, Stalker } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { runTo } from "./engine/running.js";
import { build, sysroot } from "./programs/sysroot.js";
import { targetKind } from "./target-kind.js";

// What is not covered: probes of several followed threads, as the stub of qemu-arm reports but one.

const TURNS = 40;

describe.each(Object.entries(instructionSets))("call probes of a program in %s", (_, flags) => {
  const program = new Program("probed.c", ...flags);
  const [six, enters, falls] = ["six", "enters", "falls"].map((name) => program.address(name)) as [
    number,
    number,
    number,
  ];
  afterEach(() => program.end());

  /** Follows the program from `main` on, to its end. */
  async function run(
    prepare: (stalker: Stalker) => void,
    { trustThreshold = 1, events = false }: { readonly trustThreshold?: number; readonly events?: boolean } = {},
  ): Promise<{ text: string; errors: string[] }> {
    const { target, output } = await program.start(String(TURNS));
    const errors: string[] = [];
    const stalker = new Stalker(target, { trustThreshold, onError: ({ message }) => errors.push(message) });
    await runTo(target, program.address("main"));
    prepare(stalker);
    stalker.follow(target.mainThread, events ? { events: { call: true, exec: true }, onReceive: () => {} } : {});
    expect(await target.resume()).toEqual({ kind: "exited", status: 23 });
    await output.closed;
    return { text: output.stdout, errors };
  }

  const plain = (): string => program.native(String(TURNS)).text;

  it.each([{ trustThreshold: 1 }, { trustThreshold: -1, events: true }])(
    "are told of registers and stack in the order in which they were added, with %o",
    async (settings) => {
      const seen: string[] = [];
      const look =
        (name: string) =>
        (details: CallDetails): void => {
          expect(details.targetAddress).toBe(six);
          expect(details.context.pc).toBe((six & ~1) >>> 0);
          expect(details.returnAddress).toBe(details.context.lr);
          expect(details.stackAddress).toBe(details.context.sp);
          expect(program.range("main").base).toBeLessThan(details.returnAddress);
          seen.push(`${name} ${[0, 1, 2, 3, 4, 5].map((index) => details.argument(index))}`);
        };
      const { text, errors } = await run((stalker) => {
        const ids = ["a", "b", "c"].map((name) => stalker.addCallProbe(six, look(name)));
        expect(new Set(ids).size).toBe(3);
        stalker.removeCallProbe(ids[1]!);
        expect(() => stalker.removeCallProbe(ids[1]!)).toThrow(expect.objectContaining({ code: "invalid-argument" }));
      }, settings);
      expect({ text, errors }).toEqual({ text: plain(), errors: [] });
      const turns = Array.from({ length: TURNS }, (_, turn) => [`${turn},2,3,4,5,6`, `${turn},7,8,9,10,11`]).flat();
      expect(seen).toEqual(turns.flatMap((args) => [`a ${args}`, `c ${args}`]));
    },
  );

  it("change arguments in registers and on the stack, each seeing what the one before did", async () => {
    const { text, errors } = await run((stalker) => {
      stalker.addCallProbe(six, ({ context }) => (context.r0 += 100));
      stalker.addCallProbe(six, (details) => {
        details.setArgument(0, details.argument(0) + 23);
        details.setArgument(4, details.argument(4) + 7);
        expect(details.context.memory.readU32(details.stackAddress)).toBe(details.argument(4));
      });
    });
    expect({ text, errors }).toEqual({ text: program.native(String(TURNS), "123", "7").text, errors: [] });
  });

  it("are not called where control falls into a function, and probes of instructions are", async () => {
    for (const events of [false, true]) {
      const counts = { entered: 0, fallen: 0, executed: 0 };
      const { text, errors } = await run(
        (stalker) => {
          stalker.addCallProbe(enters, () => counts.entered++);
          stalker.addCallProbe(falls, () => counts.fallen++);
          stalker.addInstructionProbe(falls, () => counts.executed++);
        },
        { events },
      );
      expect({ text, errors }).toEqual({ text: plain(), errors: [] });
      expect(counts).toEqual({ entered: TURNS, fallen: TURNS, executed: 2 * TURNS });
    }
  });

  it("come and go while the program runs, from other probes and from themselves", async () => {
    const hits: string[] = [];
    let [last, count, changes] = [0, 0, 0];
    const { text, errors } = await run((stalker) => {
      const own = stalker.addCallProbe(six, () => {
        hits.push("own");
        // The code was compiled, and has run.
        if (hits.length === 3) stalker.removeCallProbe(own);
      });
      stalker.addCallProbe(enters, () => {
        if (++count % 10 !== 0) return;
        if (count % 20 === 10) last = stalker.addCallProbe(six, () => changes++);
        else stalker.removeCallProbe(last);
      });
    });
    expect({ text, errors }).toEqual({ text: plain(), errors: [] });
    expect(hits).toEqual(["own", "own", "own"]);
    // Put in turns 10 and 30, taken in 20 and 40, behind both calls: two calls for each turn.
    expect(changes).toBe(40);
  });

  it("that throw are told of, and keep neither the others nor the program from going on", async () => {
    let others = 0;
    const { text, errors } = await run((stalker) => {
      stalker.addCallProbe(six, () => {
        throw new Error("a probe's mistake");
      });
      stalker.addCallProbe(six, () => others++);
    });
    expect({ text, others }).toEqual({ text: plain(), others: 2 * TURNS });
    expect(errors).toEqual(Array(2 * TURNS).fill("a probe's mistake"));
  });

  it("send control elsewhere", async () => {
    const { text, errors } = await run((stalker) => {
      // To the other function, as if it had been called.
      stalker.addCallProbe(enters, ({ context }) => (context.pc = falls));
    });
    const other = (Array.from({ length: TURNS }, (_, turn) => 2 * (turn + 2) + 5) as number[]).reduce((a, b) => a + b);
    expect({ text, errors }).toEqual({ text: `${plain().split(" ")[0]} ${other}\n`, errors: [] });
  });

  it("are called at stubs of the PLT, before they are bound and after", async () => {
    const path = build({ source: "../../engine/sources/probed.c", flags: ["-no-pie", "-Wl,-z,lazy", ...flags] });
    const listing = execFileSync("arm-linux-gnueabihf-objdump", ["-d", "-j", ".plt", path], { encoding: "latin1" });
    const stub = Number.parseInt(/^([0-9a-f]+) <(?:atoi|strtol)@plt>:/m.exec(listing)![1]!, 16);
    // What comes before a stub for callers in T32 is T32 itself.
    const isThumb = / <(?:atoi|strtol)@plt>:\n[^\n]*\tbx\tpc/.test(listing);
    const { target, end } = await targetKind.start(path, { args: [String(TURNS)], sysroot: sysroot() });
    try {
      const errors: Error[] = [];
      const stalker = new Stalker(target, { onError: (error) => errors.push(error) });
      const seen: string[] = [];
      stalker.addCallProbe(stub + (isThumb ? 1 : 0), ({ context }) =>
        seen.push(context.memory.readUtf8String(context.r0)),
      );
      stalker.follow();
      expect(await target.resume()).toEqual({ kind: "exited", status: 23 });
      expect(errors).toEqual([]);
      expect(seen).toEqual([String(TURNS), ...Array(TURNS).fill("5")]);
    } finally {
      await end();
    }
  });
});
