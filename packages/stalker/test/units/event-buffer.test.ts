import type { MemoryProvider } from "@armstalker/slab-allocator";
import type { SharedPool, Target } from "@armstalker/target";
import { describe, expect, it } from "vitest";
import { EventBuffer } from "../../src/events/event-buffer.js";

// A thread that appends records to a shared buffer while it is read, step by step. In programs: full-buffers.test.ts.

const PAGE = 4096;
const BASE = 0x9000_0000;
const CELL = BASE + 8;
const END = BASE + (1 << 20);
const HALF = 256 * 1024;

/** A buffer, and a thread that has two instructions: one loads the cursor, the other stores a record and the cursor. */
function shared() {
  const memory = new ArrayBuffer(END - BASE);
  const view = new DataView(memory);
  let used = BASE + PAGE;
  const provider: MemoryProvider = {
    pageSize: PAGE,
    codeAccess: "rwx",
    lowest: PAGE,
    highest: 2 ** 32,
    memoryMap: () => [
      { base: 0, size: used },
      { base: END, size: 2 ** 32 - END },
    ],
    allocate: (size, _protection, at) => {
      const base = at ?? used;
      used = base + size;
      return base;
    },
    free: () => {},
    protect: () => {},
    write: () => {},
    flush: () => {},
  };
  const target = {
    state: "running",
    writeMemory: (address: number, bytes: Uint8Array) => new Uint8Array(memory).set(bytes, address - BASE),
  };
  const contains = (address: number): boolean => address >= BASE && address < BASE + memory.byteLength;
  const pool = { contains, mapping: { base: BASE, memory: { buffer: memory } } };
  const one = new EventBuffer(
    target as unknown as Target,
    provider,
    BASE + PAGE,
    2 * HALF,
    CELL,
    pool as unknown as SharedPool,
  );
  let cursor = 0;
  const load = (): void => {
    cursor = view.getUint32(CELL - BASE, true);
  };
  const store = (word: number): void => {
    view.setUint32(cursor - BASE, word, true);
    view.setUint32(CELL - BASE, cursor + 4, true);
  };
  const append = (...words: readonly number[]): void => {
    for (const word of words) {
      load();
      store(word);
    }
  };
  const counted = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);
  return { one, load, store, append, counted, cursor: () => view.getUint32(CELL - BASE, true) };
}

const MANY = 40_000;

describe("a shared buffer", () => {
  it("gives the records since the last time", () => {
    const { one, append } = shared();
    append(1, 2);
    expect([...one.take()!]).toEqual([1, 2]);
    expect([...one.take()!]).toEqual([]);
    append(3);
    expect([...one.take()!]).toEqual([3]);
  });

  it("leads the thread to its other half when enough was taken, and gives what it has written before", () => {
    const { one, append, counted, cursor } = shared();
    const first = cursor();
    append(...counted(1, 10));
    one.take();
    expect(one.turn()).toBeNull();
    append(...counted(11, MANY));
    expect(one.take()!.length).toBe(MANY);
    append(7, 8);
    expect([...one.turn()!]).toEqual([7, 8]);
    expect(cursor()).toBe(first + HALF + PAGE);
    expect([...one.take()!]).toEqual([]);
    expect(one.turn()).toBeNull();
    append(9, 10);
    expect([...one.take()!]).toEqual([9, 10]);
    append(11);
    expect([...one.take()!]).toEqual([11]);
    append(...counted(1, MANY));
    one.take();
    expect([...one.turn()!]).toEqual([]);
    expect(cursor()).toBe(first);
    append(12);
    expect([...one.take()!]).toEqual([12]);
  });

  it("loses nothing of a thread that is in the middle of a record then", () => {
    const { one, load, store, append, counted } = shared();
    append(...counted(1, MANY));
    one.take();
    load();
    expect([...one.turn()!]).toEqual([]);
    expect([...one.take()!]).toEqual([]);
    store(5);
    append(6);
    expect([...one.take()!]).toEqual([5, 6]);
    // The next time it is not, and goes on beyond where it was.
    expect([...one.turn()!]).toEqual([]);
    append(...counted(1, MANY + 100));
    const words = one.take()!;
    expect([words.length, words[0], words.at(-1)]).toEqual([MANY + 100, 1, MANY + 100]);
  });

  it("gives the rest when the thread comes to the end, wherever it was led before", () => {
    const words = HALF / 4;
    for (const isInRecord of [false, true]) {
      const { one, load, store, append, counted, cursor } = shared();
      append(...counted(1, MANY));
      one.take();
      if (isInRecord) load();
      one.turn();
      if (isInRecord) store(3);
      const left = isInRecord ? words - MANY - 1 : words;
      append(...counted(4, left));
      const full = one.takeFull();
      expect([full.length, full.at(-1)]).toEqual([isInRecord ? left + 1 : left, left + 3]);
      expect(full[0]).toBe(isInRecord ? 3 : 4);
      expect(cursor()).toBe(one.start);
      append(1);
      expect([...one.take()!]).toEqual([1]);
    }
  });
});
