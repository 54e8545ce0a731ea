import { NativeOsError } from "./error.js";
import { bytesOf } from "./limits.js";
import { type MemoryMapping, memoryMap } from "./memory-map.js";
import { native } from "./native.js";
import { listThreads } from "./proc.js";
import type { TracedThread } from "./thread.js";
import type { Tracer } from "./tracer.js";

/**
 * Copies `size` bytes of another process, at most 2^28, also from pages that it cannot read itself.
 *
 * @throws {NativeOsError} `unmapped`, `invalid-argument`, `out-of-memory`, `no-such-thread`, `not-permitted`
 */
export function readProcessMemory(processId: number, address: number, size: number): Uint8Array {
  const bytes = bytesOf(size, "readProcess");
  native().readProcess(processId, address, bytes);
  return bytes;
}

/** Copies bytes, at most 2^28, into another process, also to pages that it cannot write itself. Refuses with `unmapped`. */
export function writeProcessMemory(processId: number, address: number, bytes: Uint8Array): void {
  native().writeProcess(processId, address, bytes);
}

/** A process that this thread traces. Only the tracer makes these. */
export class TracedProcess {
  readonly id: number;
  readonly tracer: Tracer;
  /** Its threads that have not ended, by thread id. */
  readonly threads: Map<number, TracedThread> = new Map();
  /** @internal */ readonly onTracerExit: "kill" | "release";
  /** @internal */ detached = false;
  /** The parent's ends of what `spawn` was asked to make pipes for: standard input, output, error. Theirs to close is the caller. */
  readonly stdio: readonly [number | null, number | null, number | null];
  /** @internal Where its memory holds a system-call instruction. */
  systemCallAddress: number | undefined;

  /** @internal */
  constructor(
    id: number,
    tracer: Tracer,
    onTracerExit: "kill" | "release",
    stdio: [number | null, number | null, number | null] = [null, null, null],
  ) {
    this.id = id;
    this.tracer = tracer;
    this.onTracerExit = onTracerExit;
    this.stdio = stdio;
  }

  /** True if it has ended, as far as events that were seen tell. */
  get ended(): boolean {
    return !this.detached && this.threads.size === 0;
  }

  /** The thread that the process began with; undefined once it has ended. */
  get mainThread(): TracedThread | undefined {
    return this.threads.get(this.id);
  }

  /** Its threads as the system lists them, traced or not. */
  listThreads(): number[] {
    return listThreads(this.id);
  }

  /**
   * Stops every thread, and returns once all are. What happened to a thread otherwise meanwhile is kept for `wait`.
   * Refuses with `timeout`, naming the threads that did not stop within `timeout` milliseconds.
   */
  stop(timeout = 10_000): void {
    this.checkUsable("stop");
    this.tracer.stopThreads(this, timeout);
  }

  /** Resumes every stopped thread, except those with an event that `wait` has not given out yet. */
  resume(): void {
    this.checkUsable("resume");
    this.tracer.resumeThreads(this);
  }

  /** Stops the process, and lets it go. Events that were not given out yet are dropped; a signal among them is delivered. */
  detach(timeout = 10_000): void {
    this.checkUsable("detach");
    this.tracer.detach(this, timeout);
  }

  /** Kills it. `wait` gives its end. */
  kill(): void {
    this.checkUsable("kill");
    this.tracer.kill(this);
  }

  /** Copies `size` bytes of the process's memory, at most 2^28: see {@link readProcessMemory}. */
  readMemory(address: number, size: number): Uint8Array {
    this.checkUsable("readProcess");
    return readProcessMemory(this.id, address, size);
  }

  /** Fills `bytes`, at most 2^28, from the process's memory: spares the allocation that {@link readMemory} makes. */
  readMemoryInto(address: number, bytes: Uint8Array): void {
    this.checkUsable("readProcess");
    native().readProcess(this.id, address, bytes);
  }

  /** Copies bytes, at most 2^28, into the process's memory: see {@link writeProcessMemory}. */
  writeMemory(address: number, bytes: Uint8Array): void {
    this.checkUsable("writeProcess");
    writeProcessMemory(this.id, address, bytes);
  }

  memoryMap(): MemoryMapping[] {
    this.checkUsable("memoryMap");
    return memoryMap(this.id);
  }

  /** @internal */
  checkUsable(call: string): void {
    if (this.detached) {
      throw new NativeOsError({ code: "detached", call, message: `${call}: process ${this.id} has been detached` });
    }
  }
}
