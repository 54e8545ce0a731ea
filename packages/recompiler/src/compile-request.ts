import type { CodeAddress, ItState } from "@armstalker/isa";
import type { BlockTables } from "./block-tables.js";
import type { ContextData } from "./generator.js";
import type { Transformer } from "./iterator.js";
import type { CompilePolicy, ProgramCode } from "./program.js";
import type { WaysOut } from "./ways-out/ways-out.js";

/** Which records generated code writes: `flow` are those of calls, returns and jumps. */
export interface RecordSelection {
  readonly exec: boolean;
  readonly block: boolean;
  readonly flow: boolean;
}

/** What blocks are compiled with. */
export interface CompilerSurroundings {
  readonly program: ProgramCode;
  readonly policy: CompilePolicy;
  readonly data: ContextData;
  readonly tables: BlockTables;
  readonly waysOut: WaysOut;
  readonly records: RecordSelection;
  /** True if a block ends at each branch, as somebody looks at blocks. */
  readonly endsAtBranches: boolean;
  /** True if there is code for an address already. */
  isCompiled(target: CodeAddress): boolean;
}

/** What one block is compiled for. */
export interface CompileRequest {
  /** Where the block begins in the program. */
  readonly start: CodeAddress;
  /** `exclusive`: control comes from between an exclusive load and its store. */
  readonly entry: "open" | "exclusive";
  /** The IT state there. */
  readonly it: ItState;
  readonly transform: Transformer | null;
  /** The address of the word that the block writes when it runs; 0: it tells nobody. */
  readonly mark: number;
}

/** What came of it, besides the entries in the tables; valid until the next block is compiled. */
export interface CompiledBlock {
  /** The generated code: the first `size` bytes of this memory. */
  readonly code: Uint8Array;
  readonly size: number;
  /** Bytes at its start that write the word of the request. */
  readonly markSize: number;
  /** Bit 0 of its address. */
  readonly setBit: 0 | 1;
  /** Address of the first instruction. */
  readonly start: number;
  /** Address after the last instruction that was read. */
  readonly end: number;
  /** Bounds of the program's memory that the code depends on. */
  readonly low: number;
  readonly high: number;
}
