import type { Address, CodeAddress, InstructionSet, ItState } from "@armstalker/isa";
import type { RelocationError } from "@armstalker/relocator";
import type { Callout } from "./program.js";

/** A way out of generated code, for the engine: made from the tables when a thread has come to it. */
export type ExitSite = BranchSite | CalloutSite | SystemCallSite | LookupSite | MissSite | RecordSite | RefusedSite;

interface AnySite {
  /** The number of the site, -1 for code that belongs to no block. */
  readonly site: number;
  /** Where it is in generated code. */
  readonly address: Address;
  readonly set: InstructionSet;
  /** The number of the block, -1 for code that belongs to none. */
  readonly block: number;
}

/** A branch to a known address that goes to the engine. */
export interface BranchSite extends AnySite {
  readonly kind: "branch";
  /** Where the branch goes in the program. */
  readonly target: CodeAddress;
  /** True within an exclusive sequence, where the target must not be disturbed. */
  readonly exclusive: boolean;
}

/** A stop that a transformer or a probe asked for. */
export interface CalloutSite extends AnySite {
  readonly kind: "callout";
  readonly callout: Callout;
  /** Where the instruction that follows is in the program. */
  readonly pc: Address;
  /** Where generated code goes on. */
  readonly resume: Address;
}

/** A stop before a system call that the engine wants to see. */
export interface SystemCallSite extends AnySite {
  readonly kind: "system-call";
  /** Address of the SVC in generated code. */
  readonly svc: number;
  /** The immediate of the SVC: 24 bits in A32, 8 in T32. */
  readonly immediate: number;
  /** Where the SVC is in the program, and the instruction after it. */
  readonly pc: Address;
  readonly next: Address;
}

/** The load from a leaf of the indirect map, which faults if there is no leaf. */
export interface LookupSite extends AnySite {
  readonly kind: "lookup";
  /** The register that holds the address that is looked up, and the one that holds the leaf. */
  readonly target: number;
  readonly leaf: number;
  /** `call`: the address is called. */
  readonly use: "call" | "jump";
}

/** The door that all addresses without code lead to in an indirect map. The address that was looked up is at the map's `wanted`. */
export interface MissSite extends AnySite {
  readonly kind: "miss";
  /** `call`: the map is that of calls alone. */
  readonly use: "call" | "jump";
}

/** A store to the event buffer, which faults if the buffer is full. */
export interface RecordSite extends AnySite {
  readonly kind: "record";
  /** The register that holds the cursor. */
  readonly cursor: number;
}

/** A stop in the place of an instruction that cannot be moved. */
export interface RefusedSite extends AnySite {
  readonly kind: "refused";
  /** Where the instruction is in the program. */
  readonly pc: Address;
  /**
   * Address of the instruction behind it in the program, if the thread can execute the refused one in its place: it writes no PC and stands outside of an
   * exclusive sequence. Else -1.
   */
  readonly next: number;
  /** The IT state before it. */
  readonly it: ItState;
  readonly cause: RelocationError;
}
