import type { CodeArea } from "./code-area.js";
import type { RecordSelection } from "./compile-request.js";
import type { ContextData } from "./generator.js";
import type { IndirectMap } from "./indirect-map.js";
import type { Transformer } from "./iterator.js";
import type { CompilePolicy, ProgramCode } from "./program.js";
import type { WaysOut } from "./ways-out/ways-out.js";

/** Who is told of what the recompiler does. */
export interface CompileObserver {
  /** A block was compiled. */
  compiled(block: number): void;
  /** The oldest code is about to give way, and with it what its records mean. */
  forgetting(): void;
  /** A transformer has thrown an error. The block is compiled without it. */
  failed(error: unknown): void;
  /** A branch was led straight to a block. */
  linked?(site: number, block: number): void;
}

/** Figures that the recompiler adds to. */
export interface CompileStatistics {
  /** Blocks that were compiled, each time counted. */
  blocks: number;
  /** Bytes of the program that these blocks cover. */
  bytesOfSource: number;
  bytesOfCode: number;
  /** Milliseconds that compiling took. */
  compileTime: number;
}

/** Words that blocks write when they run for the first time. */
export interface PassMarks {
  /** The address of a word that is 0, for the block that is compiled next; 0 where there is none. */
  readonly next: number;
  /** A block was compiled that writes {@link next}. */
  taken(block: number): void;
}

/** What a recompiler works with. */
export interface RecompilerOptions {
  readonly program: ProgramCode;
  readonly policy: CompilePolicy;
  readonly observer: CompileObserver;
  readonly statistics: CompileStatistics;
  readonly area: CodeArea;
  /** The indirect maps that generated code looks addresses up in: for jumps, and for calls where calls of some addresses are not followed. */
  readonly map: IndirectMap;
  readonly callMap: IndirectMap;
  readonly data: ContextData;
  readonly waysOut: WaysOut;
  readonly records: RecordSelection;
  readonly transform: Transformer | null;
  /** Where blocks tell that they run: see `Recompiler.passed`. Nobody is told by default. */
  readonly marks?: PassMarks;
  /** True if code may be compiled anew to lie with other code: see `Recompiler.regroup`. Default: false. Not together with `marks`. */
  readonly regroups?: boolean;
}
