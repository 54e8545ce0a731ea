import { isPromise } from "node:util/types";
import { emitterFor } from "@armstalker/relocator";
import { BlockCompiler } from "../codegen/block-compiler.js";
import type { CompileContext, Compiled } from "../codegen/compilation.js";
import { followsCall } from "../codegen/prediction.js";
import { StalkerError } from "../errors.js";
import { EventType } from "../events/gum-event.js";
import type { RecordDescriptor } from "../events/record.js";
import { StalkerArmIterator, type StalkerIterator, StalkerThumbIterator, type Transformer } from "../iterator.js";
import type { ThreadId } from "../target/target.js";
import { watchPromise } from "../user-code.js";
import { type Block, type BranchSite, type ExitSite, makeBlock } from "./block.js";
import { BlockIndex } from "./block-index.js";
import { LARGEST_BLOCK } from "./code-cache.js";
import { reachAhead } from "./compile-ahead.js";
import type { ContextSlabs } from "./context-slabs.js";
import { Linker } from "./linker.js";
import type { ContextServices } from "./services.js";

/** How many blocks of an exclusive sequence are looked for: what is longer without a store is none (A3.4.5 advises 128 bytes). */
const LONGEST_SEQUENCE = 3;

/** Makes blocks that are as long as with any other transformer. */
const keepAll: Transformer = (iterator) => {
  while (iterator.next() !== null) iterator.keep();
};

/** What the store's blocks are compiled for. */
export interface BlockStoreOptions {
  readonly thread: ThreadId;
  /** Types of events, as a mask of {@link EventType} bits, that are recorded. */
  readonly events: number;
  readonly transform: Transformer | null;
  /** Is told of each block that was compiled. */
  readonly compiled: (block: Block) => void;
  /** Is told before all blocks are forgotten, and what their records mean. */
  readonly forgetting: () => void;
}

/** The blocks of a context: compiles, links and forgets them. */
export class BlockStore {
  readonly #services: ContextServices;
  readonly #slabs: ContextSlabs;
  readonly #options: BlockStoreOptions;
  readonly #linker: Linker;
  readonly #blocks = new BlockIndex();
  /** All blocks that were ever compiled, in the order of their code. */
  #compiled: Block[] = [];
  readonly #sites = new Map<number, ExitSite>();
  readonly #waiting = new Map<number, BranchSite[]>();
  readonly #records = new Map<number, RecordDescriptor>();
  readonly #armIterator = new StalkerArmIterator();
  readonly #thumbIterator = new StalkerThumbIterator();
  /** What a block is written into first. */
  readonly #output = new Uint8Array(LARGEST_BLOCK);
  readonly #compileContext: CompileContext;

  constructor(services: ContextServices, slabs: ContextSlabs, options: BlockStoreOptions) {
    this.#services = services;
    this.#slabs = slabs;
    this.#options = options;
    this.#linker = new Linker(slabs.cache);
    this.#compileContext = this.#makeCompileContext();
    this.#addLastingSites();
  }

  #addLastingSites(): void {
    for (const site of this.#slabs.lastingSites) this.#sites.set(site.address, site);
  }

  #makeCompileContext(): CompileContext {
    const mask = this.#slabs.events === null ? 0 : this.#options.events;
    const { program, excluded } = this.#services;
    return {
      data: this.#slabs.data,
      records: {
        exec: (mask & EventType.exec) !== 0,
        block: (mask & EventType.block) !== 0,
        flow: (mask & (EventType.call | EventType.ret)) !== 0,
      },
      read: program.read,
      isConstant: (address, size) =>
        this.#services.trustThreshold() >= 0 &&
        !program.isWritable(address) &&
        !program.isWritable((address + size - 1) >>> 0) &&
        program.read(address, size).length === size,
      canWrite: (address) => program.canWrite(address),
      isNative: (target) => excluded.isNative(target),
      isCompiled: (target) => this.#blocks.get(target, false) !== undefined,
      calloutsAt: (address) => this.#services.probesAt(address),
    };
  }

  /** The way out that begins at an address of generated code. */
  siteAt(address: number): ExitSite | undefined {
    return this.#sites.get(address);
  }

  /** What the first word of a record names. */
  readonly descriptorOf = (word: number): RecordDescriptor => {
    const descriptor = this.#records.get(word);
    if (descriptor !== undefined) return descriptor;
    throw new StalkerError({
      code: "unexpected-stop",
      message: `the event buffer holds 0x${word.toString(16)}, which names no record`,
      hint: "the program has written to it: its addresses are no secret",
    });
  };

  /** The block whose code is at an address, or was before it was compiled anew. */
  blockAt(pc: number): Block | null {
    if (!this.#slabs.cache.contains(pc)) return null;
    let found: Block | null = null;
    for (const block of this.#compiled) {
      const offset = pc - ((block.code & ~1) >>> 0);
      if (offset >= 0 && offset < block.codeSize) found = block;
    }
    return found;
  }

  /**
   * The block for an address, compiled if there is none that is up to date.
   *
   * @param depth - how many blocks of an exclusive sequence came before it; 0: it is reached outside of one
   */
  obtain(start: number, depth = 0): Block {
    const exclusive = depth > 0;
    if (this.#slabs.cache.isFull && !exclusive) this.#forgetAll();
    if (this.#services.excluded.isKernelHelper(start)) return this.#obtainHelper(start);
    const known = this.#blocks.get(start, exclusive);
    if (known !== undefined && this.#isUpToDate(known)) return known;
    if (known !== undefined) this.#invalidate(known);
    const block = this.compile(start, depth, 0);
    this.#compileAhead(block);
    return block;
  }

  /**
   * The block for an address that is not yet reached, compiled if there is none. Forgets nothing. Null where the program could still put other code, and
   * where there is no room.
   */
  obtainAhead(start: number): Block | null {
    const known = this.#blocks.get(start, false);
    if (known !== undefined) return this.isTrusted(known) ? known : null;
    const block = this.#slabs.cache.isFull ? null : this.#compileUnreached(start);
    if (block === null || !this.isTrusted(block)) return null;
    this.#compileAhead(block);
    return block;
  }

  /** Has code for an address that a function which is running will probably return to; for others nothing is done. */
  expectReturn(address: number): void {
    if (this.#services.compileAhead === 0 || this.#blocks.get(address, false) !== undefined) return;
    if (!followsCall(address, this.#services.program.read)) return;
    const block = this.obtainAhead(address);
    const { map } = this.#slabs;
    if (block !== null && map.get(address) === 0) map.set(address, block.code);
  }

  /** The block for an address in an IT state: within an IT block it is for this once. */
  obtainIn(start: number, it: number): Block {
    return it === 0 ? this.obtain(start) : this.compile(start, 0, it);
  }

  /** Code that runs one of the kernel's helpers natively, in the place of a block. */
  #obtainHelper(start: number): Block {
    const known = this.#blocks.get(start, false);
    if (known !== undefined) return known;
    const code = this.putNativeThunk(start);
    const block = makeBlock({ start, end: start + 4, low: start, high: start + 4, code });
    this.#blocks.add(block);
    return block;
  }

  /** Whether its source need not be looked at any more. */
  isTrusted({ snapshot, recycleCount }: Block): boolean {
    const threshold = this.#services.trustThreshold();
    return snapshot === null || (threshold >= 0 && recycleCount >= threshold);
  }

  #isUpToDate(block: Block): boolean {
    if (this.isTrusted(block)) return true;
    const now = this.#services.program.read(block.low, block.high - block.low);
    if (Buffer.compare(now, block.snapshot!) !== 0) return false;
    if (this.#services.trustThreshold() > 0) block.recycleCount++;
    return true;
  }

  /** Whether a branch may go straight to a block. */
  #mayLink(site: BranchSite, block: Block): boolean {
    return site.exclusive || this.isTrusted(block);
  }

  /** Compiles a block, at a depth of an exclusive sequence, in an IT state. */
  compile(start: number, depth: number, it: number): Block {
    const { statistics } = this.#services;
    const began = performance.now();
    const address = this.#slabs.cache.next;
    const iterator = (start & 1) !== 0 ? this.#thumbIterator : this.#armIterator;
    const request = { start, exclusive: depth > 0, it };
    const compileWith = (transform: Transformer | null): Compiled => {
      iterator.begin({ pc: address, output: this.#output });
      return new BlockCompiler(this.#compileContext, emitterFor(iterator), { ...request, transform }).compile();
    };
    const { transform } = this.#options;
    let block: Block;
    try {
      let compiled: Compiled;
      try {
        compiled = compileWith(transform === null ? null : (one) => this.#transform(start, transform, one));
      } catch (error) {
        if (transform === null) throw error;
        // A transformer's mistake must not become the program's.
        this.#services.report(error, this.#options.thread);
        compiled = compileWith(keepAll);
      }
      block = this.#install(compiled, start, depth, address);
    } finally {
      iterator.end();
    }
    this.#compiled.push(block);
    if (it === 0) this.#blocks.add(block);
    statistics.blocks++;
    statistics.bytesOfSource += block.end - ((start & ~1) >>> 0);
    statistics.bytesOfCode += block.codeSize;
    statistics.compileTime += performance.now() - began;
    this.#options.compiled(block);
    this.#linkNew(block);
    return block;
  }

  /** @throws what the transformer throws, and for a promise: what it has still to do comes too late */
  #transform(start: number, transform: Transformer, iterator: StalkerIterator): void {
    const result: unknown = transform(iterator);
    const { report } = this.#services;
    watchPromise(result, (error) => report(error, this.#options.thread));
    if (!isPromise(result)) return;
    throw new StalkerError({
      code: "invalid-argument",
      message: "the transformer returned a promise",
      hint: "do all of its work before it returns",
      address: (start & ~1) >>> 0,
    });
  }

  #install(compiled: Compiled, start: number, depth: number, address: number): Block {
    const { code, end, low, high } = compiled;
    const set = (start & 1) !== 0 ? "t32" : "a32";
    this.#slabs.cache.append(code);
    const { program } = this.#services;
    const threshold = this.#services.trustThreshold();
    const keepsSnapshot = threshold < 0 || (threshold > 0 && (program.isWritable(low) || program.isWritable(high - 1)));
    const block = makeBlock({
      start,
      end,
      low,
      high: Math.max(high, low + 1),
      code: address + (start & 1),
      codeSize: code.length,
      exclusive: depth > 0,
      depth,
      snapshot: keepsSnapshot ? program.read(low, high - low).slice() : null,
      boundaries: compiled.boundaries,
      itStates: compiled.itStates,
      returnAddresses: compiled.returnAddresses,
      predictions: compiled.predictions,
    });
    const add = (site: ExitSite): void => {
      block.sites.push(site);
      this.#sites.set(site.address, site);
    };
    for (const { offset, target, exchanges, conditional, exclusive, isCall } of compiled.branches) {
      add({
        kind: "branch",
        address: address + offset,
        set,
        target,
        exchanges,
        conditional: conditional < 0 ? 0 : address + conditional,
        exclusive: exclusive && depth < LONGEST_SEQUENCE,
        isCall,
        block,
        linked: null,
      });
    }
    for (const stop of compiled.stops) {
      const at = address + stop.offset;
      if (stop.kind === "callout")
        add({ kind: "callout", address: at, set, callout: stop.callout, pc: stop.pc, block });
      else if (stop.kind === "refused")
        add({ kind: "refused", address: at, set, pc: stop.pc, cause: stop.cause, block });
      else {
        const { immediate, pc, next } = stop;
        add({ kind: "system-call", address: at, set, svc: address + stop.svc, immediate, pc, next, forking: 0, block });
      }
    }
    for (const site of compiled.generator.sites) add({ ...site, set, block });
    for (const { value, descriptor } of compiled.generator.records) this.#records.set(value, descriptor);
    return block;
  }

  /** Links a new block's branches to known blocks, and those that wait for it to it. */
  #linkNew(block: Block): void {
    for (const site of block.sites) {
      if (site.kind !== "branch") continue;
      // What is reached within an exclusive sequence must be there before it is.
      const known = site.exclusive ? this.obtain(site.target, block.depth + 1) : this.#blocks.get(site.target, false);
      if (known !== undefined && this.#mayLink(site, known)) this.#linker.link(site, known);
      else if (!site.exclusive) this.#wait(site);
    }
    if (block.exclusive || !this.isTrusted(block)) return;
    const waiting = this.#waiting.get(block.start);
    if (waiting === undefined) return;
    this.#waiting.delete(block.start);
    for (const site of waiting) if (site.linked === null && site.block.valid) this.#linker.link(site, block);
  }

  #wait(site: BranchSite): void {
    const waiting = this.#waiting.get(site.target);
    if (waiting === undefined) this.#waiting.set(site.target, [site]);
    else waiting.push(site);
  }

  #compileAhead(first: Block): void {
    let left = this.#services.compileAhead;
    if (left === 0) return;
    const { map, cache } = this.#slabs;
    reachAhead(first, (target, byLink) => {
      const known = this.#blocks.get(target, false);
      if (known === undefined && (left-- <= 0 || cache.isFull)) return "enough";
      const block = known ?? this.#compileUnreached(target);
      if (block === null) return null;
      if (!byLink && this.isTrusted(block) && map.get(target) === 0) map.set(target, block.code);
      return block;
    });
  }

  /** Null where the program could still put other code. */
  #compileUnreached(target: number): Block | null {
    if (this.#services.excluded.isKernelHelper(target)) return this.#obtainHelper(target);
    const { program } = this.#services;
    const address = (target & ~1) >>> 0;
    if (program.isWritable(address) || program.read(address, 2).length < 2) return null;
    try {
      return this.compile(target, 0, 0);
    } catch {
      // It may be data that nobody will ever execute. If it is reached after all it is compiled again, and the error told.
      return null;
    }
  }

  // Invalidation

  /** Forgets the code for a range of the program's memory: it is compiled anew when it is reached. */
  invalidate(start: number, end: number): void {
    for (const block of this.#blocks.within(start, end)) this.#invalidate(block);
  }

  #invalidate(block: Block): void {
    block.valid = false;
    this.#blocks.delete(block);
    for (const site of [...block.incoming]) {
      this.#linker.unlink(site);
      if (!site.exclusive && site.block.valid) this.#wait(site);
    }
    for (const map of this.#slabs.maps) {
      if (map.get(block.start) === block.code) map.set(block.start, 0);
    }
  }

  /** Makes room: no thread is in the code, as the only one that runs it has come to the engine. */
  #forgetAll(): void {
    this.#options.forgetting();
    for (const block of this.#blocks.all()) block.valid = false;
    this.#blocks.clear();
    this.#compiled = [];
    this.#sites.clear();
    this.#waiting.clear();
    this.#records.clear();
    for (const map of this.#slabs.maps) map.clear();
    this.#slabs.cache.clear();
    this.#addLastingSites();
  }

  /** Has every way out go to the engine, and every indirect branch miss. */
  unlinkAll(): void {
    for (const block of this.#blocks.all()) for (const site of [...block.incoming]) this.#linker.unlink(site);
    for (const map of this.#slabs.maps) map.clear();
  }

  /** Has a branch go straight to a block, if both may be relied on. */
  tryLink(site: BranchSite, block: Block): void {
    if (site.linked === null && site.block.valid && this.#mayLink(site, block)) this.#linker.link(site, block);
  }

  /** Adds a way out of code that was put apart from blocks' own. */
  addSite(site: ExitSite): void {
    this.#sites.set(site.address, site);
  }

  /** Puts code that runs a function natively. */
  putNativeThunk(target: number): number {
    return this.#slabs.putNativeThunk(target);
  }
}
