// What is kept of the program's memory map and pages, on a target that counts how often it is asked. Not covered: targets, which the conformance suite and the stalker's tests have.
import { beforeEach, describe, expect, it } from "vitest";
import { type Mapping, ProgramMemory, type Target } from "../src/index.js";

const PAGE = 0x1000;
const CODE = 0x10000;
const DATA = 0x20000;
const ELSEWHERE = 0x40000;

let mappings: Mapping[];
let asked: number;
let memory: ProgramMemory;

const mapping = (base: number, protection: Mapping["protection"], size = 2 * PAGE): Mapping => {
  return { base, size, protection, path: "", offset: 0 };
};

beforeEach(() => {
  mappings = [mapping(CODE, "r-x"), mapping(DATA, "rw-")];
  asked = 0;
  memory = new ProgramMemory({
    pageSize: PAGE,
    mappings: () => {
      asked++;
      return mappings;
    },
    readSome: (address: number, size: number) => {
      const isThere = mappings.some((one) => address >= one.base && address < one.base + one.size);
      return new Uint8Array(isThere ? size : 0).fill(asked);
    },
  } as unknown as Target);
});

describe("the program's memory", () => {
  it("is asked for its map once, until something has changed", () => {
    expect([memory.isWritable(CODE), memory.isWritable(DATA), memory.canWrite(DATA + PAGE)]).toEqual([
      false,
      true,
      true,
    ]);
    expect(memory.readCode(CODE, 4)).toHaveLength(4);
    expect(asked).toBe(1);
    memory.forgetMappings();
    memory.isWritable(CODE);
    expect(asked).toBe(2);
  });

  it("is read again by readMappings, and not when it is asked for then", () => {
    memory.isWritable(CODE);
    mappings = [mapping(CODE, "rw-")];
    memory.readMappings();
    expect([memory.isWritable(CODE), asked]).toEqual([true, 2]);
  });

  it("has a changed range asked for again, and no other", () => {
    expect(memory.isWritable(CODE + PAGE)).toBe(false);
    mappings = [mapping(CODE, "r-x", PAGE), mapping(CODE + PAGE, "rw-", PAGE), mapping(DATA, "r--")];
    memory.forgetRanges([{ base: CODE + PAGE + 8, size: 8 }]);
    expect([memory.isWritable(CODE), memory.isWritable(DATA), asked]).toEqual([false, true, 1]);
    expect([memory.isWritable(CODE + PAGE), asked]).toEqual([true, 2]);
    expect([memory.isWritable(DATA), asked]).toEqual([false, 2]);
  });

  it("sees what is mapped where nothing was", () => {
    memory.readMappings();
    mappings = [...mappings, mapping(ELSEWHERE, "r-x")];
    memory.forgetRanges([]);
    expect([memory.isWritable(CODE), asked]).toEqual([false, 1]);
    expect([memory.readCode(ELSEWHERE, 4).length, asked]).toEqual([4, 2]);
  });

  it("has its pages read again after every change", () => {
    const first = memory.read(CODE, 4).slice();
    mappings = [...mappings];
    memory.isWritable(ELSEWHERE);
    expect(memory.read(CODE, 4)).toEqual(first);
    memory.forgetRanges([]);
    expect(memory.read(CODE, 4)).not.toEqual(first);
  });

  it("does not ask for the map where nothing can be read", () => {
    memory.readMappings();
    expect(memory.read(ELSEWHERE, 4)).toHaveLength(0);
    expect(asked).toBe(1);
    mappings = [...mappings, mapping(ELSEWHERE, "r-x")];
    memory.forgetChanging();
    expect(memory.read(ELSEWHERE, 4)).toHaveLength(4);
  });
});
