import { keyOf, type Module, type Modules } from "@armstalker/modules";
import { AddressCounter, type CountedAddress } from "./address-counter.js";

/** GumEvent: four little-endian words, the first its type. */
const WORDS = 4;
const CALL = 1;
const BLOCK = 8;

/** What ran in a module. T32 addresses have bit 0 set. */
export interface ModuleRecord {
  /** Undefined: outside of all modules. */
  readonly module: Module | undefined;
  /** Blocks by their starts, with their ends. */
  readonly blocks: readonly CountedAddress[];
  /** Targets of calls. */
  readonly calls: readonly CountedAddress[];
}

/** By address. */
type Counts = Map<number, CountedAddress>;

interface ModuleCounts {
  readonly module: Module | undefined;
  readonly blocks: Counts;
  readonly calls: Counts;
}

/**
 * Counts blocks and calls from a stalker's events and coverage by the module that was mapped there when they ran. A module that is unloaded takes what ran in it away: the modules
 * must be told of it ({@link Modules.remove}) before the events of what is mapped there later.
 */
export class Recorder {
  readonly #blocks = new AddressCounter();
  readonly #calls = new AddressCounter();
  readonly #modules: Modules;
  readonly #canRead: () => boolean;
  /** Code has run where no module is known. */
  #isBehind = false;
  /** What ran in modules that were unmapped, by {@link keyOf}. */
  readonly #ended = new Map<string, ModuleCounts>();

  /** @param canRead - true while the program's mappings can be read */
  constructor(modules: Modules, canRead: () => boolean) {
    this.#modules = modules;
    this.#canRead = canRead;
    modules.on("moduleUnloaded", (module) => this.#end(module));
  }

  /** How often blocks ran. */
  get blocksRun(): number {
    return this.#blocks.total;
  }

  /** How many calls there were. */
  get callsMade(): number {
    return this.#calls.total;
  }

  /** Takes in the events that `onReceive` is given. */
  receive(events: ArrayBuffer): void {
    const words = new Uint32Array(events);
    const modules = this.#modules;
    for (let at = 0; at < words.length; at += WORDS) {
      const type = words[at]!;
      if (type === BLOCK) {
        const start = words[at + 1]!;
        if (this.#blocks.add(start, words[at + 2]!) && modules.find(start) === undefined) this.#isBehind = true;
      } else if (type === CALL) {
        this.#calls.add(words[at + 2]!);
      }
    }
    this.catchUp();
  }

  /** Takes in the blocks that `onCoverage` is given. */
  cover(blocks: Uint32Array): void {
    for (let at = 0; at < blocks.length; at += 2) {
      const start = blocks[at]!;
      if (this.#blocks.add(start, blocks[at + 1]!) && this.#modules.find(start) === undefined) this.#isBehind = true;
    }
    this.catchUp();
  }

  /** Reads the modules again if code runs where none is known, and they can be read. */
  catchUp(): void {
    if (!this.#isBehind || !this.#canRead()) return;
    this.#isBehind = false;
    this.#modules.update();
  }

  /** All that ran, by module: a file that was mapped twice at one place is one module. */
  records(): ModuleRecord[] {
    const all = new Map<string, ModuleCounts>();
    for (const module of this.#modules.all) countsIn(all, module);
    for (const entry of this.#blocks.entries()) add(countsIn(all, this.#modules.find(entry.address)).blocks, entry);
    for (const entry of this.#calls.entries()) add(countsIn(all, this.#modules.find(entry.address)).calls, entry);
    for (const { module, blocks, calls } of this.#ended.values()) {
      const counts = countsIn(all, module);
      for (const entry of blocks.values()) add(counts.blocks, entry);
      for (const entry of calls.values()) add(counts.calls, entry);
    }
    return [...all.values()].map(({ module, blocks, calls }) => ({
      module,
      blocks: [...blocks.values()],
      calls: [...calls.values()],
    }));
  }

  /** Puts away what ran in a module, so that it is not taken for what will be mapped there later. */
  #end(module: Module): void {
    const blocks = this.#blocks.take(module.base, module.end);
    const calls = this.#calls.take(module.base, module.end);
    if (blocks.length + calls.length === 0) return;
    const counts = countsIn(this.#ended, module);
    for (const entry of blocks) add(counts.blocks, entry);
    for (const entry of calls) add(counts.calls, entry);
  }
}

/** The counts of a module among others; empty ones are added where there are none. */
function countsIn(all: Map<string, ModuleCounts>, module: Module | undefined): ModuleCounts {
  const key = module === undefined ? "" : keyOf(module);
  let counts = all.get(key);
  if (counts === undefined) {
    counts = { module, blocks: new Map(), calls: new Map() };
    all.set(key, counts);
  }
  return counts;
}

function add(counts: Counts, { address, end, count }: CountedAddress): void {
  const known = counts.get(address);
  counts.set(address, { address, end: known?.end ?? end, count: (known?.count ?? 0) + count });
}
