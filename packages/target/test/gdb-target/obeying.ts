import type { QemuUser, QemuUserOptions } from "@armstalker/gdb-remote";
import type { ArmProgram, ArmPrograms } from "@armstalker/oracles";
import { expect } from "vitest";
import { GdbTarget } from "../../src/index.js";
import { PC, word } from "./look.js";

export type QemuTarget = GdbTarget<QemuUser>;

const orders = { exit: 0, load: 1, store: 2, raise: 3, fork: 4, exec: 5, spin: 6, thread: 7 } as const;

/** Targets that run obey.c, and others, and end with the test. */
export class Obeying {
  readonly #program: ArmProgram;
  readonly #started: GdbTarget[] = [];

  constructor(programs: ArmPrograms) {
    this.#program = programs.build("obey.c", "-marm");
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

  async spawn(path: string, args: readonly string[] = [], options: QemuUserOptions = {}): Promise<QemuTarget> {
    const target = await GdbTarget.spawn(path, args, options);
    this.#started.push(target);
    return target;
  }

  /** At its first trap. */
  async start(options: QemuUserOptions = {}): Promise<QemuTarget> {
    const target = await this.spawn(this.path, [], options);
    expect(await target.resume()).toEqual({ kind: "trap", thread: target.mainThread });
    return target;
  }

  /** What the program shall do with the next resume. */
  give(target: GdbTarget, what: keyof typeof orders, address: number = 0, value: number = 0): void {
    const words = Uint32Array.of(orders[what], address, value, 0xdddddddd);
    target.writeMemory(this.order, new Uint8Array(words.buffer));
    target.writeRegister(target.mainThread, PC, target.readRegister(target.mainThread, PC) + 4);
  }

  result(target: GdbTarget): number {
    return word(target, this.order + 12);
  }

  /** How often the program's handler was called for a signal. */
  signalCount(target: GdbTarget, signal: number): number {
    return word(target, this.#symbol("signals") + 4 * signal);
  }

  /** What the handler found as si_addr. */
  signalPlace(target: GdbTarget, signal: number): number {
    return word(target, this.#symbol("places") + 4 * signal);
  }

  end(): void {
    for (const target of this.#started.splice(0)) target.kill();
  }

  #symbol(name: string): number {
    const address = this.#program.symbols.get(name);
    if (address === undefined) throw new Error(`obey.c has no ${name}`);
    return address;
  }
}
