import { createCipheriv, createHash } from "node:crypto";
import {
  type AssembleOptions,
  type CodeWriterOptions,
  type CoreRegisterLike,
  type DoubleRegisterLike,
  type Lane,
  lane,
  type Memory,
  mem,
  type QuadRegisterLike,
  type SingleRegisterLike,
  type WriteBack,
  writeBack,
} from "@armstalker/isa";
import { ArmRunner, type InstructionSet } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import type { WriterUnderTest } from "./index.js";

type D = DoubleRegisterLike;
type Q = QuadRegisterLike;
type Put<Operands extends readonly unknown[]> = (...operands: [...Operands, options?: AssembleOptions]) => void;
type Structure = Put<[list: readonly D[], address: Memory | WriteBack]>;
type Three = Put<[Q, Q, Q]>;
type Two = Put<[Q, Q]>;

/** The methods of `fullAsm` that the suite's programs use. Both writers have them. */
export interface VectorsUnderTest {
  add: Put<[CoreRegisterLike, CoreRegisterLike, number]>;
  subs: Put<[CoreRegisterLike, CoreRegisterLike, number]>;
  b: Put<[label: string]>;
  vld1_8: Structure;
  vld1_16: Structure;
  vld1_32: Structure;
  vst1_8: Structure;
  vst1_16: Structure;
  vst1_32: Structure;
  vmov_i32: Put<[Q, number]>;
  vmov_f64: Put<[D, number]> & Put<[D, D]>;
  vmov: Two;
  veor: Three;
  vadd_i32: Three;
  vmla_f32: Three;
  vpadd_f32: Put<[D, D, D]>;
  vadd_f32: Put<[D, D, D]>;
  vudot_u8: Three & Put<[Q, Q, Lane]>;
  vsmmla_s8: Three;
  vdot_bf16: Three;
  vcmla_f32: Put<[Q, Q, Q, number]>;
  vmull_s16: Put<[Q, D, Lane]>;
  vmlal_s16: Put<[Q, D, Lane]>;
  vext_8: Put<[D, D, D, number]>;
  vqrshrn_s32: Put<[D, Q, number]>;
  vrev32_8: Two;
  aese_8: Two;
  aesmc_8: Two;
  sha256h_32: Three;
  sha256h2_32: Three;
  sha256su0_32: Two;
  sha256su1_32: Three;
  vldr: Put<[D, Memory]>;
  vstr: Put<[D, Memory]>;
  vldr_16: Put<[SingleRegisterLike, Memory]>;
  vstr_16: Put<[SingleRegisterLike, Memory]>;
  vfma_f16: Put<[SingleRegisterLike, SingleRegisterLike, SingleRegisterLike]>;
  vsqrt_f64: Put<[D, D]>;
  vrinta_f64: Put<[D, D]>;
  vdiv_f64: Put<[D, D, D]>;
  vcmp_f64: Put<[D, D]>;
  vmrs: Put<["APSR_nzcv", "fpscr"]>;
}

/** How the suite makes the writer of a package, and its assembler. */
export interface VectorSuiteOptions<Writer extends WriterUnderTest> {
  readonly set: InstructionSet;
  create(options?: CodeWriterOptions): Writer;
  fullAsm(writer: Writer): VectorsUnderTest;
}

const code = 0x100000;
/** Inputs are at the first two, results at the last. */
const [first, second, result] = [0x200000, 0x201000, 0x202000] as const;

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

/** Numbers of `least` to `greatest` that look like random ones, the same in each run. */
const numbers = (count: number, least: number, greatest: number): number[] =>
  Array.from({ length: count }, (_, index) => least + (((index * 7919 + 4243) % 9973) % (greatest - least + 1)));

const sum = (count: number, term: (index: number) => number): number =>
  Array.from({ length: count }, (_, index) => term(index)).reduce((total, each) => total + each, 0);

/** The upper half of a float: its bfloat16, if the rest is zero. */
const bfloat16 = (values: readonly number[]): Uint16Array =>
  Uint16Array.from(new Uint32Array(Float32Array.from(values).buffer), (bits) => bits >>> 16);

/** S-box of AES, from the definition: the inverse in GF(2^8), and an affine map (FIPS 197, 5.1.1). */
function substitutionBox(): Uint8Array {
  const times = (a: number, b: number): number => {
    let product = 0;
    for (let x = a, y = b; y > 0; y >>= 1, x = (x << 1) ^ (x & 0x80 ? 0x11b : 0)) if (y & 1) product ^= x;
    return product;
  };
  return Uint8Array.from({ length: 256 }, (_, value) => {
    let inverse = 0;
    while (value > 0 && times(value, inverse) !== 1) inverse++;
    const rotated = (by: number): number => ((inverse << by) | (inverse >> (8 - by))) & 0xff;
    return inverse ^ rotated(1) ^ rotated(2) ^ rotated(3) ^ rotated(4) ^ 0x63;
  });
}

/** The 11 round keys of AES-128 (FIPS 197, 5.2). */
function roundKeys(key: Uint8Array): Uint8Array {
  const box = substitutionBox();
  const keys = new Uint8Array(176);
  keys.set(key);
  for (let at = 16, round = 1; at < 176; at += 4) {
    let word = [...keys.subarray(at - 4, at)];
    if (at % 16 === 0) {
      word = [word[1]!, word[2]!, word[3]!, word[0]!].map((each) => box[each]!);
      word[0]! ^= round;
      round = (round << 1) ^ (round & 0x80 ? 0x11b : 0);
    }
    for (let index = 0; index < 4; index++) keys[at + index] = keys[at - 16 + index]! ^ word[index]!;
  }
  return keys;
}

/** The first 32 bits behind the point of a number. */
const fraction = (value: number): number => Math.floor((value - Math.floor(value)) * 2 ** 32);

const primes = Array.from({ length: 320 }, (_, index) => index + 2)
  .filter((each, _, all) => all.every((other) => other >= each || each % other !== 0))
  .slice(0, 64);

/** VFP and Advanced SIMD as a writer puts them, run on an emulated CPU. */
export function describeVectors<Writer extends WriterUnderTest>(
  name: string,
  { set, create, fullAsm }: VectorSuiteOptions<Writer>,
): void {
  /** What is at `result` after running code with r0 to r3 the addresses of the inputs and the result, and a count. */
  function run(
    body: (asm: VectorsUnderTest, writer: Writer) => void,
    inputs: readonly ArrayBufferView[],
    count: number,
    size: number,
  ): ArrayBuffer {
    const writer = create({ pc: code });
    body(fullAsm(writer), writer);
    writer.putBranchAddress(set === "t32" ? ArmRunner.exitT32 : ArmRunner.exitA32);
    writer.flush();
    const runner = new ArmRunner();
    runner.map(code, 0x10000, "rx");
    for (const place of [first, second, result]) runner.map(place, 0x1000, "rw");
    runner.write(code, writer.toBytes());
    for (const [index, input] of inputs.entries()) runner.write([first, second][index]!, bytesOf(input));
    const handle = runner.run({ pc: set === "t32" ? code | 1 : code, r: [first, second, result, count] });
    const found = runner.read(result, size);
    const results = runner.execute();
    expect(results.run(handle)).toMatchObject({ exit: "returned", instructionSet: set });
    return results.read(found).slice().buffer as ArrayBuffer;
  }

  /** Repeats what it puts r3 times. */
  const loop = (asm: VectorsUnderTest, writer: Writer, body: () => void): void => {
    writer.putLabel("loop");
    body();
    asm.subs("r3", "r3", 1);
    asm.b("loop", { condition: "ne" });
  };

  describe(`${name}: VFP and Advanced SIMD`, () => {
    it("multiply and add floats: a dot product", () => {
      // Whole numbers, so that no order of additions rounds.
      const [a, b] = [numbers(64, -50, 50), numbers(64, -9, 99)];
      const program = (asm: VectorsUnderTest, writer: Writer): void => {
        asm.vmov_i32("q8", 0);
        loop(asm, writer, () => {
          asm.vld1_32(["d0", "d1"], writeBack("r0"));
          asm.vld1_32(["d2", "d3"], writeBack("r1"));
          asm.vmla_f32("q8", "q0", "q1");
        });
        asm.vadd_f32("d16", "d16", "d17");
        asm.vpadd_f32("d16", "d16", "d16");
        asm.vst1_32(["d16"], mem("r2"));
      };
      const found = new Float32Array(run(program, [Float32Array.from(a), Float32Array.from(b)], 16, 4));
      expect(found[0]).toBe(sum(64, (index) => a[index]! * b[index]!));
    });

    it("multiply and add bytes: dot products of four, by a vector and by an element", () => {
      const [a, b] = [numbers(16, 0, 255), numbers(16, 5, 250)];
      const program = (asm: VectorsUnderTest): void => {
        asm.vld1_8(["d0", "d1"], mem("r0"));
        asm.vld1_8(["d2", "d3"], mem("r1"));
        asm.vmov_i32("q8", 0x100);
        asm.vmov_i32("q9", 0);
        asm.vudot_u8("q8", "q0", "q1");
        asm.vudot_u8("q9", "q0", lane("d3", 1));
        asm.vst1_32(["d16", "d17", "d18", "d19"], mem("r2"));
      };
      const dot = (at: number, other: number): number => sum(4, (index) => a[at + index]! * b[other + index]!);
      expect([...new Uint32Array(run(program, [Uint8Array.from(a), Uint8Array.from(b)], 0, 32))]).toEqual([
        ...[0, 4, 8, 12].map((at) => 0x100 + dot(at, at)),
        ...[0, 4, 8, 12].map((at) => dot(at, 12)),
      ]);
    });

    it("multiply matrices of bytes, and pairs of bfloat16", () => {
      const [a, b] = [numbers(16, -128, 127), numbers(16, -100, 90)];
      const matrices = (asm: VectorsUnderTest): void => {
        asm.vld1_8(["d0", "d1"], mem("r0"));
        asm.vld1_8(["d2", "d3"], mem("r1"));
        asm.vmov_i32("q8", 0);
        asm.vsmmla_s8("q8", "q0", "q1");
        asm.vst1_32(["d16", "d17"], mem("r2"));
      };
      const row = (i: number, j: number): number => sum(8, (index) => a[8 * i + index]! * b[8 * j + index]!);
      expect([...new Int32Array(run(matrices, [Int8Array.from(a), Int8Array.from(b)], 0, 16))]).toEqual([
        row(0, 0),
        row(0, 1),
        row(1, 0),
        row(1, 1),
      ]);
      const pairs = (asm: VectorsUnderTest): void => {
        asm.vld1_16(["d0", "d1"], mem("r0"));
        asm.vld1_16(["d2", "d3"], mem("r1"));
        asm.vmov_i32("q8", 0);
        asm.vdot_bf16("q8", "q0", "q1");
        asm.vst1_32(["d16", "d17"], mem("r2"));
      };
      const [x, y] = [numbers(8, -16, 16), numbers(8, -30, 31)];
      expect([...new Float32Array(run(pairs, [bfloat16(x), bfloat16(y)], 0, 16))]).toEqual(
        [0, 2, 4, 6].map((at) => x[at]! * y[at]! + x[at + 1]! * y[at + 1]!),
      );
    });

    it("multiply complex numbers", () => {
      const [a, b] = [numbers(4, -20, 20), numbers(4, -7, 30)];
      const program = (asm: VectorsUnderTest): void => {
        asm.vld1_32(["d0", "d1"], mem("r0"));
        asm.vld1_32(["d2", "d3"], mem("r1"));
        asm.vmov_i32("q8", 0);
        asm.vcmla_f32("q8", "q0", "q1", 0);
        asm.vcmla_f32("q8", "q0", "q1", 90);
        asm.vst1_32(["d16", "d17"], mem("r2"));
      };
      expect([...new Float32Array(run(program, [Float32Array.from(a), Float32Array.from(b)], 0, 16))]).toEqual(
        [0, 2].flatMap((at) => [a[at]! * b[at]! - a[at + 1]! * b[at + 1]!, a[at]! * b[at + 1]! + a[at + 1]! * b[at]!]),
      );
    });

    it("filter: 8 taps over 16-bit samples, rounded and saturated", () => {
      const outputs = 64;
      const taps = [9000, -7000, 12000, 3000, -500, 11000, 250, -16384];
      // The first ones are so loud that their sum is saturated.
      const samples = [...taps.map((tap) => Math.sign(tap) * 32767), ...numbers(outputs + 4, -32768, 32767)];
      const program = (asm: VectorsUnderTest, writer: Writer): void => {
        asm.vld1_16(["d0", "d1"], mem("r1"));
        loop(asm, writer, () => {
          asm.vld1_16(["d2", "d3", "d4"], mem("r0"));
          for (let tap = 0; tap < 8; tap++) {
            const [low, high] = tap < 4 ? (["d2", "d3"] as const) : (["d3", "d4"] as const);
            asm.vext_8("d6", low, high, 2 * (tap % 4));
            const multiplier = lane(tap < 4 ? "d0" : "d1", tap % 4);
            if (tap === 0) asm.vmull_s16("q8", "d6", multiplier);
            else asm.vmlal_s16("q8", "d6", multiplier);
          }
          asm.vqrshrn_s32("d7", "q8", 15);
          asm.vst1_16(["d7"], writeBack("r2"));
          asm.add("r0", "r0", 8);
        });
      };
      const found = [
        ...new Int16Array(run(program, [Int16Array.from(samples), Int16Array.from(taps)], outputs / 4, 2 * outputs)),
      ];
      const wanted = Array.from({ length: outputs }, (_, at) => {
        const total = sum(8, (tap) => taps[tap]! * samples[at + tap]!);
        return Math.max(-32768, Math.min(32767, Math.floor((total + 2 ** 14) / 2 ** 15)));
      });
      expect(found).toEqual(wanted);
      expect(wanted[0]).toBe(32767);
    });

    it("encrypt: AES-128", () => {
      const [key, text] = [numbers(16, 0, 255), numbers(16, 3, 200)].map((each) => Uint8Array.from(each)) as [
        Uint8Array,
        Uint8Array,
      ];
      const program = (asm: VectorsUnderTest, writer: Writer): void => {
        asm.vld1_8(["d0", "d1"], mem("r0"));
        loop(asm, writer, () => {
          asm.vld1_8(["d2", "d3"], writeBack("r1"));
          asm.aese_8("q0", "q1");
          asm.aesmc_8("q0", "q0");
        });
        asm.vld1_8(["d2", "d3", "d4", "d5"], mem("r1"));
        asm.aese_8("q0", "q1");
        asm.veor("q0", "q0", "q2");
        asm.vst1_8(["d0", "d1"], mem("r2"));
      };
      const cipher = createCipheriv("aes-128-ecb", key, null);
      const wanted = cipher.update(text);
      expect([...new Uint8Array(run(program, [text, roundKeys(key)], 9, 16))]).toEqual([...wanted]);
    });

    it("hash: one block of SHA-256", () => {
      const message = new TextEncoder().encode("code for two instruction sets, from one table");
      const block = new Uint8Array(64);
      block.set(message);
      block[message.length] = 0x80;
      new DataView(block.buffer).setUint32(60, 8 * message.length);
      // The constants of FIPS 180-4 are cube roots of primes, the initial values square roots.
      const table = Uint32Array.from([
        ...primes.map((prime) => fraction(Math.cbrt(prime))),
        ...primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime))),
      ]);
      const program = (asm: VectorsUnderTest): void => {
        const words = ["q8", "q9", "q10", "q11"] as const;
        const word = (index: number): Q => words[index % 4]!;
        asm.vld1_8(["d16", "d17", "d18", "d19"], writeBack("r0"));
        asm.vld1_8(["d20", "d21", "d22", "d23"], mem("r0"));
        for (const each of words) asm.vrev32_8(each, each);
        asm.add("r3", "r1", 256);
        asm.vld1_32(["d0", "d1", "d2", "d3"], mem("r3"));
        asm.vmov("q12", "q0");
        asm.vmov("q13", "q1");
        for (let group = 0; group < 16; group++) {
          asm.vld1_32(["d28", "d29"], writeBack("r1"));
          asm.vadd_i32("q2", word(group), "q14");
          asm.vmov("q3", "q0");
          asm.sha256h_32("q0", "q1", "q2");
          asm.sha256h2_32("q1", "q3", "q2");
          if (group < 12) {
            asm.sha256su0_32(word(group), word(group + 1));
            asm.sha256su1_32(word(group), word(group + 2), word(group + 3));
          }
        }
        asm.vadd_i32("q0", "q0", "q12");
        asm.vadd_i32("q1", "q1", "q13");
        asm.vrev32_8("q0", "q0");
        asm.vrev32_8("q1", "q1");
        asm.vst1_8(["d0", "d1", "d2", "d3"], mem("r2"));
      };
      expect(Buffer.from(run(program, [block, table], 0, 32)).toString("hex")).toBe(
        createHash("sha256").update(message).digest("hex"),
      );
    });

    it("calculate in double precision, with roots, rounding and a condition", () => {
      const program = (asm: VectorsUnderTest): void => {
        asm.vldr("d16", mem("r0"));
        asm.vldr("d1", mem("r0", 8));
        asm.vsqrt_f64("d2", "d16");
        asm.vdiv_f64("d3", "d2", "d1");
        asm.vrinta_f64("d4", "d3");
        asm.vstr("d2", mem("r2"));
        asm.vstr("d3", mem("r2", 8));
        asm.vstr("d4", mem("r2", 16));
        asm.vcmp_f64("d2", "d1");
        asm.vmrs("APSR_nzcv", "fpscr");
        asm.vmov_f64("d5", -0.75);
        asm.vmov_f64("d5", "d1", { condition: "gt" });
        asm.vmov_f64("d5", "d16", { condition: "mi" });
        asm.vstr("d5", mem("r2", 24));
      };
      for (const [x, y] of [
        [2, 3.5],
        [1000, 0.3],
        [12.25, 3.5],
      ] as const) {
        const root = Math.sqrt(x);
        const chosen = root > y ? y : root < y ? x : -0.75;
        expect([...new Float64Array(run(program, [Float64Array.of(x, y)], 0, 32))]).toEqual([
          root,
          root / y,
          Math.round(root / y),
          chosen,
        ]);
      }
    });

    it("calculate in half precision", () => {
      const program = (asm: VectorsUnderTest): void => {
        asm.vldr_16("s0", mem("r0"));
        asm.vldr_16("s1", mem("r0", 2));
        asm.vldr_16("s30", mem("r0", 4));
        asm.vfma_f16("s0", "s1", "s30");
        asm.vstr_16("s0", mem("r2"));
      };
      // 1.5 + 2.5 * -3 is -6.
      const halves = Uint16Array.of(0x3e00, 0x4100, 0xc200);
      expect(new Uint16Array(run(program, [halves], 0, 2))[0]).toBe(0xc600);
    });
  });
}
