import type { CodeAddress } from "@armstalker/isa";
import { AddressMap } from "./address-map.js";
import type { BlockTables } from "./block-tables.js";
import { LeadKind } from "./lead-table.js";
import { SiteFlag, SiteKind } from "./site-table.js";

/** How many branches away from the hot one code is looked at, and how many blocks in all. */
const FARTHEST = 32;
const MOST_BLOCKS = 160;
/** How many branches a way round may take more than the shortest one to belong to the loop. */
const DETOUR = 12;
/** How many branches ahead code belongs to the region that no loop leads back from. */
const AHEAD = 8;
/** How many blocks that lead to the hot branch by plain branches are copied along with it. */
const MOST_BEFORE = 8;

/** Bytes of code that a region has, about, so that it lies in one page; and of its part that is no loop. */
const REGION_BYTES = 3200;
const STRAIGHT_BYTES = 1400;

/** The blocks of the program that are to be compiled anew in one page, by their starts. */
export interface Region {
  /** Where the region is begun. */
  readonly heads: readonly CodeAddress[];
  /** All blocks, the nearest first. */
  readonly members: readonly CodeAddress[];
  /** Bytes that their code has. */
  readonly size: number;
}

/** What is known of the blocks that a region is chosen from. */
export interface RegionSource {
  readonly tables: BlockTables;
  /** The block for an address, if it may be copied; else -1. */
  copyable(start: CodeAddress): number;
}

/** A part of the program's flow of control: blocks by numbers in the order of their distance from the first. */
class Flow {
  readonly starts: CodeAddress[] = [];
  readonly distance: number[] = [];
  readonly #numberOf = new AddressMap();
  /** By block: those that lead there. */
  readonly #before: number[][] = [];
  readonly #source: RegionSource;

  constructor(source: RegionSource, first: CodeAddress, farthest: number) {
    this.#source = source;
    this.#add(first, 0);
    for (let at = 0; at < this.starts.length; at++) this.#lookFrom(at, farthest);
  }

  #add(start: CodeAddress, distance: number): number {
    const known = this.#numberOf.get(start);
    if (known >= 0) return known;
    const number = this.starts.length;
    if (number >= MOST_BLOCKS) return -1;
    this.#numberOf.set(start, number);
    this.starts.push(start);
    this.distance.push(distance);
    this.#before.push([]);
    return number;
  }

  #lookFrom(at: number, farthest: number): void {
    const distance = this.distance[at]! + 1;
    if (distance > farthest) return;
    const { tables } = this.#source;
    const { blocks, sites, leads } = tables;
    const block = this.#source.copyable(this.starts[at]!);
    if (block < 0) return;
    for (let site = blocks.sitesOf(block); site < blocks.sitesEndOf(block); site++) {
      if (sites.kindOf(site) === SiteKind.branch && !sites.hasFlag(site, SiteFlag.exclusive)) {
        this.#noteWay(at, sites.targetOf(site), distance);
      }
    }
    for (let lead = blocks.leadsOf(block); lead < blocks.leadsEndOf(block); lead++) {
      if (leads.kindOf(lead) === LeadKind.return) this.#noteWay(at, leads.addressOf(lead), distance);
    }
  }

  #noteWay(from: number, target: CodeAddress, distance: number): void {
    if (this.#source.copyable(target) < 0) return;
    const to = this.#add(target, distance);
    if (to >= 0) this.#before[to]!.push(from);
  }

  numberOf(start: CodeAddress): number {
    return this.#numberOf.get(start);
  }

  /** How far each block is from the first one along the flow, -1 where no way leads back. */
  distanceBack(): number[] {
    const back = this.starts.map(() => -1);
    back[0] = 0;
    const order = [0];
    for (let index = 0; index < order.length; index++) {
      const at = order[index]!;
      for (const before of this.#before[at]!) {
        if (back[before]! >= 0) continue;
        back[before] = back[at]! + 1;
        order.push(before);
      }
    }
    return back;
  }
}

/**
 * Chooses what is compiled anew around a branch that is taken often: the loop that it belongs to, calls counted as ways to where they return; where there is no
 * loop, what leads to it by plain branches and what comes next.
 *
 * @returns null if the branch's ends cannot be copied
 */
export function regionAround(site: number, source: RegionSource): Region | null {
  const { blocks, sites } = source.tables;
  const from = blocks.startOf(sites.blockOf(site));
  const to = sites.targetOf(site);
  if (source.copyable(from) < 0 || source.copyable(to) < 0) return null;
  const flow = new Flow(source, from, FARTHEST);
  const back = flow.distanceBack();
  const around = (number: number): number => (back[number]! < 0 ? Infinity : flow.distance[number]! + back[number]!);
  const isLoop = from === to || around(flow.numberOf(to)) < Infinity;
  const members = new Set<CodeAddress>();
  let size = 0;
  const take = (start: CodeAddress, most: number): boolean => {
    if (members.has(start)) return true;
    const bytes = blocks.codeSizeOf(source.copyable(start));
    if (size + bytes > most && members.size > 0) return false;
    members.add(start);
    size += bytes;
    return true;
  };
  const heads: CodeAddress[] = [];
  if (isLoop) {
    heads.push(to);
    take(to, REGION_BYTES);
    take(from, REGION_BYTES);
    const longest = around(flow.numberOf(to)) + DETOUR;
    const loop = flow.starts.map((_, number) => number).filter((number) => around(number) <= longest);
    loop.sort((one, other) => around(one) - around(other) || one - other);
    for (const number of loop) if (!take(flow.starts[number]!, REGION_BYTES)) break;
  } else {
    heads.push(...plainWayTo(source, from), from);
    for (const start of heads) take(start, STRAIGHT_BYTES);
    take(to, REGION_BYTES);
  }
  if (!isLoop || sites.hasFlag(site, SiteFlag.call)) {
    const most = Math.min(REGION_BYTES, size + STRAIGHT_BYTES);
    for (const start of new Flow(source, to, AHEAD).starts) if (!take(start, most)) break;
  }
  return { heads: heads.filter((start) => members.has(start)), members: [...members], size };
}

/** The blocks that lead to one by plain branches, the farthest first. */
function plainWayTo({ tables, copyable }: RegionSource, to: CodeAddress): CodeAddress[] {
  const { blocks, sites, doors } = tables;
  const found = new Set<CodeAddress>([to]);
  for (const start of found) {
    const block = copyable(start);
    if (block < 0) continue;
    for (let site = blocks.incomingOf(block); site >= 0 && found.size <= MOST_BEFORE; site = sites.nextOf(site)) {
      if (doors.slotOf(site) !== 0 || sites.hasFlag(site, SiteFlag.exclusive)) continue;
      const before = blocks.startOf(sites.blockOf(site));
      if (copyable(before) === sites.blockOf(site)) found.add(before);
    }
  }
  found.delete(to);
  return [...found].reverse();
}
