import { DataSlab, type MemoryProvider } from "@armstalker/slab-allocator";
import { ADDRESS_SPACE, type SharedPool, type Target, viewOf, writeWord } from "@armstalker/target";

/** Bytes of records after which the thread is led to the other half of a shared buffer: few stay in the processors' caches, and the end is far. */
const ENOUGH = 128 * 1024;

/**
 * The memory that generated code appends records to. It ends at an inaccessible page, so no code looks for its end: a store beyond it faults.
 *
 * Where the memory is shared, it has two halves, each with such a page. The thread is led to the start of the other half long before it comes to an end, while it runs: the cursor is
 * exchanged. A thread in the middle of a record puts its own cursor back, and nothing has happened; any other begins there with its next record. The first word there tells which of both, as
 * it is 0 before and no record begins with 0. Nothing is led back to a half that is still being read.
 */
export class EventBuffer {
  readonly #target: Target;
  /** The half that the thread writes to, and the other one; the same where there is only one. */
  #slab: DataSlab;
  #other: DataSlab;
  /** All words of the memory that the buffer and the cursor lie in, and the address of the first; null where it is not shared. */
  readonly #shared: { readonly words: Int32Array; readonly base: number } | null;
  /** The address of the cursor: the word that holds the address of the next record. */
  readonly cell: number;
  /** The end of the records that were taken. */
  #taken: number;
  /** True while it is not known whether the thread has gone to the other half. */
  #isSwitching = false;

  /**
   * @param size - bytes, of both halves, rounded up to pages
   * @param pool - the provider, if it gives memory that this process has mapped as well
   */
  constructor(
    target: Target,
    provider: MemoryProvider,
    near: number,
    size: number,
    cell: number,
    pool: SharedPool | null,
  ) {
    this.#target = target;
    const guardSize = provider.pageSize;
    const half = (bytes: number): DataSlab =>
      DataSlab.allocate(provider, { size: bytes, guardSize, near: { near, from: 0, to: ADDRESS_SPACE } });
    const isIn = (slab: DataSlab): boolean => pool?.contains(slab.base) === true && pool.contains(slab.end - 1);
    this.#slab = half(pool === null ? size : size / 2);
    try {
      this.#other = pool === null ? this.#slab : half(size / 2);
    } catch (error) {
      this.#slab.reclaim();
      throw error;
    }
    const isShared = pool?.contains(cell) === true && isIn(this.#slab) && isIn(this.#other);
    this.#shared = isShared ? { words: new Int32Array(pool.mapping.memory.buffer), base: pool.mapping.base } : null;
    this.cell = cell;
    this.#taken = this.#slab.base;
    this.#setCursor(this.#slab.base);
  }

  /** True if this process sees the records while the thread runs. */
  get isShared(): boolean {
    return this.#shared !== null;
  }

  /** How many words it takes before the thread comes to an end. */
  get capacity(): number {
    return (this.#slab.end - this.#slab.base) / 4;
  }

  #setCursor(value: number): void {
    writeWord(this.#target, this.cell, value);
  }

  /**
   * The records since the last call, to be read before {@link turn} is called or the thread runs on from a full buffer; null if the target runs and cannot be looked at meanwhile. The cursor
   * stays, for the thread may be about to move it.
   */
  take(): Int32Array | null {
    const shared = this.#shared;
    if (shared !== null) {
      // The thread has stored a record before it moves the cursor.
      const cursor = Atomics.load(shared.words, (this.cell - shared.base) / 4) >>> 0;
      if (this.#isSwitching && !this.#hasSwitched(shared)) {
        if (cursor === this.#other.base) return new Int32Array(0);
        this.#isSwitching = false;
      }
      return this.#takeTo(cursor);
    }
    const target = this.#target;
    const isRunning = target.state === "running";
    const cell = isRunning ? target.peek(this.cell, 4) : target.readMemory(this.cell, 4);
    if (cell === null) return null;
    const cursor = viewOf(cell).getUint32(0, true);
    return this.#takeTo(cursor);
  }

  /** Leads the thread to the other half, if enough was taken from this one. Returns the records that it has written before, to be read as those of {@link take}. */
  turn(): Int32Array | null {
    const shared = this.#shared;
    if (shared === null || this.#isSwitching || this.#taken - this.#slab.base < ENOUGH) return null;
    const { words, base } = shared;
    const to = this.#other.base;
    Atomics.store(words, (to - base) / 4, 0);
    const cursor = Atomics.exchange(words, (this.cell - base) / 4, to) >>> 0;
    this.#isSwitching = true;
    return this.#takeTo(cursor);
  }

  /** True if the thread has written a record to the other half since {@link turn}: those from its start on come next. */
  #hasSwitched({ words, base }: { readonly words: Int32Array; readonly base: number }): boolean {
    const to = this.#other;
    if (Atomics.load(words, (to.base - base) / 4) === 0) return false;
    this.#isSwitching = false;
    this.#other = this.#slab;
    this.#slab = to;
    this.#taken = to.base;
    return true;
  }

  /** All records up to the end that the thread has come to. The caller sets the register with its cursor to {@link start} afterwards. */
  takeFull(): Int32Array {
    if (this.#isSwitching) this.#hasSwitched(this.#shared!);
    this.#isSwitching = false;
    const words = this.#takeTo(this.#slab.end) ?? new Int32Array(0);
    this.#taken = this.start;
    // The thread will store it too, but it may be stopped before.
    this.#setCursor(this.start);
    return words;
  }

  /** Where the half begins that the thread writes to. */
  get start(): number {
    return this.#slab.base;
  }

  #takeTo(cursor: number): Int32Array | null {
    const target = this.#target;
    const size = cursor - this.#taken;
    if (size <= 0) return new Int32Array(0);
    const shared = this.#shared;
    if (shared !== null) {
      const from = (this.#taken - shared.base) / 4;
      this.#taken = cursor;
      return shared.words.subarray(from, from + size / 4);
    }
    const isRunning = target.state === "running";
    const bytes = isRunning ? target.peek(this.#taken, size) : target.readMemory(this.#taken, size);
    if (bytes === null) return null;
    this.#taken = cursor;
    const words = new Int32Array(size / 4);
    const view = viewOf(bytes);
    for (let index = 0; index < words.length; index++) words[index] = view.getInt32(4 * index, true);
    return words;
  }

  reclaim(): void {
    this.#slab.reclaim();
    if (this.#other !== this.#slab) this.#other.reclaim();
  }

  abandon(): void {
    this.#slab.abandon();
    if (this.#other !== this.#slab) this.#other.abandon();
  }
}
