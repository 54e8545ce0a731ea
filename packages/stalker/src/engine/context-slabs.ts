import { CodeArea, type ContextData, fillRoutine, IndirectMap } from "@armstalker/recompiler";
import { DataSlab } from "@armstalker/slab-allocator";
import { probeRoutine } from "../codegen/thunks.js";
import { StalkerError } from "../errors.js";
import { EventBuffer } from "../events/event-buffer.js";
import type { Target, ThreadId } from "../target/target.js";
import { NumberedCalls } from "./numbered-calls.js";
import { SIGACTION_BYTES } from "./signal-actions.js";
import { maskingCalls, systemCallTable, TABLE_SIZE } from "./system-calls.js";
import { TargetMemory } from "./target-memory.js";

const EVENT_BUFFER_BYTES = 256 * 1024;

export interface SlabOptions {
  /** Whether calls of some addresses run natively. */
  readonly excludes: boolean;
  /** Whether events are recorded. */
  readonly records: boolean;
  /** Bytes of generated code, about, after which the oldest part is forgotten. */
  readonly codeSize: number;
  /** Bytes of code that one block has at most. */
  readonly largestBlock: number;
}

/** What a context has in the target: code, the data that code refers to, the maps of indirect branches, the buffer of records. */
export class ContextSlabs {
  readonly code: CodeArea;
  readonly map: IndirectMap;
  /** Other than `map` where calls of some addresses run natively. */
  readonly callMap: IndirectMap;
  readonly data: ContextData;
  /** What SVCs ask for. */
  readonly calls: NumberedCalls = new NumberedCalls((immediate, r0) => this.#probe(immediate, r0));
  /** Null where nothing is recorded. */
  readonly events: EventBuffer | null;
  /** Memory to exchange a few bytes with the kernel. */
  readonly scratch: number;
  readonly #target: Target;
  readonly #thread: ThreadId;
  readonly #dataSlab: DataSlab;
  readonly #fillRoutine: number;
  #gone = false;

  constructor(target: Target, thread: ThreadId, options: SlabOptions) {
    this.#target = target;
    this.#thread = thread;
    const provider = new TargetMemory(target);
    this.code = new CodeArea(provider, { size: options.codeSize, largestBlock: options.largestBlock });
    const place = this.code.address;
    const near = { near: place, from: 0, to: 2 ** 32 };
    this.#dataSlab = DataSlab.allocate(provider, { size: provider.pageSize, near });
    const systemCalls = this.#dataSlab.reserve(TABLE_SIZE);
    target.writeMemory(systemCalls, systemCallTable());
    this.scratch = this.#dataSlab.reserve(SIGACTION_BYTES);
    const linkCell = this.#dataSlab.reserve(8);
    const cursorCell = this.#dataSlab.reserve(8);
    const fill = (destination: number, first: number, count: number): void => this.#fill(destination, first, count);
    this.map = new IndirectMap(provider, place, fill);
    this.callMap = options.excludes ? new IndirectMap(provider, place, fill) : this.map;
    this.events = options.records ? new EventBuffer(target, provider, place, EVENT_BUFFER_BYTES, cursorCell) : null;
    this.data = {
      directory: this.map.directory,
      callDirectory: this.callMap.directory,
      cursorCell,
      systemCallTable: systemCalls,
      linkCell,
    };
    this.#fillRoutine = this.code.append(fillRoutine()) + 1;
    this.code.flush();
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
    this.code.flush();
    for (const map of this.maps) map.flush();
  }

  /** Gives all of it back; to be called at a stop, when the thread has left. */
  reclaim(): void {
    if (this.#gone) return;
    this.#gone = true;
    for (const part of [...this.maps, this.events, this.#dataSlab, this.code]) part?.reclaim();
  }

  /** Forgets all of it: it went with its process. */
  abandon(): void {
    if (this.#gone) return;
    this.#gone = true;
    for (const part of [...this.maps, this.events, this.#dataSlab, this.code]) part?.abandon();
  }

  #fill(destination: number, first: number, count: number): void {
    this.#target.call(this.#thread, this.#fillRoutine, [destination, first, count]);
  }

  #probe(immediate: number, r0: number): number | null {
    const routine = this.code.append(probeRoutine(immediate));
    this.code.flush();
    try {
      return this.#target.call(this.#thread, routine, [r0]);
    } catch (error) {
      if (error instanceof StalkerError && error.code === "unexpected-stop") return null;
      throw error;
    }
  }

  /** Whether system calls that tell or change which signals are blocked come to the engine. */
  trapMaskingCalls(trapped: boolean): void {
    for (const number of maskingCalls) {
      this.#target.writeMemory(this.data.systemCallTable + number, Uint8Array.of(trapped ? 1 : 0));
    }
  }
}
