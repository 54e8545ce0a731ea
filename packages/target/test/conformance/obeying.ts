import type { ArmProgram } from "@armstalker/oracles";
import { expect } from "vitest";
import { PC, type Target, type TargetStop } from "../../src/index.js";
import { word } from "./look.js";

const orders = { exit: 0, load: 1, store: 2, raise: 3, fork: 4, exec: 5, spin: 6, thread: 7, await: 8 } as const;

/** Bytes; less than a signal's frame has. */
const SMALLEST_FRAME = 512;

/** What obey.c does, once it runs in a target. */
export class Obeying {
  readonly #program: ArmProgram;

  /** @param program - obey.c, built */
  constructor(program: ArmProgram) {
    this.#program = program;
  }

  get path(): string {
    return this.#program.path;
  }

  /** Where orders stand; their result is the fourth word. */
  get order(): number {
    return this.#symbol("order");
  }

  get main(): number {
    return this.#symbol("main");
  }

  /** Lets the program run to its first trap, where it takes orders. */
  async toFirstOrder<Kind extends Target>(target: Kind): Promise<Kind> {
    expect(await target.resume()).toEqual({ kind: "trap", thread: target.mainThread });
    return target;
  }

  /** What the program shall do with the next resume. */
  give(target: Target, what: keyof typeof orders, address: number = 0, value: number = 0): void {
    const words = Uint32Array.of(orders[what], address, value, 0xdddddddd);
    target.writeMemory(this.order, new Uint8Array(words.buffer));
    target.writeRegister(target.mainThread, PC, target.readRegister(target.mainThread, PC) + 4);
  }

  result(target: Target): number {
    return word(target, this.order + 12);
  }

  /** How often the program's handler was called for a signal. */
  signalCount(target: Target, signal: number): number {
    return word(target, this.#symbol("signals") + 4 * signal);
  }

  /** True if a handler has begun on top of another, though each blocks the others' signals. Of signals that came while the program spins. */
  hasNestedHandlers(target: Target): boolean {
    const [lowest, highest] = ["lowest_frame", "highest_frame"].map((name) => word(target, this.#symbol(name)));
    return highest! - lowest! >= SMALLEST_FRAME;
  }

  #symbol(name: string): number {
    const address = this.#program.symbols.get(name);
    if (address === undefined) throw new Error(`obey.c has no ${name}`);
    return address;
  }
}

/** Resumes until the end or a trap; signals are delivered. All stops in order. */
export async function runOn(target: Target): Promise<TargetStop[]> {
  const stops: TargetStop[] = [];
  target.stopHandler = (stop) => {
    stops.push(stop);
    return stop.kind === "signal" ? { action: "resume", signal: stop.signal } : { action: "stay" };
  };
  expect(await target.resume()).toEqual(stops.at(-1));
  return stops;
}
