import { DataSlab, type MemoryProvider } from "@armstalker/slab-allocator";
import { ADDRESS_SPACE, type SharedPool, type Target, viewOf, writeWord } from "@armstalker/target";

/**
 * The memory that generated code appends records to. It ends at an inaccessible page, so no code looks for its end: a store beyond it faults.
 */
export class EventBuffer {
  readonly #target: Target;
  readonly #slab: DataSlab;
  /** All words of the memory that the buffer and the cursor lie in, and the address of the first; null where it is not shared. */
  readonly #shared: { readonly words: Uint32Array; readonly base: number } | null;
  /** The address of the cursor: the word that holds the address of the next record. */
  readonly cell: number;
  /** The end of the records that were taken. */
  #taken: number;

  /**
   * @param size - bytes, rounded up to pages
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
    this.#slab = DataSlab.allocate(provider, {
      size,
      guardSize: provider.pageSize,
      near: { near, from: 0, to: ADDRESS_SPACE },
    });
    const isShared = pool?.contains(cell) === true && pool.contains(this.#slab.end - 1);
    this.#shared = isShared ? { words: new Uint32Array(pool.mapping.memory.buffer), base: pool.mapping.base } : null;
    this.cell = cell;
    this.#taken = this.#slab.base;
    this.#setCursor(this.#slab.base);
  }

  /** The address of its first byte. */
  get base(): number {
    return this.#slab.base;
  }

  #setCursor(value: number): void {
    writeWord(this.#target, this.cell, value);
  }

  /**
   * The records since the last call, to be read before the thread runs on from a full buffer; null if the target runs and cannot be looked at meanwhile. The cursor stays, for the thread may be about to
   * move it.
   */
  take(): Uint32Array | null {
    const shared = this.#shared;
    // The thread has stored a record before it moves the cursor.
    if (shared !== null) return this.#takeTo(Atomics.load(shared.words, (this.cell - shared.base) / 4));
    const target = this.#target;
    const isRunning = target.state === "running";
    const cell = isRunning ? target.peek(this.cell, 4) : target.readMemory(this.cell, 4);
    if (cell === null) return null;
    const cursor = viewOf(cell).getUint32(0, true);
    return this.#takeTo(cursor);
  }

  /** All records of a buffer whose end was reached, where the thread's cursor is. The caller sets that to {@link base}. */
  takeFull(): Uint32Array {
    const words = this.#takeTo(this.#slab.end) ?? new Uint32Array(0);
    this.#taken = this.#slab.base;
    // The thread will store it too, but it may be stopped before.
    this.#setCursor(this.#slab.base);
    return words;
  }

  #takeTo(cursor: number): Uint32Array | null {
    const target = this.#target;
    const size = cursor - this.#taken;
    if (size <= 0) return new Uint32Array(0);
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
    const words = new Uint32Array(size / 4);
    const view = viewOf(bytes);
    for (let index = 0; index < words.length; index++) words[index] = view.getUint32(4 * index, true);
    return words;
  }

  reclaim(): void {
    this.#slab.reclaim();
  }

  abandon(): void {
    this.#slab.abandon();
  }
}
