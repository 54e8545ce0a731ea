import type { InstructionSet } from "@armstalker/isa";
import type { Callout } from "../cpu-context.js";

/** A way out of generated code, known by its address. */
export type ExitSite = BranchSite | CalloutSite | SystemCallSite | LookupSite | RecordSite | RefusedSite;

/** A branch to a known address that goes to the engine until it is linked. */
export interface BranchSite {
  readonly kind: "branch";
  /** Of the trap, without an instruction set bit; when linked, of a branch to the target's code. */
  readonly address: number;
  readonly set: InstructionSet;
  /** Where it goes in the program; bit 0 set: T32. */
  readonly target: number;
  /** Whether it changes the instruction set: linked by `ldr pc, [pc, …]`. */
  readonly exchanges: boolean;
  /** The conditional branch that leads to the site and may go straight to the target's code when linked; 0 if there is none. */
  readonly conditional: number;
  /** Where the target must not be disturbed: within an exclusive sequence. */
  readonly exclusive: boolean;
  /** Whether it is a call's. */
  readonly isCall: boolean;
  readonly block: Block;
  /** What it is linked to. */
  linked: Block | null;
}

export interface CalloutSite {
  readonly kind: "callout";
  readonly address: number;
  readonly set: InstructionSet;
  readonly callout: Callout;
  /** Of the instruction that follows in the program, without an instruction set bit. */
  readonly pc: number;
  readonly block: Block;
}

/** Before a system call that the engine wants to know of. */
export interface SystemCallSite {
  readonly kind: "system-call";
  readonly address: number;
  readonly set: InstructionSet;
  /** Of the SVC in generated code. */
  readonly svc: number;
  /** That the SVC has. */
  readonly immediate: number;
  /** Of the SVC in the program, and of what follows it there, without an instruction set bit. */
  readonly pc: number;
  readonly next: number;
  /** Generated code for calls that return twice, made when first needed; 0 before. */
  forking: number;
  readonly block: Block;
}

/** The load from a leaf of the indirect map, which faults if there is no leaf. */
export interface LookupSite {
  readonly kind: "lookup";
  readonly address: number;
  readonly set: InstructionSet;
  /** The register that holds the address that is looked up, and the one that holds the leaf. */
  readonly target: number;
  readonly leaf: number;
  /** Whether it is a call's. */
  readonly isCall: boolean;
  readonly block: Block | null;
}

/** A store to the event buffer, which faults if that is full. */
export interface RecordSite {
  readonly kind: "record";
  readonly address: number;
  readonly set: InstructionSet;
  /** The register that holds the cursor. */
  readonly cursor: number;
  readonly block: Block | null;
}

/** In the place of an instruction that cannot be moved. */
export interface RefusedSite {
  readonly kind: "refused";
  readonly address: number;
  readonly set: InstructionSet;
  readonly pc: number;
  readonly cause: Error;
  readonly block: Block;
}

/** A piece of the program and the code that was generated for it. */
export interface Block {
  /** Of its first instruction; bit 0 set: T32. */
  readonly start: number;
  /** After its last instruction, without an instruction set bit. */
  end: number;
  /** The lowest and highest addresses of what the code depends on: the source, and literals that became constants. */
  low: number;
  high: number;
  /** Of the generated code; bit 0 set: T32. */
  code: number;
  codeSize: number;
  /** Whether it is reached between an exclusive load and its store, and holds no instrumentation before the store. */
  readonly exclusive: boolean;
  /** How many blocks of the sequence came before it. */
  readonly depth: number;
  /** The source as it was; null where it can be trusted to stay. */
  snapshot: Uint8Array | null;
  /** How often the source was found unchanged. */
  recycleCount: number;
  /** Its own ways out, and those of other blocks that were linked to it. */
  readonly sites: ExitSite[];
  readonly incoming: Set<BranchSite>;
  /** Pairs of offsets in the code and addresses in the program, ascending: the registers hold the program's values there. */
  boundaries: Uint32Array;
  /** The IT states of the program at instructions of IT blocks that were taken apart, by their addresses. */
  readonly itStates: ReadonlyMap<number, number>;
  /** The calls' return addresses, and where indirect branches will probably go; bit 0 set: T32. */
  readonly returnAddresses: readonly number[];
  readonly predictions: readonly number[];
  /** How near to what was reached it was when what it leads to was last compiled ahead; infinite if it never was. */
  distance: number;
  valid: boolean;
}

/** What a block must be told; the rest is as if it led nowhere and depended on nothing that changes. */
export type NewBlock = Pick<Block, "start" | "end" | "low" | "high" | "code"> & Partial<Block>;

/** A block that nothing is linked to. */
export const makeBlock = (properties: NewBlock): Block => ({
  codeSize: 0,
  exclusive: false,
  depth: 0,
  snapshot: null,
  recycleCount: 0,
  sites: [],
  incoming: new Set(),
  boundaries: new Uint32Array(0),
  itStates: new Map(),
  returnAddresses: [],
  predictions: [],
  distance: Number.POSITIVE_INFINITY,
  valid: true,
  ...properties,
});

/** Where an offset in a block's code belongs to. */
export interface SourcePlace {
  /** Of the instruction in the program, without an instruction set bit. */
  readonly address: number;
  /** Where its code begins. */
  readonly offset: number;
  /** Whether the offset is one at which the registers are the program's. */
  readonly isBoundary: boolean;
}

/** The instruction that an offset in a block's code belongs to. */
export function sourceOf({ boundaries }: Block, offset: number): SourcePlace {
  let low = 0;
  let high = boundaries.length >> 1;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (boundaries[2 * middle]! <= offset) low = middle;
    else high = middle;
  }
  const begin = boundaries[2 * low]!;
  return { address: boundaries[2 * low + 1]!, offset: begin, isBoundary: begin === offset };
}
