import type { CodeAddress } from "@armstalker/isa";
import type { ThreadId } from "@armstalker/target";
import { requireCodeAddress } from "../arguments.js";
import type { Backpatch } from "../backpatch.js";
import { callUserCode } from "../user-code.js";

/** What a {@link StalkerObserver} counts: ways out of blocks that came to the engine. `total` counts each of them, besides its own kind. */
export type StalkerCounter =
  | "total"
  /** A direct call. */
  | "call_imm"
  /** An indirect branch, call or return whose target had no code yet; calls are told apart where ranges are excluded. */
  | "call_reg"
  | "jmp_reg"
  /** An unconditional and a conditional direct branch. */
  | "jmp_imm"
  | "jmp_cond_imm"
  /** Control fell out of a block to the next instruction. */
  | "jmp_continuation";

/** A transition from a block to another, before it is made. Addresses have bit 0 set for T32. */
export interface SwitchDetails {
  readonly thread: ThreadId;
  /** Where the block begins that control leaves; 0 for indirect branches. */
  readonly from: number;
  /** The address of the branch, without an instruction set bit; that of the next instruction if control falls out of the block; 0 for indirect branches. */
  readonly fromInsn: number;
  /** Where control goes. */
  readonly target: number;
}

/** Is told of what the engine does, for all threads of a stalker. What it throws goes to `onError`. */
export interface StalkerObserver {
  increment?(counter: StalkerCounter): void;
  /** A way was led straight to a block: see {@link Stalker.prefetchBackpatch}. */
  notifyBackpatch?(backpatch: Backpatch): void;
  /**
   * Is called before each transition between blocks, and may return another address to go to (bit 0 set: T32). While there is this function, ways to blocks are not linked, so each transition
   * costs a door: see {@link wantsSwitch}. Not within an exclusive sequence, nor where code is conditional within a block.
   */
  switchCallback?(details: SwitchDetails): number | undefined;
  /** Chooses the targets whose transitions are to be seen; all by default. Is asked when ways are linked, and must answer the same each time. */
  wantsSwitch?(target: number): boolean;
}

/** The kinds of branches that an observer tells apart. */
export interface Transition {
  readonly from: number;
  readonly fromInsn: number;
  readonly target: CodeAddress;
}

/** The observer of a stalker, if one is set. */
export class Observation {
  observer: StalkerObserver | null = null;
  readonly #report: (error: Error) => void;
  readonly #backpatches: Backpatch[] = [];

  constructor(report: (error: Error) => void) {
    this.#report = report;
  }

  count(counter: StalkerCounter): void {
    const { observer } = this;
    if (observer?.increment === undefined) return;
    for (const each of ["total", counter] as const) callUserCode(() => observer.increment!(each), this.#report);
  }

  get hearsBackpatches(): boolean {
    return this.observer?.notifyBackpatch !== undefined;
  }

  /** Keeps a backpatch until {@link deliver}: what is told of it may change links. */
  noteBackpatch(backpatch: Backpatch): void {
    this.#backpatches.push(backpatch);
  }

  /** Tells of the backpatches that were noted; to be called when no links are being changed. */
  deliver(): void {
    while (this.#backpatches.length > 0) {
      for (const backpatch of this.#backpatches.splice(0)) {
        callUserCode(() => this.observer?.notifyBackpatch?.(backpatch), this.#report);
      }
    }
  }

  readonly watches = (target: CodeAddress): boolean => {
    const { observer } = this;
    if (observer?.switchCallback === undefined) return false;
    if (observer.wantsSwitch === undefined) return true;
    return callUserCode(() => observer.wantsSwitch!(target), this.#report) === true;
  };

  /** Asks where a transition is to go. Returns null if it goes where it would. */
  redirect(thread: ThreadId, transition: () => Transition, target: CodeAddress): CodeAddress | null {
    const { observer } = this;
    if (observer?.switchCallback === undefined || !this.watches(target)) return null;
    const chosen = callUserCode(() => {
      const result = observer.switchCallback!({ thread, ...transition() });
      if (result === undefined || result === null) return undefined;
      return requireCodeAddress("the switch's target", result);
    }, this.#report);
    return chosen === undefined || chosen === target ? null : (chosen as CodeAddress);
  }
}
