import type { BranchSite, CodeArea, Recompiler } from "@armstalker/recompiler";
import type { SharedPool } from "@armstalker/target";
import type { Statistics } from "./statistics.js";

/** How code is regrouped. */
export interface RegroupPolicy {
  /** How often a branch must be found before the code around it is compiled anew; 0: never. */
  readonly after: number;
  /** The share of the running time that may be spent on it, 0 to 1. */
  readonly share: number;
}

/** Milliseconds after which a thread that comes to a door has not come by a branch that is taken often. */
const LATEST = 1;
/** How many branches in a row are sampled at a time. */
const BURST = 12;
/** Milliseconds that a thread and the engine spend on a door besides what is measured here: they look for each other for a while. */
const DOOR = 0.25;
/** Milliseconds that the first samples may be a share of: a program's first branches are not those that it takes often, and a short program gains nothing. */
const BEGINNING = 30;
/** How many samples are remembered: a branch must be found often enough within them. */
const MEMORY = 128;
/** Samples in a row without a region after which they are taken less often, each time so many times; and how much less often at most. */
const PATIENCE = 48;
const RARER = 2;
const RAREST = 8;

/**
 * Finds the branches that are taken often from one page of generated code to another, by samples: for a moment all slots lead to the branches' doors, so the thread comes to the
 * engine by the next slot that it passes. Generated code has nothing in it for that. The code around a branch that is found again is compiled anew in one page.
 */
export class HotBranches {
  readonly #recompiler: Recompiler;
  readonly #area: CodeArea;
  readonly #policy: RegroupPolicy;
  readonly #statistics: Statistics;
  /** The shared memory as words, and the address of the first. */
  readonly #memory: Uint32Array;
  readonly #base: number;
  /** The slots that lead to doors, by the words of the shared memory. */
  #slots = new Uint32Array(1024);
  #count = 0;
  #isArmed = false;
  /** When the thread went on last while slots lead to doors, and how many branches are still to be sampled. */
  #armedAt = 0;
  #left = 0;
  /** When the next sample may be taken. */
  #next: number;
  /** The sites of the last samples, and how often each is among them. */
  readonly #samples = new Int32Array(MEMORY).fill(-1);
  #at = 0;
  readonly #found = new Map<number, number>();
  #inVain = 0;
  #rarity = 1;

  constructor(recompiler: Recompiler, area: CodeArea, pool: SharedPool, policy: RegroupPolicy, statistics: Statistics) {
    this.#recompiler = recompiler;
    this.#area = area;
    this.#policy = policy;
    this.#statistics = statistics;
    const { memory, base } = pool.mapping;
    this.#memory = new Uint32Array(memory.buffer, 0, memory.size >>> 2);
    this.#base = base;
    this.#next = performance.now() + BEGINNING / policy.share;
  }

  /** Leads all slots to doors if it is time for a sample; the thread may run. */
  look(): void {
    const now = performance.now();
    if (this.#isArmed || now < this.#next) return;
    const memory = this.#memory;
    let count = 0;
    this.#recompiler.forEachWatched((slot, door) => {
      const word = (slot - this.#base) >>> 2;
      // What lies behind the shared memory is not sampled.
      if (word >= memory.length) return;
      if (count === this.#slots.length) this.#slots = grown(this.#slots);
      this.#slots[count++] = word;
      memory[word] = door;
    });
    this.#count = count;
    this.#isArmed = true;
    this.#left = BURST;
    this.#armedAt = performance.now();
    this.#wait(this.#armedAt - now);
  }

  /** Leads the slots to where they led. The thread has come to the engine. */
  end(): void {
    if (!this.#isArmed) return;
    const memory = this.#memory;
    for (let at = 0; at < this.#count; at++) {
      const word = this.#slots[at]!;
      memory[word] = this.#area.word(this.#base + 4 * word);
    }
    this.#isArmed = false;
  }

  /** Takes a sample: the thread has left by a branch. */
  note({ site }: BranchSite): void {
    if (!this.#isArmed) return;
    const now = performance.now();
    if (!this.#recompiler.isLinked(site) || now - this.#armedAt > LATEST) {
      this.end();
      return;
    }
    const times = this.#remember(site);
    if (times >= this.#policy.after && this.#regroup(site)) this.#calm(1);
    else if (++this.#inVain >= PATIENCE) this.#calm(Math.min(RAREST, this.#rarity * RARER));
    if (--this.#left <= 0) this.end();
    this.#armedAt = performance.now();
    this.#wait(this.#armedAt - now + DOOR);
  }

  #calm(rarity: number): void {
    this.#inVain = 0;
    this.#rarity = rarity;
  }

  #regroup(site: number): boolean {
    this.#found.delete(site);
    const made = this.#recompiler.regroup(site);
    if (made > 0) this.#statistics.regions++;
    return made > 0;
  }

  /** Returns how often a site was found of late. */
  #remember(site: number): number {
    const oldest = this.#samples[this.#at]!;
    this.#samples[this.#at] = site;
    this.#at = (this.#at + 1) % MEMORY;
    const left = (this.#found.get(oldest) ?? 0) - 1;
    if (left > 0) this.#found.set(oldest, left);
    else this.#found.delete(oldest);
    const times = (this.#found.get(site) ?? 0) + 1;
    this.#found.set(site, times);
    return times;
  }

  /** Has the next sample wait for as long as the share of what was spent asks for. */
  #wait(spent: number): void {
    const pause = spent * (1 / this.#policy.share - 1) * this.#rarity;
    this.#next = Math.max(this.#next, performance.now()) + pause;
  }
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}
