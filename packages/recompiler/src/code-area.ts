import { CodeSlabChain, type MemoryProvider, type MemoryRange, SlabError, within } from "@armstalker/slab-allocator";
import { RecompilerError } from "./errors.js";
import { LEAST_RUN, SlotPages } from "./slot-pages.js";

/** Room that is kept free at the end of each part for code that does not belong to a block: stubs and thunks. */
const STUB_ROOM = 4 * 1024;
/** Parts that the whole area is divided into, if these are large enough. */
const PARTS = 8;
/** Away from where programs, libraries and stacks usually are. */
const PLACE = 0x90000000;
/** Bytes between two changes of one kind that are written along with them, for fewer and longer writes. */
const MERGED_GAP = 64;

/** Bytes that the ways out of one block are given later, at most: it has up to 256 instructions, and one way out takes 12 bytes. */
const LATER_ROOM = 3 * 1024;

/** A piece of the code area: its code is forgotten as a whole. */
export interface CodePart {
  readonly base: number;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Bytes that are taken. */
  used: number;
}

/** What an area knows of its part. */
interface Part extends CodePart {
  /** Null where links are no data. */
  readonly slots: SlotPages | null;
  /** Bytes that are held back for what belongs to code that is there. */
  promised: number;
  /** Up to here the code was flushed since the part was cleared, and at any time. */
  flushed: number;
  executed: number;
}

/** What was changed. Where links are data, changes are written in this order: what leads to other bytes is never there before them. */
const ChangeKind = {
  /** Code that no thread has seen. */
  code: 0,
  slot: 1,
  /** Code that was flushed before. */
  seen: 2,
} as const;

type ChangeKind = (typeof ChangeKind)[keyof typeof ChangeKind];

/** Changed bytes, `from` included and `to` not. */
interface Change {
  readonly kind: ChangeKind;
  readonly part: number;
  readonly from: number;
  to: number;
}

/** How many runs of pages are told one by one. For more of them, each of which costs system calls, an emulator had better forget what lies in between too. */
const MOST_RUNS = 16;

export interface CodeAreaOptions {
  /** Bytes of generated code, about, after which the oldest part is forgotten. */
  readonly size: number;
  /** Bytes of code that one block has at most. */
  readonly largestBlock: number;
  /**
   * True for links that are data: there are pages of slots between the code, which it loads the targets of branches from. The area has twice the address space then.
   * Default: false.
   */
  readonly slots?: boolean;
  /**
   * Is told of whole pages in which code was overwritten that had been flushed before, after that: translations of it are stale.
   * Slots are no code.
   */
  readonly renewed?: (base: number, size: number) => void;
}

/**
 * The generated code of one context: written here first, and to the target all at once before it runs on. A write costs a packet or a
 * system call, and under an emulator the translations of a page. The area is a ring of parts: when all are full, the oldest gives way.
 */
export class CodeArea {
  readonly #chain: CodeSlabChain;
  readonly #partSize: number;
  /** Where links are no data: a part has room for another block as long as no more than so many of its bytes are taken; else -1. */
  readonly #mostUsed: number;
  readonly #pageSize: number;
  readonly #hasSlots: boolean;
  readonly #renewed: ((base: number, size: number) => void) | null;
  /** Bytes between two changes of one kind that are written along with them: where memory is shared, none, as another write costs nothing. */
  readonly #gap: number;
  /** Bytes that are taken in a part without code. */
  readonly #leastUsed: number;
  /** Bytes of code that one block has at most. */
  readonly largestBlock: number;
  readonly #parts: Part[] = [];
  #current = -1;
  #mostParts: number;
  #changes: Change[] = [];
  /** Bytes at the start of the first part that are never forgotten. */
  #lasting: number;
  #sealed = false;

  /** @throws {SlabError} if the provider cannot map even the first part */
  constructor(provider: MemoryProvider, { size, largestBlock, slots = false, renewed }: CodeAreaOptions) {
    const { pageSize } = provider;
    const least = 2 * largestBlock + STUB_ROOM;
    this.largestBlock = largestBlock;
    this.#pageSize = pageSize;
    this.#hasSlots = slots;
    this.#renewed = renewed ?? null;
    this.#leastUsed = slots ? pageSize : 0;
    this.#lasting = this.#leastUsed;
    this.#gap = slots ? 0 : MERGED_GAP;
    const codeSize = Math.ceil(Math.max(least, size / PARTS) / pageSize) * pageSize;
    this.#partSize = slots ? 2 * codeSize : codeSize;
    this.#mostUsed = slots ? -1 : codeSize - largestBlock - STUB_ROOM;
    this.#mostParts = Math.max(2, Math.floor(size / codeSize));
    this.#chain = chainOf(provider, this.#partSize, this.#mostParts);
  }

  /** Address of the next code. To be asked for after {@link makeRoom}. */
  get address(): number {
    if (this.#current < 0) this.#enter(0);
    const { base, used } = this.#parts[this.#current]!;
    return base + used;
  }

  /** The number of the part that code goes to. */
  get partNumber(): number {
    return this.#current;
  }

  /** The memory that is mapped for the area so far. */
  get slabs(): readonly MemoryRange[] {
    return this.#chain.slabs;
  }

  get parts(): readonly CodePart[] {
    return this.#parts;
  }

  /** True if a block can be put without forgetting another. */
  get hasFreeRoom(): boolean {
    return this.#hasRoom(this.#current) || this.#hasUnusedPart();
  }

  #hasRoom(part: number): boolean {
    return part >= 0 && this.#hasRoomFor(this.#parts[part]!, this.largestBlock, STUB_ROOM);
  }

  /** True if a part has room for a piece of code, for so many bytes of small pieces, and for what was promised. */
  #hasRoomFor({ used, promised }: Part, size: number, more: number): boolean {
    if (!this.#hasSlots) return used + size + more <= this.#partSize;
    const small = more + promised + LATER_ROOM;
    // A run takes a page of slots and one of code: two are begun around the piece of code, and others as the small pieces fill them.
    const runs = 3 + Math.ceil(small / LEAST_RUN);
    return used + size + 2 * this.#pageSize * runs <= this.#partSize;
  }

  #hasUnusedPart(): boolean {
    const next = this.#current + 1;
    if (next < this.#parts.length) return this.#isUnused(next);
    return this.#addPart(next);
  }

  #isUnused(part: number): boolean {
    return this.#parts[part]!.used <= (part === 0 ? this.#lasting : this.#leastUsed);
  }

  /**
   * Goes to a part that has room for a block.
   *
   * @param forget - is told the number of a part whose code is about to give way
   * @returns the number of the part that code goes to
   */
  makeRoom(forget: (part: number) => void): number {
    if (this.#current < 0) this.#enter(0);
    const { used } = this.#parts[this.#current]!;
    if (used <= this.#mostUsed || (this.#hasSlots && this.#hasRoom(this.#current))) return this.#current;
    if (this.#hasUnusedPart()) return ++this.#current;
    const next = this.#current + 1 < this.#parts.length ? this.#current + 1 : 0;
    forget(next);
    this.#clear(next);
    this.#current = next;
    return next;
  }

  #clear(part: number): void {
    const cleared = this.#parts[part]!;
    const { base, bytes } = cleared;
    const kept = base + (part === 0 ? this.#lasting : 0);
    const end = base + bytes.length;
    this.#changes = this.#changes.filter(({ from }) => from < kept || from >= end);
    cleared.used = part === 0 ? this.#lasting : this.#leastUsed;
    cleared.flushed = Math.min(cleared.flushed, cleared.used);
    cleared.promised = 0;
    cleared.slots?.clear();
  }

  #enter(part: number): void {
    if (part >= this.#parts.length && !this.#addPart(part)) {
      throw new RecompilerError({
        code: "out-of-memory",
        message: "there is no room for generated code",
        hint: "all of it must lie within branch range: exclude what need not be followed",
      });
    }
    this.#current = part;
  }

  /** Where the target has no memory for another part the area stays as it is for good. */
  #addPart(number: number): boolean {
    if (number >= this.#mostParts) return false;
    let base: number;
    try {
      base = this.#chain.reserve(this.#partSize);
    } catch (error) {
      if (!(error instanceof SlabError)) throw error;
      this.#mostParts = number;
      return false;
    }
    const bytes = new Uint8Array(this.#partSize);
    this.#parts.push({
      base,
      bytes,
      view: new DataView(bytes.buffer),
      used: this.#leastUsed,
      slots: this.#hasSlots ? new SlotPages(this.#partSize, this.#pageSize) : null,
      promised: 0,
      flushed: 0,
      executed: 0,
    });
    return true;
  }

  /**
   * Puts code at {@link address}. Returns that address.
   *
   * @param size - how many bytes of the array are the code
   * @param to - the part whose code it belongs to: it goes to {@link addressIn} that part then, where room was promised for it
   * @throws {RecompilerError} `block-too-large`
   */
  append(code: Uint8Array, size: number = code.length, to = -1): number {
    if (this.#current < 0) this.#enter(0);
    const number = to < 0 ? this.#current : to;
    const part = this.#parts[number]!;
    const address = part.base + part.used;
    if (size > this.largestBlock || part.used + size > this.#partSize) {
      throw new RecompilerError({
        code: "block-too-large",
        message: `a block has ${size} bytes of code`,
        hint: `let the transformer write less: ${this.largestBlock} bytes is the most`,
      });
    }
    const { bytes, slots } = part;
    // Most code is a few dozen bytes: a loop is faster than views of both arrays.
    for (let from = 0, to = part.used; from < size; from++, to++) bytes[to] = code[from]!;
    this.#change(ChangeKind.code, number, address, address + size);
    part.used = (part.used + size + 3) & ~3;
    if (slots?.isFull(part.used) === true) this.startRun(number);
    return address;
  }

  /** Address of the next code in a part. */
  addressIn(part: number): number {
    const { base, used } = this.#parts[part]!;
    return base + used;
  }

  /** Begins a run of code with slots of its own in a part, if it has room for one. */
  startRun(number: number): void {
    const part = this.#parts[number]!;
    const at = Math.ceil(part.used / this.#pageSize) * this.#pageSize;
    if (at + this.#pageSize >= this.#partSize) return;
    part.slots!.begin(at);
    part.used = at + this.#pageSize;
  }

  /** Has the next bytes of code lie in one page, if they fit into one. To be called after {@link makeRoom}. */
  keepTogether(size: number): void {
    const { used } = this.#parts[this.#current]!;
    const left = -used & (this.#pageSize - 1);
    if (this.#hasSlots && left < size) this.startRun(this.#current);
  }

  /** Holds back so many bytes more of the part that an address lies in; a negative number gives them back. */
  promise(address: number, size: number): void {
    this.#partOf(address).promised += size;
  }

  /**
   * Takes a slot: a word that no code refers to yet.
   *
   * @param from - where `ldr pc, [pc, #n]` is, which reaches the slot
   * @returns its address, 0 if there is none in reach
   */
  takeSlot(from: number): number {
    const { base, slots } = this.#partOf(from);
    const at = slots === null ? -1 : slots.take(from - base);
    return at < 0 ? 0 : base + at;
  }

  /**
   * Takes bytes of the first page of slots, right before the area's first code, for data that lasts as that code does ({@link keepWhatIsThere}). The area does not write it.
   * To be called before the area has code.
   *
   * @param size - rounded up to a multiple of 8
   * @returns the address of the data
   * @throws {RangeError} if there are no slots, or if the page has no room
   */
  reserveData(size: number): number {
    if (this.#current < 0) this.#enter(0);
    const { base, slots, used } = this.#parts[0]!;
    if (slots === null || used > this.#leastUsed)
      throw new RangeError("data must be reserved in an area with slots, before code");
    return base + slots.reserve((size + 7) & ~7);
  }

  /**
   * Goes to a part that has room for code which belongs to no block: as a rule the current one, at whose end some room is kept.
   *
   * @param size - in bytes
   * @param forget - as for {@link makeRoom}
   */
  makeStubRoom(size: number, forget: (part: number) => void): number {
    const needsRoom = this.#current < 0 || !this.#hasRoomFor(this.#parts[this.#current]!, size, 0);
    return needsRoom ? this.makeRoom(forget) : this.#current;
  }

  /** True for addresses in the area. */
  contains(address: number): boolean {
    return this.#chain.contains(address);
  }

  /** The number of the part that an address lies in, -1 if it lies in none. */
  partAt(address: number): number {
    const parts = this.#parts;
    for (let number = 0; number < parts.length; number++) {
      const offset = address - parts[number]!.base;
      if (offset >= 0 && offset < this.#partSize) return number;
    }
    return -1;
  }

  #numberOf(address: number): number {
    const number = this.partAt(address);
    if (number < 0) throw new RangeError(`0x${address.toString(16)} is not in the code area`);
    return number;
  }

  #partOf(address: number): Part {
    return this.#parts[this.#numberOf(address)]!;
  }

  /** Overwrites a word of code that is there already, or a slot. */
  patch(address: number, word: number): void {
    const number = this.#numberOf(address);
    const { base, view, slots, flushed } = this.#parts[number]!;
    const at = address - base;
    view.setUint32(at, word, true);
    let kind: ChangeKind = ChangeKind.code;
    if (slots?.has(at) === true) kind = ChangeKind.slot;
    else if (slots !== null && at < flushed) kind = ChangeKind.seen;
    this.#change(kind, number, address, address + 4);
  }

  /** A word of code or a slot, little-endian. */
  word(address: number): number {
    const part = this.#partOf(address);
    return part.view.getUint32(address - part.base, true);
  }

  /** The bytes of code, as they will be in the target. */
  read(address: number, size: number): Uint8Array {
    const part = this.#partOf(address);
    return part.bytes.subarray(address - part.base, address - part.base + size);
  }

  #change(kind: ChangeKind, part: number, from: number, to: number): void {
    const last = this.#changes.at(-1);
    if (
      last !== undefined &&
      kind === last.kind &&
      part === last.part &&
      from >= last.from &&
      from <= last.to + this.#gap
    ) {
      last.to = Math.max(last.to, to);
      return;
    }
    this.#changes.push({ kind, part, from, to });
  }

  /** Writes what has changed to the target. */
  flush(): void {
    if (this.#changes.length === 0) return;
    const changes = this.#changes.sort((a, b) => a.kind - b.kind || a.from - b.from);
    this.#changes = [];
    const stale: [from: number, to: number][] = [];
    this.#chain.access.batch(() => {
      for (let index = 0; index < changes.length; ) {
        const { kind, from } = changes[index]!;
        let { to } = changes[index]!;
        const part = this.#partOf(from);
        const end = part.base + part.bytes.length;
        while (++index < changes.length) {
          const next = changes[index]!;
          if (next.kind !== kind || next.from > to + this.#gap || next.to > end) break;
          to = Math.max(to, next.to);
        }
        this.#chain.write(from, part.bytes.subarray(from - part.base, to - part.base));
        const executed = part.base + part.executed;
        if (kind !== ChangeKind.slot && from < executed) stale.push([from, Math.min(to, executed)]);
      }
    });
    for (const { part } of changes) {
      const flushed = this.#parts[part]!;
      flushed.flushed = flushed.used;
      flushed.executed = Math.max(flushed.executed, flushed.used);
    }
    if (this.#renewed !== null && stale.length > 0) this.#tellRenewed(this.#renewed, stale);
  }

  #tellRenewed(renewed: (base: number, size: number) => void, stale: [from: number, to: number][]): void {
    const mask = -this.#pageSize;
    stale.sort(([a], [b]) => a - b);
    const runs: [base: number, end: number][] = [];
    for (const [from, to] of stale) {
      const base = (from & mask) >>> 0;
      const end = (((to - 1) & mask) >>> 0) + this.#pageSize;
      const last = runs.at(-1);
      if (last !== undefined && base < last[1]) last[1] = Math.max(last[1], end);
      else runs.push([base, end]);
    }
    const told = runs.length > MOST_RUNS ? this.#byParts(runs) : runs;
    for (const [base, end] of told) renewed(base, end - base);
  }

  /** One range of pages for each part of the area in which some are. */
  #byParts(runs: readonly [base: number, end: number][]): Iterable<[base: number, end: number]> {
    const ranges = new Map<number, [base: number, end: number]>();
    for (const [base, end] of runs) {
      const number = this.#numberOf(base);
      const known = ranges.get(number);
      if (known === undefined) ranges.set(number, [base, end]);
      else known[1] = end;
    }
    return ranges.values();
  }

  /** Lets the code that is there last for good. To be called once, before the first block. */
  keepWhatIsThere(): void {
    if (this.#sealed) throw new Error("the lasting code is settled already");
    this.#sealed = true;
    if (this.#current < 0) return;
    const { used, slots } = this.#parts[this.#current]!;
    this.#lasting = used;
    slots?.keep();
  }

  /** Gives the memory back; to be called when no thread is in it. */
  reclaim(): void {
    this.#chain.reclaim();
  }

  /** Forgets the memory: it went with its process. */
  abandon(): void {
    this.#chain.abandon();
  }
}

/** Slabs for so many parts: one slab if it can be, before other memory takes what is in reach. */
function chainOf(provider: MemoryProvider, partSize: number, parts: number): CodeSlabChain {
  for (let count = parts; ; count = count === parts ? Math.max(1, parts - 1) : Math.max(1, count >> 1)) {
    try {
      return new CodeSlabChain(provider, {
        initialSize: count * partSize,
        growingSize: partSize,
        near: within(PLACE, 2 ** 32),
      });
    } catch (error) {
      if (!(error instanceof SlabError) || count === 1) throw error;
    }
  }
}
