import type { ExitSite, Recompiler } from "@armstalker/recompiler";
import { Signal } from "@armstalker/target";
import type { ThreadEvents } from "../events/thread-events.js";
import type { SignalDelivery } from "../signals/delivery.js";
import type { ContextSlabs } from "./context-slabs.js";
import { takeBranch } from "./exits/branch.js";
import { callOut } from "./exits/callout.js";
import type { FunctionEntries } from "./exits/entry.js";
import type { IndirectMisses } from "./exits/miss.js";
import type { Onward } from "./exits/onward.js";
import { emptyRecords } from "./exits/record-full.js";
import { passRefused } from "./exits/refused.js";
import type { SystemCalls } from "./exits/system-call.js";
import type { HotBranches } from "./hot-branches.js";
import type { ContextLife } from "./life.js";
import type { NativeStretch } from "./native-stretch.js";
import type { StoppedThread } from "./stopped-thread.js";
import type { Observer, Policy, Program } from "./surroundings.js";

/** The result of handling a stop. */
export type Handled =
  /** The thread goes on. */
  | "resume"
  /** It goes on, and gets the signal. */
  | "deliver"
  /** The engine has not caused the stop. The target's user is to look at it. */
  | "foreign";

/** The parts of a context that handle a thread's stops. */
export interface LoopParts {
  readonly program: Program;
  readonly policy: Policy;
  readonly observer: Observer;
  readonly thread: StoppedThread;
  readonly slabs: ContextSlabs;
  readonly recompiler: Recompiler;
  readonly events: ThreadEvents;
  readonly life: ContextLife;
  readonly stretch: NativeStretch;
  readonly signals: SignalDelivery;
  readonly misses: IndirectMisses;
  readonly calls: SystemCalls;
  readonly hot: HotBranches | null;
  readonly entries: FunctionEntries;
}

/** The way of a stop: the thread has left its generated code, at a site; that is handled by its kind; the thread goes on in a block, which is linked. */
export class ThreadLoop {
  readonly #parts: LoopParts;

  constructor(parts: LoopParts) {
    this.#parts = parts;
  }

  /** Handles a stop by a trap, or by a door. */
  trap(byDoor: boolean): Handled {
    const { program, thread, recompiler, signals } = this.#parts;
    const { pc } = thread;
    const isBack = this.#comesBack(pc);
    const site = recompiler.siteAt(pc);
    // A signal that somebody has sent may come where the thread has not yet executed a way out.
    const hasLeft = site !== undefined && (byDoor || signals.isTrapAt(pc));
    if (!isBack && !hasLeft) return this.#ownTrap(pc);
    // A thread that leaves by doors may have trapped too: at a handler's breakpoint, or for what only the debugger can do.
    program.actions.noteForced(Signal.TRAP);
    if (site?.kind !== "branch") this.#parts.hot?.end();
    return isBack ? "resume" : this.#leftAt(site!);
  }

  /** Handles a stop by a signal: generated code has faulted on purpose, or the signal is the program's. */
  signal(signal: number): Handled {
    const { program, thread, slabs, stretch, signals } = this.#parts;
    // One handler may be interrupted before its first instruction: delivery looks at the code there.
    if (this.#comesBack(thread.pc)) slabs.flush();
    const { pc } = thread;
    // The program's handler is followed, and the stretch begins again when it returns.
    if (stretch.beginsAt(pc)) signals.noteStray(pc);
    const isFault = signal === Signal.SEGV || signal === Signal.BUS;
    if (!isFault || !this.#faultedOnPurpose(pc)) return this.#signalOfProgram(signal, pc);
    program.actions.noteForced(signal);
    return "resume";
  }

  /** Handles a stop by the kind of its site. */
  #leftAt(site: ExitSite): Handled {
    const { program, thread, recompiler, life, stretch, signals, misses, calls } = this.#parts;
    switch (site.kind) {
      case "branch":
        this.#parts.hot?.note(site);
        return this.#goOn(takeBranch(site, this.#parts));
      case "callout":
        return this.#goOn(callOut(site, thread, (error) => this.#parts.observer.report(error, thread.id)));
      case "system-call":
        return this.#goOn(calls.take(site));
      case "miss":
        return this.#goOn(misses.missBy(site));
      case "refused":
        return this.#goOn(passRefused(site, { thread, memory: program.memory, recompiler, stretch, signals, life }));
      default:
        return "foreign";
    }
  }

  /** Handles a fault that generated code has raised on purpose. Returns false for others. */
  #faultedOnPurpose(pc: number): boolean {
    const { thread, recompiler, events, misses } = this.#parts;
    const site = recompiler.siteAt(pc);
    if (site?.kind === "record") {
      emptyRecords(site, thread, events);
      return true;
    }
    if (site?.kind === "lookup" && thread.target.readRegister(thread.id, site.leaf) === 0) {
      misses.addLeaf(site);
      return true;
    }
    const onward = misses.missAt(pc);
    if (onward !== null) this.#goOn(onward);
    return onward !== null;
  }

  /** Lets the thread go on: in its own code if it is to be unfollowed, else in generated code. @param onward - null where PC is set */
  #goOn(onward: Onward | null): "resume" {
    if (onward === null) return "resume";
    const { thread, recompiler, life } = this.#parts;
    const { real, it, code, depth, link } = onward;
    if (life.isLeaving) life.leaveAt(real, it);
    else if (code !== undefined) thread.goTo(code);
    else {
      const block = recompiler.obtain(real, depth);
      // A transformer may have unfollowed the thread: the checks after what compiles.
      if (!life.isLeaving) {
        link?.(block);
        recompiler.expectReturn(thread.lr);
      }
      if (life.isLeaving) life.leaveAt(real);
      else thread.goTo(recompiler.tables.blocks.entryOf(block));
    }
    return "resume";
  }

  /** Follows the thread again if it is behind what it executed natively, or at the start of a handler that it was about to enter. */
  #comesBack(pc: number): boolean {
    const { life, stretch, signals, entries } = this.#parts;
    if (stretch.endsAt(pc)) {
      stretch.end();
      life.infect();
      return true;
    }
    const handler = signals.enterHandler(pc);
    if (handler === null) return false;
    stretch.end();
    // The kernel calls it.
    this.#goOn({ real: entries.enter(handler) ?? handler });
    return true;
  }

  /** A SIGTRAP that the engine has not caused was sent as any other signal, or an instruction of the program has raised it. */
  #ownTrap(pc: number): Handled {
    const { slabs, policy, signals } = this.#parts;
    if (!slabs.code.contains(pc)) return "foreign";
    if (policy.stopAtBreakpoints && signals.isTrapAt(pc)) return "foreign";
    return this.#signalOfProgram(Signal.TRAP, pc);
  }

  #signalOfProgram(signal: number, pc: number): Handled {
    const { program, events, signals } = this.#parts;
    const came = performance.now();
    // Events are delivered while the program's mappings can still be read.
    if (program.actions.of(signal).kind === "ends") events.deliver();
    else events.drain();
    return signals.deliver(signal, pc, came);
  }
}
