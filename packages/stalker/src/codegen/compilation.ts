import type { ItState } from "@armstalker/isa";
import type { Callout } from "../cpu-context.js";
import type { Transformer } from "../iterator.js";
import type { ContextData, Generator } from "./generator.js";

/** What a block is compiled for. */
export interface CompileOptions {
  /** Of its first instruction; bit 0 set: T32. */
  readonly start: number;
  /** Whether control comes from between an exclusive load and its store. */
  readonly exclusive: boolean;
  /** The IT state there. */
  readonly it: ItState;
  readonly transform: Transformer | null;
}

/** What the compiler asks of the context. */
export interface CompileContext {
  readonly data: ContextData;
  /** Which records are written: `flow` are those of calls, returns and jumps. */
  readonly records: { readonly exec: boolean; readonly block: boolean; readonly flow: boolean };
  read(address: number, size: number): Uint8Array;
  /** Whether the program cannot write to an address, so that what is there can be relied on. */
  isConstant(address: number, size: number): boolean;
  /** Whether memory that the program can write to is mapped at an address. */
  canWrite(address: number): boolean;
  /** Whether calls of an address run natively. Bit 0 set: T32. */
  isNative(target: number): boolean;
  /** Whether there is code for an address already. */
  isCompiled(target: number): boolean;
  /** What is to be called when control comes to an address. */
  calloutsAt(address: number): readonly Callout[];
}

/** A branch to the engine that is linked later. Offsets are from the start of the code. */
export interface NewBranch {
  readonly offset: number;
  readonly target: number;
  readonly exchanges: boolean;
  /** The offset of the conditional branch that leads to it, -1 if there is none. */
  readonly conditional: number;
  readonly exclusive: boolean;
  /** Whether it is a call's. */
  readonly isCall: boolean;
}

/** A callout, a system call or a refused instruction, by the offset of its trap. */
export type NewStop =
  | { readonly kind: "callout"; readonly offset: number; readonly callout: Callout; readonly pc: number }
  | {
      readonly kind: "system-call";
      readonly offset: number;
      readonly svc: number;
      readonly immediate: number;
      readonly pc: number;
      readonly next: number;
    }
  | { readonly kind: "refused"; readonly offset: number; readonly pc: number; readonly cause: Error };

/** What came of compiling a block. */
export interface Compiled {
  readonly code: Uint8Array;
  /** After the last instruction that was read. */
  readonly end: number;
  readonly low: number;
  readonly high: number;
  readonly branches: readonly NewBranch[];
  readonly stops: readonly NewStop[];
  readonly generator: Generator;
  readonly boundaries: Uint32Array;
  /** The IT states of the program at instructions of IT blocks that were taken apart, by their addresses. */
  readonly itStates: ReadonlyMap<number, ItState>;
  /** Calls' return addresses, to be compiled ahead: they will be returned to. */
  readonly returnAddresses: readonly number[];
  /** Where indirect branches will probably go. Bit 0 set: T32. */
  readonly predictions: readonly number[];
}
