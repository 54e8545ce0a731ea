import { addressOf, type CodeAddress } from "@armstalker/isa";
import { dropFirst, FIRST_ENTRIES, grown, Numbering } from "./columns.js";

/** Bits of a block's flags. */
const VALID = 1;
const PASSED = 2;

/** The distance of a block that nothing was compiled ahead of. */
export const FAR = 255;

/** A column of block facts that the compiler fills in. */
export interface BlockFacts {
  /** Where the block begins in the program. */
  readonly start: CodeAddress;
  /** Address after the last instruction. */
  readonly end: number;
  /** Bounds of the program's memory that the code depends on: the source, and literals that became constants. */
  readonly low: number;
  readonly high: number;
  /** Where the generated code begins. */
  readonly code: CodeAddress;
  /** Bytes of the generated code. */
  readonly codeSize: number;
  /** Bytes at its start that tell that the block runs; 0 if there are none. */
  readonly markSize: number;
  /** Number of blocks of an exclusive sequence before this one; 0: the block is entered outside of one. */
  readonly depth: number;
  /** Ends of the block's entries in the tables of ways out, recovery rows, steps and leads: its first entries follow those of the block before. */
  readonly sitesEnd: number;
  readonly rowsEnd: number;
  readonly stepsEnd: number;
  readonly leadsEnd: number;
}

/**
 * The blocks of a context, in the order of their compilation, as columns. A block is known by its number. The oldest blocks are dropped
 * first; the number of a dropped block is never given again.
 */
export class BlockTable extends Numbering {
  #start: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #end: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #low: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #high: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #code: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #codeSize: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #markSize: Uint8Array = new Uint8Array(FIRST_ENTRIES);
  #sitesEnd: Int32Array = new Int32Array(FIRST_ENTRIES);
  #rowsEnd: Int32Array = new Int32Array(FIRST_ENTRIES);
  #stepsEnd: Int32Array = new Int32Array(FIRST_ENTRIES);
  #leadsEnd: Int32Array = new Int32Array(FIRST_ENTRIES);
  #incoming: Int32Array = new Int32Array(FIRST_ENTRIES);
  #flags: Uint8Array = new Uint8Array(FIRST_ENTRIES);
  #depth: Uint8Array = new Uint8Array(FIRST_ENTRIES);
  #distance: Uint8Array = new Uint8Array(FIRST_ENTRIES);
  #recycles: Uint16Array = new Uint16Array(FIRST_ENTRIES);
  /** Ends of the entries of the last block that was dropped. */
  #droppedSites = 0;
  #droppedRows = 0;
  #droppedSteps = 0;
  #droppedLeads = 0;

  /** Adds a block, which is valid. Returns its number. */
  add(facts: BlockFacts): number {
    const at = this.end - this.first;
    if (at === this.#start.length) this.#grow();
    this.#start[at] = facts.start;
    this.#end[at] = facts.end;
    this.#low[at] = facts.low;
    this.#high[at] = facts.high;
    this.#code[at] = facts.code;
    this.#codeSize[at] = facts.codeSize;
    this.#markSize[at] = facts.markSize;
    this.#sitesEnd[at] = facts.sitesEnd;
    this.#rowsEnd[at] = facts.rowsEnd;
    this.#stepsEnd[at] = facts.stepsEnd;
    this.#leadsEnd[at] = facts.leadsEnd;
    this.#incoming[at] = -1;
    this.#flags[at] = VALID;
    this.#depth[at] = facts.depth;
    this.#distance[at] = FAR;
    this.#recycles[at] = 0;
    return this.end++;
  }

  #grow(): void {
    this.#start = grown(this.#start);
    this.#end = grown(this.#end);
    this.#low = grown(this.#low);
    this.#high = grown(this.#high);
    this.#code = grown(this.#code);
    this.#codeSize = grown(this.#codeSize);
    this.#markSize = grown(this.#markSize);
    this.#sitesEnd = grown(this.#sitesEnd);
    this.#rowsEnd = grown(this.#rowsEnd);
    this.#stepsEnd = grown(this.#stepsEnd);
    this.#leadsEnd = grown(this.#leadsEnd);
    this.#incoming = grown(this.#incoming);
    this.#flags = grown(this.#flags);
    this.#depth = grown(this.#depth);
    this.#distance = grown(this.#distance);
    this.#recycles = grown(this.#recycles);
  }

  startOf(block: number): CodeAddress {
    return this.#start[block - this.first] as CodeAddress;
  }

  endOf(block: number): number {
    return this.#end[block - this.first]!;
  }

  lowOf(block: number): number {
    return this.#low[block - this.first]!;
  }

  highOf(block: number): number {
    return this.#high[block - this.first]!;
  }

  codeOf(block: number): CodeAddress {
    return this.#code[block - this.first] as CodeAddress;
  }

  /** Where control enters the block: at its mark, until it is known to have run. */
  entryOf(block: number): CodeAddress {
    const at = block - this.first;
    const code = this.#code[at]!;
    return ((this.#flags[at]! & PASSED) === 0 ? code : code + this.#markSize[at]!) as CodeAddress;
  }

  /** True if the block tells that it runs. */
  isMarked(block: number): boolean {
    const at = block - this.first;
    return (this.#flags[at]! & PASSED) === 0 && this.#markSize[at]! > 0;
  }

  /** The block is known to have run: {@link entryOf} is behind its mark. */
  notePassed(block: number): void {
    this.#flags[block - this.first]! |= PASSED;
  }

  codeSizeOf(block: number): number {
    return this.#codeSize[block - this.first]!;
  }

  depthOf(block: number): number {
    return this.#depth[block - this.first]!;
  }

  /** True for a block that is kept and was not invalidated. */
  isValid(block: number): boolean {
    return this.has(block) && (this.#flags[block - this.first]! & VALID) !== 0;
  }

  invalidate(block: number): void {
    this.#flags[block - this.first]! &= ~VALID;
  }

  /** First of the block's ways out; they are numbered without a gap up to {@link sitesEndOf}. */
  sitesOf(block: number): number {
    const at = block - this.first;
    return at === 0 ? this.#droppedSites : this.#sitesEnd[at - 1]!;
  }

  sitesEndOf(block: number): number {
    return this.#sitesEnd[block - this.first]!;
  }

  rowsOf(block: number): number {
    const at = block - this.first;
    return at === 0 ? this.#droppedRows : this.#rowsEnd[at - 1]!;
  }

  rowsEndOf(block: number): number {
    return this.#rowsEnd[block - this.first]!;
  }

  stepsOf(block: number): number {
    const at = block - this.first;
    return at === 0 ? this.#droppedSteps : this.#stepsEnd[at - 1]!;
  }

  stepsEndOf(block: number): number {
    return this.#stepsEnd[block - this.first]!;
  }

  leadsOf(block: number): number {
    const at = block - this.first;
    return at === 0 ? this.#droppedLeads : this.#leadsEnd[at - 1]!;
  }

  leadsEndOf(block: number): number {
    return this.#leadsEnd[block - this.first]!;
  }

  /** The first of the branches that are linked to a block, -1 if none is. */
  incomingOf(block: number): number {
    return this.#incoming[block - this.first]!;
  }

  setIncoming(block: number, site: number): void {
    this.#incoming[block - this.first] = site;
  }

  /** Distance from the reached block, at the time the successors of this block were last compiled ahead; {@link FAR} if they never were. */
  distanceOf(block: number): number {
    return this.#distance[block - this.first]!;
  }

  setDistance(block: number, distance: number): void {
    this.#distance[block - this.first] = distance;
  }

  /** How often the source was found unchanged. */
  recyclesOf(block: number): number {
    return this.#recycles[block - this.first]!;
  }

  countRecycle(block: number): void {
    const at = block - this.first;
    if (this.#recycles[at]! < 0xffff) this.#recycles[at]!++;
  }

  /** The last block, of those from `from` up to `to`, whose code begins at or before an address; -1 if none does. Code addresses ascend there. */
  lastAt(address: number, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (addressOf(this.codeOf(middle)) <= address) low = middle + 1;
      else high = middle;
    }
    return low - 1 < from ? -1 : low - 1;
  }

  /** Forgets the blocks before a number. */
  dropBefore(block: number): void {
    const count = block - this.first;
    if (count <= 0) return;
    this.#droppedSites = this.#sitesEnd[count - 1]!;
    this.#droppedRows = this.#rowsEnd[count - 1]!;
    this.#droppedSteps = this.#stepsEnd[count - 1]!;
    this.#droppedLeads = this.#leadsEnd[count - 1]!;
    const { size } = this;
    for (const column of [
      this.#start,
      this.#end,
      this.#low,
      this.#high,
      this.#code,
      this.#codeSize,
      this.#markSize,
      this.#sitesEnd,
      this.#rowsEnd,
      this.#stepsEnd,
      this.#leadsEnd,
      this.#incoming,
      this.#flags,
      this.#depth,
      this.#distance,
      this.#recycles,
    ]) {
      dropFirst(column, count, size);
    }
    this.first = block;
  }
}
