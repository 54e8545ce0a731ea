import type { ItState } from "@armstalker/isa";
import type { Emitter, Step, StepObserver } from "@armstalker/relocator";
import type { BlockTables } from "./block-tables.js";
import type { SetWords } from "./words.js";

/** How far behind a load of 4 bytes, and of 2, its literal may begin, in bytes (LDR (literal), A8.8.64: imm12, and imm8 of words). */
const REACH = 4095;
const NARROW_REACH = 1020;
/** A narrow load has its distance in words, in the lowest bits. */
const NARROW_SHIFT = 2;
/** Loads that can wait for one pool: each takes 2 bytes at least, and the pool is in reach of the first. */
const MOST_LOADS = (REACH + 1) / 2 + 64;
/** Bytes of a branch over a pool. */
const BRANCH = 4;
/** Bytes that stand before a pool, at most: that branch, and a halfword for alignment. */
const OVERHEAD = BRANCH + 2;
const WORD = 4;

/** A load of a literal that the writer has put: where it begins, its size in bytes, and what it loads. */
interface WrittenLoad {
  readonly at: number;
  readonly size: number;
  readonly value: number;
}

/**
 * The code of one block while it is compiled: bytes, and the literals that wait for a pool. Frequent instructions are put straight into
 * {@link bytes}; others are written by a writer as a piece, which goes behind what is there. With a transformer the whole block is one piece.
 */
export class Draft implements StepObserver {
  readonly #out: Emitter;
  readonly #words: SetWords;
  readonly #tables: BlockTables;
  /** The code, `length` bytes of it, and the address of its first byte, a multiple of 4. */
  bytes: Uint8Array;
  length = 0;
  origin = 0;
  #view: DataView;
  /** Up to this length bytes can be put without a call of {@link reserve}: there is memory, and the pool stays in reach. */
  limit = 0;
  /** Where the loads are that wait, their sizes, which literal each wants, and the literals. */
  readonly #loadAt = new Int32Array(MOST_LOADS);
  readonly #loadSize = new Uint8Array(MOST_LOADS);
  readonly #loadOf = new Int32Array(MOST_LOADS);
  readonly #literals = new Int32Array(MOST_LOADS);
  #loads = 0;
  /** How many literals wait. */
  literalCount = 0;
  /** The greatest length at which the pool can begin with all of its loads in reach. */
  #deadline = Number.POSITIVE_INFINITY;
  /** True while the writer writes a whole block, with pools of its own. */
  #isWhole = true;
  /** Loads of literals in the piece that is being written. */
  #written: WrittenLoad[] = [];

  /** @param size - bytes of memory to begin with */
  constructor(out: Emitter, words: SetWords, tables: BlockTables, size: number) {
    this.#out = out;
    this.#words = words;
    this.#tables = tables;
    this.bytes = new Uint8Array(size);
    this.#view = new DataView(this.bytes.buffer);
    out.observer = this;
  }

  /** Begins a block at an address. */
  begin(origin: number): void {
    this.origin = origin;
    this.length = 0;
    this.limit = this.bytes.length;
    this.#tables.steps.base = 0;
    this.#isWhole = true;
    if (this.#written.length > 0) this.#written.length = 0;
    // As `#forgetPool`, which the end of a block need not call.
    this.#loads = 0;
    this.literalCount = 0;
    this.#deadline = Number.POSITIVE_INFINITY;
  }

  #forgetPool(): void {
    this.#loads = 0;
    this.literalCount = 0;
    this.#deadline = Number.POSITIVE_INFINITY;
    this.limit = this.bytes.length;
  }

  /**
   * Sees to it that so many bytes more can be put in one piece. Where the pool must stand before them, it is put now.
   *
   * @param address - of the instruction of the program that comes next
   * @param it - the IT state before it
   */
  reserve(more: number, address: number, it: ItState): void {
    if (this.length + more <= this.limit) return;
    this.#grow(more + OVERHEAD + WORD * this.literalCount);
    if (this.length + more <= this.limit) return;
    this.#tables.rows.add(this.length, address, it, "sequence");
    this.putPool("falls-through");
  }

  #grow(more: number): void {
    if (this.length + more > this.bytes.length) {
      const larger = new Uint8Array(2 * (this.length + more));
      larger.set(this.bytes);
      this.bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    this.limit = Math.min(this.bytes.length, this.#deadline - OVERHEAD);
  }

  /** Where the next instruction stands, while a piece is written: bytes from the start of the block's code. */
  get offset(): number {
    return this.#out.writer.offset - this.#tables.steps.base;
  }

  // Pieces by the writer

  /** Begins a piece: the writer stands where it will be. */
  openPiece(): void {
    this.#out.writer.reset({ pc: this.origin + this.length });
    this.#tables.steps.base = -this.length;
    this.#isWhole = false;
  }

  /** Ends a piece that the writer has not ended itself: its literals wait with those of the draft. */
  closePiece(): void {
    const start = this.length;
    this.#take();
    const written = this.#written;
    for (let index = 0; index < written.length; index++) {
      const { at, size, value } = written[index]!;
      this.want(start + at, size, value);
    }
    written.length = 0;
  }

  /** Takes the whole of what the writer has, with the pools that it has put. */
  takeAll(): void {
    this.length = 0;
    this.#take();
  }

  #take(): void {
    const { steps } = this.#tables;
    if (steps.end !== steps.begun) steps.settle();
    const written = this.#out.writer.toBytes();
    if (this.length + written.length > this.bytes.length) this.#grow(written.length);
    this.copy(written, 0, written.length);
  }

  /** How many loads of literals the piece has. */
  get loadsOfPiece(): number {
    return this.#written.length;
  }

  /** Forgets the loads of what was taken back of a piece. */
  forgetLoads(from: number): void {
    this.#written.length = from;
  }

  step(step: Step, begin: number, end: number, condition: number, a: number, b: number, value: number): void {
    this.#tables.steps.step(step, begin, end, condition, a, b, value);
  }

  takeLiteral(at: number, size: 2 | 4, _rd: number, value: number): boolean {
    if (this.#isWhole) return false;
    this.#written.push({ at, size, value });
    return true;
  }

  /** Notes that an instruction begins where the writer is, with all registers as in the program. */
  mark(address: number, it: ItState): void {
    const { steps, rows } = this.#tables;
    if (steps.end !== steps.begun) steps.settle();
    rows.add(this.offset, address, it, "sequence");
  }

  // What is put directly

  /** Copies a part of an array. There is room for it. */
  copy(from: Uint8Array, begin: number, end: number): void {
    const { bytes } = this;
    let to = this.length;
    for (let at = begin; at < end; at++) bytes[to++] = from[at]!;
    this.length = to;
  }

  /** Has the load of 2 or 4 bytes at an offset, whose distance is 0, wait for a literal. */
  want(at: number, size: number, value: number): void {
    const literals = this.#literals;
    const word = value | 0;
    let index = 0;
    while (index < this.literalCount && literals[index] !== word) index++;
    if (index === this.literalCount) literals[this.literalCount++] = word;
    this.#loadAt[this.#loads] = at;
    this.#loadSize[this.#loads] = size;
    this.#loadOf[this.#loads++] = index;
    const deadline = ((at + this.#words.pcAhead) & ~3) + (size === 2 ? NARROW_REACH : REACH) - WORD * index;
    if (deadline >= this.#deadline) return;
    this.#deadline = deadline;
    if (deadline - OVERHEAD < this.limit) this.limit = deadline - OVERHEAD;
  }

  /** Puts the literals that wait. @param flow - whether control runs into the pool and must be led around it */
  putPool(flow: "falls-through" | "never-reached"): void {
    const count = this.literalCount;
    if (count === 0) return;
    const size = OVERHEAD + WORD * count;
    if (this.length + size > this.bytes.length) this.#grow(size);
    const { bytes } = this;
    const view = this.#view;
    const { pcAhead, literalBits, literalShift, nop } = this.#words;
    let at = this.length;
    if (flow === "falls-through") {
      const from = this.origin + at;
      const pool = (at + BRANCH + 3) & ~3;
      view.setUint32(at, this.#words.branch(from, this.origin + pool + WORD * count), true);
      at += BRANCH;
    }
    if ((at & 3) !== 0) {
      bytes[at++] = nop;
      bytes[at++] = nop >>> 8;
    }
    if (at > this.#deadline)
      throw new Error("a literal pool is out of reach: a piece was longer than it was said to be");
    for (let load = 0; load < this.#loads; load++) {
      const place = this.#loadAt[load]!;
      const distance = at + WORD * this.#loadOf[load]! - ((place + pcAhead) & ~3);
      if (this.#loadSize[load] === 2) {
        bytes[place] = distance >> NARROW_SHIFT;
        continue;
      }
      const bits = literalBits | (distance << literalShift);
      view.setUint32(place, view.getUint32(place, true) | bits, true);
    }
    for (let index = 0; index < count; index++, at += WORD) view.setInt32(at, this.#literals[index]!, true);
    this.length = at;
    if (flow === "falls-through") this.#forgetPool();
  }
}
