import { writeSync } from "node:fs";
import { type MappedRange, type MemoryProvider, nearestFreeGap, type Protection } from "@armstalker/slab-allocator";
import { ENGINE_MEMORY } from "./linux-arm.js";
import type { SharedMapping } from "./shared-mapping.js";
import { ADDRESS_SPACE, type Target } from "./target.js";
import { TargetMemory } from "./target-memory.js";

/** Bytes from which on a write goes by the file. */
const LARGE_WRITE = 1 << 16;

/**
 * Memory for slabs that the program shares with this process: one mapping, from its start to its end. Writing is a store, while the program runs too. What does not fit any
 * more is mapped in the program alone, behind it. Pages are given back all together.
 */
export class SharedPool implements MemoryProvider {
  readonly mapping: SharedMapping;
  readonly #target: Target;
  readonly #rest: TargetMemory;
  /** Where the part begins that is not in use. */
  #next: number;

  /** @returns null where the program and this process cannot share memory, or the program has no room for so much */
  static create(target: Target, size: number): SharedPool | null {
    const rest = new TargetMemory(target);
    const { pageSize, lowest, highest } = rest;
    const whole = Math.ceil(size / pageSize) * pageSize;
    // Slabs want to be near this address or near each other, so they are put from the pool's start on.
    const spec = { near: ENGINE_MEMORY, from: ENGINE_MEMORY, to: ADDRESS_SPACE };
    const gap = (): number =>
      nearestFreeGap(rest.memoryMap(), { size: whole, alignment: pageSize, spec, lowest, highest });
    const first = gap();
    let mapping = first === 0 ? null : target.share(whole, "rwx", first);
    // Another thread may have mapped something there meanwhile: the target reads its map again after a refusal.
    const second = first === 0 || mapping !== null ? first : gap();
    if (second !== first && second !== 0) mapping = target.share(whole, "rwx", second);
    return mapping === null ? null : new SharedPool(target, rest, mapping);
  }

  private constructor(target: Target, rest: TargetMemory, mapping: SharedMapping) {
    this.#target = target;
    this.#rest = rest;
    this.mapping = mapping;
    this.#next = mapping.base;
  }

  get #end(): number {
    return this.mapping.base + this.mapping.memory.size;
  }

  /** True for addresses of the shared mapping. */
  contains(address: number): boolean {
    return address >= this.mapping.base && address < this.#end;
  }

  get pageSize(): number {
    return this.#rest.pageSize;
  }

  get codeAccess(): MemoryProvider["codeAccess"] {
    return "rwx";
  }

  get lowest(): number {
    return this.#rest.lowest;
  }

  get highest(): number {
    return this.#rest.highest;
  }

  /** What lies below the free part counts as used, as the free part is nearer to what is there already. */
  memoryMap(): MappedRange[] {
    const end = this.#end;
    return [{ base: 0, size: this.#next }, ...this.#rest.memoryMap().filter(({ base }) => base >= end)];
  }

  allocate(size: number, protection: Protection, at: number = this.#next): number {
    const end = this.#end;
    if (at >= end) return this.#rest.allocate(size, protection, at);
    if (at < this.#next || at + size > end) return 0;
    this.#next = at + size;
    return at;
  }

  free(base: number, size: number): void {
    if (base >= this.#end) this.#rest.free(base, size);
  }

  protect(base: number, size: number, protection: Protection): void {
    this.#rest.protect(base, size, protection);
  }

  write(address: number, bytes: Uint8Array): void {
    if (bytes.length < LARGE_WRITE || !this.#writeToFile(address, bytes)) this.#rest.write(address, bytes);
  }

  /** Writes by the file: pages that nobody has touched cost half of what stores to them do. False where that is not done. */
  #writeToFile(address: number, bytes: Uint8Array): boolean {
    if (!this.contains(address) || address + bytes.length > this.#end) return false;
    const { memory, base } = this.mapping;
    try {
      return writeSync(memory.fd, bytes, 0, bytes.length, address - base) === bytes.length;
    } catch {
      return false;
    }
  }

  /** Nothing: what is there for the first time is seen. Code that replaces other code needs {@link renew}. */
  flush(_address: number, _size: number): void {}

  /**
   * Lets the program itself not write to pages of code. An emulator must not look for writes to them then: it would give each page that has run a protection of its own, and the
   * program's memory map a line each.
   *
   * @param base - of whole pages
   */
  seal(base: number, size: number): void {
    this.#rest.protect(base, size, "r-x");
  }

  /** Has an emulator forget what it has made of sealed code that has been replaced: it does so where pages become writable. @param base - of whole pages */
  renew(base: number, size: number): void {
    this.#rest.protect(base, size, "rwx");
    this.#rest.protect(base, size, "r-x");
  }

  /** Gives the memory back; to be called at a stop, when no thread is in it. */
  reclaim(): void {
    const { base, memory } = this.mapping;
    this.abandon();
    this.#target.free(base, memory.size);
  }

  /** Forgets the memory, which is gone with its process. This process keeps what it has mapped until the next turn of the event loop, as it may just be read. */
  abandon(): void {
    setImmediate(() => this.mapping.memory.close());
  }
}
