import type { Address, CodeAddress, InstructionSet } from "@armstalker/isa";
import { DataSlab, type MemoryProvider, SlabError } from "@armstalker/slab-allocator";
import { RecompilerError } from "./errors.js";
import { LEAF_BITS } from "./words.js";

const LEAF_SLOTS = 1 << LEAF_BITS;
/** Bytes of a leaf of an {@link IndirectMap}, and bytes at address 0 that the program must not be able to read. */
export const LEAF_BYTES: number = 4 * LEAF_SLOTS;
const DIRECTORY_BYTES = 4 * 2 ** (32 - LEAF_BITS);
/** Leaves that are filled at a time. */
const FILLED_LEAVES = 16;
/**
 * Leaves that are mapped at a time, the first ones along with the directory: enough for 1 MiB of code that is reached by indirect branches. Fewer are
 * mapped where the target has no room for so many.
 */
const MAPPED_LEAVES = 256;

interface Group {
  readonly leaves: DataSlab;
  /** Leaves that there is memory for. */
  readonly capacity: number;
  /** Leaves whose slots are filled. */
  filled: number;
  /** Inaccessible: a jump to `misses.base + n` is a miss of the slot n of the group. Without size where misses go to a door. */
  readonly misses: { readonly base: number; readonly size: number };
  /** The high bits of the addresses that each leaf is for. */
  readonly pages: number[];
}

/** Fills words with ascending values: `(destination, first value, count)`. */
export type Fill = (destination: number, first: number, count: number) => void;

/** Where all misses of a map go: the address of A32 code. */
export interface MissDoor {
  readonly door: Address;
}

/** Bytes of a page before the directory, whose last word takes the address that is looked up. */
const WANTED_BYTES = 4;

/** Bytes that are written at a time where a directory's words are all the same: a copy of the whole would be megabytes of new memory. */
const PIECE_BYTES = 1 << 16;

/** Little-endian words that are all the same. */
function wordsOfOne(word: number, count: number): Uint8Array {
  const words = new Uint32Array(count).fill(word);
  const bytes = new Uint8Array(words.buffer);
  if (IS_LITTLE_ENDIAN) return bytes;
  return Uint8Array.from(bytes, (_, index) => bytes[index ^ 3]!);
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/**
 * Where code is for each address that was jumped to: a directory of leaves, read by generated code without compare and without
 * flags.
 *
 *     directory[address >>> 12] -> leaf;  leaf[address & 0xfff] -> code
 *
 * Bit 0 is part of the index, so that A32 and T32 code at one place are told apart. A slot without code leads to an address in
 * inaccessible memory that names it, so a miss is a fault whose PC says what was wanted, with all registers as the program left them.
 * A directory entry without a leaf is 0: the load from the leaf faults in the first {@link LEAF_BYTES} of the address space, which must stay inaccessible.
 *
 * With a door nothing faults: slots without code, and directory entries without a leaf, lead to the door. Generated code stores the address that it looks up in
 * {@link wanted} before (`storesWanted` of the context's data).
 */
export class IndirectMap {
  readonly #provider: MemoryProvider;
  readonly #misses: Fill | MissDoor;
  /** The directory; with a door, the page before it and the leaf of misses behind it too. */
  readonly #slab: DataSlab;
  /** The address of the directory. */
  readonly directory: number;
  /** The door that all misses go to, 0 if they fault. */
  readonly missDoor: Address;
  readonly #groups: Group[] = [];
  readonly #leafOf = new Map<number, number>();
  readonly #values = new Map<number, number>();
  readonly #pending = new Map<number, number>();
  /** True for addresses whose look-ups must miss each time. */
  isWithheld: (address: CodeAddress) => boolean = () => false;

  /**
   * Maps the directory and the first leaves.
   *
   * @param near - an address of the code that reads the map
   * @param misses - fills the slots of misses that fault; or the door that misses go to
   * @throws {SlabError} if the provider has no memory for the directory
   * @throws {RecompilerError} `out-of-memory` if it has none for leaves
   */
  constructor(provider: MemoryProvider, near: number, misses: Fill | MissDoor) {
    this.#provider = provider;
    this.#misses = misses;
    const hasDoor = typeof misses !== "function";
    const before = hasDoor ? provider.pageSize : 0;
    const size = before + DIRECTORY_BYTES + (hasDoor ? LEAF_BYTES : 0);
    this.#slab = DataSlab.allocate(provider, { size, near: { near, from: 0, to: 2 ** 32 } });
    this.directory = this.#slab.base + before;
    this.missDoor = hasDoor ? misses.door : (0 as Address);
    try {
      if (hasDoor) this.#leadAllToDoor();
      this.#addGroup();
    } catch (error) {
      this.#slab.reclaim();
      throw error;
    }
  }

  #leadAllToDoor(): void {
    const leaf = this.directory + DIRECTORY_BYTES;
    this.#provider.write(leaf, wordsOfOne(this.missDoor, LEAF_SLOTS));
    const piece = wordsOfOne(leaf, PIECE_BYTES / 4);
    for (let at = 0; at < DIRECTORY_BYTES; at += PIECE_BYTES) this.#provider.write(this.directory + at, piece);
  }

  /** The word that holds the address that was looked up last, if misses go to a door. */
  get wanted(): Address {
    return (this.directory - WANTED_BYTES) as Address;
  }

  /** The address of the program that was looked up in vain, if the fault at an address in an instruction set says that; else -1, as always with a door. */
  missed(pc: number, set: InstructionSet): CodeAddress | -1 {
    for (const { misses, pages } of this.#groups) {
      const slot = pc - misses.base;
      if (slot < 0 || slot >= misses.size) continue;
      const page = pages[slot >>> LEAF_BITS];
      if (page === undefined) return -1;
      return ((page * LEAF_SLOTS + (slot & (LEAF_SLOTS - 1)) + (set === "t32" ? 1 : 0)) >>> 0) as CodeAddress;
    }
    return -1;
  }

  /**
   * The leaf of an address; made if there is none.
   *
   * @throws {RecompilerError} `out-of-memory`; the map is as it was
   */
  leaf(address: number): number {
    const page = address >>> LEAF_BITS;
    const known = this.#leafOf.get(page);
    if (known !== undefined) return known;
    let group = this.#groups.at(-1)!;
    if (group.pages.length === group.capacity) group = this.#addGroup();
    const number = group.pages.length;
    if (number === group.filled) this.#fillLeaves(group);
    const leaf = group.leaves.base + number * LEAF_BYTES;
    group.pages.push(page);
    this.#leafOf.set(page, leaf);
    this.#pending.set(this.directory + 4 * page, leaf);
    return leaf;
  }

  #addGroup(): Group {
    for (let capacity = MAPPED_LEAVES; ; capacity >>= 1) {
      try {
        const leaves = this.#mapLeaves(capacity);
        const misses = leaves.guard ?? { base: 0, size: 0 };
        const group: Group = { leaves, capacity, filled: 0, misses, pages: [] };
        this.#groups.push(group);
        return group;
      } catch (cause) {
        if (!(cause instanceof SlabError)) throw cause;
        if (capacity > FILLED_LEAVES) continue;
        throw new RecompilerError({
          code: "out-of-memory",
          message: `there is no room for tables of indirect branches, ${capacity * (LEAF_BYTES + LEAF_SLOTS)} bytes`,
          hint: "the program has used up its address space: follow it for a shorter time, or exclude code that need not be followed",
          cause,
        });
      }
    }
  }

  /** The guard of a group of leaves is memory that is inaccessible, and nobody else's. With a door there is none. */
  #mapLeaves(count: number): DataSlab {
    return DataSlab.allocate(this.#provider, {
      size: count * LEAF_BYTES,
      guardSize: this.missDoor === 0 ? count * LEAF_SLOTS : 0,
      near: { near: this.directory, from: 0, to: 2 ** 32 },
    });
  }

  #fillLeaves(group: Group): void {
    const { leaves, misses, filled } = group;
    const at = leaves.base + filled * LEAF_BYTES;
    if (typeof this.#misses === "function") {
      this.#misses(at, misses.base + filled * LEAF_SLOTS, FILLED_LEAVES * LEAF_SLOTS);
      group.filled += FILLED_LEAVES;
    } else {
      this.#provider.write(at, wordsOfOne(this.missDoor, LEAF_SLOTS));
      group.filled++;
    }
  }

  /** Sets where code is for an address; 0: nowhere any more. Look-ups of a withheld address miss whatever is set. */
  set(address: number, place: number): void {
    const code = place !== 0 && this.isWithheld(address as CodeAddress) ? 0 : place;
    const leaf = this.leaf(address);
    const slot = leaf + 4 * (address & (LEAF_SLOTS - 1));
    if (code === 0) this.#values.delete(slot);
    else this.#values.set(slot, code);
    this.#pending.set(slot, code === 0 ? this.#missOf(slot) : code);
  }

  /** Where code is for an address as far as the map knows; 0: nowhere. */
  get(address: number): number {
    const leaf = this.#leafOf.get(address >>> LEAF_BITS);
    return leaf === undefined ? 0 : (this.#values.get(leaf + 4 * (address & (LEAF_SLOTS - 1))) ?? 0);
  }

  #missOf(slot: number): number {
    if (this.missDoor !== 0) return this.missDoor;
    const group = this.#groups.find(({ leaves }) => leaves.contains(slot))!;
    return group.misses.base + (slot - group.leaves.base) / 4;
  }

  /** Has all look-ups miss from the next {@link flush} on, so that the thread soon comes to the door of misses: a map without a door stays as it is. */
  close(): void {
    if (this.missDoor === 0) return;
    const misses = this.directory + DIRECTORY_BYTES;
    for (const page of this.#leafOf.keys()) this.#pending.set(this.directory + 4 * page, misses);
  }

  /** Takes {@link close} back. */
  open(): void {
    for (const [page, leaf] of this.#leafOf) this.#pending.set(this.directory + 4 * page, leaf);
  }

  /** Takes out what leads to a range of generated code. */
  forgetCode(from: number, to: number): void {
    for (const [slot, code] of this.#values) {
      if (code < from || code >= to) continue;
      this.#values.delete(slot);
      this.#pending.set(slot, this.#missOf(slot));
    }
  }

  /** Takes all code out. */
  clear(): void {
    for (const slot of this.#values.keys()) this.#pending.set(slot, this.#missOf(slot));
    this.#values.clear();
  }

  /** Writes what has changed to the target. */
  flush(): void {
    if (this.#pending.size === 0) return;
    const slots = [...this.#pending].sort(([a], [b]) => a - b);
    this.#pending.clear();
    for (let from = 0; from < slots.length; ) {
      let to = from + 1;
      while (to < slots.length && slots[to]![0] === slots[to - 1]![0] + 4) to++;
      const words = new DataView(new ArrayBuffer(4 * (to - from)));
      for (let index = from; index < to; index++) words.setUint32(4 * (index - from), slots[index]![1], true);
      this.#provider.write(slots[from]![0], new Uint8Array(words.buffer));
      from = to;
    }
  }

  reclaim(): void {
    for (const { leaves } of this.#groups) leaves.reclaim();
    this.#slab.reclaim();
  }

  abandon(): void {
    for (const { leaves } of this.#groups) leaves.abandon();
    this.#slab.abandon();
  }
}
