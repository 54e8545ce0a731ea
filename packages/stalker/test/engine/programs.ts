import { execFileSync } from "node:child_process";
import type { Target } from "../../src/index.js";
import { build } from "../programs/sysroot.js";
import { type ProgramOutput, type StartedProgram, targetKind } from "../target-kind.js";

/** Flags by the instruction set that a program is built for. */
export const instructionSets = { A32: ["-marm", "-O2"], T32: ["-mthumb", "-O2"] } as const;

/** A static program of sources/ whose addresses are known. */
export class Program {
  readonly path: string;
  readonly #symbols = new Map<string, { readonly address: number; readonly size: number }>();
  readonly #started: StartedProgram[] = [];

  constructor(source: string, ...flags: readonly string[]) {
    this.path = build({ source: `../../engine/sources/${source}`, flags: ["-static", "-no-pie", ...flags] });
    const listing = execFileSync("arm-linux-gnueabihf-readelf", ["-sW", this.path], { encoding: "latin1" });
    for (const line of listing.split("\n")) {
      const [, address, size, , , , , name] = line.trim().split(/\s+/);
      if (name !== undefined) this.#symbols.set(name, { address: Number.parseInt(address!, 16), size: Number(size) });
    }
  }

  /** The address of a symbol; that of a T32 function has bit 0 set. */
  address(name: string): number {
    return this.#symbol(name).address;
  }

  /** The range of a function or variable, without an instruction set bit. */
  range(name: string): { base: number; size: number } {
    const { address, size } = this.#symbol(name);
    return { base: (address & ~1) >>> 0, size };
  }

  #symbol(name: string): { readonly address: number; readonly size: number } {
    const symbol = this.#symbols.get(name);
    if (symbol === undefined) throw new Error(`${this.path} has no ${name}`);
    return symbol;
  }

  /** What it writes and how it ends when it runs by itself, under qemu-arm. */
  native(...args: readonly string[]): { text: string; status: number } {
    try {
      return {
        text: execFileSync("qemu-arm", [this.path, ...args], { encoding: "latin1", timeout: 60_000 }),
        status: 0,
      };
    } catch (error) {
      const { stdout, status } = error as { stdout: string; status: number };
      return { text: stdout, status };
    }
  }

  /** Starts it, stopped before its first instruction. */
  async start(...args: readonly string[]): Promise<{ target: Target; output: ProgramOutput }> {
    const started = await targetKind.start(this.path, { args });
    this.#started.push(started);
    return started;
  }

  read(target: Target, name: string): number {
    return Buffer.from(target.readMemory(this.address(name), 4)).readUInt32LE();
  }

  write(target: Target, name: string, value: number): void {
    target.writeMemory(this.address(name), new Uint8Array(Uint32Array.of(value).buffer));
  }

  /** Ends what was started. */
  async end(): Promise<void> {
    await Promise.all(this.#started.splice(0).map((one) => one.end()));
  }
}
