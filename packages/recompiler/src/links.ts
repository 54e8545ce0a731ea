import { type CodeAddress, setOf } from "@armstalker/isa";
import { AddressMap } from "./address-map.js";
import type { BlockTables } from "./block-tables.js";
import type { CodeArea } from "./code-area.js";
import { SiteFlag, SiteKind } from "./site-table.js";
import type { BranchPlace, WaysOut } from "./ways-out/ways-out.js";
import { wordsOf } from "./words.js";

/** Branches that are never led to their doors once they are linked: nothing may be disturbed there; or a slot is the best way that there is. */
const UNWATCHED = SiteFlag.exclusive | SiteFlag.exchanges;

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
  readonly #place: { -readonly [Key in keyof BranchPlace]: BranchPlace[Key] } = {
    words: wordsOf("a32"),
    address: 0,
    exchanges: false,
    conditional: 0,
    slot: 0,
    door: 0,
    relay: 0,
    isWatched: false,
  };
  readonly #watches: boolean;
  readonly #isWithheld: (site: number) => boolean;
  readonly #linked: (site: number, block: number) => void;
  /** True if branches must be settled. */
  readonly settles: boolean;
  /** The first site that was not settled, and those before it that are to be settled again. */
  #settledTo = 0;
  #unsettled: number[] = [];

  /**
   * @param watches - true if branches that are taken often are to be found out
   * @param isWithheld - true for a branch that must go to the engine each time
   * @param linked - is called when a branch was led to a block
   */
  constructor(
    tables: BlockTables,
    area: CodeArea,
    waysOut: WaysOut,
    watches = false,
    isWithheld: (site: number) => boolean = () => false,
    linked: (site: number, block: number) => void = () => {},
  ) {
    this.#linked = linked;
    this.#isWithheld = isWithheld;
    this.#watches = watches && waysOut.settledSize > 0;
    this.#tables = tables;
    this.#area = area;
    this.#waysOut = waysOut;
    this.settles = waysOut.settledSize > 0;
  }

  #placeOf(site: number): BranchPlace {
    const { sites, blocks, doors } = this.#tables;
    const place = this.#place;
    place.words = wordsOf(setOf(blocks.startOf(sites.blockOf(site))));
    place.address = sites.addressOf(site);
    place.exchanges = sites.hasFlag(site, SiteFlag.exchanges);
    place.conditional = sites.detailOf(site);
    place.isWatched = this.#watches && (sites.flagsOf(site) & UNWATCHED) === 0;
    if (this.settles) {
      place.slot = doors.slotOf(site);
      place.door = doors.doorOf(site);
      place.relay = 0;
    }
    return place;
  }

  /** Has room held back for the branches of a new block, the sites from one on, if branches must be settled. */
  promise(firstSite: number): void {
    const { sites } = this.#tables;
    let count = 0;
    for (let site = firstSite; site < sites.end; site++) if (sites.kindOf(site) === SiteKind.branch) count++;
    if (count > 0) this.#area.promise(sites.addressOf(firstSite), count * this.#waysOut.settledSize);
  }

  /** Completes the branches of all blocks before their code is flushed. */
  settle(): void {
    if (!this.settles) return;
    const { sites, blocks } = this.#tables;
    // The sites behind those of the last block belong to one that is not there yet.
    const end = blocks.size === 0 ? this.#settledTo : blocks.sitesEndOf(blocks.end - 1);
    for (let site = Math.max(this.#settledTo, sites.first); site < end; site++) {
      if (sites.kindOf(site) === SiteKind.branch) this.#settle(site);
    }
    this.#settledTo = end;
    if (this.#unsettled.length === 0) return;
    const unsettled = this.#unsettled;
    this.#unsettled = [];
    for (const site of unsettled) if (sites.has(site)) this.#settle(site);
  }

  #settle(site: number): void {
    const { sites, blocks, doors } = this.#tables;
    const place = this.#placeOf(site);
    const { slot, door } = place;
    const linked = sites.hasFlag(site, SiteFlag.linked);
    this.#waysOut.settle(this.#area, place, linked ? blocks.entryOf(sites.linkedOf(site)) : 0);
    if (place.slot === slot && place.door === door) return;
    doors.set(site, place.slot, place.door);
    const part = this.#area.partAt(place.address);
    if (place.door !== door) {
      doors.addPlace(part, place.door, site);
      // A branch that has both needs nothing more.
      this.#area.promise(place.address, -this.#waysOut.settledSize);
    }
    if (place.relay !== 0) doors.addPlace(part, place.relay, site);
  }

  /** Leads a branch, which is not linked, to a block's code. One that must go to the engine each time waits instead. */
  link(site: number, block: number): void {
    const { sites, blocks } = this.#tables;
    if (this.#isWithheld(site)) {
      this.wait(site);
      return;
    }
    if (sites.hasFlag(site, SiteFlag.waiting)) this.#stopWaiting(site);
    this.#waysOut.link(this.#area, this.#placeOf(site), blocks.entryOf(block));
    sites.setFlag(site, SiteFlag.linked);
    this.#addIncoming(site, block);
    this.#linked(site, block);
  }

  /**
   * Visits the branches that go to blocks by slots and could go by plain branches.
   *
   * @param visit - is given the addresses of the slot, and of the branch's door with the instruction set in bit 0
   */
  forEachWatched(visit: (slot: number, door: number) => void): void {
    if (!this.#watches) return;
    const { sites, blocks, doors } = this.#tables;
    for (let site = sites.first; site < this.#settledTo; site++) {
      const slot = doors.slotOf(site);
      if (slot === 0 || (sites.flagsOf(site) & (SiteFlag.linked | UNWATCHED)) !== SiteFlag.linked) continue;
      const door = doors.doorOf(site);
      if (door !== 0) visit(slot, door + (blocks.startOf(sites.blockOf(site)) & 1));
    }
  }

  /** Leads branches that go to a block by slots to another block for the same address. Plain branches stay as they are. */
  moveIncoming(from: number, to: number): void {
    const { sites, blocks, doors } = this.#tables;
    const entry = blocks.entryOf(to);
    let site = blocks.incomingOf(from);
    blocks.setIncoming(from, -1);
    while (site >= 0) {
      const next = sites.nextOf(site);
      const goesBySlot = this.settles && doors.slotOf(site) !== 0;
      if (goesBySlot) this.#waysOut.link(this.#area, this.#placeOf(site), entry);
      this.#addIncoming(site, goesBySlot ? to : from);
      site = next;
    }
  }

  #addIncoming(site: number, block: number): void {
    const { sites, blocks } = this.#tables;
    sites.setLinked(site, block);
    sites.setNext(site, blocks.incomingOf(block));
    blocks.setIncoming(block, site);
  }

  /** Leads the branches that are linked to a block to where it is entered now. */
  leadAnew(block: number): void {
    const { sites, blocks } = this.#tables;
    const entry = blocks.entryOf(block);
    for (let site = blocks.incomingOf(block); site >= 0; site = sites.nextOf(site)) {
      this.#waysOut.link(this.#area, this.#placeOf(site), entry);
    }
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
      const place = this.#placeOf(site);
      this.#waysOut.unlink(this.#area, place);
      if (this.settles && place.door === 0 && site < this.#settledTo) this.#unsettled.push(site);
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
