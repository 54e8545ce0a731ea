import { Random } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import type { Block } from "../../src/engine/block.js";
import { BlockIndex } from "../../src/engine/block-index.js";
import { blockWith } from "./blocks.js";

// Compared with lists that are searched from end to end.

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const ROUNDS = 3000;
const SPACE = 0x8000;

describe(`an index of blocks (ARMSTALKER_SEED=${seed})`, () => {
  it.each([0, 0xffff_8000])("finds what a search of all blocks finds, from %i on", (base) => {
    const random = new Random(seed);
    const index = new BlockIndex();
    let blocks: Block[] = [];
    const address = (): number => base + random.below(SPACE - 0x400);
    for (let round = 0; round < ROUNDS; round++) {
      const start = address();
      const exclusive = random.below(4) === 0;
      const before = blocks.find((one) => one.start === start && one.exclusive === exclusive);
      switch (random.below(4)) {
        case 0:
        case 1: {
          if (before !== undefined) break;
          const low = (start & ~1) >>> 0;
          const block = blockWith({ start, exclusive, low, high: low + 1 + random.below(0x400) });
          blocks.push(block);
          index.add(block);
          break;
        }
        case 2: {
          const block = blocks[random.below(blocks.length + 1)];
          if (block === undefined) break;
          blocks = blocks.filter((one) => one !== block);
          index.delete(block);
          break;
        }
        default: {
          const [from, to] = [start, Math.min(start + random.below(0x1800), 2 ** 32)];
          const wanted = blocks.filter(({ low, high }) => low < to && high > from);
          expect(new Set(index.within(from, to))).toEqual(new Set(wanted));
          expect(index.get(start, exclusive)).toBe(before);
        }
      }
      if (random.below(500) === 0) {
        index.clear();
        blocks = [];
      }
      expect(index.size).toBe(blocks.length);
    }
    expect(new Set(index.all())).toEqual(new Set(blocks));
    expect(new Set(index.within(0, 2 ** 32))).toEqual(new Set(blocks));
  });
});
