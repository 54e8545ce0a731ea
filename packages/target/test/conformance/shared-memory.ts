// Memory that the program and this process share, where the kind of target has it.
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Signal, SystemCall, type Target } from "../../src/index.js";
import { FREE, mappingLines, word } from "./look.js";
import type { Obeying } from "./obeying.js";
import type { TargetWorld } from "./suite.js";

const DUP = 41;

/** The tests. @param atOrders - gives a target whose program takes orders */
export function sharedMemory(world: TargetWorld, obeying: () => Obeying, atOrders: () => Promise<Target>): void {
  describe("memory", () => {
    it("that is shared is the program's and this process's at once, and leaves nothing behind", async () => {
      const target = await atOrders();
      // From the first system call on, a page for routines is there.
      const dup = (): number => target.systemCall(target.mainThread, DUP, [1]);
      const free = dup();
      target.systemCall(target.mainThread, SystemCall.close, [free]);
      const before = mappingLines(target);
      const shared = target.share(0x3000, "rw-", FREE);
      expect(shared !== null).toBe(world.sharesMemory);
      if (shared === null) {
        expect(mappingLines(target)).toEqual(before);
        return;
      }
      const words = new Uint32Array(shared.memory.buffer);
      expect([shared.base, shared.memory.size, words.every((each) => each === 0)]).toEqual([FREE, 0x3000, true]);
      words[0xbff] = 0x12345678;
      obeying().give(target, "load", FREE + 0x2ffc);
      await target.resume();
      expect(obeying().result(target)).toBe(0x12345678);
      obeying().give(target, "store", FREE + 0x1004, 0x87654321);
      await target.resume();
      expect(words[0x401]).toBe(0x87654321);
      target.writeMemory(FREE + 8, Uint8Array.of(1, 2, 3, 4));
      expect([words[2], word(target, FREE + 8)]).toEqual([0x04030201, 0x04030201]);

      // Nothing else is shared, at a place that is taken nothing is, and the program has no more descriptors.
      expect(target.share(0x1000, "rw-", FREE + 0x1000)).toBeNull();
      expect(target.share(0x1000, "---", 0)).toBeNull();
      const anywhere = target.share(0x1000, "r--", 0)!;
      new Uint32Array(anywhere.memory.buffer)[1] = 77;
      expect(word(target, anywhere.base + 4)).toBe(77);
      for (const { base, memory } of [shared, anywhere]) {
        const { size } = memory;
        target.free(base, size);
        memory.close();
      }
      expect(mappingLines(target)).toEqual(before);
      expect(dup()).toBe(free);
      obeying().give(target, "load", FREE);
      expect(await target.resume()).toMatchObject({ kind: "signal", signal: Signal.SEGV });
    });

    it("that is shared is seen while the program runs", async () => {
      const target = await atOrders();
      const shared = target.share(0x1000, "rw-", 0);
      if (shared === null) {
        expect(world.sharesMemory).toBe(false);
        return;
      }
      const words = new Int32Array(shared.memory.buffer);
      obeying().give(target, "await", shared.base, 5);
      const stop = target.resume();
      while (Atomics.load(words, 1) === 0) await delay(1);
      expect(target.state).toBe("running");
      Atomics.store(words, 0, 5);
      expect(await stop).toMatchObject({ kind: "trap" });
      expect(obeying().result(target)).toBe(5);
      shared.memory.close();
    });
  });
}
