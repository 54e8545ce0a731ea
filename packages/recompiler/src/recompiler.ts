import { isPromise } from "node:util/types";
import {
  type Address,
  addressOf,
  type CodeAddress,
  codeAddress,
  type InstructionSet,
  isWideThumb,
  setOf,
} from "@armstalker/isa";
import { emitterFor } from "@armstalker/relocator";
import { AddressMap } from "./address-map.js";
import { BlockCompiler } from "./block-compiler.js";
import { BlockTables } from "./block-tables.js";
import type { CompiledBlock } from "./compile-request.js";
import { RecompilerError } from "./errors.js";
import { FunctionEntries } from "./function-entries.js";
import { Generations } from "./generations.js";
import { type ContextData, Generator } from "./generator.js";
import type { IndirectMap } from "./indirect-map.js";
import { ArmIterator, ThumbIterator, type Transformer, type TransformIterator } from "./iterator.js";
import { Links } from "./links.js";
import { followsCall } from "./prediction.js";
import { Ahead, ENOUGH } from "./reach-ahead.js";
import type { RecompilerOptions } from "./recompiler-options.js";
import { Regrouping } from "./regrouping.js";
import { siteOf } from "./site-of.js";
import { SiteFlag } from "./site-table.js";
import type { ExitSite } from "./sites.js";
import { SourcePages } from "./source-pages.js";
import { nativeThunk, putReturnStub } from "./thunks.js";
import { watchPromise } from "./user-code.js";

/** How many blocks of an exclusive sequence are looked for: what is longer without a store is none (A3.4.5 advises 128 bytes). */
const LONGEST_SEQUENCE = 3;

/** The least size of pages, which are protected as a whole, as a power of 2. */
const PAGE_BITS = 12;

/** Makes blocks that are as long as with any other transformer. */
const keepAll: Transformer = (iterator) => {
  while (iterator.next() !== null) iterator.keep();
};

/** True for addresses whose protection may differ. */
const isOtherPage = (one: number, other: number): boolean => one >>> PAGE_BITS !== other >>> PAGE_BITS;

/** Where an address of generated code belongs. */
export interface SourcePlace {
  /** Of the instruction in the program, without an instruction set bit. */
  readonly address: number;
  /** Where that instruction's code begins, without an instruction set bit. */
  readonly begin: number;
  /** True where all registers are the program's, and the instruction has not begun. */
  readonly isBoundary: boolean;
  /** The program's IT state there; 0 outside of IT blocks, and where the processor's is the program's. */
  readonly it: number;
}

/** The blocks of one context: compiles, links, invalidates and forgets them. Blocks are known by their numbers. */
export class Recompiler {
  readonly tables: BlockTables = new BlockTables();
  readonly #options: RecompilerOptions;
  readonly #links: Links;
  #callMap: IndirectMap;
  #data: ContextData;
  readonly #ahead = new Ahead(this.tables);
  readonly #pages = new SourcePages();
  /** The blocks that are entered outside of exclusive sequences, and those that are entered within one, by where they start. */
  readonly #open = new AddressMap();
  readonly #exclusive = new AddressMap();
  /** What the source of blocks was that may change. */
  readonly #snapshots = new Map<number, Uint8Array>();
  /** Ways out of code that belongs to no block, by address. */
  readonly #stubSites = new Map<number, ExitSite>();
  /** The same for code that is never forgotten. */
  readonly #lastingSites = new Map<number, ExitSite>();
  readonly #returnStub: number;
  #compilers: Partial<Record<InstructionSet, BlockCompiler>> = {};
  readonly #generations = new Generations(this.tables);
  #hasForgotten = false;
  /** Starts and ends of the ranges that were invalidated while a transformer runs; null while none does. */
  #changes: number[] | null = null;
  readonly #recompiledLater: CodeAddress[] = [];
  readonly #regrouping: Regrouping;
  readonly #entries: FunctionEntries;

  constructor(options: RecompilerOptions) {
    this.#options = options;
    this.#callMap = options.callMap;
    this.#data = options.data;
    this.#entries = new FunctionEntries(options.program);
    const { area, waysOut, marks, regroups = false } = options;
    // What a block tells of its first run it would tell again.
    this.#links = new Links(
      this.tables,
      area,
      waysOut,
      regroups && marks === undefined,
      this.#isWithheld,
      (site, block) => options.observer.linked?.(site, block),
    );
    this.#regrouping = this.#newRegrouping();
    this.#returnStub = this.#putReturnStub();
    options.area.keepWhatIsThere();
    const { map, callMap } = options;
    for (const each of this.#maps) each.isWithheld = this.#isLookupWithheld;
    if (callMap.missDoor !== 0) this.#addMissSite(callMap.missDoor, "call");
    if (map.missDoor !== 0) this.#addMissSite(map.missDoor, "jump");
  }

  /** Both maps, or the one that there is. */
  get #maps(): readonly IndirectMap[] {
    const { map } = this.#options;
    return map === this.#callMap ? [map] : [map, this.#callMap];
  }

  #newRegrouping(): Regrouping {
    const { area } = this.#options;
    return new Regrouping({
      tables: this.tables,
      area,
      links: this.#links,
      maps: () => this.#maps,
      open: this.#open,
      isConstant: (block) => !this.#snapshots.has(block),
      makeRoom: () => this.#makeRoom(),
      compile: (start) => this.#compileUnreached(start),
    });
  }

  /** Adds the door that all misses of a map go to. */
  #addMissSite(door: Address, use: "call" | "jump"): void {
    this.#lastingSites.set(door, { site: -1, block: -1, set: "a32", address: door, kind: "miss", use });
  }

  /** Puts the code that natively run code returns to: it lasts, for nobody knows when a thread comes back to it. */
  #putReturnStub(): number {
    const { area, data, waysOut } = this.#options;
    const iterator = new ArmIterator({ pc: area.address });
    const tables = new BlockTables();
    const out = emitterFor(iterator);
    out.prefersLiterals = true;
    putReturnStub(new Generator(out, data, tables, waysOut));
    iterator.flush();
    const { sites } = tables;
    for (let site = sites.first; site < sites.end; site++) {
      const address = sites.addressOf(site);
      const [target, leaf] = [sites.registerOf(site), sites.detailOf(site)];
      this.#lastingSites.set(address, {
        site: -1,
        block: -1,
        set: "a32",
        address,
        kind: "lookup",
        target,
        leaf,
        use: "jump",
      });
    }
    return area.append(iterator.toBytes());
  }

  // What is where

  /** The way out that begins at an address of generated code, or whose door it lies in. */
  siteAt(address: number): ExitSite | undefined {
    const generations = this.#generations;
    const part = this.#options.area.partAt(address);
    const generation = generations.of(part);
    if (generation >= 0) {
      const { sites, doors } = this.tables;
      const site = sites.findAt(address, generations.firstSite(generation), generations.sitesEnd(generation));
      if (site >= 0) return this.#siteOf(site);
      const owner = doors.siteAt(part, address);
      if (owner >= 0 && sites.has(owner)) return this.#siteOf(owner);
    }
    return this.#stubSites.get(address) ?? this.#lastingSites.get(address);
  }

  /** The block whose code is at an address, or was there before it was compiled anew; -1 if there is none. */
  blockAt(address: number): number {
    const generations = this.#generations;
    const generation = generations.of(this.#options.area.partAt(address));
    if (generation < 0) return -1;
    const { blocks } = this.tables;
    const block = blocks.lastAt(address, generations.firstBlock(generation), generations.blocksEnd(generation));
    if (block < 0) return -1;
    const offset = address - addressOf(blocks.codeOf(block));
    return offset < blocks.codeSizeOf(block) ? block : -1;
  }

  /** Where an address within a block's code belongs in the program. */
  placeOf(block: number, pc: number): SourcePlace {
    const { blocks, rows } = this.tables;
    const base = addressOf(blocks.codeOf(block));
    const row = rows.lastAt(pc - base, blocks.rowsOf(block), blocks.rowsEndOf(block));
    const begin = base + rows.offsetOf(row);
    const address = rows.addressOf(row);
    if (!rows.isRun(row)) return { address, begin, isBoundary: begin === pc, it: rows.itOf(row) };
    // A copy of the program's code has its instructions where the program has them.
    let at = begin;
    const set = setOf(blocks.startOf(block));
    while (at < pc) at += set === "t32" ? this.#thumbSizeAt(at) : 4;
    return { address: address + (pc - begin), begin: at, isBoundary: at === pc, it: 0 };
  }

  #thumbSizeAt(address: number): 2 | 4 {
    const [low, high] = this.#options.area.read(address, 2) as unknown as [number, number];
    return isWideThumb(low | (high << 8)) ? 4 : 2;
  }

  #siteOf(site: number): ExitSite {
    const { area, waysOut } = this.#options;
    return siteOf(this.tables, site, area, waysOut);
  }

  /** True for a block that is kept, and stands for what the program has. */
  isValid(block: number): boolean {
    return this.tables.blocks.isValid(block);
  }

  /** True for a branch that leads to a block. */
  isLinked(site: number): boolean {
    return this.tables.sites.has(site) && this.tables.sites.hasFlag(site, SiteFlag.linked);
  }

  // Obtaining blocks

  /**
   * The block for an address, compiled if there is none that is up to date.
   *
   * @param depth - number of blocks of an exclusive sequence that came before it; 0: the block is reached outside of one
   */
  obtain(start: CodeAddress, depth = 0): number {
    if (this.#options.policy.isUnreadable(start)) return this.#obtainNative(start);
    const index = depth > 0 ? this.#exclusive : this.#open;
    const known = index.get(start);
    if (known >= 0) {
      if (this.#isUpToDate(known)) return known;
      this.#invalidate(known);
    }
    if (depth === 0) this.#makeRoom();
    const block = this.#compile(start, depth, 0);
    if (this.#options.policy.compileAhead > 0) this.#compileAhead(block);
    return block;
  }

  /**
   * The block for an address that is not reached yet, compiled if there is none. Forgets nothing. Returns -1 where the program could still put
   * other code, and where there is no room.
   */
  obtainAhead(start: CodeAddress): number {
    const known = this.#open.get(start);
    if (known >= 0) return this.isTrusted(known) ? known : -1;
    const block = this.#mayCompileAhead ? this.#compileUnreached(start) : -1;
    if (block < 0 || !this.isTrusted(block)) return -1;
    this.#compileAhead(block);
    return block;
  }

  /** Has code for an address that a running function will probably return to; for others nothing is done. */
  expectReturn(address: CodeAddress): void {
    const { policy, program, map } = this.#options;
    if (policy.compileAhead === 0 || this.#open.get(address) >= 0) return;
    if (!followsCall(address, program)) return;
    const block = this.obtainAhead(address);
    if (block >= 0 && map.get(address) === 0) map.set(address, this.tables.blocks.entryOf(block));
  }

  /** The block for an address in an IT state: within an IT block it is for this once. */
  obtainIn(start: CodeAddress, it: number): number {
    if (it === 0) return this.obtain(start);
    this.#makeRoom();
    return this.#compile(start, 0, it);
  }

  /** Code that runs what is at an address natively, in the place of a block. */
  #obtainNative(start: CodeAddress): number {
    const known = this.#open.get(start);
    if (known >= 0) return known;
    const code = this.putNativeThunk(start);
    const { sites, rows, steps, leads } = this.tables;
    const ends = { sitesEnd: sites.end, rowsEnd: rows.end, stepsEnd: steps.end, leadsEnd: leads.end };
    const facts = {
      start,
      end: start + 4,
      low: start,
      high: start + 4,
      code,
      codeSize: 0,
      markSize: 0,
      depth: 0,
      ...ends,
    };
    const block = this.tables.blocks.add(facts);
    this.#open.set(start, block);
    return block;
  }

  /** True if the source of a block, which is valid, need not be looked at any more. */
  isTrusted(block: number): boolean {
    if (!this.isValid(block)) return false;
    if (!this.#snapshots.has(block)) return true;
    const threshold = this.#options.policy.trustThreshold();
    return threshold >= 0 && this.tables.blocks.recyclesOf(block) >= threshold;
  }

  #isUpToDate(block: number): boolean {
    if (this.isTrusted(block)) return true;
    const { blocks } = this.tables;
    const low = blocks.lowOf(block);
    const now = this.#options.program.read(low, blocks.highOf(block) - low);
    if (Buffer.compare(now, this.#snapshots.get(block)!) !== 0) return false;
    if (this.#options.policy.trustThreshold() > 0) blocks.countRecycle(block);
    return true;
  }

  // Compiling

  #newCompiler(set: InstructionSet): BlockCompiler {
    const { program, policy, waysOut, records, transform, marks } = this.#options;
    const { tables } = this;
    const data = this.#data;
    const endsAtBranches = records.block || marks !== undefined;
    const isCompiled = (target: CodeAddress): boolean => this.#open.get(target) >= 0;
    const iterator = transform === null ? null : set === "a32" ? new ArmIterator() : new ThumbIterator();
    const around = { program, policy, data, tables, waysOut, records, endsAtBranches, isCompiled };
    const compiler = new BlockCompiler(around, set, iterator, this.#options.area.largestBlock);
    this.#compilers[set] = compiler;
    return compiler;
  }

  /** Compiles a block, at a depth of an exclusive sequence, in an IT state. */
  #compile(start: CodeAddress, depth: number, it: number): number {
    const { area, observer, statistics, transform, marks } = this.#options;
    const began = performance.now();
    const at = area.address;
    const firstSite = this.tables.sites.end;
    const set = setOf(start);
    const compiler = this.#compilers[set] ?? this.#newCompiler(set);
    const changes: number[] = [];
    const entry = depth > 0 ? "exclusive" : "open";
    // Within an exclusive sequence and an IT block nothing may be inserted.
    const mark = depth > 0 || it !== 0 ? 0 : (marks?.next ?? 0);
    let compiled: CompiledBlock;
    if (transform === null) compiled = compiler.compile({ start, entry, it, transform, mark }, at);
    else {
      const filled = this.tables.mark();
      try {
        const guarded: Transformer = (iterator) => this.#transform(start, transform, iterator);
        this.#changes = changes;
        compiled = compiler.compile({ start, entry, it, transform: guarded, mark }, at);
      } catch (error) {
        this.tables.rollBack(filled);
        // A transformer's mistake must not become the program's.
        observer.failed(error);
        compiled = compiler.compile({ start, entry, it, transform: keepAll, mark }, at);
      } finally {
        this.#changes = null;
      }
    }
    area.append(compiled.code, compiled.size);
    if (transform !== null) compiler.release();
    const block = this.#install(compiled, start, depth, at);
    if (it === 0) (depth > 0 ? this.#exclusive : this.#open).set(start, block);
    statistics.blocks++;
    statistics.bytesOfSource += compiled.end - compiled.start;
    statistics.bytesOfCode += compiled.size;
    statistics.compileTime += performance.now() - began;
    observer.compiled(block);
    if (mark !== 0) marks!.taken(block);
    this.#linkNew(block, start, depth, firstSite);
    if (changes.length > 0) this.#makeUpFor(changes, block);
    return block;
  }

  /** The transformer of a block has had code forgotten. What it has made runs once then, if it is among that. @param changes - starts and ends of ranges */
  #makeUpFor(changes: readonly number[], block: number): void {
    const { blocks } = this.tables;
    for (let at = 0; at < changes.length; at += 2) {
      const concerns = blocks.lowOf(block) < changes[at + 1]! && blocks.highOf(block) > changes[at]!;
      if (concerns && blocks.isValid(block)) this.#invalidate(block);
    }
    for (const start of this.#recompiledLater.splice(0)) this.obtain(start);
  }

  /** @throws what the transformer throws, and for a promise: what it has still to do comes too late */
  #transform(start: CodeAddress, transform: Transformer, iterator: TransformIterator): void {
    const result: unknown = transform(iterator);
    watchPromise(result, (error) => this.#options.observer.failed(error));
    if (!isPromise(result)) return;
    throw new RecompilerError({
      code: "invalid-argument",
      message: "the transformer returned a promise",
      hint: "do all of its work before it returns",
      address: addressOf(start),
    });
  }

  #install(
    { size, markSize, setBit, end, low, high }: CompiledBlock,
    start: CodeAddress,
    depth: number,
    at: number,
  ): number {
    const { program, policy } = this.#options;
    const { sites, rows, steps, leads, blocks } = this.tables;
    const facts = {
      start,
      end,
      low,
      high: Math.max(high, low + 1),
      code: (at + setBit) as CodeAddress,
      codeSize: size,
      markSize,
      depth,
      sitesEnd: sites.end,
      rowsEnd: rows.end,
      stepsEnd: steps.end,
      leadsEnd: leads.end,
    };
    const block = blocks.add(facts);
    this.#pages.add(facts.low, facts.high);
    const threshold = policy.trustThreshold();
    const last = facts.high - 1;
    if (
      threshold < 0 ||
      (threshold > 0 && (program.isWritable(low) || (isOtherPage(low, last) && program.isWritable(last))))
    ) {
      this.#snapshots.set(block, program.read(low, high - low).slice());
    }
    return block;
  }

  /** Links a new block's branches, the sites from one on, to known blocks, and those that wait for it to it. */
  #linkNew(block: number, start: CodeAddress, depth: number, firstSite: number): void {
    const { sites } = this.tables;
    const { end } = sites;
    if (this.#links.settles) this.#links.promise(firstSite);
    for (let site = firstSite; site < end; site++) {
      const flags = sites.branchFlagsOf(site);
      if (flags < 0) continue;
      const isExclusive = (flags & SiteFlag.exclusive) !== 0 && depth < LONGEST_SEQUENCE;
      if (!isExclusive && (flags & SiteFlag.exclusive) !== 0) sites.clearFlag(site, SiteFlag.exclusive);
      const target = sites.targetOf(site);
      // What is reached within an exclusive sequence must be there before it is.
      const known = isExclusive ? this.obtain(target, depth + 1) : this.#open.get(target);
      if (known >= 0 && this.#mayLink(site, known)) this.#links.link(site, known);
      else if (!isExclusive) sites.waitIn(site, this.#links.waiting);
    }
    if (depth === 0 && (this.#snapshots.size === 0 || this.isTrusted(block))) this.#links.linkWaiting(block, start);
  }

  /** True if a branch may go straight to a block. */
  #mayLink(site: number, block: number): boolean {
    return this.tables.sites.hasFlag(site, SiteFlag.exclusive) || this.isTrusted(block);
  }

  get #mayCompileAhead(): boolean {
    return !this.#hasForgotten && this.#options.area.hasFreeRoom;
  }

  #compileAhead(first: number): void {
    const { policy, map } = this.#options;
    let left = policy.compileAhead;
    if (left === 0 || this.#hasForgotten) return;
    const { blocks } = this.tables;
    this.#ahead.from(first, (target, use) => {
      let block = this.#open.get(target);
      if (block < 0) {
        if (left-- <= 0 || !this.#mayCompileAhead) return ENOUGH;
        block = this.#compileUnreached(target);
        if (block < 0) return -1;
      }
      if (use === "indirect" && map.get(target) === 0 && this.isTrusted(block)) map.set(target, blocks.entryOf(block));
      return block;
    });
  }

  /** Returns -1 where the program could still put other code. */
  #compileUnreached(target: CodeAddress): number {
    const { program, policy } = this.#options;
    if (policy.isUnreadable(target)) return this.#obtainNative(target);
    const address = addressOf(target);
    if (program.isWritable(address) || program.readCode(address, 2).length < 2) return -1;
    const mark = this.tables.mark();
    try {
      this.#makeRoom();
      return this.#compile(target, 0, 0);
    } catch {
      // It may be data that nobody will ever execute. If it is reached after all it is compiled again, and the error told.
      if (this.tables.blocks.end === mark.blocks) this.tables.rollBack(mark);
      return -1;
    }
  }

  // Room

  #makeRoom(): void {
    const { area } = this.#options;
    const part = area.makeRoom(this.#forgetPart);
    if (this.#generations.part !== part) this.#generations.enter(part);
  }

  readonly #forgetPart = (part: number): void => this.#forget(part);

  /** Forgets the oldest code. No thread is in it, as the only one that runs it has come to the engine. */
  #forget(part: number): void {
    const { observer, area } = this.#options;
    observer.forgetting();
    this.#hasForgotten = true;
    const { tables } = this;
    const { first, mark } = this.#generations.forgetOldest(part);
    for (let block = first; block < mark.blocks; block++) {
      if (tables.blocks.isValid(block)) this.#drop(block);
      this.#snapshots.delete(block);
    }
    const { base, bytes } = area.parts[part]!;
    const end = base + bytes.length;
    for (const each of this.#maps) each.forgetCode(base, end);
    for (const address of this.#stubSites.keys()) {
      if (address >= base && address < end) this.#stubSites.delete(address);
    }
    tables.dropBefore(mark);
    this.#regrouping.forget();
    tables.doors.forgetPart(part);
    this.#links.rebuild();
  }

  /** Takes a block out of the index, and leads what is linked to it to the engine. */
  #drop(block: number): void {
    const { blocks } = this.tables;
    const index = blocks.depthOf(block) > 0 ? this.#exclusive : this.#open;
    const start = blocks.startOf(block);
    if (index.get(start) === block) index.delete(start);
    this.#links.unlinkIncoming(block);
  }

  // Invalidation

  /** Forgets the code for a range of the program's memory: it is compiled anew when it is reached. @param end - after the range, 2^32 at most */
  invalidate(start: number, end: number): void {
    this.#changes?.push(start, end);
    if (!this.#pages.mayConcern(start, end)) return;
    this.#entries.forget();
    const { blocks } = this.tables;
    for (let block = blocks.first; block < blocks.end; block++) {
      if (blocks.lowOf(block) < end && blocks.highOf(block) > start && blocks.isValid(block)) this.#invalidate(block);
    }
  }

  /**
   * Compiles the blocks anew that depend on a range of the program's memory: at once, or behind the block whose transformer calls this. Ways to them lead to the new code.
   *
   * @param end - after the range, 2^32 at most
   */
  recompile(start: number, end: number): void {
    const { blocks } = this.tables;
    const starts: CodeAddress[] = [];
    for (let block = blocks.first; block < blocks.end; block++) {
      const concerns = blocks.lowOf(block) < end && blocks.highOf(block) > start;
      if (concerns && blocks.isValid(block) && blocks.depthOf(block) === 0) starts.push(blocks.startOf(block));
    }
    this.invalidate(start, end);
    if (this.#changes !== null) this.#recompiledLater.push(...starts);
    else for (const each of new Set(starts)) this.obtain(each);
  }

  #invalidate(block: number): void {
    const { blocks } = this.tables;
    const start = blocks.startOf(block);
    const code = blocks.entryOf(block);
    blocks.invalidate(block);
    this.#drop(block);
    for (const each of this.#maps) if (each.get(start) === code) each.set(start, 0);
  }

  // Entries of functions

  readonly #isEntryWatched = (target: CodeAddress): boolean => this.#options.policy.isEntryWatched?.(target) === true;

  readonly #isSwitchWatched = (target: CodeAddress): boolean => this.#options.policy.isSwitchWatched?.(target) === true;

  readonly #isLookupWithheld = (target: CodeAddress): boolean =>
    this.#isEntryWatched(target) || this.#isSwitchWatched(target);

  readonly #isWithheld = (site: number): boolean => {
    const { sites } = this.tables;
    const target = sites.targetOf(site);
    if (this.#isSwitchWatched(target) && !sites.hasFlag(site, SiteFlag.exclusive)) return true;
    return this.#isEntryWatched(target) && this.#entersFunction(site);
  };

  /** The address of the instruction that a branch belongs to; that of the next one where control falls out of the block. */
  branchOf(site: number): Address {
    const { sites } = this.tables;
    const { address } = this.placeOf(sites.blockOf(site), sites.detailOf(site) || sites.addressOf(site));
    return address as Address;
  }

  /** True for a direct call, and for a direct branch from another function. */
  #entersFunction(site: number): boolean {
    const { sites } = this.tables;
    // Within an exclusive sequence nobody may be disturbed.
    if (sites.hasFlag(site, SiteFlag.exclusive | SiteFlag.returns)) return false;
    if (sites.hasFlag(site, SiteFlag.call)) return true;
    return this.#entries.isTailBranch(this.branchOf(site), sites.targetOf(site));
  }

  /**
   * True for a branch that has come to the engine if it enters a function whose entries are watched. Control that falls into the function or goes round a loop to its start
   * does not enter it.
   */
  entersWatched({ site }: { readonly site: number }): boolean {
    const { sites } = this.tables;
    return sites.has(site) && this.#isEntryWatched(sites.targetOf(site)) && this.#entersFunction(site);
  }

  /** Leads all ways to blocks to the engine, which leads them to blocks again as threads come there, after {@link CompilePolicy.isSwitchWatched} has changed. */
  reconsiderAll(): void {
    const { blocks } = this.tables;
    for (let block = blocks.first; block < blocks.end; block++) {
      // Within exclusive sequences nobody may be disturbed.
      if (blocks.incomingOf(block) >= 0 && blocks.depthOf(block) === 0) this.#links.unlinkIncoming(block);
    }
    for (const each of this.#maps) each.clear();
  }

  /**
   * Compiles the block at an address before it is reached, if it is not known. Returns -1 where there is no code.
   *
   * @param recycleCount - how often its source counts as found unchanged
   */
  prefetch(start: CodeAddress, recycleCount: number): number {
    const { policy, program } = this.#options;
    let block = this.#open.get(start);
    if (block < 0) {
      if (policy.isUnreadable(start) || program.readCode(addressOf(start), 2).length < 2) return -1;
      this.#makeRoom();
      block = this.#compile(start, 0, 0);
    }
    if (!this.isValid(block)) return -1;
    const { blocks } = this.tables;
    while (blocks.recyclesOf(block) < Math.min(recycleCount, 0xffff)) blocks.countRecycle(block);
    if (this.isTrusted(block)) this.#links.linkWaiting(block, start);
    return block;
  }

  /** Leads the branches of one block to another one, which is where they go, before they are taken; look-ups too if `from` is -1. */
  prelink(from: number, to: number): void {
    const { sites, blocks } = this.tables;
    const target = blocks.startOf(to);
    if (!this.isTrusted(to)) return;
    if (from < 0) {
      for (const map of this.#maps) {
        const isNative = map === this.#callMap && this.#maps.length > 1 && this.#options.policy.isNative(target);
        if (!isNative && map.get(target) === 0) map.set(target, blocks.entryOf(to));
      }
      return;
    }
    for (let site = blocks.sitesOf(from); site < blocks.sitesEndOf(from); site++) {
      if (sites.branchFlagsOf(site) >= 0 && sites.targetOf(site) === target) this.tryLink({ site }, to);
    }
  }

  /**
   * Other calls run natively than before, after {@link CompilePolicy.isNative} has changed: forgets the code of such calls.
   *
   * @param end - after the range of functions that are concerned, 2^32 at most
   */
  reconsiderCalls(start: number, end: number): void {
    this.#changes?.push(0, 2 ** 32);
    const { sites, blocks } = this.tables;
    for (let block = blocks.first; block < blocks.end; block++) {
      if (!blocks.isValid(block)) continue;
      for (let site = blocks.sitesOf(block); site < blocks.sitesEndOf(block); site++) {
        const flags = sites.branchFlagsOf(site);
        if (flags < 0 || (flags & (SiteFlag.call | SiteFlag.returns)) === 0) continue;
        const target = addressOf(sites.targetOf(site));
        // What a call that runs natively calls is not known.
        if ((flags & SiteFlag.call) !== 0 && (target < start || target >= end)) continue;
        this.#invalidate(block);
        break;
      }
    }
    if (this.#callMap !== this.#options.map) this.#callMap.clear();
  }

  /**
   * Has calls of addresses that are not constant look these up in a map of their own from here on. All code is compiled again.
   *
   * @param data - names the map, and is as before else
   */
  separateCalls(callMap: IndirectMap, data: ContextData): void {
    this.#callMap = callMap;
    this.#data = data;
    this.#compilers = {};
    callMap.isWithheld = this.#isLookupWithheld;
    if (callMap.missDoor !== 0) this.#addMissSite(callMap.missDoor, "call");
    this.invalidate(0, 2 ** 32);
  }

  /** Leads the ways to an address anew, in both instruction sets, after {@link CompilePolicy.isEntryWatched} has changed. */
  reconsider(address: Address): void {
    const { blocks } = this.tables;
    const starts = [codeAddress(address, "t32")];
    if (address % 4 === 0) starts.push(codeAddress(address, "a32"));
    for (const start of starts) for (const map of this.#maps) if (map.get(start) !== 0) map.set(start, 0);
    for (let block = blocks.first; block < blocks.end; block++) {
      if (addressOf(blocks.startOf(block)) === address && blocks.depthOf(block) === 0)
        this.#links.unlinkIncoming(block);
    }
    for (const start of starts) {
      const block = this.#open.get(start);
      if (block >= 0 && this.isTrusted(block)) this.#links.linkWaiting(block, start);
    }
  }

  /** A block has told that it runs: what leads to it leads behind its mark from now on. To be called at a stop, as code changes that may have run. */
  passed(block: number): void {
    const { blocks } = this.tables;
    if (!blocks.has(block) || !blocks.isMarked(block)) return;
    const marked = blocks.entryOf(block);
    blocks.notePassed(block);
    if (!blocks.isValid(block)) return;
    this.#links.leadAnew(block);
    const start = blocks.startOf(block);
    for (const each of this.#maps) {
      if (each.get(start) === marked) each.set(start, blocks.entryOf(block));
    }
  }

  /** Leads every way out to the engine, and lets every indirect branch miss. */
  unlinkAll(): void {
    const { blocks } = this.tables;
    for (let block = blocks.first; block < blocks.end; block++) {
      if (blocks.incomingOf(block) >= 0) this.#links.unlinkIncoming(block);
    }
    for (const each of this.#maps) each.clear();
  }

  /** Leads a branch straight to a block, if both may be relied on. */
  tryLink({ site }: { readonly site: number }, block: number): void {
    const { sites, blocks } = this.tables;
    if (!sites.has(site) || sites.hasFlag(site, SiteFlag.linked) || !blocks.isValid(sites.blockOf(site))) return;
    if (this.#mayLink(site, block)) this.#links.link(site, block);
  }

  // Regions

  /**
   * Visits the branches that could be plain ones if their ends lay in one page: those that go to blocks by slots. A thread comes to the engine where a slot holds the door, until
   * the slot holds again what the area has there. Empty unless `regroups` is set and links are data.
   *
   * @param visit - is given the addresses of the slot, and of the branch's door with the instruction set in bit 0
   */
  forEachWatched(visit: (slot: number, door: number) => void): void {
    this.#links.forEachWatched(visit);
  }

  /**
   * Compiles the code around a branch anew, in one page and with plain branches: its loop, or what comes next. What leads to the old code by slots and maps leads to the new one then.
   * The old code stays valid, as plain branches lead there. Forgets nothing, and copies no code that the program can change.
   *
   * @returns how many blocks were compiled; 0 if nothing can be done
   */
  regroup(site: number): number {
    return this.#regrouping.around(site);
  }

  /** Completes the branches of all blocks. To be called before the area is flushed: where links are data, what is not linked is no way out before. */
  settle(): void {
    this.#links.settle();
  }

  // Code that belongs to no block

  /**
   * Puts code that belongs to no block.
   *
   * @param codeAt - makes the code for an address; called once or twice
   * @returns where the code is, and its size in bytes
   */
  putStub(codeAt: (address: number) => Uint8Array): { readonly address: Address; readonly size: number } {
    const { area } = this.#options;
    const { length: size } = codeAt(area.address);
    const part = area.makeStubRoom(size, this.#forgetPart);
    const address = area.append(codeAt(area.address)) as Address;
    if (this.#generations.part !== part) this.#generations.enter(part);
    return { address, size };
  }

  /** Adds a way out of such code. */
  addStubSite(site: ExitSite): void {
    this.#stubSites.set(site.address, site);
  }

  /** Puts A32 code that runs a function natively, and returns under the stalker. Returns its address. */
  putNativeThunk(target: CodeAddress): CodeAddress {
    const thunk = nativeThunk(this.#options.data.linkCell, this.#returnStub, target);
    return codeAddress(this.putStub(() => thunk).address, "a32");
  }
}
