import type { CodeAddress, ItState } from "@armstalker/isa";
import type { Recompiler } from "@armstalker/recompiler";
import { CORE_WORDS, CPSR, CPSR_E, PC } from "@armstalker/target";
import { StalkerError } from "../errors.js";
import type { ContextSlabs } from "./context-slabs.js";
import type { NativeStretch } from "./native-stretch.js";
import { codeIn, itStateOf, type StoppedThread, withoutIt } from "./stopped-thread.js";
import type { Surface } from "./surface.js";
import type { Observer } from "./surroundings.js";

/** The state of a followed thread. */
export type LifeState =
  /** It executes generated code. */
  | "active"
  /** It goes on in its own code at its next stop. */
  | "unfollow-pending"
  /** It goes on in its own code. */
  | "left";

/** The parts of a context that take a thread into generated code and out of it. */
export interface LifeParts {
  readonly thread: StoppedThread;
  readonly slabs: ContextSlabs;
  readonly recompiler: Recompiler;
  readonly surface: Surface;
  readonly stretch: NativeStretch;
  readonly observer: Observer;
}

/** Takes a stopped thread into generated code, and out of it. */
export class ContextLife {
  readonly #parts: LifeParts;
  #state: LifeState = "active";

  constructor(parts: LifeParts) {
    this.#parts = parts;
  }

  /** True from the moment that the thread is to go on in its own code. */
  get isLeaving(): boolean {
    return this.#state !== "active";
  }

  /** True once the thread goes on in its own code. */
  get hasLeft(): boolean {
    return this.#state === "left";
  }

  /** Takes the thread from its own code into generated code. It stays where it is if it is to be unfollowed, or if this throws. */
  infect(): void {
    if (this.isLeaving) {
      this.#state = "left";
      return;
    }
    const { thread, slabs, recompiler } = this.#parts;
    const { target, id } = thread;
    const core = new Uint32Array(CORE_WORDS);
    target.readCore(id, core);
    const cpsr = core[CPSR]!;
    const real = codeIn(core[PC]!, cpsr);
    if ((cpsr & CPSR_E) !== 0) {
      this.executeBigEndian(real);
      return;
    }
    const it = itStateOf(cpsr);
    const block = recompiler.obtainIn(real, it);
    // A transformer may have unfollowed the thread.
    if (this.isLeaving) {
      this.#state = "left";
      return;
    }
    // This may fail, so it comes before any change of the thread.
    slabs.flush();
    if (it !== 0) target.writeRegister(id, CPSR, withoutIt(cpsr));
    thread.goTo(recompiler.tables.blocks.entryOf(block));
  }

  /** The thread is to go on in its own code: at its next way out of generated code, or by {@link disinfect}. */
  unfollow(): void {
    if (this.#state === "active") this.#state = "unfollow-pending";
    const { slabs, recompiler } = this.#parts;
    if (!slabs.isGone) recompiler.unlinkAll();
  }

  /** Takes the thread out of generated code where it stands, if it can be. Code that runs natively would return to generated code: it leaves later. */
  disinfect(): void {
    const { thread, slabs, stretch, surface } = this.#parts;
    const { pc } = thread;
    const isInOwnCode = stretch.isBegun && !slabs.code.contains(pc);
    const isOut = isInOwnCode || surface.surface(pc, "interrupted");
    if (isOut && this.isLeaving) this.#state = "left";
  }

  /** Takes the thread out of generated code after its stop could not be handled. */
  escape(): void {
    this.unfollow();
    if (!this.hasLeft) this.disinfect();
  }

  /** Has the thread go on in its own code. */
  leaveAt(real: CodeAddress, it: ItState = 0): void {
    const { thread } = this.#parts;
    this.#state = "left";
    thread.goTo(real);
    if (it !== 0) thread.itState = it;
  }

  /** Has the thread run natively while data is big-endian, as generated code reads little-endian tables. @param real - the place in the program where it does so */
  executeBigEndian(real: CodeAddress): void {
    const error = this.#parts.stretch.executeBigEndian(real);
    if (error === null) return;
    this.refuse(error.address, error);
    this.#state = "left";
  }

  /** Unfollows the thread, as it has come to code that cannot be followed. */
  refuse(address: number, cause: unknown): void {
    this.unfollow();
    const error = new StalkerError({
      code: "unmovable-code",
      message: `the code at 0x${address.toString(16)} cannot be followed`,
      hint: "the thread goes on without the stalker; exclude the code, or follow again later",
      address,
      cause,
    });
    this.#parts.observer.report(error, this.#parts.thread.id);
  }
}
