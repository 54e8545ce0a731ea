import { readFileSync } from "node:fs";
import type { AnnotatedEvent, StalkerEventType, Target } from "../../src/index.js";
import { type Bed, buildBed } from "./bed.js";
import { FollowedBed, type FollowedRun } from "./followed.js";
import { randomFrom, randomWorld, type World } from "./state.js";

/** An address as the vectors have it: an offset from the code's start, or a name with an offset. */
export type Place = number | string;
/** An event whose addresses are places. */
export type Row = readonly [type: StalkerEventType, ...fields: Place[]];

/** A test of upstream, as stalker-vectors.json has it. */
export interface Vector {
  readonly name: string;
  readonly kind: "invoke" | "script";
  readonly mode: "arm" | "thumb";
  /** Words or halfwords. */
  readonly code?: readonly string[];
  readonly codeRuns?: readonly { readonly repeat: number; readonly words: readonly string[] }[];
  readonly patches?: readonly { readonly offset: number; readonly codeOffset?: number; readonly cell?: string }[];
  readonly cells?: Readonly<Record<string, { readonly before: number; readonly after: number }>>;
  readonly exclude?: readonly { readonly offset: number; readonly size: number }[];
  readonly eventMask: readonly StalkerEventType[] | null;
  readonly trustThreshold?: number;
  readonly returns?: string;
  readonly eventCount?: number;
  readonly expectCounters?: Readonly<Record<string, number>>;
  readonly asserts?: readonly (readonly [index: number, type: StalkerEventType, field: string, value: Place])[];
  readonly observed?: readonly Row[];
  readonly observedAll?: readonly Row[];
}

const file = readFileSync(new URL("../vectors/stalker-vectors.json", import.meta.url), "utf8");
/** All tests of upstream that can be told as data. */
export const vectors: readonly Vector[] = (JSON.parse(file) as { readonly tests: readonly Vector[] }).tests;

/** @throws if there is none of this name */
export function vectorNamed(name: string): Vector {
  const vector = vectors.find((one) => one.name === name);
  if (vector === undefined) throw new Error(`There is no vector ${name}.`);
  return vector;
}

/** The cells that vectors name, all at one place of the bed's data. */
const CELL_OFFSET = 0x40;

/** The bed with the code of a vector in it. */
export class VectorBed {
  readonly bed: Bed = buildBed();
  readonly followed: FollowedBed = new FollowedBed(this.bed);
  readonly code: number = this.bed.address("code");

  /** The address to call the code at; bit 0 set: T32. */
  entryOf({ mode }: Vector): number {
    return this.code + (mode === "thumb" ? 1 : 0);
  }

  get cell(): number {
    return this.bed.address("data") + CELL_OFFSET;
  }

  /** Writes the code, and where it is called. */
  async write(vector: Vector): Promise<Target> {
    const target = await this.followed.target();
    const units = vector.code ?? vector.codeRuns!.flatMap(({ repeat, words }) => Array(repeat).fill(words).flat());
    const unit = vector.mode === "arm" ? 4 : 2;
    const bytes = new Uint8Array(unit * units.length);
    const view = new DataView(bytes.buffer);
    for (const [index, text] of units.entries()) {
      if (unit === 4) view.setUint32(4 * index, Number(text), true);
      else view.setUint16(2 * index, Number(text), true);
    }
    for (const { offset, codeOffset, cell } of vector.patches ?? []) {
      view.setUint32(offset, cell === undefined ? this.code + codeOffset! : this.cell, true);
    }
    this.#writeCode(target, this.code, bytes);
    const entry = Uint32Array.of(this.entryOf(vector));
    this.#writeCode(target, this.bed.address("entry_literal"), new Uint8Array(entry.buffer));
    return target;
  }

  readWord(target: Target, address: number): number {
    const bytes = target.readMemory(address, 4);
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  }

  /** Changes a word of the code. */
  patch(target: Target, offset: number, word: number): void {
    this.#writeCode(target, this.code + offset, new Uint8Array(Uint32Array.of(word).buffer));
  }

  // The stub of qemu-arm takes pages whose code has run for read-only, until they get their protection anew.
  #writeCode(target: Target, address: number, bytes: Uint8Array): void {
    const page = address - (address % target.pageSize);
    target.protect(page, Math.ceil((address + bytes.length - page) / target.pageSize) * target.pageSize, "rwx");
    target.writeMemory(address, bytes);
  }

  /** A random world at a place of the bed, the cells of the vector in it. */
  world(vector: Vector, place: string, offset = 0): World {
    const { bed } = this;
    const slots = bed.regions.find(({ name }) => name === "slots")!;
    const world = randomWorld(randomFrom(vector.name.length), {
      pc: bed.address(place) + offset,
      sp: bed.address("stack_top"),
      regions: bed.regions,
      slots: new Uint8Array(slots.size),
    });
    const cell = Object.values(vector.cells ?? {})[0];
    if (cell !== undefined) new DataView(world.memory[0]!.buffer).setUint32(CELL_OFFSET, cell.before, true);
    return world;
  }

  /** What is excluded in a run: what ends it, and what the vector wants. */
  excludedIn(vector: Vector): { base: number; size: number }[] {
    const own = ["unfollow_me", "pause"].map((name) => ({ base: this.bed.address(name), size: 8 }));
    return [...own, ...(vector.exclude ?? []).map(({ offset, size }) => ({ base: this.code + offset, size }))];
  }

  /** Calls the code by upstream's invoker, from where that is followed. */
  async invoke(vector: Vector, run: Partial<FollowedRun>): Promise<{ result: number; events: Row[]; end: World }> {
    const { bed } = this;
    const target = await this.write(vector);
    const { end, events } = await this.followed.run(this.world(vector, "invoker", 24), {
      until: bed.address("unfollow_me"),
      exclude: this.excludedIn(vector),
      trustThreshold: vector.trustThreshold ?? 1,
      ...run,
    });
    return {
      result: this.readWord(target, bed.address("result")),
      events: events.map((event) => this.rowOf(event)),
      end,
    };
  }

  /** An event in the vectors' terms. */
  rowOf([type, ...fields]: AnnotatedEvent): Row {
    const isDepth = (index: number): boolean => index === 2;
    return [type, ...fields.map((field, index) => (isDepth(index) ? field : this.#placeOf(Number(field))))];
  }

  #placeOf(address: number): Place {
    const { bed, code } = this;
    if (address >= code && address < code + 0x4000) return address - code;
    const invoker = bed.address("invoker");
    if (address >= invoker && address < invoker + 0x100) {
      return address === bed.address("unfollow_me") ? "unfollow_me" : `invoker+${address - invoker}`;
    }
    return `0x${address.toString(16)}`;
  }

  async close(): Promise<void> {
    await this.followed.close();
  }
}
