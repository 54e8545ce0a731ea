import { describe, expect, it } from "vitest";
import { SimulatedMemory } from "../src/index.js";
import { refusal } from "./support/errors.js";

const BASE = 0x10_0000;
const PAGE = 0x1000;

describe("simulated memory", () => {
  it("maps zeroed pages at the place asked for, over nothing else", () => {
    const memory = new SimulatedMemory({ program: [{ base: BASE, size: PAGE }] });
    expect(memory.allocate(PAGE, "rw-", BASE)).toBe(0);
    expect(memory.allocate(2 * PAGE, "rw-", BASE - PAGE)).toBe(0);
    expect(memory.allocate(PAGE, "rw-", BASE + PAGE)).toBe(BASE + PAGE);
    expect(memory.allocate(PAGE, "rw-", BASE + PAGE)).toBe(0);
    expect(memory.read(BASE + PAGE, 4)).toEqual(new Uint8Array(4));
    expect(memory.allocated).toBe(PAGE);
  });

  it("places from the top down where no place is asked for, within its bounds", () => {
    const memory = new SimulatedMemory({ lowest: BASE, highest: BASE + 2 * PAGE });
    expect(memory.allocate(PAGE, "rw-")).toBe(BASE + PAGE);
    expect(memory.allocate(PAGE, "rw-")).toBe(BASE);
    expect(memory.allocate(PAGE, "rw-")).toBe(0);
    expect(memory.allocate(PAGE, "rw-", BASE + 2 * PAGE)).toBe(0);
    memory.free(BASE, PAGE);
    expect(memory.allocate(PAGE, "rw-", BASE)).toBe(BASE);
  });

  it("shows in its map what the program has and what was allocated", () => {
    const program = [{ base: 0x2_0000, size: PAGE, growsUp: PAGE }];
    const memory = new SimulatedMemory({ program });
    memory.allocate(PAGE, "rw-", BASE);
    expect(memory.memoryMap()).toEqual([...program, { base: BASE, size: PAGE }]);
  });

  it("faults where a page does not permit the access, and changes nothing then", () => {
    const memory = new SimulatedMemory();
    memory.allocate(2 * PAGE, "rw-", BASE);
    memory.protect(BASE + PAGE, PAGE, "r-x");
    refusal(() => memory.write(BASE + PAGE - 2, Uint8Array.of(1, 2, 3)), "memory-fault");
    expect(memory.read(BASE + PAGE - 2, 2)).toEqual(new Uint8Array(2));
    refusal(() => memory.fetch(BASE, 4), "memory-fault");
    memory.protect(BASE, PAGE, "---");
    refusal(() => memory.read(BASE, 1), "memory-fault");
    refusal(() => memory.read(BASE + 2 * PAGE, 1), "memory-fault");
  });

  it("faults where code is fetched that was not flushed since it was written", () => {
    const memory = new SimulatedMemory({ codeAccess: "rwx" });
    memory.allocate(PAGE, "rwx", BASE);
    memory.write(BASE, Uint8Array.of(1, 2, 3, 4));
    const error = refusal(() => memory.fetch(BASE, 4), "memory-fault");
    expect(error.message).toContain("written and not flushed");
    memory.flush(BASE, 3);
    expect(memory.fetch(BASE, 3)).toEqual(Uint8Array.of(1, 2, 3));
    refusal(() => memory.fetch(BASE, 4), "memory-fault");
  });

  it("writes through protections where it stands for a debugger, which takes care of the caches", () => {
    const memory = new SimulatedMemory({ codeAccess: "write-through" });
    memory.allocate(PAGE, "r-x", BASE);
    memory.write(BASE, Uint8Array.of(1));
    expect(memory.fetch(BASE, 1)).toEqual(Uint8Array.of(1));
  });

  it("has pages writable and executable at once only where that is allowed", () => {
    const memory = new SimulatedMemory();
    expect(memory.allocate(PAGE, "rwx", BASE)).toBe(0);
    memory.allocate(PAGE, "r-x", BASE);
    refusal(() => memory.protect(BASE, PAGE, "rwx"), "memory-fault");
  });

  it("refuses to free what was not allocated, or in part, or twice", () => {
    const memory = new SimulatedMemory();
    memory.allocate(2 * PAGE, "rw-", BASE);
    refusal(() => memory.free(BASE, PAGE), "memory-fault");
    refusal(() => memory.free(BASE + PAGE, PAGE), "memory-fault");
    memory.free(BASE, 2 * PAGE);
    refusal(() => memory.free(BASE, 2 * PAGE), "memory-fault");
    expect(memory.allocations).toEqual([]);
  });

  it("refuses what are no whole pages", () => {
    const memory = new SimulatedMemory();
    refusal(() => memory.allocate(PAGE + 1, "rw-"), "memory-fault");
    refusal(() => memory.allocate(PAGE, "rw-", BASE + 1), "memory-fault");
    refusal(() => memory.protect(BASE, 0, "rw-"), "memory-fault");
  });

  it("counts its calls", () => {
    const memory = new SimulatedMemory();
    memory.allocate(PAGE, "rw-", BASE);
    memory.write(BASE, Uint8Array.of(1));
    memory.flush(BASE, 1);
    memory.protect(BASE, PAGE, "r-x");
    memory.free(BASE, PAGE);
    memory.memoryMap();
    expect(memory.calls).toEqual({ memoryMap: 1, allocate: 1, free: 1, protect: 1, write: 1, flush: 1 });
  });
});
