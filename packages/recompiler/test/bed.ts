import { SimulatedMemory } from "@armstalker/slab-allocator";
import {
  CodeArea,
  type CompileObserver,
  type CompilePolicy,
  IndirectMap,
  Recompiler,
  type RecompilerOptions,
  trapWay,
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
}

const LARGEST_BLOCK = 32 * 1024;

export function bedOf({ code, base, size = 1 << 20, policy, observer, more, isWritable }: BedOptions): Bed {
  const read = (address: number, count: number): Uint8Array => {
    const at = address - base;
    return at < 0 || at >= code.length ? new Uint8Array(0) : code.subarray(at, at + count);
  };
  const memory = new SimulatedMemory();
  const area = new CodeArea(memory, { size, largestBlock: LARGEST_BLOCK });
  const map = new IndirectMap(memory, area.address, () => {});
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
    },
    waysOut: trapWay,
    records: { exec: false, block: false, flow: false },
    transform: null,
    ...more,
  });
  return { recompiler, area, map, memory };
}
