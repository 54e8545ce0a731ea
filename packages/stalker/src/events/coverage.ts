import { type PassMarks, type Recompiler, SiteFlag, SiteKind } from "@armstalker/recompiler";
import { DataSlab, type MemoryProvider } from "@armstalker/slab-allocator";
import { ADDRESS_SPACE, type SharedPool, type Target, viewOf } from "@armstalker/target";

/** More words than blocks fit into the largest code area. */
const WORDS = 1 << 18;
/** Milliseconds between two looks at the words while the thread comes to the engine: where they are shared, and where a look is a request to the debugger. */
const INTERVAL = 10;
const INTERVAL_WITHOUT = 250;
/** The interval is at least so many times as long as a look takes. */
const PAUSE = 50;
/**
 * Milliseconds before branches are first led behind the marks of blocks that have run, where the words are shared, and at most between two times; each time it is twice as long as before. An emulator
 * translates the code anew that has changed, and until then a mark costs four instructions.
 */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 10_000;

/**
 * The blocks that a thread has run. Each block begins with code that writes a word of its own. Some time after the word was seen the block is entered behind that code, so that nothing is
 * executed for it later. A word is used again when its block's code is forgotten, as nobody knows when a thread has left that.
 */
export class Coverage implements PassMarks {
  readonly #target: Target;
  readonly #slab: DataSlab;
  /** The words as this process has them mapped; null where they are not shared. */
  readonly #shared: Uint32Array | null;
  readonly #receive: (blocks: Uint32Array) => void;
  #recompiler: Recompiler | null = null;
  #used = 0;
  #free: number[] = [];
  /** The words of all blocks, by the blocks' numbers; and the blocks whose words are not written yet. */
  readonly #wordOf = new Map<number, number>();
  #waiting: number[] = [];
  /** The ends of the blocks that have run, by their starts. */
  readonly #known = new Map<number, number>();
  /** Blocks that have run, and whose marks are still executed. */
  #passed: number[] = [];
  #lastLead = performance.now();
  #pause = FIRST_PAUSE;
  /** What was not delivered yet. */
  #found: number[] = [];
  /** When the words may be looked at again while the thread comes to the engine. */
  #nextLook = 0;

  /** @param receive - is given starts and ends: see `FollowOptions.onCoverage` */
  constructor(
    target: Target,
    provider: MemoryProvider,
    near: number,
    pool: SharedPool | null,
    receive: (blocks: Uint32Array) => void,
  ) {
    this.#target = target;
    this.#receive = receive;
    this.#slab = DataSlab.allocate(provider, { size: 4 * WORDS, near: { near, from: 0, to: ADDRESS_SPACE } });
    const { base } = this.#slab;
    const isShared = pool?.contains(base) === true && pool.contains(this.#slab.end - 1);
    this.#shared = isShared ? new Uint32Array(pool.mapping.memory.buffer, base - pool.mapping.base, WORDS) : null;
  }

  /** True if this process sees the words while the thread runs. */
  get isShared(): boolean {
    return this.#shared !== null;
  }

  /** The recompiler whose blocks write the words. */
  connect(recompiler: Recompiler): void {
    this.#recompiler = recompiler;
  }

  get next(): number {
    const free = this.#free.at(-1);
    if (free !== undefined) return this.#slab.base + 4 * free;
    if (this.#used < WORDS) return this.#slab.base + 4 * this.#used;
    this.#reuse();
    const found = this.#free.at(-1);
    return found === undefined ? 0 : this.#slab.base + 4 * found;
  }

  taken(block: number): void {
    this.#wordOf.set(block, this.#free.pop() ?? this.#used++);
    this.#waiting.push(block);
  }

  /** Takes back the words of blocks that are forgotten. */
  #reuse(): void {
    const { blocks } = this.#recompiler!.tables;
    for (const [block, word] of this.#wordOf) {
      if (block >= blocks.first) continue;
      this.#wordOf.delete(block);
      this.#free.push(word);
      if (this.#shared !== null) this.#shared[word] = 0;
      else this.#target.writeMemory(this.#slab.base + 4 * word, new Uint8Array(4));
    }
    this.#waiting = this.#waiting.filter((block) => block >= blocks.first);
  }

  /** A block has run, or runs in a moment. */
  note(block: number): void {
    const { blocks } = this.#recompiler!.tables;
    const start = blocks.startOf(block);
    const end = blocks.endOf(block);
    if (this.#known.get(start) === end) return;
    this.#known.set(start, end);
    this.#found.push(start, end);
  }

  /** Looks at the words, if the last look is some time ago. */
  glance(): void {
    if (performance.now() >= this.#nextLook) this.look();
  }

  /** Looks which blocks have run. Returns false where the target must be stopped for that. */
  look(): boolean {
    const began = performance.now();
    const isSeen = this.#lookAtWords();
    const now = performance.now();
    this.#nextLook = now + Math.max(this.#shared === null ? INTERVAL_WITHOUT : INTERVAL, PAUSE * (now - began));
    return isSeen;
  }

  #lookAtWords(): boolean {
    const waiting = this.#waiting;
    if (waiting.length === 0) return true;
    const words = this.#words();
    if (words === null) return false;
    let left = 0;
    for (const block of waiting) {
      if (words[this.#wordOf.get(block)!] === 0) waiting[left++] = block;
      else {
        this.#noteWithSequence(block);
        this.#passed.push(block);
      }
    }
    waiting.length = left;
    return true;
  }

  /** True if it is time to lead what leads to blocks that have run behind their marks. */
  get isDue(): boolean {
    if (this.#passed.length === 0) return false;
    return this.#shared === null || performance.now() - this.#lastLead >= this.#pause;
  }

  /** Leads what leads to blocks that have run behind their marks, if it is time for that. To be called at a stop. */
  leadBehindMarks(): void {
    if (!this.isDue) return;
    const recompiler = this.#recompiler!;
    for (const block of this.#passed) recompiler.passed(block);
    this.#passed = [];
    this.#lastLead = performance.now();
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE);
  }

  #words(): Uint32Array | null {
    if (this.#shared !== null) return this.#shared;
    const { base } = this.#slab;
    const size = 4 * this.#used;
    const isRunning = this.#target.state === "running";
    const bytes = isRunning ? this.#target.peek(base, size) : this.#target.readMemory(base, size);
    if (bytes === null) return null;
    const view = viewOf(bytes);
    return Uint32Array.from({ length: this.#used }, (_, word) => view.getUint32(4 * word, true));
  }

  /** Blocks between an exclusive load and its store cannot tell that they run: they count with the block before. */
  #noteWithSequence(block: number): void {
    const { blocks, sites } = this.#recompiler!.tables;
    if (!blocks.has(block)) return;
    this.note(block);
    for (let site = blocks.sitesOf(block); site < blocks.sitesEndOf(block); site++) {
      if (sites.kindOf(site) !== SiteKind.branch || !sites.hasFlag(site, SiteFlag.exclusive)) continue;
      const next = sites.linkedOf(site);
      if (next >= 0 && blocks.depthOf(next) > blocks.depthOf(block)) this.#noteWithSequence(next);
    }
  }

  /** Delivers what was found. */
  deliver(): void {
    if (this.#found.length === 0) return;
    const blocks = Uint32Array.from(this.#found);
    this.#found = [];
    this.#receive(blocks);
  }

  reclaim(): void {
    this.#slab.reclaim();
  }

  abandon(): void {
    this.#slab.abandon();
  }
}
