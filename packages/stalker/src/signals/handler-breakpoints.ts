import { addressOf, type CodeAddress } from "@armstalker/isa";
import { isTrap } from "@armstalker/recompiler";
import type { Target, ThreadId } from "@armstalker/target";
import { StoppedThread } from "../engine/stopped-thread.js";
import { Detours } from "./detours.js";

interface Awaited {
  readonly handler: CodeAddress;
  readonly threads: Set<ThreadId>;
}

const breakpointsOf = new WeakMap<Target, HandlerBreakpoints>();

/** Breakpoints on signals' handlers that followed threads are about to enter. */
export class HandlerBreakpoints {
  readonly #target: Target;
  readonly #awaited = new Map<number, Awaited>();
  /** The places of breakpoints that were removed, and the threads that were let go on there since. */
  readonly #left = new Map<number, Set<ThreadId>>();
  readonly #detours: Detours;

  constructor(target: Target) {
    this.#target = target;
    this.#detours = new Detours(target);
  }

  /** The breakpoints of a target. They outlive a stalker: stops at breakpoints may be reported late, when another stalker follows the threads. */
  static of(target: Target): HandlerBreakpoints {
    let breakpoints = breakpointsOf.get(target);
    if (breakpoints === undefined) {
      breakpoints = new HandlerBreakpoints(target);
      breakpointsOf.set(target, breakpoints);
    }
    return breakpoints;
  }

  /** Maps the memory that {@link passBy} needs, if it is not there. @throws {StalkerError} `out-of-memory` */
  reserve(): void {
    this.#detours.reserve();
  }

  /** A thread will enter a handler when it runs on. */
  await(thread: ThreadId, handler: CodeAddress): void {
    const address = addressOf(handler);
    const known = this.#awaited.get(address);
    if (known !== undefined) {
      known.threads.add(thread);
      return;
    }
    this.#target.insertBreakpoint(handler);
    this.#left.delete(address);
    this.#awaited.set(address, { handler, threads: new Set([thread]) });
  }

  /** The handler that a thread has entered, if it was awaited there. */
  entered(thread: ThreadId, pc: number): CodeAddress | null {
    const awaited = this.#awaited.get(pc);
    if (awaited?.threads.has(thread) !== true) return null;
    this.#remove(pc, awaited, thread);
    return awaited.handler;
  }

  /**
   * Lets a thread go on that has trapped where others are, or were, awaited; false if it has not.
   *
   * @throws {RelocationError} where there is no way for it, as {@link Detours.around}
   * @throws {SlabError} as that, too
   */
  passBy(id: ThreadId): boolean {
    const thread = new StoppedThread(this.#target, id);
    const { pc, set } = thread;
    const awaited = this.#awaited.get(pc);
    if (awaited?.threads.has(id) === true) return false;
    if (awaited !== undefined) {
      thread.goTo(this.#detours.around(awaited.handler));
      return true;
    }
    // A stop may be reported, once, after the breakpoint has been removed: then it goes on where it is.
    const since = this.#left.get(pc);
    if (since === undefined || since.has(id)) return false;
    since.add(id);
    return !isTrap(set, this.#target.readSome(pc, 4));
  }

  /** Stops waiting for a thread everywhere. */
  forget(thread: ThreadId): void {
    for (const [address, awaited] of this.#awaited) {
      if (awaited.threads.has(thread)) this.#remove(address, awaited, thread);
    }
  }

  /** Forgets all breakpoints: the process is gone. */
  abandon(): void {
    this.#awaited.clear();
    this.#left.clear();
    this.#detours.abandon();
  }

  #remove(address: number, { handler, threads }: Awaited, thread: ThreadId): void {
    threads.delete(thread);
    if (threads.size > 0) return;
    this.#awaited.delete(address);
    this.#left.set(address, new Set([thread]));
    this.#target.removeBreakpoint(handler);
  }
}
