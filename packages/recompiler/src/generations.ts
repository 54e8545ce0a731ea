import type { BlockTables, TableMark } from "./block-tables.js";

/** The part of the code area that was begun at a time, and what the tables had then. */
interface Generation {
  readonly part: number;
  readonly mark: TableMark;
}

/** The parts of the code area that hold code, in the order in which they were begun, and which blocks and sites belong to each. */
export class Generations {
  /** The part that code goes to; -1 before there is any. */
  part = -1;
  readonly #tables: BlockTables;
  /** The oldest first. */
  readonly #all: Generation[] = [];

  constructor(tables: BlockTables) {
    this.#tables = tables;
  }

  /** Code goes to another part than {@link part} from here on. */
  enter(part: number): void {
    this.part = part;
    this.#all.push({ part, mark: this.#tables.mark() });
  }

  /** The number of the generation of a part, until an older one is forgotten; -1 if it has none. */
  of(part: number): number {
    for (let at = this.#all.length - 1; at >= 0; at--) if (this.#all[at]!.part === part) return at;
    return -1;
  }

  firstSite(generation: number): number {
    return this.#all[generation]!.mark.sites;
  }

  /** The number behind the last site. */
  sitesEnd(generation: number): number {
    return this.#all[generation + 1]?.mark.sites ?? this.#tables.sites.end;
  }

  firstBlock(generation: number): number {
    return this.#all[generation]!.mark.blocks;
  }

  /** The number behind the last block. */
  blocksEnd(generation: number): number {
    return this.#all[generation + 1]?.mark.blocks ?? this.#tables.blocks.end;
  }

  /** Forgets the oldest generation, which has a part. Returns its first block, and what the tables had when the next one was begun. */
  forgetOldest(part: number): { readonly first: number; readonly mark: TableMark } {
    const oldest = this.#all.shift();
    if (oldest?.part !== part) throw new Error("the oldest part of the code area is another one");
    if (this.#all.length === 0) this.part = -1;
    return { first: oldest.mark.blocks, mark: this.#all[0]?.mark ?? this.#tables.mark() };
  }
}
