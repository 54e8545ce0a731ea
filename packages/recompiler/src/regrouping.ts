import type { CodeAddress } from "@armstalker/isa";
import { AddressMap } from "./address-map.js";
import type { BlockTables } from "./block-tables.js";
import type { CodeArea } from "./code-area.js";
import type { IndirectMap } from "./indirect-map.js";
import type { Links } from "./links.js";
import { type Region, regionAround } from "./regions.js";

/** How often the code for one address is compiled anew to lie with other code. */
const MOST_COPIES = 3;

/** What regions are compiled with. */
export interface RegroupingParts {
  readonly tables: BlockTables;
  readonly area: CodeArea;
  readonly links: Links;
  readonly maps: () => readonly IndirectMap[];
  /** The blocks that are entered outside of exclusive sequences, by their starts. */
  readonly open: AddressMap;
  /** True for a block whose source the program cannot change unseen. */
  isConstant(block: number): boolean;
  /** Goes to a part of the area that has room for a block. */
  makeRoom(): void;
  /** Compiles a block; -1 if that cannot be. */
  compile(start: CodeAddress): number;
}

/** Compiles code anew to lie in one page, and leads there what can be led elsewhere. */
export class Regrouping {
  readonly #parts: RegroupingParts;
  /** How often the code for an address was copied. */
  readonly #copies = new AddressMap();

  constructor(parts: RegroupingParts) {
    this.#parts = parts;
  }

  /** Returns how many blocks were compiled around a branch; 0 if nothing can be done. */
  around(site: number): number {
    const { tables, area } = this.#parts;
    const { sites, blocks } = tables;
    if (!sites.has(site) || !blocks.isValid(sites.blockOf(site)) || !area.hasFreeRoom) return 0;
    const region = regionAround(site, { tables, copyable: this.#copyable });
    return region === null ? 0 : this.#compile(region);
  }

  readonly #copyable = (start: CodeAddress): number => {
    const { open, tables, isConstant } = this.#parts;
    const block = open.get(start);
    if (block < 0 || !isConstant(block) || this.#copies.get(start) >= MOST_COPIES) return -1;
    return tables.blocks.codeSizeOf(block) > 0 ? block : -1;
  };

  #compile({ heads, members, size }: Region): number {
    const { area, open, links, makeRoom, compile } = this.#parts;
    const before = new Map<CodeAddress, number>(members.map((start) => [start, open.get(start)]));
    // To the compiler the region is new: its branches wait for its blocks, and blocks go on where others would begin.
    for (const start of members) open.delete(start);
    makeRoom();
    area.keepTogether(size);
    const made = new Map<CodeAddress, number>();
    let isWanted = (start: CodeAddress): boolean => heads.includes(start);
    for (let count = -1; count < made.size; ) {
      count = made.size;
      for (const start of members) {
        if (made.has(start) || !isWanted(start)) continue;
        const block = area.hasFreeRoom ? compile(start) : -1;
        if (block < 0) break;
        made.set(start, block);
      }
      isWanted = (start) => links.waiting.get(start) >= 0;
    }
    for (const [start, old] of before) {
      const block = made.get(start);
      if (block === undefined) {
        open.set(start, old);
        links.linkWaiting(old, start);
      } else this.#supersede(old, block);
    }
    return made.size;
  }

  /** Leads what can be led elsewhere from a block to another one for the same address. */
  #supersede(old: number, block: number): void {
    const { tables, links, maps } = this.#parts;
    const { blocks } = tables;
    const start = blocks.startOf(block);
    this.#copies.set(start, Math.max(0, this.#copies.get(start)) + 1);
    links.moveIncoming(old, block);
    for (const map of maps()) if (map.get(start) === blocks.entryOf(old)) map.set(start, blocks.entryOf(block));
  }

  /** Old code was forgotten, and copies with it. */
  forget(): void {
    this.#copies.clear();
  }
}
