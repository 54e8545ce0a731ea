import type { Address, CodeAddress } from "@armstalker/isa";
import type { AddressMap } from "./address-map.js";
import { dropFirst, FIRST_ENTRIES, grown, Numbering } from "./columns.js";

/** The kinds of ways out of generated code, as numbers. */
export const SiteKind = {
  /** A branch to a known address, which goes to the engine until it is linked. */
  branch: 0,
  /** A stop that a transformer or a probe asked for. */
  callout: 1,
  /** Before a system call that the engine wants to see. */
  systemCall: 2,
  /** In the place of an instruction that cannot be moved. */
  refused: 3,
  /** A load from a leaf of the indirect map, which faults if there is no leaf. */
  lookup: 4,
  /** A store to the event buffer, which faults if the buffer is full. */
  record: 5,
} as const;

export type SiteKind = (typeof SiteKind)[keyof typeof SiteKind];

/** Flags of sites. */
export const SiteFlag = {
  /** The branch changes the instruction set. */
  exchanges: 1,
  /** The way out lies within an exclusive sequence, so the target must not be disturbed. */
  exclusive: 2,
  /** The way out is a call's. */
  call: 4,
  /** The branch is linked. */
  linked: 8,
  /** The branch waits for a block at its target. */
  waiting: 16,
  /** The way out stands behind a call of code that runs natively. */
  returns: 32,
} as const;

const NO_SITE = -1;

/**
 * The ways out of generated code as columns, in the order of their addresses within each part of the code area. A way out is known by
 * its number.
 */
export class SiteTable extends Numbering {
  #address: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #target: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #detail: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #block: Int32Array = new Int32Array(FIRST_ENTRIES);
  #linked: Int32Array = new Int32Array(FIRST_ENTRIES);
  #next: Int32Array = new Int32Array(FIRST_ENTRIES);
  #kind: Uint8Array = new Uint8Array(FIRST_ENTRIES);
  #flags: Uint8Array = new Uint8Array(FIRST_ENTRIES);

  /**
   * Adds a way out. Returns its number.
   *
   * @param target - what {@link targetOf} tells
   * @param detail - what {@link detailOf} tells
   */
  add(kind: SiteKind, address: number, target: number, detail: number, flags: number, block: number): number {
    const at = this.end - this.first;
    if (at === this.#address.length) this.#grow();
    this.#address[at] = address;
    this.#target[at] = target;
    this.#detail[at] = detail;
    this.#block[at] = block;
    this.#linked[at] = -1;
    this.#next[at] = NO_SITE;
    this.#kind[at] = kind;
    this.#flags[at] = flags;
    return this.end++;
  }

  #grow(): void {
    this.#address = grown(this.#address);
    this.#target = grown(this.#target);
    this.#detail = grown(this.#detail);
    this.#block = grown(this.#block);
    this.#linked = grown(this.#linked);
    this.#next = grown(this.#next);
    this.#kind = grown(this.#kind);
    this.#flags = grown(this.#flags);
  }

  kindOf(site: number): SiteKind {
    return this.#kind[site - this.first] as SiteKind;
  }

  /** Where it is in generated code. */
  addressOf(site: number): Address {
    return this.#address[site - this.first] as Address;
  }

  /** Branch: its target in the program. */
  targetOf(site: number): CodeAddress {
    return this.#target[site - this.first] as CodeAddress;
  }

  /** Callout, refused, system call: the program's instruction there. */
  pcOf(site: number): Address {
    return this.#target[site - this.first] as Address;
  }

  /** Lookup: the number of the register that holds the wanted address. Record: that of the register that holds the cursor. */
  registerOf(site: number): number {
    return this.#target[site - this.first]!;
  }

  /**
   * Branch: the address of the conditional branch that leads to the site, 0 if there is none. System call: the address of the SVC in generated code.
   * Lookup: the number of the register that holds the leaf.
   */
  detailOf(site: number): number {
    return this.#detail[site - this.first]!;
  }

  setDetail(site: number, detail: number): void {
    this.#detail[site - this.first] = detail;
  }

  blockOf(site: number): number {
    return this.#block[site - this.first]!;
  }

  flagsOf(site: number): number {
    return this.#flags[site - this.first]!;
  }

  /** The flags of a branch, -1 for any other way out. */
  branchFlagsOf(site: number): number {
    const at = site - this.first;
    return this.#kind[at] === SiteKind.branch ? this.#flags[at]! : -1;
  }

  hasFlag(site: number, flag: number): boolean {
    return (this.#flags[site - this.first]! & flag) !== 0;
  }

  setFlag(site: number, flag: number): void {
    this.#flags[site - this.first]! |= flag;
  }

  clearFlag(site: number, flag: number): void {
    this.#flags[site - this.first]! &= ~flag;
  }

  /** Puts a branch, which is in no list, before those that wait for its target. */
  waitIn(site: number, waiting: AddressMap): void {
    const at = site - this.first;
    this.#flags[at]! |= SiteFlag.waiting;
    this.#next[at] = waiting.set(this.#target[at]!, site);
  }

  /** The block that a branch is linked to, -1 if it is not. */
  linkedOf(site: number): number {
    return this.#linked[site - this.first]!;
  }

  setLinked(site: number, block: number): void {
    this.#linked[site - this.first] = block;
  }

  /** The next site of the list that a branch is in: of those linked to a block, or of those that wait for an address. -1 at its end. */
  nextOf(site: number): number {
    return this.#next[site - this.first]!;
  }

  setNext(site: number, next: number): void {
    this.#next[site - this.first] = next;
  }

  /** The way out of those from `from` up to `to` that is at an address; -1 if none is. Addresses ascend there. */
  findAt(address: number, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#address[middle - this.first]! < address) low = middle + 1;
      else high = middle;
    }
    return low < to && this.#address[low - this.first] === address ? low : -1;
  }

  /** Takes back the ways out from a number on. */
  truncate(end: number): void {
    this.end = end;
  }

  /** Forgets the ways out before a number. */
  dropBefore(site: number): void {
    const count = site - this.first;
    if (count <= 0) return;
    const { size } = this;
    for (const column of [
      this.#address,
      this.#target,
      this.#detail,
      this.#block,
      this.#linked,
      this.#next,
      this.#kind,
      this.#flags,
    ]) {
      dropFirst(column, count, size);
    }
    this.first = site;
  }
}
