import type { MappedRange, MemoryProvider, Protection } from "@armstalker/slab-allocator";
import type { Mapping, Target } from "./target.js";

/** Linux's default for `vm.mmap_min_addr`, which unprivileged programs cannot go below. */
const LOWEST = 0x10000;
/** The end of user space: under a 32-bit kernel with the usual split, and under a 64-bit one, which has only the vectors above it. */
const HIGHEST_OF_3G = 0xbf000000;
const HIGHEST_OF_4G = 0xffff0000;
/** Bytes that the heap and the stack may grow by. */
const HEAP_GROWTH = 0x10000000;
const STACK_GROWTH = 0x4000000;

/** A target's memory, as slabs want it. */
export class TargetMemory implements MemoryProvider {
  readonly #target: Target;
  readonly lowest: number = LOWEST;
  #highest = 0;

  constructor(target: Target) {
    this.#target = target;
  }

  get pageSize(): number {
    return this.#target.pageSize;
  }

  get codeAccess(): MemoryProvider["codeAccess"] {
    return this.#target.codeAccess;
  }

  /** The kernel does not change while a program lives, so the map is asked once. */
  get highest(): number {
    if (this.#highest === 0) this.#highest = this.#foundHighest();
    return this.#highest;
  }

  #foundHighest(): number {
    const top = this.#target
      .mappings()
      .filter(({ base }) => base < HIGHEST_OF_4G)
      .reduce((most, { base, size }) => Math.max(most, base + size), 0);
    return top > HIGHEST_OF_3G + 0x1000000 ? HIGHEST_OF_4G : HIGHEST_OF_3G;
  }

  memoryMap(): MappedRange[] {
    return this.#target.mappings().map(withGrowth);
  }

  allocate(size: number, protection: Protection, at = 0): number {
    return this.#target.allocate(size, protection, at);
  }

  free(base: number, size: number): void {
    this.#target.free(base, size);
  }

  protect(base: number, size: number, protection: Protection): void {
    this.#target.protect(base, size, protection);
  }

  write(address: number, bytes: Uint8Array): void {
    this.#target.writeMemory(address, bytes);
  }

  flush(address: number, size: number): void {
    this.#target.flushCode(address, size);
  }
}

function withGrowth({ base, size, path }: Mapping): MappedRange {
  if (path === "[heap]") return { base, size, growsUp: HEAP_GROWTH };
  if (path === "[stack]") return { base, size, growsDown: STACK_GROWTH };
  return { base, size };
}
