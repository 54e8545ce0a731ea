import { type CodeAddress, setOf } from "@armstalker/isa";
import { AddressMap } from "./address-map.js";
import type { BlockTables } from "./block-tables.js";
import type { CodeArea } from "./code-area.js";
import { SiteFlag, SiteKind } from "./site-table.js";
import type { BranchPlace, WaysOut } from "./ways-out/ways-out.js";
import { wordsOf } from "./words.js";

/**
 * Leads branches to blocks, and back to the engine. A branch is in one of two lists: of those that are linked to a block, or of those that
 * wait for a block at their target.
 */
export class Links {
  readonly #tables: BlockTables;
  readonly #area: CodeArea;
  readonly #waysOut: WaysOut;
  /** The first branch that waits for each address. */
  readonly waiting: AddressMap = new AddressMap();

  /** The branch that is led elsewhere: one object for all. */
  readonly #place = { words: wordsOf("a32"), address: 0, exchanges: false, conditional: 0 };

  constructor(tables: BlockTables, area: CodeArea, waysOut: WaysOut) {
    this.#tables = tables;
    this.#area = area;
    this.#waysOut = waysOut;
  }

  #placeOf(site: number): BranchPlace {
    const { sites, blocks } = this.#tables;
    const place = this.#place;
    place.words = wordsOf(setOf(blocks.startOf(sites.blockOf(site))));
    place.address = sites.addressOf(site);
    place.exchanges = sites.hasFlag(site, SiteFlag.exchanges);
    place.conditional = sites.detailOf(site);
    return place;
  }

  /** Leads a branch, which is not linked, to a block's code. */
  link(site: number, block: number): void {
    const { sites, blocks } = this.#tables;
    if (sites.hasFlag(site, SiteFlag.waiting)) this.#stopWaiting(site);
    this.#waysOut.link(this.#area, this.#placeOf(site), blocks.codeOf(block));
    sites.setFlag(site, SiteFlag.linked);
    this.#addIncoming(site, block);
  }

  #addIncoming(site: number, block: number): void {
    const { sites, blocks } = this.#tables;
    sites.setLinked(site, block);
    sites.setNext(site, blocks.incomingOf(block));
    blocks.setIncoming(block, site);
  }

  /** Has a branch, which is not linked, wait for a block at its target. */
  wait(site: number): void {
    const { sites } = this.#tables;
    if (sites.hasFlag(site, SiteFlag.waiting)) return;
    sites.waitIn(site, this.waiting);
  }

  #stopWaiting(site: number): void {
    const { sites } = this.#tables;
    const target = sites.targetOf(site);
    sites.clearFlag(site, SiteFlag.waiting);
    const next = sites.nextOf(site);
    let before = this.waiting.get(target);
    if (before === site) {
      if (next < 0) this.waiting.delete(target);
      else this.waiting.set(target, next);
      return;
    }
    while (sites.nextOf(before) !== site) before = sites.nextOf(before);
    sites.setNext(before, next);
  }

  /** Links what waits for the address of a block. */
  linkWaiting(block: number, start: CodeAddress = this.#tables.blocks.startOf(block)): void {
    const { sites, blocks } = this.#tables;
    let site = this.waiting.get(start);
    if (site < 0) return;
    this.waiting.delete(start);
    while (site >= 0) {
      const next = sites.nextOf(site);
      sites.clearFlag(site, SiteFlag.waiting);
      if (blocks.isValid(sites.blockOf(site))) this.link(site, block);
      site = next;
    }
  }

  /** Leads all branches that are linked to a block to the engine. */
  unlinkIncoming(block: number): void {
    const { sites, blocks } = this.#tables;
    let site = blocks.incomingOf(block);
    blocks.setIncoming(block, -1);
    while (site >= 0) {
      const next = sites.nextOf(site);
      this.#waysOut.unlink(this.#area, this.#placeOf(site));
      sites.clearFlag(site, SiteFlag.linked);
      sites.setLinked(site, -1);
      if (!sites.hasFlag(site, SiteFlag.exclusive) && blocks.isValid(sites.blockOf(site))) this.wait(site);
      site = next;
    }
  }

  /** Makes all lists again, after the oldest blocks and sites were dropped. */
  rebuild(): void {
    const { sites, blocks } = this.#tables;
    this.waiting.clear();
    for (let block = blocks.first; block < blocks.end; block++) blocks.setIncoming(block, -1);
    for (let site = sites.first; site < sites.end; site++) {
      if (sites.kindOf(site) !== SiteKind.branch) continue;
      if (sites.hasFlag(site, SiteFlag.linked)) this.#addIncoming(site, sites.linkedOf(site));
      else if (sites.hasFlag(site, SiteFlag.waiting)) {
        sites.clearFlag(site, SiteFlag.waiting);
        this.wait(site);
      }
    }
  }
}
