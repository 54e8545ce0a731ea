import { QemuUser } from "@armstalker/gdb-remote";
import { CPSR, CPSR_T, VECTOR_BYTES } from "@armstalker/target";
import { targetKind } from "../target-kind.js";
import type { Bed } from "./bed.js";
import type { Listed } from "./listing.js";
import { FLAGS, type World } from "./state.js";

/** An instruction that was stepped over. */
export interface Step {
  readonly instruction: Listed;
  /** False where its condition, or that of its place in an IT block, did not hold. */
  readonly passed: boolean;
  /** Whether its place in an IT block was skipped. */
  readonly skipped: boolean;
  /** Where the processor went on; bit 0 set: T32. */
  readonly next: number;
}

/** With the registers before it. */
export interface TracedStep extends Step {
  /** r0 to r15 and CPSR. */
  readonly core: Uint32Array;
}

const coreNames = [...Array.from({ length: 13 }, (_, index) => `r${index}`), "sp", "lr", "pc"];
/** The kernel's helpers: the emulator executes them at once. */
const KERNEL_HELPERS = 0xffff0000;
const MOST_STEPS = 20_000;
const MOST_MILLISECONDS = 10_000;

/** The bed under qemu-arm, on the processor that the kind of target has, with nothing but the debugger's stub in between. */
export class NativeBed {
  readonly #bed: Bed;
  readonly #remote: QemuUser;

  private constructor(bed: Bed, remote: QemuUser) {
    this.#bed = bed;
    this.#remote = remote;
  }

  static async start(bed: Bed): Promise<NativeBed> {
    const remote = await QemuUser.spawn(bed.path, [], { cpu: targetKind.processor, env: {}, stdio: "ignore" });
    await remote.continue();
    return new NativeBed(bed, remote);
  }

  /** What memory holds now. */
  readMemory(base: number, size: number): Uint8Array {
    return this.#remote.readMemory(base, size);
  }

  /** Runs from a world on until the trap at `until`. */
  run(world: World, until: number): World {
    this.#enter(world);
    this.#resume();
    const end = this.#leave();
    if (end.core[15] !== until) throw new Error(`The native run came to 0x${end.core[15]!.toString(16)}.`);
    return end;
  }

  /** The same, one instruction at a time. */
  trace(world: World, until: number): { steps: TracedStep[]; end: World } {
    this.#enter(world);
    const steps: TracedStep[] = [];
    let core = world.core;
    while (core[15] !== until) {
      const before = core;
      const at = before[15]!;
      const cpsr = before[CPSR]!;
      if (steps.length === MOST_STEPS) throw new Error(`It has not ended after ${MOST_STEPS} instructions.`);
      const instruction = this.#bed.listing.get(at);
      if (at >= KERNEL_HELPERS) this.#runTo(this.#remote.readRegister("lr"));
      else if (instruction?.text.startsWith("svc")) this.#runTo(at + instruction.size + (cpsr & CPSR_T ? 1 : 0));
      else this.#remote.step();
      core = this.#readCore();
      if (at >= KERNEL_HELPERS) continue;
      if (instruction === undefined) throw new Error(`There is no instruction at 0x${at.toString(16)}.`);
      const next = core[15]! + ((core[CPSR]! & CPSR_T) === 0 ? 0 : 1);
      const it = itStateOf(cpsr);
      const passed = it === 0 ? passes(instruction, cpsr) : holds(it >>> 4, cpsr);
      steps.push({ instruction, core: before, passed, skipped: it !== 0 && !passed, next });
    }
    return { steps, end: this.#leave() };
  }

  close(): void {
    this.#remote.kill();
  }

  /** The emulator steps over what follows a system call or a helper too. */
  #runTo(address: number): void {
    const size = (address & 1) === 0 ? 4 : 2;
    this.#remote.insertBreakpoint("software", address & ~1, size);
    this.#resume();
    this.#remote.removeBreakpoint("software", address & ~1, size);
  }

  /** Until the next stop. */
  #resume(): void {
    const remote = this.#remote;
    remote.resume();
    let stop = remote.waitForStopSync(MOST_MILLISECONDS);
    // Signals are the program's own, but for that of the trap.
    while (stop?.kind === "stopped" && stop.signalName !== "SIGTRAP") {
      remote.resume([{ kind: "continue", signal: stop.signal }]);
      stop = remote.waitForStopSync(MOST_MILLISECONDS);
    }
    if (stop === undefined) {
      remote.interrupt();
      remote.waitForStopSync(MOST_MILLISECONDS);
      throw new Error(`After ${MOST_MILLISECONDS} ms it still runs at 0x${remote.readRegister("pc").toString(16)}.`);
    }
    if (stop.kind !== "stopped") throw new Error(`The program has ended: ${JSON.stringify(stop)}`);
  }

  #enter({ core, vector, memory }: World): void {
    const remote = this.#remote;
    for (const [index, { base }] of this.#bed.regions.entries()) remote.writeMemory(base, memory[index]!);
    const values = remote.readRegisters();
    for (const [index, name] of coreNames.entries()) values.set(name, core[index]!);
    const others = values.get("cpsr") & ~(FLAGS | CPSR_T | 0x0600fc00);
    values.set("cpsr", (others | (core[CPSR]! & (FLAGS | CPSR_T))) >>> 0);
    remote.writeRegisters(values);
    const view = new DataView(vector.buffer, vector.byteOffset);
    for (let index = 0; index < 32; index++) remote.writeRegister(`d${index}`, view.getBigUint64(8 * index, true));
    remote.writeRegister("fpscr", view.getUint32(256, true));
  }

  #leave(): World {
    const remote = this.#remote;
    const vector = new Uint8Array(VECTOR_BYTES);
    const view = new DataView(vector.buffer);
    for (let index = 0; index < 32; index++) {
      view.setBigUint64(8 * index, remote.readRegisterBigInt(`d${index}`), true);
    }
    view.setUint32(256, remote.readRegister("fpscr"), true);
    const memory = this.#bed.regions.map(({ base, size }) => remote.readMemory(base, size));
    return { core: this.#readCore(), vector, memory };
  }

  #readCore(): Uint32Array {
    const values = this.#remote.readRegisters();
    return Uint32Array.from([...coreNames, "cpsr"], (name) => values.get(name));
  }
}

/** ITSTATE: the condition is its high half; 0 outside of IT blocks. */
const itStateOf = (cpsr: number): number => ((cpsr >>> 8) & 0xfc) | ((cpsr >>> 25) & 3);

/** Outside of IT blocks. */
function passes({ set, size, word, text }: Listed, cpsr: number): boolean {
  if (set === "a32") return word >>> 28 === 0xf || holds(word >>> 28, cpsr);
  // Conditional branches have the condition in the encoding.
  if (!/^b/.test(text)) return true;
  if (size === 2 && word >>> 12 === 0xd && ((word >>> 8) & 0xf) < 0xe) return holds((word >>> 8) & 0xf, cpsr);
  if (size === 4 && (word & 0xf800d000) >>> 0 === 0xf0008000 && ((word >>> 22) & 0xf) < 0xe) {
    return holds((word >>> 22) & 0xf, cpsr);
  }
  return true;
}

function holds(condition: number, cpsr: number): boolean {
  const [n, z, c, v] = [31, 30, 29, 28].map((bit) => ((cpsr >>> bit) & 1) === 1) as [
    boolean,
    boolean,
    boolean,
    boolean,
  ];
  const results = [z, c, n, v, c && !z, n === v, n === v && !z, true];
  const result = results[condition >>> 1]!;
  return (condition & 1) === 1 && condition !== 0xf ? !result : result;
}
