import { addressOf, type CodeAddress, codeAddress } from "@armstalker/isa";
import { endsOfBigEndian, type RefusedSite } from "@armstalker/recompiler";
import { RelocationError } from "@armstalker/relocator";
import type { StoppedThread } from "./stopped-thread.js";
import type { Program } from "./surroundings.js";

const NOWHERE = -1;

/**
 * Instructions that generated code cannot hold: the thread executes them where they lie in the program, up to breakpoints behind them. They fault there
 * as they would without a stalker.
 */
export class NativeStretch {
  readonly #program: Program;
  readonly #thread: StoppedThread;
  #start = NOWHERE;
  #ends: readonly CodeAddress[] = [];

  constructor(program: Program, thread: StoppedThread) {
    this.#program = program;
    this.#thread = thread;
  }

  /** True from the first instruction on, until the thread is followed again. */
  get isBegun(): boolean {
    return this.#start !== NOWHERE;
  }

  /** Has the thread execute one instruction in its place. */
  executeInPlace({ pc, next, it, set }: RefusedSite): void {
    this.#thread.pc = pc;
    if (it !== 0) this.#thread.itState = it;
    // A breakpoint needs memory. Where there is none the thread faults if it comes there.
    const isReadable = next !== -1 && this.#program.memory.readCode(next, 2).length === 2;
    this.#begin(pc, isReadable ? [codeAddress(next, set)] : []);
  }

  /**
   * Has the thread execute code natively while data is big-endian, as generated code reads little-endian tables. Returns an error if the code leads to no
   * end of that.
   *
   * @param start - of the code, where the thread is or is about to return to
   */
  executeBigEndian(start: CodeAddress): RelocationError | null {
    const { memory } = this.#program;
    const pc = addressOf(start);
    const ends = endsOfBigEndian(memory, start);
    if (ends.length > 0) {
      this.#begin(pc, ends);
      return null;
    }
    const bytes = memory.read(pc, 4).slice();
    return new RelocationError("unsupported-instruction", pc, bytes, "data is big-endian, and no SETEND LE follows");
  }

  #begin(start: number, ends: readonly CodeAddress[]): void {
    for (const end of ends) this.#program.handlers.await(this.#thread.id, end);
    this.#start = start;
    this.#ends = ends;
  }

  /** True if an address is that of the first instruction. */
  beginsAt(pc: number): boolean {
    return pc === this.#start;
  }

  /** True if an address is one where following goes on. */
  endsAt(pc: number): boolean {
    return this.#ends.some((end) => addressOf(end) === pc);
  }

  /** Removes the breakpoints: the thread is followed again. */
  end(): void {
    if (!this.isBegun) return;
    this.#start = NOWHERE;
    this.#ends = [];
    this.#program.handlers.forget(this.#thread.id);
  }
}
