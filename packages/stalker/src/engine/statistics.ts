/** Figures of an engine's work so far. */
export interface Statistics {
  /** Blocks compiled: one that is compiled twice counts twice. */
  blocks: number;
  /** Bytes of the program that were compiled, and of the code that was generated for them. */
  bytesOfSource: number;
  bytesOfCode: number;
  /** How often a thread has come to its door; 0 where the target has no doors. */
  doors: number;
  /** Number of the target's other stops: by its debugger. */
  stops: number;
  /** How often code was compiled anew so that it lies in one page, as it runs often. */
  regions: number;
  /** Milliseconds spent compiling. */
  compileTime: number;
}
