import type { Address } from "@armstalker/isa";
import {
  CodeArea,
  type CodeAreaOptions,
  type ContextData,
  doorWay,
  fillRoutine,
  IndirectMap,
  LEAF_BYTES,
  type MissDoor,
  trapWay,
  type WaysOut,
  wordsOf,
} from "@armstalker/recompiler";
import { DataSlab, type MemoryProvider } from "@armstalker/slab-allocator";
import {
  ADDRESS_SPACE,
  CONTEXT_BYTES,
  MOST_SIGNALS,
  SharedPool,
  SIGACTION_BYTES,
  type Target,
  TargetError,
  TargetMemory,
  type ThreadId,
} from "@armstalker/target";
import { probeRoutine, signalActionsRoutine } from "../codegen/thunks.js";
import { memoryError, StalkerError } from "../errors.js";
import { Coverage } from "../events/coverage.js";
import { EventBuffer } from "../events/event-buffer.js";
import { NumberedCalls } from "./numbered-calls.js";
import { maskingCalls, systemCallTable, TABLE_SIZE } from "./system-calls.js";

/** Bytes of the actions of all signals. */
const ACTIONS_BYTES = MOST_SIGNALS * SIGACTION_BYTES;
/** Bytes of the buffer of records: where it is read at stops, and of both halves where it is read while the thread runs, if there is room for so much. */
const EVENT_BUFFER_BYTES = 256 * 1024;
const SHARED_EVENT_BUFFER_BYTES = [32 << 20, 2 << 20] as const;
/** Bytes of code where pages of slots are between it: with these all of it is in the reach of branches. */
const MOST_CODE_WITH_SLOTS = 15 << 19;
/** Bytes of an indirect map with its first leaves, and of all that is small, at most. */
const MAP_BYTES = 9 << 20;
const SMALL_PARTS = 2 << 20;

/** Memory in the target that can be given back, or forgotten. */
interface MemoryPart {
  reclaim(): void;
  abandon(): void;
}

export interface SlabOptions {
  /** True if calls of some addresses run natively. */
  readonly excludes: boolean;
  /** True if generated code records events. */
  readonly records: boolean;
  /** Is given the blocks that have run; null where nobody asks. */
  readonly receiveCoverage: ((blocks: Uint32Array) => void) | null;
  /** Bytes of generated code, about, after which the oldest part is forgotten. */
  readonly codeSize: number;
  /** Bytes of code that one block has at most. */
  readonly largestBlock: number;
}

/** A context's memory in the target: code, the data that code refers to, the maps of indirect branches, the buffer of records. */
export class ContextSlabs {
  readonly code: CodeArea;
  readonly map: IndirectMap;
  /** The map for calls: another one than `map` if calls of some addresses run natively. */
  callMap: IndirectMap;
  data: ContextData;
  /** Tells which system call an SVC makes. */
  readonly calls: NumberedCalls = new NumberedCalls((immediate, r0) => this.#probe(immediate, r0));
  /** How the code is left. */
  readonly waysOut: WaysOut;
  /** Null where nothing is recorded. */
  readonly events: EventBuffer | null;
  /** Null where nobody asks which blocks have run. */
  readonly coverage: Coverage | null;
  /** The address of memory to exchange up to `ACTIONS_BYTES` with the kernel. */
  readonly scratch: number;
  readonly #target: Target;
  readonly #thread: ThreadId;
  readonly #parts: MemoryPart[] = [];
  readonly #fillRoutine: number;
  /** Where calls come to that a map of their own leads nowhere, made at the start as it lasts; null where they fault. */
  readonly #callMissDoor: MissDoor | null;
  #gone = false;
  #eventBytes: number = EVENT_BUFFER_BYTES;
  /** The memory that all parts lie in, if it is shared; else null. */
  readonly pool: SharedPool | null;
  /** Completes the code before it is written. */
  beforeFlush: () => void = () => {};

  /**
   * Maps all memory that following the thread needs, so that what the program maps later does not decide whether the engine can go on.
   *
   * @throws {StalkerError} `out-of-memory`, `unsupported`; nothing stays mapped
   */
  constructor(target: Target, thread: ThreadId, options: SlabOptions) {
    this.#target = target;
    this.#thread = thread;
    try {
      const pool = this.#sharedPool(options);
      this.pool = pool;
      const provider = pool ?? new TargetMemory(target);
      if (pool === null) keepLowestInaccessible(target);
      this.code = this.#keep(new CodeArea(provider, areaOptions(pool, options)));
      this.waysOut = pool === null ? trapWay : this.#openDoor(pool);
      const place = this.code.address;
      const near = { near: place, from: 0, to: ADDRESS_SPACE };
      const data = this.#keep(DataSlab.allocate(provider, { size: provider.pageSize, near }));
      const systemCalls = data.reserve(TABLE_SIZE);
      target.writeMemory(systemCalls, systemCallTable());
      this.scratch = data.reserve(ACTIONS_BYTES);
      const linkCell = data.reserve(8);
      const cursorCell = data.reserve(8);
      const missDoor = pool === null ? null : this.#newMissDoor();
      this.#callMissDoor = pool === null ? null : this.#newMissDoor();
      this.map = this.#newMap(provider, missDoor);
      this.callMap = options.excludes ? this.#newMap(provider, this.#callMissDoor) : this.map;
      this.events = options.records
        ? this.#keep(new EventBuffer(target, provider, place, this.#eventBytes, cursorCell, pool))
        : null;
      const { receiveCoverage } = options;
      this.coverage =
        receiveCoverage === null ? null : this.#keep(new Coverage(target, provider, place, pool, receiveCoverage));
      this.data = {
        directory: this.map.directory,
        callDirectory: this.callMap.directory,
        cursorCell,
        systemCallTable: systemCalls,
        linkCell,
        storesWanted: pool !== null,
      };
      this.#fillRoutine = this.code.append(fillRoutine()) + 1;
      this.code.flush();
    } catch (error) {
      if (target.state === "stopped") this.reclaim();
      throw memoryError(error);
    }
  }

  /** The memory for all parts where it can be shared; null where it cannot, or must not be executable while it is written, and threads leave by traps. */
  #sharedPool({ excludes, records, codeSize, largestBlock }: SlabOptions): SharedPool | null {
    if (!this.#target.hasDoors || this.#target.codeAccess !== "rwx") return null;
    const code = 2 * Math.max(codeSize, 5 * largestBlock);
    const size = code + (excludes ? 2 : 1) * MAP_BYTES + SMALL_PARTS;
    for (const bytes of records ? SHARED_EVENT_BUFFER_BYTES : [0]) {
      const pool = SharedPool.create(this.#target, size + bytes);
      if (pool === null) continue;
      this.#eventBytes = bytes;
      return this.#keep(pool);
    }
    return null;
  }

  /** Puts the code that doors lead to at the start of the area. */
  #openDoor(pool: SharedPool): WaysOut {
    const { code } = this;
    const { mapping } = pool;
    const context = code.reserveData(CONTEXT_BYTES) as Address;
    const exit = code.address as Address;
    code.append(this.#target.openDoor(this.#thread, { mapping, context, exit }));
    this.#keep({ reclaim: () => this.#target.closeDoor(this.#thread), abandon: () => {} });
    // The thread writes to its context only.
    for (const { base, size } of code.slabs) {
      const begin = base === mapping.base ? exit : base;
      pool.seal(begin, base + size - begin);
    }
    return doorWay(exit);
  }

  #newMap(provider: MemoryProvider, missDoor: MissDoor | null): IndirectMap {
    const fill = (to: number, first: number, count: number): void => this.#fill(to, first, count);
    return this.#keep(new IndirectMap(provider, this.code.address, missDoor ?? fill));
  }

  /** Gives calls a map of their own, if they have none. Returns false if they had. @throws {StalkerError} `out-of-memory` */
  separateCalls(): boolean {
    if (this.callMap !== this.map) return false;
    try {
      this.callMap = this.#newMap(new TargetMemory(this.#target), this.#callMissDoor);
    } catch (error) {
      throw memoryError(error);
    }
    this.data = { ...this.data, callDirectory: this.callMap.directory };
    return true;
  }

  /** Puts a door for what a map leads nowhere. */
  #newMissDoor(): MissDoor {
    const bytes = new Uint8Array(this.waysOut.stopSize);
    this.waysOut.putStop(bytes, 0, this.code.address, wordsOf("a32"));
    return { door: this.code.append(bytes) as Address };
  }

  /** Remembers a part of the memory, to be given back. */
  #keep<Part extends MemoryPart>(part: Part): Part {
    this.#parts.push(part);
    return part;
  }

  /** Both maps, or the one that there is. */
  get maps(): readonly IndirectMap[] {
    return this.callMap === this.map ? [this.map] : [this.map, this.callMap];
  }

  get isGone(): boolean {
    return this.#gone;
  }

  /** Writes to the target what has changed, before it runs on. */
  flush(): void {
    if (this.#gone) return;
    this.beforeFlush();
    this.code.flush();
    for (const map of this.maps) map.flush();
  }

  /** As {@link flush}, where all memory is shared. What is not waits: it leads to code that does the same. */
  flushWhileRunning(): void {
    try {
      this.flush();
    } catch (error) {
      if (!(error instanceof TargetError) || error.code !== "running") throw error;
    }
  }

  /** Has a running thread come to its door at its next indirect branch, where it leaves by doors. */
  hold(): void {
    for (const map of this.maps) map.close();
    this.flushWhileRunning();
  }

  /** Takes {@link hold} back. */
  letGo(): void {
    for (const map of this.maps) map.open();
    this.flushWhileRunning();
  }

  /** Gives all memory back; to be called at a stop, when the thread has left. */
  reclaim(): void {
    if (this.#gone) return;
    this.#gone = true;
    for (const part of this.#parts.splice(0).reverse()) part.reclaim();
  }

  /** Forgets all memory: it is gone with its process. */
  abandon(): void {
    if (this.#gone) return;
    this.#gone = true;
    for (const part of this.#parts.splice(0)) part.abandon();
  }

  #fill(destination: number, first: number, count: number): void {
    this.#target.call(this.#thread, this.#fillRoutine, [destination, first, count]);
  }

  /**
   * Asks the kernel for the actions of all signals, at one stop: `SIGACTION_BYTES` for each, from signal 1 on. All bits of those that it does not tell
   * are set.
   */
  readSignalActions(): Uint8Array {
    const routine = this.code.append(signalActionsRoutine());
    this.code.flush();
    this.#target.writeMemory(this.scratch, new Uint8Array(ACTIONS_BYTES).fill(0xff));
    this.#target.call(this.#thread, routine, [this.scratch]);
    return this.#target.readMemory(this.scratch, ACTIONS_BYTES);
  }

  #probe(immediate: number, r0: number): number | null {
    const routine = this.code.append(probeRoutine(immediate));
    this.code.flush();
    try {
      return this.#target.call(this.#thread, routine, [r0]);
    } catch (error) {
      if (error instanceof TargetError && error.code === "unexpected-stop") return null;
      throw error;
    }
  }

  /** Sets who sees system calls that tell or change which signals are blocked. */
  leadMaskingCallsTo(who: "engine" | "kernel"): void {
    for (const number of maskingCalls) {
      this.#target.writeMemory(this.data.systemCallTable + number, Uint8Array.of(who === "engine" ? 1 : 0));
    }
  }
}

function areaOptions(pool: SharedPool | null, { codeSize, largestBlock }: SlabOptions): CodeAreaOptions {
  if (pool === null) return { size: codeSize, largestBlock };
  const renewed = (base: number, size: number): void => pool.renew(base, size);
  return { size: Math.min(codeSize, MOST_CODE_WITH_SLOTS), largestBlock, slots: true, renewed };
}

/**
 * Keeps the first bytes of the address space inaccessible, where the indirect map's look-ups must fault. Linux mostly does that by itself
 * (`vm.mmap_min_addr`); qemu-arm gives a program all but the first page once nothing else is left. The mapping stays until the program ends.
 */
function keepLowestInaccessible(target: Target): void {
  const { pageSize } = target;
  const taken = target.mappings().find(({ base, protection }) => base < LEAF_BYTES && protection !== "---");
  if (taken !== undefined) {
    throw new StalkerError({
      code: "unsupported",
      message: `the program has memory at 0x${taken.base.toString(16)}, below 0x${LEAF_BYTES.toString(16)}`,
      hint: "let it map its memory elsewhere: look-ups of the engine must fault there",
      address: taken.base,
    });
  }
  if (pageSize < LEAF_BYTES) target.allocate(LEAF_BYTES - pageSize, "---", pageSize);
}
