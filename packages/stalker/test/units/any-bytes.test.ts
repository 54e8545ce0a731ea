import { Random } from "@armstalker/oracles";
import { emitterFor } from "@armstalker/relocator";
import { describe, expect, it } from "vitest";
import { BlockCompiler } from "../../src/codegen/block-compiler.js";
import type { CompileContext } from "../../src/codegen/compilation.js";
import { StalkerArmIterator, StalkerThumbIterator } from "../../src/iterator.js";

// What is compiled ahead may be data. Whatever the bytes are, they become a block: what cannot be moved stops when it is reached.

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const BASE = 0x20000;
const SIZE = 4096;
const MEMORIES = 40;
const BLOCKS = 300;
const IT_BLOCKS = 200;
const PC = 0x90000000;

const data = {
  directory: 0x80000000,
  callDirectory: 0x80000000,
  cursorCell: 0x70000000,
  systemCallTable: 0x70001000,
  linkCell: 0x70002000,
};

describe.each([
  ["without events", false],
  ["with all events", true],
])(`any bytes become blocks, %s (ARMSTALKER_SEED=${seed})`, (_, records) => {
  it.each(["a32", "t32"] as const)("in %s", (set) => {
    const random = new Random(seed);
    const writer = set === "a32" ? new StalkerArmIterator() : new StalkerThumbIterator();
    const alignment = set === "a32" ? 4 : 2;
    for (let memory = 0; memory < MEMORIES; memory++) {
      const bytes = Uint8Array.from({ length: SIZE }, () => random.below(256));
      // IT instructions of all kinds, also those that should not be.
      for (let index = 0; index < IT_BLOCKS; index++) bytes[2 * random.below(SIZE / 2) + 1] = 0xbf;
      const context: CompileContext = {
        data,
        records: { exec: records, block: records, flow: records },
        read: (address, size) =>
          address < BASE ? new Uint8Array(0) : bytes.subarray(address - BASE, Math.max(0, address - BASE + size)),
        isConstant: () => random.below(2) === 0,
        canWrite: () => true,
        isNative: () => random.below(8) === 0,
        isCompiled: () => random.below(8) === 0,
        calloutsAt: () => [],
      };
      for (let block = 0; block < BLOCKS; block++) {
        const start = BASE + alignment * random.below(SIZE / alignment) + (set === "t32" ? 1 : 0);
        writer.reset({ pc: PC });
        const options = { start, exclusive: random.below(8) === 0, it: 0, transform: null };
        const { code, end } = new BlockCompiler(context, emitterFor(writer), options).compile();
        expect(code.length).toBeGreaterThan(0);
        expect(end).toBeGreaterThanOrEqual(start & ~1);
      }
    }
  });
});
