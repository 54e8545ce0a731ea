import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FreeList } from "../src/free-list.js";
import { property } from "./support/property.js";

describe("a free list", () => {
  it("gives the first piece that fits, cut from its start", () => {
    const list = new FreeList();
    list.add(64, 72);
    list.add(0, 4);
    list.add(16, 32);
    expect(list.take(8, 4, 0)).toBe(16);
    expect(list.take(8, 4, 0)).toBe(24);
    expect(list.take(8, 4, 0)).toBe(64);
    expect(list.take(8, 4, 0)).toBe(-1);
    expect(list.bytes).toBe(4);
  });

  it("joins a piece with both neighbours", () => {
    const list = new FreeList();
    list.add(0, 8);
    list.add(16, 24);
    list.add(8, 16);
    expect(list.count).toBe(1);
    expect(list.take(24, 8, 0)).toBe(0);
    expect(list.count).toBe(0);
  });

  it("leaves what an alignment passes over", () => {
    const list = new FreeList();
    list.add(4, 40);
    expect(list.take(8, 16, 0)).toBe(16);
    expect(list.bytes).toBe(28);
    expect(list.take(12, 4, 0)).toBe(4);
    expect(list.take(16, 4, 0)).toBe(24);
  });

  it("behaves as a row of bytes, each free or not", () => {
    const SPACE = 128;
    property(
      "free list",
      2000,
      fc.array(
        fc.oneof(
          fc.record({ take: fc.constant(true), size: fc.integer({ min: 1, max: 20 }), shift: fc.nat(4) }),
          fc.record({ take: fc.constant(false), size: fc.integer({ min: 1, max: 40 }), shift: fc.nat(SPACE - 1) }),
        ),
        { maxLength: 60 },
      ),
      (commands) => {
        const list = new FreeList();
        const free = new Array<boolean>(SPACE).fill(false);
        const phase = 4;
        for (const { take, size, shift } of commands) {
          if (take) {
            const alignment = 2 ** shift;
            let wanted = -1;
            for (let at = 0; at + size <= SPACE && wanted < 0; at++) {
              if ((at + phase) % alignment === 0 && free.slice(at, at + size).every(Boolean)) wanted = at;
            }
            expect(list.take(size, alignment, phase)).toBe(wanted);
            if (wanted >= 0) free.fill(false, wanted, wanted + size);
          } else {
            let end = shift;
            while (end < Math.min(SPACE, shift + size) && !free[end]) end++;
            if (end === shift) continue;
            list.add(shift, end);
            free.fill(true, shift, end);
          }
          expect(list.bytes).toBe(free.filter(Boolean).length);
          expect(list.count).toBe(free.filter((is, at) => is && !free[at - 1]).length);
        }
      },
    );
  });
});
