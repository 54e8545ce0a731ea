import {
  type MappedRange,
  type MemoryProvider,
  nearestFreeGap,
  type Protection,
  within,
} from "@armstalker/slab-allocator";
import { ENGINE_MEMORY } from "./linux-arm.js";
import type { SharedMapping } from "./shared-mapping.js";
import { ADDRESS_SPACE, type Target } from "./target.js";
import { TargetMemory } from "./target-memory.js";

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

  /** @returns null where the program and this process cannot share memory */
  static create(target: Target, size: number): SharedPool | null {
    const rest = new TargetMemory(target);
    const { pageSize, lowest, highest } = rest;
    const whole = Math.ceil(size / pageSize) * pageSize;
    const spec = within(ENGINE_MEMORY, ADDRESS_SPACE);
    const at = nearestFreeGap(rest.memoryMap(), { size: whole, alignment: pageSize, spec, lowest, highest });
    const mapping = at === 0 ? null : target.share(whole, "rwx", at);
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
    this.#rest.write(address, bytes);
  }

  /** Nothing: what is there for the first time is seen. Code that replaces other code needs {@link renew}. */
  flush(_address: number, _size: number): void {}

  /** Has an emulator forget what it has made of code that has been replaced: it notices changes of protection. @param base - of whole pages */
  renew(base: number, size: number): void {
    this.#rest.protect(base, size, "rwx");
  }

  /** Gives the memory back; to be called at a stop, when no thread is in it. */
  reclaim(): void {
    const { base, memory } = this.mapping;
    this.#target.free(base, memory.size);
    memory.close();
  }

  /** Forgets the memory, which is gone with its process: in the next turn of the event loop, as it may just be read. */
  abandon(): void {
    setImmediate(() => this.mapping.memory.close());
  }
}
