import {
  type CallArgument,
  type CodeWriterOptions,
  type CoreRegisterName,
  type InstructionWriter,
  WriterError,
} from "@armstalker/isa";
import { ArmRunner, assemble, type InstructionSet, type RunState } from "@armstalker/oracles";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

export { type AssemblerUnderTest, describeAssembler } from "./assembler.js";
export {
  describeRegisterLists,
  namesOf,
  pairsOf,
  type RegisterListMethod,
  type RegisterListOptions,
} from "./register-lists.js";
export { describeVectors, type VectorSuiteOptions, type VectorsUnderTest } from "./vectors.js";

/** A writer of either instruction set, as far as the suite uses it. */
export type WriterUnderTest = InstructionWriter<unknown> & {
  putBLabel(label: string): void;
  putBCondLabel(cc: "eq" | "ne", label: string): void;
  putBreakpoint(): void;
};

/** How the suite makes the writer of a package. */
export interface WriterSuiteOptions {
  readonly set: InstructionSet;
  /** `m` for a writer for cores of the M profile: they have no A32 code, and the smallest have no branches that reach far. */
  readonly profile?: "a" | "m";
  create(options?: CodeWriterOptions): WriterUnderTest;
}

const code = 0x100000;
const near = 0x200000;
const far = 0x20000000;
const data = 0x400000;
const stackTop = 0x610000;
const seed = Number(process.env.ARMSTALKER_SEED ?? 20261120);

function gnu(set: InstructionSet, statements: readonly string[]): Uint8Array {
  const [result] = assemble("gnu", set, [statements.join(";")]);
  if (result?.error !== undefined) throw new Error(`${statements.join("; ")}: ${result.error}`);
  return result!.bytes;
}

const loadConstant = (register: string, value: number): string[] => [
  `movw ${register}, #${value & 0xffff}`,
  `movt ${register}, #${value >>> 16}`,
];

/** Stores its first eight arguments, sp and the flags at `data`, destroys what a function may destroy, and returns. */
const callee = [
  ...loadConstant("r12", data),
  ...["r0", "r1", "r2", "r3"].map((register, index) => `str ${register}, [r12, #${4 * index}]`),
  ...[0, 1, 2, 3].flatMap((index) => [`ldr r0, [sp, #${4 * index}]`, `str r0, [r12, #${16 + 4 * index}]`]),
  "mov r0, sp",
  "str r0, [r12, #32]",
  "mrs r1, apsr",
  "str r1, [r12, #36]",
  ...["r1", "r2", "r3", "r12"].flatMap((register) => loadConstant(register, 0xdeadbeef)),
  "bx lr",
];

/** Where the callee stands: at each place in A32, and behind it in T32. */
const callees = [near, far].flatMap((place) => [place, place + 0x101]);

/** A runner with memory for code near and far, data and a stack, and the callee in both sets at both places. */
function makeRunner(): ArmRunner {
  const runner = new ArmRunner();
  for (const place of [near, far]) {
    runner.map(place, 0x1000, "rx");
    runner.write(place, gnu("a32", callee));
    runner.write(place + 0x100, gnu("t32", callee));
  }
  runner.map(code, 0x80000, "rx");
  runner.map(data, 0x1000, "rw");
  runner.map(stackTop - 0x10000, 0x20000, "rw");
  return runner;
}

const preserved = [4, 5, 6, 7, 8, 9, 10, 11, 13] as const;
const flags = 0xa80a0000;
const names: readonly CoreRegisterName[] = [
  ...(["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "sp", "lr"] as const),
];
const initial = names.map((_, index) => (index === 13 ? stackTop : (0x11111111 * index + 0x01234567) >>> 0));

const callIn = (profile: "a" | "m") =>
  fc.record({
    args: fc.array(
      fc.oneof(
        {
          weight: 3,
          arbitrary: fc.constantFrom<CallArgument>(...names.filter((each) => profile === "a" || each !== "sp")),
        },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 ** 32 - 1 }) },
      ),
      { maxLength: 8 },
    ),
    address: fc.constantFrom(...callees.filter((each) => profile === "a" || each % 2 === 1)),
    through: fc.option(fc.constantFrom(...names.filter((each) => each !== "sp"))),
  });

/** What every writer must do: calls, literal pools, labels, far branches, units; run on an emulated CPU. */
export function describeWriter(name: string, { set, profile = "a", create }: WriterSuiteOptions): void {
  const entry = (address: number): number => (set === "t32" ? address | 1 : address);
  const exit = set === "t32" ? ArmRunner.exitT32 : ArmRunner.exitA32;

  /** Writes code that ends by leaving the run. */
  function write(pc: number, body: (writer: WriterUnderTest) => void): Uint8Array {
    const writer = create({ pc });
    body(writer);
    writer.putBranchAddress(exit);
    writer.flush();
    return writer.toBytes().slice();
  }

  /** r0 after running code that starts with r0 = 0. */
  function run(body: (writer: WriterUnderTest) => void, state: Partial<RunState> = {}): number {
    const runner = makeRunner();
    runner.write(code, write(code, body));
    const handle = runner.run({ pc: entry(code), sp: stackTop, ...state });
    const result = runner.execute().run(handle);
    expect(result.exit).toBe("returned");
    expect(result.instructionSet).toBe(set);
    return result.r[0]!;
  }

  describe(`${name}: calls`, () => {
    it("pass 0 to 8 arguments, registers in any order, to A32 and T32 functions near and far", () => {
      const runner = makeRunner();
      let at = code;
      const made = fc.sample(callIn(profile), { numRuns: 1500, seed }).map(({ args, address, through }) => {
        const bytes = write(at, (writer) => {
          if (through === null) writer.putCallAddressWithArguments(address, args);
          else writer.putCallRegWithArguments(through, args);
        });
        runner.write(at, bytes);
        const r = initial.map((value, index) => (names[index] === through ? address : value));
        const handles = { run: runner.run({ pc: entry(at), r, cpsr: flags }), stored: runner.read(data, 40) };
        at += (bytes.length + 3) & ~3;
        return { ...handles, r, what: `call(${args.join(", ")}) through ${through ?? address}, seed ${seed}`, args };
      });
      const results = runner.execute();
      for (const { run: handle, stored, r, what, args } of made) {
        const result = results.run(handle);
        const words = new Uint32Array(results.read(stored).slice().buffer);
        const values = args.map((each) =>
          typeof each === "number" ? each : r[names.indexOf(each as CoreRegisterName)],
        );
        expect(result.exit, what).toBe("returned");
        expect([...words.subarray(0, values.length)], what).toEqual(values);
        expect(words[8]! % 8, `sp in ${what}`).toBe(0);
        expect((words[9]! & 0xf80f0000) >>> 0, `flags in ${what}`).toBe(flags);
        for (const register of preserved) expect(result.r[register], `r${register} after ${what}`).toBe(r[register]);
      }
    });

    it("leave out moves that are not needed", () => {
      const size = (body: (writer: WriterUnderTest) => void): number => {
        const writer = create({ pc: code });
        body(writer);
        return writer.offset;
      };
      const blx = size((writer) => writer.putBlxReg("r9"));
      const move = size((writer) => writer.putMovRegReg("r0", "r4"));
      // The function in r9 is where no argument goes; in r1, where one does; in r0, where it is itself the argument.
      expect(size((writer) => writer.putCallRegWithArguments("r9", ["r0", "r4"]))).toBe(move + blx);
      expect(size((writer) => writer.putCallRegWithArguments("r1", ["r0", "r4"]))).toBe(2 * move + blx);
      expect(size((writer) => writer.putCallRegWithArguments("r0", ["r0", "r1"]))).toBe(blx);
      // The function in lr is lost where lr breaks a cycle of moves, and only there.
      expect(size((writer) => writer.putCallRegWithArguments("lr", ["r4", "r5"]))).toBe(2 * move + blx);
      expect(size((writer) => writer.putCallRegWithArguments("lr", ["r1", "r0"]))).toBe(4 * move + blx);
      expect(size((writer) => writer.putCallRegWithArguments("ip", ["r1"]))).toBe(move + blx);
    });

    it("refuse pc as an argument and sp as a function, and put nothing", () => {
      const writer = create({ pc: code });
      expect(() => writer.putCallAddressWithArguments(near, [1, "pc"])).toThrow(WriterError);
      expect(() => writer.putCallRegWithArguments("sp", [])).toThrow(WriterError);
      expect(() => writer.putCallAddressWithArguments(near, [1, 2, 3, 4, 2 ** 32])).toThrow(/argument 4/);
      expect(writer.offset).toBe(0);
      writer.flush();
      expect(writer.offset).toBe(0);
    });
  });

  describe(`${name}: literal pools`, () => {
    it.each([1, 4, 64])("stay in reach over %i KiB of code, whatever is loaded", (kibibytes) => {
      let expected = 0;
      let pools = 0;
      const sum = run((writer) => {
        for (let count = 0; writer.offset < kibibytes * 1024; count++) {
          const value = Math.imul(count + 1, 0x9e3779b1) >>> 0;
          const before = writer.offset;
          const register = names[1 + (count % 12)]!;
          writer.putLdrRegU32(register, value);
          writer.putAddRegRegReg("r0", "r0", register);
          if (writer.offset - before > 12) pools++;
          expected = (expected + value) >>> 0;
        }
      });
      expect(sum).toBe(expected);
      // At least one pool in each 8 KiB, which is more than any load reaches.
      expect(pools).toBeGreaterThanOrEqual(Math.floor(kibibytes / 8));
    });

    it("hold equal literals once", () => {
      const length = (values: readonly number[]): number => {
        const writer = create({ pc: code });
        for (const value of values) writer.putLdrRegU32("r0", value);
        writer.flush();
        return writer.offset;
      };
      expect(length([1, 2, 1, 2])).toBe(length([1, 1, 1, 2]));
      expect(length([1, 2, 3, 4])).toBe(length([1, 1, 1, 1]) + 12);
    });

    it("are not put within code of an exact size", () => {
      for (let lead = 900; lead < 1100; lead += 2 + 2 * Number(set === "a32")) {
        const writer = create({ pc: code });
        writer.putLdrRegU32("r0", 0x12345678);
        writer.skip(lead);
        let start = 0;
        writer.putExactly(set === "a32" ? 64 : 32, () => {
          start = writer.offset;
          for (let count = 0; count < 16; count++) writer.putNop();
          expect(writer.offset - start).toBe(set === "a32" ? 64 : 32);
        });
      }
    });

    it("refuse a scope that is longer than a literal's reach, and leave the writer as it was", () => {
      const writer = create({ pc: code });
      expect(() =>
        writer.putExactly(8000, () => {
          writer.putLdrRegU32("r0", 0x12345678);
          for (let left = 8000; left > 0; left -= 4) writer.putMovRegCpsr("r1");
        }),
      ).toThrow(expect.objectContaining({ code: "literal-out-of-reach" }));
      expect(writer.offset).toBe(0);
      writer.flush();
      expect(writer.offset).toBe(0);
    });
  });

  describe(`${name}: labels`, () => {
    it("are reached forward and backward, any number of times", () => {
      // r0 counts the visits of "loop"; r1 counts down from 5.
      const visits = run(
        (writer) => {
          writer.putBLabel("start");
          writer.putLabel("done");
          writer.putBLabel("end");
          writer.putLabel("start");
          writer.putLdrRegU32("r2", 1);
          writer.putLabel("loop");
          writer.putAddRegRegReg("r0", "r0", "r2");
          writer.putSubRegRegReg("r1", "r1", "r2");
          writer.putCmpRegImm("r1", 0);
          writer.putBCondLabel("ne", "loop");
          writer.putBCondLabel("eq", "done");
          writer.putBreakpoint();
          writer.putLabel("end");
        },
        { r: [0, 5] },
      );
      expect(visits).toBe(5);
    });

    it("are called", () => {
      const result = run(
        (writer) => {
          writer.putBlLabel("double");
          writer.putBlLabel("double");
          writer.putBLabel("end");
          writer.putLabel("double");
          writer.putAddRegRegReg("r0", "r0", "r0");
          writer.putBxReg("lr");
          writer.putLabel("end");
        },
        { r: [3] },
      );
      expect(result).toBe(12);
    });

    it("that are missing are reported by flush, with the place that refers to them", () => {
      const writer = create({ pc: code });
      writer.putNop();
      const from = writer.pc;
      writer.putBLabel("nowhere");
      const offset = writer.offset;
      expect(() => writer.flush()).toThrow(
        expect.objectContaining({ code: "undefined-label", label: "nowhere", from }),
      );
      expect(writer.offset).toBe(offset);
      writer.putLabel("nowhere");
      writer.flush();
    });

    it("are put once", () => {
      const writer = create();
      writer.putLabel("a");
      expect(() => writer.putLabel("a")).toThrow(expect.objectContaining({ code: "duplicate-label", label: "a" }));
    });

    it("are resolved early by commitLabel", () => {
      const late = create({ pc: code });
      const early = create({ pc: code });
      for (const writer of [late, early]) {
        writer.putBLabel("a");
        for (let count = 0; count < 4; count++) writer.putNop();
        writer.putLabel("a");
      }
      const unresolved = early.toBytes().slice();
      expect(early.commitLabel("a")).toBe(true);
      expect(early.commitLabel("a")).toBe(false);
      late.flush();
      expect(early.toBytes()).toEqual(late.toBytes());
      expect(early.toBytes()).not.toEqual(unresolved);
    });
  });

  describe(`${name}: branches to addresses`, () => {
    it("get there and change no register, near and far", () => {
      for (const place of [near + 0x800, far + 0x800]) {
        const runner = makeRunner();
        const writer = create({ pc: code });
        writer.putBranchAddress(entry(place));
        writer.flush();
        runner.write(code, writer.toBytes());
        runner.write(place, gnu(set, ["b ."]));
        const handle = runner.run({ pc: entry(code), r: initial, cpsr: flags, stop: entry(place) });
        const result = runner.execute().run(handle);
        expect(result).toMatchObject({ exit: "stopped", instructionSet: set, cpsr: flags });
        expect([...result.r]).toEqual([...initial, place]);
      }
    });

    it.skipIf(profile === "m")("are told apart by canBranchDirectlyBetween", () => {
      const writer = create({ pc: code });
      expect(writer.canBranchDirectlyBetween(code, entry(near))).toBe(true);
      expect(writer.canBranchDirectlyBetween(code, entry(far))).toBe(false);
      const reach = set === "a32" ? 0x2000000 : 0x1000000;
      const ahead = set === "a32" ? 8 : 4;
      const step = set === "a32" ? 4 : 2;
      const from = 0x40000000;
      expect(writer.canBranchDirectlyBetween(from, from + ahead + reach - step)).toBe(true);
      expect(writer.canBranchDirectlyBetween(from, from + ahead + reach)).toBe(false);
      expect(writer.canBranchDirectlyBetween(from, from + ahead - reach)).toBe(true);
      expect(writer.canBranchDirectlyBetween(from, from + ahead - reach - step)).toBe(false);
    });

    it.skipIf(profile === "m")("out of reach are refused with the addresses", () => {
      const writer = create({ pc: code });
      for (const put of [() => writer.putBImm(far), () => writer.putBlImm(far), () => writer.putBlxImm(far)]) {
        expect(put).toThrow(expect.objectContaining({ code: "target-out-of-reach", from: code, to: far }));
      }
      expect(writer.offset).toBe(0);
    });
  });

  describe(`${name}: the output`, () => {
    it("goes into a given array, which ends it", () => {
      const output = new Uint8Array(8).fill(0xff);
      const writer = create({ pc: code, output });
      const count = set === "a32" ? 2 : 4;
      for (let index = 0; index < count; index++) writer.putNop();
      expect(writer.toBytes().buffer).toBe(output.buffer);
      expect(() => writer.putNop()).toThrow(expect.objectContaining({ code: "out-of-space" }));
      expect(writer.offset).toBe(8);
    });

    it("tells its addresses", () => {
      const writer = create({ pc: code, codeAddress: data });
      writer.skip(8);
      expect(writer).toMatchObject({ base: data, code: data + 8, pc: code + 8, offset: 8 });
      expect([...writer.toBytes()]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
      writer.reset({ pc: near });
      expect(writer).toMatchObject({ base: near, code: near, pc: near, offset: 0 });
    });

    it("takes no option that it does not know", () => {
      const unknown = expect.objectContaining({ code: "unknown-option" });
      // Frida's writers take the address by itself.
      for (const wrong of [{ adress: code }, code, "0x10000", null, 5n]) {
        expect(() => create(wrong as CodeWriterOptions)).toThrow(unknown);
        const writer = create({ pc: near });
        expect(() => writer.reset(wrong as CodeWriterOptions)).toThrow(unknown);
        expect(writer.pc).toBe(near);
      }
      expect(() => create().putLiteralPool("fallsthrough" as "falls-through")).toThrow(unknown);
    });

    it.each([
      ["a label that is not put", (writer: WriterUnderTest) => writer.putBLabel("nowhere")],
      [
        "a label out of reach",
        (writer: WriterUnderTest) => {
          writer.putBCondLabel("eq", "far");
          // B<c> reaches 256 bytes in T32 (T1), and 32 MiB in A32 (A1).
          writer.skip(set === "a32" ? 0x2000008 : 0x200);
          writer.putLabel("far");
        },
      ],
    ])("begins anew after code that cannot be completed: %s", (_, fail) => {
      const writer = create({ pc: code });
      fail(writer);
      writer.putLdrRegU32("r1", 0x12345678);
      expect(() => writer.flush()).toThrow(WriterError);
      writer.reset({ pc: near });
      expect(writer.toBytes()).toHaveLength(0);
      // Neither the label nor the literal of before is left.
      writer.putLabel("nowhere");
      writer.putBLabel("nowhere");
      writer.flush();
      expect([...writer.toBytes()]).toEqual([...gnu(set, [set === "a32" ? "b ." : "b.n ."])]);
      expect(writer.pc).toBe(near + writer.offset);
    });

    it("takes bytes as they are, whole instructions only", () => {
      const writer = create();
      writer.putBytes([1, 2, 3, 4]);
      writer.putBytes(Uint8Array.of(5, 6, 7, 8).buffer);
      expect([...writer.toBytes()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(() => writer.putBytes([1])).toThrow(expect.objectContaining({ code: "misaligned" }));
      expect(() => writer.putBytes([1, 2, 3, 256])).toThrow(expect.objectContaining({ code: "out-of-range" }));
      expect(writer.offset).toBe(8);
    });

    it("takes bytes as text, as Frida does", () => {
      const writer = create();
      writer.putBytes("00 f0 20 E3");
      writer.putBytes("deadbeef");
      expect([...writer.toBytes()]).toEqual([0x00, 0xf0, 0x20, 0xe3, 0xde, 0xad, 0xbe, 0xef]);
      for (const text of ["0 1 2 3", "000", "zz00", "0x00"])
        expect(() => writer.putBytes(text), text).toThrow(expect.objectContaining({ code: "out-of-range" }));
      expect(() => writer.putBytes("00")).toThrow(expect.objectContaining({ code: "misaligned" }));
      for (const data of [null, undefined, 5, {}, Symbol("data"), Object.create(null)])
        expect(() => writer.putBytes(data as string)).toThrow(WriterError);
      expect(writer.offset).toBe(8);
    });

    it("has the size that was announced, or the writer is as before", () => {
      const writer = create();
      writer.putNop();
      const { offset } = writer;
      expect(() =>
        writer.putExactly(64, () => {
          writer.putLabel("inside");
          writer.putLdrRegU32("r0", 1);
        }),
      ).toThrow(expect.objectContaining({ code: "exact-size", allowed: "64" }));
      expect(writer.offset).toBe(offset);
      expect(writer.addressOfLabel("inside")).toBeUndefined();
      writer.flush();
      expect(writer.offset).toBe(offset);
    });
  });
}
