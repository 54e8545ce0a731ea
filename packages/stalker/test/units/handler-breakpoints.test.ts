import { codeAddress } from "@armstalker/isa";
import { disassemble } from "@armstalker/oracles";
import type { Target } from "@armstalker/target";
import { describe, expect, it } from "vitest";
import { HandlerBreakpoints } from "../../src/signals/handler-breakpoints.js";

// Which thread traps for whom. The memory and the registers are simulated; threads of programs are in vm/programs.vm.ts.

const [FOLLOWED, OTHER] = [1, 2];
const HANDLER = codeAddress(0x10000, "a32");
const PLACE = 0x50000;
const [PC, CPSR] = [15, 16];
const PUSH = 0xe92d4010;
const UDF_16 = 0xe7f001f0;

/** A target whose threads are all in A32, with memory at the handler and where memory is mapped. */
class Memory {
  readonly inserted: Set<number> = new Set();
  readonly pcs: Map<number, number> = new Map();
  readonly written: Map<number, Uint8Array> = new Map();
  word = PUSH;

  readonly target = {
    pageSize: 0x1000,
    codeAccess: "rwx",
    insertBreakpoint: (address: number) => this.inserted.add(address),
    removeBreakpoint: (address: number) => this.inserted.delete(address),
    readRegister: (thread: number, index: number) => (index === PC ? this.pcs.get(thread)! : index === CPSR ? 0x10 : 0),
    writeRegister: (thread: number, index: number, value: number) => {
      if (index === PC) this.pcs.set(thread, value);
    },
    readSome: (address: number, size: number) =>
      address === HANDLER ? new Uint8Array(Uint32Array.of(this.word).buffer).subarray(0, size) : new Uint8Array(0),
    writeMemory: (address: number, bytes: Uint8Array) => this.written.set(address, bytes.slice()),
    mappings: () => [],
    allocate: (_size: number, _protection: string, at: number) => at || PLACE,
    flushCode: () => {},
  } as unknown as Target;
}

describe("a breakpoint on a handler", () => {
  it("is for the thread that is awaited there, and goes when that has come", () => {
    const memory = new Memory();
    const handlers = new HandlerBreakpoints(memory.target);
    handlers.await(FOLLOWED, HANDLER);
    expect([...memory.inserted]).toEqual([HANDLER]);
    expect(handlers.entered(OTHER, HANDLER)).toBeNull();
    expect(handlers.entered(FOLLOWED, HANDLER + 4)).toBeNull();
    expect(handlers.entered(FOLLOWED, HANDLER)).toBe(HANDLER);
    expect(memory.inserted.size).toBe(0);
  });

  it("stays until the last of several threads has come, or is not awaited any more", () => {
    const memory = new Memory();
    const handlers = new HandlerBreakpoints(memory.target);
    for (const thread of [FOLLOWED, OTHER]) handlers.await(thread, HANDLER);
    expect(handlers.entered(OTHER, HANDLER)).toBe(HANDLER);
    expect(memory.inserted.size).toBe(1);
    handlers.forget(FOLLOWED);
    expect(memory.inserted.size).toBe(0);
  });

  it("has others go around it, by the same way each time", () => {
    const memory = new Memory();
    const handlers = new HandlerBreakpoints(memory.target);
    handlers.await(FOLLOWED, HANDLER);
    for (let turn = 0; turn < 2; turn++) {
      memory.pcs.set(OTHER, HANDLER);
      expect(handlers.passBy(OTHER)).toBe(true);
      expect([...memory.written.keys()]).toEqual([memory.pcs.get(OTHER)]);
    }
    const [[at, code]] = [...memory.written] as [[number, Uint8Array]];
    const texts = disassemble("gnu", "a32", new Uint32Array(code.slice().buffer), { address: at }).map(
      (one) => one.text,
    );
    expect(texts[0]).toBe("push {r4, lr}");
    // By a literal: the handler is too far away, or it is not.
    expect(texts[1]).toMatch(/^(b 0x10004|ldr pc, \[pc, #?-4\].*)$/);
    expect(memory.inserted.size).toBe(1);
    memory.pcs.set(FOLLOWED, HANDLER);
    expect(handlers.passBy(FOLLOWED)).toBe(false);
  });

  it("lets each thread go on once that had trapped before it went", () => {
    const memory = new Memory();
    const handlers = new HandlerBreakpoints(memory.target);
    memory.pcs.set(OTHER, HANDLER);
    expect(handlers.passBy(OTHER)).toBe(false);
    for (let round = 0; round < 2; round++) {
      handlers.await(FOLLOWED, HANDLER);
      handlers.entered(FOLLOWED, HANDLER);
      expect([handlers.passBy(OTHER), memory.pcs.get(OTHER)]).toEqual([true, HANDLER]);
      // Somebody else's breakpoint, then.
      expect(handlers.passBy(OTHER)).toBe(false);
    }
  });

  it("does not hide a trap of the program's own", () => {
    const memory = new Memory();
    memory.word = UDF_16;
    const handlers = new HandlerBreakpoints(memory.target);
    handlers.await(FOLLOWED, HANDLER);
    handlers.entered(FOLLOWED, HANDLER);
    memory.pcs.set(OTHER, HANDLER);
    expect(handlers.passBy(OTHER)).toBe(false);
  });
});
