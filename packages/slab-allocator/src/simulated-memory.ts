import { ADDRESS_LIMIT, type Address, alignDown, checkRange, hex, type MemoryRange } from "./address.js";
import { SlabError } from "./errors.js";
import type { CodeAccess, MappedRange, MemoryProvider, Protection } from "./memory-provider.js";
import { nearestFreeGap } from "./near-allocation.js";

export interface SimulatedMemoryOptions {
  /** Bytes; a power of two. Default 4096. */
  readonly pageSize?: number;
  /** Default `toggle`, the strictest. */
  readonly codeAccess?: CodeAccess;
  /** Default 0x10000. */
  readonly lowest?: Address;
  /** Default 0xffff0000. */
  readonly highest?: number;
  /** The memory that the program has mapped: it is taken, and never to be touched. Default: none. */
  readonly program?: readonly MappedRange[];
}

interface Page {
  protection: Protection;
  readonly bytes: Uint8Array;
  /** 1 where a byte was written and not flushed since. */
  readonly stale: Uint8Array;
}

/** The kinds of access to a page. */
type Access = "read" | "write" | "execute";

const LETTER: Readonly<Record<Access, string>> = { read: "r", write: "w", execute: "x" };

/** The calls of a {@link MemoryProvider}. */
export type MemoryCall = "memoryMap" | "allocate" | "free" | "protect" | "write" | "flush";

/**
 * Memory for tests, of slabs and of what is built on them. Stricter than a real machine: it faults where a page does not
 * permit an access, where something is freed or protected that was not allocated, and where code is fetched that was not
 * flushed since it was written, which no emulator notices.
 */
export class SimulatedMemory implements MemoryProvider {
  readonly pageSize: number;
  readonly codeAccess: CodeAccess;
  readonly lowest: Address;
  readonly highest: number;
  /** Bytes allocated and not freed. */
  allocated = 0;
  readonly #program: readonly MappedRange[];
  readonly #allocations = new Map<Address, number>();
  readonly #pages = new Map<Address, Page>();
  readonly #calls: Record<MemoryCall, number> = {
    memoryMap: 0,
    allocate: 0,
    free: 0,
    protect: 0,
    write: 0,
    flush: 0,
  };

  constructor(options: SimulatedMemoryOptions = {}) {
    this.pageSize = options.pageSize ?? 4096;
    this.codeAccess = options.codeAccess ?? "toggle";
    this.lowest = options.lowest ?? 0x1_0000;
    this.highest = options.highest ?? 0xffff_0000;
    this.#program = options.program ?? [];
  }

  /** The number of times that each call was made. */
  get calls(): Readonly<Record<MemoryCall, number>> {
    return { ...this.#calls };
  }

  /** The ranges that were allocated and not freed, in order of allocation. */
  get allocations(): readonly MemoryRange[] {
    return [...this.#allocations].map(([base, size]) => ({ base, size }));
  }

  memoryMap(): MappedRange[] {
    this.#calls.memoryMap++;
    return this.#occupied();
  }

  allocate(size: number, protection: Protection, at?: Address): Address {
    this.#calls.allocate++;
    this.#checkPages(at ?? this.lowest, size);
    const base = at ?? this.#highestFree(size);
    if (base === 0 || base < this.lowest || base + size > this.highest) return 0;
    const taken = this.#occupied().some((range) => range.base < base + size && range.base + range.size > base);
    if (taken || (protection === "rwx" && this.codeAccess !== "rwx")) return 0;
    this.#allocations.set(base, size);
    this.allocated += size;
    for (let page = base; page < base + size; page += this.pageSize) {
      this.#pages.set(page, this.#blank(protection));
    }
    return base;
  }

  free(base: Address, size: number): void {
    this.#calls.free++;
    if (this.#allocations.get(base) !== size) {
      throw fault(`${size} bytes at ${hex(base)} were not allocated in one piece`, base, size);
    }
    this.#allocations.delete(base);
    this.allocated -= size;
    for (let page = base; page < base + size; page += this.pageSize) this.#pages.delete(page);
  }

  protect(base: Address, size: number, protection: Protection): void {
    this.#calls.protect++;
    this.#checkPages(base, size);
    if (protection === "rwx" && this.codeAccess !== "rwx") {
      throw fault("pages writable and executable at once are not to be had", base, size);
    }
    for (let page = base; page < base + size; page += this.pageSize) this.#pageAt(page).protection = protection;
  }

  write(address: Address, bytes: Uint8Array): void {
    this.#calls.write++;
    this.#visit(address, bytes.length, this.codeAccess === "write-through" ? undefined : "write", (page, offset, i) => {
      page.bytes[offset] = bytes[i]!;
      // A debugger's write takes care of the caches itself.
      page.stale[offset] = this.codeAccess === "write-through" ? 0 : 1;
    });
  }

  flush(address: Address, size: number): void {
    this.#calls.flush++;
    this.#visit(address, size, undefined, (page, offset) => {
      page.stale[offset] = 0;
    });
  }

  /** A copy of the bytes. @throws SlabError `memory-fault`: not all mapped and readable. */
  read(address: Address, size: number): Uint8Array {
    return this.#copy(address, size, "read");
  }

  /** The bytes as the processor would execute them. @throws SlabError `memory-fault`: not executable, or written and not flushed. */
  fetch(address: Address, size: number): Uint8Array {
    this.#visit(address, size, "execute", (page, offset, i) => {
      if (page.stale[offset] === 1) throw fault(`${hex(address + i)} was written and not flushed`, address, size);
    });
    return this.#copy(address, size, "execute");
  }

  /** @throws SlabError `memory-fault`: not mapped by `allocate`. */
  protectionAt(address: Address): Protection {
    return this.#pageAt(address).protection;
  }

  #occupied(): MappedRange[] {
    return [...this.#program, ...this.allocations];
  }

  /** Places memory as the kernel does: top down. */
  #highestFree(size: number): Address {
    const spec = { near: this.highest - 1, from: this.lowest, to: this.highest };
    return nearestFreeGap(this.#occupied(), { size, alignment: this.pageSize, spec });
  }

  #blank(protection: Protection): Page {
    return { protection, bytes: new Uint8Array(this.pageSize), stale: new Uint8Array(this.pageSize) };
  }

  #pageAt(address: Address): Page {
    const page = this.#pages.get(alignDown(address, this.pageSize));
    if (page === undefined) throw fault(`${hex(address)} is not mapped by this allocator`, address, 1);
    return page;
  }

  #copy(address: Address, size: number, access: Access): Uint8Array {
    const copy = new Uint8Array(size);
    this.#visit(address, size, access, (page, offset, i) => {
      copy[i] = page.bytes[offset]!;
    });
    return copy;
  }

  /** Calls back for every byte, after all pages were checked: a refused access changes nothing. */
  #visit(
    address: Address,
    size: number,
    access: Access | undefined,
    each: (page: Page, offset: number, i: number) => void,
  ): void {
    checkRange({ base: address, size }, "an access");
    for (let at = alignDown(address, this.pageSize); at < address + size; at += this.pageSize) {
      const { protection } = this.#pageAt(at);
      if (access !== undefined && !protection.includes(LETTER[access])) {
        throw fault(`the page at ${hex(at)} is ${protection}: no ${access}`, address, size);
      }
    }
    for (let i = 0; i < size; i++) {
      each(this.#pageAt(address + i), (address + i) % this.pageSize, i);
    }
  }

  #checkPages(base: Address, size: number): void {
    if (base % this.pageSize !== 0 || size % this.pageSize !== 0 || size <= 0 || base + size > ADDRESS_LIMIT) {
      throw fault(`${size} bytes at ${hex(base)} are not whole pages of ${this.pageSize} bytes`, base, size);
    }
  }
}

function fault(what: string, address: Address, size: number): SlabError {
  return new SlabError("memory-fault", `simulated memory: ${what}`, { address, size });
}
