// Doors under qemu-arm: code that GNU as has assembled leaves by them. What a door must keep, what can be done while a thread stands at one, and signals that come
// while a thread is on its way in or out.
import type { QemuUser } from "@armstalker/gdb-remote";
import { type Address, codeAddress, type InstructionSet } from "@armstalker/isa";
import { ArmPrograms, Random } from "@armstalker/oracles";
import { DataSlab } from "@armstalker/slab-allocator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  ADDRESS_SPACE,
  CONTEXT_BYTES,
  CPSR,
  CPSR_T,
  ENGINE_MEMORY,
  GdbTarget,
  LR,
  PC,
  type SharedMapping,
  SharedPool,
  Signal,
  SystemCall,
  type TargetStop,
  VECTOR_BYTES,
} from "../src/index.js";
import { A32_TRAP, code, core as coreOf, errorOf, FREE, mappingLines, T32_TRAP, word } from "./conformance/look.js";
import { Obeying } from "./conformance/obeying.js";
import { buildPrograms } from "./conformance/suite.js";

const EXIT = 0x1000;
const CODE = 0x2000;
const DATA = 0x3000;
const SIZE = 0x4000;
const SIGUSR1 = 10;
/** N, Z, C, V, Q and GE. */
const FLAGS = 0xf80f0000;
const PASSES = 5000;

const programs = new ArmPrograms(new URL("conformance/", import.meta.url));
const targets: GdbTarget[] = [];
let obeying: Obeying;

beforeAll(() => {
  obeying = new Obeying(buildPrograms(programs).obey);
});
afterEach(() => {
  for (const target of targets.splice(0)) target.kill();
});
afterAll(() => programs.remove());

interface Room {
  readonly target: GdbTarget<QemuUser>;
  readonly shared: SharedMapping;
  /** Where the code is that {@link enter} puts. */
  readonly start: number;
  /** Puts a door and code behind it, and has the main thread go on there. */
  enter(set: InstructionSet, behind: string): void;
}

async function roomOf(): Promise<Room> {
  const target = await GdbTarget.spawn(obeying.path);
  targets.push(target);
  const shared = target.share(SIZE, "rwx", 0)!;
  const exit = (shared.base + EXIT) as Address;
  const context = (exit - CONTEXT_BYTES) as Address;
  target.writeMemory(exit, target.openDoor(target.mainThread, { mapping: shared, context, exit }));
  const start = shared.base + CODE;
  return {
    target,
    shared,
    start,
    enter(set, behind) {
      const core = coreOf(target);
      core[PC] = start;
      core[CPSR] = set === "t32" ? core[CPSR]! | CPSR_T : core[CPSR]! & ~CPSR_T;
      target.writeCore(target.mainThread, core);
      // BL (A1) and BLX (T2), A8.8.25: the distance is counted from PC.
      const distance = exit - (start + 4 + (set === "a32" ? 8 : 4));
      const bytes = new DataView(new ArrayBuffer(8));
      bytes.setUint32(0, set === "a32" ? 0xee0def50 : 0xef50ee0d, true);
      if (set === "a32") bytes.setUint32(4, (0xeb000000 | ((distance >> 2) & 0xffffff)) >>> 0, true);
      else
        bytes.setUint32(4, (0xe800f400 | ((distance >> 12) & 0x3ff) | (((distance >> 1) & 0x7fe) << 16)) >>> 0, true);
      target.writeMemory(start, new Uint8Array(bytes.buffer));
      target.writeMemory(start + 8, code(set, behind));
    },
  };
}

/** Lets the target run to its next stop. */
async function nextStop(target: GdbTarget): Promise<TargetStop> {
  return await target.resume();
}

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 31));
const random = new Random(seed);
const sets = ["a32", "t32"] as const;
const trapOf = { a32: A32_TRAP, t32: T32_TRAP } as const;
const sizeOf = { a32: 4, t32: 2 } as const;

describe.each(sets)(`a door in %s (ARMSTALKER_SEED=${seed})`, (set) => {
  it("keeps all registers and gives new ones", async () => {
    const { target, start, enter } = await roomOf();
    enter(set, trapOf[set]);
    const { mainThread: thread } = target;
    const vector = Uint8Array.from({ length: VECTOR_BYTES - 4 }, () => random.below(256));
    let vectors = Buffer.concat([vector, target.readVector(thread).subarray(-4)]);
    target.writeVector(thread, vectors);
    for (const isChanged of [false, true]) {
      const given = coreOf(target);
      for (let register = 0; register <= LR; register++) given[register] = random.word();
      given[PC] = start;
      given[CPSR] = (given[CPSR]! & 0x3f) | (random.word() & FLAGS);
      target.writeCore(thread, given);
      expect(await nextStop(target)).toEqual({ kind: "trap", thread, byDoor: true });
      expect([...coreOf(target)]).toEqual([...given]);
      expect(Buffer.compare(target.readVector(thread), vectors)).toBe(0);
      const onward = given.slice();
      onward[PC] = start + 8;
      if (isChanged) {
        for (let register = 0; register <= LR; register++) onward[register] = random.word();
        onward[CPSR] = (onward[CPSR]! & 0x3f) | (random.word() & FLAGS);
        vectors = Buffer.from(vectors.map(() => random.below(256)));
        // Rounding towards zero.
        vectors.writeUInt32LE(0xc00000, VECTOR_BYTES - 4);
        target.writeVector(thread, vectors);
      }
      target.writeCore(thread, onward);
      expect(await nextStop(target)).toEqual({ kind: "trap", thread });
      expect([...coreOf(target)]).toEqual([...onward]);
      expect(Buffer.compare(target.readVector(thread), vectors)).toBe(0);
    }
  });

  it("lets the program be looked at, changed and made to call, as any stop", async () => {
    const { target, shared, start, enter } = await roomOf();
    enter(set, trapOf[set]);
    const { mainThread: thread } = target;
    // Pages of the shared memory that were executed are told apart from others.
    const mappings = (): string[] => mappingLines(target).filter((line) => !line.endsWith("[armstalker]"));
    const before = mappings();
    const code = target.readMemory(obeying.main, 64);
    await nextStop(target);
    const core = coreOf(target);
    expect(target.state).toBe("stopped");
    expect(target.systemCall(thread, SystemCall.getpid, [])).toBe(target.remote.processId);
    expect(mappings()).toEqual(before);
    expect(target.readMemory(obeying.main, 64)).toEqual(code);
    expect(target.readSome(FREE - 4, 8).length).toBe(0);
    expect(errorOf(() => target.readMemory(FREE, 4)).code).toBe("memory-fault");
    const own = target.allocate(0x2000, "rw-", 0);
    target.writeMemory(own, Uint8Array.of(1, 2, 3, 4));
    target.writeMemory(obeying.order, Uint8Array.of(5, 6, 7, 8));
    new DataView(shared.memory.buffer).setUint32(DATA, 0x12345678, true);
    expect([word(target, own), word(target, obeying.order), word(target, shared.base + DATA)]).toEqual([
      0x04030201, 0x08070605, 0x12345678,
    ]);
    target.free(own, 0x2000);
    expect([...coreOf(target)]).toEqual([...core]);
    target.writeRegister(thread, PC, start + 8);
    expect(await nextStop(target)).toEqual({ kind: "trap", thread });
    expect(target.readRegister(thread, PC)).toBe(start + 8);
  });

  it("leads to the debugger where only that can do something", async () => {
    const { target, start, enter } = await roomOf();
    enter(set, `nop; ${trapOf[set]}`);
    const { mainThread: thread } = target;
    const behind = start + 8 + sizeOf[set];
    await nextStop(target);
    target.insertBreakpoint(codeAddress(start + 8, set));
    const core = coreOf(target);
    expect(core[PC]).toBe(start);
    expect(target.threads()).toEqual([thread]);
    target.writeRegister(thread, PC, start + 8);
    await nextStop(target);
    expect(target.readRegister(thread, PC)).toBe(start + 8);
    target.removeBreakpoint(codeAddress(start + 8, set));
    await nextStop(target);
    expect(target.readRegister(thread, PC)).toBe(behind);
    // A thread whose door was taken away stays where it is.
    target.writeRegister(thread, PC, start);
    await nextStop(target);
    target.closeDoor(thread);
    expect(target.readRegister(thread, PC)).toBe(start);
    target.writeRegister(thread, PC, start + 8);
    await nextStop(target);
    expect(target.readRegister(thread, PC)).toBe(behind);
  });

  it("is passed many times, and signals that come meanwhile find the program's registers", async () => {
    const { target, start, enter } = await roomOf();
    enter(set, "add r1, r1, #1; b .-16");
    const size = set === "a32" ? 8 : 6;
    if (set === "t32") target.writeMemory(start + 8, code(set, "add.w r1, r1, #1; b .-12"));
    const { mainThread: thread } = target;
    target.writeRegister(thread, 0, 0);
    target.writeRegister(thread, 1, 0);
    let doors = 0;
    let signals = 0;
    const wrong: unknown[] = [];
    target.stopHandler = (stop) => {
      const core = coreOf(target);
      const [r0, r1] = [core[0]!, core[1]!];
      const pc = core[PC]!;
      const done = doors - r1;
      if (pc < start || pc >= start + 8 + size || r0 !== doors || done < 0 || done > 1)
        wrong.push([stop, pc - start, r0, r1, doors]);
      if (stop.kind === "trap") {
        if (stop.byDoor !== true || pc !== start) wrong.push(stop);
        doors++;
        core[0] = doors;
        core[PC] = start + 8;
        target.writeCore(thread, core);
        if (doors === PASSES) return { action: "stay" };
        if (random.below(40) === 0) process.kill(target.remote.processId, "SIGUSR1");
        return { action: "resume" };
      }
      if (stop.kind !== "signal" || stop.signal !== SIGUSR1) wrong.push(stop);
      signals++;
      return { action: "resume" };
    };
    await nextStop(target);
    expect(wrong).toEqual([]);
    expect(doors).toBe(PASSES);
    expect(signals).toBeGreaterThan(10);
  });
});

it("memory of its own whose code has run gets other code at a door", async () => {
  const { target, start, enter } = await roomOf();
  enter("a32", "blx r2; b .-12");
  const { mainThread: thread } = target;
  const own = target.allocate(0x1000, "rwx", 0);
  target.writeRegister(thread, 2, own);
  const found: number[] = [];
  for (const value of [1, 2, 3, 4]) {
    expect(await nextStop(target)).toEqual({ kind: "trap", thread, byDoor: true });
    found.push(target.readRegister(thread, 0));
    target.writeMemory(own, code("a32", `mov r0, #${value}; bx lr`));
    target.writeRegister(thread, PC, start + 8);
  }
  expect(found.slice(1)).toEqual([1, 2, 3]);
});

describe("a shared pool", () => {
  it("gives slabs memory that is seen from both sides, and other memory when it is used up", async () => {
    const { target } = await roomOf();
    const before = mappingLines(target);
    const pool = SharedPool.create(target, 0x8000)!;
    const { base, memory } = pool.mapping;
    expect(base).toBeGreaterThanOrEqual(ENGINE_MEMORY);
    const near = { near: base, from: 0, to: ADDRESS_SPACE };
    const slabs = [0x3000, 0x4000, 0x2000].map((size) => DataSlab.allocate(pool, { size, near }));
    // The last page of the pool is too small for the third.
    expect(slabs.map(({ base: at }) => at - base)).toEqual([0, 0x3000, 0x9000]);
    expect(slabs.map(({ base: at }) => pool.contains(at))).toEqual([true, true, false]);
    for (const { base: at } of slabs) pool.write(at + 8, Uint8Array.of(1, 2, 3, 4));
    expect(new Uint32Array(memory.buffer)[0x3008 / 4]).toBe(0x04030201);
    expect(slabs.map(({ base: at }) => word(target, at + 8))).toEqual([0x04030201, 0x04030201, 0x04030201]);
    for (const slab of slabs) slab.reclaim();
    pool.reclaim();
    expect(mappingLines(target)).toEqual(before);
  });

  it("takes large writes", async () => {
    const { target } = await roomOf();
    const pool = SharedPool.create(target, 0x40000)!;
    const { base, memory } = pool.mapping;
    const bytes = Uint8Array.from({ length: 0x20004 }, (_, index) => index ^ (index >> 8));
    pool.write(base + 0x1ffc, bytes);
    expect(Buffer.compare(new Uint8Array(memory.buffer, 0x1ffc, bytes.length), bytes)).toBe(0);
    expect(Buffer.compare(target.readMemory(base + 0x1ffc, bytes.length), bytes)).toBe(0);
    expect(word(target, base + 0x1ff8)).toBe(0);
    pool.reclaim();
  });

  it("has sealed code that was replaced run anew", async () => {
    const { target } = await roomOf();
    const { mainThread: thread } = target;
    const pool = SharedPool.create(target, SIZE)!;
    const { base } = pool.mapping;
    const place = { mapping: pool.mapping, context: base as Address, exit: (base + 0x200) as Address };
    pool.write(place.exit, target.openDoor(thread, place));
    const start = base + CODE;
    pool.seal(start, 0x1000);
    const distance = place.exit - (start + 8 + 8);
    const put = (value: number): void => {
      const words = [0xe3a00000 | value, 0xee0def50, (0xeb000000 | ((distance >> 2) & 0xffffff)) >>> 0];
      pool.write(start, new Uint8Array(Uint32Array.from(words).buffer));
    };
    const found: number[] = [];
    for (const value of [1, 2, 3]) {
      put(value);
      if (value > 1) pool.renew(start, 0x1000);
      target.writeRegister(thread, PC, start);
      if (value === 1) target.writeRegister(thread, CPSR, target.readRegister(thread, CPSR) & ~CPSR_T);
      expect(await nextStop(target)).toEqual({ kind: "trap", thread, byDoor: true });
      found.push(target.readRegister(thread, 0));
    }
    expect(found).toEqual([1, 2, 3]);
  });
});

it("a target that ends while a thread stands at a door says so", async () => {
  const { target, enter } = await roomOf();
  enter("a32", A32_TRAP);
  await nextStop(target);
  process.kill(target.remote.processId, "SIGKILL");
  expect(await nextStop(target)).toMatchObject({ kind: "terminated", signal: Signal.KILL });
});

it("a target without doors gives none", async () => {
  const target = await GdbTarget.spawn(obeying.path, [], { doors: false });
  targets.push(target);
  const mapping = target.share(SIZE, "rwx", 0)!;
  const exit = (mapping.base + EXIT) as Address;
  const place = { mapping, context: (exit - CONTEXT_BYTES) as Address, exit };
  expect(target.hasDoors).toBe(false);
  expect(errorOf(() => target.openDoor(target.mainThread, place)).code).toBe("unsupported");
});
