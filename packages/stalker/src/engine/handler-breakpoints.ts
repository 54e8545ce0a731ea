import type { Target, ThreadId } from "../target/target.js";

interface Awaited {
  /** Bit 0 set: T32. */
  readonly handler: number;
  readonly threads: Set<ThreadId>;
}

/** Breakpoints on signals' handlers that followed threads are about to enter. */
export class HandlerBreakpoints {
  readonly #target: Target;
  readonly #awaited = new Map<number, Awaited>();

  constructor(target: Target) {
    this.#target = target;
  }

  /** A thread will enter a handler when it runs on. @param handler - bit 0 set: T32 */
  await(thread: ThreadId, handler: number): void {
    const address = (handler & ~1) >>> 0;
    const known = this.#awaited.get(address);
    if (known !== undefined) {
      known.threads.add(thread);
      return;
    }
    this.#target.insertBreakpoint(handler);
    this.#awaited.set(address, { handler, threads: new Set([thread]) });
  }

  /** The handler that a thread has entered, if it was awaited there. */
  entered(thread: ThreadId, pc: number): number | null {
    const awaited = this.#awaited.get(pc);
    if (awaited?.threads.has(thread) !== true) return null;
    this.#remove(pc, awaited, thread);
    return awaited.handler;
  }

  /** A thread is not awaited anywhere any more. */
  forget(thread: ThreadId): void {
    for (const [address, awaited] of this.#awaited) {
      if (awaited.threads.has(thread)) this.#remove(address, awaited, thread);
    }
  }

  #remove(address: number, { handler, threads }: Awaited, thread: ThreadId): void {
    threads.delete(thread);
    if (threads.size > 0) return;
    this.#awaited.delete(address);
    this.#target.removeBreakpoint(handler);
  }
}
