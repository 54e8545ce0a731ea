import { CodeSlabChain, type MemoryProvider, SlabError, within } from "@armstalker/slab-allocator";
import { RecompilerError } from "./errors.js";

/** Room that is kept free at the end of each part for code that does not belong to a block: stubs and thunks. */
const STUB_ROOM = 4 * 1024;
/** Parts that the whole area is divided into, if these are large enough. */
const PARTS = 8;
/** Away from where programs, libraries and stacks usually are. */
const PLACE = 0x90000000;
/** Bytes between two changes that are written along with them, for fewer and longer writes. */
const MERGED_GAP = 64;

/** A piece of the code area: its code is forgotten as a whole. */
export interface CodePart {
  readonly base: number;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Bytes that are taken. */
  used: number;
}

/** Changed bytes, `from` included and `to` not. */
interface Change {
  readonly part: number;
  readonly from: number;
  to: number;
}

export interface CodeAreaOptions {
  /** Bytes of generated code, about, after which the oldest part is forgotten. */
  readonly size: number;
  /** Bytes of code that one block has at most. */
  readonly largestBlock: number;
}

/**
 * The generated code of one context: written here first, and to the target all at once before it runs on. A write costs a packet or a
 * system call, and under an emulator the translations of a page. The area is a ring of parts: when all are full, the oldest gives way.
 */
export class CodeArea {
  readonly #chain: CodeSlabChain;
  readonly #partSize: number;
  /** A part has room for another block as long as no more than so many of its bytes are taken. */
  readonly #mostUsed: number;
  /** Bytes of code that one block has at most. */
  readonly largestBlock: number;
  readonly #parts: CodePart[] = [];
  #current = -1;
  #mostParts: number;
  #changes: Change[] = [];
  /** Bytes at the start of the first part that are never forgotten. */
  #lasting = 0;
  #sealed = false;

  /** @throws {SlabError} if the provider cannot map even the first part */
  constructor(provider: MemoryProvider, { size, largestBlock }: CodeAreaOptions) {
    const { pageSize } = provider;
    const least = 2 * largestBlock + STUB_ROOM;
    this.largestBlock = largestBlock;
    this.#partSize = Math.ceil(Math.max(least, size / PARTS) / pageSize) * pageSize;
    this.#mostUsed = this.#partSize - largestBlock - STUB_ROOM;
    this.#mostParts = Math.max(2, Math.floor(size / this.#partSize));
    this.#chain = chainOf(provider, this.#partSize, this.#mostParts);
  }

  get #part(): CodePart {
    return this.#parts[this.#current]!;
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

  get parts(): readonly CodePart[] {
    return this.#parts;
  }

  /** True if a block can be put without forgetting another. */
  get hasFreeRoom(): boolean {
    return this.#hasRoom(this.#current) || this.#hasUnusedPart();
  }

  #hasRoom(part: number): boolean {
    return part >= 0 && this.#parts[part]!.used <= this.#mostUsed;
  }

  #hasUnusedPart(): boolean {
    const next = this.#current + 1;
    if (next < this.#parts.length) return this.#isUnused(next);
    return this.#addPart(next);
  }

  #isUnused(part: number): boolean {
    return this.#parts[part]!.used <= (part === 0 ? this.#lasting : 0);
  }

  /**
   * Goes to a part that has room for a block.
   *
   * @param forget - is told the number of a part whose code is about to give way
   * @returns the number of the part that code goes to
   */
  makeRoom(forget: (part: number) => void): number {
    if (this.#current < 0) this.#enter(0);
    if (this.#parts[this.#current]!.used <= this.#mostUsed) return this.#current;
    if (this.#hasUnusedPart()) return ++this.#current;
    const next = this.#current + 1 < this.#parts.length ? this.#current + 1 : 0;
    forget(next);
    this.#clear(next);
    this.#current = next;
    return next;
  }

  #clear(part: number): void {
    const { base, bytes } = this.#parts[part]!;
    const kept = base + (part === 0 ? this.#lasting : 0);
    const end = base + bytes.length;
    this.#changes = this.#changes.filter(({ from }) => from < kept || from >= end);
    this.#parts[part]!.used = kept - base;
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
    this.#parts.push({ base, bytes, view: new DataView(bytes.buffer), used: 0 });
    return true;
  }

  /**
   * Puts code at {@link address}. Returns that address.
   *
   * @param size - how many bytes of the array are the code
   * @throws {RecompilerError} `block-too-large`
   */
  append(code: Uint8Array, size: number = code.length): number {
    if (this.#current < 0) this.#enter(0);
    const part = this.#parts[this.#current]!;
    const address = part.base + part.used;
    if (size > this.largestBlock || part.used + size > this.#partSize) {
      throw new RecompilerError({
        code: "block-too-large",
        message: `a block has ${size} bytes of code`,
        hint: `let the transformer write less: ${this.largestBlock} bytes is the most`,
      });
    }
    const { bytes } = part;
    // Most code is a few dozen bytes: a loop is faster than views of both arrays.
    for (let from = 0, to = part.used; from < size; from++, to++) bytes[to] = code[from]!;
    this.#change(this.#current, address, address + size);
    part.used = (part.used + size + 3) & ~3;
    return address;
  }

  /**
   * Goes to a part that has room for code which belongs to no block: as a rule the current one, at whose end some room is kept.
   *
   * @param size - in bytes
   * @param forget - as for {@link makeRoom}
   */
  makeStubRoom(size: number, forget: (part: number) => void): number {
    const needsRoom = this.#current < 0 || this.#part.used + size > this.#partSize;
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

  #partOf(address: number): CodePart {
    return this.#parts[this.#numberOf(address)]!;
  }

  /** Overwrites a word of code that is there already. */
  patch(address: number, word: number): void {
    const number = this.#numberOf(address);
    const part = this.#parts[number]!;
    part.view.setUint32(address - part.base, word, true);
    this.#change(number, address, address + 4);
  }

  /** A word of code, little-endian. */
  word(address: number): number {
    const part = this.#partOf(address);
    return part.view.getUint32(address - part.base, true);
  }

  /** The bytes of code, as they will be in the target. */
  read(address: number, size: number): Uint8Array {
    const part = this.#partOf(address);
    return part.bytes.subarray(address - part.base, address - part.base + size);
  }

  #change(part: number, from: number, to: number): void {
    const last = this.#changes.at(-1);
    if (last !== undefined && part === last.part && from >= last.from && from <= last.to + MERGED_GAP) {
      last.to = Math.max(last.to, to);
      return;
    }
    this.#changes.push({ part, from, to });
  }

  /** Writes what has changed to the target. */
  flush(): void {
    if (this.#changes.length === 0) return;
    const changes = this.#changes.sort((a, b) => a.from - b.from);
    this.#changes = [];
    this.#chain.access.batch(() => {
      for (let index = 0; index < changes.length; ) {
        const { from } = changes[index]!;
        let { to } = changes[index]!;
        const part = this.#partOf(from);
        const end = part.base + part.bytes.length;
        while (++index < changes.length && changes[index]!.from <= to + MERGED_GAP && changes[index]!.to <= end) {
          to = Math.max(to, changes[index]!.to);
        }
        this.#chain.write(from, part.bytes.subarray(from - part.base, to - part.base));
      }
    });
  }

  /** Lets the code that is there last for good. To be called once, before the first block. */
  keepWhatIsThere(): void {
    if (this.#sealed) throw new Error("the lasting code is settled already");
    this.#sealed = true;
    this.#lasting = this.#current < 0 ? 0 : this.#part.used;
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
  for (let count = parts; ; count = Math.max(1, count >> 1)) {
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
