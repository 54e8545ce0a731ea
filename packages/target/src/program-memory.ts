import type { MemoryRange } from "@armstalker/slab-allocator";
import { withoutRange } from "./maps.js";
import type { Mapping, Target } from "./target.js";

interface Page {
  readonly bytes: Uint8Array;
  /** True if the program cannot write to the page. */
  readonly stable: boolean;
}

/**
 * Reads the program's code, in pages. Keeps pages that the program cannot write until its mappings change, and others until it runs on.
 */
export class ProgramMemory {
  readonly #target: Target;
  readonly #pageSize: number;
  readonly #pages = new Map<number, Page>();
  #changing: number[] = [];
  #mappings: readonly Mapping[] | null = null;

  constructor(target: Target) {
    this.#target = target;
    this.#pageSize = target.pageSize;
  }

  /** Reads up to `size` bytes: as many as can be read from an address on. */
  readonly read = (address: number, size: number): Uint8Array => {
    const within = address % this.#pageSize;
    const first = this.#page(address - within).bytes;
    if (within + size <= this.#pageSize || first.length < this.#pageSize) return first.subarray(within, within + size);
    const bytes = new Uint8Array(size);
    let done = 0;
    while (done < size) {
      const at = (address + done) % this.#pageSize;
      const page = this.#page(address + done - at).bytes;
      const part = page.subarray(at, Math.min(page.length, at + size - done));
      bytes.set(part, done);
      done += part.length;
      if (page.length < this.#pageSize) break;
    }
    return bytes.subarray(0, done);
  };

  /** As {@link read}, up to the first address that the program cannot execute. */
  readonly readCode = (address: number, size: number): Uint8Array => {
    const bytes = this.read(address, size);
    let end = this.#executableTo(address);
    if (end === address && bytes.length > 0) {
      // Another thread may have mapped it or changed its protection.
      this.#mappings = null;
      end = this.#executableTo(address);
    }
    while (end - address < bytes.length) {
      const next = this.#executableTo(end);
      if (next === end) return bytes.subarray(0, end - address);
      end = next;
    }
    return bytes;
  };

  /** The end of the mapping at an address if the program can execute it; else the address. */
  #executableTo(address: number): number {
    const mapping = this.#mappingOf(address);
    return mapping?.protection.includes("x") === true ? mapping.base + mapping.size : address;
  }

  #page(base: number): Page {
    const known = this.#pages.get(base);
    if (known !== undefined) return known;
    const bytes = this.#target.readSome(base, this.#pageSize);
    // Where nothing can be read, something may be mapped at any time: the map need not be asked.
    const page = { bytes, stable: bytes.length > 0 && !this.isWritable(base) };
    this.#pages.set(base, page);
    if (!page.stable) this.#changing.push(base);
    return page;
  }

  /** True if the program can write to an address. Memory that is not mapped counts as writable: nothing is known of it. */
  isWritable(address: number): boolean {
    let mapping = this.#mappingOf(address);
    if (mapping === undefined) {
      this.#mappings = null;
      mapping = this.#mappingOf(address);
    }
    return mapping === undefined || mapping.protection.includes("w");
  }

  /** True if memory that the program can write to is mapped at an address. */
  canWrite(address: number): boolean {
    const isThere = (): boolean => this.#mappingOf(address)?.protection.includes("w") === true;
    if (isThere()) return true;
    this.#mappings = null;
    return isThere();
  }

  #mappingOf(address: number): Mapping | undefined {
    this.#mappings ??= this.#target.mappings();
    const mappings = this.#mappings;
    let low = 0;
    let high = mappings.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { base, size } = mappings[middle]!;
      if (address < base) high = middle;
      else if (address >= base + size) low = middle + 1;
      else return mappings[middle];
    }
    return undefined;
  }

  /** To be called when the program runs on: it may change what it can write. */
  forgetChanging(): void {
    for (const base of this.#changing) this.#pages.delete(base);
    this.#changing = [];
  }

  /** To be called when mappings have changed, or are about to. */
  forgetMappings(): void {
    this.#mappings = null;
    this.#forgetPages();
  }

  /**
   * To be called when mappings have changed in some ranges only, or are about to, and maybe where nothing is mapped. The map is read again once an address there is asked for.
   */
  forgetRanges(ranges: readonly MemoryRange[]): void {
    for (const { base, size } of ranges) {
      if (this.#mappings === null) break;
      const start = base - (base % this.#pageSize);
      const end = Math.ceil((base + size) / this.#pageSize) * this.#pageSize;
      this.#mappings = withoutRange(this.#mappings, start, end - start);
    }
    this.#forgetPages();
  }

  /** Reads the mappings again, at a moment when that costs less than later. */
  readMappings(): void {
    this.#forgetPages();
    this.#mappings = this.#target.mappings();
  }

  #forgetPages(): void {
    this.#pages.clear();
    this.#changing = [];
  }
}
