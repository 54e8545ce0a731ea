import type { Address } from "@armstalker/isa";
import { SimulatedMemory } from "@armstalker/slab-allocator";
import {
  CodeArea,
  type CompileObserver,
  type CompilePolicy,
  doorWay,
  IndirectMap,
  Recompiler,
  type RecompilerOptions,
  trapWay,
  wordsOf,
} from "../src/index.js";

/** A recompiler over bytes, for tests. */
export interface Bed {
  readonly recompiler: Recompiler;
  readonly area: CodeArea;
  readonly map: IndirectMap;
  readonly memory: SimulatedMemory;
}

export interface BedOptions {
  /** The program's bytes, from `base` on. */
  readonly code: Uint8Array;
  readonly base: number;
  /** Bytes of generated code. */
  readonly size?: number;
  readonly policy?: Partial<CompilePolicy>;
  readonly observer?: Partial<CompileObserver>;
  readonly more?: Partial<RecompilerOptions>;
  readonly isWritable?: (address: number) => boolean;
  /** How generated code is left; default: `trap`. */
  readonly way?: Way;
  /** With doors: where look-ups that miss go to. Default: `faults`. */
  readonly misses?: "faults" | "door";
  readonly largestBlock?: number;
  readonly memory?: SimulatedMemory;
  readonly renewed?: (base: number, size: number) => void;
}

export type Way = "trap" | "door";

const LARGEST_BLOCK = 32 * 1024;
/** What stands for the routine that doors lead to. */
const EXIT_BYTES = 64;

export function bedOf(options: BedOptions): Bed {
  const { code, base, size = 1 << 20, policy, observer, more, isWritable, renewed, way = "trap" } = options;
  const read = (address: number, count: number): Uint8Array => {
    const at = address - base;
    return at < 0 || at >= code.length ? new Uint8Array(0) : code.subarray(at, at + count);
  };
  const { memory = new SimulatedMemory(), largestBlock = LARGEST_BLOCK } = options;
  const slots = way === "door";
  const area = new CodeArea(memory, { size, largestBlock, slots, ...(renewed && { renewed }) });
  let waysOut = trapWay;
  let misses: ConstructorParameters<typeof IndirectMap>[2] = () => {};
  if (way === "door") {
    const exit = area.append(new Uint8Array(EXIT_BYTES)) as Address;
    waysOut = doorWay(exit);
    const door = new Uint8Array(waysOut.stopSize);
    waysOut.putStop(door, 0, area.address, wordsOf("a32"));
    const at = area.append(door) as Address;
    if (options.misses === "door") misses = { door: at };
  }
  const map = new IndirectMap(memory, area.address, misses);
  const recompiler = new Recompiler({
    program: {
      read,
      readCode: read,
      isWritable: isWritable ?? (() => false),
      canWrite: () => true,
    },
    policy: {
      trustThreshold: () => 1,
      compileAhead: 0,
      isNative: () => false,
      isUnreadable: () => false,
      hasCallouts: () => false,
      calloutsAt: () => [],
      interestIn: () => "none",
      ...policy,
    },
    observer: {
      compiled: () => {},
      forgetting: () => {},
      failed: (error) => {
        throw error;
      },
      ...observer,
    },
    statistics: { blocks: 0, bytesOfSource: 0, bytesOfCode: 0, compileTime: 0 },
    area,
    map,
    callMap: map,
    data: {
      directory: map.directory,
      callDirectory: map.directory,
      cursorCell: 0x7000_0000,
      systemCallTable: 0x7000_1000,
      linkCell: 0x7000_2000,
      storesWanted: options.misses === "door",
    },
    waysOut,
    records: { exec: false, block: false, flow: false },
    transform: null,
    ...more,
  });
  return { recompiler, area, map, memory };
}
