import { type Address, alignDown, alignUp, checkRange, hex, type MemoryRange } from "./address.js";
import { SlabError } from "./errors.js";
import { checkProvider, type MemoryProvider } from "./memory-provider.js";

/** Pages that an open scope has touched, and the bytes in them that may have been written (none: Infinity, -Infinity). */
interface Run {
  start: number;
  end: number;
  dirtyStart: number;
  dirtyEnd: number;
}

/** The numbers of calls of the memory underneath. */
export interface WriteCounts {
  /** Page runs made writable. */
  readonly thaw: number;
  /** Page runs made executable again. */
  readonly freeze: number;
  readonly flush: number;
  readonly write: number;
}

/**
 * The writable scopes of code pages (Frida's thaw and freeze). Scopes nest: pages stay writable until the outermost
 * scope ends, then each run of touching pages costs one protect and one flush. So writes are batched by opening a
 * scope around them. One instance serves all code slabs of a provider.
 *
 * While a scope is open its pages cannot be executed where {@link MemoryProvider.codeAccess} is `toggle`: all threads
 * that could run them must be stopped.
 */
export class WriteAccess {
  readonly provider: MemoryProvider;
  /** Of the open scopes: sorted, not touching one another. */
  #runs: Run[] = [];
  /** Runs whose freezing failed, in an unknown state. */
  #failed: Run[] = [];
  #depth = 0;
  #thaw = 0;
  #freeze = 0;
  #flush = 0;
  #write = 0;

  constructor(provider: MemoryProvider) {
    checkProvider(provider);
    this.provider = provider;
  }

  /** A snapshot of the counts since construction. */
  get counts(): WriteCounts {
    return { thaw: this.#thaw, freeze: this.#freeze, flush: this.#flush, write: this.#write };
  }

  /** True if a scope is open. */
  get isOpen(): boolean {
    return this.#depth > 0;
  }

  /** The page runs that the open scopes have touched. */
  get openRanges(): readonly MemoryRange[] {
    return this.#runs.map(({ start, end }) => ({ base: start, size: end - start }));
  }

  /**
   * Runs `body` with these bytes writable; protects and flushes them after it, also when it throws.
   * @throws SlabError `invalid-range`; `asynchronous-body`: the body gave a promise, and would go on writing after the
   *   end; `freeze-failed`: the pages stay recorded, and the next scope to end tries them again.
   */
  withWritable<T>(range: MemoryRange, body: () => T): T {
    checkRange(range, "the range to be made writable");
    return this.batch(() => {
      this.#open(range.base, range.base + range.size);
      return body();
    });
  }

  /**
   * Runs `body` as one scope: what scopes within it open is closed when it ends, in one go.
   * @throws SlabError as {@link withWritable}.
   */
  batch<T>(body: () => T): T {
    this.#depth++;
    let result: T;
    try {
      result = body();
      refusePromise(result);
    } catch (thrown) {
      this.#close([thrown]);
      throw thrown;
    }
    this.#close([]);
    return result;
  }

  /**
   * Writes code, in a scope of its own or as part of the one that is open.
   * @throws SlabError as {@link withWritable}.
   */
  write(address: Address, bytes: Uint8Array): void {
    this.withWritable({ base: address, size: bytes.length }, () => {
      this.#write++;
      this.provider.write(address, bytes);
    });
  }

  /** Forgets pages that are gone (the program died or ran another): nothing will be protected or flushed there. */
  forget(range: MemoryRange): void {
    const { pageSize } = this.provider;
    const start = alignDown(range.base, pageSize);
    const end = alignUp(range.base + range.size, pageSize);
    const outside = (run: Run): Run[] =>
      [clipped(run, run.start, Math.min(run.end, start)), clipped(run, Math.max(run.start, end), run.end)].filter(
        (part) => part.start < part.end,
      );
    this.#runs = this.#runs.flatMap(outside);
    this.#failed = this.#failed.flatMap(outside);
  }

  /** True if an open scope holds a page of this range. */
  holds(range: MemoryRange): boolean {
    return this.#runs.some((run) => run.start < range.base + range.size && run.end > range.base);
  }

  /** Makes writable those pages that are not yet, and joins all of them to one run. */
  #open(dirtyStart: number, dirtyEnd: number): void {
    const { pageSize } = this.provider;
    const start = alignDown(dirtyStart, pageSize);
    const end = alignUp(dirtyEnd, pageSize);
    let covered = start;
    for (const run of this.#runs.filter((run) => run.start < end && run.end > start)) {
      if (covered < run.start) this.#makeWritable(covered, run.start);
      covered = Math.max(covered, run.end);
    }
    if (covered < end) this.#makeWritable(covered, end);
    for (const run of this.#runs) {
      if (run.start < end && run.end > start) {
        run.dirtyStart = Math.min(run.dirtyStart, Math.max(dirtyStart, run.start));
        run.dirtyEnd = Math.max(run.dirtyEnd, Math.min(dirtyEnd, run.end));
      }
    }
    this.#join();
  }

  #makeWritable(start: number, end: number): void {
    if (this.provider.codeAccess === "toggle") {
      this.#thaw++;
      this.provider.protect(start, end - start, "rw-");
    }
    this.#runs.push({ start, end, dirtyStart: Number.POSITIVE_INFINITY, dirtyEnd: Number.NEGATIVE_INFINITY });
    this.#runs.sort((a, b) => a.start - b.start);
  }

  /** Joins runs that touch. */
  #join(): void {
    const joined: Run[] = [];
    for (const run of this.#runs) {
      const last = joined.at(-1);
      if (last !== undefined && last.end === run.start) {
        last.end = run.end;
        last.dirtyStart = Math.min(last.dirtyStart, run.dirtyStart);
        last.dirtyEnd = Math.max(last.dirtyEnd, run.dirtyEnd);
      } else {
        joined.push(run);
      }
    }
    this.#runs = joined;
  }

  #close(thrown: unknown[]): void {
    this.#depth--;
    if (this.#depth > 0) return;
    const runs = [...this.#failed, ...this.#runs];
    this.#runs = [];
    this.#failed = [];
    const failures: unknown[] = [];
    for (const run of runs) {
      try {
        if (this.provider.codeAccess === "toggle") {
          this.#freeze++;
          this.provider.protect(run.start, run.end - run.start, "r-x");
        }
        if (run.dirtyStart < run.dirtyEnd) {
          this.#flush++;
          this.provider.flush(run.dirtyStart, run.dirtyEnd - run.dirtyStart);
        }
      } catch (failure) {
        failures.push(failure);
        this.#failed.push(run);
      }
    }
    const [failed] = this.#failed;
    if (failed === undefined) return;
    const causes = [...thrown, ...failures];
    throw new SlabError(
      "freeze-failed",
      `${failures.length} of ${runs.length} page runs could not be made executable again, the first at ${hex(failed.start)}`,
      { base: failed.start, size: failed.end - failed.start, failures: failures.length },
      causes.length === 1 ? causes[0] : new AggregateError(causes),
    );
  }
}

function clipped(run: Run, start: number, end: number): Run {
  return { start, end, dirtyStart: Math.max(run.dirtyStart, start), dirtyEnd: Math.min(run.dirtyEnd, end) };
}

/** @internal A promise would go on after the scope has ended. */
export function refusePromise(result: unknown): void {
  if (typeof (result as { then?: unknown } | null | undefined)?.then === "function") {
    throw new SlabError(
      "asynchronous-body",
      "the body of a scope must not be asynchronous: the scope ends when it returns",
    );
  }
}
